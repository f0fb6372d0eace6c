/** Suppressions in the configuration: `ignores`. */
import type { Address } from '../../types/files.js';
import type { ConfigAt, Ignore } from '../../types/config.js';
import type { Problem } from '../../types/report.js';
import { globCovers } from '../globs.js';
import type { Suppression } from './suppression.js';

/** @param at where a value of the configuration is written. @param position the line of a place in it */
export function configured(
  ignores: readonly Ignore[],
  at: ConfigAt | undefined,
  position: (at: Address) => NonNullable<Problem['at']>,
): readonly Suppression[] {
  return ignores.map(({ rule, construct, reason, expires }, index) => ({
    by: 'configuration',
    rule,
    reason,
    ...(expires === undefined ? {} : { expires }),
    copy: `ignores[${index}]`,
    at() {
      const written = at?.(`/ignores/${index}`);
      return written && position(written);
    },
    reasonForm: '"reason": "why"',
    covers: ({ paths }) => construct === undefined || globCovers([construct], paths),
  }));
}
