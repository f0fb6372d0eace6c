/** For tests: policies as plain data without intrinsics, and wildcards as one would first write them. */

export type One<T> = T | readonly T[];
type Names = '*' | Readonly<Record<string, One<string>>>;
export interface PlainStatement {
  readonly Sid?: string;
  readonly Effect: string;
  readonly Principal?: Names;
  readonly NotPrincipal?: Names;
  readonly Action?: One<string>;
  readonly NotAction?: One<string>;
  readonly Resource?: One<string>;
  readonly NotResource?: One<string>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, One<string>>>>>;
}

export const list = <T>(value: One<T> | undefined): readonly T[] =>
  Array.isArray(value) ? (value as readonly T[]) : value === undefined ? [] : [value as T];

/** The few patterns of random policies are asked of the same values again and again. */
const known = new Map<string, boolean>();
export function glob(pattern: string, value: string): boolean {
  if (!/[*?]/.test(pattern)) return pattern === value;
  const asked = `${pattern}\n${value}`;
  const answer = known.get(asked) ?? matches(pattern, value);
  if (known.size > 100_000) known.clear();
  known.set(asked, answer);
  return answer;
}

function matches(pattern: string, value: string): boolean {
  const [c, rest] = [pattern.charAt(0), pattern.slice(1)];
  if (pattern === '') return value === '';
  if (c === '*') return matches(rest, value) || (value !== '' && matches(pattern, value.slice(1)));
  return value !== '' && (c === '?' || c === value.charAt(0)) && matches(rest, value.slice(1));
}
