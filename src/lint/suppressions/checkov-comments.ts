/** Suppressions for checkov in a template of YAML: `# checkov:skip=CKV_AWS_7:why` on any line of the resource. */
import { pointerStep } from '../../core/pointer.js';
import type { Address } from '../../types/files.js';
import type { TemplateFacts } from '../../types/facts.js';
import { rulesOfForeign } from './foreign.js';
import type { Suppression } from './suppression.js';

const WORD = /(?:checkov|bridgecrew):skip=/;
/** As checkov reads it (checkov/common/comment/enum.py). */
const COMMENT = /#.*?(?:checkov|bridgecrew):skip= *(\w+)(?::(.*))?$/;

/**
 * @param textOf what stands in a file
 * @param position the line of a place in a template
 */
export function checkovComments(
  stacks: Iterable<TemplateFacts>,
  textOf: (file: string) => string,
  position: (at: Address) => { file: string; line?: number },
): readonly Suppression[] {
  return [...stacks].flatMap((stack) => {
    const text = stack.file.endsWith('.json') ? '' : textOf(stack.file);
    return WORD.test(text) ? inTemplate(stack, text.split(/\r\n|\n|\r/), position) : [];
  });
}

function inTemplate(
  stack: TemplateFacts,
  lines: readonly string[],
  position: (at: Address) => { file: string; line?: number },
): readonly Suppression[] {
  const starts = Object.keys(stack.types).flatMap((logicalId) => {
    const { line } = position({ file: stack.file, pointer: `/Resources/${pointerStep(logicalId)}` });
    return line === undefined ? [] : [{ logicalId, line }];
  });
  return lines.flatMap((written, index): readonly Suppression[] => {
    const [, id = '', why = ''] = COMMENT.exec(written) ?? [],
      line = index + 1;
    const above = starts.filter((start) => start.line <= line).sort((a, b) => b.line - a.line)[0];
    if (id === '' || !above || (above.line !== line && indent(written) <= indent(lines[above.line - 1] ?? ''))) return [];
    const resource = `${stack.id}#${above.logicalId}`;
    return rulesOfForeign(id).map((rule) => ({
      by: 'checkov',
      rule,
      reason: why.trim() === '' ? id : `${id}: ${why.trim()}`,
      copy: `${stack.file}:${line}#checkov`,
      at: () => ({ file: stack.file, line, column: written.indexOf('#') + 1 }),
      stack,
      covers: ({ resources }) => resources.includes(resource),
    }));
  });
}

/** What is not deeper than the name of a resource is none of its lines. */
const indent = (line: string): number => line.search(/\S/);
