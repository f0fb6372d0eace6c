/** The sentences that say why: what `kms-lint access` and findings show. */
import { describe, expect, it } from 'vitest';
import type { Json } from '../types/files.js';
import type { Sym } from '../types/values.js';
import type { Said as Verdict, SaidVerdicts as Verdicts } from './said.testing.js';
import { allowsPrincipal, delegates } from './said.testing.js';
import { ADMIN, allow, deny, document, env, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when } from './testing.js';
import { judge } from './said.testing.js';

const why = (policy: Json | undefined): readonly string[] =>
  delegates(policyOf(policy), scopeIn(), 'kms:Decrypt').because.map(({ text }) => text);
const root = allow(ROOT),
  account = "the account's IAM policies",
  mfa = when('Bool', 'aws:MultiFactorAuthPresent', 'true');

describe('yes', () => {
  it.each<[string, Json | undefined, string]>([
    ['names the statement', document(root), `statement 1 lets ${account} decide about kms:Decrypt`],
    ['names it by its Sid too', document({ ...root, Sid: 'Root' }), `statement 1 ("Root") lets ${account} decide about kms:Decrypt`],
    ['an empty Sid is no name', document({ ...root, Sid: '' }), `statement 1 lets ${account} decide about kms:Decrypt`],
    ['without a policy, names the default', undefined, `KMS's default policy lets ${account} decide about kms:Decrypt`],
    ['one reason is enough', document(allow(ADMIN), root, root), `statement 2 lets ${account} decide about kms:Decrypt`],
    ['a reason that is certain', document(allow(ROOT, 'kms:*', mfa), root), `statement 2 lets ${account} decide about kms:Decrypt`],
  ])('%s', (_case, policy, expected) => {
    expect(why(policy)).toEqual([expected]);
  });
  it('says allows of somebody who is named', () => {
    const { because } = allowsPrincipal(policyOf(document(root, allow(ADMIN))), scopeIn(), [ADMIN], 'kms:Decrypt');
    expect(because.map(({ text }) => text)).toEqual([`statement 2 allows kms:Decrypt to ${ADMIN}`]);
  });
});

describe('no', () => {
  it.each<[string, Json, readonly string[]]>([
    ['where nothing lets', document(allow(ADMIN)), [`no statement lets ${account} decide about kms:Decrypt`]],
    ['a Deny alone is no reason', document(deny('*')), [`no statement lets ${account} decide about kms:Decrypt`]],
    [
      'names each Deny that is certain, and what would let',
      document(root, root, deny('*'), deny('*', 'kms:*', mfa), deny('*', 'kms:De*')),
      [
        `statement 1 lets ${account} decide about kms:Decrypt`,
        "statement 3 denies kms:Decrypt to the account's principals",
        "statement 5 denies kms:Decrypt to the account's principals",
      ],
    ],
  ])('%s', (_case, policy, expected) => {
    expect(why(policy)).toEqual(expected);
  });
  it('says allows of somebody who is named', () => {
    const { because } = allowsPrincipal(policyOf(document(root)), scopeIn(), [ADMIN], 'kms:Decrypt');
    expect(because).toEqual([{ at: policyOf(document(root)).at, text: `no statement allows kms:Decrypt to ${ADMIN}` }]);
  });
});

describe('unknown', () => {
  const known = 'is known to the deployment only';
  it.each<[string, Json, readonly string[]]>([
    [
      'names each statement that may allow, and each that may deny',
      document({ ...root, Resource: { Ref: 'Param' } }, allow({ Ref: 'Param' }), deny('*', { Ref: 'Param' })),
      [
        `statement 1 may allow kms:Decrypt: its resource ${known}`,
        `statement 2 may allow kms:Decrypt: its principal ${known}`,
        `statement 3 may deny kms:Decrypt to the account's principals: its action ${known}`,
      ],
    ],
    [
      'one that surely allows is enough: what may deny is the question',
      document(root, root, allow(ROOT, 'kms:*', mfa), deny('*', 'kms:*', mfa)),
      [
        `statement 1 lets ${account} decide about kms:Decrypt`,
        "statement 4 may deny kms:Decrypt to the account's principals: its condition on aws:MultiFactorAuthPresent depends on the request",
      ],
    ],
    [
      'names the condition keys, each once',
      document(
        allow(ROOT, 'kms:*', {
          Condition: {
            Bool: { 'aws:MultiFactorAuthPresent': 'true' },
            NumericLessThan: { 'aws:MultiFactorAuthAge': 60 },
            Null: { 'aws:MultiFactorAuthPresent': 'false' },
          },
        }),
      ),
      ['statement 1 may allow kms:Decrypt: its condition on aws:MultiFactorAuthPresent and aws:MultiFactorAuthAge depends on the request'],
    ],
    [
      'an Effect that is not known may do both',
      document(root, { ...root, Effect: { Ref: 'Param' } }),
      [
        `statement 1 lets ${account} decide about kms:Decrypt`,
        `statement 2 may deny kms:Decrypt to the account's principals: its effect ${known}`,
      ],
    ],
    [
      'a statement that a macro makes, beside one that surely allows',
      document(root, { 'Fn::Transform': { Name: 'M' } }),
      [
        `statement 1 lets ${account} decide about kms:Decrypt`,
        `statement 2 may deny kms:Decrypt to the account's principals: what it says ${known} (Fn::Transform makes it)`,
      ],
    ],
    [
      'whose account it is',
      document(allow({ 'Fn::Sub': 'arn:aws:iam::${Account}:root' })),
      [`statement 1 may allow kms:Decrypt: whether the account \${Account} is that of this stack ${known}`],
    ],
    [
      'whose account it is, beside one who is somebody else',
      document(allow([`arn:aws:iam::${OTHER}:role/x`, { 'Fn::Sub': 'arn:aws:iam::${Account}:root' }])),
      [`statement 1 may allow kms:Decrypt: whether the account \${Account} is that of this stack ${known}`],
    ],
    [
      'somebody of the own account',
      document(allow({ 'Fn::Sub': 'arn:aws:iam::111122223333:${Param}' })),
      [`statement 1 may allow kms:Decrypt: its principal ${known}`],
    ],
    [
      'the Effect before whose account it is',
      document({ ...allow({ 'Fn::Sub': 'arn:aws:iam::${Account}:root' }), Effect: { Ref: 'Param' } }),
      [`statement 1 may allow or deny kms:Decrypt: its effect ${known}`],
    ],
    [
      'a statement that nobody can read',
      document({ Ref: 'Param' }),
      [`statement 1 may allow or deny kms:Decrypt: what it says ${known} (it is parameter Param)`],
    ],
  ])('%s', (_case, policy, expected) => {
    expect(why(policy)).toEqual(expected);
  });
});

describe('in an account that only the deployment knows', () => {
  const where = { ...env, account: [{ of: 'pseudo', name: 'AWS::AccountId', scope: 'somewhere' } as const] };
  const verdicts = (...statements: readonly Json[]): Verdicts => judge(policyOf(document(...statements), where), scopeIn(where));
  const texts = ({ answer, because }: Verdict): readonly string[] => [answer, ...because.map(({ text }) => text)];
  const whether = `whether the account ${OWN} is that of this stack is known to the deployment only`;

  it('says that the account of a root may be the own', () => {
    expect(texts(verdicts(root).rootTrust)).toEqual(['unknown', `statement 1 may allow kms:PutKeyPolicy: ${whether}`]);
  });
  it('says so of a role that surely is allowed', () => {
    const { manageable, crossAccount } = verdicts(allow(ADMIN));
    expect(texts(manageable)).toEqual(['unknown', `statement 1 allows kms:PutKeyPolicy to ${ADMIN}`, whether]);
    expect(texts(crossAccount)).toEqual(['unknown', `statement 1 allows kms:CreateGrant to ${ADMIN}`, whether]);
  });
});

describe('one whom IAM policies of the account let in', () => {
  const bob = `arn:aws:iam::${OWN}:user/Bob`;
  const asked = (principal: string, ...statements: readonly Json[]): readonly string[] =>
    allowsPrincipal(policyOf(document(...statements)), scopeIn(), [principal], 'kms:Decrypt', 'allow').because.map(({ text }) => text);
  it('is not said to be named', () => {
    expect(asked(bob, root)).toEqual([`statement 1 lets ${account} decide about kms:Decrypt, so those of ${bob} can allow it`]);
    expect(asked(bob, allow('*'))).toEqual([`statement 1 allows kms:Decrypt to ${bob}`]);
  });
  it('is of an account that is named', () => {
    const guest = `arn:aws:iam::${OTHER}:role/Guest`;
    expect(asked(guest, allow(FOREIGN))).toEqual([
      `statement 1 lets the IAM policies of the account ${OTHER} decide about kms:Decrypt, so those of ${guest} can allow it`,
    ]);
  });
  it('is of an account that nobody knows', () => {
    const id = 'AROAEXAMPLEID1234567A';
    expect(asked(id, root, deny('*'))).toEqual([
      `statement 1 lets the IAM policies of the account that it names decide about kms:Decrypt, so those of ${id} can allow it`,
      `statement 2 denies kms:Decrypt to ${id}`,
    ]);
  });
  it('is of an account that may be the one that a parameter names', () => {
    const param = { 'Fn::Sub': 'arn:aws:iam::${Account}:root' },
      may = (one: string, other: string): string =>
        `statement 1 may allow kms:Decrypt: whether the account ${one} is ${other} is known to the deployment only`;
    expect(asked(`arn:aws:iam::${OTHER}:role/Guest`, allow(param))).toEqual([may(OTHER, '${Account}')]);
    const name: Sym = { of: 'ref', name: 'Elsewhere', scope: 'T' },
      guest = [`arn:aws:iam::`, name, ':role/Guest'];
    const { because } = allowsPrincipal(policyOf(document(allow(param))), scopeIn(), guest, 'kms:Decrypt', 'allow');
    expect(because.map(({ text }) => text)).toEqual([may('${Account}', '${Elsewhere}')]);
  });
  it('without IAM policies, is of the account of the role that a statement names', () => {
    const either = allow([{ 'Fn::Sub': 'arn:aws:iam::${Param}:root' }, { 'Fn::Sub': 'arn:aws:iam::${Account}:role/Admin' }]);
    const { because } = allowsPrincipal(policyOf(document(either)), scopeIn(), [ADMIN], 'kms:Decrypt');
    expect(because.map(({ text }) => text)).toEqual([
      'statement 1 may allow kms:Decrypt: whether the account ${Account} is that of this stack is known to the deployment only',
    ]);
  });
  it('tells whom a Deny is about, so that each can be told', () => {
    const { durable } = judge(policyOf(document(root, deny('*', 'kms:PutKeyPolicy'))), scopeIn());
    expect(durable.because.map(({ text }) => text)).toEqual([
      `statement 1 lets ${account} decide about kms:PutKeyPolicy`,
      "statement 2 denies kms:PutKeyPolicy to the account's principals",
      'statement 1 allows kms:PutKeyPolicy to the root user',
      'statement 2 denies kms:PutKeyPolicy to the root user',
    ]);
  });
});
