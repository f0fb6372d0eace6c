/** Templates made of the rows of the reference tables: a source, an encrypted target, its key, and who must use it. */
import type { Json, JsonObject } from '../types/files.js';
import type { SourceCondition } from './delivery-facts.js';
import type { EncryptedTarget } from './encrypted-targets.js';
import type { KeyStatement } from './key-statements.js';

type Properties = Record<string, Json>;

/** Puts a value where a path of the tables leads: `Rules[].Destination.KmsKeyId`, `Options.awslogs-group`, `Actions.*[].Uri`. */
export function put(properties: Properties, path: string, value: Json): void {
  const steps = path.split('.');
  let at = properties;
  for (const [index, step] of steps.entries()) {
    const name = step === '*' || step === '*[]' ? 'Any' : step.replace('[]', ''),
      last = index === steps.length - 1;
    if (step.endsWith('[]')) {
      const list = Array.isArray(at[name]) ? (at[name] as Json[]) : [];
      at[name] = list;
      if (last) {
        list[0] = value;
        return;
      }
      list[0] = typeof list[0] === 'object' && list[0] !== null ? list[0] : {};
      at = list[0] as Properties;
    } else if (last) at[name] = value;
    else {
      const before = at[name];
      at[name] = typeof before === 'object' && before !== null && !Array.isArray(before) ? before : {};
      at = at[name] as Properties;
    }
  }
}

/** Texts of which one matches each pattern of the tables. */
const SAMPLES = [
  'arn:aws:apigateway:x:sqs:',
  'arn:aws:apigateway:x:s3:',
  'sqs',
  'x',
  'true',
  'arn:aws:s3:::x',
  's3://x',
  'aws:kms',
  'KMS',
  'alias/x',
  '1',
  'python3.12',
  'a-b',
];

/**
 * Makes the conditions of a row hold that are about the source, or about another resource of this type.
 * @returns whether all of them can be made to
 */
export function fulfil(properties: Properties, where: readonly SourceCondition[], of?: string): boolean {
  return where
    .filter(({ on }) => on === of)
    .every(({ property, equals, orAbsent, absent, matches, pair }) => {
      if (pair) {
        // Beside the item that the source is about, which is the first.
        const name = property.replace('[]', ''),
          before = properties[name];
        properties[name] = [...(Array.isArray(before) ? (before as Json[]) : [{}]), { Key: pair[0], Value: pair[1] }];
        return true;
      }
      if (absent || (orAbsent && !equals)) return true;
      const sample = equals?.[0] ?? (matches === undefined ? 'x' : SAMPLES.find((one) => new RegExp(matches).test(one)));
      if (sample === undefined) return false;
      put(properties, property, sample);
      return true;
    });
}

export const KEY_ARN: JsonObject = { 'Fn::GetAtt': ['Key', 'Arn'] };
export const TARGET_ARN: JsonObject = { 'Fn::GetAtt': ['Target', 'Arn'] };

/** The encrypted resource of a row, under a key. */
export function targetResource({ type, keyProperty }: EncryptedTarget, key: Json, where: readonly SourceCondition[] = []): JsonObject {
  const properties: Properties = {};
  if (keyProperty !== undefined) put(properties, keyProperty, key);
  if (type === 'AWS::S3::Bucket')
    put(properties, 'BucketEncryption.ServerSideEncryptionConfiguration[].ServerSideEncryptionByDefault.SSEAlgorithm', 'aws:kms');
  fulfil(properties, where);
  return { Type: type, Properties: properties };
}

const substituted = (json: Json): Json => {
  if (typeof json === 'string') return json.includes('${AWS::') ? { 'Fn::Sub': json } : json;
  if (Array.isArray(json)) return (json as readonly Json[]).map(substituted);
  return typeof json === 'object' && json !== null
    ? Object.fromEntries(Object.entries(json as JsonObject).map(([name, value]) => [name, substituted(value)]))
    : json;
};

/** The statements of a row as they stand in a key policy. */
export function documented(statements: readonly KeyStatement[], principal: string, element: 'Service' | 'AWS'): readonly JsonObject[] {
  return statements.map(({ actions, condition }) => ({
    Effect: 'Allow',
    Principal: { [element]: substituted(principal) },
    Action: actions,
    Resource: '*',
    ...(Object.keys(condition).length === 0 ? {} : { Condition: substituted(condition as unknown as Json) }),
  }));
}

const ROOT: JsonObject = {
  Effect: 'Allow',
  Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
  Action: 'kms:*',
  Resource: '*',
};
export const keyWith = (...statements: readonly JsonObject[]): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [ROOT, ...statements] } },
});
