/** Reads a key policy into normal statements, from an object or a JSON string, with single things or lists. */
import { jsonIn } from '../core/json-text.js';
import { literal } from '../core/text.js';
import { items, member, stringOf } from '../core/value.js';
import type { Refusal, WrittenPolicy } from '../types/policy.js';
import type { Statement } from '../types/statement.js';
import type { Answer, Value } from '../types/values.js';
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
  const value = jsonIn(document.value);
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
