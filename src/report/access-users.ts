/** Who uses a key and who must be able to, as cells of the access table; how names are written in it. */
import type { Answer } from '../types/values.js';
import type { ImportedKeyAccess, KeyAccess, KeyUsers } from '../types/report.js';
import { markdownCellCode, markdownText, visible } from '../core/escape.js';

/** How names and words are written: alike in a terminal; in Markdown names as code, where a star or bracket would mean something. */
export interface NameStyle {
  readonly name: (text: string) => string;
  readonly words: (text: string) => string;
}
export const PLAIN: NameStyle = { name: visible, words: visible };
export const MARKDOWN: NameStyle = { name: markdownCellCode, words: markdownText };

export const namesOr = (names: readonly string[], none: string): string => (names.length === 0 ? none : names.join(', '));

export const letIn = ({ iamAllows }: KeyAccess, { name }: NameStyle): string =>
  namesOr(
    iamAllows.map((one) => `${name(one.name)} (${one.actions.map(name).join(', ')})`),
    'none',
  );

type Cell = (style: NameStyle) => string;
/** What uses the key, and who can, cannot, or is not known to be able to; left out where there is nobody. */
export function userRows(key: KeyUsers): readonly (readonly [heading: string, cell: Cell])[] {
  const ofAnswer = (answer: Answer): KeyUsers['users'] => key.users.filter(({ can }) => can === answer);
  const rows: readonly (readonly [string, Cell, boolean])[] = [
    ['encrypts', (style) => usesCell(key, style), key.uses.length > 0],
    ['needed, and allowed to', (style) => usersIn(ofAnswer('yes'), style), ofAnswer('yes').length > 0],
    ['needed, but refused to', (style) => usersIn(ofAnswer('no'), style), ofAnswer('no').length > 0],
    ['needed by, not known', (style) => usersIn(ofAnswer('unknown'), style), ofAnswer('unknown').length > 0],
  ];
  return rows.flatMap(([heading, cell, shown]) => (shown ? [[heading, cell] as const] : []));
}

export function usesCell({ uses }: KeyUsers, { name }: NameStyle): string {
  const certain = new Map<string, boolean>();
  for (const one of uses) certain.set(one.resource, one.certain || certain.get(one.resource) === true);
  return [...certain].map(([resource, sure]) => (sure ? name(resource) : `${name(resource)} (?)`)).join(', ');
}

/** More targets than this are counted, not named. */
const NAMED_TARGETS = 3;
export function usersIn(users: KeyUsers['users'], { name }: NameStyle): string {
  return users
    .map((user) => {
      const named = user.targets.slice(0, NAMED_TARGETS).map(name),
        more = user.targets.length - named.length;
      const lacks = user.missing.length > 0 ? `, lacks ${user.missing.map(name).join(', ')}` : '';
      return `${name(user.name)} (for ${named.join(', ')}${more > 0 ? ` and ${more} more` : ''}${lacks})`;
    })
    .join(', ');
}

/** A table of Markdown of the keys that others own. */
export function importedTable(keys: readonly ImportedKeyAccess[]): string {
  const head = ['imported key', 'encrypts', 'needed by'];
  const rows = keys.map((key) => [
    markdownCellCode(key.name),
    usesCell(key, MARKDOWN) || 'nothing',
    usersIn(key.users, MARKDOWN) || 'nobody',
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
