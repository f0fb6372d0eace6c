/** Who may do what with a key: the rows of the access table. */
import type { PolicyPlace, Unknown } from './statement.js';
import type { Answer, ResourceId, Text } from './values.js';

export type ActionGroup = 'policy' | 'administer' | 'grant' | 'use' | 'read';

export interface AccessRow {
  /** The same for all ways to write one principal. */
  readonly identity: string;
  /** others: everyone but some; root: the root user of the account, who needs no IAM policy; unknown: also whoever fits a pattern. */
  readonly kind: 'everyone' | 'others' | 'account' | 'root' | 'role' | 'user' | 'session' | 'service' | 'unknown';
  /** As written; empty for others. */
  readonly text: Text;
  /** What is known of it where it has no text. */
  readonly why: Unknown | undefined;
  readonly account: Text | undefined;
  /** The role or user of the app that it is. */
  readonly resource: ResourceId | undefined;
  /** others: everyone but these. */
  readonly but: readonly AccessRow[];
  readonly at: PolicyPlace;
}

/** One principal that a key policy means, and what the policy gives it. */
export interface PrincipalAccess extends AccessRow {
  /** Whether it belongs to the key's own account; services belong to none. */
  readonly own: Answer;
  /** The groups of actions that it needs IAM policies of its own for. */
  readonly byIam: readonly ActionGroup[];
  /** The ids of the actions that are allowed for certain, and those that may be. */
  readonly actions: readonly string[];
  readonly perhaps: readonly string[];
  /** By group, the condition keys of each statement that gives some of its actions; none where one without conditions does. */
  readonly conditions: Readonly<Partial<Record<ActionGroup, readonly (readonly string[])[]>>>;
}

export interface ForeignAccount {
  /** A `*` stands for any account that meets the conditions; of a principal of which nobody knows the account, the principal. */
  readonly account: Text;
  /** Whether it is another than the key's own and can do something. */
  readonly foreign: Answer;
  /** `*`: the organizations that an account must belong to. */
  readonly organizations: readonly string[];
  /** `*`: the condition keys that decide. */
  readonly conditions: readonly string[];
}

export interface Access {
  readonly principals: readonly PrincipalAccess[];
  /** By group, whether IAM policies of the account can give some of its actions, and all of them. */
  readonly delegated: Readonly<Record<ActionGroup, { readonly some: Answer; readonly all: Answer }>>;
  /** The other accounts that can do something, in the order of the policy. */
  readonly foreignAccounts: readonly ForeignAccount[];
}
