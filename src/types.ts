/** The vocabulary of kms-lint: the shapes that cross from one room to another. Types only, so that every room may import it. */

// ── Files ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The synchronous file port: the only way in which the tool touches a disk. Paths are absolute or relative to the working directory. */
export interface Files {
  /** The bytes of a file, or undefined where there is none that can be read. */
  read(path: string): Uint8Array | undefined;
  /** The names in a folder in sorted order; empty where there is no such folder. */
  list(dir: string): readonly string[];
  /** The path with symbolic links resolved, or undefined where nothing is there. */
  realpath(path: string): string | undefined;
  /** The time of the last change in milliseconds since 1970, or undefined where nothing is there. */
  modified(path: string): number | undefined;
  /** Writes a file whole or not at all. Throws where that cannot be done. */
  write(path: string, bytes: Uint8Array): void;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
export type JsonObject = { readonly [key: string]: Json };

// ── Names and places ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** Assembly path, '#' and artifact id; for a nested stack the parent's id, '/' and the logical id of its AWS::CloudFormation::Stack. */
export type StackId = string;
/** StackId, '#' and the logical id. Links between things are ids, never references, so that facts stay plain data. */
export type ResourceId = string;
/** A place in a JSON or YAML file, as an RFC 6901 pointer. */
export interface Address {
  readonly file: string;
  readonly pointer: string;
}
/** A place in source text; offsets are UTF-16 code units, the end is exclusive. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}
export type Place = Address | Span;
/** A place that a person can go to. Lines and columns count from 1; the end column is exclusive. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Of a place in a template: the address that was found, the nearest one that is there. */
  readonly pointer?: string;
  /** The source lines around the place, ready to print, with the number of the first. */
  readonly frame?: { readonly firstLine: number; readonly lines: readonly string[] };
}

// ── What can be known ────────────────────────────────────────────────────────────────────────────────────────────────────

/** Unknown is a third answer, and never a violation. */
export type Answer = 'yes' | 'no' | 'unknown';
export type Fact<T> =
  | { readonly is: 'known'; readonly value: T; readonly at: Address }
  | { readonly is: 'absent' }
  | { readonly is: 'unknown'; readonly at: Address; readonly why: string };

/**
 * Something that only the deployment knows. Two symbols with the same `of`, `name` and `scope` have the same value.
 * scope: the StackId for parameters, refs and attributes; the environment (see `envKey`) for pseudo parameters, imports and dynamic references.
 * name: `AWS::AccountId` · the parameter · the export's name · the logical id (ref) · `LogicalId.Attribute` (attribute) · a canonical text of anything else.
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
  | { readonly is: 'unknown'; readonly why: string; readonly at: Address };

/** Which way each condition of a template is decided; a condition that is not named is not decided. */
export type World = Readonly<Record<string, boolean>>;

/** The account, Region and partition of a stack: literals where the assembly says them, else symbols of the environment. */
export interface Env {
  readonly account: Text;
  readonly region: Text;
  readonly partition: Text;
}

// ── Facts of one template ────────────────────────────────────────────────────────────────────────────────────────────────

export interface Resource {
  readonly id: ResourceId;
  readonly stack: StackId;
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Json;
  readonly condition?: string;
  readonly deletionPolicy?: Json;
  readonly updateReplacePolicy?: Json;
  readonly metadata?: Json;
  readonly at: Address;
}

/** How one stack needs another. The kinds are the mechanisms of CDK and CloudFormation. */
export type LinkKind =
  | 'manifest'
  | 'import'
  | 'stack-output'
  | 'cross-region-export'
  | 'ssm-parameter'
  | 'nested-parameter'
  | 'nested-output'
  | 'physical-name'
  | 'key-policy-principal'
  | 'depends-on'
  | 'reference';
/** What a physical name is the name of. */
export type NamedKind = 'role' | 'user' | 'policy' | 'alias' | 'bucket' | 'topic' | 'queue' | 'function' | 'secret' | 'parameter';
/** A thing that a template creates under a name of its own choice. */
export interface Named {
  readonly kind: NamedKind;
  readonly logicalId: string;
  /** As its resource is told the name. */
  readonly name: Text;
  /** The path before the name of a role, user or policy: `/` where there is none. */
  readonly path?: Text;
  /** Of an SSM parameter: what it holds. */
  readonly value?: Text;
  readonly at: Address;
  readonly conditional: boolean;
}
/** A need found in one template whose other end is looked for by the linker: an import, an output, a parameter of SSM, a thing by its name. */
export interface Need {
  readonly kind: LinkKind;
  readonly name: Text;
  readonly at: Address;
  /** Of Fn::GetStackOutput: what it asks for, and where. */
  readonly output?: string;
  readonly region?: Text;
  readonly account?: Text;
  /** What folding makes of it where the other end is not known. */
  readonly symbol?: Sym;
  /** Of a name that is no ARN: what it must be the name of. */
  readonly of?: NamedKind;
  /** Nobody looks whether the other end is there when the stack is deployed. */
  readonly soft?: true;
  /** It stands under a condition that only the deployment decides. */
  readonly conditional: boolean;
}
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
/** A reference from one resource of a template to another that lies on a ring of such references. */
export interface Reference {
  /** Logical ids. */
  readonly from: string;
  readonly to: string;
  readonly kind: 'reference' | 'depends-on';
  /** Of Fn::GetAtt: the attribute. */
  readonly attribute?: string;
  readonly at: Address;
  /** The conditions under which it is there. */
  readonly when: readonly { readonly condition: string; readonly is: boolean }[];
}

/** What is kept of one template after it is parsed: plain, serialisable data. The template itself is dropped. */
export interface StackFacts {
  readonly id: StackId;
  /** As CloudFormation calls it: the target of Fn::GetStackOutput. '' for nested stacks, and for templates by themselves, where nobody knows it. */
  readonly stackName: string;
  /** As people call it: the artifact's display name, `Dev/Keys`; the name of a template by itself without its ending. */
  readonly name: string;
  /** The folder of the manifest that lists it: the same for all stacks of one Stage of one assembly. Of a template by itself, its file. */
  readonly stage: string;
  /** The construct path of the Stage; '' for the App. */
  readonly stagePath: string;
  readonly env: Env;
  readonly file: string;
  /** The construct path of the stack, `Dev/Keys`; construct paths of resources start with it. */
  readonly constructPath: string;
  /** Stacks that the manifest says must be deployed first. */
  readonly dependsOn: readonly { readonly to: StackId; readonly at: Address }[];
  /** Of a nested stack: the AWS::CloudFormation::Stack resource that makes it. */
  readonly parent?: ResourceId;
  readonly resources: readonly Resource[];
  /** The resources that name a KMS key, or may: only those properties of theirs are kept that can name one. */
  readonly consumers: readonly Resource[];
  /** The types of all resources by logical id, also of those that are not kept. */
  readonly types: Readonly<Record<string, string>>;
  readonly exports: readonly { readonly name: Text; readonly value: Text; readonly at: Address; readonly conditional: boolean }[];
  readonly outputs: Readonly<Record<string, { readonly value: Text; readonly at: Address }>>;
  readonly executionRole?: Text;
  readonly needs: readonly Need[];
  /** What it creates under names that others can know. */
  readonly named: readonly Named[];
  /** The references between its resources that go round in a ring: none in a template that can be deployed. */
  readonly loops: readonly Reference[];
  /** Where properties of its resources hold CDK's made-up key id. */
  readonly placeholders: readonly Address[];
  readonly parameters: JsonObject;
  readonly conditions: JsonObject;
  readonly mappings: JsonObject;
  /** The Metadata of the template itself. */
  readonly metadata?: Json;
  readonly counts: { readonly resources: number; readonly keys: number };
}

// ── Policies ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A policy as it stands in one world: its document folded, or absent, or not to be known. */
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
export interface IamGrant {
  readonly policy: ResourceId;
  readonly key: ResourceId;
  readonly actions: readonly string[];
  readonly at: Address;
  /** The roles and users that have the policy; undefined where it is attached in a way that is not followed. */
  readonly holders: readonly Holder[] | undefined;
  /** How the conditions of its template are decided where it is so. */
  readonly world: World;
  /** It holds for every request, in every deployment: neither the statement nor the resource has a Condition. */
  readonly always: boolean;
}
/** A role or user of the app. attribute: its ARN as CloudFormation's GetAtt; arn: the same spelt out as far as its name is known. Both are right: what either decides is decided. */
export interface Holder {
  readonly attribute: Text;
  readonly arn: Text | undefined;
}

// ── Keys ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────

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
  /** A construct of CDK made the call for the app: `new SqsSubscription(queue)`. */
  readonly implicit?: true;
  /** Where the app makes the key itself that is imported here, so that there was no need to import it. */
  readonly ownKey?: Place;
  /** How the key is imported, and of a grant to whom. */
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

/** An AWS::KMS::Key or AWS::KMS::ReplicaKey of the app in one world of its template's conditions. */
export interface Key {
  readonly id: ResourceId;
  readonly stack: StackId;
  readonly resource: Resource;
  readonly kind: 'key' | 'replica';
  readonly env: Env;
  readonly at: Address;
  /** The conditions that were decided to build this key. */
  readonly world: World;
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

/** A property of a resource that names a key of the app. path: below Properties, as the table of consuming properties writes it. */
export interface KeyUse {
  readonly by: ResourceId;
  readonly type: string;
  readonly path: string;
  readonly at: Address;
  readonly key: ResourceId;
  /** Unknown where conditions of the template decide. */
  readonly holds: 'yes' | 'unknown';
}

// ── The program ──────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Stacks that need each other. edges: one way round, the shortest, starting at the first stack; cut: the edges to remove. */
export interface Ring {
  readonly stacks: readonly StackId[];
  readonly edges: readonly Link[];
  readonly cut: readonly Link[];
  /** Other ways round in the same knot, each through an edge of the cut that the one shown does not use. */
  readonly others: readonly (readonly Link[])[];
  readonly holds: Answer;
}
/** A ring of resources inside one template that goes through a key policy. edges: between resources, starting at the one whose key policy it goes through. */
export interface TemplateRing {
  readonly stack: StackId;
  /** The key whose policy it is: of the template itself, or of a nested stack below it. */
  readonly key: ResourceId;
  /** What in the key policy needs the next resource. */
  readonly policyAt: Address;
  readonly edges: readonly Link[];
  readonly holds: Answer;
}

export interface Program {
  readonly stacks: ReadonlyMap<StackId, StackFacts>;
  /** One for each key and world. */
  readonly keys: readonly Key[];
  readonly links: readonly Link[];
  readonly rings: readonly Ring[];
  /** Rings inside templates that go through key policies. */
  readonly templateRings: readonly TemplateRing[];
  readonly calls: readonly Call[];
  /** What the IAM policies of the app give on its keys; looked for when first asked. */
  readonly grants: readonly IamGrant[];
  /** Which properties of the app's resources name its keys; looked for when first asked. */
  readonly uses: readonly KeyUse[];
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
  /** A property of a kept resource, folded in a world of its template. */
  readonly fold: (value: Json, at: Address, stack: StackId, world: World) => Value | undefined;
}

// ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

export type Level = 'error' | 'warning' | 'note';
/** A named choice of rules. strict holds all of recommended; the others stand beside it. */
export type Preset = 'recommended' | 'strict' | 'security-hub' | 'cis';
/** What a user says of a rule: a level, off, or on at the level that it has by itself. */
export type RuleSetting = Level | 'on' | 'off';

/** What a user settles in kms-lint.config.*: data, checked against schema/config.schema.json. What is left out is as if there were no configuration. */
export interface Config {
  /** Which rules run (default: recommended). */
  readonly presets?: readonly Preset[];
  /** What is said of single rules; it goes before the presets. */
  readonly rules?: Readonly<Record<string, RuleSetting | RuleConfig>>;
  /** Other settings for some stacks; of several that match a stack the last wins. */
  readonly overrides?: readonly Override[];
  /** Keys that others own, and what their policies allow. */
  readonly externalKeys?: readonly ExternalKey[];
  /** Findings that are known and meant to stay. */
  readonly ignores?: readonly Ignore[];
  /** Rules whose promotable fixes count as safe. */
  readonly safeFixes?: readonly string[];
  /** Modules that export rules: paths from the configuration's folder, or names of packages. */
  readonly customRules?: readonly string[];
  /** Shows what is only possible too. */
  readonly pedantic?: boolean;
  /** From which level on a finding makes the exit code 1 (default: error). */
  readonly failOn?: FailOn;
  /** More warnings than this make the exit code 1. */
  readonly maxWarnings?: number;
  /** The file of the baseline. */
  readonly baseline?: string;
}
export type FailOn = Level | 'never';
export interface RuleConfig {
  readonly level?: RuleSetting;
  /** As the rule's own `options.schema` says. */
  readonly options?: JsonObject;
}
export interface Override {
  /** Paths of stacks, or of Stages, or globs of them; a path covers all that is below it. */
  readonly stacks: readonly string[];
  readonly rules: Readonly<Record<string, RuleSetting>>;
}
export interface ExternalKey {
  /** An ARN, an alias, or the text by which a finding names the key. */
  readonly key: string;
  readonly allow: 'all' | readonly Allowance[];
  readonly reason?: string;
}
/** What is left out is not limited. */
export interface Allowance {
  /** Services, accounts, ARNs of roles and users. */
  readonly principals?: readonly string[];
  /** As in IAM: kms:Decrypt, kms:GenerateDataKey*. */
  readonly actions?: readonly string[];
}
export interface Ignore {
  readonly rule: string;
  /** A construct path, or a glob of them; a path covers all that is below it. Everywhere, where it is left out. */
  readonly construct?: string;
  readonly reason: string;
  /** The last day on which it holds: 2026-12-31. */
  readonly expires?: string;
}
export interface Subjects {
  key: Key;
  program: Program;
  resource: Resource;
}
/** What a rule says. message: one sentence; detail: a short stable text that tells this finding from others on the same construct, for baseline and fingerprint. */
export interface Report {
  readonly at: Place;
  readonly when: Answer;
  readonly message: string;
  readonly detail: string;
  readonly level?: Level;
  readonly stack?: StackId;
  /** Where the finding is about a construct that is no resource of a template: its path, and the trace that CDK wrote of it. */
  readonly constructPath?: string;
  readonly trace?: readonly string[];
  readonly related?: readonly { readonly at: Place; readonly message: string }[];
  readonly flow?: readonly { readonly at: Place; readonly message: string }[];
  readonly remedy?: string;
  /** The rules of CDK's own validator that find the very same fault: where its report says it too, the finding tells so. */
  readonly validator?: readonly string[];
  readonly fix?: Fix;
}
/** safe: no principal's access, no data, no replacement and no cost changes, which is proved for each case. promotable: a team may count it as safe (`safeFixes`). */
export type Safety = 'safe' | 'promotable' | 'unsafe';
/** What would remove a finding, as intents; text is made of them only in fix/. Without edits it is shown, never applied. */
export interface Fix {
  /** What it does, in the imperative: "Let the account's IAM policies manage the key". */
  readonly title: string;
  readonly safety: Safety;
  readonly edits: readonly Edit[];
  /** Texts for a place that this app does not own, by what they are: JSON, CDK, CLI. */
  readonly snippets?: Readonly<Record<string, string>>;
}
export type Edit =
  | ResourceEdit
  /** A feature flag in cdk.json. */
  | { readonly is: 'flag'; readonly flag: string; readonly value: Json }
  /** `stack` is deployed after `on`. */
  | { readonly is: 'dependency'; readonly stack: StackId; readonly on: StackId }
  /** A parameter that the template takes from SSM goes: after the other edits of the fix nothing refers to it. */
  | { readonly is: 'parameter'; readonly stack: StackId; readonly name: string };
/**
 * A change of one resource in the words of JSON Patch (RFC 6902); fix/ finds the source that writes it.
 * path: a pointer that starts at the resource, `/Properties/KeyUsage`, `/Properties/KeyPolicy/Statement/-`. add replaces what is there;
 * into a single thing that may be a list, it makes the list.
 */
export interface ResourceEdit {
  readonly is: 'resource';
  readonly resource: ResourceId;
  readonly op: 'add' | 'replace' | 'remove';
  readonly path: string;
  readonly value?: Json;
}

/** A small program: the tests, the documentation and the SARIF help of a rule. A stack is a template, or a template with what the manifest says of it. */
export interface Example {
  readonly title?: string;
  readonly stacks: Readonly<Record<string, JsonObject | ExampleStack>>;
  readonly source?: Readonly<Record<string, string>>;
  readonly context?: JsonObject;
  readonly flags?: JsonObject;
  /** The manifest's list of look-ups without an answer. */
  readonly missing?: readonly Json[];
  /** The options that the rule is given; its defaults where they are left out. */
  readonly options?: JsonObject;
  /** What the configuration says of keys that others own. */
  readonly externalKeys?: readonly ExternalKey[];
}
export interface ExampleStack {
  readonly template: JsonObject;
  readonly env?: readonly [account: string, region: string];
  readonly dependsOn?: readonly string[];
  readonly metadata?: JsonObject;
  /** The ARN of the role with which CloudFormation deploys it, as the manifest has it. */
  readonly executionRole?: string;
}

/** What published lists say of a fault: only where it truly is the same one. */
export interface Standards {
  /** Numbers of the Common Weakness Enumeration: 441. */
  readonly cwe?: readonly number[];
  /** Controls of AWS Security Hub: `KMS.4`. */
  readonly securityHub?: readonly string[];
  /** Recommendations of the CIS AWS Foundations Benchmark, in version 5.0.0: `3.6`. */
  readonly cis?: readonly string[];
}

/** What a user can set of a rule. */
export interface RuleOptions<O extends JsonObject = JsonObject> {
  /** A JSON Schema of an object (draft 2020-12): each property with a description. */
  readonly schema: JsonObject;
  /** A value for each property: what holds where the user says nothing. */
  readonly defaults: O;
}

export interface Rule<On extends keyof Subjects = keyof Subjects, O extends JsonObject = JsonObject> {
  readonly id: string;
  readonly title: string;
  readonly level: Level;
  /** Other levels that one finding may have. */
  readonly levels?: readonly Level[];
  /** The presets that have the rule, with its level in each; recommended alone where this is left out. */
  readonly presets?: Readonly<Partial<Record<Preset, Level>>>;
  /** CVSS-like, '0.1' to '10.0', for GitHub; left out where the finding is not about security. */
  readonly securitySeverity?: string;
  readonly tags?: readonly string[];
  readonly standards?: Standards;
  readonly why: string;
  readonly remedy: string;
  readonly references: readonly string[];
  readonly on: On;
  readonly types?: readonly string[];
  readonly options?: RuleOptions<O>;
  /** The part of the reference key model that the rule is read from, as Markdown: `explain` prints it after all else. */
  readonly table?: () => string;
  check(subject: Subjects[On], program: Program, options: O): Iterable<Report>;
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
}
export type AnyRule = { [On in keyof Subjects]: Rule<On> }[keyof Subjects];

// ── The result ───────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Related {
  readonly at: Position;
  readonly message: string;
}
export interface Finding {
  readonly ruleId: string;
  readonly level: Level;
  readonly confidence: 'certain' | 'possible';
  readonly message: string;
  readonly remedy: string;
  readonly detail: string;
  readonly stackId: StackId | null;
  readonly stackName: string | null;
  readonly logicalId: string | null;
  readonly constructPath: string | null;
  readonly template: Position | null;
  readonly source: Position | null;
  readonly related: readonly Related[];
  readonly flow: readonly Related[];
  /** Findings with the same group are shown as one: copies of one line in several Stages. */
  readonly group: string;
  /** What it is about, the same in every Stage: the construct path below the Stage, else stack and logical id. */
  readonly subject: string;
  /** From the rule, the subject and the detail: the same when lines move. */
  readonly fingerprint: string;
  readonly fix: Fix | null;
  /** What the fix replaces in the files as they are, where it was worked out and verified. */
  readonly changes?: readonly FileChange[];
  readonly suppressed: { readonly by: string; readonly reason: string } | null;
  /** Whether the baseline has it, in SARIF's words; left out where there is no baseline, or the finding is suppressed. */
  readonly baselineState?: 'new' | 'unchanged';
}
/** A finding as a baseline keeps it. construct: the finding's `subject`. */
export interface BaselineEntry {
  readonly rule: string;
  readonly construct: string;
  readonly detail: string;
}
/** What another tool said of the app: taken over into the SARIF, never judged. */
export interface OtherFinding {
  readonly tool: { readonly name: string; readonly version?: string };
  /** As it is acknowledged in CDK: `CloudFormation-Validate::F3004`. */
  readonly ruleId: string;
  readonly level: Level;
  readonly message: string;
  readonly remedy: string | null;
  readonly constructPath: string | null;
  readonly source: Position | null;
  readonly template: Position | null;
  readonly suppressed: { readonly by: string; readonly reason: string } | null;
}
/** Regions of a file that are replaced, in their order. Lines and columns count from 1, the end is exclusive. */
export interface FileChange {
  readonly file: string;
  readonly replacements: readonly {
    readonly line: number;
    readonly column: number;
    readonly endLine: number;
    readonly endColumn: number;
    readonly text: string;
  }[];
}
/** A finding that is gone. target: where it was fixed; null: it went with another. waits: the source is right already, the next synthesis will show it. */
export interface FixedFinding {
  readonly finding: Finding;
  readonly target: 'source' | 'cdk-json' | 'template' | null;
  readonly waits: boolean;
  /** What the fix cannot do by itself. */
  readonly caveat?: string;
}
export interface LeftFinding {
  readonly finding: Finding;
  readonly why: string;
}
/** A fault of the input (fatal: exit 2) or something worth knowing (notice: exit code unchanged). */
export interface Problem {
  readonly weight: 'fatal' | 'notice';
  readonly message: string;
  readonly at?: { readonly file: string; readonly line?: number; readonly column?: number };
}
export interface Summary {
  readonly assemblies: number;
  readonly stacks: number;
  readonly resources: number;
  readonly keys: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly suppressed: number;
  /** Findings that the baseline has. These and the suppressed ones count nowhere else. */
  readonly inBaseline: number;
  readonly sourcesMissing: readonly string[];
}
/** What a reporter gets. Files in positions are relative to `root`, with forward slashes. */
export interface LintResult {
  readonly tool: { readonly name: string; readonly version: string };
  readonly root: string;
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly summary: Summary;
  readonly rules: readonly AnyRule[];
  /** The baseline as it is to be written; left out where there is none. */
  readonly baseline?: { readonly file: string; readonly entries: readonly BaselineEntry[] };
  readonly exitCode: 0 | 1 | 2;
}

// ── Access ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** Who may do what with one key: a row of `kms-lint access`. The answers of all worlds of its conditions together: unknown where they differ. */
export interface KeyAccess {
  readonly stack: string;
  readonly logicalId: string;
  readonly constructPath: string | null;
  /** The template that the key is written in. */
  readonly file: string;
  /** The six verdicts on the key policy, each with the statements that decide it. */
  readonly verdicts: Readonly<Record<keyof Verdicts, { readonly answer: Answer; readonly because: readonly string[] }>>;
  /** The principals that the policy allows something, with the kinds of things that they may do: policy, administer, grant, use, read. */
  readonly principals: readonly {
    /** As the policy writes it, and as people call it. */
    readonly principal: string;
    readonly name: string;
    readonly kind: string;
    readonly own: Answer;
    /** The kinds of things that it needs IAM policies of its own for. */
    readonly byIam: readonly string[];
    readonly may: Readonly<Record<string, Answer>>;
    readonly createGrant: Answer;
    readonly actions: readonly string[];
    readonly perhaps: readonly string[];
    /** By the same kinds of things, the condition keys of each statement that gives it, where all have conditions. */
    readonly conditions: Readonly<Record<string, readonly (readonly string[])[]>>;
  }[];
  /** By the same kinds of things, what the policy leaves to IAM policies of the account: some of the actions, and all of them. */
  readonly delegated: Readonly<Record<string, { readonly some: Answer; readonly all: Answer }>>;
  /** Accounts that can do something, and whether they are others than the key's own; `*` is any that belongs to the organizations and meets the conditions. */
  readonly foreignAccounts: readonly {
    readonly account: string;
    readonly name: string;
    readonly foreign: Answer;
    readonly organizations: readonly string[];
    readonly conditions: readonly string[];
  }[];
  readonly services: readonly string[];
}
