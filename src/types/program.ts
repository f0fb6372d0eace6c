/** The program that rules look at: keys with their policies, links between stacks, uses, calls. */
import type { ExternalKey } from './config.js';
import type { LinkKind, Resource, TemplateFacts } from './facts.js';
import type { Address, Json, JsonObject, Place } from './files.js';
import type { Answer, Env, Fact, ResourceId, Scenario, StackId, Text, Value } from './values.js';

/**
 * An edge between two stacks, or inside one template between two resources: `from` needs `to`. hard: without `to` the deployment of `from` stops.
 * A stack that needs itself (it imports its own export) has an edge from itself to itself.
 */
export interface Link {
  /** StackIds; inside a template ResourceIds. */
  readonly from: string;
  readonly to: string;
  readonly kind: LinkKind;
  readonly name: string;
  readonly at: Address;
  readonly toAt?: Address;
  /** The resource that has the need; undefined where an output or the manifest has it. */
  readonly by?: ResourceId;
  /** The resource that is needed, where it is known. */
  readonly target?: ResourceId;
  /** The parameter by which the template reads from SSM. */
  readonly parameter?: string;
  readonly hard: boolean;
  readonly holds: Answer;
}

/** A policy as it stands in one scenario: its document folded, or absent, or not to be known. */
export interface Policy {
  readonly kind: 'key' | 'identity';
  readonly owner: ResourceId;
  readonly document: Fact<Value>;
  readonly at: Address;
}

/** An answer with the places that decide it, in the order in which they count. */
export interface Verdict {
  readonly answer: Answer;
  readonly because: readonly { readonly at: Address; readonly text: string }[];
}

/** The six verdicts on a key policy. */
export interface Verdicts {
  /** An IAM policy in the key's own account is enough for kms:PutKeyPolicy, by a principal that the key policy does not name. */
  readonly rootTrust: Verdict;
  /** The same for every action on the key. */
  readonly fullRootTrust: Verdict;
  /** Some principal of the own account can call kms:PutKeyPolicy. */
  readonly manageable: Verdict;
  /** Manageable without depending on one role or user that can be deleted. */
  readonly durable: Verdict;
  /** An unbounded set of foreign principals can do something. */
  readonly public: Verdict;
  /** Some foreign principal can do something; services do not count. */
  readonly crossAccount: Verdict;
}

/** One Allow statement of an IAM policy that names a key of the app. */
export interface IamAllow {
  readonly policy: ResourceId;
  readonly key: ResourceId;
  readonly actions: readonly string[];
  readonly at: Address;
  /** The roles and users that have the policy; undefined where it is attached in a way that is not followed. */
  readonly owners: readonly RoleOrUser[] | undefined;
  /** How the conditions of its template are decided where it is so. */
  readonly scenario: Scenario;
  /** It holds for every request, in every deployment: neither the statement nor the resource has a Condition. */
  readonly always: boolean;
}

/** A role or user of the app. attribute: its ARN as CloudFormation's GetAtt; arn: the same spelt out as far as its name is known. Both are right: what either decides is decided. */
export interface RoleOrUser {
  readonly attribute: Text;
  readonly arn: Text | undefined;
}

/** A call on an imported key that was written in vain (or not), and how we know. */
export interface Call {
  readonly method: string;
  /** How the key is named at its import: an ARN, an alias, an expression. */
  readonly key: string;
  readonly stack?: StackId;
  readonly constructPath?: string;
  readonly effective: Answer;
  readonly statement?: Json;
  readonly at: Place;
  /** Where the key is imported: one line may be reached by several imports. */
  readonly importedAt?: readonly Place[];
  /** The other keys that the same line is called on, named as `key` is. */
  readonly otherKeys?: readonly string[];
  readonly by: 'source' | 'recorder' | 'warning';
  /** Something in the templates uses the key, so the call was meant. */
  readonly used?: boolean;
  /** Where the app makes the key itself that is imported here, so that there was no need to import it. */
  readonly ownKey?: Place;
  /** Of a call in the source: how the key is imported, and of a grant to whom. */
  readonly imported?: string;
  readonly grantee?: string;
  /** CDK's acknowledgement id, where CDK itself warned. */
  readonly warning?: string;
  readonly message?: string;
  /** The trace that CDK or the recorder wrote with it. */
  readonly trace?: readonly string[];
}

/** A look-up of a key by its alias (`Key.fromLookup`), as the manifest or the context tells of it. */
export interface KeyLookup {
  /** The context key. */
  readonly key: string;
  readonly alias: string;
  readonly account: string;
  readonly region: string;
  /** failed: the provider's error is in the context; placeholder: CDK's made-up key id is saved there as if it were an answer. */
  readonly outcome: 'found' | 'missing' | 'failed' | 'placeholder' | 'malformed';
  readonly keyId?: string;
  /** Of failed and malformed: why. */
  readonly reason?: string;
  /** The app provides for it (returnDummyKeyOnMissing). */
  readonly mayBeMissing: boolean;
  readonly at: Address;
}

/** An AWS::KMS::Key or AWS::KMS::ReplicaKey of the app in one scenario of its template's conditions. */
export interface Key {
  readonly id: ResourceId;
  readonly stack: StackId;
  readonly resource: Resource;
  readonly kind: 'key' | 'replica';
  readonly env: Env;
  readonly at: Address;
  /** The conditions that were decided to build this key. */
  readonly scenario: Scenario;
  readonly properties: Readonly<Record<string, Value>>;
  readonly spec: Fact<string>;
  readonly usage: Fact<string>;
  readonly origin: Fact<string>;
  readonly rotation: Fact<boolean>;
  readonly multiRegion: Fact<boolean>;
  readonly policy: Policy;
  /** Judged when first asked for. */
  readonly verdicts: Verdicts;
}

/**
 * Which key a text names. form: how it is named, undefined where only the deployment knows. imported: a key that the app does not make, by its ARN, id, alias,
 * or by what gives it (a parameter, an import from elsewhere); account, region: where the name is looked up.
 */
export type KeyName =
  | { readonly is: 'own'; readonly key: ResourceId; readonly form: KeyForm | undefined }
  | { readonly is: 'aws-managed'; readonly alias: string }
  | { readonly is: 'imported'; readonly name: Text; readonly form: KeyForm | undefined; readonly account: Text; readonly region: Text };
/** Bare id, ARN of the key, name of an alias, ARN of an alias. */
export type KeyForm = 'id' | 'arn' | 'alias' | 'alias-arn';

/** A property of a resource that names a key. path: below Properties, as the table of consuming properties writes it. */
export interface KeyUse {
  readonly by: ResourceId;
  readonly type: string;
  readonly path: string;
  readonly at: Address;
  readonly key: KeyName;
  /** Unknown where conditions of the template decide. */
  readonly holds: 'yes' | 'unknown';
}

/** A key that the app uses and others own. id: the same for all that name it so in one account and Region. */
export interface ImportedKey {
  readonly id: string;
  readonly name: Text;
  readonly form: KeyForm | undefined;
  readonly account: Text;
  readonly region: Text;
  readonly uses: readonly KeyUse[];
}

/** Stacks that need each other. edges: one way round, the shortest, starting at the first stack; cut: the edges to remove. */
export interface Cycle {
  readonly stacks: readonly StackId[];
  readonly edges: readonly Link[];
  readonly breaks: readonly Link[];
  /** Other ways round in the same component, each through an edge of the cut that the one shown does not use. */
  readonly others: readonly (readonly Link[])[];
  readonly holds: Answer;
}

/** A cycle of resources inside one template that goes through a key policy. edges: between resources, starting at the one whose key policy it goes through. */
export interface TemplateCycle {
  readonly stack: StackId;
  /** The key whose policy it is: of the template itself, or of a nested stack below it. */
  readonly key: ResourceId;
  /** What in the key policy needs the next resource. */
  readonly policyAt: Address;
  readonly edges: readonly Link[];
  readonly holds: Answer;
}

export interface Program {
  readonly stacks: ReadonlyMap<StackId, TemplateFacts>;
  /** One for each key and scenario. */
  readonly keys: readonly Key[];
  readonly links: readonly Link[];
  readonly cycles: readonly Cycle[];
  /** Cycles inside templates that go through key policies. */
  readonly templateCycles: readonly TemplateCycle[];
  readonly calls: readonly Call[];
  /** What the IAM policies of the app give on its keys; looked for when first asked. */
  readonly iamAllows: readonly IamAllow[];
  /** Which properties of the app's resources name its keys; looked for when first asked. */
  readonly uses: readonly KeyUse[];
  /** The keys that the app uses and does not make. */
  readonly importedKeys: readonly ImportedKey[];
  readonly context: JsonObject;
  /** What the manifest and the context say of keys that are looked up by alias. */
  readonly lookups: readonly KeyLookup[];
  readonly flags: Readonly<Record<string, Fact<Json>>>;
  /** Keys that others own, as the configuration tells of them. */
  readonly externalKeys: readonly ExternalKey[];
  /** A text with every symbol replaced by what other stacks say of it. */
  readonly resolve: (text: Text) => Text;
  /** The resource that a text names: by Ref, by attribute, through exports, outputs and nested stacks. */
  readonly resource: (text: Text) => Resource | undefined;
  /** A property of a kept resource, folded in a scenario of its template. */
  readonly fold: (value: Json, at: Address, stack: StackId, scenario: Scenario) => Value | undefined;
}
