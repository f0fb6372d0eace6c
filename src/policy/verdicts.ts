/** The six verdicts on a key policy: who can manage the key, and whether strangers get in. */
import type { Action } from '../reference/actions.js';
import type { Policy, Verdict, Verdicts } from '../types/program.js';
import { because, BY_IAM, type Because } from './because.js';
import { readStatements } from './document.js';
import { prepare, representatives } from './evaluate.js';
import { effectiveActions } from './live.js';
import { byNameToo, managersAmong, PUT } from './managers.js';
import { namedPrincipals } from './named.js';
import { outsiders } from './outside.js';
import type { PolicyScope } from './scope.js';
import { asked, inquiry, LazyVerdict, some, type Inquiry } from './verdict.js';

export function judge(policy: Policy, scope: PolicyScope): Verdicts {
  const reading = readStatements(policy, scope);
  if (reading.is === 'refused') {
    const reasons = (): Because => reading.refusals.map(({ at, why }) => ({ at, text: `KMS refuses the policy: ${why}` }));
    const no = new LazyVerdict('no', reasons);
    return { rootTrust: no, fullRootTrust: no, manageable: no, durable: no, public: no, crossAccount: no };
  }
  const prepared = prepare(reading.statements, scope);
  const anybody = inquiry(prepared, { is: 'own', who: 'any' }),
    root = inquiry(prepared, { is: 'own', who: 'root' }),
    principals = namedPrincipals(reading.statements, scope);
  const rootTrust = asked(anybody, PUT, BY_IAM, policy),
    rootUser = asked(root, PUT, 'the root user', policy),
    account = some([rootTrust, rootUser]);
  return {
    rootTrust,
    fullRootTrust: fullRootTrust(anybody, effectiveActions(scope.key), policy),
    // Those that the policy names matter only where the account as a whole is not trusted for certain.
    ...(account.answer === 'yes'
      ? { manageable: account, durable: account }
      : byNameToo(rootTrust, rootUser, managersAmong(principals, prepared, policy), policy)),
    ...outsiders(prepared, reading.statements, principals, policy),
  };
}

function fullRootTrust(account: Inquiry, actions: readonly Action[], policy: Policy): Verdict {
  let unknown: Verdict | undefined;
  for (const action of representatives(account.concerns, actions)) {
    const verdict = asked(account, action, BY_IAM, policy);
    if (verdict.answer === 'no') return verdict;
    if (verdict.answer === 'unknown') unknown ??= verdict;
  }
  const { subject, scope } = account;
  const question = { policy, scope, subject, who: BY_IAM, action: PUT, what: 'every action', route: 'direct' } as const;
  return unknown ?? new LazyVerdict('yes', () => because(account.ask(PUT), question));
}
