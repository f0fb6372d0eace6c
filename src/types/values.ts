/** What can be known: three-valued answers, facts, and CloudFormation values folded as far as they go. */
import type { Address } from './files.js';

/** Assembly path, '#' and artifact id; for a nested stack the parent's id, '/' and the logical id of its AWS::CloudFormation::Stack. */
export type StackId = string;

/** StackId, '#' and the logical id. Links between things are ids, never references, so that facts stay plain data. */
export type ResourceId = string;

/** Unknown is a third answer, and never a violation. */
export type Answer = 'yes' | 'no' | 'unknown';

/**
 * How sure it is that something is there: what is not is not told at all. possible: a condition, a parameter or the environment decides.
 */
export type Certainty = 'certain' | 'possible';

/**
 * Why a value is not known: the intrinsic function that makes it, the condition or the list parameter that decides it, properties that
 * cannot be read at all, or a replica that has it from its primary key.
 */
export type Unfolded =
  | { readonly of: 'function' | 'condition' | 'parameter'; readonly name: string }
  | { readonly of: 'properties' | 'primary-key' }
  /** The text depends on what only the deployment knows. */
  | { readonly of: 'text'; readonly text: Text }
  /** The value is of a type that the property does not take. */
  | { readonly of: 'type' };

export type Fact<T> =
  | { readonly is: 'known'; readonly value: T; readonly at: Address }
  | { readonly is: 'absent' }
  | { readonly is: 'unknown'; readonly at: Address; readonly why: Unfolded };

/**
 * Something that only the deployment knows. Two symbols with the same `of`, `name` and `scope` have the same value.
 * scope: the StackId for parameters, refs and attributes; the environment (see `envKey`) for pseudo parameters, imports and dynamic
 * references.
 * name: `AWS::AccountId` · the parameter · the export's name · the logical id (ref) · `LogicalId.Attribute` (attribute) · a canonical text
 * of anything else.
 */
export interface Sym {
  /** request: what the request under question carries, which only its caller knows. */
  readonly of: 'pseudo' | 'parameter' | 'import' | 'output' | 'ref' | 'attribute' | 'dynamic' | 'request' | 'other';
  readonly name: string;
  readonly scope: string;
}

/** A string as far as it is known: literal pieces and symbols. Neighbouring literals are joined; the empty string is []. */
export type Text = readonly (string | Sym)[];

/** A CloudFormation value folded as far as it can be known: no intrinsic is left, each node knows where it is written. */
export type Value =
  | { readonly is: 'text'; readonly text: Text; readonly at: Address }
  | { readonly is: 'scalar'; readonly value: number | boolean | null; readonly at: Address }
  | { readonly is: 'list'; readonly items: readonly Value[]; readonly at: Address }
  | { readonly is: 'map'; readonly entries: Readonly<Record<string, Value>>; readonly at: Address }
  | { readonly is: 'unknown'; readonly why: Unfolded; readonly at: Address };

/** Which way each condition of a template is decided; a condition that is not named is not decided. */
export type Scenario = Readonly<Record<string, boolean>>;

/** The account, Region and partition of a stack: literals where the assembly says them, else symbols of the environment. */
export interface Env {
  readonly account: Text;
  readonly region: Text;
  readonly partition: Text;
}

/** How a key is named: bare id, ARN of the key, name of an alias, ARN of an alias. */
export type KeyForm = 'id' | 'arn' | 'alias' | 'alias-arn';

/**
 * Which key a text names. form: how it is named, undefined where only the deployment knows. imported: a key that the app does not make, by
 * its ARN, id, alias,
 * or by what gives it (a parameter, an import from elsewhere); account, region: where the name is looked up.
 */
export type KeyName =
  | { readonly is: 'own'; readonly key: ResourceId; readonly form: KeyForm | undefined }
  | { readonly is: 'aws-managed'; readonly alias: string }
  | { readonly is: 'imported'; readonly name: Text; readonly form: KeyForm | undefined; readonly account: Text; readonly region: Text };
