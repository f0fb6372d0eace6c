/** A parent template changes with its nested stacks, but only in the names of their templates. */
import { expect, it } from 'vitest';
import { withoutNestedHashes } from './asset-hashes.js';

const parent = (hash: string, more = {}, type = 'AWS::CloudFormation::Stack') => ({
  Resources: {
    Nested: {
      Type: type,
      Properties: { TemplateURL: { 'Fn::Sub': `https://s3.\${AWS::Region}.\${AWS::URLSuffix}/assets/${hash.repeat(64)}.json` }, ...more },
    },
    Topic: { Type: 'AWS::SNS::Topic' },
  },
});

it('leaves out the hash of a nested template, and nothing else', () => {
  expect(withoutNestedHashes(parent('a'))).toEqual(withoutNestedHashes(parent('b')));
  expect(withoutNestedHashes(parent('a'))).not.toEqual(withoutNestedHashes(parent('b', { Parameters: { Key: '1' } })));
  expect(withoutNestedHashes(parent('a', {}, 'AWS::X::Y'))).not.toEqual(withoutNestedHashes(parent('b', {}, 'AWS::X::Y')));
});
