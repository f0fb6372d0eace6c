/** What statements of policies are called, and whom they mean. */
import { printText } from '../core/text.js';
import { items, textOf } from '../core/value.js';
import type { ActionElement, PrincipalElement, Statement } from '../types/statement.js';
import type { Value } from '../types/values.js';
import { enumerated } from './list.js';

/**
 * `statement 2 ("Allow root")`, or of an addition by KMS what it is.
 * @example statementName(statement) // 'statement 2 ("Allow root")'
 */
export function statementName({ implied, index, sid }: Pick<Statement, 'implied' | 'index' | 'sid'>): string {
  if (implied) return "KMS's default policy";
  return `statement ${index + 1}${sid === undefined || sid === '' ? '' : ` ("${sid}")`}`;
}

/** The principals that a statement names, in a sentence, whether they are meant or left out. */
export const writtenPrincipals = ({ principals }: Pick<Statement, 'principals'>): string => whomOf({ principals, notPrincipal: false });

/** Whom a statement means: the principals that it names, `everybody`, or all but some. */
export function whomOf({ principals, notPrincipal }: Pick<Statement, 'principals' | 'notPrincipal'>): string {
  const names = [...new Set(principals.map((who) => writtenPrincipal(who) ?? 'somebody'))];
  const [first = 'nobody', second] = names;
  if (names.includes('*')) return notPrincipal ? 'nobody' : 'everybody';
  const list = names.length > 2 ? `${first} and ${names.length - 1} others` : second === undefined ? first : `${first} and ${second}`;
  return notPrincipal ? `all but ${list}` : list;
}

/** What the Action element says. */
export const writtenActions = (actions: ActionElement | undefined): readonly string[] =>
  items(actions?.value).map((item) => printText(textOf(item) ?? []));

/** What a statement is about, in short: `kms:Decrypt and kms:Sign`, `every action`, `kms:Decrypt, kms:Encrypt and 3 other actions`. */
export function actionsOf({ actions }: Pick<Statement, 'actions'>): string {
  const written = [...new Set(writtenActions(actions))].sort();
  if (written.some((one) => one === '*' || one.toLowerCase() === 'kms:*')) return actions?.negated ? 'nothing' : 'every action';
  const short = shortList(written);
  return actions?.negated ? `every action but ${short}` : short;
}

/** `kms:Decrypt, kms:Encrypt and 12 other actions` */
export const shortList = (actions: readonly string[]): string =>
  enumerated(actions.length > 3 ? [...actions.slice(0, 2), `${actions.length - 2} other actions`] : actions);

const FORMS: Readonly<Record<Value['is'], string>> = {
  map: 'an object',
  list: 'a list',
  scalar: 'null',
  text: 'something',
  unknown: 'something',
};

/** A principal as it is written, or what stands there in its place; undefined where it has no text. */
export function writtenPrincipal(who: PrincipalElement): string | undefined {
  if (who.is === 'nobody' && who.form !== undefined) return FORMS[who.form];
  return who.text.length > 0 ? printText(who.text) : undefined;
}
