/**
 * Statements that can never have an effect, and which part of them is to blame. A statement is dead only if none of its actions can ever
 * match.
 */
import { printText, text } from '../core/text.js';
import { items, textOf } from '../core/value.js';
import { KEY_ACTIONS, type Action, type LiveFor } from '../reference/actions.js';
import { contextsInstead } from '../reference/services.js';
import type { IneffectiveStatement } from '../types/policy.js';
import type { PolicyPlace, PrincipalElement, Statement, Test } from '../types/statement.js';
import type { Text } from '../types/values.js';
import { holds } from './conditions.js';
import type { Lookup, Slot } from './lookup.js';
import { OF_SERVICES, ofAnybody, ofKey, ofSubject, request, type Slots } from './context.js';
import { actionAnswer } from './action-element.js';
import { conditionAnswer, resourceAnswer } from './evaluate.js';
import { keyValues, worksOn } from './live.js';
import { sameAccount, type KeyFacts, type PolicyScope } from './scope.js';
import { conditionsAddress } from './statement.js';

type Fault = IneffectiveStatement['fault'];
type Told = Partial<Pick<IneffectiveStatement, 'actions' | 'keyFacts' | 'conditionKey'>>;

export function ineffectiveStatements(
  statements: readonly Statement[],
  scope: PolicyScope,
  key: KeyFacts,
): readonly IneffectiveStatement[] {
  return statements.flatMap((statement) => deadness(statement, scope, key) ?? []);
}

function deadness(statement: Statement, scope: PolicyScope, key: KeyFacts): IneffectiveStatement | undefined {
  const { actions, resources, sid } = statement;
  const dead = (part: IneffectiveStatement['part'], fault: Fault, at: PolicyPlace, told: Told = {}): IneffectiveStatement => {
    const meaningThis = (): Statement => ({ ...statement, resources: { texts: [['*']], not: false, at } });
    const byResource = part === 'resource' && deadness(meaningThis(), scope, key) === undefined;
    return { statement, part, fault, at, byResource, conditionKey: undefined, actions: [], keyFacts: [], ...told, name };
  };
  const name = sid ?? (actions ? items(actions.value).map((item) => printText(textOf(item) ?? [])) : []).join(' ');
  if (!actions) return dead('action', 'no action', statement.at);
  if (!resources) return dead('resource', 'no resource', statement.at);
  if (resources.texts.length === 0 && !resources.not) return dead('resource', 'no resource', resources.at);
  if (resourceAnswer(statement, scope) === 'no') return dead('resource', 'another resource', resources.at);
  const actionsAt = actions.value?.at ?? statement.at;
  const asked = KEY_ACTIONS.filter((action) => actionAnswer(statement, action) !== 'no');
  if (asked.length === 0) return dead('action', 'no such action', actionsAt);
  const live = asked.filter((action) => worksOn(action, key) !== 'no');
  if (live.length === 0)
    return dead('action', 'not for this kind of key', actionsAt, { actions: ids(asked), keyFacts: kindOf(key, asked) });
  const callers = statement.notPrincipal ? undefined : statement.principals;
  const [caller] = callers ?? [];
  const foreign = callers?.every((who) => 'account' in who && sameAccount(who.account, scope.env.account) === 'no');
  if (caller && foreign && live.every((action) => action.crossAccount === 'no'))
    return dead('principal', 'not across accounts', caller.at, { actions: ids(live) });
  // What KMS refuses, invalid-key-policy tells of.
  if (caller?.is === 'nobody' && callers?.every((who) => who.is === 'nobody' && !who.refused))
    return dead('principal', 'no such principal', caller.at);
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
  const foreignContext = contextOfAnother(statement);
  if (foreignContext)
    return dead('condition', 'key never carried', foreignContext.at, { actions: ids(live), conditionKey: foreignContext.name });
  if (lookups.length === 0 || lookups.some(([, lookup]) => conditionAnswer(statement, lookup) !== 'no')) return undefined;
  const test = statement.conditions.find((one) => lookups.every(([, lookup]) => holds(one, lookup) === 'no'));
  return dead('condition', test ? faultOf(test, lookups) : 'conditions never hold', test?.at ?? conditionsAddress(statement), {
    actions: ids(live),
    conditionKey: test?.name,
  });
}

/** A test of an encryption context that the service does not send through which alone the requests come. */
function contextOfAnother({ conditions }: Statement): Test | undefined {
  const asks = ({ negated, ifExists, set, base }: Test): boolean =>
    !negated && !ifExists && set !== 'all' && base !== 'null' && base !== undefined;
  const via = conditions.find((test) => test.key === 'kms:viaservice' && asks(test) && !test.open);
  const services = via?.values.map((value) => /^([a-z0-9-]+)\./.exec(printText(value))?.[1]) ?? [];
  return conditions.find((test) => {
    const [, context, service] = /^kms:encryptioncontext:(aws:([a-z0-9-]+):.+)$/.exec(test.key) ?? [];
    return (
      context !== undefined &&
      asks(test) &&
      services.length > 0 &&
      services.every((one) => one === service) &&
      contextsInstead(context) !== undefined
    );
  });
}

const ids = (actions: readonly Action[]): readonly string[] => actions.map(({ id }) => id);

const faultOf = ({ key }: Test, lookups: readonly [Action, Lookup][]): Fault =>
  lookups.every(([, lookup]) => lookup(key).present === 'no') ? 'key never carried' : 'value never carried';

/** What of the key's kind the actions ask for, as the template writes it. */
function kindOf(key: KeyFacts, actions: readonly Action[]): IneffectiveStatement['keyFacts'] {
  const { spec, usage, origin, multiRegion } = keyValues(key);
  const facts: readonly [string, string | undefined, readonly (keyof LiveFor)[]][] = [
    ['KeySpec', spec, ['spec', 'asymmetric']],
    ['KeyUsage', usage, ['usage']],
    ['Origin', origin, ['origin']],
    ['MultiRegion', multiRegion?.toString(), ['multiRegion']],
  ];
  return facts.flatMap(([name, value, parts]) =>
    value !== undefined && actions.some(({ liveFor }) => parts.some((part) => part in liveFor)) ? [[name, value] as const] : [],
  );
}

/** What requests by a principal carry for certain, in each way in which it can be named; nothing is certain of everybody. */
function slotsOf(who: PrincipalElement | undefined, scope: PolicyScope): readonly Slots[] {
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
