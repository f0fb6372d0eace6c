/** JSON that stands in a text: policies, definitions of state machines, redrive policies. */
import { printText, text } from './text.js';
import { valueOf } from './value.js';
import type { Sym, Text, Value } from '../types/values.js';

/**
 * The JSON in a text, or the value as it is. Symbols inside survive where they stand in strings; elsewhere only the deployment completes
 * it.
 * @returns not-json: a known text that is none; incomplete: a text that only the deployment completes
 */
export function jsonIn(value: Value): Value | 'not-json' | 'incomplete' {
  if (value.is !== 'text' || (value.text.length > 0 && typeof value.text[0] !== 'string')) return value;
  const symbols: Sym[] = [];
  const source = value.text.map((part) => (typeof part === 'string' ? part : `\uE000${symbols.push(part) - 1}\uE001`)).join('');
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    return symbols.length === 0 ? 'not-json' : 'incomplete';
  }
  return withSymbols(valueOf(json, value.at), symbols);
}

/** Puts the symbols back where their marks stand. */
function withSymbols(node: Value, symbols: readonly Sym[]): Value {
  // The odd pieces are the numbers of the marks.
  const pieces = (part: string): Text =>
    text(...part.split(/\uE000(\d+)\uE001/).map((piece, i) => (i % 2 === 0 ? piece : (symbols[Number(piece)] ?? piece))));
  switch (node.is) {
    case 'list':
      return { ...node, items: node.items.map((item) => withSymbols(item, symbols)) };
    case 'map':
      return {
        ...node,
        entries: Object.fromEntries(
          Object.entries(node.entries).map(([key, entry]) => [printText(pieces(key)), withSymbols(entry, symbols)]),
        ),
      };
    case 'text':
      return { ...node, text: pieces(printText(node.text)) };
    default:
      return node;
  }
}
