/**
 * For tests: the verdicts defined a second time, by brute force. Concrete callers make concrete requests in every way that the deployment could turn out;
 * what comes out the same every time is the answer, anything else is unknown. Knows only the vocabulary of properties.test.ts.
 */
import { ACTIONS } from '../reference/actions.js';
import type { Answer } from '../types.js';

type One<T> = T | readonly T[];
export interface PlainStatement {
  readonly Effect: string;
  readonly Principal?: '*' | Readonly<Record<string, One<string>>>;
  readonly NotPrincipal?: Readonly<Record<string, One<string>>>;
  readonly Action?: One<string>;
  readonly NotAction?: One<string>;
  readonly Resource?: One<string>;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, One<string>>>>>;
}
interface Caller {
  readonly account: string;
  readonly identities: readonly string[];
  readonly type: 'root' | 'user' | 'role' | 'session';
  readonly name: string;
  readonly named: boolean;
}
/** What only the deployment knows; a key that is left out is not in the request. */
interface Circumstances {
  readonly mfa?: string;
  readonly org?: string;
  readonly via?: string;
  readonly grant?: string;
  readonly strict: boolean;
  readonly path: string;
}

const OWN = '111122223333',
  KEY = `arn:aws:kms:us-east-1:${OWN}:key/5f3f8a70-0000-4000-8000-000000000000`,
  PUT = 'kms:PutKeyPolicy',
  STRANGE = '999988887777';
const list = <T>(value: One<T> | undefined): readonly T[] =>
  value === undefined ? [] : Array.isArray(value) ? (value as readonly T[]) : [value as T];
function glob(pattern: string, value: string): boolean {
  if (pattern === '') return value === '';
  const [c, rest] = [pattern[0], pattern.slice(1)];
  return c === '*'
    ? glob(rest, value) || (value !== '' && glob(pattern, value.slice(1)))
    : value !== '' && (c === '?' || c === value[0]) && glob(rest, value.slice(1));
}

/** What the request carries. */
function carried(caller: Caller, action: string, c: Circumstances, key: string): string | undefined {
  switch (key.toLowerCase()) {
    case 'kms:calleraccount':
    case 'aws:principalaccount':
      return caller.account;
    case 'aws:principalarn':
      return caller.type === 'root'
        ? `arn:aws:iam::${caller.account}:root`
        : `arn:aws:iam::${caller.account}:${caller.type === 'user' ? 'user' : 'role'}/${caller.type === 'session' ? c.path : ''}${caller.name}`;
    case 'aws:principalorgid':
      return c.org;
    case 'aws:multifactorauthpresent':
      return c.mfa;
    case 'kms:viaservice':
      return c.via;
    case 'kms:grantisforawsresource':
      return ['kms:CreateGrant', 'kms:ListGrants', 'kms:RevokeGrant'].includes(action) ? c.grant : undefined;
    case 'aws:securetransport':
      return 'true';
    case 'aws:sourceaccount':
      return undefined;
    default:
      throw new Error(`not in the vocabulary: ${key}`);
  }
}

function conditionHolds(statement: PlainStatement, caller: Caller, action: string, c: Circumstances): boolean {
  return Object.entries(statement.Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => {
      const value = carried(caller, action, c, key),
        values = list(wanted).map((one) => one.replace('${aws:PrincipalAccount}', caller.account));
      if (operator === 'Null') return values.some((one) => (one === 'true') === (value === undefined));
      const [set, base = ''] = operator.includes(':') ? operator.split(':') : ['', operator],
        negated = base.includes('Not'),
        plain = base.replace('Not', '').replace('IfExists', '');
      if (value === undefined) return base.endsWith('IfExists') || set === 'ForAllValues' || (negated && set === '');
      const same = values.some((one) =>
        plain === 'StringEquals' || plain === 'Bool'
          ? one === value
          : plain === 'StringLike'
            ? glob(one, value)
            : one.split(':').length === 6
              ? one.split(':').every((field, i) => glob(field, value.split(':')[i] ?? ''))
              : glob(one, value),
      );
      return same !== negated;
    }),
  );
}

/** Whether a principal of the policy is one of the caller's identities, or its account. */
const isCaller = (principal: string, caller: Caller): boolean =>
  principal === '*' ||
  principal === caller.account ||
  principal === `arn:aws:iam::${caller.account}:root` ||
  caller.identities.includes(principal);
function principalMatches(statement: PlainStatement, caller: Caller, c: Circumstances): boolean {
  const block = statement.NotPrincipal ?? statement.Principal,
    names = block === '*' ? ['*'] : list(block?.['AWS']);
  if (statement.NotPrincipal === undefined) return names.some((name) => isCaller(name, caller));
  if (statement.Effect === 'Allow') return !names.some((name) => isCaller(name, caller));
  const account = names.some((name) => name === caller.account || name === `arn:aws:iam::${caller.account}:root`),
    itself = names.some((name) => caller.identities.includes(name));
  if (names.includes('*')) return false;
  if (caller.type === 'root') return !account;
  return !(caller.named && itself && (!c.strict || (account && caller.type !== 'role')));
}

function allowed(statements: readonly PlainStatement[], caller: Caller, action: string, c: Circumstances): boolean {
  const matching = statements.filter((statement) => {
    const { Action, NotAction, Resource } = statement,
      names = list(Action ?? NotAction);
    const asked = names.some((name) => glob(name.toLowerCase(), action.toLowerCase())) === (Action !== undefined);
    return (
      (Action ?? NotAction) !== undefined &&
      asked &&
      list(Resource).some((resource) => glob(resource, KEY)) &&
      principalMatches(statement, caller, c) &&
      conditionHolds(statement, caller, action, c)
    );
  });
  return matching.some(({ Effect }) => Effect === 'Allow') && !matching.some(({ Effect }) => Effect === 'Deny');
}

const answer = (outcomes: readonly boolean[]): Answer => (outcomes.every(Boolean) ? 'yes' : outcomes.some(Boolean) ? 'unknown' : 'no');
const anyOf = (answers: readonly Answer[]): Answer => (answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no');
const allOf = (answers: readonly Answer[]): Answer => (answers.includes('no') ? 'no' : answers.includes('unknown') ? 'unknown' : 'yes');
const ORGS = [undefined, 'o-mine', 'o-partner', 'o-else'];
const given = (values: Record<string, string | undefined>): object =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
/** The ways in which a request can turn out; what the policy does not read stays as it is. direct: by an own principal itself; else what a foreign caller can choose. */
function circumstances(written: string, direct: boolean): readonly Circumstances[] {
  const vary = <T>(mention: string, ...ways: readonly T[]): readonly T[] => (written.includes(mention) ? ways : ways.slice(0, 1));
  return vary('MultiFactor', undefined, 'true', 'false').flatMap((mfa) =>
    vary('GrantIs', undefined, 'true', 'false').flatMap((grant) =>
      (direct ? vary('OrgID', ...ORGS) : [undefined]).flatMap((org) =>
        (direct ? [undefined] : vary('ViaService', undefined, 's3.us-east-1.amazonaws.com', 'ec2.us-east-1.amazonaws.com')).flatMap((via) =>
          vary('NotPrincipal', true, ...(direct ? [false] : [])).flatMap((strict) =>
            vary('PrincipalArn', '', ...(direct ? ['team/'] : [])).map((path): Circumstances => ({
              ...given({ mfa, org, grant, via }),
              strict,
              path,
            })),
          ),
        ),
      ),
    ),
  );
}

function caller(account: string, type: Caller['type'], name: string, named: boolean, session = 'other'): Caller {
  const role = `arn:aws:iam::${account}:role/${name}`,
    one = `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
  return {
    account,
    type,
    name,
    named,
    identities: type === 'root' ? [] : type === 'user' ? [`arn:aws:iam::${account}:user/${name}`] : [role, one],
  };
}
/** Each entry: all callers that the principal may turn out to be. */
const NAMED: Readonly<Record<string, readonly [entity: string, callers: readonly Caller[]]>> = {
  [`arn:aws:iam::${OWN}:role/Admin`]: ['Admin', [caller(OWN, 'role', 'Admin', true)]],
  [`arn:aws:sts::${OWN}:assumed-role/Admin/alice`]: ['Admin', [caller(OWN, 'session', 'Admin', true, 'alice')]],
  [`arn:aws:iam::${OWN}:role/App`]: ['App', [caller(OWN, 'role', 'App', true)]],
  [`arn:aws:iam::${OWN}:user/ana`]: ['ana', [caller(OWN, 'user', 'ana', true)]],
};

export function naiveVerdicts(statements: readonly PlainStatement[]): readonly Answer[] {
  const written = JSON.stringify(statements),
    DIRECT = circumstances(written, true),
    CHOICES = circumstances(written, false);
  const ask = (callers: readonly Caller[], action: string): Answer =>
    answer(callers.flatMap((one) => DIRECT.map((c) => allowed(statements, one, action, c))));
  const anybody = [caller(OWN, 'role', 'Fresh', false), caller(OWN, 'user', 'Fresh', false)];
  const rootTrust = ask(anybody, PUT),
    root = ask([caller(OWN, 'root', '', false)], PUT);
  const full = allOf(ACTIONS.filter((action) => action.inKeyPolicy !== 'no').map((action) => ask(anybody, action.id)));
  const named = Object.entries(NAMED)
    .filter(([arn]) => written.includes(`"${arn}"`) || written.includes(`"${arn.replace(OWN, '*')}"`))
    .map(([, [entity, callers]]): readonly [string, Answer] => [entity, ask(callers, PUT)]);
  const entities = (wanted: readonly Answer[]): number =>
    new Set(named.filter(([, one]) => wanted.includes(one)).map(([entity]) => entity)).size;
  const two: Answer = entities(['yes']) > 1 ? 'yes' : entities(['yes', 'unknown']) > 1 ? 'unknown' : 'no';
  const outside = ACTIONS.filter((action) => action.crossAccount === 'yes').map((action) => action.id);
  const reach = (callers: readonly Caller[], org: string | undefined, strict = true): boolean =>
    callers.some((one) =>
      outside.some((action) => CHOICES.some((c) => allowed(statements, one, action, { ...c, ...given({ org }), strict }))),
    );
  const guests = (account: string, named_: boolean): readonly Caller[] =>
    ['Fresh', 'Admin', 'Guest'].map((name) => caller(account, 'role', name, named_));
  const strangers = guests(STRANGE, false),
    open = reach(strangers, undefined) || reach(strangers, 'o-else');
  const neighbours = written.includes('444455556666') ? guests('444455556666', true) : [];
  const others = answer(ORGS.flatMap((org) => [true, false].map((strict) => reach(neighbours, org, strict))));
  const yesNo = (holds: boolean): Answer => (holds ? 'yes' : 'no');
  return [
    rootTrust,
    full,
    anyOf([rootTrust, root, ...named.map(([, one]) => one)]),
    anyOf([rootTrust, root, two]),
    yesNo(open),
    anyOf([yesNo(open || reach(strangers, 'o-mine') || reach(strangers, 'o-partner')), others]),
  ];
}
