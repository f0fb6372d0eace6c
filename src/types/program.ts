/** The program that rules look at: keys with their policies, links between stacks, uses, calls. */
import type { ExternalKey } from './config.js';
import type { Resource, TemplateFacts } from './facts.js';
import type { Address, Json, JsonObject, Place } from './files.js';
import type { KeyPolicy } from './policy.js';
import type { RequiredAccess } from './required-access.js';
import type { Answer, Certainty, Env, Fact, ResourceId, Scenario, StackId, Text, Value, KeyForm, KeyName } from './values.js';

/**
 * An edge between two stacks, or inside one template between two resources: `from` needs `to`.
 * A stack that needs itself (it imports its own export) has an edge from itself to itself.
 */
export type Link = DeclaredLink | NamingLink | SsmLink | InnerLink;

interface Edge {
  /** StackIds; of an inner link ResourceIds. */
  readonly from: string;
  readonly to: string;
  /** What the one asks the other for: an export, an output, a parameter, a resource; of a declared order the other stack. */
  readonly name: string;
  readonly at: Address;
  /** Without `to` the deployment of `from` stops. */
  readonly hard: boolean;
  readonly certainty: Certainty;
}

/** An order that the manifest declares. */
export interface DeclaredLink extends Edge {
  readonly kind: 'manifest';
  readonly by?: never;
  readonly target?: never;
  readonly toAt?: never;
}

/** What one stack takes from another. */
interface CrossStack extends Edge {
  /** Where the other stack provides it. */
  readonly toAt: Address;
  /** The resource that has the need; undefined where an output has it. */
  readonly by?: ResourceId;
  /** The resource that is needed, where it is known. */
  readonly target?: ResourceId;
}

/** Something of another stack by a name: an export, an output, a name that is spelt out. */
export interface NamingLink extends CrossStack {
  readonly kind: 'import' | 'stack-output' | 'cross-region-export' | 'physical-name' | 'key-policy-principal';
}

/** A parameter of SSM that another stack writes. */
export interface SsmLink extends CrossStack {
  readonly kind: 'ssm-parameter';
  /** The template's parameter by which it is read; undefined where a dynamic reference reads it. */
  readonly parameter?: string;
}

/** Between two resources of one template, of which a nested stack is one. */
export interface InnerLink extends Edge {
  readonly kind: 'reference' | 'depends-on' | 'nested-parameter' | 'nested-output';
  readonly by: ResourceId;
  readonly target: ResourceId;
  readonly toAt?: never;
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

/**
 * A role or user of the app. attribute: its ARN as CloudFormation's GetAtt; arn: the same spelt out as far as its name is known. Both are
 * right: what either decides is decided.
 */
export interface RoleOrUser {
  readonly resource: Resource;
  readonly attribute: Text;
  readonly arn: Text | undefined;
}

/** A no-op call: one on an imported key that CDK drops (or not, where `effective` is yes), by how we know of it. */
export type Call = SourceCall | RecordedCall | WarnedCall;

interface AnyCall {
  readonly method: string;
  /** How the key is named at its import: an ARN, an alias, an expression; its construct path where only that is known. */
  readonly key: string;
  readonly effective: Answer;
  readonly statement?: Json;
  /** Further statements for the same principal that the same call was to add. */
  readonly further?: readonly Json[];
  readonly at: Place;
}

/** Which static method of CDK's imports the key. */
export type ImportKind = 'fromKeyArn' | 'fromLookup' | 'fromAliasName';

/**
 * identity: a role, user, function or the like of the app, which gets the grant through its own IAM policy. foreign: a role of an account
 * that is not the app's.
 */
export type GranteeKind =
  'service' | 'account' | 'arn' | 'anyone' | 'organization' | 'federated' | 'composite' | 'foreign' | 'identity' | 'unknown';

/** As the app's source tells it. */
export interface SourceCall extends AnyCall {
  readonly by: 'source';
  readonly imported: ImportKind;
  /** Of a grant: to whom. */
  readonly grantee?: GranteeKind;
  /** The first of the import's constructs and its stack, where the construct tree tells: one line may make several. */
  readonly stack?: StackId;
  readonly constructPath?: string;
  readonly constructPaths: readonly string[];
  readonly stacks: readonly StackId[];
  /** Where the key is imported: one line may be reached by several imports. */
  readonly importedAt: readonly Place[];
  /** The other keys that the same line is called on, named as `key` is. */
  readonly otherKeys?: readonly string[];
  /** Something in the templates uses the key, so the call was meant. */
  readonly used: boolean;
  /** Where the app makes the key itself that is imported here, so that there was no need to import it. */
  readonly ownKey?: Place;
}

interface NotedCall extends AnyCall {
  readonly stack: StackId;
  readonly constructPath: string;
  /** The trace that was written with it. */
  readonly trace: readonly string[];
}

/** As the recorder saw it while the app ran. */
export interface RecordedCall extends NotedCall {
  readonly by: 'recorder';
  readonly imported?: ImportKind;
  /** Of a grant: to whom. */
  readonly grantee?: GranteeKind;
  /** A construct of CDK made the call for the app: `new SqsSubscription(queue)`. */
  readonly implicit?: true;
  /** Where the app makes the key itself that is imported here, so that there was no need to import it. */
  readonly ownKey?: Place;
  /** CDK's acknowledgement id, where CDK warned of the same call. */
  readonly warning?: string;
}

/** As CDK itself warned of it. */
export interface WarnedCall extends NotedCall {
  readonly by: 'warning';
  /** CDK's acknowledgement id; none before 2.100. */
  readonly warning?: string;
  /** The service that the statement of the warning names: `s3.amazonaws.com`. */
  readonly service?: string;
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
  readonly policy: KeyPolicy;
}

/** A property of a resource that names a key. path: below Properties, as the table of consuming properties writes it. */
export interface KeyUse {
  readonly by: ResourceId;
  readonly type: string;
  readonly path: string;
  readonly at: Address;
  readonly key: KeyName;
  /** Possible where conditions of the template decide. */
  readonly certainty: Certainty;
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
  /** Other ways round in the same component, each through an edge to break that the one shown does not use. */
  readonly others: readonly (readonly Link[])[];
  readonly certainty: Certainty;
}

/**
 * A cycle of resources inside one template that goes through a key policy. edges: between resources, starting at the one whose key policy
 * it goes through.
 */
export interface TemplateCycle {
  readonly stack: StackId;
  /** The key whose policy it is: of the template itself, or of a nested stack below it. */
  readonly key: ResourceId;
  /** What in the key policy needs the next resource. */
  readonly policyAt: Address;
  readonly edges: readonly Link[];
  readonly certainty: Certainty;
}

/**
 * another-resource: a property that takes a key names a resource that is none. alias: an alias has an alias as its target.
 * id: an IAM policy gives actions of KMS on the id of a key, where only an ARN may stand.
 */
export interface MisnamedKey {
  readonly is: 'another-resource' | 'alias' | 'id';
  readonly by: ResourceId;
  readonly path: string;
  readonly at: Address;
  /** What stands there. */
  readonly names: Text;
  /** The resource that it is, where it is one of the app. */
  readonly resource: Pick<Resource, 'id' | 'type'> | undefined;
}

/** stacks: those of the apps whose configuration says it; left out where it holds for all. */
export interface VouchedKey extends ExternalKey {
  readonly stacks?: readonly StackId[];
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
  /** What stands where a key must and is none; looked for when first asked. */
  readonly misnamedKeys: readonly MisnamedKey[];
  /** Who must be able to use which key. */
  readonly requiredAccess: RequiredAccess;
  /** The keys that the app uses and does not make. */
  readonly importedKeys: readonly ImportedKey[];
  readonly context: JsonObject;
  /** What the manifest and the context say of keys that are looked up by alias. */
  readonly lookups: readonly KeyLookup[];
  readonly flags: Readonly<Record<string, Fact<Json>>>;
  /** Keys that others own, as the configuration tells of them. */
  readonly externalKeys: readonly VouchedKey[];
  /** A text with every symbol replaced by what other stacks say of it. */
  readonly resolve: (text: Text) => Text;
  /** The resource that a text names: by Ref, by attribute, through exports, outputs and nested stacks. */
  readonly resource: (text: Text) => Resource | undefined;
  /** A property of a kept resource, folded in a scenario of its template. */
  readonly fold: (value: Json, at: Address, stack: StackId, scenario: Scenario) => Value | undefined;
}
