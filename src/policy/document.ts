/** Reads a key policy into normal statements, from an object or a JSON string, with single things or lists. */
import { literal, printText, text } from '../core/text.js';
import { items, member, stringOf, valueOf } from '../core/value.js';
import type { Refusal, WrittenPolicy } from '../types/policy.js';
import type { Statement } from '../types/statement.js';
import type { Answer, Sym, Text, Value } from '../types/values.js';
import type { PolicyScope } from './scope.js';
import { defaultStatement, opaque, readStatement } from './statement.js';

/**
 * A policy that was read, or what KMS refuses about its shape; then with the statements that could be read all the same. value: the
 * document, out of its string.
 */
export type Reading = { readonly value: Value | undefined; readonly statements: readonly Statement[] } & (
  { readonly is: 'read' } | { readonly is: 'refused'; readonly refusals: readonly Refusal[] }
);

/** Reads a policy. Only the makers of KeyPolicy, IamPolicy and ResourcePolicy do, and each policy once. */
export function readStatements({ document, at }: WrittenPolicy, scope: PolicyScope): Reading {
  if (document.is === 'absent') return { is: 'read', value: undefined, statements: [defaultStatement(at, scope)] };
  if (document.is === 'unknown') return unread(opaque(0, document.at, { of: 'folded', why: document.why }));
  const value = parsed(document.value);
  if (value === 'not-json') return refused({ fault: 'not-json', at: document.value.at }, document.value);
  if (value === 'incomplete') return unread(opaque(0, document.value.at, { of: 'string' }));
  if (value.is === 'unknown') return unread(opaque(0, value.at, { of: 'folded', why: value.why }));
  if (value.is === 'text' && literal(value.text) === undefined)
    return unread(opaque(0, value.at, { of: 'value', text: value.text }), value);
  if (value.is !== 'map') return refused({ fault: 'not-an-object', at: value.at }, value);
  const list = member(value, 'Statement');
  if (list === undefined) return refused({ fault: 'no-statements', at: value.at }, value);
  const variables = variablesUnder(member(value, 'Version')),
    refusals = [...faultsOf(value)],
    statements: Statement[] = [];
  items(list).forEach((item, i) => {
    const { statement, faults } = readStatement(item, i, variables, scope);
    refusals.push(...faults);
    if (statement) statements.push(statement);
  });
  return refusals.length > 0 ? { is: 'refused', value, statements, refusals } : { is: 'read', value, statements };
}

/** A policy of which nobody can see the statements is one statement. */
const unread = (statement: Statement, value?: Value): Reading => ({ is: 'read', value, statements: [statement] });
const refused = (refusal: Refusal, value?: Value): Reading => ({ is: 'refused', value, statements: [], refusals: [refusal] });

const VERSIONS = new Set(['2012-10-17', '2008-10-17']);

/** Whether policy variables are replaced. A policy without Version is of 2008-10-17. */
export function variablesUnder(version: Value | undefined): Answer {
  const known = stringOf(version);
  return version && known === undefined ? 'unknown' : known === '2012-10-17' ? 'yes' : 'no';
}

function faultsOf({ entries }: Value & { is: 'map' }): readonly Refusal[] {
  return Object.entries(entries).flatMap(([name, value]): readonly Refusal[] => {
    const { at } = value;
    if (name === 'Id' || name === 'Statement') return [];
    if (name !== 'Version') return [{ fault: 'unknown-element', at, element: name }];
    const version = stringOf(value);
    return version === undefined || VERSIONS.has(version) ? [] : [{ fault: 'bad-version', at, version }];
  });
}

/**
 * The document in a JSON string, or the value as it is. Symbols inside the string survive where they stand in strings; elsewhere only the
 * deployment completes it.
 */
function parsed(value: Value): Value | 'not-json' | 'incomplete' {
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
