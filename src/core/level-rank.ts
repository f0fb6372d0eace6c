/** How grave the levels are: the smaller, the graver. */
import type { Level } from '../types/config.js';

export const LEVEL_RANK: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };
