/**
 * For tests: the verdicts defined a second time, by brute force. Concrete callers make concrete requests in every way that the deployment
 * could turn out;
 * what comes out the same every time is the answer, anything else is unknown. Knows only the vocabulary of random.testing.ts.
 */
import { ACTIONS, type Action } from '../reference/actions.js';
import type { Answer } from '../types/values.js';
import { glob, list, type PlainStatement } from './plain.testing.js';

interface Caller {
  readonly account: string;
  readonly type: 'root' | 'user' | 'role' | 'session' | 'federated-user';
  readonly name: string;
  /** The ARNs that it goes by. */
  readonly identities: readonly string[];
  /** The policy names it. */
  readonly named: boolean;
}
/** What only the deployment knows, or the caller chooses; what is undefined is not in the request. */
interface Circumstances extends Partial<Record<'mfa' | 'org' | 'grant' | 'via' | 'calledVia', string | undefined>> {
  /** What a deployment by CloudFormation carries as kms:ViaService; false: CloudFormation has a role of its own. */
  readonly deploy?: string | false | undefined;
  /** NotPrincipal wants every identity of the caller to be listed. */
  readonly strict: boolean;
  /** Of the role behind a session. */
  readonly path: string;
}

const [OWN, STRANGE, NEIGHBOUR] = ['111122223333', '999988887777', '444455556666'] as const;
const KEY = `arn:aws:kms:us-east-1:${OWN}:key/5f3f8a70-0000-4000-8000-000000000000`;
const OF_GRANTS = /:(CreateGrant|ListGrants|RevokeGrant)$/;
const PUT = 'kms:PutKeyPolicy';
const CLOUDFORMATION = 'cloudformation.amazonaws.com';
const ORGS = [undefined, 'o-mine', 'o-partner', 'o-else'];
function carried(who: Caller, action: string, c: Circumstances): Readonly<Record<string, string | undefined>> {
  const itself = `${who.type === 'session' ? `role/${c.path}` : `${who.type}/`}${who.name}`;
  return {
    'kms:calleraccount': who.account,
    'aws:principalaccount': who.account,
    'aws:principalarn': `arn:aws:${who.type === 'federated-user' ? 'sts' : 'iam'}::${who.account}:${who.type === 'root' ? 'root' : itself}`,
    'aws:principalorgid': c.org,
    'aws:multifactorauthpresent': c.mfa,
    'aws:securetransport': 'true',
    'aws:calledvia': c.calledVia,
    'aws:viaawsservice': String(c.via !== undefined || c.calledVia !== undefined),
    'kms:viaservice': c.via,
    'kms:grantisforawsresource': OF_GRANTS.test(action) ? c.grant : undefined,
  };
}

function testHolds(operator: string, wanted: readonly string[], value: string | undefined, who: Caller): boolean {
  if (operator === 'Null') return wanted.some((one) => (one === 'true') === (value === undefined));
  const [, set, base = '', ifExists] = /^(For\w+:)?(\w+?)(IfExists)?$/.exec(operator) ?? [];
  const negated = base.includes('Not');
  if (value === undefined) return ifExists !== undefined || set === 'ForAllValues:' || (negated && set === undefined);
  const matches = (pattern: string): boolean => {
    const fields = pattern.split(':');
    if (base.startsWith('Arn') && fields.length === 6) return fields.every((field, i) => glob(field, value.split(':')[i] ?? ''));
    return /^String(Not)?Equals$|Bool/.test(base) ? pattern === value : glob(pattern, value);
  };
  return wanted.some((one) => matches(one.replace('${aws:PrincipalAccount}', who.account))) !== negated;
}

function principalMatches({ Effect, Principal, NotPrincipal }: PlainStatement, who: Caller, c: Circumstances): boolean {
  const block = NotPrincipal ?? Principal;
  const names = block === '*' ? ['*'] : list(block?.['AWS']);
  const account = names.includes(who.account) || names.includes(`arn:aws:iam::${who.account}:root`);
  const itself = names.some((name) => who.identities.includes(name));
  const listed = names.includes('*') || account || itself;
  if (!NotPrincipal || Effect === 'Allow') return listed !== (NotPrincipal !== undefined);
  if (names.includes('*')) return false;
  if (who.type === 'root') return !account;
  return !(who.named && itself && (!c.strict || (account && who.identities.every((name) => names.includes(name)))));
}

const asks = ({ Action, NotAction }: PlainStatement, action: string): boolean =>
  list(Action ?? NotAction).some((name) => glob(name.toLowerCase(), action.toLowerCase())) === (Action !== undefined);
/** One action of each kind that the policy and the requests tell apart. */
function kinds(statements: readonly PlainStatement[], actions: readonly Action[]): readonly string[] {
  const kind = (id: string): string => statements.map((one) => asks(one, id)).join() + String(OF_GRANTS.test(id));
  return [...new Map(actions.map(({ id }) => [kind(id), id])).values()];
}
function matches(statement: PlainStatement, who: Caller, action: string, c: Circumstances): boolean {
  const { Action, NotAction, Resource, NotResource, Condition } = statement;
  if ((Action ?? NotAction) === undefined || (Resource ?? NotResource) === undefined) return false;
  const meant = list(Resource ?? NotResource).some((resource) => glob(resource, KEY));
  if (!asks(statement, action) || meant === (Resource === undefined) || !principalMatches(statement, who, c)) return false;
  if (!Condition) return true;
  const request = carried(who, action, c);
  return Object.entries(Condition).every(([operator, keys]) =>
    Object.entries(keys).every(([key, wanted]) => testHolds(operator, list(wanted), request[key.toLowerCase()], who)),
  );
}
function allowed(statements: readonly PlainStatement[], who: Caller, action: string, c: Circumstances): boolean {
  const some = (effect: string): boolean => statements.some((one) => one.Effect === effect && matches(one, who, action, c));
  return some('Allow') && !some('Deny');
}

/**
 * Every way in which a request can turn out; what the policy does not read stays as it is. own: by a principal of the account, else by a
 * foreign one.
 */
function circumstances(written: string, own: boolean): readonly Circumstances[] {
  let all: readonly Circumstances[] = [{ strict: true, path: '', deploy: false }];
  const vary = <K extends keyof Circumstances>(read: string, name: K, ways: readonly Circumstances[K][]): void => {
    if (written.includes(read)) all = all.flatMap((one) => ways.map((way) => ({ ...one, [name]: way })));
  };
  vary('MultiFactor', 'mfa', [undefined, 'true', 'false']);
  vary('GrantIs', 'grant', [undefined, 'true', 'false']);
  if (!own) vary('ViaService', 'via', [undefined, 's3.us-east-1.amazonaws.com', 'ec2.us-east-1.amazonaws.com']);
  if (!own) vary('Via', 'calledVia', [undefined, CLOUDFORMATION, 's3.amazonaws.com', 'athena.amazonaws.com']);
  if (!own) return all;
  vary('OrgID', 'org', ORGS);
  vary('Via', 'deploy', [false, undefined, 'cloudformation.us-east-1.amazonaws.com']);
  vary('NotPrincipal', 'strict', [true, false]);
  vary('PrincipalArn', 'path', ['', 'team/']);
  return all;
}

const first = (order: readonly Answer[], among: readonly Answer[]): Answer => order.find((one) => among.includes(one)) ?? 'no';
const yesNo = (holds: boolean): Answer => (holds ? 'yes' : 'no');
const same = (outcomes: readonly boolean[]): Answer => (outcomes.every(Boolean) ? 'yes' : outcomes.some(Boolean) ? 'unknown' : 'no');
function caller(account: string, type: Caller['type'], name: string, named: boolean, session = 'other'): Caller {
  const role = [`arn:aws:iam::${account}:role/${name}`, `arn:aws:sts::${account}:assumed-role/${name}/${session}`];
  return {
    account,
    type,
    name,
    named,
    identities: type === 'root' ? [] : type === 'user' ? [`arn:aws:iam::${account}:user/${name}`] : role,
  };
}
const MEMBERS = [caller(OWN, 'role', 'Admin', true), caller(OWN, 'session', 'Admin', true, 'alice'), caller(OWN, 'role', 'App', true)];

export function naiveVerdicts(statements: readonly PlainStatement[]): readonly Answer[] {
  const written = JSON.stringify(statements);
  const [own, foreign] = [circumstances(written, true), circumstances(written, false)];
  const can = (who: Caller, action: string, c: Circumstances): boolean =>
    allowed(statements, who, action, c) ||
    // A deployment has no second factor (see OF_PEOPLE in context.ts).
    (c.deploy !== false && allowed(statements, who, action, { ...c, via: c.deploy, calledVia: CLOUDFORMATION, mfa: undefined }));
  const ask = (action: string, ...callers: readonly Caller[]): Answer =>
    same(callers.flatMap((who) => own.map((c) => can(who, action, c))));
  const anybody = [caller(OWN, 'role', 'Fresh', false), caller(OWN, 'user', 'Fresh', false)];
  const [rootTrust, root] = [ask(PUT, ...anybody), ask(PUT, caller(OWN, 'root', '', false))];
  const full = kinds(
    statements,
    ACTIONS.filter(({ inKeyPolicy }) => inKeyPolicy !== 'no'),
  ).map((id) => ask(id, ...anybody));
  // A session and its role go by the same name: one entity. A session is meant where its own ARN is written, the others where theirs is.
  const named = [...MEMBERS, caller(OWN, 'user', 'ana', true)]
    .filter(({ type, identities }) => identities.slice(type === 'session' ? 1 : 0, type === 'role' ? 1 : 2).some(isWritten))
    .map((who): readonly [string, Answer] => [who.name, ask(PUT, who)]);
  const able = (...wanted: readonly Answer[]): number =>
    new Set(named.filter(([, one]) => wanted.includes(one)).map(([name]) => name)).size;
  const two: Answer = able('yes') > 1 ? 'yes' : able('yes', 'unknown') > 1 ? 'unknown' : 'no';
  const outside = kinds(
    statements,
    ACTIONS.filter(({ crossAccount }) => crossAccount === 'yes'),
  );
  const guests = (account: string): readonly Caller[] => [
    ...(['root', 'user', 'federated-user'] as const).map((type) => caller(account, type, 'Fresh', false)),
    ...['Fresh', 'Admin', 'Guest'].map((name) => caller(account, 'role', name, account !== STRANGE)),
  ];
  const reach = (account: string, org: string | undefined, strict = true): boolean =>
    guests(account).some((who) => outside.some((action) => foreign.some((c) => allowed(statements, who, action, { ...c, org, strict }))));
  const open = yesNo(reach(STRANGE, undefined) || reach(STRANGE, 'o-else'));
  const bounded = yesNo(reach(STRANGE, 'o-mine') || reach(STRANGE, 'o-partner'));
  const others = same(ORGS.flatMap((org) => [true, false].map((strict) => written.includes(NEIGHBOUR) && reach(NEIGHBOUR, org, strict))));
  const some = (...answers: readonly Answer[]): Answer => first(['yes', 'unknown'], answers);
  const manageable = some(rootTrust, root, ...named.map(([, one]) => one));
  return [rootTrust, first(['no', 'unknown', 'yes'], full), manageable, some(rootTrust, root, two), open, some(open, bounded, others)];

  function isWritten(arn: string): boolean {
    return written.includes(`"${arn}"`) || written.includes(`"${arn.replace(OWN, '*')}"`);
  }
}
