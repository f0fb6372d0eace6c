/** A grant to a role on an alias that is imported by its name: CDK writes no permission at all. */
import { defineRule, nameOf, say, type Example, type JsonObject } from '../src/rule-kit.js';
import { isCallVouchedFor, rolesLeftOut } from '../src/rule-kit/built-in.js';

const FLAG = '@aws-cdk/aws-kms:applyImportedAliasPermissionsToPrincipal';
/** A queue under the alias, and a role that may send messages to it. */
const SENDER: JsonObject = {
  Resources: {
    Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: 'alias/shared' } },
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {},
        Policies: [
          {
            PolicyName: 'p',
            PolicyDocument: {
              Version: '2012-10-17',
              Statement: [{ Effect: 'Allow', Action: 'sqs:SendMessage', Resource: { 'Fn::GetAtt': ['Queue', 'Arn'] } }],
            },
          },
        ],
      },
    },
  },
};
const ROLE: JsonObject = { Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } } } };
const app = (on: boolean, template: JsonObject = ROLE): Example => ({
  stacks: { App: template },
  flags: { [FLAG]: on },
  source: {
    'cdk.json': '{"app":"npx tsx app.ts"}',
    'app.ts': [
      "import { App, Stack } from 'aws-cdk-lib';",
      "import * as iam from 'aws-cdk-lib/aws-iam';",
      "import * as kms from 'aws-cdk-lib/aws-kms';",
      "const stack = new Stack(new App(), 'App');",
      "const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });",
      "kms.Alias.fromAliasName(stack, 'Shared', 'alias/shared').grantDecrypt(role);",
      '',
    ].join('\n'),
  },
});

/** What the rule says. */
const messages = {
  ignored: '{method}() on the imported alias {alias} adds no permission, so KMS refuses the role when it uses the key.',
  refused: '{role} has a right on {target}, which the key encrypts',
  importedHere: 'the alias is imported here',
} as const;

export default defineRule({
  id: 'alias-grant-ignored',
  title: 'A grant on an imported alias has no effect',
  level: 'warning',
  levels: ['error'],
  on: 'program',
  why: `Alias.fromAliasName() knows only a name, not the key behind it. Unless the feature flag ${FLAG} is on, CDK drops every grant on it without an error. The role gets no permission, and KMS refuses it when it first uses the key.`,
  messages,
  remedy: `Import the key itself (Key.fromLookup or Key.fromKeyArn), and call the grant method on it. Or switch on ${FLAG} in cdk.json; this changes the IAM policies of the whole app.`,
  references: [
    'https://docs.aws.amazon.com/cdk/v2/guide/featureflags.html',
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_kms.Alias.html',
  ],
  *check(program) {
    for (const call of program.calls) {
      if (
        call.by === 'warning' ||
        call.effective === 'yes' ||
        call.imported !== 'fromAliasName' ||
        (call.grantee !== 'identity' && call.grantee !== 'unknown')
      )
        continue;
      const vouched = isCallVouchedFor(call, program);
      if (vouched === 'yes') continue;
      const refused = rolesLeftOut(call, program);
      yield {
        level: refused.length > 0 ? 'error' : 'warning',
        at: call.at,
        when: call.effective === 'no' && vouched === 'no' ? 'yes' : 'unknown',
        detail: `${call.method}:${call.key}`,
        ...(call.stack === undefined ? {} : { stack: call.stack }),
        ...(call.constructPath === undefined ? {} : { constructPath: call.constructPath }),
        ...(call.by === 'source' ? {} : { trace: call.trace }),
        message: say(messages.ignored, { method: call.method, alias: call.key }),
        fix: { title: `Switch on ${FLAG} in cdk.json`, safety: 'unsafe', edits: [{ is: 'flag', flag: FLAG, value: true }] },
        related: [
          ...(call.by === 'source' ? call.importedAt : []).map((at) => ({ at, message: messages.importedHere })),
          ...refused.map(({ at, role, target }) => ({
            at,
            message: say(messages.refused, { role: nameOf(role.resource ?? ''), target: nameOf(target) }),
          })),
        ],
      };
    }
  },
  examples: {
    bad: [
      { title: 'the flag is off', ...app(false) },
      { title: 'the role may use what the key encrypts', ...app(false, SENDER) },
    ],
    good: [
      { title: 'the flag is on', ...app(true) },
      { title: 'the configuration vouches for the policy of the key', ...app(false), externalKeys: [{ key: 'alias/*', allow: 'all' }] },
    ],
  },
});
