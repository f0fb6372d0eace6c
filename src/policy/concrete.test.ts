/** The second judge on the examples of AWS's guides, and that it catches a verdict that is wrong. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../types/values.js';
import { VERDICTS, type Asked, type VerdictName } from './asked.testing.js';
import { allows, type Caller, type Reading } from './concrete.testing.js';
import type { PlainStatement } from './plain.testing.js';
import { caseOf, delegationBroken, deployerBroken, ineffectiveBroken, verdictBroken } from './promises.testing.js';
import { DEPLOYER } from './nasty.testing.js';
import { ADMIN, FOREIGN, OTHER, OWN, ROOT } from './testing.js';

const reading: Reading = { lenientNotPrincipal: false, loosePatterns: false, anyIfExists: false, oneOfSeveral: false };
const role = (arn: string, session: string, iam = true): Caller => ({
  kind: 'role',
  account: arn.split(':')[4] ?? '',
  arns: [arn, `${arn.replace(':iam:', ':sts:').replace(':role/', ':assumed-role/')}/${session}`],
  id: 'AROAEXAMPLE000000000',
  iam,
});
const service: Caller = { kind: 'service', account: 'logs.us-east-1.amazonaws.com', arns: [], id: '', iam: true };
const guest = role(`arn:aws:iam::${OTHER}:role/Guest`, 'eve'),
  admin = role(ADMIN, 'alice'),
  adminWithoutIam = role(ADMIN, 'alice', false);
const allow = (Principal: PlainStatement['Principal'], more: Partial<PlainStatement> = {}): PlainStatement => ({
  Effect: 'Allow',
  ...(Principal === undefined ? {} : { Principal }),
  Action: 'kms:*',
  Resource: '*',
  ...more,
});
const root = allow({ AWS: ROOT }),
  deny = (more: Partial<PlainStatement>): PlainStatement => ({ Effect: 'Deny', Action: 'kms:*', Resource: '*', ...more });
const when = (operator: string, key: string, value: string): Partial<PlainStatement> => ({ Condition: { [operator]: { [key]: value } } });
type Carries = Readonly<Record<string, readonly string[]>>;

describe('a concrete request', () => {
  it.each<[why: string, by: Caller, action: string, statements: readonly PlainStatement[], expected: boolean, carries?: Carries]>([
    ['the account delegates to IAM', admin, 'kms:Decrypt', [root], true],
    ['which must allow', adminWithoutIam, 'kms:Decrypt', [root], false],
    ['a role that is named needs no IAM policy', adminWithoutIam, 'kms:Decrypt', [allow({ AWS: ADMIN })], true],
    ['nor does it where everybody is', adminWithoutIam, 'kms:Decrypt', [allow('*')], true],
    ['another account uses', guest, 'kms:Decrypt', [allow({ AWS: FOREIGN })], true],
    ['and does not manage', guest, 'kms:PutKeyPolicy', [allow({ AWS: FOREIGN })], false],
    ['a service by its name', service, 'kms:Decrypt', [allow({ Service: 'logs.us-east-1.amazonaws.com' })], true],
    ['but not by the account', service, 'kms:Decrypt', [root], false],
    ['a Deny wins', admin, 'kms:Decrypt', [root, deny({ Principal: '*' })], false],
    ['no Resource, no effect', admin, 'kms:Decrypt', [{ Effect: 'Allow', Principal: '*', Action: 'kms:*' }], false],
    ['NotPrincipal wants the account too', admin, 'kms:Decrypt', [root, deny({ NotPrincipal: { AWS: ADMIN } })], false],
    ['and the session', admin, 'kms:Decrypt', [root, deny({ NotPrincipal: { AWS: [ROOT, ...admin.arns] } })], true],
    ['NotAction', admin, 'kms:Decrypt', [{ Effect: 'Allow', Principal: { AWS: ROOT }, NotAction: 'kms:Encrypt', Resource: '*' }], true],
    ['an absent key fails', admin, 'kms:Decrypt', [allow('*', when('StringEquals', 'kms:ViaService', 's3'))], false],
    ['and passes a negation', admin, 'kms:Decrypt', [allow('*', when('StringNotEquals', 'kms:ViaService', 's3'))], true],
    ['and IfExists', admin, 'kms:Decrypt', [allow('*', when('StringEqualsIfExists', 'kms:ViaService', 's3'))], true],
    ['and ForAllValues', admin, 'kms:Decrypt', [allow('*', when('ForAllValues:StringEquals', 'aws:TagKeys', 'a'))], true],
    ['but not ForAnyValue', admin, 'kms:Decrypt', [allow('*', when('ForAnyValue:StringNotEquals', 'aws:TagKeys', 'a'))], false],
    ['Null', admin, 'kms:Decrypt', [allow('*', when('Null', 'aws:TagKeys', 'true'))], true],
    ['StringEquals has no wildcards', admin, 'kms:Decrypt', [allow('*', when('StringEquals', 'a', 'x*'))], false, { a: ['xy'] }],
    ['StringLike has', admin, 'kms:Decrypt', [allow('*', when('StringLike', 'a', 'x*'))], true, { a: ['xy'] }],
    ['each field of an ARN', admin, 'kms:Decrypt', [allow('*', when('ArnLike', 'a', 'arn:*:x'))], false, { a: ['arn:a:b:c:d:x'] }],
    ['CIDR', admin, 'kms:Decrypt', [allow('*', when('IpAddress', 'a', '10.0.0.0/8'))], true, { a: ['10.9.8.7'] }],
    ['dates', admin, 'kms:Decrypt', [allow('*', when('DateLessThan', 'a', '2026-01-01'))], false, { a: ['2026-02-01T00:00:00Z'] }],
    ['numbers', admin, 'kms:Decrypt', [allow('*', when('NumericLessThanEquals', 'a', '10'))], true, { a: ['9'] }],
    ['variables', admin, 'kms:Decrypt', [allow('*', when('StringEquals', 'a', '${aws:x}y'))], true, { a: ['1y'], 'aws:x': ['1'] }],
    ['variables without a value', admin, 'kms:Decrypt', [allow('*', when('StringLike', 'a', '*${aws:x}'))], false, { a: ['1'] }],
    ['a character that is none', admin, 'kms:Decrypt', [allow('*', when('StringLike', 'a', '${*}'))], false, { a: ['1'] }],
  ])('%s', (_why, by, action, Statement, expected, carries = {}) => {
    const key = `arn:aws:kms:us-east-1:${OWN}:key/1`;
    expect(allows({ Version: '2012-10-17', Statement }, { by, action, key, carries }, reading)).toBe(expected);
  });
});

describe('a wrong verdict', () => {
  const asked = (answer: (name: VerdictName) => Answer, more: Partial<Asked> = {}): Asked => ({
    verdict: answer,
    notDelegated: () => ({ actions: [], certain: false }),
    ineffective: () => [],
    deployer: () => 'unknown',
    ...more,
  });
  const judged = (...Statement: readonly PlainStatement[]): ReturnType<typeof caseOf> => caseOf({ Version: '2012-10-17', Statement }, OWN);
  const nobody = judged(allow({ AWS: ROOT }, { Action: 'kms:ListKeys' })),
    everybody = judged(allow('*'));
  it.each(VERDICTS)('%s is caught', (name) => {
    expect(
      verdictBroken(
        asked(() => 'yes'),
        name,
        nobody,
      ),
    ).toContain('is yes, but');
    expect(
      verdictBroken(
        asked(() => 'no'),
        name,
        everybody,
      ),
    ).toContain('is no, but');
    expect(
      verdictBroken(
        asked(() => 'yes'),
        name,
        everybody,
      ),
    ).toBeUndefined();
    expect(
      verdictBroken(
        asked(() => 'no'),
        name,
        nobody,
      ),
    ).toBeUndefined();
  });
  it('of delegation, a statement or the deployer is caught', () => {
    const all = asked(() => 'unknown', {
      notDelegated: () => ({ actions: ['kms:Decrypt', 'kms:PutKeyPolicy'], certain: true }),
      ineffective: () => [{ index: 0, sid: undefined }],
      deployer: () => 'no',
    });
    expect(delegationBroken(all, everybody)).toContain('not delegated, but passes');
    expect(ineffectiveBroken(all, everybody)).toContain('statement 1 is ineffective, but matches');
    expect(deployerBroken(all, everybody, DEPLOYER)).toContain("the deployer's answer is no, but");
    expect(
      delegationBroken(
        asked(() => 'unknown'),
        nobody,
      ),
    ).toContain('delegated, but fails');
  });
});
