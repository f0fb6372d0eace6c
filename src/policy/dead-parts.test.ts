/** Where a dead statement is at fault, and by what name it is known again. */
import { expect, it } from 'vitest';
import type { Fact } from '../types/values.js';
import type { Json } from '../types/files.js';
import { ineffectiveStatements } from './said.testing.js';
import type { KeyFacts } from './scope.js';
import { ADMIN, allow, document, FOREIGN, policyOf, scopeIn, when, without } from './testing.js';

const absent: Fact<never> = { is: 'absent' };
const symmetric: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };

it('the part that is to blame is pointed at', () => {
  const never = when('Bool', 'kms:GrantIsForAWSResource', 'true');
  const faults: readonly [Json, string, string][] = [
    [without(allow(ADMIN), 'Action'), '', 'no action'],
    [without(allow(ADMIN), 'Resource'), '', 'no resource'],
    [{ ...allow(ADMIN), Resource: [] }, '/Resource', 'no resource'],
    [{ ...allow(ADMIN), Resource: 'arn:aws:s3:::b' }, '/Resource', 'another resource'],
    [allow(ADMIN, 'kms:Foo'), '/Action', 'no such action'],
    [allow(ADMIN, 'kms:Sign'), '/Action', 'not for this kind of key'],
    [allow([FOREIGN], 'kms:PutKeyPolicy'), '/Principal/AWS/0', 'not across accounts'],
    [allow(ADMIN, 'kms:PutKeyPolicy', never), '/Condition/Bool/kms:GrantIsForAWSResource', 'key never carried'],
    [allow(ADMIN, '*', when('StringEquals', 'kms:KeySpec', 'x')), '/Condition/StringEquals/kms:KeySpec', 'value never carried'],
    [
      allow(ADMIN, ['kms:CreateGrant', 'kms:Decrypt'], {
        Condition: { ...(never['Condition'] as object), StringEquals: { 'kms:EncryptionAlgorithm': 'SYMMETRIC_DEFAULT' } },
      }),
      '/Condition',
      'conditions never hold',
    ],
  ];
  const policy = policyOf(document(...faults.map(([statement]) => statement)));
  expect(ineffectiveStatements(policy, scopeIn(), symmetric).map(({ at, fault }) => [at.pointer, fault])).toEqual(
    faults.map(([, place, fault], i) => [`${policy.at.pointer}/Statement/${i}${place}`, fault]),
  );
});

it('each dead statement has a name of its own: its Sid, or else what it lets do', () => {
  const elsewhere = { Resource: 'arn:aws:s3:::b' };
  const statements = [
    { ...allow(ADMIN, 'kms:Decrypt'), ...elsewhere, Sid: 'Read' },
    { ...allow(ADMIN, ['kms:Encrypt', 'kms:Decrypt']), ...elsewhere },
    without(allow(ADMIN), 'Action'),
  ];
  const found = ineffectiveStatements(policyOf(document(...statements)), scopeIn(), symmetric);
  expect(found.map(({ name }) => name)).toEqual(['Read', 'kms:Encrypt kms:Decrypt', '']);
});

it('it is told whether the Resource alone is to blame, and which condition key', () => {
  const statements = [
    without(allow(ADMIN), 'Resource'),
    { ...allow(ADMIN), Resource: [] },
    without(allow(ADMIN, 'kms:Sign'), 'Resource'),
    { ...allow(ADMIN, 's3:GetObject'), Resource: 'arn:aws:s3:::b/*' },
    allow(ADMIN, 'kms:Sign'),
    allow(ADMIN, 'kms:PutKeyPolicy', when('Bool', 'kms:grantIsForAWSResource', 'true')),
  ];
  const found = ineffectiveStatements(policyOf(document(...statements)), scopeIn(), symmetric);
  expect(found.map(({ byResource, key }) => [byResource, key])).toEqual([
    [true, undefined],
    [true, undefined],
    [false, undefined],
    [false, undefined],
    [false, undefined],
    [false, 'kms:grantIsForAWSResource'],
  ]);
});
