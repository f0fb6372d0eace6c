/** The presets: which rules each has, at which level. A rule that is in none of these lists is in `recommended` at its own level. */
import type { AnyRule, Level } from '../src/rule-kit.js';

type Preset = keyof NonNullable<AnyRule['presets']>;

/** Rules that recommended has at another level than their own. */
const recommended: Readonly<Record<string, Level>> = { 'rotation-disabled': 'note' };

/** What strict has besides all of recommended. */
const strict: Readonly<Record<string, Level>> = {
  'alias-access-self-granted': 'warning',
  'alias-deleted-before-key': 'note',
  'bucket-key-by-alias': 'warning',
  'bucket-key-disabled': 'note',
  'key-disabled': 'note',
  'kms-permission-on-all-keys': 'note',
  'partial-root-trust': 'note',
  'replica-policy-drift': 'note',
  'short-deletion-window': 'note',
  'unscoped-service-principal': 'note',
};

/** The controls KMS.1, 2, 4 and 5 of Security Hub. */
const securityHub: Readonly<Record<string, Level>> = {
  'kms-permission-on-all-keys': 'note',
  'public-key-access': 'error',
  'rotation-disabled': 'warning',
};

/** CIS AWS Foundations Benchmark 5.0, 3.6. */
const cis: Readonly<Record<string, Level>> = { 'rotation-disabled': 'warning' };

/** By the name of the preset. Only strict has rules that recommended has not. */
const LISTS: Readonly<Record<Preset, Readonly<Record<string, Level>>>> = { recommended, strict, 'security-hub': securityHub, cis };

/** The rule with its level in each preset that has it. */
export function inPresets(rule: AnyRule): AnyRule {
  const { id, level } = rule;
  const isOnlyStrict = id in strict && !(id in recommended);
  const lists = Object.entries({ ...LISTS, recommended: isOnlyStrict ? {} : { [id]: recommended[id] ?? level } }) as [
    Preset,
    Readonly<Record<string, Level>>,
  ][];
  const presets = Object.fromEntries(lists.flatMap(([name, list]) => (id in list ? [[name, list[id]]] : []))) as Partial<
    Record<Preset, Level>
  >;
  return Object.keys(presets).length === 1 && presets.recommended === level ? rule : { ...rule, presets };
}
