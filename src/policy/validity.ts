/** What KMS refuses to take as a key policy, as far as the template shows it. Rows that are not well documented are left out. */
import { literal, printText } from '../core/text.js';
import { items, member, plain } from '../core/value.js';
import { LIMITS } from '../reference/cloudformation.js';
import type { PolicySize, Refusal, WrittenPolicy } from '../types/policy.js';
import type { PolicyPlace, Statement } from '../types/statement.js';
import type { Value } from '../types/values.js';
import { operatorOf } from './conditions.js';
import type { Reading } from './document.js';

/**
 * KMS refuses ForAllValues on these as OverlyPermissiveCondition
 * (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#using-conditions-with-set-operators).
 */
const OVERLY_PERMISSIVE = /^(kms:EncryptionContext:|aws:RequestTag\/)./i;

/** @param document the one that was read */
export function refusals(reading: Reading, document: WrittenPolicy['document']): readonly Refusal[] {
  if (document.is !== 'known') return [];
  const { value, statements } = reading;
  const found: Refusal[] = reading.is === 'refused' ? [...reading.refusals] : [];
  items(member(value, 'Statement')).forEach((item, index) => {
    found.push(...conditionFaults(member(item, 'Condition'), index));
  });
  for (const of of statements)
    for (const principal of of.principals)
      if (isRefused(principal)) found.push({ fault: 'bad-principal', at: principal.at, principal, of });
  const { bytes } = policySize(document);
  if (bytes > LIMITS.policyBytes) found.push({ fault: 'too-large', at: document.value.at, bytes, most: LIMITS.policyBytes });
  found.push(
    ...(value ? foreignCharacters(value) : []).map((one): Refusal => ({ fault: 'bad-character', ...one })),
    ...duplicateSids(statements),
  );
  return found;
}

/** KMS refuses an account id that has not twelve digits; whose it is meant to be, nobody knows. */
const isRefused = (who: Statement['principals'][number]): boolean =>
  (who.is === 'nobody' && who.refused) || (who.is === 'someone' && !/^\d{12}$/.test(literal(who.account) ?? '000000000000'));

function conditionFaults(condition: Value | undefined, statement: number): readonly Refusal[] {
  if (condition && isNoObject(condition)) return [{ fault: 'condition-not-an-object', at: condition.at, statement }];
  if (condition?.is !== 'map') return [];
  return Object.entries(condition.entries).flatMap(([operator, keys]): readonly Refusal[] => {
    const parts = operatorOf(operator);
    if (!parts) return [{ fault: 'bad-operator', at: keys.at, operator, statement }];
    if (isNoObject(keys)) return [{ fault: 'condition-not-an-object', at: keys.at, operator, statement }];
    if (parts.set !== 'all' || keys.is !== 'map') return [];
    return Object.entries(keys.entries)
      .filter(([name]) => OVERLY_PERMISSIVE.test(name))
      .map(([conditionKey, { at }]): Refusal => ({ fault: 'set-operator', at, conditionKey, statement }));
  });
}

/**
 * The grammar has objects for a Condition and for each of its operators
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html).
 */
const isNoObject = (value: Value): boolean =>
  value.is === 'list' || value.is === 'scalar' || (value.is === 'text' && literal(value.text) !== undefined);

/** The bytes of the minified policy, symbols counted as nothing. A policy that is a string counts as it is. */
export function policySize(document: WrittenPolicy['document']): PolicySize {
  if (document.is !== 'known') return { bytes: 0, exact: document.is === 'absent' };
  let exact = true;
  const without = (node: Value): Value => {
    if (node.is === 'text') {
      const known = node.text.filter((part) => typeof part === 'string');
      exact &&= known.length === node.text.length;
      return { ...node, text: known };
    }
    if (node.is === 'list') return { ...node, items: node.items.map(without) };
    if (node.is === 'map')
      return { ...node, entries: Object.fromEntries(Object.entries(node.entries).map(([key, entry]) => [key, without(entry)])) };
    if (node.is !== 'unknown') return node;
    exact = false;
    return { is: 'text', text: [], at: node.at };
  };
  const bare = without(document.value);
  return { bytes: Buffer.byteLength(bare.is === 'text' ? printText(bare.text) : JSON.stringify(plain(bare))), exact };
}

/**
 * The first character in each text outside of what a key policy takes: tab, line feed, carriage return, U+0020 to U+00FF (CreateKey,
 * parameter Policy).
 */
function foreignCharacters(value: Value): readonly { readonly at: PolicyPlace; readonly character: string }[] {
  if (value.is === 'list') return value.items.flatMap(foreignCharacters);
  if (value.is === 'map') return Object.values(value.entries).flatMap(foreignCharacters);
  if (value.is !== 'text') return [];
  const [character] = value.text.flatMap((part) => (typeof part === 'string' ? (/[^\t\n\r\u0020-\u00FF]/u.exec(part) ?? []) : []));
  return character === undefined ? [] : [{ at: value.at, character }];
}

function duplicateSids(statements: readonly Statement[]): readonly Refusal[] {
  const seen = new Set<string>();
  return statements.flatMap(({ sid, at }): readonly Refusal[] => {
    if (sid === undefined || sid === '') return [];
    if (seen.has(sid)) return [{ fault: 'duplicate-sid', at, odd: true, sid }];
    seen.add(sid);
    return [];
  });
}
