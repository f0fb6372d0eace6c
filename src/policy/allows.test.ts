/** May this account, principal, deployer or service do an action: the questions of the rules. */
import { describe, expect, it } from 'vitest';
import type { Answer, Text } from '../types/values.js';
import type { Json } from '../types/files.js';
import { reasonSentence } from '../words/reasons.js';
import { allowsDeployer, allowsPrincipal, allowsService, delegates, keyPolicy } from './said.testing.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when } from './testing.js';

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
      'statement 2 ("Never") denies kms:Decrypt to the account\'s principals',
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
  it('knows what a key policy is not enough for, and what it does not decide', () => {
    const may = (action: string, iam?: 'allow') => allowsPrincipal(of(allow(ADMIN)), scope, [ADMIN], action, iam).answer;
    expect([may('kms:CreateAlias'), may('kms:CreateAlias', 'allow'), may('kms:ListAliases'), may('kms:RetireGrant', 'allow')]).toEqual([
      'no',
      'yes',
      'no',
      'no',
    ]);
  });
  it('knows what works from another account', () => {
    const guest = [`arn:aws:iam::${OTHER}:role/Guest`];
    expect(allowsPrincipal(of(allow(guest[0] ?? '')), scope, guest, 'kms:Decrypt').answer).toBe('yes');
    expect(allowsPrincipal(of(allow(guest[0] ?? '')), scope, guest, 'kms:PutKeyPolicy').answer).toBe('no');
    expect(allowsPrincipal(of(allow(FOREIGN)), scope, guest, 'kms:Decrypt', 'allow').answer).toBe('yes');
  });
});

describe('a question has an answer for every way to write a principal', () => {
  const ID = 'AROAEXAMPLEID1234567A',
    GUEST = `arn:aws:iam::${OTHER}:role/Guest`,
    someone = `arn:aws:iam::${OTHER}:\${Param}`,
    parameter: Text = [{ of: 'ref', name: 'Param', scope: 'T' }];
  it.each<[string, Json, Text, string, Answer]>([
    ['everybody is at least everybody of the account', ROOT, ['*'], 'kms:PutKeyPolicy', 'yes'],
    ['the account', ROOT, [OWN], 'kms:PutKeyPolicy', 'yes'],
    ['another account', FOREIGN, [OTHER], 'kms:Decrypt', 'yes'],
    ['another account administers nothing', FOREIGN, [OTHER], 'kms:PutKeyPolicy', 'no'],
    ['a role of another account', GUEST, [GUEST], 'kms:Decrypt', 'yes'],
    ['what is not known to work from another account', GUEST, [GUEST], 'kms:SynchronizeMultiRegionKey', 'unknown'],
    ['an id, wherever it is', ID, [ID], 'kms:Decrypt', 'yes'],
    ['an id may be of another account', ID, [ID], 'kms:PutKeyPolicy', 'unknown'],
    ['an id may be the role, if it is of the account', ADMIN, [ID], 'kms:PutKeyPolicy', 'unknown'],
    ['a parameter may be the role', ADMIN, parameter, 'kms:Decrypt', 'unknown'],
    ['somebody of another account', { 'Fn::Sub': someone }, [`arn:aws:iam::${OTHER}:`, ...parameter], 'kms:PutKeyPolicy', 'no'],
  ])('%s', (_case, principal, asked, action, expected) => {
    expect(allowsPrincipal(of(allow(principal)), scope, asked, action).answer).toBe(expected);
  });
  it('somebody of another account does there what IAM policies allow', () => {
    const may = (action: string) =>
      allowsPrincipal(of(allow(FOREIGN)), scope, [`arn:aws:iam::${OTHER}:`, ...parameter], action, 'allow').answer;
    expect([may('kms:Decrypt'), may('kms:PutKeyPolicy')]).toEqual(['yes', 'no']);
  });
  it('an id may be of any name', () => {
    const policy = of(allow(ID, 'kms:Decrypt', when('ArnEquals', 'aws:PrincipalArn', ADMIN)));
    expect(allowsPrincipal(policy, scope, [ID], 'kms:Decrypt').answer).toBe('unknown');
  });
  it('says why there is none', () => {
    const group = [`arn:aws:iam::${OWN}:group/Devs`],
      say = (policy: Json, principal: Text, action: string) => allowsPrincipal(policyOf(policy), scope, principal, action);
    const { at } = of();
    expect(say(document(allow('*')), group, 'kms:Decrypt')).toEqual({
      answer: 'no',
      because: [{ at, text: `arn:aws:iam::${OWN}:group/Devs cannot be a principal of a key policy` }],
    });
    expect(say(document(allow('*')), [ADMIN], 'kms:Use')).toEqual({ answer: 'no', because: [{ at, text: 'kms:Use is no action of KMS' }] });
    expect(['kms:ListKeys', 'kms:CreateAlias'].map((action) => say(document(allow(ADMIN)), [ADMIN], action).because)).toEqual([
      [{ at, text: 'no key policy decides about kms:ListKeys' }],
      [{ at, text: 'kms:CreateAlias needs an IAM policy for the alias, besides the key policy' }],
    ]);
    expect(allowsService(of(allow({ Service: 's3.amazonaws.com' })), scope, ['s3.amazonaws.com'], 'kms:CreateAlias').answer).toBe('yes');
    expect(say('{', [ADMIN], 'kms:Decrypt')).toEqual({
      answer: 'no',
      because: [{ at, text: 'KMS refuses the policy: the policy is not JSON' }],
    });
    expect(say(document(allow(GUEST)), [GUEST], 'kms:PutKeyPolicy')).toEqual({
      answer: 'no',
      because: [{ at, text: "kms:PutKeyPolicy works only inside the key's own account" }],
    });
    expect(say(document(allow(GUEST)), [GUEST], 'kms:Decrypt').because[0]?.text).toBe(`statement 1 allows kms:Decrypt to ${GUEST}`);
    expect(say(document(allow(ROOT)), [GUEST], 'kms:Decrypt')).toEqual({
      answer: 'no',
      because: [{ at, text: `no statement allows kms:Decrypt to ${GUEST}` }],
    });
  });
});

describe('allowsDeployer', () => {
  const may = (statement: Json, role: Text) => allowsDeployer(of(statement), scope, role, 'T', 'kms:PutKeyPolicy').answer;
  const parameter: Text = [{ of: 'ref', name: 'Param', scope: 'T' }],
    app = { 'Fn::GetAtt': ['AppRole', 'Arn'] };
  it('whatever IAM allows it', () => {
    expect(may(allow(ROOT), [ADMIN])).toBe('yes');
    expect(may(allow(ADMIN), [ADMIN])).toBe('yes');
    expect(may(allow(ROOT), [OWN])).toBe('yes');
    expect(may(allow(ADMIN), [OWN])).toBe('no');
  });
  it('it is no role of the stack that it deploys', () => {
    expect(may(allow(app), parameter)).toBe('no');
    expect(allowsPrincipal(of(allow(app)), scope, parameter, 'kms:PutKeyPolicy').answer).toBe('unknown');
    expect(may(allow(ADMIN), parameter)).toBe('unknown');
  });
  it('what is no principal deploys nothing', () => {
    expect(allowsDeployer(of(allow('*')), scope, ['nobody'], 'T', 'kms:PutKeyPolicy').because[0]?.text).toBe(
      'nobody cannot be a principal of a key policy',
    );
  });
});

describe('allowsService', () => {
  it('wants the service itself, and knows what its requests cannot carry', () => {
    const statement = (condition: ReturnType<typeof when>) =>
      of(allow(ROOT), allow({ Service: 'sns.amazonaws.com' }, 'kms:Decrypt', condition));
    expect(allowsService(of(allow(ROOT)), scope, ['sns.amazonaws.com'], 'kms:Decrypt').answer).toBe('no');
    expect(allowsService(statement({}), scope, ['sns.amazonaws.com'], 'kms:Decrypt').answer).toBe('yes');
    expect(
      allowsService(statement(when('StringEquals', 'aws:SourceAccount', OWN)), scope, ['sns.amazonaws.com'], 'kms:Decrypt').answer,
    ).toBe('unknown');
    expect(
      allowsService(statement(when('StringEquals', 'aws:PrincipalOrgID', 'o-1')), scope, ['sns.amazonaws.com'], 'kms:Decrypt').answer,
    ).toBe('no');
  });
});

it('allowsService does not ask for the account of a service', () => {
  const service = 'backup.amazonaws.com',
    { answer, because } = allowsService(of(allow({ Service: service }, 'kms:ListResourceTags')), scope, [service], 'kms:ListResourceTags');
  expect([answer, because[0]?.text]).toEqual(['yes', `statement 1 allows kms:ListResourceTags to ${service}`]);
});

describe('what one statement lets in by itself', () => {
  const key = { is: 'absent' } as const;
  const byOne = (statements: readonly Json[], index: number) => {
    const policy = keyPolicy(of(...statements), scope, { spec: key, usage: key, origin: key, multiRegion: key }),
      by = policy.statements[index],
      principal = policy.principal([ADMIN], false);
    if (!by) throw new Error('no such statement');
    const { answer, reasons } = policy.decide({ principal, action: 'kms:Decrypt', route: 'any', by });
    return [answer, ...reasons.map(reasonSentence)];
  };
  it.each<[string, readonly Json[], Answer, string]>([
    ['of two that do', [allow(ADMIN, 'kms:Decrypt'), allow(ADMIN)], 'yes', `statement 1 allows kms:Decrypt to ${ADMIN}`],
    ['not what another does', [allow(ADMIN, 'kms:Encrypt'), allow(ADMIN)], 'no', `no statement allows kms:Decrypt to ${ADMIN}`],
    ['not what a Deny takes', [allow(ADMIN), deny('*', 'kms:Decrypt')], 'no', `statement 2 denies kms:Decrypt to ${ADMIN}`],
    [
      'perhaps, where a Deny perhaps takes it',
      [allow(ADMIN), deny('*', 'kms:Decrypt', { Resource: { Ref: 'Param' } })],
      'unknown',
      `statement 1 allows kms:Decrypt to ${ADMIN}`,
    ],
  ])('%s', (_what, statements, answer, because) => {
    expect(byOne(statements, 0)).toEqual(expect.arrayContaining([answer, because]));
  });
});
