/** The configurations of what is linted, joined with what the command line says, as the engine takes them. */
import path from 'node:path';
import { exclusionsOf, writtenAt } from '../config/join.js';
import { merge, type Flags, type Merged } from '../config/merge.js';
import { nearestTo } from '../core/inside.js';
import { omitted } from '../core/omitted.js';
import type { AppConfig } from '../lint/by-app.js';
import type { BaselineInput } from '../lint/baseline.js';
import type { LintInput } from '../lint/lint.js';
import type { AnyRule } from '../types/rule.js';
import type { Synth } from '../types/config.js';
import type { OptionValues, Streams } from './command.js';
import { openBaselines, type BASELINE_OPTIONS } from './baseline.js';
import type { ConfiguredPart } from './config.js';

/** A configuration with the options of the command line in it. */
export interface MergedPart extends Omit<ConfiguredPart, 'config'> {
  readonly config: Merged;
}

export interface LintSettings {
  /** The first is that for all that lies in no home of the others. */
  readonly parts: readonly [MergedPart, ...MergedPart[]];
  readonly input: Pick<LintInput, 'rules' | 'config' | 'configAt' | 'exclusions' | 'baseline' | 'apps'>;
  readonly baselines: readonly BaselineInput[];
  /** The rules whose promotable fixes count as safe: of several configurations those of all. */
  readonly promoted: readonly string[];
  /** The configurations of an app in which fixes are proved. */
  readonly synthOf: (assembly: string) => readonly Synth[];
}

/** The rules of all configurations, each once. */
export const rulesOfAll = (parts: readonly ConfiguredPart[]): readonly AnyRule[] => [...new Set(parts.flatMap(({ rules }) => rules))];

/** @throws as openBaseline */
export function lintSettings(
  [first, ...others]: readonly [ConfiguredPart, ...ConfiguredPart[]],
  { flags, values, streams }: { readonly flags: Flags; readonly values: OptionValues<typeof BASELINE_OPTIONS>; readonly streams: Streams },
): LintSettings {
  const merged = (part: ConfiguredPart): MergedPart => ({ ...part, config: merge(part.config, flags) });
  const parts = [merged(first), ...others.map(merged)] as const;
  const baselines = openBaselines(values, streams, parts);
  const asApp = (part: MergedPart, index: number): AppConfig => {
    const baseline = baselines[index];
    return {
      homes: part.homes,
      rules: part.rules,
      config: part.config,
      configAt: (pointer) => writtenAt(part.layers, pointer),
      ...(baseline ? { baseline } : {}),
    };
  };
  const [own, ...apps] = parts.map(asApp) as [AppConfig, ...AppConfig[]];
  const exclusions = parts.flatMap(({ layers }) => exclusionsOf(layers));
  return {
    parts,
    input: { ...omitted(own, 'homes'), exclusions, ...(apps.length > 0 ? { apps } : {}) },
    baselines: [...new Map(baselines.flatMap((one) => (one ? [[one.file, one] as const] : []))).values()],
    promoted: parts[0].config.safeFixes.filter((id) => parts.every(({ config }) => config.safeFixes.includes(id))),
    synthOf: (assembly) => partAt(parts, assembly).config.synth,
  };
}

/** The configuration that holds for a file. */
export function partAt(parts: readonly [MergedPart, ...MergedPart[]], file: string): MergedPart {
  const nearest = nearestTo(parts.slice(1).flatMap((part) => part.homes.map((home) => ({ part, home }))));
  return nearest(path.resolve(file))?.part ?? parts[0];
}
