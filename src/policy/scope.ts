/** Where a key policy stands: what the evaluator must know of the key and its app, and when two accounts are one. */
import { identical, literal } from '../core/text.js';
import type { Answer, Env, Fact, ResourceId, Text } from '../types/values.js';

/** What is known of the key itself; a part that is left out is unknown. */
export interface KeyFacts {
  readonly spec: Fact<string>;
  readonly usage: Fact<string>;
  readonly origin: Fact<string>;
  readonly multiRegion: Fact<boolean>;
}

export interface PolicyScope {
  readonly keyId: ResourceId;
  readonly env: Env;
  /** What the key is; left out where nothing is known of it. */
  readonly key?: KeyFacts;
  /** The resource of the app that a text points at by Ref or GetAtt, with the environment of its own stack. */
  resource(text: Text): { readonly id: ResourceId; readonly type: string; readonly env: Env } | undefined;
}

/** An account that no policy names. */
export const STRANGER: Text = [{ of: 'other', name: 'an account that is not named', scope: '' }];
/** A name that no policy spells out: only a wildcard matches it. */
export const FRESH: Text = [{ of: 'other', name: 'a name that is not written', scope: '' }];

/** A role or user that no policy spells out, with its path. */
export const FRESH_NAME: Text = [{ of: 'other', name: 'a name that is not written', scope: '' }];

/** An id that AWS makes up and no policy spells out. */
export const FRESH_ID: Text = [{ of: 'other', name: 'an id that is not written', scope: '' }];

const FRESH_ONES = new Map([
  [STRANGER[0], /\d/],
  [FRESH[0], /./],
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names
  [FRESH_NAME[0], /[\w+=,.@/-]/],
  [FRESH_ID[0], /[A-Za-z0-9]/],
]);
export const isFresh = (part: Text[number] | undefined): boolean => FRESH_ONES.has(part);

/** Whether the name, account or id can have the character in it. */
export const freshHolds = (part: Text[number] | undefined, character: string): boolean => FRESH_ONES.get(part)?.test(character) ?? false;

/** Whether two account ids are the same: identical texts are, different literals are not, anything else only the deployment knows. */
export function sameAccount(a: Text | undefined, b: Text | undefined): Answer {
  if (a === undefined || b === undefined) return 'unknown';
  if (identical(a, b)) return 'yes';
  if (a[0] === STRANGER[0] || b[0] === STRANGER[0]) return 'no';
  return literal(a) !== undefined && literal(b) !== undefined ? 'no' : 'unknown';
}
