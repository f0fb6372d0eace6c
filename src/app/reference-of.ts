/** A key of the app held against the reference key model: its plain facts, what it is meant for, the nearest legal key. */
import { literal } from '../core/text.js';
import { items, numberFact, stringOf } from '../core/value.js';
import { consumingProperties, type KeyNeed } from '../reference/consumers.js';
import type { Given, PlainKey } from '../reference/key-usage.js';
import { referenceFor, type Intent, type ReferenceKey } from '../reference/reference-for.js';
import type { Fact, Text, Value } from '../types/values.js';
import type { Key, KeyUse, Program } from '../types/program.js';
import { iamAllowsOn, usesOf } from './by-key.js';

/**
 * What the reference key model asks of a key: plain values, each known, absent or unknown.
 * @example plainKey(key).spec // { is: 'known', value: 'RSA_2048' }
 */
export function plainKey({ spec, usage, origin, rotation, multiRegion, properties, env }: Key): PlainKey {
  return {
    spec: given(spec),
    usage: given(usage),
    origin: given(origin),
    rotation: given(rotation),
    rotationPeriod: given(numberFact(properties['RotationPeriodInDays'])),
    multiRegion: given(multiRegion),
    region: knownText(env.region),
    partition: knownText(env.partition),
  };
}

const given = <T>(fact: Fact<T>): Given<T> => (fact.is === 'known' ? { is: 'known', value: fact.value } : { is: fact.is });

function knownText(text: Text): Given<string> {
  const value = literal(text);
  return value === undefined ? { is: 'unknown' } : { is: 'known', value };
}

/** What a use needs of the key. */
export function needOf({ type, path }: KeyUse): KeyNeed | undefined {
  return consumingProperties(type).find((property) => property.path === path)?.key;
}

/** What the app does with a key: the actions that its key policy and the IAM policies give on it, and the properties that name it. */
export function intentOf(key: Key, program: Program): Intent {
  const { readable, statements: all } = key.policy;
  const statements = readable ? all.filter(({ effect, actions }) => effect !== 'Deny' && actions && !actions.negated) : [];
  return {
    actions: [
      ...statements.flatMap(({ actions }) => writtenIn(actions?.value)),
      ...iamAllowsOn(key.id, program).flatMap(({ actions }) => actions),
    ],
    consumers: usesOf(key.id, program)
      .filter(({ certainty }) => certainty === 'certain')
      .flatMap((use) => needOf(use) ?? []),
  };
}

const writtenIn = (actions: Value | undefined): readonly string[] => items(actions).flatMap((action) => stringOf(action) ?? []);

/** The nearest legal key, by what the app does with this one. */
export function referenceOf(key: Key, program: Program): ReferenceKey {
  return referenceFor(plainKey(key), intentOf(key, program));
}
