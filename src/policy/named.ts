/** Whom a policy names: roles, users and sessions, and other accounts. */
import { arnOf, literal, text, textKey } from '../core/text.js';
import type { PrincipalElement, RequestPrincipal, Statement } from '../types/statement.js';
import type { ResourceId, Text } from '../types/values.js';
import { like } from './match.js';
import { awsPrincipal } from './principals.js';
import { sameAccount, type PolicyScope } from './scope.js';
import { canBeValue } from './value-form.js';
import { substitute } from './variables.js';

export type NamedPrincipal = RequestPrincipal & { is: 'named' };

/** The roles, users and sessions that the policy names as principals or by aws:PrincipalArn. */
export function namedPrincipals(statements: readonly Statement[], scope: PolicyScope): readonly NamedPrincipal[] {
  const found = new Map<string, NamedPrincipal>();
  const add = (who: PrincipalElement): void => {
    const subject = namedBy(who);
    if (subject) found.set(textKey(who.text), subject);
  };
  for (const statement of statements) {
    statement.principals.forEach(add);
    for (const arn of namedByArn(statement, scope)) add(awsPrincipal(arn, statement.at, scope));
  }
  return [...found.values()];
}

/**
 * The ARNs and patterns by which a statement's conditions on aws:PrincipalArn name the only ones that it means, or the only ones that it
 * does not.
 */
export function namedByArn({ conditions }: Statement, scope: PolicyScope): readonly Text[] {
  return conditions
    .filter(({ key }) => key === 'aws:principalarn')
    .flatMap(({ values }) => values.flatMap((value) => meantBy(value, scope)));
}

function namedBy(who: PrincipalElement): NamedPrincipal | undefined {
  const { text: name } = who;
  const named = (kind: NamedPrincipal['kind'], account: Text | undefined, resource?: ResourceId): NamedPrincipal => ({
    is: 'named',
    text: name,
    account,
    kind,
    iam: true,
    resource,
  });
  switch (who.is) {
    case 'entity':
      return named(who.kind, who.account, who.resource);
    case 'someone':
      return named('unknown', who.account);
    case 'id':
    case 'unknown':
      return name.length > 0 ? named('unknown', undefined) : undefined;
    default:
      return undefined;
  }
}

/**
 * The principals that a value of aws:PrincipalArn spells out: `arn:aws:iam::*:role/Admin` means the Admin of the own account too, and so
 * may one whose
 * account only the deployment knows.
 */
function meantBy(value: Text, scope: PolicyScope): readonly Text[] {
  const { partition, account } = scope.env,
    // For a principal of the key's account both variables are that account.
    filled = substitute(value, (key) => (OWN_ACCOUNT.has(key) ? { present: 'yes', values: [account] } : { present: 'unknown' }), true),
    arn = arnOf(filled?.text ?? value);
  if (!arn) {
    const [end] = endsOf(value);
    return [!end || isPattern(end) ? value : text('arn:', partition, ':iam::', account, ':', end)];
  }
  const own = like(arn.account, account, true);
  return [
    ...(isPattern(arn.account) || own === 'yes' ? [] : [value]),
    ...(own === 'no' ? [] : [text('arn:', partition, ':', arn.service, '::', account, ':', arn.resource)]),
  ];
}

/**
 * How the ARNs of roles and users end that a pattern without all fields of an ARN matches, as the string operators take it: `*:role/Admin`.
 * Where it says neither role nor user, the role comes first.
 */
export function endsOf(pattern: Text): readonly Text[] {
  const known = literal(pattern),
    colon = known?.lastIndexOf(':') ?? -1;
  // Without a star there it names an account.
  if (!known?.includes('*') || (colon >= 0 && !known.slice(0, colon).endsWith('*'))) return [];
  const end = known.slice(colon + 1).replace(/^\*+(?=(role|user)\/)/, '');
  return /^(role|user)\//.test(end) ? [[end]] : ['role/', 'user/'].map((kind) => [`${kind}${end.replace(/^\*\//, '')}`]);
}
const OWN_ACCOUNT = new Set(['aws:principalaccount', 'aws:resourceaccount']);
/** With wildcards or policy variables. */
const isPattern = (value: Text): boolean => value.some((part) => typeof part === 'string' && /[*?$]/.test(part));

const OF_ACCOUNT = new Set(['kms:calleraccount', 'aws:principalaccount']);

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
        const account = key === 'aws:principalarn' ? arnOf(value)?.account : OF_ACCOUNT.has(key) ? value : undefined;
        // What is no account id names no account.
        if (account && !isPattern(account) && canBeValue('kms:calleraccount', account, false)) add(account);
      }
  }
  return [...found.values()];
}
