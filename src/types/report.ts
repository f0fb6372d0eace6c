/** The result of a lint: findings, problems, summary; and what `access` and `graph` show. */
import type { Level } from './config.js';
import type { Position } from './files.js';
import type { Verdicts } from './policy.js';
import type { AnyRule, Fix } from './rule.js';
import type { Answer, Certainty, StackId } from './values.js';

export interface Related {
  readonly at: Position;
  readonly message: string;
}

/**
 * Where suppressions are written, in the order in which they count: where several cover a finding, the first is the one that is told.
 * acknowledgement: `Validations.of(x).acknowledge()`; metadata: "kms-lint" in a resource's or template's Metadata, or `node.addMetadata()`;
 * comment: in the source; configuration: `ignores`; the rest are other tools' words in a template.
 */
export type SuppressionKind =
  'acknowledgement' | 'metadata' | 'comment' | 'configuration' | 'cdk-nag' | 'cfn_nag' | 'checkov' | 'guard' | 'terrascan';

/** Why a finding is meant to stay, as the user wrote it. */
export interface Suppressed {
  readonly by: SuppressionKind;
  readonly reason: string;
}

export interface Finding {
  readonly ruleId: string;
  readonly level: Level;
  readonly confidence: Certainty;
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
  readonly suppressed: Suppressed | null;
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
  readonly suppressed: Suppressed | null;
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

/**
 * A finding that is gone. target: where it was fixed; null: it went with another. place: the first line that is changed, `lib/keys.ts:12`.
 */
export interface FixedFinding {
  readonly finding: Finding;
  readonly target: 'source' | 'cdk-json' | 'template' | null;
  readonly place?: string;
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
  /** Keys that the app uses and others own. */
  readonly importedKeys: number;
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly suppressed: number;
  /** Findings that the baseline has. These and the suppressed ones count nowhere else. */
  readonly inBaseline: number;
  readonly sourcesMissing: readonly string[];
  readonly notJudged: NotJudged;
}

/** What must use a key, and nobody can tell here whether it can: how much, by the reason. */
export interface NotJudged {
  /** Imported keys that somebody must use, for whose policy the configuration does not vouch. */
  readonly importedKeys: number;
  /** Roles that the app does not make, which must use a key of the app. */
  readonly rolesOutside: number;
  /** Properties that give a key of the app to a service of which it is not established how it uses the key. */
  readonly unknownServices: number;
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

/** What uses a key, and who must be able to. */
export interface KeyUsers {
  /** The resources that name the key, each with the property. */
  readonly uses: readonly { readonly resource: string; readonly property: string; readonly certain: boolean }[];
  /** The services and roles that must use it; can: whether they may, as far as the app shows; missing: the actions that they lack. */
  readonly users: readonly {
    readonly name: string;
    readonly kind: 'service' | 'role';
    readonly can: Answer;
    readonly missing: readonly string[];
    /** The resources for which they must. */
    readonly targets: readonly string[];
  }[];
}

/** A key that the app uses and others own. name: as the app writes it. */
export interface ImportedKeyAccess extends KeyUsers {
  readonly name: string;
  readonly account: string;
  readonly region: string;
}

/** A reason of a verdict, as a sentence without the place that it is about. */
export interface Because {
  readonly says: string;
  readonly at: { readonly file: string; readonly line?: number };
}

/**
 * Who may do what with one key: a row of `kms-lint access`. The answers of all scenarios of its conditions together: unknown where they
 * differ.
 */
export interface KeyAccess extends KeyUsers {
  readonly stack: string;
  readonly logicalId: string;
  readonly constructPath: string | null;
  /** The template that the key is written in. */
  readonly file: string;
  /** The six verdicts on the key policy, each with the statements that decide it. */
  readonly verdicts: Readonly<Record<keyof Verdicts, { readonly answer: Answer; readonly because: readonly Because[] }>>;
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
  /**
   * Accounts that can do something, and whether they are others than the key's own; `*` is any that belongs to the organizations and meets
   * the conditions.
   */
  readonly foreignAccounts: readonly {
    readonly account: string;
    readonly name: string;
    readonly foreign: Answer;
    readonly organizations: readonly string[];
    readonly conditions: readonly string[];
  }[];
  readonly services: readonly string[];
  /** The roles and users that IAM policies of the app let in, with the actions on this key. */
  readonly iamAllows: readonly { readonly name: string; readonly actions: readonly string[] }[];
}

export type DrawnKind = 'stack' | 'key' | 'alias' | 'principal' | 'service' | 'resource';

/** group: the id of the stack that it stands in; without one it stands outside the app. */
export interface DrawnNode {
  readonly id: string;
  readonly kind: DrawnKind;
  readonly label: string;
  readonly group?: string;
}

/**
 * inRing: part of a cycle that is shown; cut: to be removed; possible: it is not certain that it holds. details: what the label sums up,
 * one sentence each.
 */
/**
 * inCycle: part of a cycle that is shown; toBreak: to be removed; possible: it is not certain that it holds. details: what the label sums
 * up, one sentence each.
 */
export interface DrawnEdge {
  readonly from: string;
  readonly to: string;
  readonly label: string;
  readonly inCycle: boolean;
  readonly toBreak: boolean;
  readonly possible: boolean;
  readonly details: readonly string[];
}

/** What is shown of an app as nodes and edges. */
export interface Drawing {
  readonly nodes: readonly DrawnNode[];
  readonly edges: readonly DrawnEdge[];
}
