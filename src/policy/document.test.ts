/** How a key policy is read: its shapes, what is wrong with them, and policies in strings. */
import { unknownClause } from '../words/reasons.js';
import { refusalSentence } from '../words/refusals.js';
import { kindOf } from './said.testing.js';
import type { Statement } from '../types/statement.js';
import { describe, expect, it } from 'vitest';
import { printText } from '../core/text.js';
import type { Json } from '../types/files.js';
import type { Text, Scenario } from '../types/values.js';
import { readStatements } from './document.js';
import { allow, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when } from './testing.js';

const reading = (policy: Json | undefined, scenario?: Scenario) => readStatements(policyOf(policy, undefined, scenario), scopeIn());
function statements(policy: Json | undefined): readonly Statement[] {
  const read = reading(policy);
  return read.is === 'read' ? read.statements : [];
}
const refused = (policy: Json): readonly string[] => {
  const read = reading(policy);
  return read.is === 'refused'
    ? read.refusals.map((one) => `${kindOf(one)} ${one.at.pointer.replace(/^.*KeyPolicy/, '')}: ${refusalSentence(one)}`)
    : [];
};
const root = allow(ROOT);

describe('a key policy', () => {
  it('that is left out is the default policy: one statement, for the account', () => {
    expect(statements(undefined)).toMatchObject([
      {
        index: 0,
        effect: 'Allow',
        principals: [{ is: 'account', account: [OWN] }],
        notPrincipal: false,
        actions: { negated: false, value: { is: 'text', text: ['kms:*'] } },
        resources: { texts: [['*']], not: false },
        conditions: [],
        implied: true,
      },
    ]);
  });
  it.each<[string, Json]>([
    ['with one statement that is no list', { Statement: root }],
    ['with an Id', { ...document(root), Id: 'key-default-1' }],
    ['of the old version', { Version: '2008-10-17', Statement: root }],
    ['in a string', JSON.stringify(document(root))],
  ])('%s', (_what, policy) => {
    expect(reading(policy)).toMatchObject({ is: 'read', statements: [{ index: 0, effect: 'Allow', implied: false, opaque: undefined }] });
  });
  it.each<[string, Json, string]>([
    ['that a condition decides', { 'Fn::If': ['C', document(root), document()] }, 'it depends on the condition C'],
    ['that a parameter holds', { Ref: 'Param' }, 'it is parameter Param'],
    ['in a string that a parameter begins', { 'Fn::Sub': '${Param}"}' }, 'it is ${Param}"}'],
    [
      'in a string in which a parameter stands for more than a string',
      { 'Fn::Sub': '{"Statement":${Param}}' },
      'the policy is a string that only the deployment completes',
    ],
  ])('%s may say anything', (_what, policy, why) => {
    expect(reading(policy)).toMatchObject({ is: 'read', statements: [{ index: 0, effect: 'unknown' }] });
    const [{ opaque } = { opaque: undefined }] = statements(policy);
    expect(opaque && unknownClause(opaque)).toBe(why);
  });
});

describe('KMS refuses a policy', () => {
  it.each<[string, Json, string]>([
    ['that is empty', '', 'shape : the policy is not JSON'],
    ['that is cut off', '{"Statement":[', 'shape : the policy is not JSON'],
    ['that is a string in a string', '"{}"', 'shape : the policy is not an object'],
    ['that is null', 'null', 'shape : the policy is not an object'],
    ['that is a list', [root], 'shape : the policy is not an object'],
    ['without statements', { Version: '2012-10-17' }, 'shape : the policy has no Statement'],
    [
      'of a version that does not exist',
      { ...document(root), Version: '2012-10-18' },
      'version /Version: its Version is 2012-10-18, and only 2012-10-17 and 2008-10-17 exist',
    ],
    [
      'with an element that does not exist',
      { ...document(root), Statements: [] },
      'element /Statements: a policy has no element Statements',
    ],
  ])('%s', (_what, policy, expected) => {
    expect(refused(policy)).toEqual([expected]);
  });
  it('for all that is wrong, not for the first thing only', () => {
    expect(refused({ Version: '1', Name: 'x', Statement: [root, 'x', { ...root, Effect: 'allow' }] })).toEqual([
      'version /Version: its Version is 1, and only 2012-10-17 and 2008-10-17 exist',
      'element /Name: a policy has no element Name',
      'shape /Statement/1: statement 2 is not an object',
      'shape /Statement/2/Effect: statement 3 has the Effect allow, and only Allow and Deny exist',
    ]);
  });
});

it.each<[string, Json | undefined, string]>([
  ['are replaced under 2012-10-17', '2012-10-17', 'yes'],
  ['are plain text under 2008-10-17', '2008-10-17', 'no'],
  ['are plain text where the Version is left out', undefined, 'no'],
  ['may be replaced where a parameter holds the Version', { Ref: 'Param' }, 'unknown'],
])('policy variables %s', (_what, version, variables) => {
  const statement = allow('*', 'kms:*', when('StringEquals', 'kms:CallerAccount', '${aws:PrincipalAccount}'));
  const [read] = statements({ Statement: statement, ...(version === undefined ? {} : { Version: version }) });
  expect(read?.conditions).toMatchObject([{ variables }]);
});

describe('symbols in a policy that is a string', () => {
  /** As CDK's toJsonString writes it: the JSON in pieces, with intrinsics between them. */
  const joined = (...statement: readonly Json[]): Json => ({ 'Fn::Join': ['', statement] });
  const printed = (texts: readonly (Text | undefined)[] = []): readonly string[] => texts.map((one) => printText(one ?? []));
  const principals = (policy: Json): readonly string[] =>
    statements(policy).flatMap(({ principals: who }) => printed(who.map(({ text }) => text)));

  it('are kept, with what stands around them', () => {
    const policy = joined(
      '{"Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":{"AWS":["arn:aws:iam::',
      { Ref: 'Account' },
      ':role/',
      { Ref: 'Param' },
      '","',
      { 'Fn::GetAtt': ['AdminRole', 'Arn'] },
      `","${FOREIGN}","${OTHER}"]}}}`,
    );
    expect(principals(policy)).toEqual(['arn:aws:iam::${Account}:role/${Param}', '${AdminRole.Arn}', FOREIGN, OTHER]);
    expect(statements(policy)[0]?.principals.map(({ is }) => is)).toEqual(['entity', 'entity', 'account', 'account']);
  });
  it('are told apart where they are many', () => {
    const names = [
      'Param',
      'Account',
      'AdminRole',
      'AppRole',
      'Someone',
      'Team',
      'Key',
      'OtherKey',
      'AdminRole',
      'AppRole',
      'Param',
      'Account',
    ];
    const policy = joined(
      '{"Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":{"Service":["x',
      ...names.flatMap((name, i): Json[] => (i === 0 ? [{ Ref: name }] : ['","x', { Ref: name }])),
      '"]}}}',
    );
    expect(principals(policy)).toEqual(names.map((name) => `x\${${name}}`));
  });
  it('are printed where they stand in the name of a condition key', () => {
    const policy = joined(
      `{"Statement":{"Effect":"Allow","Action":"kms:*","Resource":"*","Principal":"*","Condition":{"Bool":{"aws:PrincipalTag/`,
      { Ref: 'Param' },
      '":true,"aws:SecureTransport":"true"}}}}',
    );
    const [read] = statements(policy);
    expect(read?.conditions.map(({ name, values }) => [name, ...printed(values)])).toEqual([
      ['aws:PrincipalTag/${Param}', 'true'],
      ['aws:SecureTransport', 'true'],
    ]);
  });
});
