/** What is written wrongly in a test of a condition, as far as its text alone tells it, and what was meant. */
import { literal, printText } from '../core/text.js';
import { meantKey, partialKey } from '../reference/actions.js';
import type { Statement, Test } from '../types/statement.js';
import type { Text } from '../types/values.js';
import { canBeValue, formOf, type FormName } from './value-form.js';

export type Mistake = { readonly test: Test } & (
  | { readonly is: 'no-such-key'; readonly meant: string }
  /** A family of keys without its last part. whole: as it must be written. */
  | { readonly is: 'partial-key'; readonly whole: string }
  /** `${AWS::AccountId}` in a text that no Fn::Sub reads. */
  | { readonly is: 'not-substituted'; readonly written: string }
  /** A policy variable, which only Version 2012-10-17 knows. */
  | { readonly is: 'variable'; readonly written: string }
  /** `*` or `?` under an operator that takes them for characters. operator: the one that takes them for wildcards. */
  | { readonly is: 'wildcard'; readonly operator: string }
  /** What no value of the key looks like. */
  | { readonly is: 'form'; readonly form: FormName; readonly written: readonly string[] }
);

/** @example mistakesIn(statement).length > 0 // somebody meant another condition than stands there */
export const mistakesIn = ({ conditions }: Statement): readonly Mistake[] => conditions.flatMap((test) => mistakeIn(test) ?? []);

/** The first mistake of a test; undefined of none that the text tells. */
export function mistakeIn(test: Test): Mistake | undefined {
  const { base, key, name, operator, values, variables } = test,
    whole = partialKey(name),
    meant = meantKey(name);
  if (whole !== undefined) return { test, is: 'partial-key', whole };
  if (meant !== undefined) return { test, is: 'no-such-key', meant };
  const written = values.flatMap((value) => value.filter((part) => typeof part === 'string')),
    inBraces = written.join(' ').match(/\$\{[^{}]*\}/g) ?? [],
    pseudo = inBraces.find((one) => one.startsWith('${AWS::'));
  if (pseudo !== undefined) return { test, is: 'not-substituted', written: pseudo };
  const variable = inBraces.find((one) => /^\$\{[a-z]+:/i.test(one));
  if (variable !== undefined && variables === 'no') return { test, is: 'variable', written: variable };
  const form = formOf(key),
    isText = base === 'string' || base === 'string-ignore-case',
    hasWildcards = written.some((one) => /[*?]/.test(one.replace(/\$\{[^{}]*\}/g, '')));
  // A pattern for ids is no id: which one is meant, nobody can tell.
  if (isText && form && hasWildcards && form.name !== 'account' && form.name !== 'organization')
    return { test, is: 'wildcard', operator: operator.replace(/Equals(IgnoreCase)?/i, 'Like') };
  if (form?.name === undefined || base === undefined || base === 'null') return undefined;
  const isWrong = (value: Text): boolean => {
    if (form.instead?.test(printText(value))) return true;
    const known = literal(value);
    return (
      known !== undefined &&
      !known.includes('${') &&
      !canBeValue(key, [known], base === 'string-like' || base === 'arn', base === 'string-ignore-case')
    );
  };
  const wrong = values.filter(isWrong).map(printText);
  return wrong.length === 0 ? undefined : { test, is: 'form', form: form.name, written: wrong };
}
