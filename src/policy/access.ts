/** Whether one principal, service or role may do one action: for rules, and for the table of them all. */
import { printText } from '../core/text.js';
import { actionNamed, type Action } from '../reference/actions.js';
import type { Answer, StackId, Text } from '../types/values.js';
import type { Policy, Verdict } from '../types/program.js';
import { and } from '../core/answer.js';
import { readStatements, type Reading } from './document.js';
import { prepare, type Decision, type Prepared } from './evaluate.js';
import { attempts, best } from './foreign.js';
import { awsPrincipal, type RequestPrincipal, type PrincipalElement } from './principals.js';
import { sameAccount, type PolicyScope } from './scope.js';
import { because, BY_IAM } from './because.js';
import { decideFor } from './verdict.js';

/** May an IAM policy of the key's own account grant this action on the key, directly or through a service. */
export function delegates(policy: Policy, scope: PolicyScope, action: string): Verdict {
  return ask(policy, scope, action, () => ({ is: 'own', who: 'any' }), BY_IAM);
}

/**
 * May this role, user or session (its ARN, or the text that CloudFormation makes of its GetAtt) do the action.
 * @param iam what its own IAM policies give: none asks whether the key policy alone is enough, allow whether nothing in the key policy is in the way.
 */
export function allowsPrincipal(
  policy: Policy,
  scope: PolicyScope,
  principal: Text,
  action: string,
  iam: 'none' | 'allow' = 'none',
): Verdict {
  return ask(
    policy,
    scope,
    action,
    () => subjectOf(awsPrincipal(principal, policy.at, scope), scope, iam === 'allow'),
    printText(principal),
  );
}

/** May this role, with which CloudFormation deploys the stack of the key, do the action: whatever its own IAM policies give. */
export function allowsDeployer(policy: Policy, scope: PolicyScope, role: Text, stack: StackId, action: string): Verdict {
  const subject = (): RequestPrincipal | undefined => {
    const named = subjectOf(awsPrincipal(role, policy.at, scope), scope, true);
    return named?.is === 'named' ? { ...named, before: stack } : named;
  };
  return ask(policy, scope, action, subject, printText(role));
}

/** May this service, calling in its own name, do the action: `logs.eu-west-1.amazonaws.com`. What its requests carry is mostly unknown. */
export function allowsService(policy: Policy, scope: PolicyScope, service: Text, action: string): Verdict {
  return ask(policy, scope, action, () => ({ is: 'service', name: service }), printText(service));
}

function ask(policy: Policy, scope: PolicyScope, name: string, subject: () => RequestPrincipal | undefined, who: string): Verdict {
  const action = actionNamed(name),
    reading = readStatements(policy, scope);
  const no = (text: string): Verdict => ({ answer: 'no', because: [{ at: policy.at, text }] });
  if (!action) return no(`${name} is no action of KMS`);
  if (action.inKeyPolicy === 'no') return no(`no key policy decides about ${action.id}`);
  if (reading.is === 'refused') return refusal(reading);
  const asked = subject();
  if (!asked) return no(`${who} cannot be a principal of a key policy`);
  if (action.inKeyPolicy === 'half' && asked.is === 'named' && !asked.iam)
    return no(`${action.id} needs an IAM policy for the alias, besides the key policy`);
  return may(prepare(reading.statements, scope), asked, action, who, policy);
}

const refusal = (reading: Reading & { is: 'refused' }): Verdict => ({
  answer: 'no',
  because: reading.refusals.map(({ at, why }) => ({ at, text: `KMS refuses the policy: ${why}` })),
});

function may(prepared: Prepared, subject: RequestPrincipal, action: Action, who: string, policy: Policy): Verdict {
  const { answer, decision } = decided(prepared, subject, action);
  if (!decision) return { answer, because: [{ at: policy.at, text: `${action.id} works only inside the key's own account` }] };
  return { answer, because: because(decision, { policy, scope: prepared.scope, subject, who, action, route: 'any' }) };
}

/** A foreign subject can do cross-account actions only, without a decision on others; one whose account is not known may be foreign. */
export function decided(
  prepared: Prepared,
  subject: RequestPrincipal,
  action: Action,
): { readonly answer: Answer; readonly decision: Decision | undefined } {
  const own = subject.is === 'own' || subject.is === 'service' ? 'yes' : sameAccount(subject.account, prepared.scope.env.account);
  if (own === 'no' && (subject.is === 'foreign' || subject.is === 'named')) {
    if (action.crossAccount === 'no') return { answer: 'no', decision: undefined };
    const { answer, attempt } = best(attempts(prepared, subject, [action]), false);
    return {
      answer: action.crossAccount === 'unknown' ? and(answer, 'unknown') : answer,
      decision: attempt?.decision ?? { answer, allows: [], denies: [] },
    };
  }
  const decision = decideFor(prepared, subject, action, 'any');
  return { answer: own === 'yes' || action.crossAccount === 'yes' ? decision.answer : and(decision.answer, 'unknown'), decision };
}

/** The caller that a principal element stands for; undefined where it stands for nobody. */
export function subjectOf(who: PrincipalElement, scope: PolicyScope, iam: boolean): RequestPrincipal | undefined {
  switch (who.is) {
    case 'nobody':
      return undefined;
    case 'everyone':
      return { is: 'own', who: 'any' };
    case 'service':
      return { is: 'service', name: who.text };
    case 'account':
      return sameAccount(who.account, scope.env.account) === 'yes' ? { is: 'own', who: 'any' } : { is: 'foreign', account: who.account };
    case 'entity':
      return { is: 'named', text: who.text, account: who.account, kind: who.kind, iam, resource: who.resource };
    default:
      return { is: 'named', text: who.text, account: who.is === 'someone' ? who.account : undefined, kind: 'unknown', iam };
  }
}
