/** Whether a pattern with `*` and `?` matches a text of which some pieces only the deployment knows. */
import { arnOf, identical, literal, same } from '../cfn/text.js';
import type { Answer, Sym, Text } from '../types.js';
import { isFresh } from './scope.js';

const STAR = Symbol('*'),
  ANY = Symbol('?');
type Token = string | Sym | typeof STAR | typeof ANY;

function tokens(text: Text, wildcards: boolean): readonly Token[] {
  const out: Token[] = [];
  for (const part of text) {
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

/** Which characters the value of a symbol can hold: pseudo parameters have a known shape, anything else may be any string. */
function fits(symbol: Sym, character: string): boolean {
  if (symbol.of !== 'pseudo') return true;
  if (symbol.name === 'AWS::AccountId') return /\d/.test(character);
  return symbol.name === 'AWS::Region' || symbol.name === 'AWS::Partition' ? /[a-z0-9-]/.test(character) : true;
}

/**
 * @param wildcards whether `*` and `?` in the pattern are wildcards, as for StringLike, or characters, as for StringEquals.
 * yes: for all values of the symbols; no: for none. A fresh name (see scope.ts) is matched by wildcards only.
 */
export function like(pattern: Text, value: Text, wildcards: boolean): Answer {
  const left = literal(pattern),
    right = literal(value);
  if (left !== undefined && left === '*' && wildcards) return 'yes';
  if (left !== undefined && right !== undefined)
    return (wildcards && /[*?]/.test(left) ? glob(left, right) : left === right) ? 'yes' : 'no';
  if (identical(pattern, value)) return 'yes';
  const same = commonStart(pattern, value, wildcards);
  if (same === undefined) return 'no';
  const [restOfPattern, restOfValue] = [from(pattern, same), from(value, same)];
  const known = literal(restOfPattern);
  if (wildcards && known !== undefined && /^\*+$/.test(known)) return 'yes';
  // Most of what a request carries is one value that nobody knows: it may be just what is written.
  if (isAnything(restOfValue) && !mentions(restOfPattern, restOfValue)) return 'unknown';
  if (restOfValue.length === 1 && isFresh(restOfValue[0]) && !mayHoldName(restOfPattern, wildcards)) return 'no';
  const p = tokens(restOfPattern, wildcards),
    v = tokens(restOfValue, false) as readonly (string | Sym)[];
  return surely(p, v) ? 'yes' : possibly(p, v, wildcards) ? 'unknown' : 'no';
}

/** One symbol that may be any text. */
function isAnything([symbol, ...more]: Text): boolean {
  return more.length === 0 && typeof symbol === 'object' && symbol.of !== 'pseudo' && !isFresh(symbol);
}

function mayHoldName(pattern: Text, wildcards: boolean): boolean {
  return pattern.some((part) => (typeof part === 'object' ? wildcards || isCarried(part) : wildcards && /[*?]/.test(part)));
}

/** What a policy variable stands for, where only the caller knows it: that may be a name that no policy writes. */
const isCarried = ({ name }: Sym): boolean => name.startsWith("the request's ");

function mentions(pattern: Text, symbol: Text): boolean {
  return pattern.some((part) => typeof part === 'object' && same(part, symbol[0]));
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
  if (start === 0 || typeof first !== 'string') return whole;
  return start === first.length ? rest : [first.slice(start), ...rest];
}

/** The classical two-pointer glob: linear in practice, no backtracking beyond the last star. */
function glob(pattern: string, value: string): boolean {
  let p = 0,
    v = 0,
    star = -1,
    mark = 0;
  while (v < value.length) {
    if (p < pattern.length && pattern[p] === '*') {
      star = p++;
      mark = v;
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === value[v])) {
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
  const go = memo(p.length, v.length, (i, j, again): boolean => {
    const a = p[i],
      b = v[j];
    if (a === undefined) return b === undefined;
    if (a === STAR) return again(i + 1, j, 0) || (b !== undefined && again(i, j + 1, 0));
    if (b === undefined) return false;
    const one = a === ANY ? typeof b === 'string' : typeof a === 'symbol' ? false : same(a, b);
    return one && again(i + 1, j + 1, 0);
  });
  return go(0, 0, 0);
}

/** Matches for some values of the symbols. The third place counts whether a fresh name has met a wildcard, which it must. */
function possibly(p: readonly Token[], v: readonly (string | Sym)[], wildcards: boolean): boolean {
  const go = memo(p.length, v.length, (i, j, again, met): boolean => {
    const a = p[i],
      b = v[j];
    if (a === undefined && b === undefined) return true;
    if (typeof b === 'object' && isFresh(b)) {
      if (met === 1 && again(i, j + 1, 0)) return true;
      if (a === undefined) return false;
      if (a === STAR || a === ANY || (typeof a === 'object' && (wildcards || isCarried(a))))
        return again(i + 1, j, 1) || (a !== ANY && again(i, j + 1, 0));
      return typeof a === 'string' && again(i + 1, j, met);
    }
    if (a === STAR) return again(i + 1, j, 0) || (b !== undefined && again(i, j + 1, 0));
    if (typeof a === 'object' && (again(i + 1, j, 0) || (b !== undefined && (typeof b === 'object' || fits(a, b)) && again(i, j + 1, 0))))
      return true;
    if (typeof b === 'object')
      return again(i, j + 1, 0) || (typeof a === 'string' && fits(b, a) && again(i + 1, j, 0)) || (a === ANY && again(i + 1, j, 0));
    return b !== undefined && (a === ANY || a === b) && again(i + 1, j + 1, 0);
  });
  return go(0, 0, 0);
}

type Step = (i: number, j: number, met: number) => boolean;
function memo(m: number, n: number, step: (i: number, j: number, again: Step, met: number) => boolean): Step {
  // No typed array: V8 puts large ones outside of its heap, which costs more than the matching.
  const seen = new Array<boolean | undefined>((m + 1) * (n + 1) * 2);
  const again: Step = (i, j, met) => {
    const at = (i * (n + 1) + j) * 2 + met;
    return (seen[at] ??= step(i, j, again, met));
  };
  return again;
}

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
      const same = like(p[field], v[field], true);
      if (same === 'no') return 'no';
      if (same === 'unknown') answer = 'unknown';
    }
    return answer;
  }
  const whole = like(pattern, value, true);
  return whole === 'yes' && !identical(pattern, value) && literal(pattern) !== '*' ? 'unknown' : whole;
}
