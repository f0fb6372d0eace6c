/** The decision on one request, what is not certain of it, and what makes requests alike. */
import type { RequestPrincipal, Statement } from '../types/statement.js';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ACTIONS, actionNamed, carries, KEY_ACTIONS, type Action } from '../reference/actions.js';
import type { Answer, Env } from '../types/values.js';
import type { Json } from '../types/files.js';
import { actionAnswer } from './action-element.js';
import type { Lookup } from './lookup.js';
import { readStatements } from './document.js';
import { concerning, conditionAnswer, decide, prepare, representatives, resourceAnswer, type Outcome as Decision } from './evaluate.js';
import { policy } from './random.testing.js';
import { ADMIN, allow, deny, document, env, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from './testing.js';

function read(statements: readonly Json[], where: Env = env): readonly Statement[] {
  const reading = readStatements(policyOf(document(...statements), where), scopeIn(where));
  return reading.is === 'read' ? reading.statements : [];
}
const anybody: RequestPrincipal = { is: 'own', who: 'any' };
const PUT = actionNamed('kms:PutKeyPolicy') as Action;
const nothing: Lookup = () => ({ present: 'no' }),
  something: Lookup = () => ({ present: 'unknown' });
function decided(statements: readonly Json[], lookup = nothing): Decision {
  return decide(concerning(prepare(read(statements), scopeIn()), anybody), PUT, lookup);
}

describe('a Resource means the key', () => {
  const answer = (elements: Json, where: Env = env): Answer | undefined => {
    const [statement] = read([{ ...without(allow(ROOT), 'Resource'), ...(elements as Record<string, Json>) }], where);
    return statement && resourceAnswer(statement, scopeIn(where));
  };
  const ID = '1234abcd-12ab-34cd-56ef-1234567890ab',
    arn = (resource: string, account = OWN, region = 'us-east-1'): string => `arn:aws:kms:${region}:${account}:${resource}`;
  const somewhere: Env = {
    account: [{ of: 'pseudo', name: 'AWS::AccountId', scope: '' }],
    region: [{ of: 'pseudo', name: 'AWS::Region', scope: '' }],
    partition: ['aws'],
  };
  it.each<[string, Json, Answer, Env?]>([
    ['"*"', '*', 'yes'],
    ['one of several', ['arn:aws:s3:::b', '*'], 'yes'],
    ['none of a list that is empty', [], 'no'],
    ['all keys of the account', arn('key/*'), 'yes'],
    ['all keys of the account in all Regions', arn('key/*', OWN, '*'), 'yes'],
    ['all keys anywhere', arn('key/*', '*', '*'), 'yes'],
    ['a wildcard that stands for several fields', 'arn:aws:kms:*', 'yes'],
    ['a wildcard that stands for several fields in the middle', 'arn:*:key/*', 'yes'],
    ['keys of another account', arn('key/*', OTHER), 'no'],
    ['keys of another account in all Regions', arn('key/*', OTHER, '*'), 'no'],
    ['keys of another Region', arn('key/*', OWN, 'eu-west-1'), 'no'],
    ['aliases of the account', arn('alias/*'), 'no'],
    ['another service', 'arn:aws:s3:::*', 'no'],
    ['a word', 'key', 'no'],
    ['the key itself', { 'Fn::GetAtt': ['Key', 'Arn'] }, 'yes'],
    ['another key of the template', { 'Fn::GetAtt': ['OtherKey', 'Arn'] }, 'no'],
    ['a key by its id, which KMS makes up', arn(`key/${ID}`), 'no'],
    ['keys of whoever asks, of which nobody knows whether KMS reads variables', arn('key/*', '${aws:PrincipalAccount}'), 'unknown'],
    ['a bucket of whoever asks', 'arn:aws:s3:::${aws:PrincipalAccount}', 'no'],
    ['aliases of whoever asks', arn('alias/${aws:username}'), 'no'],
    ['keys of an account that nothing fills in', arn('key/*', '${AWS::AccountId}'), 'no'],
    ['the id of a multi-Region key may be that of a replica', arn('key/mrk-1234abcd12ab34cd56ef1234567890ab'), 'unknown'],
    ['all multi-Region keys, of which it may be one', arn('key/mrk-*'), 'unknown'],
    ['what a parameter holds', { Ref: 'Param' }, 'unknown'],
    ['what a condition decides', { 'Fn::If': ['C', '*', arn('alias/x')] }, 'unknown'],
    ['a key whose id a parameter holds', { 'Fn::Sub': arn('key/${Param}') }, 'unknown'],
    ['keys of an account that a parameter holds', { 'Fn::Sub': arn('key/*', '${Account}') }, 'unknown'],
    ['keys of an account where the own is not known', arn('key/*'), 'unknown', somewhere],
    ['keys of the own account, whichever it is', { 'Fn::Sub': arn('key/*', '${AWS::AccountId}', '${AWS::Region}') }, 'yes', somewhere],
  ])('%s', (_what, resource, expected, where) => {
    expect(answer({ Resource: resource }, where)).toBe(expected);
    const opposite: Record<Answer, Answer> = { yes: 'no', no: 'yes', unknown: 'unknown' };
    expect(answer({ NotResource: resource }, where)).toBe(opposite[expected]);
  });
  it('not where it is left out', () => {
    expect(answer({})).toBe('no');
  });
});

describe('a decision', () => {
  it.each<[string, readonly Json[], Answer]>([
    ['one Allow is enough', [allow(ADMIN), allow(ROOT)], 'yes'],
    ['one Deny is enough', [allow(ROOT), deny(FOREIGN), deny('*')], 'no'],
    ['what nobody allows is denied', [allow(ADMIN)], 'no'],
    ['a Deny alone allows nothing', [deny(FOREIGN)], 'no'],
    ['an Allow that may not be one', [allow({ Ref: 'Param' })], 'unknown'],
    ['a Deny that may be one', [allow(ROOT), deny({ Ref: 'Param' })], 'unknown'],
    ['a certain Deny beside one that may be', [allow(ROOT), deny({ Ref: 'Param' }), deny('*')], 'no'],
    ['a certain Allow beside one that may be', [allow({ Ref: 'Param' }), allow(ROOT)], 'yes'],
    ['a statement without Action has no effect', [allow(ROOT), without(deny('*'), 'Action')], 'yes'],
    ['a statement without Resource has no effect', [allow(ROOT), without(deny('*'), 'Resource')], 'yes'],
  ])('%s', (_why, statements, expected) => {
    expect(decided(statements).answer).toBe(expected);
  });

  const allowRoot = allow(ROOT),
    param = { Ref: 'Param' };
  it.each<[string, Json]>([
    ['effect', { ...allowRoot, Effect: param }],
    ['principal', allow(param)],
    ['action', allow(ROOT, param)],
    ['resource', { ...allowRoot, Resource: param }],
    ['condition', allow(ROOT, 'kms:*', when('StringEquals', 'aws:PrincipalTag/team', 'x'))],
  ])('says that it hangs on the %s', (unsure, statement) => {
    const { allows } = decided([statement], something);
    expect(allows).toEqual([expect.objectContaining({ answer: 'unknown', unsure })]);
  });
  it('says of a statement whose Effect is not known that it may allow and deny', () => {
    const { allows, denies } = decided([{ ...allowRoot, Effect: param }]);
    expect([allows, denies].map((hits) => hits.map(({ unsure }) => unsure))).toEqual([['effect'], ['effect']]);
  });
  it('is certain of a statement of which everything is known', () => {
    const { allows, denies } = decided([allowRoot, deny(FOREIGN)]);
    expect([allows, denies]).toEqual([[expect.objectContaining({ answer: 'yes', unsure: undefined })], []]);
  });
});

it('the tests of a statement hold if all of them do', () => {
  const tested = (...conditions: readonly Json[]): Answer => {
    const [statement] = read([{ ...allow(ROOT), Condition: Object.assign({}, ...conditions) as Json }]);
    return statement ? conditionAnswer(statement, (key) => (key === 'aws:unknown' ? { present: 'unknown' } : { present: 'no' })) : 'no';
  };
  const holds = { StringNotEquals: { 'aws:absent': 'x' } },
    fails = { StringEquals: { 'aws:absent': 'x' } },
    open = { StringLike: { 'aws:unknown': 'x' } };
  expect([tested(), tested(holds), tested(holds, open), tested(open, holds), tested(open, fails), tested(fails, open)]).toEqual([
    'yes',
    'yes',
    'unknown',
    'unknown',
    'no',
    'no',
  ]);
});

describe('representatives', () => {
  const chosen = (...statements: readonly Json[]): readonly string[] =>
    representatives(
      read(statements).map((statement) => ({ statement })),
      KEY_ACTIONS,
    ).map(({ id }) => id);
  /** All that the statements can see of an action. */
  const seen = (statements: readonly Statement[], action: Action): string =>
    statements
      .flatMap((statement) => [actionAnswer(statement, action), ...statement.conditions.map(({ key }) => carries(action, key))])
      .join();

  it.each<[string, readonly Json[], readonly string[]]>([
    ['one where all actions are alike', [allow(ROOT)], ['kms:CancelKeyDeletion']],
    ['one more for an action that is named', [allow(ROOT), allow(ADMIN, 'kms:Decrypt')], ['kms:CancelKeyDeletion', 'kms:Decrypt']],
    [
      'one for each of several that are named apart',
      [allow(ROOT, 'kms:Decrypt'), allow(ROOT, 'kms:Encrypt'), allow(ROOT, 'kms:Sign')],
      ['kms:CancelKeyDeletion', 'kms:Decrypt', 'kms:Encrypt', 'kms:Sign'],
    ],
    [
      'one more for the actions whose requests carry a key',
      [allow(ROOT, 'kms:*', when('Bool', 'kms:GrantIsForAWSResource', 'true'))],
      ['kms:CancelKeyDeletion', 'kms:CreateGrant'],
    ],
    ['one where each of the actions is left out', [without(allow(ROOT), 'Action')], ['kms:CancelKeyDeletion']],
  ])('%s', (_why, statements, expected) => {
    expect(chosen(...statements)).toEqual(expected);
  });
  it('stand for every action, and no two of them for the same', () => {
    fc.assert(
      fc.property(policy, fc.subarray([...ACTIONS], { minLength: 1 }), (random, actions) => {
        const statements = read(random as unknown as readonly Json[]);
        const kinds = representatives(
          statements.map((statement) => ({ statement })),
          actions,
        ).map((action) => seen(statements, action));
        expect(new Set(kinds).size).toBe(kinds.length);
        expect([...new Set(actions.map((action) => seen(statements, action)))]).toEqual(kinds);
      }),
      { numRuns: 200, seed: 20261128 },
    );
  });
});
