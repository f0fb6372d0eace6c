/** Physical names: what a template creates under a name of its own choice, and what a text is the name of. */
import { objectOf } from '../core/json.js';
import type { Address, JsonObject, Json } from '../types/files.js';
import type { Named, NamedKind } from '../types/facts.js';
import type { Text } from '../types/values.js';
import { foldText, type Scope } from './fold.js';
import { arnOf, literal, splitText, text } from '../core/text.js';
import { inside } from '../core/value.js';

/**
 * The property that names a resource of each type
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html).
 */
const NAMING: Readonly<Record<string, { readonly kind: NamedKind; readonly property: string }>> = {
  'AWS::IAM::Role': { kind: 'role', property: 'RoleName' },
  'AWS::IAM::User': { kind: 'user', property: 'UserName' },
  'AWS::IAM::ManagedPolicy': { kind: 'policy', property: 'ManagedPolicyName' },
  'AWS::KMS::Alias': { kind: 'alias', property: 'AliasName' },
  'AWS::S3::Bucket': { kind: 'bucket', property: 'BucketName' },
  'AWS::SNS::Topic': { kind: 'topic', property: 'TopicName' },
  'AWS::SQS::Queue': { kind: 'queue', property: 'QueueName' },
  'AWS::Lambda::Function': { kind: 'function', property: 'FunctionName' },
  'AWS::SecretsManager::Secret': { kind: 'secret', property: 'Name' },
  'AWS::SSM::Parameter': { kind: 'parameter', property: 'Name' },
};
/** Names that mean the same in every Region of an account, and those that mean the same in every account. */
const GLOBAL: ReadonlySet<NamedKind> = new Set(['role', 'user', 'policy']);
const EVERYWHERE: ReadonlySet<NamedKind> = new Set(['bucket']);

export const isRegional = (kind: NamedKind): boolean => !GLOBAL.has(kind) && !EVERYWHERE.has(kind);
export const isOfAccount = (kind: NamedKind): boolean => !EVERYWHERE.has(kind);
export const hasPath = (kind: NamedKind): boolean => GLOBAL.has(kind);

/** The property of a resource that gives it its own name. */
export function namingProperty(type: string): string | undefined {
  return NAMING[type]?.property;
}

/** What one resource creates under a name that others can know; undefined where it has a generated name. */
export function namedIn(
  logicalId: string,
  type: string,
  resource: JsonObject,
  at: Address,
  scope: Scope,
  conditional: boolean,
): Named | undefined {
  const naming = NAMING[type];
  const properties = objectOf(resource['Properties']);
  const written: Json | undefined = naming && properties[naming.property];
  const name = written === undefined ? undefined : foldText(written, scope);
  if (!naming || !name || name.length === 0) return undefined;
  const path = properties['Path'] === undefined ? ['/'] : foldText(properties['Path'], scope);
  const value = naming.kind === 'parameter' && properties['Value'] !== undefined ? foldText(properties['Value'], scope) : undefined;
  return {
    kind: naming.kind,
    logicalId,
    name,
    ...(hasPath(naming.kind) && path ? { path } : {}),
    ...(value ? { value } : {}),
    at: inside(at, 'Properties', naming.property),
    conditional,
  };
}

/** What a text names. name: of roles, users and policies with the path before it where the text is an ARN (`bare` is unset). */
export interface NameReference {
  readonly kind: NamedKind;
  readonly name: Text;
  /** It is a name without a path, though the thing may have one. */
  readonly bare: boolean;
  readonly account?: Text;
  readonly region?: Text;
}

const IAM_KINDS: Readonly<Record<string, NamedKind>> = { role: 'role', user: 'user', policy: 'policy' };

/** @param of what the place of the text takes the name of, where it is no ARN */
export function nameReferenceIn(written: Text, of?: NamedKind): NameReference | undefined {
  const arn = arnOf(written);
  if (!arn) {
    const [head] = written;
    if (typeof head === 'string' && head.startsWith('alias/'))
      return head.startsWith('alias/aws/') ? undefined : { kind: 'alias', name: written, bare: true };
    return of && written.length > 0 ? { kind: of, name: written, bare: true } : undefined;
  }
  const { account, region, resource } = arn;
  const place = { bare: false, account, region };
  switch (literal(arn.service)) {
    case 'iam': {
      const [type, name] = splitText(resource, '/', 2);
      const kind = IAM_KINDS[(type && literal(type)) ?? ''];
      return kind && name ? { kind, name, bare: false, account } : undefined;
    }
    case 's3': {
      const [bucket] = splitText(resource, '/', 2);
      return bucket && { kind: 'bucket', name: bucket, bare: false };
    }
    case 'sns':
      return { kind: 'topic', name: splitText(resource, ':', 2)[0] ?? [], ...place };
    case 'sqs':
      return { kind: 'queue', name: resource, ...place };
    case 'lambda': {
      const [type, name] = splitText(resource, ':', 3);
      return type && name && literal(type) === 'function' ? { kind: 'function', name, ...place } : undefined;
    }
    case 'kms': {
      const [type, name] = splitText(resource, '/', 2);
      return type && name && literal(type) === 'alias' && !literal(name)?.startsWith('aws/')
        ? { kind: 'alias', name: text('alias/', name), ...place }
        : undefined;
    }
    case 'ssm': {
      const [type, name] = splitText(resource, '/', 2);
      return type && name && literal(type) === 'parameter' ? { kind: 'parameter', name: text('/', name), ...place } : undefined;
    }
    default:
      return undefined;
  }
}
