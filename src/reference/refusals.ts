/** The words with which AWS refuses: quoted in messages, so that a person finds them again in a deployment log. */
import type { Confidence } from './keyspecs.js';

/** text: as AWS writes it, with {places} for values; '' where AWS's words are not established. */
export interface RefusalRow {
  readonly when: string;
  readonly code: string;
  readonly text: string;
  readonly by: string;
  readonly source: string;
  readonly confidence: Confidence;
}

const RECORDED = 'LocalStack, answers recorded on AWS (tests/aws/services/kms/test_kms.snapshot.json)';
const HANDLER = 'aws-cloudformation/aws-cloudformation-resource-providers-kms, BaseHandlerStd.java (f2d7168)';
const MOTO = 'getmoto/moto, kms/responses.py';

export const REFUSALS = {
  usageLeftOut: {
    when: 'KeyUsage is left out in a call of CreateKey, for any but a symmetric encryption key',
    code: 'ValidationException',
    text: 'You must specify a KeyUsage value for all KMS keys except for symmetric encryption keys.',
    by: 'KMS CreateKey',
    source: RECORDED,
    confidence: 'high',
  },
  usageOfSpec: {
    when: 'the KeySpec cannot have the KeyUsage',
    code: 'ValidationException',
    text: 'KeyUsage {usage} is not compatible with KeySpec {spec}',
    by: 'KMS CreateKey',
    source: RECORDED,
    confidence: 'high',
  },
  enumValue: {
    when: 'KeySpec, KeyUsage or Origin is a value that does not exist; CloudFormation finds it first',
    code: 'ValidationException',
    text: "1 validation error detected: Value '{value}' at '{member}' failed to satisfy constraint: Member must satisfy enum value set",
    by: 'KMS CreateKey',
    source: RECORDED,
    confidence: 'high',
  },
  rotation: {
    when: 'EnableKeyRotation is true and KeySpec is not SYMMETRIC_DEFAULT or Origin is EXTERNAL',
    code: 'InvalidRequest',
    text: 'You cannot set the EnableKeyRotation property to true on asymmetric or external keys.',
    by: 'CloudFormation',
    source: HANDLER,
    confidence: 'high',
  },
  rotationOfDisabled: {
    when: 'EnableKeyRotation changes while Enabled stays false',
    code: 'InvalidRequest',
    text: 'You cannot change the EnableKeyRotation property while the Enabled property is false.',
    by: 'CloudFormation',
    source: HANDLER,
    confidence: 'high',
  },
  immutable: {
    when: 'KeySpec, KeyUsage, Origin or MultiRegion changes on an existing key',
    code: 'InvalidRequest',
    text: 'You cannot change the values of the KeySpec, KeyUsage, Origin, or MultiRegion properties of an AWS::KMS::Key resource.',
    by: 'CloudFormation',
    source: HANDLER,
    confidence: 'high',
  },
  lockout: {
    when: 'the key policy does not let the caller change it again, and BypassPolicyLockoutSafetyCheck is false',
    code: 'MalformedPolicyDocumentException',
    text: 'The new key policy will not allow you to update the key policy in the future.',
    by: 'KMS CreateKey and PutKeyPolicy',
    source: 'aws-solutions/innovation-sandbox-on-aws#31, widdix/aws-cf-templates#259',
    confidence: 'high',
  },
  principals: {
    when: 'a principal does not exist, is malformed, a group, or of another partition',
    code: 'MalformedPolicyDocumentException',
    text: 'Policy contains a statement with one or more invalid principals.',
    by: 'KMS CreateKey and PutKeyPolicy',
    source: 'terraform-aws-modules/terraform-aws-kms#30, awslabs/minimum-viable-dataspace-on-aws#6',
    confidence: 'high',
  },
  policySize: {
    when: 'the key policy is larger than 32,768 bytes',
    code: 'LimitExceededException',
    text: '',
    by: 'KMS CreateKey and PutKeyPolicy',
    source: 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html',
    confidence: 'medium',
  },
  aliasPrefix: {
    when: 'an alias does not start with alias/',
    code: 'ValidationException',
    text: 'Alias must start with the prefix "alias/".',
    by: 'KMS CreateAlias',
    source: RECORDED,
    confidence: 'high',
  },
  aliasReserved: {
    when: 'an alias starts with alias/aws/',
    code: 'NotAuthorizedException',
    text: '',
    by: 'KMS CreateAlias',
    source: MOTO,
    confidence: 'medium',
  },
  aliasCharacters: {
    when: 'an alias contains a colon',
    code: 'ValidationException',
    text: '{alias} contains invalid characters for an alias',
    by: 'KMS CreateAlias',
    source: MOTO,
    confidence: 'medium',
  },
  aliasOfAlias: {
    when: 'the target of an alias is an alias',
    code: 'ValidationException',
    text: 'Aliases must refer to keys. Not aliases',
    by: 'KMS CreateAlias',
    source: MOTO,
    confidence: 'medium',
  },
  aliasExists: {
    when: 'the account has the alias in the Region',
    code: 'AlreadyExistsException',
    text: 'An alias with the name {alias} already exists',
    by: 'KMS CreateAlias',
    source: 'LocalStack and moto',
    confidence: 'high',
  },
  tagReserved: {
    when: 'a tag key starts with aws:',
    code: 'TagException',
    text: 'Tags beginning with aws: are reserved',
    by: 'KMS',
    source: RECORDED,
    confidence: 'high',
  },
  tagCount: {
    when: 'a key has more than 50 tags',
    code: 'TagException',
    text: 'Too many tags',
    by: 'KMS',
    source: RECORDED,
    confidence: 'high',
  },
  tagTwice: {
    when: 'a tag key stands twice',
    code: 'TagException',
    text: 'Duplicate tag keys',
    by: 'KMS',
    source: RECORDED,
    confidence: 'high',
  },
  operationOfUsage: {
    when: 'a request does not suit the KeyUsage of the key',
    code: 'InvalidKeyUsageException',
    text: '{key} key usage is {usage} which is not valid for {operation}.',
    by: 'KMS',
    source: RECORDED,
    confidence: 'high',
  },
  algorithmOfSpec: {
    when: 'a request names an algorithm that the KeySpec has not',
    code: 'InvalidKeyUsageException',
    text: 'Algorithm {algorithm} is incompatible with key spec {spec}.',
    by: 'KMS',
    source: RECORDED,
    confidence: 'high',
  },
  operationOfOrigin: {
    when: 'rotation or import on a key of another Origin',
    code: 'UnsupportedOperationException',
    text: '{key} origin is {origin} which is not valid for this operation.',
    by: 'KMS',
    source: RECORDED,
    confidence: 'high',
  },
  notPrimary: {
    when: 'a replica is made of a key that is not a multi-Region primary key',
    code: 'UnsupportedOperationException',
    text: '{key} is not a multi-region primary key.',
    by: 'KMS ReplicateKey',
    source: RECORDED,
    confidence: 'high',
  },
  logGroup: {
    when: 'the key policy does not let CloudWatch Logs use the key of a log group',
    code: 'InvalidParameterException',
    text: 'The specified KMS key does not exist or is not allowed to be used with LogGroup {logGroup}',
    by: 'CloudWatch Logs',
    source: 'public reports',
    confidence: 'high',
  },
  trail: {
    when: 'the key policy does not let CloudTrail use the key of a trail',
    code: 'InsufficientEncryptionPolicyException',
    text: 'Insufficient permissions to access S3 bucket {bucket} or KMS key {key}.',
    by: 'CloudTrail',
    source: 'public reports',
    confidence: 'high',
  },
  vectorIndex: {
    when: 'the key policy does not let S3 Vectors index a vector bucket',
    code: 'AccessDeniedException',
    text: 'Insufficient access to perform asynchronous indexing',
    by: 'S3 Vectors',
    source: 'public report',
    confidence: 'medium',
  },
  circular: {
    when: 'a key policy refers to its own key',
    code: 'ValidationError',
    text: 'Circular dependency between resources: [{resources}]',
    by: 'CloudFormation',
    source: 'aws-cloudformation/cloudformation-coverage-roadmap#322',
    confidence: 'high',
  },
} as const satisfies Readonly<Record<string, RefusalRow>>;

/** AWS's words as they end a sentence, so that a person finds them again in the log of a deployment; nothing where there are none. */
export function answered(words: string | undefined): string {
  return words === undefined || words === '' ? '' : ` (AWS answers "${words}")`;
}

/** AWS's words with the values in their places; a place without a value stays as it is. */
export function quote(id: keyof typeof REFUSALS, values: Readonly<Record<string, string>> = {}): string {
  return REFUSALS[id].text.replace(/\{(\w+)\}/g, (place, name: string) => (Object.hasOwn(values, name) ? (values[name] ?? place) : place));
}
