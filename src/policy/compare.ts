/** One value of a request against one value of a condition, as its operator compares them. */
import { literal } from '../core/text.js';
import type { Test } from '../types/statement.js';
import type { Answer, Text } from '../types/values.js';
import { arnLike, like } from './match.js';
import { isFresh } from './scope.js';

export function compareText({ base, order }: Pick<Test, 'base' | 'order'>, pattern: Text, value: Text): Answer {
  switch (base) {
    case 'string':
      return like(pattern, value, false);
    case 'string-ignore-case':
    case 'bool':
      return like(lower(pattern), lower(value), false);
    case 'string-like':
      return like(pattern, value, true);
    case 'arn':
      return arnLike(pattern, value);
    case 'ip':
      return ipMatches(pattern, value);
    case 'numeric':
      return ordered(order, number(pattern), number(value));
    case 'date':
      return ordered(order, date(pattern), date(value));
    default:
      return 'unknown';
  }
}

const lower = (text: Text): Text => text.map((part) => (typeof part === 'string' ? part.toLowerCase() : part));

/** NaN where it is not a number or not known. */
function number(text: Text): number {
  const known = literal(text)?.trim();
  return known === '' ? NaN : Number(known);
}
/**
 * Dates and seconds since 1970 alike. A time of day has its zone (https://www.w3.org/TR/NOTE-datetime), and Date.parse takes more than
 * these dates:
 * without one it would read them in the zone of this machine.
 */
function date(text: Text): number {
  const known = literal(text) ?? '';
  if (/^\d+$/.test(known)) return Number(known) * 1000;
  return /^\d{4}-\d\d(-\d\d(T[\d:.]+(Z|[+-]\d\d:\d\d))?)?$/.test(known) ? Date.parse(known) : NaN;
}

const ORDERED: Readonly<Record<Test['order'], (value: number, pattern: number) => boolean>> = {
  equals: (value, pattern) => value === pattern,
  less: (value, pattern) => value < pattern,
  'less-or-equal': (value, pattern) => value <= pattern,
  greater: (value, pattern) => value > pattern,
  'greater-or-equal': (value, pattern) => value >= pattern,
};
function ordered(order: Test['order'], pattern: number, value: number): Answer {
  if (Number.isNaN(pattern) || Number.isNaN(value)) return 'unknown';
  return ORDERED[order](value, pattern) ? 'yes' : 'no';
}

/** An address that no policy names is in a block only if the block is the whole world. */
function ipMatches(pattern: Text, value: Text): Answer {
  if (isFresh(value[0])) {
    const known = literal(pattern);
    if (known === undefined) return 'unknown';
    // Several such blocks are the whole world together.
    const bits = Number(/\/(\d+)$/.exec(known)?.[1] ?? 32);
    return bits === 0 ? 'yes' : bits < 8 ? 'unknown' : 'no';
  }
  const block = blockOf(pattern),
    address = blockOf(value);
  if (!block || !address) return 'unknown';
  return Math.floor(block.first / block.size) === Math.floor(address.first / block.size) ? 'yes' : 'no';
}

/** A block of IPv4 addresses, or the one address; undefined where it is something else or not known. */
function blockOf(text: Text): { readonly first: number; readonly size: number } | undefined {
  const [, a, b, c, d, bits = 32] = /^(\d+)\.(\d+)\.(\d+)\.(\d+)(?:\/(\d+))?$/.exec(literal(text) ?? '') ?? [];
  const bytes = [a, b, c, d].map(Number);
  if (!bytes.every((byte) => byte < 256) || Number(bits) > 32) return undefined;
  return { first: bytes.reduce((sum, byte) => sum * 256 + byte, 0), size: 2 ** (32 - Number(bits)) };
}
