/** Reads a key policy into normal statements, from an object or a JSON string, with single things or lists. */
import { literal, printText } from '../cfn/text.js';
import { items, member, textOf, valueOf } from '../cfn/value.js';
import type { Answer, Policy, Text, Value } from '../types.js';
import type { PolicyScope } from './scope.js';
import { defaultStatement, isRefused, opaque, readStatement, type Refused, type Statement } from './statement.js';

/** A policy that was read, or what KMS refuses about its shape. */
export type Reading =
  { readonly is: 'read'; readonly statements: readonly Statement[] } | { readonly is: 'refused'; readonly refusals: readonly Refused[] };

export function readStatements(policy: Policy, scope: PolicyScope): Reading {
  const { document } = policy;
  if (document.is === 'absent') return { is: 'read', statements: [defaultStatement(policy.at, scope)] };
  if (document.is === 'unknown') return { is: 'read', statements: [opaque(0, document.at, document.why)] };
  const value = parsed(document.value);
  if (value === undefined) return refused({ kind: 'shape', at: document.value.at, why: 'the policy is not JSON' });
  if (value.is === 'unknown') return { is: 'read', statements: [opaque(0, value.at, value.why)] };
  if (value.is === 'text') return { is: 'read', statements: [opaque(0, value.at, `it is ${printText(value.text)}`)] };
  if (value.is !== 'map') return refused({ kind: 'shape', at: value.at, why: 'the policy is not an object' });
  const list = member(value, 'Statement');
  if (list === undefined) return refused({ kind: 'shape', at: value.at, why: 'the policy has no Statement' });
  const version = versionOf(value),
    variables = variablesUnder(value, version);
  const read = items(list).map((item, i) => readStatement(item, i, variables, scope));
  const refusals = [...faultsOf(value, version), ...read.filter(isRefused)];
  return refusals.length > 0 ? refused(...refusals) : { is: 'read', statements: read.filter((one): one is Statement => !isRefused(one)) };
}

const refused = (...refusals: readonly Refused[]): Reading => ({ is: 'refused', refusals });

/** Undefined where it is left out (then it is 2008-10-17) or not known. */
function versionOf(document: Value): string | undefined {
  const text = textOf(member(document, 'Version'));
  return text && literal(text);
}

function variablesUnder(document: Value, version: string | undefined): Answer {
  if (version === undefined && member(document, 'Version')) return 'unknown';
  return version === '2012-10-17' ? 'yes' : 'no';
}

function faultsOf(document: Value & { is: 'map' }, version: string | undefined): readonly Refused[] {
  const faults: Refused[] = [];
  if (version !== undefined && version !== '2012-10-17' && version !== '2008-10-17') {
    const at = member(document, 'Version')?.at ?? document.at;
    faults.push({ kind: 'version', at, why: `its Version is ${version}, and only 2012-10-17 and 2008-10-17 exist` });
  }
  for (const [name, { at }] of Object.entries(document.entries))
    if (name !== 'Version' && name !== 'Id' && name !== 'Statement')
      faults.push({ kind: 'element', at, why: `a policy has no element ${name}` });
  return faults;
}

/** The document in a JSON string, or the value as it is; undefined where a known string is not JSON. Symbols inside the string survive where they stand in strings. */
export function parsed(value: Value): Value | undefined {
  if (value.is !== 'text' || (value.text.length > 0 && typeof value.text[0] !== 'string')) return value;
  const symbols = value.text.filter((part) => typeof part === 'object');
  const mark = (i: number): string => `\uE000${i}\uE001`;
  let next = 0;
  const source = value.text.map((part) => (typeof part === 'string' ? part : mark(next++))).join('');
  let json: unknown;
  try {
    json = JSON.parse(source);
  } catch {
    if (symbols.length === 0) return undefined;
    return { is: 'unknown', why: 'the policy is a string that only the deployment completes', at: value.at };
  }
  if (typeof json !== 'object' || json === null) return undefined;
  const document = valueOf(json, value.at);
  return symbols.length > 0 ? withSymbols(document, symbols) : document;
}

/** Puts the symbols back where their marks stand. */
function withSymbols(node: Value, symbols: readonly Text[number][]): Value {
  const pieces = (part: string): Text =>
    part.split(/(\uE000\d+\uE001)/).flatMap((piece): Text => {
      const symbol = symbols[Number(/^\uE000(\d+)\uE001$/.exec(piece)?.[1] ?? -1)];
      if (symbol) return [symbol];
      return piece === '' ? [] : [piece];
    });
  switch (node.is) {
    case 'list':
      return { ...node, items: node.items.map((item) => withSymbols(item, symbols)) };
    case 'map':
      return {
        ...node,
        entries: Object.fromEntries(Object.entries(node.entries).map(([key, entry]) => [key, withSymbols(entry, symbols)])),
      };
    case 'text':
      return { ...node, text: node.text.flatMap((part) => (typeof part === 'string' ? pieces(part) : [part])) };
    default:
      return node;
  }
}
