/** What of a key its policy does not leave to the account's IAM policies, and which statements decide so. */
import type { Action } from '../reference/actions.js';
import type { Policy } from '../types/program.js';
import { because, BY_IAM, type Because } from './because.js';
import { readStatements } from './document.js';
import { prepare, type Decision } from './evaluate.js';
import { effectiveActions, worksOn } from './live.js';
import type { KeyFacts, PolicyScope } from './scope.js';
import type { Statement } from './statement.js';
import { decideFor } from './verdict.js';

export interface NotDelegated {
  /** Those that matter most come first. */
  readonly actions: readonly string[];
  readonly certain: boolean;
  /** Whether some of them no statement allows, so that an Allow helps. */
  readonly unallowed: boolean;
  /** The statements that deny some of them. */
  readonly denies: readonly Statement[];
  readonly because: Because;
}

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
function rank({ id, group }: Action): number {
  const first = FIRST.indexOf(id);
  return first < 0 ? FIRST.length + GROUPS.indexOf(group) : first;
}

/** Actions that do not work on the key are left out; where none is lost for certain, those are told that may be. */
export function notDelegated(policy: Policy, scope: PolicyScope, key: KeyFacts): NotDelegated {
  const reading = readStatements(policy, scope),
    prepared = prepare(reading.statements, scope),
    asker = { policy, scope, subject: { is: 'own', who: 'any' }, who: BY_IAM, route: 'direct' } as const;
  const judged = effectiveActions(key).map((action) => {
    const decision = decideFor(prepared, asker.subject, action, asker.route);
    return { action, decision, lost: decision.answer === 'no' && worksOn(action, key) === 'yes' };
  });
  const certain = judged.some(({ lost }) => lost);
  const found = judged
    .filter(({ decision, lost }) => (certain ? lost : decision.answer !== 'yes'))
    .sort((a, b) => rank(a.action) - rank(b.action));
  const sure = ({ denies }: Decision): readonly Statement[] =>
    denies.filter(({ answer }) => !certain || answer === 'yes').map(({ statement }) => statement);
  /** A Deny is to blame only where something is allowed. */
  const denying = (decision: Decision): readonly Statement[] => (decision.allows.length > 0 ? sure(decision) : []);
  const open = found.find(({ decision }) => denying(decision).length === 0);
  const denies = [...new Set(found.flatMap(({ decision }) => denying(decision)))];
  const shown = [open, ...denies.map((deny) => found.find(({ decision }) => denying(decision).includes(deny)))];
  return {
    actions: found.map(({ action }) => action.id),
    certain,
    unallowed: open !== undefined,
    denies,
    because: [...new Set(shown)].flatMap((one) => (one ? because(one.decision, { ...asker, action: one.action }) : [])),
  };
}
