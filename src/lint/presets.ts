/** The presets: which rules run, and at which level, before anybody says otherwise. */
import type { AnyRule } from '../types/rule.js';
import type { Level, Preset } from '../types/config.js';
import { LEVEL_RANK } from '../core/level-rank.js';

/** The level of a rule under these presets, the severest of them; undefined where none has the rule. strict holds all of recommended. */
export function levelIn({ level, presets = { recommended: level } }: AnyRule, wanted: readonly Preset[]): Level | undefined {
  const levels = wanted.flatMap((preset) => {
    const given = presets[preset] ?? (preset === 'strict' ? presets.recommended : undefined);
    return given === undefined ? [] : [given];
  });
  return levels.sort((a, b) => LEVEL_RANK[a] - LEVEL_RANK[b])[0];
}
