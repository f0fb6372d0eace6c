/** Whom a policy names: roles, users and sessions, and other accounts. */
import { arnOf, literal, printText, text, textKey } from '../cfn/text.js';
import type { Address, Text } from '../types.js';
import { like } from './match.js';
import { awsPrincipal, type Subject, type Who } from './principals.js';
import { sameAccount, type PolicyScope } from './scope.js';
import type { Statement } from './statement.js';

export type Named = Subject & { is: 'named' };

/**
 * The roles, users and sessions that the policy names as principals or by aws:PrincipalArn.
 * @param whose others leaves out those that are surely of the own account
 */
export function namedPrincipals(statements: readonly Statement[], scope: PolicyScope, whose: 'all' | 'others' = 'all'): readonly Named[] {
  const found = new Map<string, Named>();
  const add = (who: Who): void => {
    if (whose === 'others' && 'account' in who && sameAccount(who.account, scope.env.account) === 'yes') return;
    const subject = namedBy(who);
    if (subject) found.set(textKey(who.text), subject);
  };
  for (const { principals, conditions, at } of statements) {
    principals.forEach(add);
    for (const test of conditions)
      if (test.key === 'aws:principalarn')
        for (const value of test.values) {
          const who = meantBy(value, at, scope);
          if (who) add(who);
        }
  }
  return [...found.values()];
}

function namedBy(who: Who): Named | undefined {
  const { text: name } = who;
  switch (who.is) {
    case 'entity':
      return {
        is: 'named',
        text: name,
        account: who.account,
        kind: who.kind,
        iam: true,
        resource: who.resource,
      };
    case 'someone':
      return { is: 'named', text: name, account: who.account, kind: 'unknown', iam: true, resource: undefined };
    case 'id':
      return { is: 'named', text: name, account: undefined, kind: 'unknown', iam: true, resource: undefined };
    case 'unknown':
      return name.length > 0 ? { is: 'named', text: name, account: undefined, kind: 'unknown', iam: true, resource: undefined } : undefined;
    default:
      return undefined;
  }
}

/** The principal that a value of aws:PrincipalArn spells out: `arn:aws:iam::*:role/Admin` means the Admin of the own account too. */
function meantBy(value: Text, at: Address, scope: PolicyScope): Who | undefined {
  const arn = arnOf(value);
  if (/[*?]/.test(printText(arn?.resource ?? value))) return undefined;
  if (!arn || like(arn.account, scope.env.account, true) === 'no') return awsPrincipal(value, at, scope);
  return awsPrincipal(text('arn:', scope.env.partition, ':iam::', scope.env.account, ':', arn.resource), at, scope);
}

/** The other accounts that the policy names: as principals, in ARNs, by kms:CallerAccount or aws:PrincipalAccount. */
export function namedAccounts(statements: readonly Statement[], scope: PolicyScope): readonly Text[] {
  const found = new Map<string, Text>();
  const add = (account: Text): void => {
    if (sameAccount(account, scope.env.account) !== 'yes') found.set(textKey(account), account);
  };
  for (const { principals, conditions } of statements) {
    for (const who of principals) if (who.is === 'account' || who.is === 'someone') add(who.account);
    for (const { key, values } of conditions)
      for (const value of values) {
        if (key === 'kms:calleraccount' || key === 'aws:principalaccount') {
          if (!/[*?$]/.test(literal(value) ?? '')) add(value);
        } else if (key === 'aws:principalarn') {
          const account = arnOf(value)?.account;
          if (account && !/[*?$]/.test(printText(account))) add(account);
        }
      }
  }
  return [...found.values()];
}
