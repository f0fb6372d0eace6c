/** Several configurations in one lint, as the apps of a monorepo have them: which of them holds for a stack, and what they come to. */
import path from 'node:path';
import type { AnyRule } from '../types/rule.js';
import type { Config, ConfigAt } from '../types/config.js';
import type { TemplateFacts } from '../types/facts.js';
import type { JsonObject } from '../types/files.js';
import type { VouchedKey } from '../types/program.js';
import type { BaselineInput } from './baseline.js';
import { nearestTo } from '../core/inside.js';
import { settingsOf, type Levels, type Settings } from './settings.js';

/** A configuration that holds for some of what is linted. */
export interface AppConfig {
  /** Folders of apps, assemblies, templates by themselves, absolute: it holds for what lies in them, unless another lies nearer. */
  readonly homes: readonly string[];
  readonly config: Config;
  /** The rules that it knows: the built-in ones and its own. */
  readonly rules: readonly AnyRule[];
  readonly configAt?: ConfigAt;
  readonly baseline?: BaselineInput;
}

/** A configuration with the stacks that it holds for. */
export interface Part extends Omit<AppConfig, 'homes'> {
  readonly stacks: readonly TemplateFacts[];
  readonly settings: Settings;
}

export interface Parts {
  /** Those that hold for something; the one for all else comes first. */
  readonly all: readonly Part[];
  /** The one that holds for a file, by its absolute path. */
  readonly at: (file: string) => Part;
}

/**
 * @param rest what holds for all that lies in no home
 * @param stacks those that findings may be about
 */
export function partsOf(
  { config: own = {}, ...rest }: Omit<AppConfig, 'homes' | 'config'> & Partial<Pick<AppConfig, 'config'>>,
  apps: readonly AppConfig[],
  stacks: readonly TemplateFacts[],
): Parts {
  const others: AppConfig = { ...rest, config: own, homes: [] },
    configs = [others, ...apps];
  const nearest = nearestTo(configs.flatMap((config, index) => config.homes.map((home) => ({ home: path.resolve(home), index })))),
    indexAt = (file: string): number => nearest(file)?.index ?? 0;
  const made = (config: AppConfig, index: number): Part => {
    const held = configs.length === 1 ? stacks : stacks.filter(({ file }) => indexAt(path.resolve(file)) === index);
    return { ...config, stacks: held, settings: settingsOf(config.config, held) };
  };
  const first = made(others, 0),
    parts = [first, ...apps.map((app, index) => made(app, index + 1))];
  return {
    all: parts.filter((part, index) => part.stacks.length > 0 || (index === 0 && stacks.length === 0)),
    at: (file) => (configs.length === 1 ? first : (parts[indexAt(path.resolve(file))] ?? first)),
  };
}

/** What the rules of all configurations run with. */
export interface RunSettings {
  /** Each once, though several configurations may know it. */
  readonly rules: readonly AnyRule[];
  /** Whether the rule is on for some stack. */
  readonly runs: (rule: AnyRule) => boolean;
  /** Undefined where the rule is off. @param stack the one that a finding is about. @param file where it stands */
  readonly levels: (rule: AnyRule, stack: TemplateFacts | undefined, file: string) => Levels | undefined;
  /** The options with which the rule is to run, each with what it then holds for. */
  readonly options: (rule: AnyRule) => readonly { readonly options: JsonObject; readonly holds: (file: string) => boolean }[];
}

export function runSettings({ all, at }: Parts): RunSettings {
  const knows = (part: Part, rule: AnyRule): boolean => part.rules.includes(rule);
  const runsIn = (part: Part, rule: AnyRule): boolean => knows(part, rule) && part.settings.runs(rule);
  return {
    rules: [...new Set(all.flatMap(({ rules }) => rules))],
    runs: (rule) => all.some((part) => runsIn(part, rule)),
    levels(rule, stack, file) {
      const part = at(stack?.file ?? file);
      return knows(part, rule) ? part.settings.levels(rule, stack) : undefined;
    },
    options(rule) {
      const groups = new Map<string, { readonly options: JsonObject; readonly parts: Part[] }>();
      for (const part of all.filter((one) => runsIn(one, rule))) {
        const options = part.settings.options(rule),
          same = groups.get(JSON.stringify(options));
        if (same) same.parts.push(part);
        else groups.set(JSON.stringify(options), { options, parts: [part] });
      }
      return [...groups.values()].map(({ options, parts }) => ({
        options,
        holds: groups.size === 1 ? () => true : (file) => parts.includes(at(file)),
      }));
    },
  };
}

/** What each configuration vouches for, for its own stacks. */
export function vouchedKeys({ all }: Parts): readonly VouchedKey[] {
  if (all.length < 2) return all[0]?.config.externalKeys ?? [];
  return all.flatMap((part) => {
    const { externalKeys = [] } = part.config;
    return externalKeys.map((key) => ({ ...key, stacks: part.stacks.map(({ id }) => id) }));
  });
}
