/** The configuration joined with what the command line says, which goes first. */
import type { Config, Override, RuleSetting } from '../types/config.js';

/** What the command line says of the same things. */
export interface Flags extends Pick<Config, 'presets' | 'failOn' | 'maxWarnings' | 'pedantic' | 'baseline'> {
  readonly rules?: Readonly<Record<string, RuleSetting>>;
}

/** One plain object, with every default filled in: what `--print-config` prints and the engine takes. */
export type Merged = Required<Omit<Config, 'extends' | 'baseline' | 'maxWarnings'>> & Pick<Config, 'baseline' | 'maxWarnings'>;

export function merge(config: Config, { rules = {}, ...flags }: Flags = {}): Merged {
  const isOn = (id: string): boolean => rules[id] === 'on';
  const everywhere = Object.entries(rules).filter(([id]) => !isOn(id));
  const given: Config = Object.keys(rules).reduce((one, id) => (isOn(id) ? switchedOn(id, one) : one), { ...config, ...flags });
  return {
    presets: given.presets ?? ['recommended'],
    rules: given.rules ?? {},
    overrides: [...(given.overrides ?? []), ...(everywhere.length > 0 ? [{ stacks: ['**'], rules: Object.fromEntries(everywhere) }] : [])],
    externalKeys: given.externalKeys ?? [],
    exclude: given.exclude ?? [],
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

/** The configuration where it switches a rule off nowhere; the levels that it gives to the rule stay. */
function switchedOn(id: string, { rules = {}, overrides = [], ...rest }: Config): Config {
  const said = rules[id];
  const { level = 'on', ...options } = typeof said === 'object' ? said : { level: said };
  return {
    ...rest,
    rules: { ...rules, [id]: { ...options, level: level === 'off' ? 'on' : level } },
    overrides: overrides.map((override): Override => {
      const { [id]: setting, ...others } = override.rules;
      return setting === 'off' ? { ...override, rules: others } : override;
    }),
  };
}
