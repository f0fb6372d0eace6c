/**
 * A key's policy as an object that is asked. Keys with the same content, of the same kind and in the same environment share one evaluation.
 */
import { textKey } from '../core/text.js';
import { items, member } from '../core/value.js';
import type { Access } from '../types/access.js';
import type { Address } from '../types/files.js';
import type {
  AccessDifference,
  Decision,
  IneffectiveStatement,
  KeyPolicy,
  NotDelegated,
  PolicySize,
  Refusal,
  Request,
} from '../types/policy.js';
import type { Nobody, PolicyPlace, RequestPrincipal, Statement } from '../types/statement.js';
import type { Env, Fact, ResourceId, Text, Value } from '../types/values.js';
import { subjectOf } from './access.js';
import { ANYBODY } from './because.js';
import { Evaluation, type KeyScope } from './evaluation.js';
import { keyValues } from './live.js';
import { contentKey, placeIn, relativeDocument, WHOLE } from './place.js';
import { awsPrincipal } from './principals.js';
import { accessDifference } from './same-access.js';
import type { KeyFacts, PolicyScope } from './scope.js';

/** Whose policy it is, and where it stands. */
export interface PolicyOwner {
  readonly id: ResourceId;
  readonly env: Env;
  readonly facts: KeyFacts;
  readonly at: Address;
}

/** The one place where evaluations are kept: makes the policies of all keys of a program. */
export class KeyPolicies {
  readonly #resource: PolicyScope['resource'];
  readonly #evaluations = new Map<string, Evaluation>();

  /** @param resource the resource of the program that a text points at, with the environment of its own stack */
  constructor(resource: PolicyScope['resource']) {
    this.#resource = resource;
  }

  policyOf(owner: PolicyOwner, document: Fact<Value>): KeyPolicy {
    return new PolicyOfKey(this, owner, document);
  }

  scopeOf({ id, env, facts }: PolicyOwner): KeyScope {
    return { keyId: id, env, key: facts, resource: this.#resource };
  }

  /** Reads a policy that nobody has read yet. */
  evaluationOf(owner: PolicyOwner, document: Fact<Value>): Evaluation {
    const key = evaluationKey(owner, document);
    const known = this.#evaluations.get(key);
    if (known) return known;
    const evaluation = new Evaluation({ document: relativeDocument(document, owner.at), at: WHOLE }, this.scopeOf(owner));
    this.#evaluations.set(key, evaluation);
    return evaluation;
  }
}

/** All that an evaluation hangs on. */
function evaluationKey({ id, env, facts, at }: PolicyOwner, document: Fact<Value>): string {
  const itself = mayNameKey(document) ? id : '',
    where = [env.account, env.region, env.partition].map(textKey);
  return [contentKey(document, at), ...where, JSON.stringify(keyValues(facts)), itself].join('\n');
}

/** Whether a Resource may be the key itself or another one by a symbol of its stack; in a policy that is a string nobody looks. */
function mayNameKey(document: Fact<Value>): boolean {
  if (document.is !== 'known') return false;
  const { value } = document;
  const isSymbolic = (one: Value): boolean =>
    one.is === 'text' && one.text.some((part) => typeof part === 'object' && part.of !== 'pseudo');
  if (value.is !== 'map') return isSymbolic(value);
  return items(member(value, 'Statement'))
    .flatMap((statement) => ['Resource', 'NotResource'].flatMap((name) => items(member(statement, name))))
    .some(isSymbolic);
}

/**
 * Thin: whose policy it is, and what it shares with others. A class with private fields, so that its answers come also to those who freeze
 * it.
 */
class PolicyOfKey implements KeyPolicy {
  readonly at: Address;
  readonly document: Fact<Value>;
  readonly #owner: PolicyOwner;
  readonly #policies: KeyPolicies;
  #read: Evaluation | undefined;

  constructor(policies: KeyPolicies, owner: PolicyOwner, document: Fact<Value>) {
    this.#policies = policies;
    this.#owner = owner;
    this.at = owner.at;
    this.document = document;
  }

  get #evaluation(): Evaluation {
    return (this.#read ??= this.#policies.evaluationOf(this.#owner, this.document));
  }

  get accepted(): boolean {
    return this.refusals.every(({ odd }) => odd === true);
  }
  get readable(): boolean {
    return this.#evaluation.reading.is === 'read';
  }
  get statements(): readonly Statement[] {
    return this.#evaluation.statements;
  }
  get refusals(): readonly Refusal[] {
    return this.#evaluation.refusals;
  }
  get size(): PolicySize {
    return this.#evaluation.size;
  }
  get ineffective(): readonly IneffectiveStatement[] {
    return this.#evaluation.ineffective;
  }
  get notDelegated(): NotDelegated {
    return this.#evaluation.notDelegated;
  }
  get access(): Access {
    return this.#evaluation.access;
  }
  get rootTrust(): Decision {
    return this.#evaluation.verdict('rootTrust');
  }
  get fullRootTrust(): Decision {
    return this.#evaluation.verdict('fullRootTrust');
  }
  get manageable(): Decision {
    return this.#evaluation.verdict('manageable');
  }
  get durable(): Decision {
    return this.#evaluation.verdict('durable');
  }
  get public(): Decision {
    return this.#evaluation.verdict('public');
  }
  get crossAccount(): Decision {
    return this.#evaluation.verdict('crossAccount');
  }

  decide(request: Request): Decision {
    return this.#evaluation.decide(request);
  }
  delegatesToIam(action: string): Decision {
    return this.decide({ principal: ANYBODY, action, route: 'any' });
  }
  principal(text: Text, iam: boolean): RequestPrincipal | Nobody {
    const scope = this.#policies.scopeOf(this.#owner);
    return subjectOf(awsPrincipal(text, WHOLE, scope), scope, iam) ?? { is: 'nobody', text };
  }
  place(at: PolicyPlace): Address {
    return placeIn(this.at, at);
  }

  with(value: Value): KeyPolicy {
    return new PolicyOfKey(this.#policies, this.#owner, { is: 'known', value, at: value.at });
  }

  /** The other is a policy of the same key in another program perhaps, where its symbols mean the same. */
  differenceTo(other: KeyPolicy, granted?: (principal: Text, action: string) => boolean): AccessDifference | undefined {
    const { scope, side } = this.#evaluation,
      otherSide = this.#policies.evaluationOf({ ...this.#owner, at: other.at }, other.document).side;
    if (!side || !otherSide) return { is: 'unreadable' };
    return side === otherSide ? undefined : accessDifference(side, otherSide, scope, scope.key, granted ?? (() => false));
  }
}
