/** What leaves the stack: the ARN of the key, or its id. */
import { expect, it } from 'vitest';
import { runRule } from '../src/rule-tester.js';
import type { Json } from '../src/types/files.js';
import sharedKeyDeletedWithStack from './shared-key-deleted-with-stack.js';

it.each<[string, Json]>([
  ['its ARN is exported as shared', { 'Fn::GetAtt': ['Key', 'Arn'] }],
  ['its ARN is exported as shared', { 'Fn::Sub': 'arn:aws:kms:${AWS::Region}:${AWS::AccountId}:key/${Key}' }],
  ['its id is exported as shared', { Ref: 'Key' }],
  ['its alias is exported as shared', { Ref: 'Alias' }],
])('%s: %j', (said, Value) => {
  const Resources = {
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/shared', TargetKeyId: { Ref: 'Key' } } },
  };
  const { findings } = runRule(sharedKeyDeletedWithStack, {
    stacks: { Keys: { Resources, Outputs: { Out: { Value, Export: { Name: 'shared' } } } } },
  });
  expect(findings.map(({ message }) => message)).toEqual([expect.stringContaining(said)]);
});
