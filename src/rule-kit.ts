/** All that a rule may import: the vocabulary, reading of values and texts, and what the tool knows of keys and policies. */
import { scopeOf } from './keys/scope.js';
import { judge, type Verdicts } from './policy/verdicts.js';
import type { Key, Program } from './types.js';

export { defineRule } from './engine/define-rule.js';
export { nameOf } from './engine/names.js';
export { booleanFact, inside, items, member, numberFact, stringFact, stringOf, textOf } from './cfn/value.js';
export { arnOf, literal, onlySymbol, printText, sameText, text } from './cfn/text.js';
export { iamGrants, type IamGrant } from './keys/grants.js';
export { judgeKey, type Given } from './reference/key-usage.js';
export type { Verdicts } from './policy/verdicts.js';
export type { Address, Answer, AnyRule, Call, Example, ExampleStack, Fact, Json, JsonObject, Key, Level, Link, Place, Program, Report, Resource, Ring, Rule, StackFacts, Text, Value, Verdict } from './types.js';

/** The six verdicts on a key's policy: who may manage, use and delegate it. */
export function verdictsOf(key: Key, program: Program): Verdicts {
  return judge(key.policy, scopeOf(key, program));
}

/** Three-valued logic (Kleene): no wins in and, yes wins in or, unknown stays unknown. */
export { and, not, or } from './engine/answers.js';
