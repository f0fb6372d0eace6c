/** What of a key its policy does not leave to the account's IAM policies, and which statements decide so. */
import type { Action } from '../reference/actions.js';
import type { NotDelegated } from '../types/policy.js';
import type { Statement } from '../types/statement.js';
import { ANYBODY, because } from './because.js';
import type { Outcome, Prepared } from './evaluate.js';
import { effectiveActions, worksOn } from './live.js';
import type { KeyFacts } from './scope.js';
import { decideFor } from './verdict.js';

/** What keys are used for, the commonest first, and what is asked for besides. */
const FIRST: readonly string[] = [
  'Decrypt',
  'Encrypt',
  'GenerateDataKey',
  'ReEncryptFrom',
  'ReEncryptTo',
  'Sign',
  'Verify',
  'GenerateMac',
  'VerifyMac',
  'DeriveSharedSecret',
  'CreateGrant',
  'DescribeKey',
].map((name) => `kms:${name}`);
const GROUPS: readonly Action['group'][] = ['use', 'grant', 'read', 'administer', 'policy'];
/** Actions sorted by it stand in the order in which they matter. */
export function actionRank({ id, group }: Action): number {
  const first = FIRST.indexOf(id);
  return first < 0 ? FIRST.length + GROUPS.indexOf(group) : first;
}

/** Actions that do not work on the key are left out; where none is lost for certain, those are told that may be. */
export function notDelegated(prepared: Prepared, key: KeyFacts): NotDelegated {
  const asker = { prepared, subject: ANYBODY, route: 'direct' } as const;
  const judged = effectiveActions(key).map((action) => {
    const outcome = decideFor(prepared, ANYBODY, action, 'direct');
    return { action, outcome, lost: outcome.answer === 'no' && worksOn(action, key) === 'yes' };
  });
  const certain = judged.some(({ lost }) => lost);
  const found = judged
    .filter(({ outcome, lost }) => (certain ? lost : outcome.answer !== 'yes'))
    .sort((a, b) => actionRank(a.action) - actionRank(b.action));
  const sure = ({ denies }: Outcome): readonly Statement[] =>
    denies.filter(({ answer }) => !certain || answer === 'yes').map(({ statement }) => statement);
  /** A Deny is to blame only where something is allowed. */
  const denying = (outcome: Outcome): readonly Statement[] => (outcome.allows.length > 0 ? sure(outcome) : []);
  const open = found.find(({ outcome }) => denying(outcome).length === 0);
  const denies = [...new Set(found.flatMap(({ outcome }) => denying(outcome)))];
  const shown = [open, ...denies.map((deny) => found.find(({ outcome }) => denying(outcome).includes(deny)))];
  return {
    actions: found.map(({ action }) => action.id),
    certain,
    unallowed: open !== undefined,
    denies,
    reasons: [...new Set(shown)].flatMap((one) => (one ? because(one.outcome, { ...asker, action: one.action }) : [])),
  };
}
