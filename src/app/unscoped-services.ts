/** Services that a key policy lets in whoever they work for: another customer of AWS can have them use the key. */
import { printText, splitText, text } from '../core/text.js';
import { ACTIONS } from '../reference/actions.js';
import { contextsOf } from '../reference/services.js';
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
  /** What each of them is known to send, by operator and condition key: `ArnLike on kms:EncryptionContext:aws:logs:arn`. */
  readonly sent: readonly string[];
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
export function unscopedServices(key: Key, program: Uses): readonly UnscopedService[] {
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
    if (told.length === 0) return [];
    const services = [...new Set(told.map(({ name }) => name))],
      sent = services.map((name) => sentBy(name, key, program));
    const common = sent[0]?.filter((one) => sent.every((other) => other.includes(one))) ?? [];
    return [{ statement, services, answer: sure.length > 0 ? 'yes' : 'unknown', sent: common }];
  });
}

type Uses = Pick<Program, 'requiredAccess'>;
const usesBy = (service: string, key: Key, { requiredAccess }: Uses): Uses['requiredAccess']['services'] =>
  requiredAccess.services.filter(
    ({ key: named, principals }) => named.is === 'own' && named.key === key.id && principals.some((one) => printText(one) === service),
  );

/** What all that the app has the service do with the key sends, or what it sends wherever it uses one. */
function sentBy(service: string, key: Key, program: Uses): readonly string[] {
  const scopes = usesBy(service, key, program).map(({ statements }) =>
    statements.flatMap(({ condition }) =>
      Object.entries(condition).flatMap(([operator, keys]) => Object.keys(keys).map((name) => `${operator} on ${name}`)),
    ),
  );
  const always = contextsOf(service)?.map((context) => `ArnLike on kms:EncryptionContext:${context}`);
  const [first = always ?? [], ...others] = scopes;
  // The service on whose way a request comes is the same for all customers.
  return [...new Set(first)].filter((one) => !one.endsWith('kms:ViaService') && others.every((other) => other.includes(one)));
}

/** All that the app has the service do with the key is of a kind for which AWS documents no scope. */
function supportsNone(service: string, key: Key, program: Uses): boolean {
  const uses = usesBy(service, key, program);
  return uses.length > 0 && uses.every(({ statements }) => statements.every(({ condition }) => Object.keys(condition).length === 0));
}
