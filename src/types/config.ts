/** What a user settles: presets, levels, overrides, keys of others, ignores. */
import type { Address, JsonObject } from './files.js';

export type Level = 'error' | 'warning' | 'note';

/** A named choice of rules. strict holds all of recommended; the others stand beside it. */
export type Preset = 'recommended' | 'strict' | 'security-hub' | 'cis';

/** What a user says of a rule: a level, off, or on at the level that it has by itself. */
export type RuleSetting = Level | 'on' | 'off';

/**
 * What a user settles in kms-lint.config.*: data, checked against schema/config.schema.json. What is left out is as if there were no
 * configuration.
 */
export interface Config {
  /**
   * Configurations that this one goes on from: paths from its own folder, or names of packages. Of several the last wins. Like `exclude` it
   * is for configurations in files: `lint()` is given what they come to.
   */
  readonly extends?: string | readonly string[];
  /** Which rules run (default: recommended). */
  readonly presets?: readonly Preset[];
  /** What is said of single rules; it goes before the presets. */
  readonly rules?: Readonly<Record<string, RuleSetting | RuleConfig>>;
  /** Other settings for some stacks; of several that match a stack the last wins. */
  readonly overrides?: readonly Override[];
  /** Keys that others own, and what their policies allow. */
  readonly externalKeys?: readonly ExternalKey[];
  /** Assemblies and templates that are not linted: paths from the configuration's folder, or globs of them. */
  readonly exclude?: readonly string[];
  /** Findings that are known and meant to stay. */
  readonly ignores?: readonly Ignore[];
  /** Rules whose promotable fixes count as safe. */
  readonly safeFixes?: readonly string[];
  /** Configurations of the app, beside the one without context, in which a fix of the source is proved as well. */
  readonly synth?: readonly Synth[];
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

/** Where a value of a configuration, named by its pointer, is written: several files may make one. Undefined where nobody wrote it. */
export type ConfigAt = (pointer: string) => Address | undefined;

/** An entry of `exclude`. folder: of the file that says it; top: of the configuration that goes on from that file. */
export interface Exclusion {
  readonly pattern: string;
  readonly folder: string;
  readonly top: string;
  /** Where it is written. */
  readonly at: Address;
}

/** What an app is synthesized with: context as `-c key=value` gives it, and variables of the environment. */
export interface Synth {
  readonly context?: JsonObject;
  readonly env?: Readonly<Record<string, string>>;
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
