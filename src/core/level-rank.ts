/** The levels of findings: how grave they are, and which of them a rule has. */
import type { Level } from '../types/config.js';

/** The levels that findings of a rule can have, its usual one first, each once. */
export const levelsOf = ({ level, levels = [] }: { readonly level: Level; readonly levels?: readonly Level[] }): readonly Level[] => [
  ...new Set([level, ...levels]),
];

/** The smaller, the graver. */
export const LEVEL_RANK: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };
