/** What a policy says, read into one form: its statements, and the principals, actions and conditions in them. */
import type { Address } from './files.js';
import type { Answer, ResourceId, StackId, Text, Unfolded, Value } from './values.js';

/**
 * A place in a policy. With an empty file name it is relative to the policy, so that one evaluation serves all keys with the same content:
 * `/Statement/0`.
 * With a file name it lies elsewhere, in a Mapping or another template.
 */
export type PolicyPlace = Address;

/** Why a part of a policy is not known. folded: CloudFormation's values do not tell it. */
export type Unknown =
  | { readonly of: 'value'; readonly text: Text }
  /** The policy is a string that only the deployment completes. */
  | { readonly of: 'string' }
  | { readonly of: 'folded'; readonly why: Unfolded };

/** Why KMS takes a principal for nobody. */
export type PrincipalFault =
  | {
      readonly is: 'group' | 'short-account' | 'no-form' | 'no-account' | 'region' | 'wildcard' | 'no-such-arn' | 'no-text' | 'no-kind';
    }
  /** `${…}` that nothing replaces. */
  | { readonly is: 'variable'; readonly written: string }
  /** Ref gives the name of a role or user, not its ARN. */
  | { readonly is: 'ref'; readonly kind: 'role' | 'user' }
  | { readonly is: 'other-partition'; readonly own: string; readonly written: string }
  | { readonly is: 'other-service'; readonly written: string }
  /** The ARN of a role is one of IAM, that of a session one of STS. */
  | { readonly is: 'wrong-service'; readonly kind: ArnKind; readonly service: string; readonly written: string }
  | { readonly is: 'bad-name'; readonly kind: ArnKind; readonly written: string }
  /** A name that no service has. meant: the one that was likely meant. */
  | { readonly is: 'no-service'; readonly why: NoSuchService; readonly meant: string | undefined }
  /** Federated and CanonicalUser exist, but not for KMS. */
  | { readonly is: 'unknown-kind' | 'no-such-kind'; readonly written: string };

/** What stands in the place of the name of a service, or how it is wrong. */
export type NoSuchService = 'wildcard' | 'arn' | 'url' | 'no-domain' | 'other-domain' | 'misspelt' | 'characters';

/** How the ARNs of principals go on. */
export type ArnKind = 'root' | 'role' | 'user' | 'assumed-role' | 'federated-user';

/** One principal as it is written. account: undefined where it cannot be told. resource: the role or user of the app that it is. */
export type PrincipalElement = { readonly at: PolicyPlace; readonly text: Text } & (
  | { readonly is: 'everyone' }
  | { readonly is: 'account'; readonly account: Text }
  | { readonly is: 'entity'; readonly kind: 'role' | 'user' | 'session'; readonly account: Text; readonly resource: ResourceId | undefined }
  /** Somebody of a known account: its root, a role or a user. */
  | { readonly is: 'someone'; readonly account: Text }
  /** The unique id of one role or user, which names no account: `AROA…`. */
  | { readonly is: 'id' }
  | { readonly is: 'service' }
  /** Nobody: a form that KMS refuses or does not know. form: what stands there in the place of a text. */
  | { readonly is: 'nobody'; readonly fault: PrincipalFault; readonly refused: boolean; readonly form?: Value['is'] }
  /** aws: it stands under AWS, so that it is no service. why: where it has no text. */
  | { readonly is: 'unknown'; readonly why?: Unknown; readonly aws?: true }
);

/** Who asks. */
export type RequestPrincipal =
  /** any: a principal of the key's account that the policy does not name and whose IAM policies allow everything; root: the root user. */
  | { readonly is: 'own'; readonly who: 'any' | 'root' }
  /** A role, user or session by its ARN. iam: whether its own IAM policies allow everything, or nothing. */
  | {
      readonly is: 'named';
      readonly text: Text;
      readonly account: Text | undefined;
      readonly kind: 'role' | 'user' | 'session' | 'unknown';
      readonly resource?: ResourceId | undefined;
      readonly iam: boolean;
      /** It is there before this stack is deployed, so that it is no role of it. */
      readonly before?: StackId;
    }
  /**
   * A principal of another account that the policy does not name itself, allowed at home. root: the root user; every: any account whatever
   * is asked about.
   */
  | { readonly is: 'foreign'; readonly account: Text; readonly root?: true; readonly every?: true }
  | { readonly is: 'service'; readonly name: Text };

/** Who cannot be a principal of a key policy, as it is written. */
export interface Nobody {
  readonly is: 'nobody';
  readonly text: Text;
}

/** An answer for each action of KMS, by its index in the table of actions. */
export type ActionAnswers = readonly Answer[];

export interface ActionElement {
  readonly answers: ActionAnswers;
  /** It is NotAction: the answers are about what it leaves. */
  readonly negated: boolean;
  /** As it is written; undefined where nobody can see it. */
  readonly value: Value | undefined;
}

export type ConditionBase =
  'string' | 'string-ignore-case' | 'string-like' | 'arn' | 'bool' | 'numeric' | 'date' | 'ip' | 'binary' | 'null';

/** One condition key under one operator. */
export interface Test {
  /** As written: `StringEquals`, `kms:CallerAccount`. */
  readonly operator: string;
  readonly name: string;
  /** The condition key in lower case: its names know no letter case. */
  readonly key: string;
  /** Undefined: an operator that does not exist, or a value that is not known at all. */
  readonly base: ConditionBase | undefined;
  readonly order: 'equals' | 'less' | 'less-or-equal' | 'greater' | 'greater-or-equal';
  readonly negated: boolean;
  readonly ifExists: boolean;
  readonly set: 'all' | 'any' | undefined;
  readonly values: readonly Text[];
  /** Some value is not known at all. */
  readonly open: boolean;
  /** Both true and false are among the values, so that Bool and Null hold whatever the request carries. */
  readonly eitherWay: boolean;
  /** Whether policy variables are replaced: only under Version 2012-10-17. */
  readonly variables: Answer;
  readonly at: PolicyPlace;
}

export interface Statement {
  /** Counted from 0. */
  readonly index: number;
  readonly at: PolicyPlace;
  readonly sid: string | undefined;
  readonly effect: 'Allow' | 'Deny' | 'unknown';
  readonly principals: readonly PrincipalElement[];
  readonly notPrincipal: boolean;
  /** Undefined where the element is missing: the statement has no effect. */
  readonly actions: ActionElement | undefined;
  readonly resources: { readonly texts: readonly (Text | undefined)[]; readonly not: boolean; readonly at: PolicyPlace } | undefined;
  readonly conditions: readonly Test[];
  readonly conditionsAt: PolicyPlace | undefined;
  /** Nothing can be known of it but that it may be there. */
  readonly opaque: Unknown | undefined;
  /** KMS writes it where a key is made without a policy. */
  readonly implied: boolean;
}
