/** The words with which AWS refuses: quoted in messages, so that a person finds them again in a deployment log. */
import type { Confidence } from './keyspecs.js';

/** text: as AWS writes it, with {places} for values; '' where AWS's words are not established. */
export interface Refusal { readonly when: string; readonly code: string; readonly text: string; readonly by: string; readonly source: string; readonly confidence: Confidence }

const RECORDED = 'LocalStack, answers recorded on AWS (tests/aws/services/kms/test_kms.snapshot.json)';
const HANDLER = 'aws-cloudformation/aws-cloudformation-resource-providers-kms, BaseHandlerStd.java (f2d7168)';
const MOTO = 'getmoto/moto, kms/responses.py';

export const REFUSALS = {
  usageLeftOut: { when: 'KeyUsage is left out in a call of CreateKey, for any but a symmetric encryption key', code: 'ValidationException', by: 'KMS CreateKey', source: RECORDED, confidence: 'high',
    text: 'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.' },
  usageOfSpec: { when: 'the KeySpec cannot have the KeyUsage', code: 'ValidationException', by: 'KMS CreateKey', source: RECORDED, confidence: 'high',
    text: 'KeyUsage {usage} is not compatible with KeySpec {spec}' },
  enumValue: { when: 'KeySpec, KeyUsage or Origin is a value that does not exist; CloudFormation finds it first', code: 'ValidationException', by: 'KMS CreateKey', source: RECORDED, confidence: 'high',
    text: "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must satisfy enum value set" },
  rotation: { when: 'EnableKeyRotation is true and KeySpec is not SYMMETRIC_DEFAULT or Origin is EXTERNAL', code: 'InvalidRequest', by: 'CloudFormation', source: HANDLER, confidence: 'high',
    text: 'You cannot set the EnableKeyRotation property to true on asymmetric or external keys.' },
  rotationOfDisabled: { when: 'EnableKeyRotation changes while Enabled stays false', code: 'InvalidRequest', by: 'CloudFormation', source: HANDLER, confidence: 'high',
    text: 'You cannot change the EnableKeyRotation property while the Enabled property is false.' },
  immutable: { when: 'KeySpec, KeyUsage, Origin or MultiRegion changes on an existing key', code: 'InvalidRequest', by: 'CloudFormation', source: HANDLER, confidence: 'high',
    text: 'You cannot change the values of the KeySpec, KeyUsage, Origin, or MultiRegion properties of an AWS::KMS::Key resource.' },
  lockout: { when: 'the key policy does not let the caller change it again, and BypassPolicyLockoutSafetyCheck is false', code: 'MalformedPolicyDocumentException', by: 'KMS CreateKey and PutKeyPolicy',
    source: 'aws-solutions/innovation-sandbox-on-aws#31, widdix/aws-cf-templates#259', confidence: 'high', text: 'The new key policy will not allow you to update the key policy in the future.' },
  principals: { when: 'a principal does not exist, is malformed, a group, or of another partition', code: 'MalformedPolicyDocumentException', by: 'KMS CreateKey and PutKeyPolicy',
    source: 'terraform-aws-modules/terraform-aws-kms#30, awslabs/minimum-viable-dataspace-on-aws#6', confidence: 'high', text: 'Policy contains a statement with one or more invalid principals.' },
  policySize: { when: 'the key policy is larger than 32,768 bytes', code: 'LimitExceededException', by: 'KMS CreateKey and PutKeyPolicy',
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html', confidence: 'medium', text: '' },
  aliasPrefix: { when: 'an alias does not start with alias/', code: 'ValidationException', by: 'KMS CreateAlias', source: RECORDED, confidence: 'high', text: 'Alias must start with the prefix "alias/".' },
  aliasReserved: { when: 'an alias starts with alias/aws/', code: 'NotAuthorizedException', by: 'KMS CreateAlias', source: MOTO, confidence: 'medium', text: '' },
  aliasCharacters: { when: 'an alias contains a colon', code: 'ValidationException', by: 'KMS CreateAlias', source: MOTO, confidence: 'medium', text: '{alias} contains invalid characters for an alias' },
  aliasOfAlias: { when: 'the target of an alias is an alias', code: 'ValidationException', by: 'KMS CreateAlias', source: MOTO, confidence: 'medium', text: 'Aliases must refer to keys. Not aliases' },
  aliasExists: { when: 'the account has the alias in the Region', code: 'AlreadyExistsException', by: 'KMS CreateAlias', source: 'LocalStack and moto', confidence: 'high', text: 'An alias with the name {alias} already exists' },
  tagReserved: { when: 'a tag key starts with aws:', code: 'TagException', by: 'KMS', source: RECORDED, confidence: 'high', text: 'Tags beginning with aws: are reserved' },
  tagCount: { when: 'a key has more than 50 tags', code: 'TagException', by: 'KMS', source: RECORDED, confidence: 'high', text: 'Too many tags' },
  tagTwice: { when: 'a tag key stands twice', code: 'TagException', by: 'KMS', source: RECORDED, confidence: 'high', text: 'Duplicate tag keys' },
  operationOfUsage: { when: 'a request does not suit the KeyUsage of the key', code: 'InvalidKeyUsageException', by: 'KMS', source: RECORDED, confidence: 'high',
    text: '{key} key usage is {usage} which is not valid for {operation}.' },
  algorithmOfSpec: { when: 'a request names an algorithm that the KeySpec has not', code: 'InvalidKeyUsageException', by: 'KMS', source: RECORDED, confidence: 'high',
    text: 'Algorithm {algorithm} is incompatible with key spec {spec}.' },
  operationOfOrigin: { when: 'rotation or import on a key of another Origin', code: 'UnsupportedOperationException', by: 'KMS', source: RECORDED, confidence: 'high',
    text: '{key} origin is {origin} which is not valid for this operation.' },
  notPrimary: { when: 'a replica is made of a key that is not a multi-Region primary key', code: 'UnsupportedOperationException', by: 'KMS ReplicateKey', source: RECORDED, confidence: 'high',
    text: '{key} is not a multi-region primary key.' },
  logGroup: { when: 'the key policy does not let CloudWatch Logs use the key of a log group', code: 'InvalidParameterException', by: 'CloudWatch Logs', source: 'public reports', confidence: 'high',
    text: 'The specified KMS key does not exist or is not allowed to be used with LogGroup {logGroup}' },
  trail: { when: 'the key policy does not let CloudTrail use the key of a trail', code: 'InsufficientEncryptionPolicyException', by: 'CloudTrail', source: 'public reports', confidence: 'high',
    text: 'Insufficient permissions to access S3 bucket {bucket} or KMS key {key}.' },
  vectorIndex: { when: 'the key policy does not let S3 Vectors index a vector bucket', code: 'AccessDeniedException', by: 'S3 Vectors', source: 'public report', confidence: 'medium',
    text: 'Insufficient access to perform asynchronous indexing' },
  circular: { when: 'a key policy refers to its own key', code: 'ValidationError', by: 'CloudFormation', source: 'aws-cloudformation/cloudformation-coverage-roadmap#322', confidence: 'high',
    text: 'Circular dependency between resources: [{resources}]' },
} as const satisfies Readonly<Record<string, Refusal>>;

/** AWS's words with the values in their places; a place without a value stays as it is. */
export function quote(id: keyof typeof REFUSALS, values: Readonly<Record<string, string>> = {}): string {
  return REFUSALS[id].text.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(values, name) ? values[name] ?? place : place));
}
