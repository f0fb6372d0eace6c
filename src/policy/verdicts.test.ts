/** Why the six verdicts are what they are. The answers themselves: vectors.test.ts and edges.test.ts. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../types/files.js';
import type { SaidVerdicts as Verdicts } from './said.testing.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';
import { judge } from './said.testing.js';

const root = allow(ROOT),
  PUT = 'kms:PutKeyPolicy',
  APP = `arn:aws:iam::${OWN}:role/App`,
  GUEST = `arn:aws:iam::${OTHER}:role/Guest`,
  account = "the account's IAM policies",
  mfa = when('Bool', 'aws:MultiFactorAuthPresent', 'true');
const byCloudFormation = {
  Condition: {
    Bool: { 'aws:SecureTransport': 'true' },
    'ForAnyValue:StringEquals': { 'aws:CalledVia': 'cloudformation.amazonaws.com' },
  },
};
const why = (name: keyof Verdicts, ...statements: readonly Json[]): readonly string[] => {
  const { answer, because } = judge(policyOf(document(...statements)), scopeIn())[name];
  return [answer, ...because.map(({ text }) => text)];
};

it('a policy that KMS refuses answers no to everything, and says why', () => {
  const verdicts = judge(policyOf(document(without(root, 'Effect'), { ...root, Efect: 'Allow' })), scopeIn());
  const { at } = policyOf(undefined);
  const statement = (index: number, rest = ''): string => `${at.pointer}/Statement/${index}${rest}`;
  expect(new Set(Object.values(verdicts).map(({ answer, because }) => JSON.stringify([answer, because]))).size).toBe(1);
  expect(verdicts.rootTrust).toMatchObject({
    answer: 'no',
    because: [
      { at: { file: at.file, pointer: statement(0) }, text: 'KMS refuses the policy: statement 1 has no Effect' },
      { at: { pointer: statement(1, '/Efect') }, text: 'KMS refuses the policy: statement 2 has an element Efect, which does not exist' },
    ],
  });
});

it('reasons are put into words once', () => {
  const { rootTrust } = judge(policyOf(document(root)), scopeIn());
  expect(rootTrust.because).toBe(rootTrust.because);
});

describe('who manages the key', () => {
  it.each<[keyof Verdicts, string, readonly Json[], readonly string[]]>([
    ['rootTrust', 'the account', [root], ['yes', `statement 1 lets ${account} decide about ${PUT}`]],
    ['fullRootTrust', 'every action', [root], ['yes', `statement 1 lets ${account} decide about every action`]],
    [
      'fullRootTrust',
      'the first action that is not given',
      [allow(ROOT, ['kms:C*', 'kms:D*'])],
      ['no', `no statement lets ${account} decide about kms:EnableKey`],
    ],
    [
      'fullRootTrust',
      'an action that is refused, rather than those that may be',
      [root, deny('*', 'kms:Verify'), deny('*', 'kms:C*', mfa)],
      ['no', `statement 1 lets ${account} decide about kms:Verify`, "statement 2 denies kms:Verify to the account's principals"],
    ],
    [
      'fullRootTrust',
      'the first action that may be refused',
      [root, deny('*', ['kms:Verify', 'kms:Decrypt'], mfa)],
      [
        'unknown',
        `statement 1 lets ${account} decide about kms:Decrypt`,
        `statement 2 may deny kms:Decrypt to the account's principals: its condition on aws:MultiFactorAuthPresent depends on the request`,
      ],
    ],
    [
      'rootTrust',
      'users by their own names are not everybody, and somebody',
      [allow(ROOT, PUT, when('ArnLike', 'aws:PrincipalArn', 'arn:aws:iam::*:user/${aws:username}'))],
      ['unknown', `statement 1 may allow ${PUT}: its condition on aws:PrincipalArn depends on the request`],
    ],
    ['manageable', 'one way is enough', [root, allow(ADMIN)], ['yes', `statement 1 lets ${account} decide about ${PUT}`]],
    [
      'manageable',
      'the root user',
      [allow(ROOT, 'kms:*', when('ArnEquals', 'aws:PrincipalArn', ROOT)), allow(ADMIN)],
      ['yes', `statement 1 allows ${PUT} to the root user`],
    ],
    ['manageable', 'a role', [allow(ADMIN)], ['yes', `statement 1 allows ${PUT} to ${ADMIN}`]],
    [
      'manageable',
      'nobody: all that says no',
      [allow(ADMIN, 'kms:Decrypt')],
      [
        'no',
        `no statement lets ${account} decide about ${PUT}`,
        `no statement allows ${PUT} to the root user`,
        `no statement allows ${PUT} to ${ADMIN}`,
      ],
    ],
    [
      'manageable',
      'a reason for several is said once',
      [allow(ROOT, PUT, mfa)],
      ['unknown', `statement 1 may allow ${PUT}: its condition on aws:MultiFactorAuthPresent depends on the request`],
    ],
    [
      'manageable',
      'whose account is not known does not matter where it may not',
      [allow('AROAEXAMPLEID1234567A', 'kms:Decrypt')],
      [
        'no',
        `no statement lets ${account} decide about ${PUT}`,
        `no statement allows ${PUT} to the root user`,
        `no statement allows ${PUT} to AROAEXAMPLEID1234567A`,
      ],
    ],
    ['durable', 'the account', [root, allow(ADMIN)], ['yes', `statement 1 lets ${account} decide about ${PUT}`]],
    [
      'durable',
      'two roles',
      [allow(ADMIN), allow(APP)],
      ['yes', `statement 1 allows ${PUT} to ${ADMIN}`, `statement 2 allows ${PUT} to ${APP}`],
    ],
    [
      'durable',
      'one role alone',
      [allow(ADMIN), allow(APP, 'kms:Decrypt')],
      [
        'no',
        `no statement lets ${account} decide about ${PUT}`,
        `no statement allows ${PUT} to the root user`,
        `statement 1 allows ${PUT} to ${ADMIN}, and nobody else`,
      ],
    ],
    [
      'durable',
      'nobody',
      [allow(ADMIN, 'kms:Decrypt')],
      ['no', `no statement lets ${account} decide about ${PUT}`, `no statement allows ${PUT} to the root user`],
    ],
    [
      'durable',
      'one role for certain, and perhaps another',
      [allow(ADMIN), allow(APP, PUT, mfa)],
      [
        'unknown',
        `statement 1 allows ${PUT} to ${ADMIN}`,
        `statement 2 may allow ${PUT}: its condition on aws:MultiFactorAuthPresent depends on the request`,
      ],
    ],
    [
      'durable',
      'a role, and one by a parameter that may be the same',
      [allow([ADMIN, { 'Fn::Sub': `arn:aws:iam::${OWN}:role/\${Param}` }])],
      [
        'unknown',
        `statement 1 allows ${PUT} to ${ADMIN}`,
        `statement 1 allows ${PUT} to arn:aws:iam::${OWN}:role/\${Param}`,
        'whether these are different principals is known to the deployment only',
      ],
    ],
    [
      'durable',
      'a role of the app, and one by its ARN that may be the same',
      [allow([{ 'Fn::GetAtt': ['AdminRole', 'Arn'] }, ADMIN])],
      [
        'unknown',
        `statement 1 allows ${PUT} to \${AdminRole.Arn}`,
        `statement 1 allows ${PUT} to ${ADMIN}`,
        'whether these are different principals is known to the deployment only',
      ],
    ],
    [
      'durable',
      'a user, and an id that may be its own',
      [allow([`arn:aws:iam::${OWN}:user/ana`, 'AIDAEXAMPLEID1234567A'])],
      [
        'unknown',
        `statement 1 allows ${PUT} to arn:aws:iam::${OWN}:user/ana`,
        `statement 1 allows ${PUT} to AIDAEXAMPLEID1234567A`,
        'whether AIDAEXAMPLEID1234567A is of this account is known to the deployment only',
      ],
    ],
    [
      'durable',
      'a role by its ARN, and one of the app that may be the same',
      [allow([ADMIN, { 'Fn::GetAtt': ['AdminRole', 'Arn'] }])],
      [
        'unknown',
        `statement 1 allows ${PUT} to ${ADMIN}`,
        `statement 1 allows ${PUT} to \${AdminRole.Arn}`,
        'whether these are different principals is known to the deployment only',
      ],
    ],
    [
      'durable',
      'a role and a user by parameters, which are no one',
      [allow([{ 'Fn::Sub': `arn:aws:iam::${OWN}:role/\${Param}` }, { 'Fn::Sub': `arn:aws:iam::${OWN}:user/\${Param}` }])],
      [
        'yes',
        `statement 1 allows ${PUT} to arn:aws:iam::${OWN}:role/\${Param}`,
        `statement 1 allows ${PUT} to arn:aws:iam::${OWN}:user/\${Param}`,
      ],
    ],
    [
      'durable',
      'two roles of the app',
      [allow([{ 'Fn::GetAtt': ['AdminRole', 'Arn'] }, { 'Fn::GetAtt': ['AppRole', 'Arn'] }])],
      ['yes', `statement 1 allows ${PUT} to \${AdminRole.Arn}`, `statement 1 allows ${PUT} to \${AppRole.Arn}`],
    ],
    [
      'manageable',
      'a role that only a service can assume',
      [allow(`arn:aws:iam::${OWN}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`)],
      [
        'unknown',
        `statement 1 allows ${PUT} to arn:aws:iam::${OWN}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling`,
        `arn:aws:iam::${OWN}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling is the role of a service, and what AWS does with it is not known`,
      ],
    ],
    [
      'durable',
      'a role of the app and a user, who is no role',
      [allow([{ 'Fn::GetAtt': ['AdminRole', 'Arn'] }, `arn:aws:iam::${OWN}:user/ana`])],
      ['yes', `statement 1 allows ${PUT} to \${AdminRole.Arn}`, `statement 1 allows ${PUT} to arn:aws:iam::${OWN}:user/ana`],
    ],
    [
      'rootTrust',
      'a deployment by CloudFormation may be the way, where direct calls are not',
      [allow(ROOT, 'kms:Decrypt'), allow(ROOT, PUT, byCloudFormation)],
      ['unknown', `statement 2 may allow ${PUT}: its condition on aws:SecureTransport and aws:CalledVia depends on the request`],
    ],
    [
      'rootTrust',
      'it is enough that one condition asks for the way',
      [allow(ROOT, PUT, byCloudFormation)],
      ['unknown', `statement 1 may allow ${PUT}: its condition on aws:SecureTransport and aws:CalledVia depends on the request`],
    ],
    [
      'rootTrust',
      'where no way is left, what is said of direct calls',
      [root, deny('*', PUT), deny('*', PUT, when('Bool', 'aws:ViaAWSService', 'false'))],
      [
        'no',
        `statement 1 lets ${account} decide about ${PUT}`,
        `statement 2 denies ${PUT} to the account's principals`,
        `statement 3 denies ${PUT} to the account's principals`,
      ],
    ],
  ])('%s: %s', (name, _case, statements, expected) => {
    expect(why(name, ...statements)).toEqual(expected);
  });
});

describe('who gets in from outside', () => {
  const perhaps = (action: string): Json => allow('*', action, when('StringEquals', 'kms:EncryptionContext:x', { Ref: 'Param' }));
  const nobody = 'no statement lets a principal of another account in',
    notEverybody = 'no statement lets every account in';
  it.each<[keyof Verdicts, string, readonly Json[], readonly string[]]>([
    ['public', 'nobody', [root], ['no', notEverybody]],
    ['public', 'everybody', [allow('*', 'kms:Decrypt')], ['yes', 'statement 1 allows kms:Decrypt to any AWS account']],
    [
      'public',
      'an organisation is not everybody',
      [root, allow('*', 'kms:Decrypt', when('StringEquals', 'aws:PrincipalOrgID', 'o-abcd1234'))],
      ['no', notEverybody],
    ],
    [
      'public',
      'what is certain, rather than what may be',
      [perhaps('kms:Decrypt'), allow('*', 'kms:Encrypt')],
      ['yes', 'statement 2 allows kms:Encrypt to any AWS account'],
    ],
    [
      'public',
      'the first that may be',
      [perhaps('kms:Decrypt'), perhaps('kms:Encrypt')],
      ['unknown', 'statement 1 may allow kms:Decrypt: its condition on kms:EncryptionContext:x depends on the request'],
    ],
    ['crossAccount', 'nobody', [root], ['no', nobody]],
    ['crossAccount', 'everybody', [allow('*', 'kms:Decrypt')], ['yes', 'statement 1 allows kms:Decrypt to principals of other accounts']],
    [
      'crossAccount',
      'an organisation',
      [root, allow('*', 'kms:Decrypt', when('StringEquals', 'aws:PrincipalOrgID', 'o-abcd1234'))],
      ['yes', 'statement 2 allows kms:Decrypt to principals of other accounts'],
    ],
    [
      'crossAccount',
      'an account',
      [root, allow(FOREIGN, 'kms:Decrypt')],
      ['yes', `statement 2 allows kms:Decrypt to the account ${OTHER}`],
    ],
    [
      'crossAccount',
      'a role of another account',
      [root, allow(GUEST, 'kms:Decrypt')],
      ['yes', `statement 2 allows kms:Decrypt to ${GUEST}`],
    ],
    [
      'crossAccount',
      'a role of another account, if at all',
      [root, allow(GUEST, 'kms:Decrypt', mfa)],
      ['yes', `statement 2 allows kms:Decrypt to ${GUEST}`],
    ],
    [
      'crossAccount',
      'everybody, if it is a role of the own account',
      [root, allow('*', 'kms:Decrypt', when('ArnEquals', 'aws:PrincipalArn', ADMIN))],
      ['no', nobody],
    ],
    [
      'crossAccount',
      'an account that a parameter names, which only administers: it is not the own root',
      [root, allow({ 'Fn::Sub': 'arn:aws:iam::${Account}:root' }, PUT)],
      ['no', nobody, 'statement 2 names the account ${Account}, but none of its actions works from another account'],
    ],
    [
      'crossAccount',
      'an account that a parameter names may be the own',
      [root, allow({ 'Fn::Sub': 'arn:aws:iam::${Account}:root' }, 'kms:Decrypt')],
      [
        'unknown',
        'statement 2 allows kms:Decrypt to the account ${Account}',
        'whether the account ${Account} is that of this stack is known to the deployment only',
      ],
    ],
    [
      'crossAccount',
      'an account, beside a Deny for all but everybody',
      [root, allow(FOREIGN, 'kms:Decrypt'), without({ ...deny('*'), NotPrincipal: { AWS: '*' } }, 'Principal')],
      ['yes', `statement 2 allows kms:Decrypt to the account ${OTHER}`],
    ],
  ])('%s: %s', (name, _case, statements, expected) => {
    expect(why(name, ...statements)).toEqual(expected);
  });
});
