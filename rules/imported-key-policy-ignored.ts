/** A change of the policy of an imported key, or a grant on it, that CDK drops without a word. */
import {
  defineRule,
  enumerated,
  nameOf,
  say,
  type Call,
  type Example,
  type Fix,
  type Json,
  type JsonObject,
  type Program,
  type Report,
  type Resource,
  type ServiceAccess,
} from '../src/rule-kit.js';
import { consequenceOf, ownedAs, policyCalls, statementSnippets } from '../src/rule-kit/built-in.js';

const STATEMENT =
  '{\n  "Action": [\n    "kms:GenerateDataKey*",\n    "kms:Decrypt"\n  ],\n  "Effect": "Allow",\n  "Principal": {\n    "Service": "s3.amazonaws.com"\n  },\n  "Resource": "*"\n}';
const queue = (metadata: Example['context']): Example => ({
  stacks: {
    App: {
      template: {
        Resources: {
          Queue: {
            Type: 'AWS::SQS::Queue',
            Properties: { KmsMasterKeyId: 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab' },
          },
        },
      },
      metadata: metadata ?? {},
    },
  },
});

/** An app that imports a key by its ARN and does this with it. */
const app = (line: string): Example => ({
  stacks: { App: { template: { Resources: {} }, env: ['111122223333', 'eu-west-1'] } },
  source: {
    'cdk.json': '{"app":"npx tsx app.ts"}',
    'app.ts': [
      "import { App, Stack } from 'aws-cdk-lib';",
      "import * as iam from 'aws-cdk-lib/aws-iam';",
      "import * as kms from 'aws-cdk-lib/aws-kms';",
      "const stack = new Stack(new App(), 'App');",
      "const statement = new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.ServicePrincipal('sns.amazonaws.com')] });",
      "const key = kms.Key.fromKeyArn(stack, 'Shared', 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab');",
      line,
      '',
    ].join('\n'),
  },
});

function message(call: Call, [first]: readonly ServiceAccess[]): string {
  const said = sentence(call);
  return first ? `${said} ${say(messages.needed, { consequence: consequenceOf(first) })}` : said;
}

function sentence(call: Call): string {
  if (isCdks(call)) return say(messages.warned, { construct: bare(call.constructPath ?? call.key), service: serviceOf(call) });
  if (call.method === 'addAlias') return say(messages.addAlias, { keys: keysOf(call) });
  const isAlias = call.by !== 'warning' && call.imported === 'fromAliasName';
  return say(isAlias ? messages.ignoredOnAlias : messages.ignoredOnKey, { method: call.method, keys: keysOf(call), grantee: whom(call) });
}

/** A construct of CDK makes the call for the app. */
const isCdks = (call: Call): boolean => call.by === 'warning' || (call.by === 'recorder' && call.implicit === true);

/** A construct path as people write it. */
const bare = (constructPath: string): string => constructPath.replace(/^\//, '');

const otherKeysOf = (call: Call): readonly string[] | undefined => (call.by === 'source' ? call.otherKeys : undefined);
const isName = (key: string): boolean => /^(?:arn:|alias\/|mrk-|[\da-f]{8}-[\da-f-]{27}$)/.test(key);

/** The keys by what people call them: ARN, alias or id, else the construct. An expression of the source is no name. */
function keysOf(call: Call): string {
  const names = [call.key, ...(otherKeysOf(call) ?? [])];
  if (names.every(isName)) return ` ${enumerated(names)}`;
  if (call.constructPath !== undefined && names.length === 1) return ` ${bare(call.constructPath)}`;
  const known = names.filter(isName);
  return known.length > 0 ? ` ${enumerated(known)}` : '';
}

const serviceOf = (call: Call): string => (call.by === 'warning' ? (call.service ?? messages.someService) : whom(call));
const warningOf = (call: Call): string => (call.by === 'source' ? undefined : call.warning) ?? '';

const GRANTEES: Readonly<Record<string, string>> = {
  service: 'the service',
  account: 'the other account',
  arn: 'the principal',
  anyone: 'whoever it is meant for',
  organization: 'the organization',
  federated: 'the federated principal',
  composite: 'each of the principals',
  foreign: 'the role of another account',
};
/** Whom the call means: by name, where the statement names one service or account. */
function whom(call: Call): string {
  const principal = member(call.statement, 'Principal');
  const service = member(principal, 'Service');
  if (typeof service === 'string') return service;
  const named = member(principal, 'AWS');
  const [, account] = typeof named === 'string' ? (/^arn:aws:iam::(\d{12}):root$/.exec(named) ?? []) : [];
  const grantee = call.by === 'warning' ? undefined : call.grantee;
  return account === undefined ? (GRANTEES[grantee ?? ''] ?? 'whoever it is meant for') : say(messages.account, { account });
}
const member = (json: Json | undefined, name: string): Json | undefined =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as JsonObject)[name] : undefined;

/** Where the key is this app's own, its object should be handed on; else the statement belongs into the policy of the real key. */
function whatToDo(call: Call, access: readonly ServiceAccess[], program: Program): Pick<Report, 'related' | 'remedy' | 'fix'> {
  const related = [
    ...(call.by === 'source' ? call.importedAt : []).map((at) => ({ at, message: messages.importedHere })),
    ...access.map(({ keyAt, target }) => ({ at: keyAt, message: say(messages.uses, { target: nameOf(target) }) })),
  ];
  const own = ownedAs(call, program);
  const made = own?.at ?? (call.by === 'warning' ? undefined : call.ownKey);
  if (made) {
    const message = own ? say(messages.ownKey, { key: nameOf(own.id) }) : messages.ownKeySomewhere;
    return { related: [...related, { at: made, message }], remedy: remedyOfOwn(own) };
  }
  if (call.method === 'addAlias') return { related, remedy: messages.importKey };
  if (call.statement === undefined) return { related, ...(isCdks(call) ? { remedy: `${messages.addAccess} ${messages.vouch}` } : {}) };
  const lost = [call.statement, ...(call.further ?? [])];
  const hasGaps = /<[^<>]+>/.test(JSON.stringify(lost));
  const statement = lost.length > 1 ? messages.statements : messages.statement;
  const fix: Fix = {
    title: say(messages.fix, { statement }),
    safety: 'unsafe',
    edits: [],
    snippets: statementSnippets(lost, otherKeysOf(call) ? undefined : keyIn(call.key)),
  };
  const add = say(hasGaps ? messages.addStatementWithGaps : messages.addStatement, { statement });
  // Where CDK makes the call it is the feature: addEventNotification(), new Distribution(). Only a call of the app's own can go.
  return { related, remedy: [add, ...(isCdks(call) ? [] : [messages.removeCall]), messages.vouch].join(' '), fix };
}

function remedyOfOwn(own: Resource | undefined): string {
  return own ? say(messages.handOn, { key: nameOf(own.id) }) : messages.handOnSomewhere;
}

const keyIn = (key: string): string | undefined => /arn:[\w:/-]+|^alias\/[\w/-]+$/.exec(key)?.[0];

/** What the rule says. */
const messages = {
  warned:
    "{construct}: CDK cannot change the policy of this imported key, so {service} cannot use the key, unless the key's real policy already allows it.",
  someService: 'the service',
  needed: 'If it does not, {consequence}.',
  uses: '{target} is encrypted with the key',
  addAlias: 'addAlias() on the imported alias{keys} throws an error: CDK does not know the key behind an alias that is imported by name.',
  ignoredOnKey:
    "{method}() on the imported key{keys} has no effect: CDK cannot change the policy of a key that this app does not own. KMS refuses {grantee}, unless the key's real policy already allows it.",
  ignoredOnAlias:
    "{method}() on the imported alias{keys} has no effect: CDK cannot change the policy of a key that this app does not own. KMS refuses {grantee}, unless the key's real policy already allows it.",
  account: 'account {account}',
  importedHere: 'the key is imported here',
  ownKey: 'the app makes this key itself: {key}',
  ownKeySomewhere: 'the app makes this key itself',
  handOn: 'This app creates the key itself ({key}). Pass its Key object instead of importing it, and call the method on that.',
  handOnSomewhere: 'This app creates the key itself. Pass its Key object instead of importing it, and call the method on that.',
  importKey: 'Import the key itself (Key.fromKeyArn or Key.fromLookup), and add the alias to that.',
  statement: 'statement',
  statements: 'statements',
  addStatement: "Add the {statement} to the real key's policy, in the app or account that owns the key.",
  addStatementWithGaps:
    "Add the {statement} (fill in the parts in angle brackets) to the real key's policy, in the app or account that owns the key.",
  addAccess: "Allow the service in the real key's policy, in the app or account that owns the key.",
  removeCall: 'Then remove the call here.',
  vouch: 'If that policy allows it already, declare the key under `externalKeys` in the configuration.',
  fix: "Add the {statement} to the real key's policy",
} as const;

export default defineRule({
  id: 'imported-key-policy-ignored',
  title: "A change of an imported key's policy has no effect",
  level: 'warning',
  levels: ['error'],
  securitySeverity: '5.0',
  on: 'program',
  why: 'Key.fromKeyArn(), fromLookup() and Alias.fromAliasName() return a reference to a key that this app does not own. CDK drops addToResourcePolicy() on it, and grants to services, accounts or principals of other accounts, without an error. The template contains nothing of them, and the service fails when it first uses the key.',
  messages,
  remedy: 'Add the statement where the key is owned: in its own CDK app, or with `aws kms put-key-policy`.',
  references: [
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_kms.IKey.html#addwbrtowbrresourcewbrpolicystatement-allownoop',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html',
  ],
  *check(program) {
    for (const { call, when, access } of policyCalls(program)) {
      yield {
        at: call.at,
        when,
        message: message(call, access),
        // A key of which only the construct path is known is told by that, without the Stage before it.
        detail: [call.method, warningOf(call), call.key === call.constructPath ? '' : call.key].join(':'),
        level: !isCdks(call) && (call.by === 'recorder' || (call.by === 'source' && call.used)) ? 'error' : 'warning',
        ...(call.stack === undefined ? {} : { stack: call.stack }),
        ...(call.constructPath === undefined ? {} : { constructPath: bare(call.constructPath) }),
        ...(call.by === 'source' ? {} : { trace: call.trace }),
        ...whatToDo(call, access, program),
      };
    }
  },
  examples: {
    bad: [
      { title: 'a statement for a service', ...app('key.addToResourcePolicy(statement);') },
      { title: 'a grant to another account', ...app("key.grantDecrypt(new iam.AccountPrincipal('444455556666'));") },
      queue({
        '/App/Imported': [
          {
            type: 'aws:cdk:warning',
            data: `Can not change key policy of imported kms key. Ensure that your key policy contains the following permissions: \n${STATEMENT} [ack: @aws-cdk/aws-s3-notifications:sqsKMSPermissionsNotAdded]`,
            trace: [],
          },
        ],
      }),
    ],
    good: [
      {
        title: "the configuration vouches for the real key's policy",
        ...app('key.addToResourcePolicy(statement);'),
        externalKeys: [
          {
            key: '9f8e7d6c-5b4a-4321-8765-0123456789ab',
            allow: [{ principals: ['sns.amazonaws.com'], actions: ['kms:Decrypt', 'kms:GenerateDataKey*'] }],
          },
        ],
      },
      {
        title: 'a role of the own account: its IAM policy is enough',
        ...app("key.grantDecrypt(new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }));"),
      },
      queue({ '/App': [{ type: 'aws:cdk:warning', data: 'Something else [ack: @aws-cdk/core:other]', trace: [] }] }),
    ],
  },
});
