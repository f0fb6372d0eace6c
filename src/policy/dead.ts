/** Statements that can never have an effect, and which part of them is to blame. A statement is dead only if none of its actions can ever match. */
import { printText, text } from '../cfn/text.js';
import { items, textOf } from '../cfn/value.js';
import { KEY_ACTIONS, type Action, type LiveFor } from '../reference/actions.js';
import type { Address, Policy, Text } from '../types.js';
import { holds, type Lookup, type Slot, type Test } from './conditions.js';
import { OF_SERVICES, ofAnybody, ofKey, ofSubject, request, type Slots } from './context.js';
import { actionAnswer, type ActionElement } from './action-element.js';
import { readStatements } from './document.js';
import { conditionAnswer, resourceAnswer } from './evaluate.js';
import { keyValues, worksOn } from './live.js';
import type { Who } from './principals.js';
import { sameAccount, type KeyFacts, type PolicyScope } from './scope.js';
import { conditionsAddress, whomOf, type Statement } from './statement.js';

export type Fault =
  | 'no action'
  | 'no resource'
  | 'another resource'
  | 'no such action'
  | 'not for this kind of key'
  | 'not across accounts'
  | 'no such principal'
  | 'key never carried'
  | 'value never carried'
  | 'conditions never hold';

export interface Dead {
  readonly statement: Statement;
  readonly part: 'action' | 'resource' | 'principal' | 'condition';
  /** What is wrong, by a name that stays when `why` is worded anew. For fingerprints. */
  readonly fault: Fault;
  /** Where the part is written. */
  readonly at: Address;
  /** Follows "statement 2 never has an effect, since ". */
  readonly why: string;
  /** Nothing but its Resource keeps it from having an effect. */
  readonly byResource: boolean;
  /** The condition key that is to blame, as written. */
  readonly key: string | undefined;
  /** Tells it from the other statements, wherever it stands: its Sid, else its actions. For fingerprints. */
  readonly name: string;
}

export function deadStatements(policy: Policy, scope: PolicyScope, key: KeyFacts): readonly Dead[] {
  return readStatements(policy, scope).statements.flatMap((statement) => deadness(statement, scope, key) ?? []);
}

function deadness(statement: Statement, scope: PolicyScope, key: KeyFacts): Dead | undefined {
  const { actions, resources, sid } = statement;
  const dead = (part: Dead['part'], fault: Fault, at: Address, why: string, test?: Test): Dead => {
    const meaningThis = (): Statement => ({ ...statement, resources: { texts: [['*']], not: false, at } });
    const byResource = part === 'resource' && deadness(meaningThis(), scope, key) === undefined;
    return { statement, part, fault, at, why, byResource, key: test?.name, name };
  };
  const name = sid ?? (actions ? items(actions.value).map((item) => printText(textOf(item) ?? [])) : []).join(' ');
  if (!actions) return dead('action', 'no action', statement.at, 'it has no Action');
  if (!resources) return dead('resource', 'no resource', statement.at, 'it has no Resource');
  if (resources.texts.length === 0 && !resources.not) return dead('resource', 'no resource', resources.at, 'its Resource names nothing');
  if (resourceAnswer(statement, scope) === 'no') return dead('resource', 'another resource', resources.at, 'its Resource is not this key');
  const asked = KEY_ACTIONS.filter((action) => actionAnswer(statement, action) !== 'no');
  if (asked.length === 0) return dead('action', 'no such action', actions.value.at, noSuchAction(actions));
  const live = asked.filter((action) => worksOn(action, key) !== 'no');
  if (live.length === 0)
    return dead(
      'action',
      'not for this kind of key',
      actions.value.at,
      `${names(asked)} ${asked.length === 1 ? 'does' : 'do'} not work on a key with ${kindOf(key, asked)}`,
    );
  const callers = statement.notPrincipal ? undefined : statement.principals;
  const [caller] = callers ?? [];
  const foreign = callers?.every((who) => 'account' in who && sameAccount(who.account, scope.env.account) === 'no');
  if (caller && foreign && live.every((action) => action.crossAccount === 'no'))
    return dead(
      'principal',
      'not across accounts',
      caller.at,
      `${names(live)} ${live.length === 1 ? 'works' : 'work'} only inside the key's own account`,
    );
  // What KMS refuses, invalid-key-policy tells of.
  if (caller?.is === 'nobody' && callers?.every((who) => who.is === 'nobody' && !who.refused))
    return dead('principal', 'no such principal', caller.at, caller.why);
  if (statement.conditions.length === 0) return undefined;
  const contexts = (callers ?? [undefined])
    .filter((who) => who?.is !== 'nobody')
    .flatMap((who) => slotsOf(who, scope))
    .map(
      (slots): Slots =>
        (name) =>
          // A plain call does not ask to bypass the lockout check, but a caller can, and a Deny of that is what keeps it from it.
          name === 'kms:bypasspolicylockoutsafetycheck' ? undefined : (ofKey(name, { ...scope, key }) ?? slots(name)),
    );
  const lookups = live.flatMap((action) => contexts.map((slots): [Action, Lookup] => [action, request(slots, action)]));
  if (lookups.length === 0 || lookups.some(([, lookup]) => conditionAnswer(statement, lookup) !== 'no')) return undefined;
  const test = statement.conditions.find((one) => lookups.every(([, lookup]) => holds(one, lookup) === 'no'));
  const absent = test && lookups.every(([, lookup]) => lookup(test.key).present === 'no');
  return dead(
    'condition',
    test ? (absent ? 'key never carried' : 'value never carried') : 'conditions never hold',
    test?.at ?? conditionsAddress(statement),
    test
      ? absent
        ? `no request for ${names(live)} by ${callers?.every(({ is }) => is !== 'everyone') ? whomOf(statement) : 'anybody'} carries ${test.name}`
        : `${test.name} can never be what its condition wants`
      : 'its conditions can never hold for any of its actions',
    test,
  );
}

/** What of the key's kind the actions ask for, as the template writes it. */
function kindOf(key: KeyFacts, actions: readonly Action[]): string {
  const { spec, usage, origin, multiRegion } = keyValues(key);
  const facts: readonly [string, string | undefined, readonly (keyof LiveFor)[]][] = [
    ['KeySpec', spec, ['spec', 'asymmetric']],
    ['KeyUsage', usage, ['usage']],
    ['Origin', origin, ['origin']],
    ['MultiRegion', multiRegion?.toString(), ['multiRegion']],
  ];
  return facts
    .filter(([, value, parts]) => value !== undefined && actions.some(({ liveFor }) => parts.some((part) => part in liveFor)))
    .map(([name, value]) => `${name} ${String(value)}`)
    .join(' and ');
}

function noSuchAction(actions: ActionElement): string {
  if (actions.negated) return 'its NotAction leaves no action of KMS';
  if (items(actions.value).length === 0) return 'its Action names nothing';
  const written = items(actions.value)
    .slice(0, 3)
    .map((item) => printText(textOf(item) ?? []));
  const list = written.join(', ');
  if (actions.answers.includes('yes')) return `no key policy decides about ${list}`;
  return `${list} ${written.length === 1 ? 'is no action' : 'are no actions'} of KMS`;
}

const names = (actions: readonly Action[]): string =>
  actions.length > 3
    ? `${actions
        .slice(0, 2)
        .map(({ id }) => id)
        .join(', ')} and ${actions.length - 2} other actions`
    : actions.map(({ id }) => id).join(' and ');

/** What requests by a principal carry for certain, in each way in which it can be named; nothing is certain of everybody. */
function slotsOf(who: Who | undefined, scope: PolicyScope): readonly Slots[] {
  if (who?.is === 'service') return [ofSubject({ is: 'service', name: who.text }, scope, 'any')];
  if (who?.is === 'entity')
    return [ofSubject({ is: 'named', text: who.text, account: who.account, kind: who.kind, iam: true }, scope, 'any')];
  if (who?.is !== 'account') return [ofAnybody];
  const { partition } = scope.env,
    somebody: Text = [{ of: 'other', name: 'a principal of the account', scope: '' }];
  const is = (value: Text): Slot => ({ present: 'yes', values: [value] });
  return [
    text('arn:', partition, ':iam::', who.account, ':', somebody),
    text('arn:', partition, ':sts::', who.account, ':federated-user/', somebody),
  ].map(
    (arn): Slots =>
      (key) =>
        key === 'kms:calleraccount' || key === 'aws:principalaccount'
          ? is(who.account)
          : key === 'aws:principalarn'
            ? is(arn)
            : OF_SERVICES.has(key)
              ? { present: 'no' }
              : undefined,
  );
}
