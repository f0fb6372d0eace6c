/** What a property does with a name that stands in it: whether somebody looks, when the stack is deployed, that the thing is there. */
import type { JsonObject } from '../types/files.js';
import type { NamedKind } from '../types/facts.js';

/**
 * hard: the deployment stops where the thing is not there. every: each value of the property is such a name; else only ARNs and aliases
 * are.
 */
export interface PropertyUse {
  readonly kind: 'physical-name' | 'key-policy-principal';
  readonly of?: NamedKind;
  readonly hard: boolean;
  readonly every: boolean;
  /** The property is a policy: its principals are the names. */
  readonly policy?: true;
}

const names = (of: NamedKind): PropertyUse => ({ kind: 'physical-name', of, hard: true, every: true });
/** Principals in policies that are refused where one of them does not exist. */
const checked: PropertyUse = { kind: 'physical-name', hard: true, every: false, policy: true };

/**
 * Where AWS refuses a name of nothing. Key policies: "The principals in the key policy must exist"
 * (https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html);
 * trust policies and bucket policies likewise
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html); the others answer NoSuchEntity,
 * NoSuchBucket, ResourceNotFound or NotFound (the API references of IAM, S3, Lambda and SNS). A name anywhere else is taken unseen, as far
 * as is known.
 */
const USES: Readonly<Record<string, Readonly<Record<string, PropertyUse>>>> = {
  'AWS::KMS::Key': { KeyPolicy: { ...checked, kind: 'key-policy-principal' } },
  'AWS::KMS::ReplicaKey': { KeyPolicy: { ...checked, kind: 'key-policy-principal' } },
  'AWS::IAM::Role': { AssumeRolePolicyDocument: checked, ManagedPolicyArns: names('policy'), PermissionsBoundary: names('policy') },
  'AWS::IAM::User': { ManagedPolicyArns: names('policy'), PermissionsBoundary: names('policy') },
  'AWS::IAM::Group': { ManagedPolicyArns: names('policy') },
  'AWS::IAM::Policy': { Roles: names('role'), Users: names('user') },
  'AWS::IAM::ManagedPolicy': { Roles: names('role'), Users: names('user') },
  'AWS::IAM::RolePolicy': { RoleName: names('role') },
  'AWS::IAM::UserPolicy': { UserName: names('user') },
  'AWS::IAM::InstanceProfile': { Roles: names('role') },
  'AWS::S3::BucketPolicy': { Bucket: names('bucket'), PolicyDocument: checked },
  'AWS::Lambda::Function': { Role: names('role') },
  'AWS::Lambda::Permission': { FunctionName: names('function') },
  'AWS::Lambda::EventSourceMapping': { FunctionName: names('function') },
  'AWS::SNS::Subscription': { TopicArn: names('topic') },
  'AWS::SNS::TopicPolicy': { Topics: names('topic') },
};

export function propertyUseOf(type: string, property: string): PropertyUse | undefined {
  return USES[type]?.[property];
}

/** Properties in which a name asks for nothing: what a program or a person reads later. */
const SILENT: ReadonlySet<string> = new Set(['Environment', 'Tags', 'Description', 'UserData', 'DashboardBody', 'Metadata']);
export const isSilent = (property: string): boolean => SILENT.has(property);

interface Looked {
  readonly use: PropertyUse | undefined;
  readonly quiet: boolean;
}

/**
 * Of a statement of a policy: how its Principal or NotPrincipal is to be looked at, and how its other elements. Only principals are names
 * of things that must be there; an IAM policy may speak of what does not exist.
 */
export function statementParts<L extends Looked>(json: JsonObject, look: L): { readonly principal: L; readonly other: L } | undefined {
  if (typeof json['Effect'] !== 'string' || (json['Action'] === undefined && json['NotAction'] === undefined)) return undefined;
  return {
    principal: { ...look, use: { kind: 'physical-name' as const, hard: false, ...look.use, every: true }, quiet: false },
    other: { ...look, use: undefined, quiet: true },
  };
}
