/**
 * What the rules on trust say of one key: no consequence that KMS rules out, no remedy that does not help, and nothing that another of them
 * denies.
 */
import { describe, expect, it } from 'vitest';
import { lintInputs } from '../src/lint/lint.js';
import { memoryFiles } from '../src/files/memory.js';
import { runRule } from '../src/rule-tester.js';
import type { ExampleStack } from '../src/types/rule.js';
import type { Finding } from '../src/types/report.js';
import type { Json, JsonObject } from '../src/types/files.js';
import { rules } from './index.js';

const ROOT = { AWS: 'arn:aws:iam::111122223333:root' },
  ADMIN = { AWS: 'arn:aws:iam::111122223333:role/KeyAdmin' },
  SERVICE = { Service: 'sns.amazonaws.com' };
const deployer = 'arn:aws:iam::111122223333:role/cdk-exec';
const allow = (principal: Json, action: Json = 'kms:*'): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: '*',
});
const deny = (principal: Json, action: Json, more: JsonObject = {}): JsonObject => ({
  ...allow(principal, action),
  Effect: 'Deny',
  ...more,
});
const butFor = (arn: string): JsonObject => ({ Condition: { ArnNotEquals: { 'aws:PrincipalArn': arn } } });
const template = (statements: readonly Json[], properties: JsonObject = {}, more: JsonObject = {}): JsonObject => ({
  Parameters: { Bypass: { Type: 'String' } },
  Resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: { ...properties, KeyPolicy: { Version: '2012-10-17', Statement: statements } } },
    ...more,
  },
});
const ruleOf = (id: string): (typeof rules)[number] => {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new Error(`no rule ${id}`);
  return rule;
};
const said = (id: string, app: JsonObject, stack: Partial<ExampleStack> = {}): readonly Finding[] =>
  runRule(ruleOf(id), { stacks: { App: { template: app, env: ['111122223333', 'eu-west-1'], ...stack } } }).findings;
const one = (...args: Parameters<typeof said>): Finding => {
  const [finding, ...others] = said(...args);
  if (!finding || others.length > 0) throw new Error(`${others.length + (finding ? 1 : 0)} findings of ${args[0]}`);
  return finding;
};

describe('unmanageable-key', () => {
  const of = (bypass?: Json): Finding =>
    one('unmanageable-key', template([allow(SERVICE)], bypass === undefined ? {} : { BypassPolicyLockoutSafetyCheck: bypass }));
  it('says that KMS refuses the policy, and that the key is lost only where the check is switched off', () => {
    const start = 'The key policy of App/Key lets nobody in its own account change it. ';
    const refused = 'KMS refuses it, and the deployment fails';
    const lost = 'only AWS Support can make the key manageable again';
    expect([of(), of(false), of(true), of({ Ref: 'Bypass' })].map(({ message }) => message)).toEqual([
      `${start}${refused}.`,
      `${start}${refused}.`,
      `${start}Once it is deployed, ${lost}.`,
      `${start}${refused}. If BypassPolicyLockoutSafetyCheck is true, it is deployed, and ${lost}.`,
    ]);
    expect([of(), of(false), of(true), of({ Ref: 'Bypass' })].map(({ related }) => related.map(({ message }) => message).at(-1))).toEqual([
      'no statement allows kms:PutKeyPolicy to the root user',
      'no statement allows kms:PutKeyPolicy to the root user',
      'the check by which KMS would refuse this policy is switched off here',
      'the check by which KMS would refuse this policy may be switched off here',
    ]);
    expect([of(), of(false), of(true), of({ Ref: 'Bypass' })].map(({ fix }) => [fix?.edits.length, fix?.safety])).toEqual([
      [1, 'promotable'],
      [1, 'promotable'],
      [2, 'unsafe'],
      [2, 'unsafe'],
    ]);
  });
  it('speaks of a Deny where there is one, and of an Allow where there is none', () => {
    const remedy = (...statements: readonly Json[]): string => one('unmanageable-key', template(statements)).remedy;
    const add = /^To let the account's IAM policies decide, add .*PolicyStatement/;
    expect(remedy(allow(SERVICE))).toMatch(add);
    expect(remedy(allow(SERVICE))).not.toMatch(/den(y|ies)|Deny|delete/);
    const undo =
      'Statement 2 ("Freeze") denies this. A Deny overrides every Allow, so another Allow does not help. If the administrators of the key should have access, give the Deny an exception: a condition with ArnNotLike on aws:PrincipalArn.';
    const freeze = deny('*', 'kms:Put*', { Sid: 'Freeze' });
    expect(remedy(allow(ROOT), freeze)).toBe(undo);
    expect(remedy(allow(ADMIN), freeze)).toMatch(add);
    expect(remedy(allow(ADMIN), freeze).endsWith(` ${undo}`)).toBe(true);
  });
  it('names the role of which only the deployment knows whether it is of the account', () => {
    const [found] = said('unmanageable-key', template([allow(ADMIN)]), { env: ['unknown-account', 'unknown-region'] });
    expect(found?.confidence).toBe('possible');
    expect(found?.message).toContain('change it (unless arn:aws:iam::111122223333:role/KeyAdmin is of that account). KMS');
    const [other] = said('unmanageable-key', template([{ ...allow(ROOT), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }]));
    expect(other?.message).toContain('change it. KMS');
  });
  it('speaks alone where one doubt decides about everybody', () => {
    const doubtful = template([{ ...allow(ROOT), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }]);
    expect(said('unmanageable-key', doubtful).map(({ confidence }) => confidence)).toEqual(['possible']);
    expect(said('missing-root-trust', doubtful)).toEqual([]);
    const named = template([{ ...allow(ROOT), Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }, allow(ADMIN)]);
    expect(said('unmanageable-key', named)).toEqual([]);
    expect(said('missing-root-trust', named).map(({ confidence }) => confidence)).toEqual(['possible']);
  });
});

it('a condition that only services meet, on the account: what principals have is told', () => {
  const conditional = { ...allow(ROOT), Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } } };
  expect(one('unmanageable-key', template([conditional])).remedy).toMatch(/^Test aws:PrincipalAccount in place of aws:SourceAccount/);
});

describe('a Deny that hits everybody by its condition', () => {
  it.each<[string, JsonObject, RegExp]>([
    [
      'of requests with TLS',
      { Bool: { 'aws:SecureTransport': 'true' } },
      /Every request to KMS uses TLS, .* test aws:SecureTransport for "false"\.$/,
    ],
    [
      'of calls through no service',
      { StringNotEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
      /The condition on kms:ViaService holds for these requests\. .* correct that condition, or give the Deny an exception/,
    ],
  ])('%s: the condition is named, and the Deny is not deleted', (_, Condition, remedy) => {
    const found = one('unmanageable-key', template([allow(ROOT), deny('*', 'kms:*', { Condition })]));
    expect(found.remedy).toMatch(remedy);
    expect(found.fix).toBeNull();
  });
  it('with NotPrincipal, which spares no session of a role', () => {
    const everybodyElse = { Effect: 'Deny', NotPrincipal: ADMIN, Action: 'kms:*', Resource: '*' };
    const found = one('missing-root-trust', template([allow(ROOT), everybodyElse]));
    expect(found.remedy).toMatch(
      /NotPrincipal spares a role only together with its account and its sessions\. .* write Principal "\*" in place of/,
    );
    expect(found.fix).toBeNull();
  });
});

describe('a Deny that takes the trust', () => {
  const statements = [allow(ROOT), deny('*', 'kms:PutKeyPolicy', { Sid: 'Freeze', ...butFor(ADMIN.AWS) })];
  it('is what deployer-locked-out speaks of, and no fix takes it away', () => {
    const found = one('deployer-locked-out', template(statements), { executionRole: deployer });
    expect(found.remedy).toBe(
      'Statement 2 ("Freeze") denies this. A Deny overrides every Allow, so another Allow does not help. If that role should have access, add the ARN to the values of aws:PrincipalArn in its condition.',
    );
    expect(found.fix).toBeNull();
    const alone = one('deployer-locked-out', template([allow(ROOT), deny({ AWS: deployer }, 'kms:PutKeyPolicy')]), {
      executionRole: deployer,
    });
    expect(alone.remedy).toMatch(/^Statement 2 denies this\. .* If that role should have access, give the Deny an exception/);
    expect(alone.fix).toBeNull();
    const missing = one('deployer-locked-out', template([allow(ADMIN)]), { executionRole: deployer });
    expect(missing.remedy).toMatch(
      /^To let the account's IAM policies decide, .* Or allow kms:PutKeyPolicy to the execution role in it\.$/,
    );
  });
  it('is what missing-root-trust names as the cause, and no fix takes it away', () => {
    const found = one('missing-root-trust', template(statements));
    expect(found.remedy).toMatch(
      /^Statement 2 \("Freeze"\) denies this\. .* If the administrators of the key should have access, add the ARN/,
    );
    expect(found.message).toContain(
      'manage the key: they are denied by statement 2 ("Freeze"). Only those whom the Deny spares can manage the key.',
    );
    expect(found.fix).toBeNull();
  });
  it('of some actions is what partial-root-trust speaks of', () => {
    const found = one('partial-root-trust', template([allow(ROOT), deny('*', ['kms:CreateGrant', 'kms:Encrypt'], { Sid: 'NoGrants' })]));
    expect(found.message).toContain('but not grant kms:Encrypt and kms:CreateGrant. An IAM policy that grants one of these actions has');
    expect(found.remedy).toBe(
      'Statement 2 ("NoGrants") denies this. A Deny overrides every Allow, so another Allow does not help. If the roles and users that need it should have access, give the Deny an exception: a condition with ArnNotLike on aws:PrincipalArn.',
    );
    expect(found.fix).toBeNull();
  });
});

describe('a condition on the statement for the account', () => {
  const rootUserOnly = { ...allow(ROOT), Sid: 'RootUser', Condition: { StringEquals: { 'aws:PrincipalType': 'Account' } } };
  const cause = 'the condition on aws:PrincipalType in statement 1 ("RootUser") keeps';
  it('is named as the cause, and never taken away by a promotable fix', () => {
    const found = one('deployer-locked-out', template([rootUserOnly, allow(ADMIN)]), { executionRole: deployer });
    expect(found.message).toContain(`${cause} it out. Creating the key, or changing this policy, is refused`);
    expect(found.remedy).toMatch(/^If the account's IAM policies are meant to decide, remove the condition on aws:PrincipalType/);
    expect(found.fix?.safety).not.toBe('promotable');
    expect(found.level).toBe('warning');
    const missing = said('missing-root-trust', template([rootUserOnly, allow(ADMIN)]));
    expect(missing.map(({ message }) => message.includes(`${cause} them out`))).toEqual([true]);
    expect(missing.map(({ fix }) => fix?.safety === 'promotable')).toEqual([false]);
  });
  it('of a service only (kms:ViaService) is no cause', () => {
    const viaService = {
      ...allow(ROOT, 'kms:Decrypt'),
      Condition: { StringEquals: { 'kms:ViaService': 'secretsmanager.eu-west-1.amazonaws.com' } },
    };
    expect(one('deployer-locked-out', template([viaService, allow(ADMIN)]), { executionRole: deployer }).message).not.toContain(
      'the condition',
    );
  });
});

describe('the level of deployer-locked-out', () => {
  const level = (...statements: readonly Json[]): string =>
    one('deployer-locked-out', template(statements), { executionRole: deployer }).level;
  it('is error where only other ARNs are named, literally and without a condition', () => {
    expect(level(allow(ADMIN))).toBe('error');
    expect(level(allow({ AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/KeyAdmin' } }), allow(ADMIN))).toBe('error');
    expect(level({ ...allow(ADMIN), Condition: { Bool: { 'aws:SecureTransport': 'true' } } })).toBe('warning');
    expect(level(allow(ROOT), deny({ AWS: deployer }, 'kms:PutKeyPolicy'))).toBe('warning');
  });
});

describe('partial-root-trust', () => {
  const partly = (action: Json, properties: JsonObject = {}, ...more: readonly Json[]): readonly Finding[] =>
    said('partial-root-trust', template([allow(ROOT, action), ...more], properties));
  it('names the actions that matter most on this key, and counts the others', () => {
    const [found] = partly(['kms:Put*', 'kms:Describe*']);
    expect(found?.message).toMatch(/but not grant kms:Decrypt, kms:Encrypt and \d+ other actions\. An IAM policy that grants one of/);
    expect(found?.related.map(({ message }) => message)).toEqual(["no statement lets the account's IAM policies decide about kms:Decrypt"]);
    const [signing] = partly(['kms:Put*', 'kms:Describe*'], { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' });
    expect(signing?.message).toMatch(/but not grant kms:Sign, kms:Verify and \d+ other actions\./);
  });
  it('names one that stands alone, and tells a Deny from what nobody allows', () => {
    const all = ['kms:A*', 'kms:C*', 'kms:D*', 'kms:E*', 'kms:G*', 'kms:L*', 'kms:P*', 'kms:R*', 'kms:T*', 'kms:U*'];
    const [found] = partly(all);
    expect(found?.message).toMatch(/but not grant kms:ScheduleKeyDeletion\. An IAM policy that grants this action has no effect\.$/);
    const [both] = partly(all, {}, deny('*', 'kms:Decrypt'));
    expect(both?.message).toContain('not grant kms:Decrypt and kms:ScheduleKeyDeletion.');
    expect(both?.remedy).toMatch(/^If IAM policies are meant to grant .* Statement 2 denies this\. .* give the Deny an exception/);
    expect(both?.related.map(({ message }) => message)).toEqual([
      "no statement lets the account's IAM policies decide about kms:ScheduleKeyDeletion",
      "statement 1 lets the account's IAM policies decide about kms:Decrypt",
      "statement 2 denies kms:Decrypt to the account's principals",
    ]);
  });
  it('is silent where only actions are left out that do not work on the key', () => {
    const mentioned = ['A*', 'C*', 'DescribeKey', 'D*', 'E*', 'G*', 'L*', 'P*', 'R*', 'ScheduleKeyDeletion', 'T*', 'U*'];
    expect(partly(mentioned.map((name) => `kms:${name}`))).toEqual([]);
  });
  it('is not sure where the kind of the key is not known', () => {
    const found = said('partial-root-trust', {
      ...template([allow(ROOT), deny('*', 'kms:Encrypt')], { KeyUsage: { Ref: 'Bypass' } }),
    });
    expect(found.map(({ confidence }) => confidence)).toEqual(['possible']);
  });
});

describe('missing-root-trust', () => {
  it('says that the key can be lost only where KMS takes the policy', () => {
    const message = (properties: JsonObject, stack: Partial<ExampleStack>): string =>
      one('missing-root-trust', template([allow(ADMIN)], properties), stack).message;
    const lost = /\. Everybody else in the account is locked out, and if the last named role or user is deleted, the key is lost\.$/;
    expect(message({}, {})).toMatch(lost);
    expect(message({ BypassPolicyLockoutSafetyCheck: true }, { executionRole: deployer })).toMatch(lost);
    expect(message({}, { executionRole: ADMIN.AWS })).toMatch(lost);
    expect(message({}, { executionRole: deployer })).toMatch(/\. Everybody else in the account is locked out\.$/);
  });
});

describe('lockout-check-bypassed', () => {
  const of = (principal: Json): Finding =>
    one('lockout-check-bypassed', template([allow(principal)], { BypassPolicyLockoutSafetyCheck: true }), { executionRole: deployer });
  it('does not let the check in again without the role that deploys', () => {
    expect(of(ROOT).fix?.title).toBe('Remove bypassPolicyLockoutSafetyCheck');
    expect(of(ADMIN).fix?.title).toBe(
      "Add the statement by which the account's IAM policies manage the key, and remove bypassPolicyLockoutSafetyCheck",
    );
    expect(of(ADMIN).remedy).toMatch(
      /^Allow kms:PutKeyPolicy to the role that deploys the stack, arn:aws:iam::111122223333:role\/cdk-exec, or to the account's root/,
    );
  });
});

describe('in a template by itself', () => {
  const remedies = (app: JsonObject, metadata: JsonObject = {}): readonly string[] => {
    const { Key, ...others } = app['Resources'] as { Key: JsonObject } & JsonObject;
    const text = JSON.stringify({ ...app, Resources: { ...others, Key: { ...Key, ...metadata } } });
    const { findings } = lintInputs({
      files: memoryFiles({ '/app/keys.json': text }),
      paths: ['/app/keys.json'],
      root: '/app',
      rules,
      config: { presets: ['recommended', 'strict'], rules: { 'rotation-disabled': 'off', 'unscoped-service-principal': 'off' } },
      tool: { name: 'kms-lint', version: '0' },
    });
    return findings.map(({ ruleId, remedy }) => `${ruleId}: ${remedy}`);
  };
  const CODE = /iam\.|key\.|actions:|`policy`|bypassPolicy/;
  const apps = [
    template([allow(SERVICE)]),
    template(
      [allow({ AWS: { 'Fn::GetAtt': ['Admin', 'Arn'] } })],
      { BypassPolicyLockoutSafetyCheck: true },
      {
        Admin: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: {
            AssumeRolePolicyDocument: {},
            Policies: [
              { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }] } },
            ],
          },
        },
      },
    ),
    template([allow({ AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:root' } }, 'kms:Put*')]),
    template([allow('')]),
  ];
  it('the remedy is a statement in words, not code of CDK', () => {
    const said = apps.flatMap((app) => remedies(app));
    expect([...new Set(said.map((text) => text.split(':')[0]))].sort()).toEqual([
      'grant-without-root-trust',
      'invalid-key-policy',
      'lockout-check-bypassed',
      'missing-root-trust',
      'partial-root-trust',
      'unmanageable-key',
    ]);
    expect(said.filter((text) => CODE.test(text))).toEqual([]);
    expect(said.join('\n')).toContain('add to KeyPolicy a statement with Effect Allow, Action kms:*, Resource "*"');
  });
  it('and in what is nested in it', () => {
    const { findings } = lintInputs({
      files: memoryFiles({
        '/app/parent.json': JSON.stringify({
          Resources: { Child: { Type: 'AWS::CloudFormation::Stack', Properties: { TemplateURL: './child.json' } } },
        }),
        '/app/child.json': JSON.stringify(template([allow(SERVICE)])),
      }),
      paths: ['/app/parent.json'],
      root: '/app',
      rules: [ruleOf('unmanageable-key')],
      tool: { name: 'kms-lint', version: '0' },
    });
    expect(findings.map(({ remedy }) => CODE.test(remedy))).toEqual([false]);
  });
  it('that CDK wrote, it is code', () => {
    const said = apps.flatMap((app) => remedies(app, { Metadata: { 'aws:cdk:path': 'App/Key/Resource' } }));
    expect(said.filter((text) => !CODE.test(text))).toEqual([]);
  });
});
