/** Who may do what: the questions of the access command and of the rules. */
import { describe, expect, it } from 'vitest';
import type { Fact, Json } from '../types.js';
import { accessOf, allowsPrincipal, allowsService, delegates, keyActionsOf } from './access.js';
import type { KeyFacts } from './scope.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, policyOf, ROOT, scopeIn, when } from './testing.js';

const absent: Fact<never> = { is: 'absent' },
  key: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };
const scope = scopeIn(),
  of = (...statements: readonly Json[]) => policyOf(document(...statements));

describe('delegates', () => {
  it('says which statement lets IAM decide, and where', () => {
    expect(delegates(of(allow(ROOT)), scope, 'kms:Decrypt')).toEqual({
      answer: 'yes',
      because: [
        {
          at: { file: 'T.template.json', pointer: '/Resources/Key/Properties/KeyPolicy/Statement/0' },
          text: "statement 1 lets the account's IAM policies decide about kms:Decrypt",
        },
      ],
    });
  });
  it('does not take a role for the account', () => {
    expect(delegates(of(allow(ADMIN)), scope, 'kms:Decrypt').because[0]?.text).toBe(
      "no statement lets the account's IAM policies decide about kms:Decrypt",
    );
  });
  it('names the Deny', () => {
    const { answer, because } = delegates(of(allow(ROOT), { ...deny('*', 'kms:Decrypt'), Sid: 'Never' }), scope, 'kms:Decrypt');
    expect([answer, ...because.map(({ text }) => text)]).toEqual([
      'no',
      "statement 1 lets the account's IAM policies decide about kms:Decrypt",
      'statement 2 ("Never") denies kms:Decrypt',
    ]);
  });
  it('is unknown where only calls through a service are let through', () => {
    const { answer, because } = delegates(
      of(allow(ROOT, 'kms:*', when('StringEquals', 'kms:ViaService', 's3.us-east-1.amazonaws.com'))),
      scope,
      'kms:Decrypt',
    );
    expect([answer, because[0]?.text]).toEqual([
      'unknown',
      'statement 1 may allow kms:Decrypt: its condition on kms:ViaService depends on the request',
    ]);
  });
  it('is yes for a key without a policy, and no for what is no action', () => {
    expect(delegates(policyOf(undefined), scope, 'kms:Decrypt').because[0]?.text).toBe(
      "KMS's default policy lets the account's IAM policies decide about kms:Decrypt",
    );
    expect(delegates(of(allow(ROOT)), scope, 'kms:ReEncrypt').answer).toBe('no');
  });
});

describe('allowsPrincipal', () => {
  const app = [{ of: 'attribute', name: 'AppRole.Arn', scope: 'T' }] as const;
  it('asks for the key policy alone, or with an IAM policy that allows', () => {
    expect(allowsPrincipal(of(allow(ROOT)), scope, app, 'kms:Decrypt').answer).toBe('no');
    expect(allowsPrincipal(of(allow(ROOT)), scope, app, 'kms:Decrypt', 'allow').answer).toBe('yes');
    expect(allowsPrincipal(of(allow({ 'Fn::GetAtt': ['AppRole', 'Arn'] }, 'kms:Decrypt')), scope, app, 'kms:Decrypt').answer).toBe('yes');
  });
  it('tells one role of the template from another', () => {
    expect(allowsPrincipal(of(allow({ 'Fn::GetAtt': ['AdminRole', 'Arn'] }, 'kms:Decrypt')), scope, app, 'kms:Decrypt').answer).toBe('no');
    expect(allowsPrincipal(of(allow(ADMIN, 'kms:Decrypt')), scope, app, 'kms:Decrypt').answer).toBe('unknown');
  });
  it('knows what works from another account', () => {
    const guest = [`arn:aws:iam::${OTHER}:role/Guest`];
    expect(allowsPrincipal(of(allow(guest[0] ?? '')), scope, guest, 'kms:Decrypt').answer).toBe('yes');
    expect(allowsPrincipal(of(allow(guest[0] ?? '')), scope, guest, 'kms:PutKeyPolicy').answer).toBe('no');
    expect(allowsPrincipal(of(allow(FOREIGN)), scope, guest, 'kms:Decrypt', 'allow').answer).toBe('yes');
  });
});

describe('allowsService', () => {
  it('wants the service itself, and knows what its requests cannot carry', () => {
    const statement = (condition: ReturnType<typeof when>) =>
      of(allow(ROOT), allow({ Service: 'sns.amazonaws.com' }, 'kms:Decrypt', condition));
    expect(allowsService(of(allow(ROOT)), scope, ['sns.amazonaws.com'], 'kms:Decrypt').answer).toBe('no');
    expect(allowsService(statement({}), scope, ['sns.amazonaws.com'], 'kms:Decrypt').answer).toBe('yes');
    expect(
      allowsService(statement(when('StringEquals', 'aws:SourceAccount', '1')), scope, ['sns.amazonaws.com'], 'kms:Decrypt').answer,
    ).toBe('unknown');
    expect(
      allowsService(statement(when('StringEquals', 'aws:PrincipalOrgID', 'o-1')), scope, ['sns.amazonaws.com'], 'kms:Decrypt').answer,
    ).toBe('no');
  });
});

describe('accessOf', () => {
  it('lists each principal once with what it may do', () => {
    const { principals, foreignAccounts, services } = accessOf(
      of(
        allow(ROOT),
        allow(ADMIN, ['kms:Put*', 'kms:Enable*']),
        allow(FOREIGN, ['kms:Decrypt', 'kms:PutKeyPolicy']),
        allow({ Service: 's3.amazonaws.com' }, 'kms:GenerateDataKey*'),
        allow(ADMIN, 'kms:CreateGrant'),
      ),
      scope,
      key,
    );
    expect(
      principals.map(({ principal, kind, own, may, createGrant }) => [
        principal,
        kind,
        own,
        may.policy,
        may.administer,
        may.use,
        createGrant,
      ]),
    ).toEqual([
      [ROOT, 'account', 'yes', 'yes', 'yes', 'yes', 'yes'],
      [ADMIN, 'role', 'yes', 'yes', 'yes', 'no', 'yes'],
      [FOREIGN, 'account', 'no', 'no', 'no', 'yes', 'no'],
      ['s3.amazonaws.com', 'service', 'no', 'no', 'no', 'yes', 'no'],
    ]);
    expect([foreignAccounts, services]).toEqual([[{ account: OTHER, foreign: 'yes' }], ['s3.amazonaws.com']]);
  });
  it('leaves out what the key cannot do', () => {
    expect(accessOf(of(allow(ADMIN, ['kms:Sign', 'kms:Decrypt'])), scope, key).principals[0]?.actions).toEqual(['kms:Decrypt']);
  });
});

describe('keyActionsOf', () => {
  it('expands patterns and leaves out what has no key', () => {
    expect(keyActionsOf('kms:ReEncrypt*')).toEqual(['kms:ReEncryptFrom', 'kms:ReEncryptTo']);
    expect(keyActionsOf('kms:ListK*')).toEqual(['kms:ListKeyPolicies', 'kms:ListKeyRotations']);
    expect(keyActionsOf('s3:*')).toEqual([]);
  });
});
