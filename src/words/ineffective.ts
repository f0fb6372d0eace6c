/** Why a statement never has an effect, in words. */
import type { IneffectiveStatement } from '../types/policy.js';
import type { ActionElement } from '../types/statement.js';
import { principalFault } from './refusals.js';
import { whomOf, writtenActions } from './statement.js';

/** Follows "statement 2 never has an effect, since ". */
export function ineffectiveClause({ statement, fault, actions, keyFacts, conditionKey = '' }: IneffectiveStatement): string {
  switch (fault) {
    case 'no action':
      return 'it has no Action';
    case 'no resource':
      return statement.resources ? 'its Resource names nothing' : 'it has no Resource';
    case 'another resource':
      return 'its Resource is not this key';
    case 'no such action':
      return noSuchAction(statement.actions);
    case 'not for this kind of key': {
      const kind = keyFacts.map(([property, value]) => `${property} ${value}`).join(' and ');
      return `${some(actions)} ${actions.length === 1 ? 'does' : 'do'} not work on a key with ${kind}`;
    }
    case 'not across accounts':
      return `${some(actions)} ${actions.length === 1 ? 'works' : 'work'} only inside the key's own account`;
    case 'no such principal': {
      const [caller] = statement.principals;
      return caller?.is === 'nobody' ? principalFault(caller.fault) : 'its principals are none of KMS';
    }
    case 'key never carried': {
      const isOfAnybody = statement.notPrincipal || statement.principals.some(({ is }) => is === 'everyone');
      return actions.length > 3
        ? `no request ${isOfAnybody ? '' : `by ${whomOf(statement)} `}carries ${conditionKey}`
        : `no request for ${some(actions)} by ${isOfAnybody ? 'anybody' : whomOf(statement)} carries ${conditionKey}`;
    }
    case 'value never carried':
      return `its condition compares ${conditionKey} with a value that no request has`;
    case 'conditions never hold':
      return 'its conditions can never hold for any of its actions';
  }
}

function noSuchAction(actions: ActionElement | undefined): string {
  if (actions?.negated) return 'its NotAction leaves no action of KMS';
  const written = writtenActions(actions).slice(0, 3);
  if (written.length === 0) return 'its Action names nothing';
  const list = written.join(', ');
  if (actions?.answers.includes('yes')) return `no key policy decides about ${list}`;
  return `${list} ${written.length === 1 ? 'is no action' : 'are no actions'} of KMS`;
}

const some = (actions: readonly string[]): string =>
  actions.length > 3 ? `${actions.slice(0, 2).join(', ')} and ${actions.length - 2} other actions` : actions.join(' and ');
