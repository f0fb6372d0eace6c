/** The sentences of reasons: why a policy answers a question as it does. */
import { printText, sayText } from '../core/text.js';
import type { AccessDifference, AccountPair, Doubt, Obstacle, Reason } from '../types/policy.js';
import type { RequestPrincipal, Unknown } from '../types/statement.js';
import type { Unfolded } from '../types/values.js';
import { principalName } from './principal.js';
import { refusalSentence } from './refusals.js';
import { nameOf } from './resource.js';
import { statementName } from './statement.js';

const BY_IAM = "the account's IAM policies";
const isByIam = (principal: RequestPrincipal): boolean => principal.is === 'own' && principal.who === 'any';

/** The same, where a role or user of the app is called as in a message: by the marker for its construct path. */
export function reasonInMessage(reason: Reason): string {
  if (!('principal' in reason) || !('is' in reason.principal) || reason.principal.is !== 'named' || !reason.principal.resource)
    return reasonSentence(reason);
  return reasonSentence({ ...reason, principal: { ...reason.principal, text: [nameOf(reason.principal.resource)] } } as Reason);
}

/** A main clause without a full stop: `statement 2 ("Admins") allows kms:Decrypt to arn:aws:iam::111122223333:role/Admin`. */
export function reasonSentence(reason: Reason): string {
  switch (reason.kind) {
    case 'allows':
      return `${statementName(reason.statement)} allows ${called(reason.action)} to ${principalName(reason.principal)}`;
    case 'denies':
      return `${statementName(reason.statement)} denies ${called(reason.action)} to ${deniedTo(reason.principal)}`;
    case 'delegates-to-iam':
      return `${statementName(reason.statement)} ${delegation(reason)}`;
    case 'no-statement': {
      const { principal, action } = reason;
      return `no statement ${isByIam(principal) ? `lets ${BY_IAM} decide about ${called(action)}` : `allows ${called(action)} to ${principalName(principal)}`}`;
    }
    case 'no-way-in':
      return `no statement lets ${reason.for === 'every-account' ? 'every account' : 'a principal of another account'} in`;
    case 'near-miss': {
      const { statement, principal, action, obstacle } = reason;
      const would = isByIam(principal)
        ? `let ${BY_IAM} decide about ${called(action)}`
        : `allow ${called(action)} to ${principalName(principal)}`;
      return `${statementName(statement)} would ${would}, but ${obstacleClause(obstacle)}`;
    }
    case 'other-account':
      return `${statementName(reason.statement)} allows ${called(reason.action)} to another account, ${printText(reason.account)}`;
    case 'shut-out':
      return `${statementName(reason.statement)} names ${principalName(reason.principal)}, but ${obstacleClause(reason.obstacle)}`;
    case 'may-allow':
    case 'may-either':
      return `${statementName(reason.statement)} may ${reason.kind === 'may-either' ? 'allow or deny' : 'allow'} ${called(reason.action)}: ${doubtClause(reason.doubt)}`;
    case 'may-deny':
      return `${statementName(reason.statement)} may deny ${called(reason.action)} to ${deniedTo(reason.principal)}: ${doubtClause(reason.doubt)}`;
    case 'refused':
      return `KMS refuses the policy: ${refusalSentence(reason.refusal)}`;
    case 'same-account':
      return sameOrNot(reason.accounts);
    case 'account-unknown':
      return `whether ${printText(reason.principal)} is of this account is known to the deployment only`;
    case 'role-of-service':
      return `${printText(reason.principal)} is the role of a service, and what AWS does with it is not known`;
    case 'different-managers':
      return 'whether these are different principals is known to the deployment only';
    case 'only-one-manager':
      return `${reasonSentence(reason.by)}, and nobody else`;
    case 'no-such-action':
      return `${reason.action} is no action of KMS`;
    case 'not-by-key-policy':
      return `no key policy decides about ${reason.action}`;
    case 'no-principal':
      return `${printText(reason.principal)} cannot be a principal of a key policy`;
    case 'needs-alias-policy':
      return `${reason.action} needs an IAM policy for the alias, besides the key policy`;
    case 'not-across-accounts':
      return `${reason.action} works only inside the key's own account`;
  }
}

/** What keeps a fix from being safe, as a sentence's end. */
export function differenceSentence(difference: AccessDifference): string {
  if (difference.is === 'unreadable') return 'one of the policies cannot be read';
  const { action, principal } = difference;
  return `${action} would not be answered to ${principal.is === 'foreign' ? 'another account' : principalName(principal)} as before`;
}

/** Why a part of a policy is not known: `it is parameter KeyPolicy`. */
export function unknownClause(why: Unknown): string {
  switch (why.of) {
    case 'value':
      return `it is ${sayText(why.text)}`;
    case 'string':
      return 'the policy is a string that only the deployment completes';
    case 'folded':
      return unfoldedClause(why.why);
  }
}

/** The same, also where only the function that makes it is known: `Fn::Transform makes it`. */
export function originOf(why: Unknown): string {
  return why.of === 'folded' && why.why.of === 'function' ? `${why.why.name} makes it` : unknownClause(why);
}

function unfoldedClause(why: Unfolded): string {
  switch (why.of) {
    case 'function':
      return why.name;
    case 'condition':
      return `it depends on the condition ${why.name}`;
    case 'parameter':
      return `it is the parameter ${why.name}`;
    case 'properties':
      return 'the properties are not to be known';
    case 'primary-key':
      return 'a replica has it from its primary key';
    case 'text':
      return `it is ${sayText(why.text)}`;
    case 'type':
      return 'it has a type that is not taken there';
  }
}

const called = (action: string): string => (action === 'kms:*' ? 'every action' : action);
const deniedTo = (principal: RequestPrincipal): string => (isByIam(principal) ? "the account's principals" : principalName(principal));

function delegation({ action, to }: Reason & { kind: 'delegates-to-iam' }): string {
  if (!to) return `lets ${BY_IAM} decide about ${called(action)}`;
  const { principal, account, own } = to;
  const policies = own ? BY_IAM : `the IAM policies of the account ${account ? printText(account) : 'that it names'}`;
  return `lets ${policies} decide about ${called(action)}, so those of ${principalName(principal)} can allow it`;
}

function obstacleClause(obstacle: Obstacle): string {
  switch (obstacle.element) {
    case 'Action':
      return obstacle.fault === 'missing' ? 'it has no Action' : 'none of its actions works from another account';
    case 'Resource':
      return obstacle.fault === 'missing' ? 'it has no Resource' : 'its Resource is not this key';
    case 'Condition':
      return `its condition on ${obstacle.conditionKeys.join(' and ')} does not hold for such a request`;
    case 'outcome':
      return `${[...(obstacle.condition ? ['its condition'] : []), ...obstacle.denies.map(statementName)].join(' or ')} keeps it out`;
  }
}

function doubtClause(doubt: Doubt): string {
  switch (doubt.about) {
    case 'whole-statement':
      return `what it says is known to the deployment only (${originOf(doubt.why)})`;
    case 'condition':
      return `its condition on ${doubt.conditionKeys.join(' and ')} depends on the request`;
    case 'account':
      return sameOrNot(doubt.accounts);
    default:
      return `its ${doubt.about} is known to the deployment only`;
  }
}

/** The sentence about two account ids that may be one. */
function sameOrNot(accounts: AccountPair): string {
  const [first = '', second = ''] = accounts.map(({ account, own }) => (own ? 'that of this stack' : printText(account)));
  return `whether the account ${first} is ${second} is known to the deployment only`;
}
