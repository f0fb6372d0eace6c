/** Look-ups of keys: what the manifest and the context say, one at a time and together. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../types/files.js';
import { lookupsOf, placeholdersIn, PLACEHOLDER_KEY_ID } from './key-lookups.js';

const KEY = 'key-provider:account=111122223333:aliasName=alias/shared:region=eu-west-1';
const KEY_ID = '9f8e7d6c-12ab-34cd-56ef-1234567890ab';
const AT = { file: 'cdk.context.json', pointer: '' };
const inContext = (value: JsonObject | string, key = KEY) =>
  lookupsOf([], [{ values: { [key]: value }, at: AT }]).map(({ outcome }) => outcome);
const missing = (props: JsonObject = {}) => ({
  json: { key: KEY, provider: 'key-provider', props },
  at: { file: 'manifest.json', pointer: '/missing/0' },
});

describe('lookupsOf', () => {
  it('reads the parts of a context key, and points at its value', () => {
    expect(lookupsOf([], [{ values: { [KEY]: { keyId: KEY_ID } }, at: AT }])).toEqual([
      {
        key: KEY,
        alias: 'alias/shared',
        account: '111122223333',
        region: 'eu-west-1',
        outcome: 'found',
        keyId: KEY_ID,
        mayBeMissing: false,
        at: { file: 'cdk.context.json', pointer: '/key-provider:account=111122223333:aliasName=alias~1shared:region=eu-west-1' },
      },
    ]);
  });
  it('unquotes a colon', () => {
    expect(lookupsOf([], [{ values: { 'key-provider:account=1:aliasName=alias/a$:b:region=r': {} }, at: AT }])).toMatchObject([
      { alias: 'alias/a:b', region: 'r' },
    ]);
  });
  it('tells answers apart', () => {
    expect(inContext({ keyId: `mrk-${'0'.repeat(32)}` })).toEqual(['found']);
    expect(inContext({ keyId: PLACEHOLDER_KEY_ID })).toEqual(['placeholder']);
    expect(inContext({ $providerError: 'no credentials', $dontSaveContext: true })).toEqual(['failed']);
    expect(inContext({ keyId: 'alias/shared' })).toEqual(['malformed']);
    expect(inContext('9f8e')).toEqual(['malformed']);
    expect(inContext({ keyId: KEY_ID }, KEY.replace('111122223333', '1'))).toEqual(['malformed']);
    expect(inContext({ keyId: KEY_ID }, KEY.replace('eu-west-1', 'Ireland'))).toEqual(['malformed']);
  });
  it('knows nothing of other providers', () => {
    expect(inContext({ vpcId: 'vpc-1' }, 'vpc-provider:account=111122223333:region=eu-west-1')).toEqual([]);
    expect(lookupsOf([{ ...missing(), json: { key: 'ssm:…', provider: 'ssm' } }], [])).toEqual([]);
  });
  it('a look-up that is missing stays so, but the error of the provider says more', () => {
    expect(lookupsOf([missing()], [])).toMatchObject([{ outcome: 'missing', mayBeMissing: false }]);
    expect(lookupsOf([missing({ ignoreErrorOnMissingContext: true })], [])).toMatchObject([{ outcome: 'missing', mayBeMissing: true }]);
    expect(lookupsOf([missing()], [{ values: { [KEY]: { $providerError: 'no such alias' } }, at: AT }])).toMatchObject([
      { outcome: 'failed', reason: 'no such alias' },
    ]);
  });
  it('of two contexts the later one counts', () => {
    const contexts = [PLACEHOLDER_KEY_ID, KEY_ID].map((keyId) => ({ values: { [KEY]: { keyId } }, at: AT }));
    expect(lookupsOf([], contexts)).toMatchObject([{ outcome: 'found' }]);
  });
});

describe('placeholdersIn', () => {
  it('finds the made-up id wherever it stands in properties', () => {
    const join = { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:kms:eu-west-1:111122223333:key/${PLACEHOLDER_KEY_ID}`]] };
    const template = {
      Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: join } } },
      Outputs: { Key: { Value: join } },
    };
    expect(placeholdersIn(template, 't.json')).toEqual([
      { file: 't.json', pointer: '/Resources/Topic/Properties/KmsMasterKeyId/Fn::Join/1/2' },
    ]);
  });
});
