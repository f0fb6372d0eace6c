/** Services that a key policy lets in whoever they work for: another customer of AWS can have them use the key. */
import { printText, splitText, text } from '../core/text.js';
import { ACTIONS } from '../reference/actions.js';
import { isOfPrincipals } from '../policy/context.js';
import { FRESH, FRESH_ID, STRANGER } from '../policy/scope.js';
import type { Key, Program } from '../types/program.js';
import type { Statement, Test } from '../types/statement.js';
import type { Answer, Text } from '../types/values.js';
import { instanceOf, requestMeeting } from './meeting-request.js';

export interface UnscopedService {
  readonly statement: Statement;
  readonly services: readonly string[];
  /** yes or unknown */
  readonly answer: Answer;
}

/**
 * What a service sends when it works for another customer: its account, its ARNs, its organization; where a pattern leaves the account
 * open, an ARN that it matches (https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html).
 */
function ofStranger({ key, values }: Test): readonly Text[] | 'absent' | undefined {
  switch (key) {
    case 'aws:sourceaccount':
      return [STRANGER];
    case 'aws:sourceorgid':
      return [text('o-', FRESH_ID)];
    case 'aws:sourceorgpaths':
      return [text('o-', FRESH_ID, '/r-', FRESH_ID, '/ou-', FRESH_ID, '/')];
    default:
      if (isOfPrincipals(key)) return 'absent';
      if (key !== 'aws:sourcearn' && !key.startsWith('kms:encryptioncontext:')) return undefined;
      return [instanceOf(values.find(leavesAccountOpen) ?? FRESH)];
  }
}

/** `*`, or an ARN with a star for the account or before it; the ARN of a bucket has no account, and a bucket has one owner. */
function leavesAccountOpen(pattern: Text): boolean {
  const [arn, , , , account, ...resource] = splitText(pattern, ':').map(printText);
  if (arn !== 'arn') return /^\*+$/.test(printText(pattern));
  if (account === undefined) return true;
  return /^\*+$/.test(account) || (account === '' && /^\*/.test(resource.join(':')));
}

/** One for each statement. Services that cannot send any of it are left out, where the app shows what they do. */
export function unscopedServices(key: Key, program: Pick<Program, 'requiredAccess'>): readonly UnscopedService[] {
  return key.policy.statements.flatMap((statement): readonly UnscopedService[] => {
    const { effect, principals, opaque } = statement;
    const action = ACTIONS.find(({ index, inKeyPolicy }) => inKeyPolicy === 'yes' && statement.actions?.answers[index] === 'yes');
    if (effect !== 'Allow' || opaque || !action || statement.notPrincipal) return [];
    const judged = principals.flatMap((who) => {
      if (who.is !== 'service' || supportsNone(printText(who.text), key, program)) return [];
      const sends = requestMeeting(statement, ofStranger);
      const { answer } = key.policy.decide({
        principal: { is: 'service', name: who.text },
        action: action.id,
        route: 'any',
        sends,
        by: statement,
      });
      return answer === 'no' ? [] : [{ name: printText(who.text), answer }];
    });
    const sure = judged.filter(({ answer }) => answer === 'yes'),
      told = sure.length > 0 ? sure : judged;
    return told.length === 0
      ? []
      : [{ statement, services: [...new Set(told.map(({ name }) => name))], answer: sure.length > 0 ? 'yes' : 'unknown' }];
  });
}

/** All that the app has the service do with the key is of a kind for which AWS documents no scope. */
function supportsNone(service: string, key: Key, { requiredAccess }: Pick<Program, 'requiredAccess'>): boolean {
  const uses = requiredAccess.services.filter(
    ({ key: named, principals }) => named.is === 'own' && named.key === key.id && principals.some((one) => printText(one) === service),
  );
  return uses.length > 0 && uses.every(({ statements }) => statements.every(({ condition }) => Object.keys(condition).length === 0));
}
