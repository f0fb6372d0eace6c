/** A service must use a key that this app does not own, so that nothing here shows whether it can. */
import {
  defineRule,
  enumerated,
  literal,
  nameOf,
  printText,
  say,
  stackIdOf,
  type ImportedKey,
  type Json,
  type JsonObject,
  type KeyName,
  type Program,
  type Report,
  type ServiceAccess,
  type StackId,
  type Text,
} from '../src/rule-kit.js';
import {
  consequenceOf,
  importedKeyId,
  importedKeyName,
  isSurelyImported,
  isVouchedFor,
  isWrittenByHand,
  policyCalls,
  statementsFor,
  statementSnippets,
} from '../src/rule-kit/built-in.js';

const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab';
const subscription = (key: Json): JsonObject => ({
  Resources: {
    Topic: { Type: 'AWS::SNS::Topic' },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: key } },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: { TopicArn: { Ref: 'Topic' }, Protocol: 'sqs', Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
    },
  },
});

/** What the rule says. */
const messages = {
  unverified:
    '{services} must be able to use {key}, which this app does not own: its key policy is not seen here. If it does not let {services} use it, {consequence}.',
  lost: "{services} must be able to use {key}, which this app does not own: CDK cannot change an imported key's policy, so it has left out the statement. If the key policy does not let {services} use it, {consequence}.",
  remedy:
    'Add a statement for {services} with {actions}{limit} to the policy of the key, where the key is owned. If it is there already, say so: `externalKeys` in the configuration.',
  limited: ', limited to this app by {conditionKeys},',
  use_of_key: '{target} is encrypted with the key',
} as const;

export default defineRule({
  id: 'imported-key-access-unverified',
  title: 'A service must use a key that this app does not own',
  level: 'note',
  levels: ['note', 'warning'],
  on: 'program',
  why: 'A service that encrypts with a key as itself needs a statement in the key policy. For keys of its own an app shows whether the statement is there; for an imported key nobody can tell from here, and CDK cannot add it.',
  remedy: 'Check the policy of the key where it is owned, and tell in `externalKeys` of the configuration what it allows.',
  references: [
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_kms.Key.html#static-fromwbrkeywbrarnscope-id-keyarn',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-services.html',
  ],
  *check(program) {
    // A call that was lost is told of by imported-key-policy-ignored, with what it was for.
    const told = new Set(policyCalls(program).flatMap(({ access }) => access));
    for (const key of program.importedKeys) {
      const needs = program.requiredAccess.services.filter(
        (access) => access.kind === 'service' && isOf(access.key, key) && !told.has(access) && !isGranted(access, key, program),
      );
      const [first] = needs;
      if (first) yield reportOf(key, first, needs, program);
    }
  },
  examples: {
    bad: [
      { title: 'a subscription to a queue under a key of others', stacks: { App: subscription(KEY) } },
      { title: 'a key that another app exports', stacks: { App: subscription({ 'Fn::ImportValue': 'SharedKeyArn' }) } },
      {
        title: 'a parameter of SSM gives the key',
        stacks: {
          App: {
            Parameters: { Key: { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/shared/key' } },
            ...subscription({ Ref: 'Key' }),
          },
        },
      },
      {
        title: 'a log group',
        stacks: { App: { Resources: { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: KEY } } } } },
      },
    ],
    good: [
      {
        title: 'a parameter may give any key',
        stacks: { App: { Parameters: { Key: { Type: 'String' } }, ...subscription({ Ref: 'Key' }) } },
      },
      {
        title: 'a call that was lost is told by another rule',
        stacks: {
          App: {
            template: subscription(KEY),
            metadata: {
              '/App/Imported': [
                {
                  type: 'kms-lint:ignored-call',
                  data: {
                    method: 'addToResourcePolicy',
                    keyArn: KEY,
                    statement: {
                      Effect: 'Allow',
                      Principal: { Service: 'sns.amazonaws.com' },
                      Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
                      Resource: '*',
                    },
                  },
                  trace: [],
                },
              ],
            },
          },
        },
      },
      {
        title: 'the configuration vouches for it',
        externalKeys: [
          { key: KEY, allow: [{ principals: ['sns.amazonaws.com'], actions: ['kms:Decrypt', 'kms:GenerateDataKey*'] }], reason: 'r' },
        ],
        stacks: { App: subscription(KEY) },
      },
      { title: 'a key that AWS manages is another matter', stacks: { App: subscription('alias/aws/sqs') } },
    ],
  },
});

const isOf = (name: KeyName, key: ImportedKey): boolean => name.is === 'imported' && importedKeyId(name) === key.id;

function isGranted({ principals, enough, target }: ServiceAccess, { name }: ImportedKey, program: Program): boolean {
  const [first] = principals,
    service = first && literal(first);
  return (
    isVouchedFor(
      {
        names: [printText(name)],
        ...(service === undefined ? {} : { principals: [service] }),
        actions: enough[0] ?? [],
        stacks: [stackIdOf(target)],
      },
      program,
    ) !== 'no'
  );
}

/** Whether CDK would have added the statement to a key of its own: in a template that people write nothing is left out. */
function isLeftOut({ byCdk, target }: ServiceAccess, program: Program): boolean {
  const stack = stackIdOf(target),
    facts = program.stacks.get(stack),
    resource = [...(facts?.consumers ?? []), ...(facts?.resources ?? [])].find(({ id }) => id === target);
  return byCdk && !(resource && isWrittenByHand({ stack, resource }, program));
}

function reportOf(key: ImportedKey, first: ServiceAccess, needs: readonly ServiceAccess[], program: Program): Report {
  const lost = needs.some((access) => isLeftOut(access, program)),
    services = enumerated([...new Set(needs.map(({ principals }) => printText(principals[0] ?? [])))].sort()),
    shown = needs.find(({ byCdk }) => byCdk) ?? first;
  const consequence = consequenceOf(shown);
  const name = printText(key.name),
    called = importedKeyName(key, program),
    statements = statementsOf(needs, program);
  const tested = unique(
    statements.flatMap(({ Condition = {} }) => Object.values(Condition as JsonObject).flatMap((tests) => Object.keys(tests as JsonObject))),
  );
  return {
    at: shown.keyAt,
    stack: stackIdOf(shown.target),
    when: shown.certainty === 'certain' && isSurelyImported(key, program) ? 'yes' : 'unknown',
    level: lost ? 'warning' : 'note',
    detail: name,
    message: say(lost ? messages.lost : messages.unverified, { services, key: called, consequence }),
    remedy: say(messages.remedy, {
      services,
      actions: enumerated(unique(statements.flatMap(({ Action }) => Action as readonly string[])).sort()),
      limit: tested.length > 0 ? say(messages.limited, { conditionKeys: enumerated(tested) }) : '',
    }),
    related: key.uses.map((use) => ({ at: use.at, message: say(messages.use_of_key, { target: nameOf(use.by) }) })),
    fix: { title: 'Add the statement where the key is owned', safety: 'unsafe', edits: [], snippets: statementSnippets(statements, name) },
  };
}

const unique = (names: readonly string[]): string[] => [...new Set(names)];

/** The statements that the owner of the key is asked for, each once: as narrow as each service allows, for the account of the app. */
function statementsOf(needs: readonly ServiceAccess[], program: Program): readonly JsonObject[] {
  const all = needs.flatMap((access) =>
    statementsFor([access], printText(access.principals[0] ?? [])).map((statement) =>
      filledIn(statement, stackIdOf(access.source), program),
    ),
  );
  return [...new Map(all.map((statement) => [JSON.stringify(statement), statement])).values()];
}

/** The key is owned elsewhere, where pseudo parameters would mean another account: a value takes their place, or a gap to be filled in. */
function filledIn(statement: JsonObject, stack: StackId, { stacks }: Program): JsonObject {
  const facts = stacks.get(stack),
    of: Readonly<Record<string, readonly [Text | undefined, string]>> = {
      AccountId: [facts?.env.account, 'account'],
      Region: [facts?.env.region, 'Region'],
      Partition: [facts?.env.partition, 'partition'],
    };
  const text = JSON.stringify(statement).replace(/\$\{AWS::(\w+)\}/g, (whole, name: string) => {
    const [value, word] = of[name] ?? [];
    return (value && literal(value)) ?? (word === undefined ? whole : `<${word} of ${facts?.name ?? stack}>`);
  });
  return JSON.parse(text) as JsonObject;
}
