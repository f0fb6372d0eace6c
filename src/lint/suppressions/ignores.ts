/** Suppressions in the configuration: `ignores`. */
import type { Address } from '../../types/files.js';
import type { Ignore } from '../../types/config.js';
import type { Problem } from '../../types/report.js';
import { globCovers } from '../globs.js';
import type { Suppression } from './suppression.js';

/** @param at where the configuration stands; a pointer in it leads to an entry. @param position the line of a place in it */
export function configured(
  ignores: readonly Ignore[],
  at: Address | undefined,
  position: (at: Address) => NonNullable<Problem['at']>,
): readonly Suppression[] {
  return ignores.map(({ rule, construct, reason, expires }, index) => ({
    by: 'configuration',
    rule,
    reason,
    ...(expires === undefined ? {} : { expires }),
    copy: `ignores[${index}]`,
    at: () => at && position({ file: at.file, pointer: `${at.pointer}/ignores/${index}` }),
    reasonForm: '"reason": "why"',
    covers: ({ paths }) => construct === undefined || globCovers([construct], paths),
  }));
}
