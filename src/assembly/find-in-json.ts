/** Finds the range of text that a JSON pointer names, without parsing the rest of the file. Comments count as blanks. */
import { parseJson } from '../core/read-json.js';

/** Offsets in UTF-16 code units, the end exclusive. */
export type TextRange = readonly [start: number, end: number];
/** Gives the property (key and value) or item that the steps of a pointer name, or its nearest ancestor that is there. */
export type Finder = (steps: readonly string[]) => TextRange;

const QUOTE = 0x22,
  BACKSLASH = 0x5c,
  OPEN_BRACE = 0x7b,
  CLOSE_BRACE = 0x7d,
  OPEN_BRACKET = 0x5b,
  CLOSE_BRACKET = 0x5d,
  COMMA = 0x2c,
  SLASH = 0x2f,
  STAR = 0x2a,
  BYTE_ORDER_MARK = 0xfeff;

interface Member {
  readonly start: number;
  readonly value: number;
  readonly end: number;
}

/**
 * Reads only the objects and lists on the way to a pointer, each once; the rest is skipped by counting brackets. Text that is not JSON ends
 * a list early.
 */
export function jsonFinder(text: string): Finder {
  const known = new Map<number, ReadonlyMap<string, Member>>();
  const membersAt = (at: number): ReadonlyMap<string, Member> => {
    const members = known.get(at) ?? readMembers(text, at);
    known.set(at, members);
    return members;
  };
  const start = skipBlanks(text, 0);
  return (steps) => {
    let member: Member | undefined;
    for (const step of steps) {
      const next = membersAt(member?.value ?? start).get(step);
      if (!next) break;
      member = next;
    }
    return member ? [member.start, member.end] : [start, skipValue(text, start)];
  };
}

/** The members of the object or list that opens at an offset. Of a key that is written twice the last counts, as in JSON.parse. */
function readMembers(text: string, open: number): ReadonlyMap<string, Member> {
  const members = new Map<string, Member>(),
    unit = text.charCodeAt(open);
  if (unit !== OPEN_BRACE && unit !== OPEN_BRACKET) return members;
  for (let at = skipBlanks(text, open + 1), index = 0; at < text.length; index += 1) {
    const start = at;
    let key = String(index);
    if (unit === OPEN_BRACE) {
      if (text.charCodeAt(at) !== QUOTE) break;
      at = skipString(text, at);
      key = unescaped(text.slice(start, at));
      at = skipBlanks(text, at);
      if (text[at] !== ':') break;
      at = skipBlanks(text, at + 1);
    }
    const end = skipValue(text, at);
    if (end === at) break;
    members.set(key, { start, value: at, end });
    at = skipBlanks(text, end);
    if (text[at] !== ',') break;
    at = skipBlanks(text, at + 1);
  }
  return members;
}

function unescaped(literal: string): string {
  if (!literal.includes('\\')) return literal.slice(1, -1);
  const read = parseJson(literal, '');
  return 'json' in read && typeof read.json === 'string' ? read.json : literal;
}

function skipBlanks(text: string, from: number): number {
  let at = from;
  for (;;) {
    const unit = text.charCodeAt(at);
    if (isBlank(unit)) at += 1;
    else if (unit === SLASH && isComment(text, at)) at = skipComment(text, at);
    else return at;
  }
}

/** Whether a slash outside of strings begins a comment: JSON itself has none there. */
function isComment(text: string, slash: number): boolean {
  const next = text.charCodeAt(slash + 1);
  return next === SLASH || next === STAR;
}

function skipComment(text: string, slash: number): number {
  const isLine = text.charCodeAt(slash + 1) === SLASH,
    end = isLine ? text.indexOf('\n', slash) : text.indexOf('*/', slash + 2);
  return end < 0 ? text.length : isLine ? end : end + 2;
}

const isBlank = (unit: number): boolean => unit === 0x20 || (unit >= 0x09 && unit <= 0x0d) || unit === BYTE_ORDER_MARK;

/** @returns the offset after the closing quote. */
function skipString(text: string, open: number): number {
  for (let at = text.indexOf('"', open + 1); at >= 0; at = text.indexOf('"', at + 1)) {
    let first = at;
    while (text.charCodeAt(first - 1) === BACKSLASH) first -= 1;
    // A quote behind an even number of backslashes is none that they escape.
    if ((at - Math.max(first, open + 1)) % 2 === 0) return at + 1;
  }
  return text.length;
}

function skipValue(text: string, from: number): number {
  let at = from,
    depth = 0;
  for (; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    if (unit === QUOTE) {
      at = skipString(text, at) - 1;
      if (depth === 0) return at + 1;
    } else if (unit === OPEN_BRACE || unit === OPEN_BRACKET) depth += 1;
    else if (unit === CLOSE_BRACE || unit === CLOSE_BRACKET) {
      if (depth <= 1) return depth === 1 ? at + 1 : at;
      depth -= 1;
    } else if (unit === SLASH && isComment(text, at)) {
      if (depth === 0) return at;
      at = skipComment(text, at) - 1;
    } else if (depth === 0 && (unit === COMMA || isBlank(unit))) return at;
  }
  return at;
}
