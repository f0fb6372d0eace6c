/** Reads a key policy into normal statements, from an object or a JSON string, with single things or lists. */
import { literal, printText, sayText, text } from '../core/text.js';
import { items, member, stringOf, valueOf } from '../core/value.js';
import type { Answer, Sym, Text, Value } from '../types/values.js';
import type { Policy } from '../types/program.js';
import type { PolicyScope } from './scope.js';
import { defaultStatement, opaque, readStatement, type Refused, type Statement } from './statement.js';

/** A policy that was read, or what KMS refuses about its shape; then with the statements that could be read all the same. */
export type Reading =
  | { readonly is: 'read'; readonly statements: readonly Statement[] }
  | { readonly is: 'refused'; readonly statements: readonly Statement[]; readonly refusals: readonly Refused[] };

export function readStatements(policy: Policy, scope: PolicyScope): Reading {
  const { document } = policy;
  if (document.is === 'absent') return { is: 'read', statements: [defaultStatement(policy.at, scope)] };
  if (document.is === 'unknown') return { is: 'read', statements: [opaque(0, document.at, document.why)] };
  const value = parsed(document.value);
  if (value === undefined) return refused({ kind: 'shape', at: document.value.at, why: 'the policy is not JSON' });
  if (value.is === 'unknown') return { is: 'read', statements: [opaque(0, value.at, value.why)] };
  if (value.is === 'text' && literal(value.text) === undefined)
    return { is: 'read', statements: [opaque(0, value.at, `it is ${sayText(value.text)}`)] };
  if (value.is !== 'map') return refused({ kind: 'shape', at: value.at, why: 'the policy is not an object' });
  const list = member(value, 'Statement');
  if (list === undefined) return refused({ kind: 'shape', at: value.at, why: 'the policy has no Statement' });
  const variables = variablesUnder(member(value, 'Version')),
    refusals = [...faultsOf(value)],
    statements: Statement[] = [];
  items(list).forEach((item, i) => {
    const { statement, faults } = readStatement(item, i, variables, scope);
    refusals.push(...faults);
    if (statement) statements.push(statement);
  });
  return refusals.length > 0 ? { is: 'refused', statements, refusals } : { is: 'read', statements };
}

const refused = (refusal: Refused): Reading => ({ is: 'refused', statements: [], refusals: [refusal] });

const VERSIONS = new Set(['2012-10-17', '2008-10-17']);

/** Whether policy variables are replaced. A policy without Version is of 2008-10-17. */
function variablesUnder(version: Value | undefined): Answer {
  const known = stringOf(version);
  return version && known === undefined ? 'unknown' : known === '2012-10-17' ? 'yes' : 'no';
}

function faultsOf({ entries }: Value & { is: 'map' }): readonly Refused[] {
  return Object.entries(entries).flatMap(([name, value]): readonly Refused[] => {
    const { at } = value;
    if (name === 'Id' || name === 'Statement') return [];
    if (name !== 'Version') return [{ kind: 'element', at, why: `a policy has no element ${name}` }];
    const version = stringOf(value);
    return version === undefined || VERSIONS.has(version)
      ? []
      : [{ kind: 'version', at, why: `its Version is ${version}, and only 2012-10-17 and 2008-10-17 exist` }];
  });
}

/** The document in a JSON string, or the value as it is; undefined where a known string is not JSON. Symbols inside the string survive where they stand in strings. */
export function parsed(value: Value): Value | undefined {
  if (value.is !== 'text' || (value.text.length > 0 && typeof value.text[0] !== 'string')) return value;
  const symbols: Sym[] = [];
  const source = value.text.map((part) => (typeof part === 'string' ? part : `\uE000${symbols.push(part) - 1}\uE001`)).join('');
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    if (symbols.length === 0) return undefined;
    return { is: 'unknown', why: 'the policy is a string that only the deployment completes', at: value.at };
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
