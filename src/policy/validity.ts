/** What KMS refuses to take as a key policy, as far as the template shows it. Rows that are not well documented are left out. */
import { literal, printText } from '../core/text.js';
import { items, member, plain } from '../core/value.js';
import { LIMITS } from '../reference/cloudformation.js';
import type { Address } from '../types/files.js';
import type { Policy } from '../types/program.js';
import type { Value } from '../types/values.js';
import { operatorOf } from './conditions.js';
import { parsed, readStatements } from './document.js';
import type { PolicyScope } from './scope.js';
import { nameOf, type Refused, type Statement } from './statement.js';

export interface PolicyRefusal {
  readonly at: Address;
  /** Follows "KMS refuses the policy: ", or of a note, what is odd. */
  readonly why: string;
  /** note: KMS takes it all the same. */
  readonly level: 'refused' | 'note';
  /** Short and stable, for fingerprints. */
  readonly kind: Refused['kind'] | 'principal' | 'operator' | 'set-operator' | 'size' | 'characters' | 'duplicate-sid';
}

/**
 * KMS refuses ForAllValues on these as OverlyPermissiveCondition
 * (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#using-conditions-with-set-operators).
 */
const OVERLY_PERMISSIVE = /^(kms:EncryptionContext:|aws:RequestTag\/)./i;

const refuse = (kind: PolicyRefusal['kind'], at: Address, why: string): PolicyRefusal => ({ at, why, kind, level: 'refused' });

export function refusals(policy: Policy, scope: PolicyScope): readonly PolicyRefusal[] {
  const { document } = policy;
  if (document.is !== 'known') return [];
  const reading = readStatements(policy, scope),
    value = parsed(document.value) ?? document.value;
  const found = reading.is === 'refused' ? reading.refusals.map(({ kind, at, why }) => refuse(kind, at, why)) : [];
  items(member(value, 'Statement')).forEach((item, index) => {
    found.push(...conditionFaults(member(item, 'Condition'), `statement ${index + 1}`));
  });
  for (const statement of reading.statements)
    for (const who of statement.principals) {
      if (who.is === 'nobody' && who.refused)
        found.push(
          refuse(
            'principal',
            who.at,
            `${nameOf(statement)} names ${who.text.length > 0 ? printText(who.text) : 'an empty string'} as principal: ${who.why}`,
          ),
        );
      else if (who.is === 'someone' && !/^\d{12}$/.test(literal(who.account) ?? '000000000000'))
        found.push(
          refuse('principal', who.at, `${nameOf(statement)} names ${printText(who.text)} as principal: an account id has twelve digits`),
        );
    }
  const bytes = leastBytes(document.value);
  if (bytes > LIMITS.policyBytes)
    found.push(refuse('size', document.value.at, `it has at least ${bytes} bytes, and ${LIMITS.policyBytes} are the most`));
  found.push(
    ...foreignCharacters(value).map((one) => refuse('characters', one.at, `"${one.character}" is not in Latin-1`)),
    ...duplicateSids(reading.statements),
  );
  return found;
}

function conditionFaults(condition: Value | undefined, statement: string): readonly PolicyRefusal[] {
  if (condition?.is !== 'map') return [];
  return Object.entries(condition.entries).flatMap(([operator, keys]) => {
    const parts = operatorOf(operator);
    if (!parts) return [refuse('operator', keys.at, `${statement} has a condition operator ${operator}, which does not exist`)];
    if (parts.set !== 'all' || keys.is !== 'map') return [];
    return Object.entries(keys.entries)
      .filter(([name]) => OVERLY_PERMISSIVE.test(name))
      .map(([name, { at }]) => {
        const why = `${statement} has ForAllValues on ${name}, which has one value at most, so that it would hold for every request without it`;
        return refuse('set-operator', at, why);
      });
  });
}

/** The bytes of the minified policy, symbols counted as nothing. A policy that is a string counts as it is. */
function leastBytes(value: Value): number {
  const without = (node: Value): Value => {
    if (node.is === 'text') return { ...node, text: node.text.filter((part) => typeof part === 'string') };
    if (node.is === 'list') return { ...node, items: node.items.map(without) };
    return node.is === 'map'
      ? { ...node, entries: Object.fromEntries(Object.entries(node.entries).map(([key, entry]) => [key, without(entry)])) }
      : node.is === 'unknown'
        ? { is: 'text', text: [], at: node.at }
        : node;
  };
  const bare = without(value);
  return Buffer.byteLength(bare.is === 'text' ? printText(bare.text) : JSON.stringify(plain(bare)));
}

/** The first character in each text outside of what a key policy takes: tab, line feed, carriage return, U+0020 to U+00FF (CreateKey, parameter Policy). */
function foreignCharacters(value: Value): readonly { readonly at: Address; readonly character: string }[] {
  if (value.is === 'list') return value.items.flatMap(foreignCharacters);
  if (value.is === 'map') return Object.values(value.entries).flatMap(foreignCharacters);
  if (value.is !== 'text') return [];
  const [character] = value.text.flatMap((part) => (typeof part === 'string' ? (/[^\t\n\r\u0020-\u00FF]/u.exec(part) ?? []) : []));
  return character === undefined ? [] : [{ at: value.at, character }];
}

function duplicateSids(statements: readonly Statement[]): readonly PolicyRefusal[] {
  const seen = new Set<string>();
  return statements.flatMap(({ sid, at }): readonly PolicyRefusal[] => {
    if (sid === undefined || sid === '') return [];
    if (seen.has(sid)) return [{ at, kind: 'duplicate-sid', level: 'note', why: `two statements have the Sid "${sid}"` }];
    seen.add(sid);
    return [];
  });
}
