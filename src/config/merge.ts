/** The configuration joined with what the command line says, which goes first. */
import type { Config, Override, RuleSetting } from '../types/config.js';

/** What the command line says of the same things. */
export interface Flags extends Pick<Config, 'presets' | 'failOn' | 'maxWarnings' | 'pedantic' | 'baseline'> {
  readonly rules?: Readonly<Record<string, RuleSetting>>;
}

/** One plain object, with every default filled in: what `--print-config` prints and the engine takes. */
export type Merged = Required<Omit<Config, 'baseline' | 'maxWarnings'>> & Pick<Config, 'baseline' | 'maxWarnings'>;

export function merge(config: Config, { rules, ...flags }: Flags = {}): Merged {
  const everywhere: readonly Override[] = rules && Object.keys(rules).length > 0 ? [{ stacks: ['**'], rules }] : [];
  const given: Config = { ...config, ...flags };
  return {
    presets: given.presets ?? ['recommended'],
    rules: given.rules ?? {},
    overrides: [...(given.overrides ?? []), ...everywhere],
    externalKeys: given.externalKeys ?? [],
    ignores: given.ignores ?? [],
    safeFixes: given.safeFixes ?? [],
    synth: given.synth ?? [],
    customRules: given.customRules ?? [],
    pedantic: given.pedantic ?? false,
    failOn: given.failOn ?? 'error',
    ...(given.maxWarnings === undefined ? {} : { maxWarnings: given.maxWarnings }),
    ...(given.baseline === undefined ? {} : { baseline: given.baseline }),
  };
}
