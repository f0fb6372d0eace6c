/** CDK's own warnings that it could not change the policy of an imported key, as no-op calls. */
import { pointerStep } from '../core/pointer.js';
import { objectOf } from '../core/json.js';
import type { StackArtifact } from '../assembly/assembly.js';
import type { Entries, Entry } from '../assembly/construct-metadata.js';
import type { Address, Json } from '../types/files.js';
import type { WarnedCall } from '../types/program.js';

/**
 * The acknowledgement ids of these warnings, aws-cdk-lib 2.276.0, with the service for which CDK makes the call; before 2.100 only the
 * text tells.
 */
const SERVICES: Readonly<Record<string, string>> = {
  '@aws-cdk/aws-s3-notifications:sqsKMSPermissionsNotAdded': 's3.amazonaws.com',
  '@aws-cdk/aws-s3-notifications:snsKMSPermissionsNotAdded': 's3.amazonaws.com',
  '@aws-cdk/aws-cloudfront-origins:updateImportedKeyPolicyOac': 'cloudfront.amazonaws.com',
  '@aws-cdk/aws-lambda:s3ObjectStorageModeReferenceImportedKeyPolicy': 'lambda.amazonaws.com',
  '@aws-cdk/aws-lambda:webFunctionImportedEnvVarKmsKey': 'lambda.amazonaws.com',
  '@aws-cdk/aws-lambda:webFunctionImportedCodeBucketKmsKey': 'lambda.amazonaws.com',
};
const TEXTS = /^(Can not change key policy of imported kms key|Cannot update key policy of an imported key)/i;

export function warnedCalls(entries: Entries, artifact: StackArtifact): readonly WarnedCall[] {
  return [...entries].flatMap(([path, list]) => list.flatMap((entry) => warning(entry, path, artifact) ?? []));
}

function warning({ type, data, trace }: Entry, path: string, artifact: StackArtifact): WarnedCall | undefined {
  if (type !== 'aws:cdk:warning' || typeof data !== 'string') return undefined;
  const id = /\[ack: (?:Annotation::)?([^\]]+)\]\s*$/.exec(data)?.[1];
  if (!TEXTS.test(data) && (id === undefined || !Object.hasOwn(SERVICES, id))) return undefined;
  const statement = statementIn(data),
    service = JSON.stringify(objectOf(statement)['Principal'] ?? '').match(/([a-z0-9.-]+\.amazonaws\.com)/)?.[1] ?? SERVICES[id ?? ''];
  return {
    method: 'addToResourcePolicy',
    key: path,
    stack: artifact.id,
    constructPath: path,
    effective: 'no',
    at: entryAt(path, artifact),
    by: 'warning',
    trace,
    ...(service === undefined ? {} : { service }),
    ...(id === undefined ? {} : { warning: id }),
    ...(statement === undefined ? {} : { statement }),
  };
}

/**
 * The statement that the warning prints. Since 2.200 a service principal in it is a token, `${Token[s3.amazonaws.com.3164]}`: the service
 * is read out of it.
 */
export function statementIn(text: string): Json | undefined {
  const from = text.indexOf('{'),
    to = text.lastIndexOf('}');
  if (from < 0 || to < from) return undefined;
  try {
    return JSON.parse(text.slice(from, to + 1).replace(/\$\{Token\[([\w.-]+)\.\d+\]\}/g, '$1')) as Json;
  } catch {
    return undefined;
  }
}

/** Where the metadata of a construct stands: under its path in the file of its own, else inside the artifact in the manifest. */
export function entryAt(path: string, artifact: StackArtifact): Address {
  const step = (name: string): string => `/${pointerStep(name)}`;
  return artifact.metadataFile === undefined
    ? {
        file: artifact.manifestFile ?? artifact.templateFile,
        pointer: `/artifacts${step(artifact.artifactId)}/metadata${step(`/${path}`)}`,
      }
    : { file: artifact.metadataFile, pointer: step(`/${path}`) };
}
