/** Texts: strings of which some pieces only the deployment knows, compared in three values. */
import type { Answer, Sym, Text } from '../types/values.js';

/**
 * Joins pieces and texts to one normal text: neighbouring literals become one, empty ones go.
 * @example text('alias/', textOf(value) ?? [])
 */
export function text(...parts: readonly (string | Sym | Text)[]): Text {
  const out: (string | Sym)[] = [];
  for (const part of parts)
    if (Array.isArray(part)) for (const piece of part as Text) append(out, piece);
    else append(out, part as string | Sym);
  return out;
}

function append(out: (string | Sym)[], part: string | Sym): void {
  const last = out.length - 1;
  if (part === '') return;
  if (typeof part === 'string' && typeof out[last] === 'string') out[last] += part;
  else out.push(part);
}

/**
 * The string, where all of it is known.
 * @example literal(textOf(value) ?? []) ?? 'not known'
 */
export function literal(value: Text): string | undefined {
  if (value.length === 0) return '';
  const [only] = value;
  return value.length === 1 && typeof only === 'string' ? only : undefined;
}

/** The symbol, where the text is nothing else. */
export function onlySymbol(value: Text): Sym | undefined {
  const [only] = value;
  return value.length === 1 && typeof only === 'object' ? only : undefined;
}

function sameSymbol(a: Sym, b: Sym): boolean {
  return a.of === b.of && a.name === b.name && a.scope === b.scope;
}

/**
 * For messages and keys: symbols in CloudFormation's own notation, `arn:${AWS::Partition}:iam::…`.
 * @example printText(textOf(value) ?? []) // 'arn:${AWS::Partition}:iam::111122223333:root'
 */
export function printText(value: Text): string {
  return value.map((part) => (typeof part === 'string' ? part : `\${${part.name}}`)).join('');
}

/** As people say it: `parameter Partner`, `import "Network:AdminArn"`, else as CloudFormation writes it. */
export function sayText(value: Text): string {
  const symbol = onlySymbol(value);
  if (symbol?.of === 'parameter') return `parameter ${symbol.name}`;
  return symbol?.of === 'import' ? `import "${symbol.name}"` : printText(value);
}

/** A string that is the same exactly for texts that are the same for certain. */
export function textKey(value: Text): string {
  return value.map((part) => (typeof part === 'string' ? part : `\u0000${part.of}\u0001${part.name}\u0001${part.scope}\u0000`)).join('');
}

/** Whether two texts are piece for piece the same, so that they are one string for certain. */
export function identical(a: Text, b: Text): boolean {
  if (a.length !== b.length) return false;
  for (let i = 0; i < a.length; i++) if (!sameParts(a[i], b[i])) return false;
  return true;
}

/**
 * Whether two texts are the same string: unknown as soon as a symbol could make the difference.
 * @example sameText(key.env.account, ['111122223333'])
 */
export function sameText(a: Text, b: Text): Answer {
  if (identical(a, b)) return 'yes';
  const left = literal(a),
    right = literal(b);
  if (left !== undefined && right !== undefined) return 'no';
  if (left !== undefined) return couldBe(b, left) ? 'unknown' : 'no';
  if (right !== undefined) return couldBe(a, right) ? 'unknown' : 'no';
  return clash(head(a), head(b), 'startsWith') || clash(tail(a), tail(b), 'endsWith') ? 'no' : 'unknown';
}

export function sameParts(a: string | Sym | undefined, b: string | Sym | undefined): boolean {
  return typeof a === 'object' && typeof b === 'object' ? sameSymbol(a, b) : a === b;
}
const head = (t: Text): string => (typeof t[0] === 'string' ? t[0] : '');
const tail = (t: Text): string => {
  const last = t[t.length - 1];
  return typeof last === 'string' ? last : '';
};
const clash = (a: string, b: string, side: 'startsWith' | 'endsWith'): boolean => !a[side](b) && !b[side](a);

/**
 * Whether some value of the symbols makes the text this string. Accounts have twelve digits; other symbols may be anything.
 * What stands between two symbols that may be anything is looked for from the left, and what was found is never tried elsewhere: a later
 * place leaves less of the string for the rest. So the time does not grow with the number of symbols.
 */
function couldBe(pattern: Text, value: string): boolean {
  const pieces = fixedPieces(pattern),
    [first = [], ...rest] = pieces,
    last = rest.pop();
  const start = lengthOf(first);
  if (!standsAt(first, value, 0)) return false;
  if (!last) return start === value.length;
  const end = value.length - lengthOf(last);
  let at = start;
  for (const piece of rest) {
    while (at + lengthOf(piece) <= end && !standsAt(piece, value, at)) at = nextPlace(piece, value, at + 1);
    at += lengthOf(piece);
  }
  return at <= end && standsAt(last, value, end);
}

/** What a text has between symbols that may be anything: strings, and accounts. */
function fixedPieces(pattern: Text): readonly Text[] {
  const pieces: (string | Sym)[][] = [[]];
  for (const part of pattern)
    if (typeof part === 'string' || isAccount(part)) pieces.at(-1)?.push(part);
    else pieces.push([]);
  return pieces;
}
const isAccount = ({ of, name }: Sym): boolean => of === 'pseudo' && name === 'AWS::AccountId';
const ACCOUNT_DIGITS = 12;
const lengthOf = (piece: Text): number => piece.reduce((sum, part) => sum + (typeof part === 'string' ? part.length : ACCOUNT_DIGITS), 0);

function standsAt(piece: Text, value: string, at: number): boolean {
  for (const part of piece) {
    const length = typeof part === 'string' ? part.length : ACCOUNT_DIGITS;
    if (typeof part === 'string' ? !value.startsWith(part, at) : !/^\d{12}$/.test(value.slice(at, at + length))) return false;
    at += length;
  }
  return true;
}

/** The next place where a piece may stand: of its first string, where it begins with one. */
function nextPlace([head]: Text, value: string, from: number): number {
  if (typeof head !== 'string') return from;
  const found = value.indexOf(head, from);
  return found < 0 ? value.length : found;
}

/**
 * Splits at a separator that stands in a literal piece; symbols are taken not to hold it. At most `limit` pieces, the last keeps the rest.
 * @param separator not empty
 */
export function splitText(value: Text, separator: string, limit = Infinity): readonly Text[] {
  const out: Text[] = [];
  let current: (string | Sym)[] = [];
  for (const part of value) {
    if (typeof part !== 'string') {
      current.push(part);
      continue;
    }
    let start = 0;
    for (let at = part.indexOf(separator); at >= 0 && out.length < limit - 1; at = part.indexOf(separator, start)) {
      if (at > start) current.push(part.slice(start, at));
      out.push(current);
      current = [];
      start = at + separator.length;
    }
    if (start < part.length) current.push(part.slice(start));
  }
  out.push(current);
  return out;
}

export interface Arn {
  readonly partition: Text;
  readonly service: Text;
  readonly region: Text;
  readonly account: Text;
  readonly resource: Text;
}

/**
 * The fields of an ARN, or undefined where the text is not one as far as is known (a bare symbol may still be one).
 * @example arnOf(['arn:aws:kms:eu-west-1:111122223333:key/1'])?.resource // ['key/1']
 */
export function arnOf(value: Text): Arn | undefined {
  if (!head(value).startsWith('arn:')) return undefined;
  const [, partition, service, region, account, resource] = splitText(value, ':', 6);
  return partition && service && region && account && resource ? { partition, service, region, account, resource } : undefined;
}
