/** One answer with its reasons, and what it is made of: a question about a subject, and several answers together. */
import type { Action } from '../reference/actions.js';
import type { Decision, Reason, Route, Sent } from '../types/policy.js';
import type { RequestPrincipal } from '../types/statement.js';
import type { Answer } from '../types/values.js';
import { or } from '../core/answer.js';
import { because } from './because.js';
import type { Lookup } from './lookup.js';
import { isOfRoute, ofSubject, request } from './context.js';
import { concerning, decide, type Concern, type Outcome, type Prepared } from './evaluate.js';

/**
 * An answer whose reasons are worked out when somebody asks for them: most are never read.
 * A class, since V8 gives every object literal with a getter a shape of its own.
 */
export class LazyDecision implements Decision {
  readonly answer: Answer;
  readonly #find: () => readonly Reason[];
  /** Not a plain field: the decision is a value, also for those who freeze it. */
  #reasons: readonly Reason[] | undefined;

  constructor(answer: Answer, find: () => readonly Reason[]) {
    this.answer = answer;
    this.#find = find;
  }

  get reasons(): readonly Reason[] {
    return (this.#reasons ??= this.#find());
  }
}

/** May the subject do the action. */
export function asked({ ask, subject, prepared }: Inquiry, action: Action): Decision {
  const outcome = ask(action);
  return new LazyDecision(outcome.answer, () => because(outcome, { prepared, subject, action, route: 'direct' }));
}

/** A subject's outcome by what its request carries. */
export function decideFor(prepared: Prepared, subject: RequestPrincipal, action: Action, route: Route, sends?: Sent): Outcome {
  return decide(concerning(prepared, subject), action, sending(request(ofSubject(subject, prepared.scope, route), action), sends));
}

/** What is known of a request goes before what its principal and action decide. */
export function sending(lookup: Lookup, sends: Sent | undefined): Lookup {
  if (!sends) return lookup;
  return (key) => {
    const sent = sends.get(key);
    return sent === undefined ? lookup(key) : sent === 'absent' ? { present: 'no' } : { present: 'yes', values: sent };
  };
}

/** The statements that concern a subject, and what it can do by them: by a call of its own, or else perhaps by deploying a stack. */
export interface Inquiry {
  readonly subject: RequestPrincipal;
  readonly prepared: Prepared;
  readonly concerns: readonly Concern[];
  readonly ask: (action: Action) => Outcome;
}

export function inquiry(prepared: Prepared, subject: RequestPrincipal): Inquiry {
  const concerns = concerning(prepared, subject),
    direct = ofSubject(subject, prepared.scope, 'direct');
  const ask = (action: Action): Outcome => {
    const outcome = decide(concerns, action, request(direct, action));
    if (outcome.answer !== 'no' || !readsRoute(concerns)) return outcome;
    const deploying = decide(concerns, action, request(ofSubject(subject, prepared.scope, 'cloudformation'), action));
    return deploying.answer === 'no' ? outcome : deploying;
  };
  return { subject, prepared, concerns, ask };
}

const readsRoute = (concerns: readonly Concern[]): boolean =>
  concerns.some(({ statement }) => statement.conditions.some(({ key }) => isOfRoute(key)));

/** The first certain yes, else what is unknown, else all that says no. */
export function some(answers: readonly Decision[]): Decision {
  const answer = or(...answers.map((one) => one.answer));
  const reasons = (): readonly Reason[] => {
    const fit = answers.filter((one) => one.answer === answer);
    return unique((answer === 'yes' ? fit.slice(0, 1) : fit).flatMap((one) => one.reasons));
  };
  return new LazyDecision(answer, reasons);
}

/** A reason holds all that is told and nothing besides, so that two that are equal tell the same. */
function unique(reasons: readonly Reason[]): readonly Reason[] {
  const seen = new Set<string>();
  return reasons.filter((reason) => {
    const key = JSON.stringify(reason, (name, value: unknown) => (name === 'statement' ? (value as { index: number }).index : value));
    return !seen.has(key) && seen.add(key);
  });
}
