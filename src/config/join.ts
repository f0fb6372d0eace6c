/** Several configurations joined to one, each going on from those before it; and which file said what. */
import path from 'node:path';
import { omitted } from '../core/omitted.js';
import { pointerOf, stepsOf } from '../core/pointer.js';
import type { Address } from '../types/files.js';
import type { Config, Exclusion, RuleConfig, RuleSetting } from '../types/config.js';

/** One configuration file with what it says itself. at: where it begins in its file. */
export interface Layer {
  readonly at: Address;
  readonly config: Config;
}

/** What a list says of a configuration is said beside what the configurations say that it goes on from. */
const LISTS = ['overrides', 'externalKeys', 'exclude', 'ignores', 'safeFixes', 'synth', 'customRules'] as const;
type List = (typeof LISTS)[number];
const isList = (name: string): name is List => LISTS.some((list) => list === name);

/**
 * @param layers each goes on from all before it
 * @returns lists one behind the other, rules one by one, of all else what the last says. Paths of `exclude` stay as they are written
 */
export function join(layers: readonly Layer[]): Config {
  const top = path.dirname(layers.at(-1)?.at.file ?? '');
  return layers.reduce<Config>((base, { at, config }) => joined(base, seenFrom(top, path.dirname(at.file), config)), {});
}

/** A configuration whose paths are from another folder than its own. */
function seenFrom(top: string, folder: string, config: Config): Config {
  const there = (file: string): string => path.relative(top, path.resolve(folder, file)).replaceAll(path.sep, '/');
  const isBeside = (file: string): boolean => !file.startsWith('../') && !path.isAbsolute(file);
  const asPath = (file: string): string => (isBeside(there(file)) ? `./${there(file)}` : there(file));
  if (top === folder) return config;
  return {
    ...config,
    ...(config.baseline === undefined ? {} : { baseline: there(config.baseline) }),
    ...(config.customRules ? { customRules: config.customRules.map((name) => (name.startsWith('.') ? asPath(name) : name)) } : {}),
  };
}

function joined(base: Config, given: Config): Config {
  const more = omitted(given, 'extends');
  const lists = LISTS.flatMap((name) => {
    const items = [...(base[name] ?? []), ...(more[name] ?? [])];
    return base[name] || more[name] ? [[name, items] as const] : [];
  });
  const rules = base.rules || more.rules ? { rules: joinedRules(base.rules ?? {}, more.rules ?? {}) } : {};
  return { ...base, ...more, ...rules, ...Object.fromEntries(lists) };
}

type Rules = NonNullable<Config['rules']>;

function joinedRules(base: Rules, more: Rules): Rules {
  const both = Object.entries(more).map(([id, setting]) => {
    const before = base[id];
    return [id, before === undefined ? setting : joinedSetting(before, setting)] as const;
  });
  return { ...base, ...Object.fromEntries(both) };
}

/** A level alone leaves the options, and options alone leave the level. */
function joinedSetting(before: RuleSetting | RuleConfig, setting: RuleSetting | RuleConfig): RuleSetting | RuleConfig {
  if (typeof before === 'string' && typeof setting === 'string') return setting;
  const [one, other] = [before, setting].map((each) => (typeof each === 'string' ? { level: each } : each)) as [RuleConfig, RuleConfig];
  const options = one.options || other.options ? { options: { ...one.options, ...other.options } } : {};
  return { ...one, ...other, ...options };
}

/** @param pointer of a value in the joined configuration. @returns where that is written; undefined where nobody has said it */
export function writtenAt(layers: readonly Layer[], pointer: string): Address | undefined {
  const [name = '', step, ...rest] = stepsOf(pointer);
  const inLayer = ({ at }: Layer, steps: readonly string[]): Address => ({ file: at.file, pointer: at.pointer + pointerOf(steps) });
  if (isList(name) && step !== undefined) {
    let index = Number(step);
    for (const layer of layers) {
      const { length } = layer.config[name] ?? [];
      if (index < length) return inLayer(layer, [name, String(index), ...rest]);
      index -= length;
    }
    return undefined;
  }
  const said = (layer: Layer): boolean => {
    if (name === 'rules' && step !== undefined) return layer.config.rules?.[step] !== undefined;
    return (layer.config as Readonly<Record<string, unknown>>)[name] !== undefined;
  };
  const layer = layers.findLast(said);
  return layer && inLayer(layer, [name, ...(step === undefined ? [] : [step]), ...rest]);
}

/** The entries of `exclude` with the folders that they are about. */
export function exclusionsOf(layers: readonly Layer[]): readonly Exclusion[] {
  const top = path.dirname(layers.at(-1)?.at.file ?? '');
  return layers.flatMap(({ at, config }) =>
    (config.exclude ?? []).map((pattern, index) => ({
      pattern,
      folder: path.dirname(at.file),
      top,
      at: { file: at.file, pointer: `${at.pointer}/exclude/${index}` },
    })),
  );
}
