/** Policies as objects that are read once and asked, and their answers: decisions with reasons as data. */
import type { Access } from './access.js';
import type { Address } from './files.js';
import type { Nobody, PolicyPlace, RequestPrincipal, Statement, Unknown } from './statement.js';
import type { Answer, Fact, ResourceId, Text, Value } from './values.js';

/** A policy as it stands in one scenario: its document folded, or absent, or not to be known. */
export interface WrittenPolicy {
  readonly document: Fact<Value>;
  readonly at: Address;
}

/** An answer with its reasons, in the order in which they count; they are worked out when first read. */
export interface Decision {
  readonly answer: Answer;
  readonly reasons: readonly Reason[];
}

/**
 * What is known of a request beside what principal, action and route decide: what it sends under a condition key, in lower case, or that it
 * sends nothing.
 */
export type Sent = ReadonlyMap<string, readonly Text[] | 'absent'>;

/**
 * direct: the caller calls KMS itself. cloudformation: it deploys a stack, and CloudFormation calls on its behalf, which is the one service
 * that puts key policies.
 * any: through whatever service, which sets kms:ViaService and the like.
 */
export type Route = 'direct' | 'cloudformation' | 'any';

export interface Request {
  readonly principal: RequestPrincipal | Nobody;
  /** `kms:Decrypt` */
  readonly action: string;
  readonly route: Route;
  readonly sends?: Sent;
  /** Whether this statement alone lets it; what denies it counts all the same. */
  readonly by?: Statement;
}

/** Two account ids that may be one. own: it is that of the key's stack. */
export type AccountPair = readonly { readonly account: Text; readonly own: boolean }[];

/** What is not known of a statement that may match. */
export type Doubt =
  | { readonly about: 'effect' | 'principal' | 'action' | 'resource' | 'statement' }
  | { readonly about: 'condition'; readonly conditionKeys: readonly string[] }
  | { readonly about: 'account'; readonly accounts: AccountPair }
  | { readonly about: 'whole-statement'; readonly why: Unknown };

/** The element for which a statement that seems to let somebody in does not. */
export type Obstacle =
  | { readonly element: 'Action' | 'Resource'; readonly fault: 'missing' }
  | { readonly element: 'Action'; readonly fault: 'not-across-accounts' }
  | { readonly element: 'Resource'; readonly fault: 'another-resource' }
  | { readonly element: 'Condition'; readonly conditionKeys: readonly string[] }
  /** Its own condition or one of these Deny statements: which, only the request tells. */
  | { readonly element: 'outcome'; readonly condition: boolean; readonly denies: readonly Statement[] };

/**
 * Why, as data: what is told of an answer, with all that is told and nothing besides. words/ says it. action: `kms:*` stands for every
 * action.
 */
export type Reason = { readonly at: PolicyPlace } & (
  | { readonly kind: 'allows' | 'denies'; readonly statement: Statement; readonly action: string; readonly principal: RequestPrincipal }
  /** to: a principal that is let in by IAM policies of its account; own: whether that is the key's. */
  | {
      readonly kind: 'delegates-to-iam';
      readonly statement: Statement;
      readonly action: string;
      readonly to?: { readonly principal: RequestPrincipal; readonly account: Text | undefined; readonly own: boolean };
    }
  | { readonly kind: 'no-statement'; readonly action: string; readonly principal: RequestPrincipal }
  | { readonly kind: 'no-way-in'; readonly for: 'every-account' | 'another-account' }
  /** It would allow the action but for one element. */
  | {
      readonly kind: 'near-miss';
      readonly statement: Statement;
      readonly action: string;
      readonly principal: RequestPrincipal;
      readonly obstacle: Obstacle;
    }
  | { readonly kind: 'other-account'; readonly statement: Statement; readonly action: string; readonly account: Text }
  /** It names the principal of another account, which can do nothing by it. */
  | { readonly kind: 'shut-out'; readonly statement: Statement; readonly principal: RequestPrincipal; readonly obstacle: Obstacle }
  /** It may do so: what is not known, only the deployment or the request decides. */
  | { readonly kind: 'may-allow' | 'may-either'; readonly statement: Statement; readonly action: string; readonly doubt: Doubt }
  | {
      readonly kind: 'may-deny';
      readonly statement: Statement;
      readonly action: string;
      readonly principal: RequestPrincipal;
      readonly doubt: Doubt;
    }
  | { readonly kind: 'refused'; readonly refusal: Refusal }
  | { readonly kind: 'same-account'; readonly accounts: AccountPair }
  | { readonly kind: 'account-unknown' | 'role-of-service' | 'no-principal'; readonly principal: Text }
  /** Whether the principals that can manage the key are two. */
  | { readonly kind: 'different-managers' }
  /** What lets the only one in who can manage the key. */
  | { readonly kind: 'only-one-manager'; readonly by: Reason }
  /** Questions that no key policy decides. */
  | { readonly kind: 'no-such-action' | 'not-by-key-policy' | 'needs-alias-policy' | 'not-across-accounts'; readonly action: string }
);

/** What KMS refuses, by a name that stays. odd: KMS takes it all the same. statement: counted from 0. */
export type Refusal = { readonly at: PolicyPlace; readonly odd?: true } & (
  | { readonly fault: 'not-json' | 'not-an-object' | 'no-statements' }
  | { readonly fault: 'bad-version'; readonly version: string }
  /** Without a statement it is one of the policy. */
  | { readonly fault: 'unknown-element'; readonly element: string; readonly statement?: number }
  | { readonly fault: 'both-elements'; readonly elements: readonly [string, string]; readonly statement: number }
  | { readonly fault: 'statement-not-an-object' | 'no-effect' | 'no-principal' | 'names-nobody'; readonly statement: number }
  /** effect: undefined where it is no text. */
  | { readonly fault: 'bad-effect'; readonly effect: string | undefined; readonly statement: number }
  /** operator: of which the value is no object; undefined of the Condition itself. */
  | { readonly fault: 'condition-not-an-object'; readonly operator?: string; readonly statement: number }
  | { readonly fault: 'bad-operator'; readonly operator: string; readonly statement: number }
  | { readonly fault: 'set-operator'; readonly conditionKey: string; readonly statement: number }
  | { readonly fault: 'bad-principal'; readonly principal: Statement['principals'][number]; readonly of: Statement }
  | { readonly fault: 'too-large'; readonly bytes: number; readonly most: number }
  | { readonly fault: 'bad-character'; readonly character: string }
  | { readonly fault: 'duplicate-sid'; readonly sid: string }
);

/** A statement that can never have an effect. The names of the faults stand in fingerprints. */
export interface IneffectiveStatement {
  readonly statement: Statement;
  readonly part: 'action' | 'resource' | 'principal' | 'condition';
  readonly fault:
    | 'no action'
    | 'no resource'
    | 'another resource'
    | 'no such action'
    | 'not for this kind of key'
    | 'not across accounts'
    | 'no such principal'
    | 'key never carried'
    | 'value never carried'
    | 'conditions never hold';
  /** Where the part is written. */
  readonly at: PolicyPlace;
  /** Nothing but its Resource keeps it from having an effect. */
  readonly byResource: boolean;
  /** The condition key that is to blame, as written. */
  readonly conditionKey: string | undefined;
  /** The actions that the fault is about. */
  readonly actions: readonly string[];
  /** What of the key's kind its actions do not work on: `['KeySpec', 'RSA_2048']`. */
  readonly keyFacts: readonly (readonly [property: string, value: string])[];
  /** Tells it from the other statements, wherever it stands: its Sid, else its actions. For fingerprints. */
  readonly name: string;
}

/** The actions that work on a key and that IAM policies of its account cannot grant. */
export interface NotDelegated {
  /** Those that matter most come first. */
  readonly actions: readonly string[];
  readonly certain: boolean;
  /** Whether some of them no statement allows, so that an Allow helps. */
  readonly unallowed: boolean;
  /** The statements that deny some of them. */
  readonly denies: readonly Statement[];
  readonly reasons: readonly Reason[];
}

/**
 * The first difference between two policies of a key in what anybody may do. unreadable: KMS refuses one of them, so that nobody can tell.
 */
export type AccessDifference =
  { readonly is: 'unreadable' } | { readonly is: 'access'; readonly action: string; readonly principal: RequestPrincipal };

/** How large KMS gets a policy, minified and in UTF-8. exact: nothing of it is left to the deployment, else it has these bytes at least. */
export interface PolicySize {
  readonly bytes: number;
  readonly exact: boolean;
}

/** The answers of a key policy that need no question. */
export interface Verdicts {
  /** An IAM policy in the key's own account is enough for kms:PutKeyPolicy, by a principal that the key policy does not name. */
  readonly rootTrust: Decision;
  /** The same for every action on the key. */
  readonly fullRootTrust: Decision;
  /** Some principal of the own account can call kms:PutKeyPolicy. */
  readonly manageable: Decision;
  /** Manageable without depending on one role or user that can be deleted. */
  readonly durable: Decision;
  /** An unbounded set of foreign principals can do something. */
  readonly public: Decision;
  /** Some foreign principal can do something; services do not count. */
  readonly crossAccount: Decision;
}

/**
 * One key's policy in one scenario: read when first asked, and then for all keys with the same content. Each answer is worked out when
 * first asked for.
 */
export interface KeyPolicy extends WrittenPolicy, Verdicts {
  /**
   * Whether KMS takes it, as far as can be told. Of one that it refuses nobody knows who gets what: only invalid-key-policy speaks of it.
   */
  readonly accepted: boolean;
  /** Whether KMS can read it; otherwise it lets nobody do anything, and the statements are those that can be read all the same. */
  readonly readable: boolean;
  readonly statements: readonly Statement[];
  /** What KMS refuses in it, and what is odd. */
  readonly refusals: readonly Refusal[];
  readonly size: PolicySize;
  readonly ineffective: readonly IneffectiveStatement[];
  readonly notDelegated: NotDelegated;
  /** Who may do what, as far as the policy goes: the rows of `access`. */
  readonly access: Access;

  /** May the principal do the action. */
  readonly decide: (request: Request) => Decision;
  /** Is an IAM policy of the key's own account enough for the action, directly or through a service. */
  readonly delegatesToIam: (action: string) => Decision;
  /**
   * The caller that an ARN, or the text that CloudFormation makes of a GetAtt, stands for. iam: whether its own IAM policies allow
   * everything, or nothing.
   */
  readonly principal: (text: Text, iam: boolean) => RequestPrincipal | Nobody;
  /** Where a place of a reason lies. */
  readonly place: (at: PolicyPlace) => Address;
  /** The same key with another document. */
  readonly with: (document: Value) => KeyPolicy;
  /**
   * Whether anybody may do other things by the other policy of the same key: the proof of a safe fix.
   * @param granted whether IAM policies of the app give a principal an action for certain: then the key policy need not give it itself
   */
  readonly differenceTo: (other: KeyPolicy, granted?: (principal: Text, action: string) => boolean) => AccessDifference | undefined;
}

/** What a policy of others than keys says of a request: the statements that allow it, and those that deny it, for certain or perhaps. */
export interface Permission {
  readonly answer: Answer;
  /** Whether one of its Deny statements is met: that beats whatever allows the request. */
  readonly denied: Answer;
  readonly allows: readonly Statement[];
  readonly denies: readonly Statement[];
}

/** A policy of a role, user or group, or one that is attached to them. */
export interface IamPolicy {
  readonly statements: readonly Statement[];
  /**
   * May whoever has this policy do the action on the resource. sends: what is known of the request; without it a condition leaves the
   * answer open.
   * @param action `kms:Decrypt` · @param resource an ARN as far as it is known
   */
  readonly allows: (action: string, resource: Text, sends?: Sent) => Permission;
}

/** The policy of a bucket, queue, topic or secret: who may use the data, from which account. */
export interface ResourcePolicy {
  readonly of: ResourceId;
  readonly statements: readonly Statement[];
  /** On any part of the resource. @param action `s3:GetObject` */
  readonly allows: (principal: RequestPrincipal, action: string, sends?: Sent) => Permission;
}
