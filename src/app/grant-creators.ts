/** Who can create any grant on a key: whatever it gives, and to whomever. */
import { actionNamed } from '../reference/actions.js';
import { isServiceLinked } from '../policy/principals.js';
import { FRESH, sameAccount, STRANGER } from '../policy/scope.js';
import type { Key } from '../types/program.js';
import type { PrincipalElement, RequestPrincipal, Statement, Test } from '../types/statement.js';
import type { Answer, Text } from '../types/values.js';
import { not } from '../core/answer.js';
import { requestMeeting } from './meeting-request.js';

/** A principal that a statement lets create grants without a constraint. */
export interface GrantCreator {
  readonly statement: Statement;
  readonly who: PrincipalElement;
  /** Whether it is of another account. */
  readonly foreign: Answer;
  /** yes or unknown */
  readonly free: Answer;
}

/**
 * What a grant of no constraint carries (https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html): an own call, no grant
 * for an AWS service.
 */
function asked({ key }: Test): readonly Text[] | 'absent' | undefined {
  switch (key) {
    case 'kms:grantisforawsresource':
      return [['false']];
    case 'kms:grantoperations':
      return [['Decrypt'], ['Encrypt'], ['CreateGrant'], ['GenerateDataKey'], ['ReEncryptFrom'], ['RetireGrant']];
    case 'kms:granteeprincipal':
      return [FRESH];
    case 'kms:granteeserviceprincipal':
    case 'kms:grantconstrainttype':
    case 'kms:grantconstraintsourcearn':
    case 'kms:retiringprincipal':
    case 'kms:retiringserviceprincipal':
    case 'kms:encryptioncontextkeys':
    case 'kms:viaservice':
      return 'absent';
    default:
      return key.startsWith('kms:encryptioncontext:') ? 'absent' : undefined;
  }
}

const allows = ({ actions }: Statement, id: string): boolean => actions?.answers[actionNamed(id)?.index ?? -1] === 'yes';

/**
 * Silent on the account's root, to which IAM policies answer, on services, and on whoever of the account may change the key policy anyway.
 */
export function grantCreators({ policy, env }: Pick<Key, 'policy' | 'env'>): readonly GrantCreator[] {
  return policy.statements.flatMap((statement) => {
    if (statement.effect !== 'Allow' || statement.notPrincipal || statement.opaque || !allows(statement, 'kms:CreateGrant')) return [];
    return statement.principals.flatMap((who): readonly GrantCreator[] => {
      const creator = creatorOf(who, policy, env.account);
      if (!creator || (creator.foreign !== 'yes' && allows(statement, 'kms:PutKeyPolicy'))) return [];
      const { answer } = policy.decide({
        principal: creator.principal,
        action: 'kms:CreateGrant',
        route: 'direct',
        sends: requestMeeting(statement, asked),
        by: statement,
      });
      return answer === 'no' ? [] : [{ statement, who, foreign: creator.foreign, free: answer }];
    });
  });
}

function creatorOf(
  who: PrincipalElement,
  policy: Key['policy'],
  own: Text,
): { readonly principal: RequestPrincipal; readonly foreign: Answer } | undefined {
  if (who.is === 'everyone') {
    // Of a key that is open to all, public-key-access speaks.
    const isOpen = policy.public.answer !== 'no' || policy.crossAccount.answer !== 'yes';
    return isOpen ? undefined : { principal: { is: 'foreign', account: STRANGER }, foreign: 'yes' };
  }
  if (who.is !== 'account' && who.is !== 'entity') return undefined;
  const foreign = not(sameAccount(who.account, own));
  const principal = policy.principal(who.text, true);
  if (principal.is === 'nobody' || isServiceLinked(who.text)) return undefined;
  return who.is === 'account' && foreign !== 'yes' ? undefined : { principal, foreign };
}
