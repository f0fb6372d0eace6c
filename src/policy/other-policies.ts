/**
 * Policies of others than keys: IAM policies, and those of buckets, queues, topics and secrets. Each is read once, and asked what it
 * allows.
 */
import { and, not, or } from '../core/answer.js';
import { jsonIn } from '../core/json-text.js';
import { lazy, memoOf } from '../core/memo.js';
import { arnOf, text } from '../core/text.js';
import { items, member, textOf } from '../core/value.js';
import { actionNamed } from '../reference/actions.js';
import { isKeyType } from '../reference/cloudformation.js';
import type { IamPolicy, Permission, ResourcePolicy, Sent } from '../types/policy.js';
import type { RequestPrincipal, Statement } from '../types/statement.js';
import type { Answer, Env, ResourceId, Text, Value } from '../types/values.js';
import type { Lookup } from './lookup.js';
import { actionAnswer } from './action-element.js';
import { ofSubject } from './context.js';
import { variablesUnder } from './document.js';
import { conditionAnswer } from './evaluate.js';
import { arnLike, like } from './match.js';
import { covers } from './principals.js';
import { FRESH_ID, type PolicyScope } from './scope.js';
import { normal, opaque } from './statement.js';
import { sending } from './verdict.js';

/** @param scope where it stands; the key of it is not asked for */
export function iamPolicy(document: Value | undefined, scope: PolicyScope): IamPolicy {
  const statements = statementsOf(document, scope);
  return {
    statements,
    allows: (action, resource, sends) => {
      const asked = lazy(() => scope.resource(resource));
      return permission(
        statements,
        (statement) => {
          const means = meansAction(statement, action);
          return means === 'no' ? 'no' : and(means, meansResource(statement, resource, asked(), scope));
        },
        sending(() => ({ present: 'unknown' }), sends),
      );
    },
  };
}

export function resourcePolicy(of: ResourceId, document: Value | undefined, scope: PolicyScope): ResourcePolicy {
  const statements = statementsOf(document, scope);
  return {
    of,
    statements,
    allows: (principal, action, sends) =>
      permission(
        statements,
        (statement, effect) => {
          const means = meansAction(statement, action);
          return means === 'no' ? 'no' : and(means, meansPrincipal(statement, principal, effect, scope));
        },
        requestOf(principal, scope, sends),
      ),
  };
}

function statementsOf(document: Value | undefined, scope: PolicyScope): readonly Statement[] {
  if (!document) return [];
  const read = jsonIn(document);
  // A text that is no JSON is refused by IAM: nothing is to be told of what it gives.
  if (typeof read === 'string') return [opaque(0, document.at, { of: 'string' })];
  if (read.is === 'unknown') return [opaque(0, read.at, { of: 'folded', why: read.why })];
  if (read.is === 'text') return [opaque(0, read.at, { of: 'value', text: read.text })];
  const variables = variablesUnder(member(read, 'Version'));
  return items(member(read, 'Statement')).map((statement, index) =>
    statement.is === 'unknown'
      ? opaque(index, statement.at, { of: 'folded', why: statement.why })
      : normal(statement, index, variables, scope),
  );
}

/** What a principal's request to another service carries, where that hangs on the principal alone. */
function requestOf(principal: RequestPrincipal, scope: PolicyScope, sends: Sent | undefined): Lookup {
  const slots = ofSubject(principal, scope, 'any');
  return sending((key) => (key.startsWith('kms:') ? undefined : slots(key)) ?? { present: 'unknown' }, sends);
}

/** Allowed by one statement at least, and denied by none. */
function permission(
  statements: readonly Statement[],
  means: (statement: Statement, effect: 'Allow' | 'Deny') => Answer,
  lookup: Lookup,
): Permission {
  const allows: Statement[] = [],
    denies: Statement[] = [];
  let allowed: Answer = 'no',
    denied: Answer = 'no';
  for (const statement of statements)
    for (const effect of ['Allow', 'Deny'] as const) {
      if (statement.effect !== effect && statement.effect !== 'unknown') continue;
      const meant = means(statement, effect);
      // Most statements are about something else: their conditions are not asked.
      const matches =
        meant === 'no' ? 'no' : and(meant, conditionAnswer(statement, lookup), statement.effect === effect ? 'yes' : 'unknown');
      if (matches === 'no') continue;
      (effect === 'Allow' ? allows : denies).push(statement);
      if (effect === 'Allow') allowed = or(allowed, matches);
      else denied = or(denied, matches);
    }
  return { answer: and(allowed, not(denied)), denied, allows, denies };
}

/** The names of actions know no letter case. What a statement says of those of KMS is worked out already. */
function meansAction({ actions, opaque: hidden }: Statement, action: string): Answer {
  if (!actions) return 'no';
  if (hidden) return 'unknown';
  const ofKms = actionNamed(action);
  if (ofKms) return actionAnswer({ actions }, ofKms);
  const asked: Text = [action.toLowerCase()];
  const listed = or(...writtenActions(actions).map((text) => (text ? like(text, asked, true) : 'unknown')));
  return actions.negated ? not(listed) : listed;
}

/** The names of actions in small letters; undefined where one is no text. Each of them is asked for many actions. */
const writtenActions = memoOf(({ value }: NonNullable<Statement['actions']>): readonly (Text | undefined)[] =>
  items(value).map((item) => textOf(item)?.map((part) => (typeof part === 'string' ? part.toLowerCase() : part))),
);

/**
 * Of a key of the app the id is made up by KMS: no ARN that spells one out means it, one that takes the id from the key does.
 * @param asked the resource of the app that is asked about
 */
function meansResource({ resources }: Statement, resource: Text, asked: ReturnType<PolicyScope['resource']>, scope: PolicyScope): Answer {
  if (!resources) return 'no';
  const key = asked && isKeyType(asked.type) ? asked : undefined,
    arn = key ? keyArnIn(key.env) : resource;
  const one = (written: Text): Answer => {
    const named = asked && scope.resource(written);
    if (named) return named.id === asked.id ? 'yes' : 'no';
    const pattern = key ? withFreshId(written, key.id, scope) : written;
    return arnOf(pattern) && arnOf(arn) ? arnLike(pattern, arn) : like(pattern, arn, true);
  };
  const listed = or(...resources.texts.map((written) => (written ? one(written) : 'unknown')));
  return resources.not ? not(listed) : listed;
}

/** `arn:…:key/${Key}`, where the symbol is the id of this key, with the id that nobody knows yet. */
const withFreshId = (written: Text, key: ResourceId, scope: PolicyScope): Text =>
  written.flatMap((part) =>
    typeof part === 'object' && !part.name.endsWith('.Arn') && scope.resource([part])?.id === key ? FRESH_ID : [part],
  );
const keyArnIn = ({ partition, region, account }: Env): Text => text('arn:', partition, ':kms:', region, ':', account, ':key/', FRESH_ID);

const meansPrincipal = (
  { principals, notPrincipal }: Statement,
  principal: RequestPrincipal,
  effect: 'Allow' | 'Deny',
  scope: PolicyScope,
): Answer => covers(principals, notPrincipal, principal, effect, scope);
