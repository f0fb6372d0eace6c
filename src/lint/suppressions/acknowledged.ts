/** Suppressions that the app wrote down with its constructs: `Validations.of(x).acknowledge()`, and `node.addMetadata('kms-lint', ...)`. */

import { objectOf } from '../../core/json.js';
import type { Entries, Entry } from '../../assembly/construct-metadata.js';
import type { Problem } from '../../types/report.js';
import type { TemplateFacts } from '../../types/facts.js';
import { isOrIsAbove } from '../globs.js';
import { rulesOfForeign } from './foreign.js';
import { OWN_FORM, OWN_KEY, ownList } from './own-list.js';
import { notice, type Candidate, type Found, type Suppression } from './suppression.js';

const NAMESPACE = 'kms-lint::';
/** What CDK puts before an id that has no namespace of its own. */
export const NO_NAMESPACE = 'Annotation::';

export interface Noted {
  readonly entries: Entries;
  readonly stack: TemplateFacts;
  /** The line of source of a trace, else that of the construct in the metadata. */
  readonly position: (constructPath: string, trace: readonly string[]) => NonNullable<Problem['at']>;
}

/** @param rules the ids that there are: an acknowledgement of one without namespace was meant for kms-lint */
export function acknowledged({ entries, stack, position }: Noted, rules: readonly string[]): Found {
  const suppressions: Suppression[] = [];
  const problems: Problem[] = [];
  for (const [path, list] of entries)
    for (const entry of list) {
      const at = (): NonNullable<Problem['at']> => position(path, entry.trace);
      const written = (rule: string, reason: string) => ({
        rule,
        reason,
        copy: copyOf(entry, path, stack) + rule,
        at,
        stack,
        covers: ({ paths }: Candidate): boolean => isOrIsAbove(path, paths),
      });
      const reasonForm = "reason: 'why'";
      if (entry.type === OWN_KEY) {
        const own = ownList(entry.data);
        suppressions.push(
          ...own.entries.map(({ id, reason, expires }) => ({
            ...written(id, reason),
            by: 'metadata' as const,
            reasonForm,
            ...(expires === undefined ? {} : { expires }),
          })),
        );
        problems.push(...own.faults.map((fault) => notice(`this suppression ${fault}; write it as ${OWN_FORM}`, at())));
      }
      if (entry.type !== 'aws:cdk:acknowledged-rules') continue;
      for (const [id, said] of Object.entries(objectOf(entry.data))) {
        const reason = typeof said === 'string' ? said.trim() : '';
        if (id.startsWith(NAMESPACE))
          suppressions.push({ ...written(id.slice(NAMESPACE.length), reason), by: 'acknowledgement', reasonForm });
        for (const rule of rulesOfForeign(id)) suppressions.push({ ...written(rule, `${id}: ${reason}`), by: 'cdk-nag' });
        const bare = id.startsWith(NO_NAMESPACE) ? id.slice(NO_NAMESPACE.length) : '';
        if (rules.includes(bare))
          problems.push(notice(`an acknowledgement of ${bare} does not reach kms-lint: write its id as ${NAMESPACE}${bare}`, at()));
      }
    }
  return { suppressions, problems };
}

/** The trace is the same for all that one line made; without one the path below the Stage is. */
function copyOf({ trace }: Entry, path: string, { stagePath }: TemplateFacts): string {
  const below = stagePath !== '' && path.startsWith(`${stagePath}/`) ? path.slice(stagePath.length + 1) : path;
  return trace.length > 0 ? trace.slice(0, 2).join('\n') : below;
}
