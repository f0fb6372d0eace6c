/** One answer with its reasons, and what it is made of: a question about a subject, and several answers together. */
import type { Action } from '../reference/actions.js';
import type { Answer } from '../types/values.js';
import type { Policy, Verdict } from '../types/program.js';
import { or } from '../core/answer.js';
import { because, type Because } from './because.js';
import { isOfRoute, ofSubject, request, type Route } from './context.js';
import { concerning, decide, type Concern, type Decision, type Prepared } from './evaluate.js';
import type { RequestPrincipal } from './principals.js';
import type { PolicyScope } from './scope.js';

/**
 * An answer whose reasons are put into words when somebody asks for them: most are never read.
 * A class, since V8 gives every object literal with a getter a shape of its own.
 */
export class LazyVerdict implements Verdict {
  readonly answer: Answer;
  readonly #reasons: () => Because;
  /** Not a plain field: the verdict is a value, also for those who freeze it. */
  #because: Because | undefined;

  constructor(answer: Answer, reasons: () => Because) {
    this.answer = answer;
    this.#reasons = reasons;
  }

  get because(): Because {
    return (this.#because ??= this.#reasons());
  }
}

/** May the subject do the action. @param who what it is called */
export function asked({ ask, subject, scope }: Inquiry, action: Action, who: string, policy: Policy): Verdict {
  const decision = ask(action);
  return new LazyVerdict(decision.answer, () => because(decision, { policy, scope, subject, who, action, route: 'direct' }));
}

/** A subject's decision by what its request carries. */
export function decideFor(prepared: Prepared, subject: RequestPrincipal, action: Action, route: Route): Decision {
  return decide(concerning(prepared, subject), action, request(ofSubject(subject, prepared.scope, route), action));
}

/** The statements that concern a subject, and what it can do by them: by a call of its own, or else perhaps by deploying a stack. */
export interface Inquiry {
  readonly subject: RequestPrincipal;
  readonly scope: PolicyScope;
  readonly concerns: readonly Concern[];
  readonly ask: (action: Action) => Decision;
}

export function inquiry(prepared: Prepared, subject: RequestPrincipal): Inquiry {
  const concerns = concerning(prepared, subject),
    direct = ofSubject(subject, prepared.scope, 'direct');
  const ask = (action: Action): Decision => {
    const decision = decide(concerns, action, request(direct, action));
    if (decision.answer !== 'no' || !readsRoute(concerns)) return decision;
    const deploying = decide(concerns, action, request(ofSubject(subject, prepared.scope, 'cloudformation'), action));
    return deploying.answer === 'no' ? decision : deploying;
  };
  return { subject, scope: prepared.scope, concerns, ask };
}

const readsRoute = (concerns: readonly Concern[]): boolean =>
  concerns.some(({ statement }) => statement.conditions.some(({ key }) => isOfRoute(key)));

/** The first certain yes, else what is unknown, else all that says no. */
export function some(answers: readonly Verdict[]): Verdict {
  const answer = or(...answers.map((one) => one.answer));
  const reasons = (): Because => {
    const fit = answers.filter((one) => one.answer === answer);
    return unique((answer === 'yes' ? fit.slice(0, 1) : fit).flatMap((one) => one.because));
  };
  return new LazyVerdict(answer, reasons);
}

function unique(reasons: Because): Because {
  const seen = new Set<string>();
  return reasons.filter(({ at, text }) => {
    const key = `${at.file}#${at.pointer}#${text}`;
    return !seen.has(key) && seen.add(key);
  });
}
