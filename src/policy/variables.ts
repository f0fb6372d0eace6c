/** Policy variables: what a request carries in the place of `${aws:PrincipalAccount}`. */
import { text } from '../core/text.js';
import type { Text } from '../types/values.js';
import type { Lookup } from './lookup.js';

/** sure: false where the text only may be this one. */
interface Filled {
  readonly text: Text;
  readonly sure: boolean;
}

export const hasVariables = (pattern: Text): boolean => pattern.some((part) => typeof part === 'string' && part.includes('${'));

/** The value of a condition key that a request carries and nobody knows: the same unknown wherever the key is read. */
export const anyValue = (key: string): Text => [{ of: 'request', name: `the request's ${key}`, scope: '' }];

/** The pattern with its variables replaced; undefined where the request carries nothing for one of them, for then nothing matches. */
export function substitute(pattern: Text, lookup: Lookup, wildcards: boolean): Filled | undefined {
  const out: Text[] = [];
  let sure = true;
  for (const part of pattern)
    // Every other piece is what stands in braces.
    for (const [i, piece] of (typeof part === 'string' ? part.split(/\$\{([^}]*)\}/) : [part]).entries()) {
      const filled = typeof piece === 'string' && i % 2 === 1 ? variable(piece, lookup, wildcards) : { text: [piece], sure: true };
      if (!filled) return undefined;
      sure &&= filled.sure;
      out.push(filled.text);
    }
  return { text: text(...out), sure };
}

/**
 * A key with or without a default, or a character that is not to be a wildcard
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html): it is taken for some character, so a match is not
 * certain.
 */
function variable(inside: string, lookup: Lookup, wildcards: boolean): Filled | undefined {
  if (inside === '*' || inside === '?') return { text: [wildcards ? '?' : inside], sure: !wildcards };
  // Fn::Sub would have replaced it: IAM knows no such variable, and nothing matches.
  if (inside.startsWith('AWS::')) return undefined;
  if (inside === '$') return { text: ['$'], sure: true };
  const [, name = inside, otherwise] = /^(.*?), '(.*)'$/.exec(inside) ?? [],
    key = name.toLowerCase(),
    { present, values } = lookup(key);
  if (present === 'no') return otherwise === undefined ? undefined : { text: [otherwise], sure: true };
  const known = values?.length === 1 && (present === 'yes' || otherwise === undefined) ? values[0] : undefined;
  return { text: known ?? anyValue(key), sure: present === 'yes' };
}
