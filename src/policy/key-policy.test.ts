/** A policy is read once for each content: which keys share an evaluation, which do not, and what a changed policy proves. */
import { describe, expect, it, vi } from 'vitest';
import type { Json } from '../types/files.js';
import type { KeyPolicy } from '../types/policy.js';
import type { Fact, Value } from '../types/values.js';
import { Evaluation } from './evaluation.js';
import type * as Document from './document.js';
import { KeyPolicies } from './key-policy.js';
import type { KeyFacts } from './scope.js';
import { ADMIN, allow, document, env, policyOf, ROOT, scopeIn } from './testing.js';

const reads = vi.hoisted(() => ({ count: 0 }));
vi.mock('./document.js', async (original) => {
  const { readStatements, ...rest } = await original<typeof Document>();
  const counted: typeof readStatements = (policy, scope) => {
    reads.count++;
    return readStatements(policy, scope);
  };
  return { ...rest, readStatements: counted };
});

const absent = { is: 'absent' } as const,
  facts: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };
const known = (value: string): Fact<string> => ({ is: 'known', value, at: { file: '', pointer: '' } });

/** The policies of one program, each key in a stack of its own or in the same. */
function program() {
  const policies = new KeyPolicies((text) => scopeIn().resource(text));
  const key = (name: string, json: Json, more: { stack?: string; env?: typeof env; facts?: KeyFacts } = {}): KeyPolicy => {
    const { stack = 'T' } = more,
      at = { file: `${stack}.template.json`, pointer: `/Resources/${name}/Properties/KeyPolicy` };
    const folded = policyOf(json).document;
    const document = folded.is === 'known' ? { ...folded, at, value: moved(folded.value, stack, name) } : folded;
    return policies.policyOf({ id: `${stack}#${name}`, env: more.env ?? env, facts: more.facts ?? facts, at }, document);
  };
  return key;
}

/** The same value in another stack and under another key: places and symbols are of that stack. */
function moved(value: Value, stack: string, name: string): Value {
  const text = JSON.stringify(value)
    .replaceAll('T.template.json', `${stack}.template.json`)
    .replaceAll('/Resources/Key/', `/Resources/${name}/`)
    .replaceAll('"scope":"T"', `"scope":"${stack}"`);
  return JSON.parse(text) as Value;
}

/** How often a policy is read while all of them are asked everything. */
function readingsOf(...policies: readonly KeyPolicy[]): number {
  reads.count = 0;
  for (const policy of policies) {
    const { rootTrust, fullRootTrust, manageable, durable, crossAccount, refusals, ineffective, notDelegated, access } = policy;
    const answers = [rootTrust, fullRootTrust, manageable, durable, policy.public, crossAccount, policy.delegatesToIam('kms:Decrypt')];
    expect(answers.flatMap(({ reasons }) => reasons).length).toBeGreaterThan(0);
    expect([refusals, ineffective, notDelegated, access, policy.statements]).not.toContain(undefined);
  }
  return reads.count;
}

const root = document(allow(ROOT)),
  roleOfTheStack = document(allow(ROOT), allow({ 'Fn::GetAtt': ['AdminRole', 'Arn'] }, 'kms:Decrypt')),
  itself = document({ ...allow(ROOT), Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } });

describe('a policy is read', () => {
  it('not before it is asked', () => {
    const key = program();
    reads.count = 0;
    key('Key', root);
    expect(reads.count).toBe(0);
  });
  it('once, whatever it is asked', () => {
    const policy = program()('Key', document(allow(ADMIN)));
    expect([readingsOf(policy), readingsOf(policy)]).toEqual([1, 0]);
  });
  it.each<[string, Json, number]>([
    ['of two stacks with the same content: once', root, 1],
    ['of two stacks without one: once', undefined as unknown as Json, 1],
    ['of two stacks that name a role by GetAtt, which is another role there: twice', roleOfTheStack, 2],
  ])('of keys %s', (_what, json, times) => {
    const key = program();
    expect(readingsOf(key('Key', json), key('Key', json, { stack: 'U' }))).toBe(times);
  });
  it.each<[string, Json, number]>([
    ['of one stack that name its role: once', roleOfTheStack, 1],
    ['of one stack that name one of them as Resource: twice', itself, 2],
  ])('of keys %s', (_what, json, times) => {
    const key = program();
    expect(readingsOf(key('Key', json), key('OtherKey', json))).toBe(times);
  });
  it.each<[string, Parameters<ReturnType<typeof program>>[2]]>([
    ['another account', { env: { ...env, account: ['444455556666'] } }],
    ['another Region', { env: { ...env, region: ['eu-west-1'] } }],
    ['another kind of key', { facts: { ...facts, spec: known('RSA_2048') } }],
  ])('again in %s', (_where, more) => {
    const key = program();
    expect(readingsOf(key('Key', root), key('Key', root, { stack: 'U', ...more }))).toBe(2);
  });
});

it.each<[string, Json, accepted: boolean, readable: boolean, exact: boolean]>([
  ['what KMS takes', document(allow(ROOT)), true, true, true],
  ['two statements of one Sid', document(allow(ROOT, 'kms:*', { Sid: 'A' }), allow(ADMIN, 'kms:*', { Sid: 'A' })), true, true, true],
  ['a principal that KMS does not take', document(allow('nobody')), false, true, true],
  ['what is no policy', '{', false, false, true],
  ['what only the deployment knows', { 'Fn::If': ['C', document(allow(ROOT)), document()] }, true, true, false],
])('says whether KMS takes it, and how long it is: %s', (_what, json, accepted, readable, exact) => {
  const policy = program()('Key', json),
    bytes = !exact ? 0 : typeof json === 'string' ? json.length : JSON.stringify(json).length;
  expect([policy.accepted, policy.readable, policy.size]).toEqual([accepted, readable, { bytes, exact }]);
});

it('what is shared lies in the template of whom one asks', () => {
  const key = program();
  const places = [key('Key', root), key('OtherKey', root, { stack: 'U' })].map((policy) =>
    policy.rootTrust.reasons.map(({ at }) => policy.place(at)),
  );
  expect(places).toEqual([
    [{ file: 'T.template.json', pointer: '/Resources/Key/Properties/KeyPolicy/Statement/0' }],
    [{ file: 'U.template.json', pointer: '/Resources/OtherKey/Properties/KeyPolicy/Statement/0' }],
  ]);
});

it('a statement that names its key is its own, not the other one', () => {
  const key = program();
  expect([key('Key', itself), key('OtherKey', itself)].map(({ rootTrust }) => rootTrust.answer)).toEqual(['yes', 'no']);
});

it('the search for strangers is not begun for who does not ask', () => {
  const policy = program()('Key', document(allow('*')));
  const verdict = vi.spyOn(Evaluation.prototype, 'verdict');
  expect(policy.manageable.answer).toBe('yes');
  expect(verdict.mock.calls).toEqual([['manageable']]);
  verdict.mockRestore();
});

describe('the same key with another document', () => {
  const valueOf = (json: Json): Value => {
    const folded = policyOf(json).document;
    if (folded.is !== 'known') throw new Error('the document is not known');
    return folded.value;
  };
  const policy = program()('Key', document(allow(ADMIN), allow(ROOT)));
  it('is proved to give everybody the same', () => {
    expect(policy.differenceTo(policy.with(valueOf(document(allow(ROOT), allow(ADMIN)))))).toBeUndefined();
  });
  it('is proved to take something from somebody', () => {
    expect(policy.differenceTo(policy.with(valueOf(document(allow(ROOT)))))).toMatchObject({
      is: 'access',
      principal: { is: 'named', text: [ADMIN], iam: false },
    });
    expect(policy.with(valueOf(document(allow(ADMIN)))).rootTrust.answer).toBe('no');
    expect(policy.rootTrust.answer).toBe('yes');
  });
  it('is not compared where KMS refuses it', () => {
    expect(policy.differenceTo(policy.with(valueOf({ Version: '2012-10-17' })))).toEqual({ is: 'unreadable' });
  });
});

it('what a request is known to send decides a condition', () => {
  const policy = program()(
    'Key',
    document(allow(ADMIN, 'kms:Decrypt', { Condition: { StringEquals: { 'kms:EncryptionContext:app': 'a' } } })),
  );
  const ask = (value: string | undefined) =>
    policy.decide({
      principal: policy.principal([ADMIN], false),
      action: 'kms:Decrypt',
      route: 'direct',
      ...(value === undefined ? {} : { sends: new Map([['kms:encryptioncontext:app', [[value]]]]) }),
    }).answer;
  expect([ask('a'), ask('b'), ask(undefined)]).toEqual(['yes', 'no', 'unknown']);
});
