/** The three-valued decision: may this subject do this action, as far as the key policy goes, and which statements decide it. */
import { arnOf, literal, text } from '../cfn/text.js';
import { ACTIONS, carries, type Action } from '../reference/actions.js';
import type { Answer, Text } from '../types.js';
import { and, either, not, or } from '../answer.js';
import { holds, type Lookup } from './conditions.js';
import type { Statement } from './document.js';
import { arnLike, like } from './match.js';
import { covers, type Subject } from './principals.js';
import { FRESH, type PolicyScope } from './scope.js';

/** A statement that matches or may match, and which of its parts is not certain. */
export interface Hit {
  readonly statement: Statement;
  readonly answer: Answer;
  readonly unsure: readonly Part[];
}
export type Part = 'effect' | 'principal' | 'action' | 'resource' | 'condition';
export interface Decision {
  readonly answer: Answer;
  readonly allows: readonly Hit[];
  readonly denies: readonly Hit[];
}

export function actionAnswer(statement: Statement, action: Action): Answer {
  const { actions } = statement;
  if (!actions) return 'no';
  const listed: Answer = actions.sure.has(action) ? 'yes' : actions.maybe.has(action) ? 'unknown' : 'no';
  return actions.not ? not(listed) : listed;
}

/** Whether the Resource element means this key. A literal key id never does: KMS makes up the id. An alias never does. */
export function resourceAnswer(statement: Statement, scope: PolicyScope): Answer {
  const { resources } = statement;
  if (!resources) return 'no';
  const listed = or(...resources.texts.map((resource) => (resource ? isThisKey(resource, scope) : 'unknown')));
  return resources.not ? not(listed) : listed;
}

function isThisKey(resource: Text, scope: PolicyScope): Answer {
  if (literal(resource) === '*') return 'yes';
  const found = scope.resource(resource);
  if (found) return found.id === scope.keyId ? 'yes' : 'no';
  const arn = arnOf(resource),
    { partition, region, account } = scope.env;
  if (!arn && literal(resource) === undefined) return 'unknown';
  // A wildcard before the last field may stand for several fields.
  const byFields =
    arn &&
    ![arn.partition, arn.service, arn.region, arn.account].some((field) =>
      field.some((part) => typeof part === 'string' && /[*?]/.test(part)),
    );
  const key = (...id: readonly (string | Text)[]): Answer =>
    (byFields ? arnLike : wildly)(resource, text('arn:', partition, ':kms:', region, ':', account, ':key/', ...id));
  // The id of a multi-Region key begins with mrk-, and a replica shares it with a key that may be known.
  return either('unknown', key(FRESH), key(['mrk-', { of: 'other', name: 'id', scope: scope.keyId }]));
}

const wildly = (pattern: Text, value: Text): Answer => like(pattern, value, true);

/** Whether all tests of a statement hold for a request. */
export function conditionAnswer(statement: Statement, lookup: Lookup): Answer {
  let answer: Answer = 'yes';
  for (const test of statement.conditions) {
    answer = and(answer, holds(test, lookup));
    if (answer === 'no') return 'no';
  }
  return answer;
}

/** The evaluator over one reading of a policy: what does not depend on the request is worked out once. */
export interface Prepared {
  readonly scope: PolicyScope;
  readonly statements: readonly { readonly statement: Statement; readonly resource: Answer }[];
}

export function prepare(statements: readonly Statement[], scope: PolicyScope): Prepared {
  return {
    scope,
    statements: statements
      .map((statement) => ({ statement, resource: resourceAnswer(statement, scope) }))
      .filter(({ statement, resource }) => resource !== 'no' && statement.actions !== undefined),
  };
}

/**
 * Actions that the same statements match and whose requests carry the same condition keys are decided alike: they have the same signature.
 * Most policies have one or two signatures, so that most of the table need not be asked.
 */
export function signatures(prepared: Prepared): (action: Action) => string {
  const varying = prepared.statements.filter(({ statement: { actions } }) => !actions || actions.not || actions.sure.size < ACTIONS.length);
  const keys = [...new Set(prepared.statements.flatMap(({ statement }) => statement.conditions.map((test) => test.key)))];
  return (action) => {
    let signature = '';
    for (const { statement } of varying) signature += actionAnswer(statement, action)[0] ?? '';
    for (const key of keys) signature += carries(action, key)[0] ?? '';
    return signature;
  };
}

/** Allowed by one statement at least, and denied by none. */
export function decide(prepared: Prepared, subject: Subject, action: Action, lookup: Lookup): Decision {
  const allows: Hit[] = [],
    denies: Hit[] = [];
  for (const { statement, resource } of prepared.statements) {
    const asked = actionAnswer(statement, action);
    if (asked === 'no') continue;
    for (const effect of ['Allow', 'Deny'] as const) {
      if (statement.effect !== effect && statement.effect !== 'unknown') continue;
      const principal = covers(statement.principals, statement.notPrincipal, subject, effect, prepared.scope);
      if (principal === 'no') continue;
      const condition = conditionAnswer(statement, lookup);
      if (condition === 'no') continue;
      const parts: readonly (readonly [Part, Answer])[] = [
        ['effect', statement.effect === effect ? 'yes' : 'unknown'],
        ['principal', principal],
        ['action', asked],
        ['resource', resource],
        ['condition', condition],
      ];
      (effect === 'Allow' ? allows : denies).push({
        statement,
        answer: and(...parts.map(([, answer]) => answer)),
        unsure: parts.flatMap(([part, answer]) => (answer === 'unknown' ? [part] : [])),
      });
    }
  }
  return { answer: and(anyOf(allows), not(anyOf(denies))), allows, denies };
}

const anyOf = (hits: readonly Hit[]): Answer => or(...hits.map((hit) => hit.answer));
