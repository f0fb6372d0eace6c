/**
 * Which rules run, at which level and with which options: presets, then what is said of single rules, then the last override that covers
 * the stack.
 */
import type { AnyRule } from '../types/rule.js';
import type { Config, Level, RuleSetting } from '../types/config.js';
import type { JsonObject } from '../types/files.js';
import type { TemplateFacts } from '../types/facts.js';
import { globCovers } from './globs.js';
import { levelIn } from './presets.js';

/** asked: the level that the user gave; usual: the one that the rule has without it. */
export interface Levels {
  readonly asked?: Level;
  readonly usual: Level;
}

export interface Settings {
  /** Whether the rule is on for some stack. */
  runs(rule: AnyRule): boolean;
  /** Undefined where the rule is off. @param stack the one that a finding is about; undefined where it is about none */
  levels(rule: AnyRule, stack: TemplateFacts | undefined): Levels | undefined;
  /** The defaults of the rule, and over them what the user says. */
  options(rule: AnyRule): JsonObject;
}

/** @param stacks those of the program */
export function settingsOf({ presets = ['recommended'], rules = {}, overrides = [] }: Config, stacks: readonly TemplateFacts[]): Settings {
  const covered = new Map<TemplateFacts, readonly number[]>();
  const overridesOf = (stack: TemplateFacts): readonly number[] => {
    const known = covered.get(stack);
    if (known) return known;
    const paths = [stack.name, stack.constructPath];
    const found = overrides.flatMap((override, index) => (globCovers(override.stacks, paths) ? [index] : []));
    covered.set(stack, found);
    return found;
  };
  const general = ({ id }: AnyRule): RuleSetting | undefined => {
    const setting = rules[id];
    return typeof setting === 'object' ? setting.level : setting;
  };
  const settled = (rule: AnyRule, setting: RuleSetting | undefined): Levels | undefined => {
    const preset = levelIn(rule, presets);
    if (setting === 'off' || (setting === undefined && preset === undefined)) return undefined;
    const usual = preset ?? rule.level;
    return setting === undefined || setting === 'on' ? { usual } : { asked: setting, usual };
  };
  const levels: Settings['levels'] = (rule, stack) => {
    const special = overrides
      .filter((override, index) => (stack ? overridesOf(stack).includes(index) : override.stacks.includes('**')))
      .map((override) => override.rules[rule.id]);
    const said = [general(rule), ...special].filter((setting) => setting !== undefined);
    // Only switched on, as by `--rule ID`, a rule has the level that was said before.
    const last = said.at(-1) === 'on' ? (said.findLast((setting) => setting !== 'on' && setting !== 'off') ?? 'on') : said.at(-1);
    return settled(rule, last);
  };
  return {
    levels,
    runs: (rule) => [undefined, ...stacks].some((stack) => levels(rule, stack) !== undefined),
    options({ id, options }) {
      const setting = rules[id];
      return { ...options?.defaults, ...(typeof setting === 'object' ? setting.options : {}) };
    },
  };
}
