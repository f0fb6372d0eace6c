/** What is vouched for, and what is not. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../types/values.js';
import type { ExternalKey } from '../types/config.js';
import { askedIn, vouchedFor } from './external-keys.js';

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab';
const entry = (key: string, allow: ExternalKey['allow'] = 'all'): readonly ExternalKey[] => [{ key, allow }];

describe('which key', () => {
  it.each<[string, string, Answer]>([
    [ARN, ARN, 'yes'],
    ['arn:aws:kms:*:111122223333:key/*', ARN, 'yes'],
    ['arn:aws:kms:*:444455556666:key/*', ARN, 'no'],
    ['9f8e7d6c-5b4a-4321-8765-0123456789ab', ARN, 'yes'],
    [ARN, '9f8e7d6c-5b4a-4321-8765-0123456789ab', 'yes'],
    ['alias/shared', 'arn:aws:kms:eu-west-1:111122223333:alias/shared', 'yes'],
    ['arn:aws:kms:eu-west-1:111122223333:alias/shared', 'alias/shared', 'yes'],
    ['alias/shared', 'alias/shared-too', 'no'],
    // Another Region or account is another key, whatever its name.
    ['arn:aws:kms:eu-west-1:111122223333:alias/shared', 'arn:aws:kms:us-east-1:111122223333:alias/shared', 'no'],
    ['Audit/SharedKey', 'Audit/SharedKey', 'yes'],
    ['props.keyArn', 'props.keyArn', 'yes'],
  ])('%s means %s: %s', (key, name, answer) => {
    expect(vouchedFor(entry(key), { names: ['x', name] })).toBe(answer);
  });
  it('none, where there is no entry', () => {
    expect(vouchedFor([], { names: [ARN] })).toBe('no');
  });
});

describe('what it allows', () => {
  const s3 = { principals: ['s3.amazonaws.com'], actions: ['kms:Decrypt', 'kms:GenerateDataKey*'] };
  it.each<[string, ExternalKey['allow'], object, Answer]>([
    ['all', 'all', s3, 'yes'],
    ['all of what is not known', 'all', {}, 'yes'],
    ['this and no more', [s3], s3, 'yes'],
    ['more actions', [{ ...s3, actions: ['kms:*'] }], s3, 'yes'],
    ['fewer actions', [{ ...s3, actions: ['kms:Decrypt'] }], s3, 'no'],
    ['one of what an asked pattern means', [{ ...s3, actions: ['kms:Decrypt', 'kms:GenerateDataKey'] }], s3, 'no'],
    ['actions in another case', [{ actions: ['KMS:decrypt', 'kms:generatedatakey*'] }], s3, 'yes'],
    ['another service', [{ ...s3, principals: ['sns.amazonaws.com'] }], s3, 'no'],
    ['any service', [{ ...s3, principals: ['*.amazonaws.com'] }], s3, 'yes'],
    ['one of two entries', [{ principals: ['sns.amazonaws.com'] }, s3], s3, 'yes'],
    [
      'an account, of which a role is asked for',
      [{ principals: ['111122223333'] }],
      { principals: ['arn:aws:iam::111122223333:role/A'], actions: ['kms:Decrypt'] },
      'yes',
    ],
    ['some services, where it is not known for whom', [s3], { actions: ['kms:Decrypt'] }, 'unknown'],
    ['some actions, where it is not known which', [{ actions: ['kms:Decrypt'] }], { principals: ['s3.amazonaws.com'] }, 'unknown'],
    ['another service, where it is not known which actions', [s3], { principals: ['sns.amazonaws.com'] }, 'no'],
  ])('%s', (_, allow, asked, answer) => {
    expect(vouchedFor(entry(ARN, allow), { names: [ARN], ...asked })).toBe(answer);
  });
});

it('a statement is read as far as it is plain text', () => {
  expect(askedIn({ Action: 'kms:Decrypt', Principal: { Service: ['a', 'b'], AWS: 'c' } })).toEqual({
    actions: ['kms:Decrypt'],
    principals: ['a', 'b', 'c'],
  });
  expect(askedIn({ Action: ['kms:Decrypt', { Ref: 'A' }], Principal: { AWS: { 'Fn::GetAtt': ['R', 'Arn'] } } })).toEqual({});
  expect(askedIn({ Action: 'kms:*', Principal: '*' })).toEqual({ actions: ['kms:*'], principals: ['*'] });
  expect([askedIn(undefined), askedIn('text')]).toEqual([{}, {}]);
});
