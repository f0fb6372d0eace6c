import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { KMS_TYPES, kmsProperty, LIMITS } from './cloudformation.js';
import { consumingProperties, consumingTypes, suits } from './consumers.js';
import { CONSUMERS } from './consumers.data.js';
import type { Given, PlainKey } from './key-usage.js';
import { DEFAULTS, inCloudFormation, KEY_SPECS, KEY_USAGES, keySpec } from './keyspecs.js';
import { editDistance } from '../core/nearest.js';
import { keyUsageTable, modelPage } from './page.js';
import { quote, REFUSALS } from './refusals.js';
import type { RefusalRow } from './refusals.js';
import { service, serviceIds } from './services.js';

const known = <T>(value: T): Given<T> => ({ is: 'known', value });
const ABSENT = { is: 'absent' } as const,
  UNKNOWN = { is: 'unknown' } as const;
const key = (facts: Partial<PlainKey> = {}): PlainKey => ({
  spec: ABSENT,
  usage: ABSENT,
  origin: ABSENT,
  rotation: ABSENT,
  rotationPeriod: ABSENT,
  multiRegion: ABSENT,
  region: known('us-east-1'),
  partition: known('aws'),
  ...facts,
});
const property = (type: string, path: string) => {
  const found = consumingProperties(type).find((row) => row.path === path);
  if (!found) throw new Error(`${type} ${path}`);
  return found;
};

describe('the key specs', () => {
  it('are twenty, seventeen of them in CloudFormation, and what can become an error is sure', () => {
    expect(KEY_SPECS).toHaveLength(20);
    expect(inCloudFormation(KEY_SPECS)).toHaveLength(17);
    expect(KEY_SPECS.filter((spec) => spec.cloudFormation && spec.confidence !== 'high')).toEqual([]);
    expect(new Set(KEY_SPECS.map((spec) => spec.name)).size).toBe(20);
  });
  it('speak of usages that exist, and have a source', () => {
    const usages = KEY_USAGES.map((usage) => usage.name);
    for (const spec of KEY_SPECS) {
      expect(usages).toEqual(expect.arrayContaining(Object.keys(spec.usages)));
      expect(spec.source).toMatch(/^https:\/\/docs\.aws\.amazon\.com\//);
    }
    expect(keySpec('toString')).toBeUndefined();
  });
});

describe('the properties of CloudFormation', () => {
  it('never replace a key: what is immutable is refused', () => {
    expect(KMS_TYPES['AWS::KMS::Key'].filter((row) => row.onChange === 'refused').map((row) => row.name)).toEqual([
      'KeySpec',
      'KeyUsage',
      'Origin',
      'MultiRegion',
    ]);
    expect(KMS_TYPES['AWS::KMS::Key'].some((row) => row.onChange === 'replacement')).toBe(false);
    expect(kmsProperty('AWS::KMS::Alias', 'AliasName')?.onChange).toBe('replacement');
    expect(kmsProperty('AWS::KMS::Key', 'KeySpec')?.default).toBe(DEFAULTS.KeySpec);
    expect(kmsProperty('AWS::KMS::ReplicaKey', 'EnableKeyRotation')).toBeUndefined();
  });
  it('limit names of aliases and characters of policies', () => {
    expect(LIMITS.aliasName.test('alias/app/data-1_x')).toBe(true);
    expect(LIMITS.aliasName.test('alias/app:data')).toBe(false);
    expect(LIMITS.policyCharacters.test('{"Sid": "Schlüssel"}\n')).toBe(true);
    expect(LIMITS.policyCharacters.test('ключ')).toBe(false);
  });
});

describe('refusals', () => {
  it('are quoted with their values; a place without a value stays', () => {
    expect(quote('usageOfSpec', { usage: 'SIGN_VERIFY', spec: 'HMAC_256' })).toBe(
      'KeyUsage SIGN_VERIFY is not compatible with KeySpec HMAC_256',
    );
    expect(quote('usageOfSpec', { usage: '$&' })).toBe('KeyUsage $& is not compatible with KeySpec {spec}');
    expect(Object.values<RefusalRow>(REFUSALS).every((row) => row.source !== '' && (row.text !== '' || row.confidence !== 'high'))).toBe(
      true,
    );
  });
});

describe('what takes a key', () => {
  it('names services that exist, and paths once', () => {
    const ids = serviceIds();
    for (const [type, rows] of Object.entries(CONSUMERS)) {
      expect(ids).toEqual(expect.arrayContaining(rows.map(([, , , , by]) => by)));
      expect(new Set(rows.map(([path]) => path)).size, type).toBe(rows.length);
    }
    expect(
      consumingTypes()
        .flatMap(consumingProperties)
        .flatMap((row) => [...row.takes, ...row.refuses])
        .every((form) => ['id', 'arn', 'alias', 'alias-arn'].includes(form)),
    ).toBe(true);
    expect(consumingProperties('AWS::IAM::Role')).toEqual([]);
    expect(consumingProperties('constructor')).toEqual([]);
  });
  it('knows that a log group wants an ARN, and that CloudWatch Logs calls as itself', () => {
    expect(property('AWS::Logs::LogGroup', 'KmsKeyId')).toMatchObject({
      takes: ['arn'],
      refuses: ['id', 'alias'],
      forms: 'high',
      service: { statement: 'required', failsAt: 'deploy', confidence: 'high' },
    });
    expect(property('AWS::SQS::Queue', 'KmsMasterKeyId')).toMatchObject({
      takes: ['id', 'arn', 'alias', 'alias-arn'],
      refuses: [],
      service: { statement: 'not-needed', confidence: 'low' },
    });
    expect(
      property('AWS::S3::Bucket', 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.KMSMasterKeyID').key,
    ).toMatchObject({ specs: ['SYMMETRIC_DEFAULT'], confidence: 'high' });
  });
  it('never says "not needed" for sure where it was inferred', () => {
    expect(
      serviceIds()
        .map(service)
        .filter((row) => row.statement === 'not-needed' && row.confidence !== 'low'),
    ).toEqual([]);
    expect(service('no such service')).toMatchObject({ statement: 'unknown', confidence: 'low' });
  });
  it('knows in which Region a property looks for its key', () => {
    const region = (type: string, path: string) => property(type, path).region;
    expect(region('AWS::SQS::Queue', 'KmsMasterKeyId')).toEqual({ is: 'own', confidence: 'medium' });
    expect(region('AWS::SecretsManager::Secret', 'ReplicaRegions[].KmsKeyId')).toEqual({
      is: 'property',
      path: 'ReplicaRegions[].Region',
      confidence: 'high',
    });
    expect(region('AWS::CloudTrail::Trail', 'KMSKeyId')).toEqual({ is: 'bucket', path: 'S3BucketName', confidence: 'high' });
    expect(region('AWS::Route53::KeySigningKey', 'KeyManagementServiceArn')).toEqual({
      is: 'fixed',
      region: 'us-east-1',
      confidence: 'high',
    });
    const lists = (path: string): readonly string[] => path.split('.').filter((step) => step.endsWith('[]'));
    for (const row of consumingTypes().flatMap(consumingProperties)) {
      if (row.region.is === 'fixed') expect(row.key.regions).toEqual([row.region.region]);
      // A Region that another list item holds would be that of another key.
      if ('path' in row.region) expect(lists(row.path)).toEqual(expect.arrayContaining([...lists(row.region.path)]));
    }
  });
  it('knows keys that stand in a document', () => {
    expect(property('AWS::OpenSearchServerless::SecurityPolicy', 'Policy.KmsARN').document).toBe('Policy');
    expect(property('AWS::SSM::Document', 'Content.inputs.kmsKeyId').document).toBe('Content');
    expect(property('AWS::Omics::SequenceStore', 'SseConfig.KeyArn').document).toBeUndefined();
    for (const row of consumingTypes().flatMap(consumingProperties))
      if (row.document !== undefined) expect(row.path.startsWith(`${row.document}.`)).toBe(true);
  });
  it('has ways of calling KMS that speak only where somebody must be let in', () => {
    for (const row of serviceIds().map(service)) {
      expect(row.speaks).toBe(row.confidence !== 'low' && row.statements.length > 0);
      if (row.speaks) expect(row.principals.length * row.minimalActions.length).toBeGreaterThan(0);
      if (row.confidence !== 'low') expect(row.source, row.id).not.toBe('');
    }
  });
  it('knows the properties that take a key to sign with', () => {
    const signing = consumingTypes()
      .flatMap(consumingProperties)
      .filter((row) => row.key.usage !== 'ENCRYPT_DECRYPT');
    expect(signing.map((row) => `${row.type} ${row.key.confidence}`)).toEqual([
      'AWS::BedrockAgentCore::OAuth2CredentialProvider low',
      'AWS::LicenseManager::License high',
      'AWS::Route53::KeySigningKey high',
      'AWS::SupportAuthZ::SupportPermit low',
    ]);
  });
  it('tells whether a key suits, in three values', () => {
    const topic = property('AWS::SNS::Topic', 'KmsMasterKeyId').key,
      dnssec = property('AWS::Route53::KeySigningKey', 'KeyManagementServiceArn').key;
    expect(suits(topic, key())).toBe('yes');
    expect(suits(topic, key({ spec: known('HMAC_256') }))).toBe('no');
    expect(suits(topic, key({ spec: UNKNOWN }))).toBe('unknown');
    expect(suits(topic, key({ spec: UNKNOWN, usage: known('SIGN_VERIFY') }))).toBe('no');
    const signing = { spec: known('ECC_NIST_P256'), usage: known('SIGN_VERIFY') };
    expect(suits(dnssec, key(signing))).toBe('yes');
    expect(suits(dnssec, key({ ...signing, region: known('eu-west-1') }))).toBe('no');
    expect(suits(dnssec, key({ ...signing, region: UNKNOWN }))).toBe('unknown');
  });
});

describe('edit distance', () => {
  it('counts characters to insert, drop or replace', () => {
    expect(editDistance('kitten', 'sitting')).toBe(3);
    expect(editDistance('', 'abc')).toBe(3);
    expect(editDistance('abc', 'abc')).toBe(0);
  });
});

describe('the page of the model', () => {
  it('shows every spec, every property and every consumer, in tables whose rows all have the columns of their head', () => {
    const page = modelPage();
    for (const spec of KEY_SPECS) expect(keyUsageTable()).toContain(spec.name);
    for (const type of consumingTypes()) expect(page).toContain(type);
    const columns = (line: string): number => line.replaceAll('\\|', '').split('|').length;
    for (const block of page
      .trimEnd()
      .split('\n\n')
      .filter((part) => part.startsWith('|')))
      expect(new Set(block.split('\n').map(columns)).size).toBe(1);
    expect(modelPage()).toBe(page);
    expect(readFileSync(new URL('../../rules/key-model.md', import.meta.url), 'utf8'), 'npm run docs writes it').toBe(page);
  });
  it('groups the specs of which the same is true', () => {
    expect(keyUsageTable()).toMatch(/RSA_2048, RSA_3072, RSA_4096 +\| ENCRYPT_DECRYPT, SIGN_VERIFY +\| ENCRYPT_DECRYPT +\| yes/);
    expect(keyUsageTable().split('\n')).toHaveLength(11);
  });
});
