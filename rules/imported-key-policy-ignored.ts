/** A change of the policy of an imported key, or a grant on it, that CDK drops without a word. */
import {
  defineRule,
  isCallVouchedFor,
  listOf,
  nameOf,
  ownedAs,
  statementSnippets,
  type Call,
  type Example,
  type Fix,
  type Json,
  type JsonObject,
  type Program,
  type Report,
  type Resource,
} from '../src/rule-kit.js';

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

function message(call: Call): string {
  if (isCdks(call)) {
    const message = call.message ?? `CDK cannot let ${whom(call)} use this imported key, because its policy lives elsewhere`;
    return `${call.constructPath?.replace(/^\//, '') ?? 'An imported key'}: ${message}, so ${call.implicit ? 'it' : 'the service'} gets no access to the key unless its real policy already gives it.`;
  }
  if (call.method === 'addAlias')
    return `addAlias() on the imported alias ${keysOf(call)} throws: an alias that is imported by its name knows no key that another alias could point to.`;
  const kind = call.imported === 'fromAliasName' ? 'alias' : 'key';
  return `${call.method}() on the imported ${kind} ${keysOf(call)} does nothing: CDK cannot change the policy of a key that lives elsewhere, so ${whom(call)} is refused when it uses the key, unless the key's real policy already lets it.`;
}

/** A construct of CDK makes the call: it is the feature, not a line that could go. */
const isCdks = ({ by, implicit }: Call): boolean => by === 'warning' || implicit === true;

const keysOf = ({ key, otherKeys = [] }: Call): string => listOf([key, ...otherKeys]);

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
function whom({ statement, grantee }: Call): string {
  const principal = member(statement, 'Principal');
  const service = member(principal, 'Service');
  if (typeof service === 'string') return service;
  const named = member(principal, 'AWS');
  const [, account] = typeof named === 'string' ? (/^arn:aws:iam::(\d{12}):root$/.exec(named) ?? []) : [];
  return account === undefined ? (GRANTEES[grantee ?? ''] ?? 'whoever it is meant for') : `account ${account}`;
}
const member = (json: Json | undefined, name: string): Json | undefined =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as JsonObject)[name] : undefined;

/** Where the key is this app's own, its object should be handed on; else the statement belongs into the policy of the real key. */
function whatToDo(call: Call, program: Program): Pick<Report, 'related' | 'remedy' | 'fix'> {
  const related = (call.importedAt ?? []).map((at) => ({ at, message: 'the key is imported here' }));
  const own = ownedAs(call, program);
  const made = own?.at ?? call.ownKey;
  if (made) {
    const message = own ? `the app makes this key itself: ${nameOf(own.id)}` : 'the app makes this key itself';
    return { related: [...related, { at: made, message }], remedy: remedyOfOwn(own) };
  }
  if (call.method === 'addAlias')
    return { related, remedy: 'Import the key itself (Key.fromKeyArn or Key.fromLookup), and add the alias to that.' };
  if (call.statement === undefined) return { related };
  const fix: Fix = {
    title: "Add the statement to the real key's policy",
    safety: 'unsafe',
    edits: [],
    snippets: statementSnippets(call.statement, call.otherKeys ? undefined : keyIn(call.key)),
  };
  const gaps = /<[^<>]+>/.test(JSON.stringify(call.statement)) ? ' (fill in what stands in angle brackets)' : '';
  return {
    related,
    remedy: `Add the statement${gaps} to the real key's policy, where the key is owned${isCdks(call) ? '' : ', then remove the call here'}. If that policy allows it already, say so: \`externalKeys\` in the configuration.`,
    fix,
  };
}

function remedyOfOwn(own: Resource | undefined): string {
  const which = own ? ` (${nameOf(own.id)})` : '';
  return `This app makes the key itself${which}: hand its Key object on instead of importing it, and call the method on that.`;
}

const keyIn = (key: string): string | undefined => /arn:[\w:/-]+|^alias\/[\w/-]+$/.exec(key)?.[0];

export default defineRule({
  id: 'imported-key-policy-ignored',
  title: "A change of an imported key's policy has no effect",
  level: 'warning',
  levels: ['error'],
  securitySeverity: '5.0',
  on: 'program',
  why: 'Key.fromKeyArn(), fromLookup() and Alias.fromAliasName() give a reference to a key that this app does not own. addToResourcePolicy() on it, and grants to services, accounts or foreign principals, are dropped at synthesis without an error; the template holds no trace of them, and the service fails when it first uses the key.',
  remedy: 'Add the statement where the key is owned (in its own CDK app, or with `aws kms put-key-policy`), then remove the call here.',
  references: [
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_kms.IKey.html#addwbrtowbrresourcewbrpolicystatement-allownoop',
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-modifying.html',
  ],
  *check(program) {
    // What the recorder saw while the app ran needs no second voice from the source.
    const recorded = new Set(program.calls.filter(({ by }) => by === 'recorder').map(({ constructPath }) => constructPath));
    for (const call of program.calls) {
      const ofAlias = call.imported === 'fromAliasName' && (call.grantee === 'identity' || call.grantee === 'unknown');
      if (
        call.effective === 'yes' ||
        ofAlias ||
        (call.by === 'source' && call.constructPath !== undefined && recorded.has(call.constructPath))
      )
        continue;
      const vouched = isCallVouchedFor(call, program);
      if (vouched === 'yes') continue;
      yield {
        at: call.at,
        when: call.effective === 'no' && vouched === 'no' ? 'yes' : 'unknown',
        message: message(call),
        // A key of which only the construct path is known is told by that, without the Stage before it.
        detail: [call.method, call.warning ?? '', call.key === call.constructPath ? '' : call.key].join(':'),
        level: (call.by === 'recorder' && !isCdks(call)) || (call.by === 'source' && call.used === true) ? 'error' : 'warning',
        ...(call.stack === undefined ? {} : { stack: call.stack }),
        ...(call.constructPath === undefined ? {} : { constructPath: call.constructPath.replace(/^\//, '') }),
        ...(call.trace ? { trace: call.trace } : {}),
        ...whatToDo(call, program),
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
