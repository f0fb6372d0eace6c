/** The rows of the access table: whom a key policy names, each once, however it is written. */
import { arnOf, literal, printText, text, textKey } from '../../core/text.js';
import type { AccessRow } from '../../types/access.js';
import type { PolicyPlace, PrincipalElement, Statement } from '../../types/statement.js';
import type { Answer, Text } from '../../types/values.js';
import { namedByArn } from '../named.js';
import { WHOLE } from '../place.js';
import { awsPrincipal } from '../principals.js';
import { FRESH, sameAccount, type PolicyScope } from '../scope.js';

/** @param who nobody is no row */
export function accessRowOf(who: PrincipalElement, scope: PolicyScope): AccessRow {
  const kind = who.is === 'entity' ? who.kind : who.is === 'everyone' || who.is === 'account' || who.is === 'service' ? who.is : 'unknown';
  return {
    identity: identityOf(who, scope),
    kind,
    text: who.text,
    why: who.text.length === 0 && who.is === 'unknown' ? who.why : undefined,
    account: 'account' in who ? who.account : undefined,
    resource: who.is === 'entity' ? who.resource : undefined,
    but: [],
    at: who.at,
  };
}

/** An account is one by its id and by the ARN of its root, and a role whatever symbol stands for the partition. */
function identityOf(who: PrincipalElement, scope: PolicyScope): string {
  const account = 'account' in who ? (isOwn(who.account, scope) === 'yes' ? 'own' : textKey(who.account)) : '';
  if (who.is === 'account') return `account ${account}`;
  if (who.is === 'entity' && who.resource !== undefined) return `resource ${who.resource}`;
  const arn = who.is === 'entity' ? arnOf(who.text) : undefined;
  if (arn) return `${account} ${textKey(arn.resource)}`;
  return who.text.length === 0 && who.is === 'unknown' ? `unknown ${JSON.stringify(who.why)}` : `${who.is} ${textKey(who.text)}`;
}

const isOwn = (account: Text, scope: PolicyScope): Answer => sameAccount(account, scope.env.account);

/** The row of a statement with NotPrincipal. */
export function othersThan(statement: Statement, scope: PolicyScope): AccessRow {
  const but = statement.principals.filter(({ is }) => is !== 'nobody').map((who) => accessRowOf(who, scope));
  return {
    identity: `others ${but
      .map(({ identity }) => identity)
      .sort()
      .join(' ')}`,
    kind: 'others',
    text: [],
    why: undefined,
    account: undefined,
    resource: undefined,
    but,
    at: statement.at,
  };
}

export function rootUser({ env }: PolicyScope): AccessRow {
  return {
    identity: 'root user',
    kind: 'root',
    text: text('arn:', env.partition, ':iam::', env.account, ':root'),
    why: undefined,
    account: env.account,
    resource: undefined,
    but: [],
    at: WHOLE,
  };
}

/** Those whom a condition on aws:PrincipalArn names in an ARN with wildcards, and one of them, of a name that nothing else fits. */
export interface Fitting {
  readonly whom: AccessRow;
  readonly example: Text;
}

/** The roles and users that a statement means by conditions on aws:PrincipalArn, or does not mean: by name, and by patterns. */
export function whomByArn(
  statement: Statement,
  scope: PolicyScope,
): { readonly by: readonly AccessRow[]; readonly fit: readonly Fitting[] } {
  const { at } = statement,
    texts = namedByArn(statement, scope);
  const by = texts.map((one) => awsPrincipal(one, at, scope)).filter(({ is }) => is !== 'nobody' && is !== 'everyone' && is !== 'account');
  return { by: by.map((who) => accessRowOf(who, scope)), fit: texts.flatMap((one) => fitting(one, at, scope) ?? []) };
}

function fitting(pattern: Text, at: PolicyPlace, scope: PolicyScope): Fitting | undefined {
  const arn = arnOf(pattern),
    [, prefix] = /^(role|user)\/[^*]/.exec(arn ? printText(arn.resource) : '') ?? [];
  if (!arn || prefix === undefined || !/[*?]/.test(printText(arn.resource)) || literal(arn.resource)?.includes('${')) return undefined;
  const example = pattern.flatMap((part): readonly (Text[number] | Text)[] =>
    typeof part === 'string' ? part.split(/(\*)/).map((piece) => (piece === '*' ? FRESH : piece.replaceAll('?', 'q'))) : [part],
  );
  const own = isOwn(arn.account, scope) === 'yes';
  return {
    whom: {
      identity: `pattern ${own ? 'own' : textKey(arn.account)} ${textKey(arn.resource)}`,
      kind: prefix === 'role' ? 'role' : 'user',
      text: pattern,
      why: undefined,
      account: arn.account,
      resource: undefined,
      but: [],
      at,
    },
    example: text(...example),
  };
}

/** Each once, where it stands first. */
export function once<Row extends AccessRow>(rows: readonly Row[]): readonly Row[] {
  const seen = new Map<string, Row>();
  for (const row of rows) if (!seen.has(row.identity)) seen.set(row.identity, row);
  return [...seen.values()];
}

/** Whether an element that is written like the row stands for it, whatever its value is: a parameter under AWS does. */
export const standsForItself = (who: PrincipalElement): boolean => who.text.length > 0 && (who.is !== 'unknown' || who.aws === true);
