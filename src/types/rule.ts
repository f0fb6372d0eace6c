/** A rule: its subject, what it reports, its fix, its examples. */
import type { ExternalKey, Level, Preset } from './config.js';
import type { Resource } from './facts.js';
import type { Json, JsonObject, Place } from './files.js';
import type { Key, Program } from './program.js';
import type { Answer, ResourceId, StackId } from './values.js';

export interface Subjects {
  key: Key;
  program: Program;
  resource: Resource;
}

/**
 * What a rule says. message: one sentence; detail: a short stable text that tells this finding from others on the same construct, for
 * baseline and fingerprint.
 */
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

/**
 * safe: no principal's access, no data, no replacement and no cost changes, which is proved for each case. promotable: a team may count it
 * as safe (`safeFixes`).
 */
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

/**
 * A small program: the tests, the documentation and the SARIF help of a rule. A stack is a template, or a template with what the manifest
 * says of it.
 */
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
  /** Controls of NIST SP 800-53, revision 5: `SC-12`. */
  readonly nist?: readonly string[];
  /** Requirements of PCI DSS 4.0.1: `3.7.4`. */
  readonly pci?: readonly string[];
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
  /** Its sentences, each with {placeholders}, for `say` to fill in. Declared `as const`, so that a missing value is an error of types. */
  readonly messages?: Readonly<Record<string, string>>;
  readonly remedy: string;
  readonly references: readonly string[];
  /** The address of its page on the web. */
  readonly page?: string;
  readonly on: On;
  readonly types?: readonly string[];
  readonly options?: RuleOptions<O>;
  /** The part of the reference key model that the rule is read from, as Markdown: `explain` prints it after all else. */
  readonly table?: () => string;
  check(subject: Subjects[On], program: Program, options: O): Iterable<Report>;
  readonly examples: { readonly bad: readonly Example[]; readonly good: readonly Example[] };
}

export type AnyRule = { [On in keyof Subjects]: Rule<On> }[keyof Subjects];
