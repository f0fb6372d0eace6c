/** What would remove a finding, as data: what it changes, and the edits that do so. words/fix.ts says it. */
import type { KeyProperty } from '../reference/key-usage.js';
import type { Edit, Safety } from '../types/rule.js';
import type { Statement } from '../types/statement.js';

/** parts: all that is done, in the order in which it is told. */
export interface Remedy {
  /**
   * root-trust: the account's IAM policies get their say; break: an edge of a cycle goes; reference: the key becomes the nearest legal one;
   * grant: the key policy names who is granted; service-access, role-access: who must use the key may.
   */
  readonly kind: 'root-trust' | 'break' | 'reference' | 'grant' | 'service-access' | 'role-access';
  readonly parts: readonly [RemedyPart, ...RemedyPart[]];
  readonly edits: readonly Edit[];
  readonly safety: Safety;
}

export type RemedyPart =
  /** The statement for the account's root: written anew, made to mean this key, or made to allow everything. */
  | { readonly kind: 'add-root-statement' | 'let-root-statement-mean-key' | 'widen-root-statement' }
  /** The condition of the statement for the account's root goes. */
  | { readonly kind: 'remove-root-condition' }
  /** A statement of the key policy names those whom IAM policies of the app grant something. */
  | { readonly kind: 'name-granted'; readonly actions: readonly string[] }
  /** Statements that deny: all actions to the account's IAM policies, or only kms:PutKeyPolicy. */
  | { readonly kind: 'delete-denies'; readonly statements: readonly Statement[]; readonly of: 'all' | 'kms:PutKeyPolicy' }
  | { readonly kind: 'leave-lockout-bypass-out' }
  /** A principal leaves the key policy. granted: an IAM policy of the app gives it the same. */
  | { readonly kind: 'leave-principal-out'; readonly granted: boolean }
  | { readonly kind: 'name-account-instead'; readonly account: string }
  | { readonly kind: 'write-resource-star' }
  | { readonly kind: 'name-source-account' }
  /** to: undefined where the property goes. */
  | { readonly kind: 'set-property'; readonly property: KeyProperty; readonly to: string | number | boolean | undefined }
  | { readonly kind: 'let-service-use-key'; readonly service: string }
  /** A statement that is there for the service allows more actions, or has a condition that its requests fulfil. */
  | { readonly kind: 'allow-service-more'; readonly statement: Statement; readonly actions: readonly string[] }
  | { readonly kind: 'fit-condition'; readonly statement: Statement; readonly service: string }
  | { readonly kind: 'let-role-use-key'; readonly actions: readonly string[] };
