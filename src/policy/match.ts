/** Whether a pattern with `*` and `?` matches a text of which some pieces only the deployment knows. */
import { arnOf, identical, literal, onlySymbol, sameParts, text } from '../core/text.js';
import type { Answer, Sym, Text } from '../types/values.js';
import { freshHolds, isFresh } from './scope.js';

const STAR = Symbol('*'),
  ANY = Symbol('?');
type Token = string | Sym | typeof STAR | typeof ANY;

function tokens(whole: Text, wildcards: boolean): readonly Token[] {
  const out: Token[] = [];
  for (const part of whole) {
    if (typeof part !== 'string') {
      out.push(part);
      continue;
    }
    for (let i = 0; i < part.length; i++) {
      const c = part.charAt(i);
      out.push(wildcards && c === '*' ? STAR : wildcards && c === '?' ? ANY : c);
    }
  }
  return out;
}

/** Which characters the value of a symbol can hold: some pseudo parameters have a known shape, and nothing else has their names. */
function fits({ name }: Sym, character: string): boolean {
  if (name === 'AWS::AccountId') return /\d/.test(character);
  return name === 'AWS::Region' || name === 'AWS::Partition' ? /[a-z0-9-]/.test(character) : true;
}

/** Whether the value of a symbol can hold a wildcard: neither the name of a resource nor its ARN does. */
const mayBeWild = ({ of, name }: Sym): boolean => of !== 'ref' && of !== 'pseudo' && !(of === 'attribute' && name.endsWith('.Arn'));

/**
 * @param wildcards whether `*` and `?` in the pattern are wildcards, as for StringLike, or characters, as for StringEquals.
 * yes: for all values of the symbols; no: for none. A fresh name (see scope.ts) is matched by wildcards only.
 */
export function like(pattern: Text, value: Text, wildcards: boolean): Answer {
  const left = literal(pattern),
    right = literal(value);
  if (left !== undefined && right !== undefined)
    return (wildcards && /[*?]/.test(left) ? glob(left, right) : left === right) ? 'yes' : 'no';
  if (identical(pattern, value)) return 'yes';
  // What both surely begin with decides nothing.
  const shared = commonSymbols(pattern, value);
  if (shared > 0) return like(pattern.slice(shared), value.slice(shared), wildcards);
  const same = commonStart(pattern, value, wildcards);
  if (same === undefined) return 'no';
  const [restOfPattern, restOfValue] = [from(pattern, same), from(value, same)];
  const known = literal(restOfPattern),
    symbol = onlySymbol(restOfValue);
  // Most of what a request carries is one value that nobody knows: it may be just what is written.
  if (known !== undefined && symbol && symbol.of !== 'pseudo' && !isFresh(symbol))
    return wildcards && /^\*+$/.test(known) ? 'yes' : 'unknown';
  const p = tokens(restOfPattern, wildcards),
    v = tokens(restOfValue, false) as readonly (string | Sym)[];
  return surely(p, v) ? 'yes' : possibly(p, v, wildcards) ? 'unknown' : 'no';
}

/** How many symbols both begin with that stand for the same and hold no wildcard. */
function commonSymbols(pattern: Text, value: Text): number {
  const end = pattern.findIndex((first, i) => {
    const other = value[i];
    return typeof first !== 'object' || typeof other !== 'object' || mayBeWild(first) || !sameParts(first, other);
  });
  return end < 0 ? pattern.length : end;
}

/** How many characters both begin with, or undefined where their literal beginnings differ: most comparisons end here. */
function commonStart(pattern: Text, value: Text, wildcards: boolean): number | undefined {
  const [a] = pattern,
    [b] = value;
  if (typeof a !== 'string' || typeof b !== 'string') return 0;
  const wild = wildcards ? a.search(/[*?]/) : -1;
  const length = Math.min(wild < 0 ? a.length : wild, b.length);
  return a.startsWith(b.slice(0, length)) ? length : undefined;
}

/** The text from this place in its first, literal piece on. */
function from(whole: Text, start: number): Text {
  const [first, ...rest] = whole;
  return typeof first === 'string' ? text(first.slice(start), rest) : whole;
}

/** The classical two-pointer glob: linear in practice, no backtracking beyond the last star. */
function glob(pattern: string, value: string): boolean {
  let p = 0,
    v = 0,
    star = -1,
    mark = 0;
  while (v < value.length) {
    if (pattern[p] === '*') {
      star = p++;
      mark = v;
    } else if (pattern[p] === '?' || pattern[p] === value[v]) {
      p++;
      v++;
    } else if (star >= 0) {
      p = star + 1;
      v = ++mark;
    } else return false;
  }
  while (pattern[p] === '*') p++;
  return p === pattern.length;
}

/** Matches for all values of the symbols: a symbol is matched by a star or by itself. */
function surely(p: readonly Token[], v: readonly (string | Sym)[]): boolean {
  const found = search(v.length, (i, j, to): boolean => {
    const a = p[i],
      b = v[j];
    if (a === undefined) return b === undefined;
    if (a === STAR) {
      if (b !== undefined) to(i, j + 1, 0);
      to(i + 1, j, 0);
    } else if (a === ANY ? typeof b === 'string' : sameParts(a, b)) to(i + 1, j + 1, 0);
    return false;
  });
  return found === true;
}

/** Matches for some values of the symbols. The third place counts whether a fresh name has met a wildcard, which it must. */
function possibly(p: readonly Token[], v: readonly (string | Sym)[], wildcards: boolean): boolean {
  const found = search(v.length, (i, j, to, met): boolean => {
    const a = p[i],
      b = v[j];
    if (a === undefined && b === undefined) return true;
    if (isFresh(b)) {
      if (a === STAR || a === ANY || (typeof a === 'object' && (a.of === 'request' || (wildcards && mayBeWild(a))))) {
        if (a !== ANY) to(i, j + 1, 0);
        to(i + 1, j, 1);
      } else if (a !== undefined && (typeof a !== 'string' || freshHolds(b, a))) to(i + 1, j, met);
      if (met === 1) to(i, j + 1, 0);
    } else if (a === STAR) {
      if (b !== undefined) to(i, j + 1, 0);
      to(i + 1, j, 0);
    } else {
      if (typeof b === 'object') {
        if (a === ANY || (typeof a === 'string' && fits(b, a))) to(i + 1, j, 0);
        to(i, j + 1, 0);
      } else if (b !== undefined && (a === ANY || a === b)) to(i + 1, j + 1, 0);
      if (typeof a === 'object') {
        if (typeof b === 'string' && fits(a, b)) to(i, j + 1, 0);
        to(i + 1, j, 0);
      }
    }
    return false;
  });
  return found !== false;
}

type Step = (i: number, j: number, to: (i: number, j: number, met: number) => void, met: number) => boolean;
/** No policy that KMS takes needs so many: it holds 32 KiB, and a name some hundred characters. */
const MOST_PLACES = 200_000;

/**
 * Whether an end can be reached from the beginning of both: a step says that it is one, or where to go on, the most likely place last.
 * undefined where the places are too many to look at.
 */
function search(n: number, step: Step): boolean | undefined {
  // Few places are ever reached, so that a table of all would cost more than the matching. No recursion: a text may have a hundred thousand
  // characters.
  const seen = new Set<number>([0]),
    open = [0];
  const to = (i: number, j: number, met: number): void => {
    const at = (i * (n + 1) + j) * 2 + met;
    if (seen.has(at)) return;
    seen.add(at);
    open.push(at);
  };
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const place = Math.floor(at / 2);
    if (step(Math.floor(place / (n + 1)), place % (n + 1), to, at % 2)) return true;
    if (seen.size > MOST_PLACES) return undefined;
  }
  return false;
}

/** Not known: a policy that spells out a partition is written for a deployment there, as its principals are. */
const isOpenPartition = (partition: Text): boolean => onlySymbol(partition)?.name === 'AWS::Partition';

/**
 * ArnEquals and ArnLike, which are the same: the six fields of an ARN one by one, each with wildcards
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN).
 */
export function arnLike(pattern: Text, value: Text): Answer {
  const p = arnOf(pattern),
    v = arnOf(value);
  if (p && v) {
    let answer: Answer = 'yes';
    for (const field of ['service', 'account', 'resource', 'region', 'partition'] as const) {
      const same =
        field === 'partition' && isOpenPartition(v.partition) && literal(p.partition) !== undefined
          ? 'yes'
          : like(p[field], v[field], true);
      if (same === 'no') return 'no';
      if (same === 'unknown') answer = 'unknown';
    }
    return answer;
  }
  // What these operators make of anything else, a bare `*` among it, the guide does not say; one symbol for both may well be an ARN.
  const whole = like(pattern, value, true);
  return whole === 'yes' && (literal(pattern) !== undefined || !identical(pattern, value) || isFresh(pattern[0])) ? 'unknown' : whole;
}
