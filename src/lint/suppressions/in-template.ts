/** Suppressions in the Metadata of resources and of templates. */
import { pointerStep } from '../../core/pointer.js';
import { objectOf } from '../../core/json.js';

import type { Address, Json } from '../../types/files.js';
import type { ResourceId } from '../../types/values.js';
import type { TemplateFacts } from '../../types/facts.js';
import { foreignEntries } from './foreign.js';
import { OWN_FORM, OWN_KEY, ownList } from './own-list.js';
import { notice, type Candidate, type Suppression, type Found } from './suppression.js';

/** @param position the line of a place in a template. @param known whether foreign ids may stand for a rule that runs */
export function inTemplates(stacks: Iterable<TemplateFacts>, position: (at: Address) => { file: string; line?: number }): Found {
  const found: Found[] = [];
  for (const stack of stacks) {
    const top: Address = { file: stack.file, pointer: '/Metadata' };
    if (stack.metadata) found.push(read(stack.metadata, top, stack, undefined, position));
    for (const resource of stack.resources)
      if (resource.metadata !== undefined) {
        const at: Address = { file: resource.at.file, pointer: `${resource.at.pointer}/Metadata` };
        found.push(read(resource.metadata, at, stack, resource.id, position));
      }
  }
  return { suppressions: found.flatMap(({ suppressions }) => suppressions), problems: found.flatMap(({ problems }) => problems) };
}

/** @param resource undefined for the Metadata of a template, which covers the whole stack */
function read(
  metadata: Json,
  at: Address,
  stack: TemplateFacts,
  resource: ResourceId | undefined,
  position: (at: Address) => { file: string; line?: number },
): Found {
  const covers = ({ resources, finding }: Candidate): boolean =>
    resource === undefined
      ? finding.stackId === stack.id || resources.some((id) => id.startsWith(`${stack.id}#`))
      : resources.includes(resource);
  const copy = [stack.constructPath.slice(stack.stagePath.length), at.pointer].join('#');
  const own = objectOf(metadata)[OWN_KEY];
  const { entries, faults } = own === undefined ? { entries: [], faults: [] } : ownList(own);
  const ownAt: Address = { file: at.file, pointer: `${at.pointer}/${pointerStep(OWN_KEY)}` };
  const suppressions: Suppression[] = [
    ...entries.map(({ index, id, reason, expires }) => ({
      by: 'metadata' as const,
      rule: id,
      reason,
      ...(expires === undefined ? {} : { expires }),
      copy: `${copy}#${id}`,
      at: () => position({ file: at.file, pointer: `${ownAt.pointer}/ignore/${index}` }),
      reasonForm: '"reason": "why"',
      stack,
      covers,
    })),
    ...foreignEntries(metadata, at).map(({ by, rule, reason, at: place }) => ({
      by,
      rule,
      reason,
      copy: `${copy}#${by}`,
      at: () => position(place),
      stack,
      covers,
    })),
  ];
  return { suppressions, problems: faults.map((fault) => notice(`this suppression ${fault}; write it as ${OWN_FORM}`, position(ownAt))) };
}
