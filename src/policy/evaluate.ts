/** The three-valued decision: may this subject do this action, as far as the key policy goes, and which statements decide it. */
import { arnOf, literal, text } from '../core/text.js';
import { carries, dividesActions, type Action } from '../reference/actions.js';
import type { PrincipalElement, RequestPrincipal, Statement } from '../types/statement.js';
import type { Answer, Text } from '../types/values.js';
import { actionAnswer, EVERY_ACTION } from './action-element.js';
import { and, either, not, or } from '../core/answer.js';
import { holds } from './conditions.js';
import type { Lookup } from './lookup.js';
import { arnLike, like } from './match.js';
import { covers } from './principals.js';
import { FRESH, type PolicyScope } from './scope.js';

/** A statement that can have an effect on this key. */
interface Live {
  readonly statement: Statement;
  /** Those of its principals that are asked about. */
  readonly principals: readonly PrincipalElement[];
  /** Whether its Resource means the key: yes or unknown. */
  readonly resource: Answer;
}
/** A policy made ready for questions: what depends neither on the subject nor on the request is worked out once. */
export interface Prepared {
  readonly scope: PolicyScope;
  readonly statements: readonly Live[];
  /** All statements, also those that mean another resource. */
  readonly written: readonly Statement[];
}

export function prepare(statements: readonly Statement[], scope: PolicyScope): Prepared {
  return {
    scope,
    written: statements,
    statements: statements
      .map((statement) => ({ statement, principals: statement.principals, resource: resourceAnswer(statement, scope) }))
      .filter(({ resource }) => resource !== 'no'),
  };
}

/** Whether the Resource element means this key. A literal key id never does: KMS makes up the id. An alias never does. */
export function resourceAnswer({ resources }: Statement, scope: PolicyScope): Answer {
  if (!resources) return 'no';
  const listed = or(...resources.texts.map((resource) => (resource ? isThisKey(resource, scope) : 'unknown')));
  return resources.not ? not(listed) : listed;
}

function isThisKey(resource: Text, scope: PolicyScope): Answer {
  if (literal(resource) === '*') return 'yes';
  // Whether KMS fills policy variables in here, its guide does not say. What is left unfilled of CloudFormation is none.
  if (resource.some((part) => typeof part === 'string' && VARIABLE.test(part))) return and('unknown', isThisKey(replaced(resource), scope));
  const found = scope.resource(resource);
  if (found) return found.id === scope.keyId ? 'yes' : 'no';
  const { partition, region, account } = scope.env,
    // A wildcard stands for several fields where a pattern has fewer than an ARN: `arn:aws:kms:*`.
    matches = arnOf(resource) ? arnLike : wildly;
  const key = (...id: readonly (string | Text)[]): Answer =>
    matches(resource, text('arn:', partition, ':kms:', region, ':', account, ':key/', ...id));
  // The id of a multi-Region key begins with mrk-, and a replica shares it with a key that may be known.
  return either('unknown', key(FRESH), key(['mrk-', { of: 'other', name: 'id', scope: scope.keyId }]));
}

const VARIABLE = /\$\{(?!AWS::)[^}]*\}/;
const replaced = (resource: Text): Text =>
  resource.map((part) => (typeof part === 'string' ? part.replaceAll(new RegExp(VARIABLE, 'g'), '*') : part));
const wildly = (pattern: Text, value: Text): Answer => like(pattern, value, true);

/** A statement that concerns a subject, as an Allow or as a Deny; one whose Effect is not known is both. */
export interface Concern extends Live {
  readonly effect: 'Allow' | 'Deny';
  /** yes or unknown */
  readonly principal: Answer;
}

export function concerning({ statements, scope }: Prepared, subject: RequestPrincipal): readonly Concern[] {
  const found: Concern[] = [];
  for (const { statement, principals, resource } of statements)
    for (const effect of ['Allow', 'Deny'] as const) {
      if (statement.effect !== effect && statement.effect !== 'unknown') continue;
      const principal = covers(principals, statement.notPrincipal, subject, effect, scope);
      if (principal !== 'no') found.push({ statement, principals, resource, effect, principal });
    }
  return found;
}

/** A statement that matches a request or may match it. */
export interface Hit {
  readonly statement: Statement;
  readonly answer: Answer;
  /** What is not certain of it. */
  readonly unsure: 'effect' | 'principal' | 'action' | 'resource' | 'condition' | undefined;
}
export interface Outcome {
  readonly answer: Answer;
  readonly allows: readonly Hit[];
  readonly denies: readonly Hit[];
}

/** Allowed by one statement at least, and denied by none. */
export function decide(concerns: readonly Concern[], action: Action, lookup: Lookup): Outcome {
  const allows: Hit[] = [],
    denies: Hit[] = [];
  for (const concern of concerns) {
    const hit = hitOf(concern, action, lookup);
    if (hit) (concern.effect === 'Allow' ? allows : denies).push(hit);
  }
  return { answer: and(anyOf(allows), not(anyOf(denies))), allows, denies };
}

function hitOf({ statement, effect, principal, resource }: Concern, action: Action, lookup: Lookup): Hit | undefined {
  const asked = actionAnswer(statement, action);
  if (asked === 'no') return undefined;
  const condition = conditionAnswer(statement, lookup);
  if (condition === 'no') return undefined;
  const unsure =
    (statement.effect !== effect && 'effect') ||
    (principal === 'unknown' && 'principal') ||
    (asked === 'unknown' && 'action') ||
    (resource === 'unknown' && 'resource') ||
    (condition === 'unknown' && 'condition') ||
    undefined;
  return { statement, answer: unsure ? 'unknown' : 'yes', unsure };
}

function anyOf(hits: readonly Hit[]): Answer {
  let sum: Answer = 'no';
  for (const { answer } of hits) {
    if (answer === 'yes') return 'yes';
    sum = 'unknown';
  }
  return sum;
}

/** Whether all tests of a statement hold for a request. */
export function conditionAnswer({ conditions }: Statement, lookup: Lookup): Answer {
  let sum: Answer = 'yes';
  for (const test of conditions) {
    const answer = holds(test, lookup);
    if (answer === 'no') return 'no';
    if (answer === 'unknown') sum = 'unknown';
  }
  return sum;
}

const NUMBER: Readonly<Record<Answer, number>> = { no: 0, yes: 1, unknown: 2 };

/**
 * One action for each kind of request: actions that the same statements match, and whose requests carry the same of the condition keys that
 * are read,
 * are decided alike for every subject. Most policies have one or two kinds, so that most of the table need not be asked.
 */
export function representatives(statements: readonly { readonly statement: Statement }[], actions: readonly Action[]): readonly Action[] {
  const kinds: number[] = [];
  let count = 1;
  /** Splits each kind by one more answer. */
  const refine = (answerOf: (action: Action) => Answer): void => {
    const numbers = new Array<number>(count * 3).fill(-1);
    count = 0;
    for (const action of actions) {
      const { index } = action;
      const at = (kinds[index] ?? 0) * 3 + NUMBER[answerOf(action)];
      if (numbers[at] === -1) numbers[at] = count++;
      kinds[index] = numbers[at] ?? 0;
    }
  };
  for (const { statement } of statements) {
    if (statement.actions?.answers !== EVERY_ACTION) refine((action) => actionAnswer(statement, action));
  }
  const keys = new Set(statements.flatMap(({ statement }) => statement.conditions.map((test) => test.key)));
  for (const key of keys) if (dividesActions(key)) refine((action) => carries(action, key));
  if (count === 1) return actions.slice(0, 1);
  const first = new Map<number | undefined, Action>();
  for (const action of actions) if (!first.has(kinds[action.index])) first.set(kinds[action.index], action);
  return [...first.values()];
}
