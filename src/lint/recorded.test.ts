/** What the recorder noted, read back: what the stack knows is filled in, what did nothing is told apart from what did. */
import { describe, expect, it } from 'vitest';
import type { StackArtifact } from '../assembly/assembly.js';
import type { Entry } from '../assembly/construct-metadata.js';
import type { JsonObject } from '../types/files.js';
import type { RecordedCall } from '../types/program.js';
import { hasWatchedKeys, recordedCalls } from './recorded.js';

const artifact: StackArtifact = {
  id: '/out#S',
  artifactId: 'S',
  stackName: 'S',
  displayName: 'S',
  stage: '/out',
  stagePath: '',
  manifestFile: '/out/manifest.json',
  templateFile: '/out/S.template.json',
  account: '111122223333',
  region: 'eu-west-1',
  dependsOn: [],
  executionRole: undefined,
  metadataFile: '/out/S.metadata.json',
  manifestMetadata: undefined,
  assetManifests: [],
};
const OWN = { file: '/out/Keys.template.json', pointer: '/Resources/Own' };
function read(
  data: JsonObject,
  {
    type = 'kms-lint:ignored-call',
    trace = [],
    in: stack = artifact,
  }: Partial<Pick<Entry, 'type' | 'trace'>> & { readonly in?: StackArtifact } = {},
): RecordedCall | undefined {
  const entries = new Map<string, readonly Entry[]>([['S/Imported', [{ type, data, trace }]]]);
  return recordedCalls(entries, stack, (path) => (path === 'Keys/Own/Resource' ? OWN : undefined))[0];
}
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/x';
const to = (principal: JsonObject): JsonObject => ({ Action: 'kms:Decrypt', Effect: 'Allow', Principal: principal, Resource: '*' });

describe('a call that was recorded', () => {
  it('has its method, key, statement and trace', () => {
    expect(
      read(
        {
          method: 'grantDecrypt',
          imported: 'fromKeyArn',
          keyArn: KEY,
          grantee: 'principal',
          statement: to({ Service: 'sns.amazonaws.com' }),
          effect: 'none',
        },
        { trace: ['new S (/app/s.ts:1:1)'] },
      ),
    ).toMatchObject({
      by: 'recorder',
      method: 'grantDecrypt',
      key: KEY,
      imported: 'fromKeyArn',
      grantee: 'service',
      effective: 'no',
      statement: to({ Service: 'sns.amazonaws.com' }),
      trace: ['new S (/app/s.ts:1:1)'],
      at: { file: '/out/S.metadata.json', pointer: '/~1S~1Imported' },
    });
  });
  it('also in its early form', () => {
    const statement = to({ Service: 's3.amazonaws.com' });
    expect(
      read(
        { keyArn: '${Token[TOKEN.7]}', statement: JSON.stringify(statement), stack: ['at allow (/app/app.ts:21:43)'] },
        { type: 'kms-lint:noop' },
      ),
    ).toMatchObject({
      method: 'addToResourcePolicy',
      key: 'S/Imported',
      effective: 'no',
      statement,
      trace: ['at allow (/app/app.ts:21:43)'],
    });
  });
  it.each([
    ['an alias by its name', 'arn:${AWS::Partition}:kms:eu-west-1:111122223333:alias/shared', 'alias/shared'],
    ['what the stack knows is filled in', 'arn:${AWS::Partition}:kms:${AWS::Region}:${AWS::AccountId}:key/x', KEY],
    ['an export', '${{"Fn::ImportValue":"the-key"}}', "Fn.importValue('the-key')"],
    ['a parameter, which only the deployment knows, by the construct', '${S/Param.Ref}', 'S/Imported'],
    ['a key of the app', '${Keys/Own/Resource.Arn}', 'S/Imported'],
  ])('the key is called %s', (_, keyArn, key) => {
    expect(read({ method: 'grant', keyArn })?.key).toBe(key);
    expect(read({ method: 'grant', keyArn })?.ownKey).toEqual(keyArn.includes('Own') ? OWN : undefined);
  });
  it('in China, in words of China', () => {
    const stack = { ...artifact, region: 'cn-north-1' };
    expect(
      read({ method: 'grant', statement: to({ AWS: 'arn:${AWS::Partition}:iam::444455556666:root' }) }, { in: stack })?.statement,
    ).toEqual(to({ AWS: 'arn:aws-cn:iam::444455556666:root' }));
  });
  it('what is not known stands in angle brackets, and what an old version did not tell is completed', () => {
    expect(
      read({ method: 'grantEncrypt', statement: { Effect: 'Allow', Principal: { AWS: '${S/Role/Resource.Arn}' }, Resource: '*' } })
        ?.statement,
    ).toEqual({
      Effect: 'Allow',
      Principal: { AWS: '<S/Role/Resource.Arn>' },
      Resource: '*',
      Action: ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
    });
  });
  it.each([
    ['the app read the result', { method: 'addToResourcePolicy', resultRead: true }, 'yes'],
    ["the role's IAM policy took it", { method: 'grantDecrypt', grantee: 'identity', effect: 'iam-policy' }, 'yes'],
    ['of the own account', { method: 'grant', statement: to({ AWS: 'arn:aws:iam::111122223333:root' }) }, 'unknown'],
    [
      'of the own account, implicitly',
      { method: 'addToResourcePolicy', implicit: true, statement: to({ AWS: 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' }) },
      'unknown',
    ],
    ['of another account', { method: 'grant', statement: to({ AWS: 'arn:aws:iam::444455556666:root' }) }, 'no'],
    ['of the own account by hand', { method: 'addToResourcePolicy', statement: to({ AWS: 'arn:aws:iam::111122223333:root' }) }, 'no'],
  ])('%s', (_, data, effective) => {
    expect(read(data)?.effective).toBe(effective);
  });
  it('where the account is not known, it may be the own one', () => {
    const agnostic = { ...artifact, account: undefined, region: undefined };
    for (const account of ['${AWS::AccountId}', '444455556666'])
      expect(
        read({ method: 'grant', statement: to({ AWS: `arn:\${AWS::Partition}:iam::${account}:root` }) }, { in: agnostic })?.effective,
      ).toBe('unknown');
  });
  it.each([[{}], [{ method: 7, keyArn: [], statement: 3, stack: 'x' }]])('what is no such note does no harm: %j', (data) => {
    expect(read(data)).toMatchObject({ method: 'addToResourcePolicy', key: 'S/Imported', trace: [] });
  });
});

describe('what one line of the app makes constructs of CDK ask', () => {
  const S3 = { Service: 's3.amazonaws.com' };
  const line = (at: string): readonly string[] => [
    'grantSendMessages (/app/node_modules/aws-cdk-lib/aws-sqs/lib/queue-base.js:1:9)',
    `new Shop (/app/shop.ts:${at})`,
  ];
  const asked = (statement: JsonObject, trace: readonly string[], more: JsonObject = {}): Entry => ({
    type: 'kms-lint:ignored-call',
    data: { method: 'grant', implicit: true, keyArn: KEY, statement, ...more },
    trace,
  });
  const one = to(S3),
    other = { ...one, Condition: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::b' } } };
  const further = (...list: readonly Entry[]): unknown =>
    recordedCalls(new Map([['S/Imported', list]]), artifact, () => undefined).map((call) => call.further);

  it('for one principal is one call, with all its statements', () => {
    expect(
      further(asked(one, line('4:1')), asked(other, ['bind (/app/node_modules/aws-cdk-lib/aws-s3/x.js:2:2)', ...line('4:1').slice(1)])),
    ).toEqual([[other]]);
  });
  it('a statement that is asked for twice is told once', () => {
    expect(further(asked(one, line('4:1')), asked(one, line('4:1')))).toEqual([undefined]);
  });
  it.each<[string, Entry]>([
    ['another line', asked(other, line('5:1'))],
    ['another principal', asked(to({ Service: 'sns.amazonaws.com' }), line('4:1'))],
    ['a call of the app itself', asked(other, line('4:1'), { implicit: false })],
    ['a statement that nobody knows', asked(undefined as never, line('4:1'))],
  ])('not %s', (_, second) => {
    expect(further(asked(one, line('4:1')), second)).toEqual([undefined, undefined]);
  });
});

it('the recorder was there where it noted an import', () => {
  const entries = (type: string): ReadonlyMap<string, readonly Entry[]> => new Map([['S/Imported', [{ type, data: {}, trace: [] }]]]);
  expect([hasWatchedKeys(entries('kms-lint:imported-key')), hasWatchedKeys(entries('kms-lint')), hasWatchedKeys(new Map())]).toEqual([
    true,
    false,
    false,
  ]);
});
