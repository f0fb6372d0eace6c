/** Who must be able to use a key so that something of the app works. */
import type { Address } from './files.js';
import type { Resource } from './facts.js';
import type { IamPolicy, Sent } from './policy.js';
import type { KeyName } from './values.js';
import type { Answer, ResourceId, Text } from './values.js';

/** What all required access has. */
export interface RequiredUse {
  readonly key: KeyName;
  /** Where the key is named. */
  readonly keyAt: Address;
  /** The resource that the key encrypts, or that uses it. */
  readonly target: ResourceId;
  /** What reaches the target; the target itself where the service uses the key for it, the IAM policy where a role has a right on it. */
  readonly source: ResourceId;
  /** Where the source names the target. */
  readonly at: Address;
  /** Sets of `kms:` actions, any one of which is enough. */
  readonly enough: readonly (readonly string[])[];
  readonly sent: Sent;
  /** When a person notices that it is missing. */
  readonly failsAt: 'deploy' | 'runtime' | 'runtime-silent' | 'unknown';
  readonly atMost: 'error' | 'note';
  /** How sure the row of the reference tables is. */
  readonly confidence: 'high' | 'medium' | 'low';
  /** possible: conditions of the template decide whether it is so. */
  readonly certainty: 'certain' | 'possible';
}

/** A service must use a key as itself. */
export interface ServiceAccess extends RequiredUse {
  readonly kind: 'service' | 'service-linked-role' | 'impossible';
  /** Any of these names is the service: a service principal, or the ARN of a service-linked role. Empty where nothing makes it work. */
  readonly principals: readonly Text[];
  /** Actions that the rights of whoever deploys may do for, where the key policy lets the account's IAM decide. */
  readonly callerMay: readonly string[];
  /** CDK's constructs add the statement by themselves, where the key is one of the app. */
  readonly byCdk: boolean;
  /** The statements to propose, without Principal and Resource. */
  readonly statements: readonly {
    readonly actions: readonly string[];
    readonly condition: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
  }[];
}

/** A role of the app must be able to use a key. */
export interface RoleAccess extends RequiredUse {
  /** delivery: a service reaches the target with the role; data-right: an IAM policy gives the role a right on the target. */
  readonly kind: 'delivery' | 'data-right';
  /** The role as the template names it, and where it is one of the app. */
  readonly role: { readonly text: Text; readonly resource: ResourceId | undefined };
  /** Of data rights: the actions as the policy writes them that need the key. */
  readonly rights: readonly string[];
}

/** One policy of a role, read. */
export interface HeldPolicy {
  readonly policy: IamPolicy;
  /** Whatever the conditions of the templates are. */
  readonly certain: boolean;
  /** The resource in which it stands; undefined where AWS manages it. */
  readonly by: ResourceId | undefined;
}

/** The policies of a role of the app, read. */
export interface RolePolicies {
  readonly role: Resource;
  /** Its ARN spelt out, as far as its name is known: a key policy may name it so. */
  readonly arn: Text | undefined;
  readonly account: Text;
  readonly policies: readonly HeldPolicy[];
  /** Whether there is nothing beside these, as far as the app goes. */
  readonly complete: boolean;
  /** The boundary where it can be read: what it does not give, no policy of the role gives. */
  readonly boundary: HeldPolicy | undefined;
  /** Whether a boundary that nobody can read here may take away what they give. */
  readonly bounded: boolean;
  /** What they give on a resource, whose Deny statements count: unknown where a policy is not known, or is there in some scenarios only. */
  readonly allows: (action: string, resource: Text, sends: Sent) => Answer;
}

/** Each list is worked out when first asked for. */
export interface RequiredAccess {
  readonly services: readonly ServiceAccess[];
  readonly roles: readonly RoleAccess[];
  /** The IAM policies of a role of the app. */
  readonly policiesOf: (role: ResourceId) => RolePolicies | undefined;
}
