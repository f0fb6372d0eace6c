import { describe, expect, it } from 'vitest';
import type { StackArtifact } from '../assembly/assembly.js';
import type { Entry } from '../assembly/construct-metadata.js';
import type { Call } from '../types/program.js';
import type { Json } from '../types/files.js';
import { warnedCalls } from './warnings.js';

const artifact: StackArtifact = {
  id: '/out#S',
  artifactId: 'S',
  stackName: 'S',
  displayName: 'S',
  stage: '/out',
  stagePath: '',
  manifestFile: '/out/manifest.json',
  templateFile: '/out/S.template.json',
  account: undefined,
  region: undefined,
  dependsOn: [],
  executionRole: undefined,
  metadataFile: '/out/S.metadata.json',
  manifestMetadata: undefined,
  assetManifests: [],
};
const read = (type: string, data: Json, trace: readonly string[] = []): readonly Call[] =>
  warnedCalls(new Map<string, readonly Entry[]>([['S/Imported', [{ type, data, trace }]]]), artifact);
const statement = {
  Action: ['kms:GenerateDataKey*', 'kms:Decrypt'],
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Resource: '*',
};
const text = (service: string, ack: string): string =>
  `Can not change key policy of imported kms key. Ensure that your key policy contains the following permissions: \n${JSON.stringify({ ...statement, Principal: { Service: service } }, null, 2)}${ack}`;

describe("CDK's own warnings as calls in vain", () => {
  it.each([
    ['with its id', text('s3.amazonaws.com', ' [ack: @aws-cdk/aws-s3-notifications:sqsKMSPermissionsNotAdded]')],
    ['without one, before 2.100', text('s3.amazonaws.com', '')],
    [
      'with a service that is a token, since 2.200',
      text('${Token[s3.amazonaws.com.3164]}', ' [ack: @aws-cdk/aws-s3-notifications:sqsKMSPermissionsNotAdded]'),
    ],
  ])('%s', (_, data) => {
    expect(read('aws:cdk:warning', data, ['at x'])).toMatchObject([
      {
        by: 'warning',
        effective: 'no',
        constructPath: 'S/Imported',
        stack: '/out#S',
        statement,
        trace: ['at x'],
        at: { file: '/out/S.metadata.json', pointer: '/~1S~1Imported' },
      },
    ]);
  });
  it('known by the id alone', () => {
    for (const id of ['@aws-cdk/aws-cloudfront-origins:updateImportedKeyPolicyOac', '@aws-cdk/aws-lambda:webFunctionImportedEnvVarKmsKey'])
      expect(read('aws:cdk:warning', `Something of the key. [ack: ${id}]`)).toMatchObject([{ warning: id }]);
  });
  it.each([
    ['aws:cdk:warning', 'a warning [ack: my:warn]'],
    ['aws:cdk:warning', 7],
    ['aws:cdk:info', text('s3.amazonaws.com', '')],
    ['aws:cdk:logicalId', 'Key'],
  ])('no other: %s %s', (type, data) => {
    expect(read(type, data)).toEqual([]);
  });
});
