/** One statement of a key policy: what its elements say, what KMS refuses of it, and how it is called. */
import type { Unknown } from '../types/statement.js';
import { refusalSentence } from '../words/refusals.js';
import { statementName as nameOf, whomOf } from '../words/statement.js';
import type { Statement } from '../types/statement.js';
import { describe, expect, it } from 'vitest';
import type { Json } from '../types/files.js';
import type { Scenario } from '../types/values.js';
import { readStatements } from './document.js';
import { conditionsAddress } from './statement.js';
import { ADMIN, allow, document, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';

/** The second statement of a policy; the first one is sound. */
function second(statement: Json, scenario?: Scenario): Statement {
  const read = readStatements(policyOf(document(allow(ROOT), statement), undefined, scenario), scopeIn());
  const found = read.is === 'read' ? read.statements[1] : undefined;
  if (!found) throw new Error(read.is === 'refused' ? read.refusals.slice(0, 1).map(refusalSentence).join() : 'there is no such statement');
  return found;
}
const root = allow(ROOT),
  param: Unknown = { of: 'value', text: [{ of: 'parameter', name: 'Param', scope: 'T' }] },
  condition: Unknown = { of: 'folded', why: { of: 'condition', name: 'C' } },
  cited = { ...root, Condition: { StringEquals: { 'kms:CallerAccount': OWN } } };

describe('a statement', () => {
  it('has its elements in one form, with lists for single things', () => {
    expect(second({ ...root, Sid: 'Root' })).toMatchObject({
      index: 1,
      at: { pointer: '/Resources/Key/Properties/KeyPolicy/Statement/1' },
      sid: 'Root',
      effect: 'Allow',
      principals: [{ is: 'account', account: [OWN] }],
      notPrincipal: false,
      resources: { texts: [['*']], not: false },
      conditions: [],
      conditionsAt: undefined,
      opaque: undefined,
      implied: false,
    });
  });
  it('may say all but its elements', () => {
    expect(second(without({ ...root, NotPrincipal: { AWS: ADMIN }, NotResource: ['a', 'b'] }, 'Principal', 'Resource'))).toMatchObject({
      notPrincipal: true,
      principals: [{ is: 'entity', kind: 'role' }],
      resources: { texts: [['a'], ['b']], not: true },
    });
  });
  it('without Action or Resource is taken, and has neither', () => {
    expect(second(without(root, 'Action', 'Resource'))).toMatchObject({ actions: undefined, resources: undefined });
  });
  it('may have an Effect that only the deployment knows', () => {
    expect(second({ ...root, Effect: { Ref: 'Param' } }).effect).toBe('unknown');
    expect(second({ ...root, Effect: { 'Fn::If': ['C', 'Allow', 'Deny'] } }).effect).toBe('unknown');
  });
  it.each<[string, Json, Unknown]>([
    ['that a parameter holds', { Ref: 'Param' }, param],
    ['that a condition decides', { 'Fn::If': ['C', root, { Ref: 'AWS::NoValue' }] }, condition],
  ])('%s may say anything to anybody', (_what, statement, why) => {
    expect(second(statement)).toMatchObject({
      index: 1,
      effect: 'unknown',
      principals: [{ is: 'unknown', why }],
      notPrincipal: false,
      actions: { negated: false, value: undefined },
      resources: { texts: [undefined], not: false },
      conditions: [],
      opaque: why,
      implied: false,
    });
  });
});

describe('a Principal', () => {
  it.each<[string, Json, Readonly<Record<string, unknown>>]>([
    ['"*" is everybody', '*', { is: 'everyone', text: ['*'] }],
    [
      'that a parameter holds may be anybody, a service too',
      { Ref: 'Param' },
      { is: 'unknown', text: [{ of: 'parameter', name: 'Param', scope: 'T' }] },
    ],
    ['that a condition decides may be anybody', { 'Fn::If': ['C', '*', { AWS: ROOT }] }, { is: 'unknown', text: [], why: condition }],
    [
      'of which a condition decides a part is no service there',
      { AWS: { 'Fn::If': ['C', ROOT, ADMIN] } },
      { is: 'unknown', text: [], aws: true, why: condition },
    ],
    ['is a service', { Service: 's3.amazonaws.com' }, { is: 'service', text: ['s3.amazonaws.com'] }],
    [
      'of a service that a condition decides',
      { Service: { 'Fn::If': ['C', 's3.amazonaws.com', 'sns.amazonaws.com'] } },
      { is: 'unknown', text: [], why: condition },
    ],
    [
      'of an identity provider is nobody to KMS, which takes it',
      { Federated: 'cognito-identity.amazonaws.com' },
      { is: 'nobody', refused: false, fault: { is: 'unknown-kind', written: 'Federated' } },
    ],
    [
      'of a canonical user is nobody to KMS, which takes it',
      { CanonicalUser: '79a59df9' },
      { is: 'nobody', refused: false, fault: { is: 'unknown-kind', written: 'CanonicalUser' } },
    ],
    [
      'of a kind that does not exist is refused',
      { Role: ADMIN },
      { is: 'nobody', refused: true, text: [ADMIN], fault: { is: 'no-such-kind', written: 'Role' } },
    ],
    [
      'that is a map where a string belongs is refused',
      { AWS: { Arn: ROOT } },
      { is: 'nobody', refused: true, text: [], form: 'map', fault: { is: 'no-text' } },
    ],
    ['that does not say its kind is refused', ROOT, { is: 'nobody', refused: true, text: [ROOT], fault: { is: 'no-kind' } }],
    ['that is a list is refused', ['*'], { is: 'nobody', refused: true, text: [], form: 'list', fault: { is: 'no-kind' } }],
  ])('%s', (_what, principal, expected) => {
    const { principals } = second({ ...root, Principal: principal });
    expect(principals).toEqual([expect.objectContaining(expected)]);
    expect('aws' in (principals[0] ?? {})).toBe('aws' in expected);
  });
  it('names each of several kinds and lists', () => {
    const { principals } = second({ ...root, Principal: { AWS: [ROOT, ADMIN], Service: 's3.amazonaws.com' } });
    expect(principals.map(({ is }) => is)).toEqual(['account', 'entity', 'service']);
  });
});

describe('KMS refuses a statement', () => {
  it.each<[string, Json, string]>([
    ['that is a string', 'Allow', 'statement 2 is not an object'],
    ['that is a list', [root], 'statement 2 is not an object'],
    ['with an element that does not exist', { ...root, Conditions: {} }, 'statement 2 has an element Conditions, which does not exist'],
    ['with Principal beside NotPrincipal', { ...root, NotPrincipal: '*' }, 'statement 2 has both Principal and NotPrincipal'],
    ['with Resource beside NotResource', { ...root, NotResource: '*' }, 'statement 2 has both Resource and NotResource'],
    ['without Effect', without(root, 'Effect'), 'statement 2 has no Effect'],
    ['without Principal', without(root, 'Principal'), 'statement 2 has no Principal'],
    ['with an Effect in lower case', { ...root, Effect: 'deny' }, 'statement 2 has the Effect deny, and only Allow and Deny exist'],
    ['with a list as Effect', { ...root, Effect: ['Allow'] }, 'statement 2 has the Effect of another type, and only Allow and Deny exist'],
    ['with a map as Effect', { ...root, Effect: {} }, 'statement 2 has the Effect of another type, and only Allow and Deny exist'],
  ])('%s', (_what, statement, why) => {
    expect(() => second(statement)).toThrow(why);
  });
});

describe('a statement is for', () => {
  const NAMES = ['Ana', 'Ben', 'Cy'].map((name) => `arn:aws:iam::${OWN}:user/${name}`),
    allBut = (names: Json): Json => without({ ...root, NotPrincipal: { AWS: names } }, 'Principal');
  it.each<[string, Json]>([
    ['everybody', allow('*')],
    ['everybody', allow(['*', ADMIN])],
    ['nobody', allBut('*')],
    [ADMIN, allow(ADMIN)],
    [`${NAMES[0] ?? ''} and ${NAMES[1] ?? ''}`, allow(NAMES.slice(0, 2))],
    [`${NAMES[0] ?? ''} and 2 others`, allow(NAMES)],
    [`all but ${NAMES[0] ?? ''}`, allBut(NAMES.slice(0, 1))],
    ['somebody', allow({ 'Fn::Transform': { Name: 'M' } })],
  ])('%s', (whom, statement) => {
    expect(whomOf(second(statement))).toBe(whom);
  });
});

describe('a statement is called', () => {
  it.each<[string, Json, string]>([
    ['by its number, counted from 1', root, 'statement 2'],
    ['by its Sid too', { ...root, Sid: 'Root' }, 'statement 2 ("Root")'],
    ['by its number where the Sid is empty', { ...root, Sid: '' }, 'statement 2'],
  ])('%s', (_what, statement, name) => {
    expect(nameOf(second(statement))).toBe(name);
  });
  it('what it is where KMS writes it', () => {
    const read = readStatements(policyOf(undefined), scopeIn());
    expect(read.is === 'read' ? read.statements.map(nameOf) : []).toEqual(["KMS's default policy"]);
  });
  it('by the place of its conditions, or by that where they would stand', () => {
    const place = '/Resources/Key/Properties/KeyPolicy/Statement/1/Condition';
    expect([cited, root].map((one) => conditionsAddress(second(one)).pointer)).toEqual([place, place]);
    expect(
      second({ 'Fn::If': ['C', allow(ADMIN, 'kms:*', when('Bool', 'aws:SecureTransport', 'true')), root] }, { C: true }),
    ).toMatchObject({
      conditionsAt: { pointer: '/Resources/Key/Properties/KeyPolicy/Statement/1/Fn::If/1/Condition' },
    });
  });
});
