/**
 * Takes statements away so that what is around them means what it meant: whole bodies, comments that belong, no line that runs into the
 * next.
 */
import type * as t from '@babel/types';
import { descend } from '../../source/calls/nodes.js';
import type { Syntax } from '../../source/calls/syntax.js';
import { ownLines } from '../lists.js';
import type { TextEdit } from '../text-edit.js';
import { lineOf, type Why } from './made.js';

/** Takes away the statement that an expression is, and what is left of the block around it where that holds nothing else. */
export function withoutStatement(syntax: Syntax, expression: t.Node): readonly TextEdit[] | Why {
  const statement = syntax.parent(expression);
  if (statement?.type !== 'ExpressionStatement') return { why: `the result of what stands at ${lineOf(syntax, expression)} is used` };
  return without(syntax, statement);
}

function without(syntax: Syntax, node: t.Node): readonly TextEdit[] | Why {
  const above = syntax.parent(node);
  switch (above?.type) {
    case 'Program':
    case 'SwitchCase':
      return withoutNode(syntax, node);
    case 'BlockStatement':
    case 'StaticBlock':
    case 'TSModuleBlock':
      return above.body.length > 1 ? withoutNode(syntax, node) : without(syntax, above);
    case 'IfStatement':
      if (above.alternate === node) return [{ start: above.consequent.end ?? 0, end: node.end ?? 0, text: '' }];
      return above.alternate || hasEffect(above.test) ? allThereIs(syntax, above) : without(syntax, above);
    case 'ForOfStatement':
    case 'ForInStatement':
      return hasEffect(above.right) ? allThereIs(syntax, above) : without(syntax, above);
    case 'LabeledStatement':
      return without(syntax, above);
    default:
      return allThereIs(syntax, above ?? node);
  }
}

const allThereIs = (syntax: Syntax, node: t.Node): Why => ({ why: `it is all that the code around it does, at ${lineOf(syntax, node)}` });

const hasEffect = (node: t.Node): boolean =>
  descend(node, ({ type }) =>
    /^(Optional)?CallExpression$|^(New|Assignment|Update|Await|Yield|TaggedTemplate|Import)Expression$/.test(type) ? true : undefined,
  ).length > 0;

/** The end of a statement, without a semicolon that is written before the next one, as in `;[a].forEach(…)`: that closes what is left. */
export function endOf(text: string, { start, end }: t.Node): number {
  const before = /\s*[\r\n]\s*;$/.exec(text.slice(start ?? 0, end ?? 0));
  return before ? (start ?? 0) + before.index : (end ?? 0);
}

/** Takes away a node with its comments, and with its lines where nothing else stands on them. */
export function withoutNode({ text }: Syntax, node: t.Node): readonly TextEdit[] {
  const [start, end] = [node.start ?? 0, endOf(text, node)];
  const lines = ownLines(text, start, end);
  if (!lines) return [{ start, end: end + (/^[ \t]*(?=\S)/.exec(text.slice(end))?.[0].length ?? 0), text: '' }];
  const range = { ...lines, end: lines.end + blankAfter(text, lines) };
  const before = text.slice(0, range.start).trimEnd();
  // Without semicolons, what begins with one of these goes on with the line before.
  const runsOn = /^\s*[([`/+*-]/.test(withoutComments(text.slice(range.end))) && !/[;{}]$/.test(before);
  return [...(runsOn ? [{ start: before.length, end: before.length, text: ';' }] : []), { ...range, text: '' }];
}

/** Between two blank lines, or a bracket and a blank line, one of the blank lines goes too. */
function blankAfter(text: string, { start, end }: { readonly start: number; readonly end: number }): number {
  const blank = /^[ \t]*(\r\n|\n|\r)/.exec(text.slice(end))?.[0];
  return blank !== undefined && /(^|[{[(]|(\r\n|\n|\r)[ \t]*)(\r\n|\n|\r)$/.test(text.slice(0, start)) ? blank.length : 0;
}

const withoutComments = (text: string): string => text.replace(/^(\s|\/\/[^\r\n]*|\/\*[^]*?\*\/)+/, '');
