/**
 * For tests: who could ask what of a key with a given policy. The callers that the policy's names, patterns and accounts tell apart, and one that it does not tell
 * of; the values that its conditions tell apart under each condition key, and one that they do not tell of. Knows nothing of how this room answers.
 */
import { carries, actionNamed, isMultiValued, type Action } from '../reference/actions.js';
import type { Caller, ConcreteRequest, PlainPolicy } from './concrete.testing.js';
import { list, type PlainStatement } from './plain.testing.js';

export const REGION = 'us-east-1',
  STRANGER = '999988887777',
  /** Where somebody may be at home of whom the policy names the unique id only. */
  HOME_OF_IDS = '777766665555';
/** What a request carries under one key; undefined: nothing. */
interface Carried {
  readonly value: readonly string[] | undefined;
  /** Only members of some organisation or network have it. */
  readonly bound?: true;
  /** A choice that a plain call does not make. */
  readonly odd?: true;
}
export type Route = 'direct' | 'cloudformation' | 'any';

/** What a policy's conditions read: each key with its operators and values. */
export interface Read {
  readonly written: string;
  readonly keys: ReadonlyMap<string, { readonly operators: readonly string[]; readonly values: readonly string[] }>;
  readonly own: string;
  /** The names under Principal and NotPrincipal. KMS takes a policy only where each of them exists. */
  readonly principals: readonly string[];
}
export function readOf(policy: PlainPolicy, own: string): Read {
  const keys = new Map<string, { operators: string[]; values: string[] }>();
  const add = (key: string, operator: string, values: readonly string[]): void => {
    const entry = keys.get(key) ?? { operators: [], values: [] };
    entry.operators.push(operator);
    entry.values.push(...values);
    keys.set(key, entry);
  };
  for (const { Condition, Resource, NotResource } of list(policy.Statement)) {
    const texts: string[] = [...list(Resource), ...list(NotResource)];
    for (const [operator, tests] of Object.entries(Condition ?? {}))
      for (const [key, values] of Object.entries(tests)) {
        add(key.toLowerCase(), operator, list(values));
        texts.push(...list(values));
      }
    for (const [, name = ''] of texts.join(' ').matchAll(/\$\{([^},]*)[^}]*\}/g))
      if (!/^[*?$]$/.test(name)) add(name.toLowerCase(), '', []);
  }
  const principals = list(policy.Statement).flatMap(({ Principal, NotPrincipal }) =>
    [Principal, NotPrincipal].flatMap((names) => (typeof names === 'object' ? list(names['AWS']) : [])),
  );
  return { written: JSON.stringify(policy), keys, own, principals };
}

const IAM_NAME = /^arn:aws:iam::\d{12}:(role|user)\/[\w+=,.@/-]+$/;
/** Texts that a pattern matches, by an unlikely word for each star. */
const instances = (pattern: string, account: string): readonly string[] => {
  const filled = pattern.replace(/\$\{aws:(PrincipalAccount|ResourceAccount)\}/gi, account).replace(/\$\{([*?$])\}/g, '$1');
  return ['zq9', '', 'zq/8'].map((word) => filled.replaceAll('*', word).replaceAll('?', 'q'));
};
const tail = (arn: string): string => arn.split(':').slice(5).join(':');

function iamCaller(arn: string, session: string, iam: boolean): Caller {
  const account = arn.split(':')[4] ?? '',
    name = tail(arn).split('/').at(-1) ?? '';
  const kind = tail(arn).startsWith('role/') ? 'role' : 'user';
  return kind === 'role'
    ? { kind, account, arns: [arn, `arn:aws:sts::${account}:assumed-role/${name}/${session}`], id: `AROA${hash(arn)}`, iam }
    : { kind, account, arns: [arn], id: `AIDA${hash(arn)}`, iam };
}
const hash = (text: string): string => {
  let sum = 7;
  for (const c of text) sum = (sum * 31 + c.charCodeAt(0)) % 4_294_967_291;
  return `ZQ${sum.toString(36).toUpperCase().padStart(15, '0')}`;
};
export const rootUser = (account: string): Caller => ({
  kind: 'root',
  account,
  arns: [`arn:aws:iam::${account}:root`],
  id: account,
  iam: true,
});

/** The roles and users of an account that the policy does not name, by names that its patterns tell apart. */
export function fresh(read: Read, account: string): readonly Caller[] {
  const names = ['role/zq9', 'role/team/zq9', 'user/zq9'].map((name) => `arn:aws:iam::${account}:${name}`);
  const patterned = (read.keys.get('aws:principalarn')?.values ?? [])
    .filter((value) => /[*?$]/.test(value))
    .flatMap((value) => instances(value, account))
    .map((arn) =>
      (arn.startsWith('arn:') ? arn : `arn:aws:iam::${account}:role/${arn}`)
        .split(':')
        .map((field, i) => (i === 4 ? account : i === 1 ? 'aws' : field))
        .join(':'),
    )
    // A name that is written out is not fresh, whatever is written for its account.
    .filter((arn) => IAM_NAME.test(arn) && !read.written.includes(`:${tail(arn)}"`));
  const users = account === read.own ? [] : (read.keys.get('aws:username')?.values ?? []).flatMap((name) => instances(name, account));
  const called = users.map((name) => `arn:aws:iam::${account}:user/${name}`).filter((arn) => IAM_NAME.test(arn));
  // Who assumes a role names the session.
  const sessions = (read.keys.get('aws:userid')?.values ?? []).flatMap((value) => /:([\w+=,.@-]+)$/.exec(value)?.[1] ?? []);
  return [...new Set([...names, ...patterned, ...called])].flatMap((arn) =>
    ['zq-session', ...(account === read.own ? [] : sessions)].map((session) => iamCaller(arn, session, true)),
  );
}

/** The roles, users and sessions whose ARNs the policy spells out, of whatever account. */
export function named(read: Read): readonly Caller[] {
  const found = new Map<string, Caller>();
  for (const [, partition = '', service = '', account = '', resource = ''] of read.written.matchAll(
    /"arn:([\w*-]*):(iam|sts|\*)::(\d{12}|\*|\$\{aws:\w+\}):((?:role|user|assumed-role)\/[^"*?$]+)"/g,
  )) {
    const of = /^\d{12}$/.test(account) ? [account] : [read.own, ...accounts(read), STRANGER];
    if (partition !== 'aws' && partition !== '*') continue;
    for (const home of of) {
      const [, role, session] = /^assumed-role\/([^/]+)\/(.+)$/.exec(resource) ?? [];
      if (service !== 'iam' && role !== undefined && session !== undefined) {
        // The path of the role behind a session is not in its ARN, and one account has one role of a name
        // (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names).
        const existing = read.principals.filter((arn) => arn.startsWith(`arn:aws:iam::${home}:role/`) && arn.endsWith(`/${role}`));
        for (const arn of existing.length ? existing : ['', 'team/'].map((path) => `arn:aws:iam::${home}:role/${path}${role}`))
          found.set(`${arn}/${session}`, iamCaller(arn, session, true));
      } else if (service !== 'sts' && IAM_NAME.test(`arn:aws:iam::${home}:${resource}`))
        found.set(`${home}${resource}`, iamCaller(`arn:aws:iam::${home}:${resource}`, 'zq-session', true));
    }
  }
  // A pattern that leaves open how an ARN begins, `*:role/Admin` or `*` + `/Admin`, means a name in whatever account.
  const openAtStart = [...read.written.matchAll(/"(?:arn:)?\*(?::?(?=role\/|user\/)|\/)([^"*?$:]+)"/g)].flatMap(([, end = '']) =>
    /^(role|user)\//.test(end) ? [end] : [`role/${end}`, `user/${end}`],
  );
  for (const resource of openAtStart)
    for (const home of [read.own, ...accounts(read), STRANGER])
      if (IAM_NAME.test(`arn:aws:iam::${home}:${resource}`))
        found.set(`${home}${resource}`, iamCaller(`arn:aws:iam::${home}:${resource}`, 'zq-session', true));
  // Whose unique id it is, IAM alone knows.
  for (const [, id = ''] of read.written.matchAll(/"(A(?:RO|ID)A[A-Z0-9]{12,})"/g))
    for (const home of [read.own, HOME_OF_IDS]) {
      const somebody = iamCaller(`arn:aws:iam::${home}:${id.startsWith('AROA') ? 'role' : 'user'}/zq-id`, 'zq-session', true);
      found.set(`${home}${id}`, { ...somebody, id });
    }
  return [...found.values()];
}

/** The other accounts of which the policy tells. */
export const accounts = (read: Read): readonly string[] => [
  ...new Set([
    ...[...read.written.matchAll(/(?<!\d)\d{12}(?!\d)/g)].map(([id]) => id).filter((id) => id !== read.own && id !== STRANGER),
    ...(/"A(RO|ID)A/.test(read.written) ? [HOME_OF_IDS] : []),
  ]),
];

/** The principals of another account. */
export const foreigners = (read: Read, account: string): readonly Caller[] => [
  rootUser(account),
  ...fresh(read, account),
  { kind: 'federated-user', account, arns: [`arn:aws:sts::${account}:federated-user/zq9`], id: `${account}:zq9`, iam: true },
  ...named(read).filter((one) => one.account === account),
];

export const services = (read: Read): readonly Caller[] =>
  [...new Set(['zq9.amazonaws.com', ...[...read.written.matchAll(/"([\w.-]+\.amazonaws\.com)"/g)].map(([, name = '']) => name)])].map(
    (name) => ({
      kind: 'service',
      account: name,
      arns: [],
      id: name,
      iam: true,
    }),
  );

const TYPES = { root: 'Account', user: 'User', role: 'AssumedRole', 'federated-user': 'FederatedUser', service: 'Anonymous' } as const;
/** The condition keys of KMS that no action's row lists (Service Authorization Reference, list_awskeymanagementservice.html). */
const OTHER_KMS_KEYS =
  /^kms:(calleraccount|viaservice|keyspec|keyusage|keyorigin|multiregion|multiregionkeytype|resourcealiases|customermasterkey(spec|usage))$/;
const OF_A_SERVICE = /^aws:source(arn|account|orgid|orgpaths|owner)$/;
const OF_A_PRINCIPAL =
  /^aws:(principal(arn|orgid|orgpaths|tag\/.*)|multifactorauth(present|age)|username|tokenissuetime|sourceidentity|federatedprovider)$/;
const OF_A_NETWORK = /^aws:(sourceip|sourcevpc|sourcevpce|vpceaccount|vpceorgid|vpceorgpaths)$/;
/** What AWS gives a request under these, whatever a policy compares them with. */
const SHAPES: readonly (readonly [RegExp, RegExp])[] = [
  [/^aws:sourcevpce$/, /^vpce-[a-z0-9]+$/],
  [/^aws:sourcevpc$/, /^vpc-[a-z0-9]+$/],
  [/^aws:(source|vpce)account$/, /^\d{12}$/],
  [/^aws:(principal|source|vpce)orgid$/, /^o-[a-z0-9]+$/],
  [/^aws:calledvia(first|last)?$/, /^[a-z0-9.-]+\.amazonaws\.com$/],
  [/^aws:sourcearn$|^kms:(grantee|retiring)principal$|^kms:encryptioncontext:aws:(logs|cloudtrail|sqs):arn$|:topicarn$/, /^arn:[^*?]+$/],
  [/^aws:principaltag\//, /^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u],
  [/^kms:(request|resource)alias(es)?$/, /^alias\/[\w/-]+$/],
  [/^aws:(multifactorauthpresent|viaawsservice)$|^kms:grantisforawsresource$/, /^(true|false)$/],
];
const UNLIKELY = ['zq9', 'alias/zq9', 'arn:aws:zq9:us-east-1:999988887777:zq9'];
const isShaped = (key: string, value: string): boolean => SHAPES.every(([keys, values]) => !keys.test(key) || values.test(value));
const MAY_HOLD_A_STAR = /^(kms:encryptioncontext|aws:(useragent|referer)$)/;
const some = (value: string): Carried => ({ value: [value] });
const ABSENT: Carried = { value: undefined };

/** Whether requests for an action can carry a condition key of KMS at all. */
function carriesKmsKey(action: Action, key: string): boolean {
  if (OTHER_KMS_KEYS.test(key)) return true;
  const row = action.keys.some((one) => one === key || (one.endsWith('*') && key.startsWith(one.slice(0, -1)) && key.length >= one.length));
  return row && carries(action, key) !== 'no';
}

/** What requests of a caller can carry under a key. */
export function alternatives(key: string, by: Caller, action: Action, route: Route, read: Read): readonly Carried[] {
  const { values = [], operators = [] } = read.keys.get(key) ?? {},
    isService = by.kind === 'service',
    base = operators.join(' ');
  const written = [
    ...values.flatMap((value) => instances(value, by.account)),
    // What a caller writes into a request may hold a star.
    ...(MAY_HOLD_A_STAR.test(key) ? values : []),
  ].filter((one) => one !== '' && isShaped(key, one));
  const told = (unlikely: string): readonly string[] => [
    ...new Set([
      ...(/Bool/.test(base) ? ['true', 'false'] : []),
      ...(/Numeric/.test(base)
        ? ['1', ...values].filter((n) => !Number.isNaN(Number(n))).flatMap((n) => [Number(n) - 1, Number(n), Number(n) + 1].map(String))
        : []),
      ...(/Numeric|Date|Ip/.test(base) ? [] : written),
      ...(/Bool|Numeric|Date|Ip/.test(base) || !isShaped(key, unlikely) ? [] : [unlikely]),
    ]),
  ];
  const free = (unlikely: string): readonly Carried[] => [
    ABSENT,
    ...told(unlikely).map(some),
    ...(isMultiValued(key) && written.length > 1 ? [{ value: written }] : []),
  ];
  // CloudFormation assumes the role itself: no second factor, no endpoint of a VPC (IAM, reference_policies_condition-keys.html).
  if (route === 'cloudformation' && /^aws:(multifactorauth(present|age)|sourcevpce?|vpcsourceip)$/.test(key)) return [ABSENT];
  switch (key) {
    case 'kms:calleraccount':
    case 'aws:principalaccount':
      // What a service's own request carries here is not documented.
      return isService ? [ABSENT, some(read.own), some(STRANGER)] : [some(by.account)];
    case 'aws:principaltype':
      return isService ? [ABSENT, some('Anonymous')] : [some(TYPES[by.kind])];
    case 'aws:userid':
      return isService ? free('zq9') : [some(by.kind === 'role' ? `${by.id}:${by.arns[1]?.split('/').at(-1) ?? ''}` : by.id)];
    case 'aws:username':
      return [by.kind === 'user' ? some(by.arns[0]?.split('/').at(-1) ?? '') : ABSENT];
    case 'aws:principalarn':
      return [isService ? ABSENT : some(by.arns[0] ?? '')];
    case 'aws:principalisawsservice':
      return [some(String(isService))];
    case 'aws:principalservicename':
      return [isService ? some(by.account) : ABSENT];
    case 'aws:securetransport':
      return [some('true')];
    case 'aws:requestedregion':
      return [some(REGION)];
    case 'aws:resourceaccount':
      return [some(read.own)];
    case 'kms:keyspec':
      return [some('SYMMETRIC_DEFAULT')];
    case 'kms:keyusage':
      return [some('ENCRYPT_DECRYPT')];
    case 'kms:keyorigin':
      return [some('AWS_KMS')];
    case 'kms:multiregion':
      return [some('false')];
    case 'kms:bypasspolicylockoutsafetycheck':
      return carriesKmsKey(action, key) ? [ABSENT, some('false'), { value: ['true'], odd: true }] : [ABSENT];
    case 'kms:viaservice':
      // SERVICE.REGION.amazonaws.com (KMS, conditions-kms.html#conditions-kms-via-service)
      return isService || route === 'direct'
        ? [ABSENT]
        : route === 'cloudformation'
          ? [ABSENT, some(`cloudformation.${REGION}.amazonaws.com`)]
          : [
              ABSENT,
              ...told(`zq9.${REGION}.amazonaws.com`)
                .filter((one) => /^[a-z0-9-]+\.[a-z0-9-]+\.amazonaws\.com$/.test(one))
                .map(some),
            ];
    case 'aws:calledvia':
    case 'aws:calledviafirst':
    case 'aws:calledvialast':
      return route === 'direct'
        ? [ABSENT]
        : route === 'cloudformation'
          ? [ABSENT, some('cloudformation.amazonaws.com')]
          : free('zq9.amazonaws.com');
    case 'aws:viaawsservice':
      return route === 'direct' || isService ? [some('false')] : [some('false'), some('true')];
    case 'aws:currenttime':
    case 'aws:epochtime':
      return ['2026-11-30', ...values]
        .map((date) => Date.parse(date))
        .filter((date) => !Number.isNaN(date))
        .flatMap((date) => [-86_400_000, 86_400_000].map((more) => some(new Date(date + more).toISOString())));
    case 'aws:principalorgid':
    case 'aws:principalorgpaths': {
      if (isService) return [ABSENT];
      const strange = key === 'aws:principalorgid' ? 'o-zq9zq9zq9z' : 'o-zq9zq9zq9z/r-zq9z/ou-zq9z-zq9zq9zq/';
      return [
        ABSENT,
        some(strange),
        ...written.filter((one) => one.startsWith('o-')).map((one) => ({ value: [one], bound: true as const })),
      ];
    }
  }
  // CloudWatch Logs sends the ARN of the log group, and nothing else (CloudWatch Logs, encrypt-log-data-kms.html).
  if (isService && /^logs\./.test(by.account) && key.startsWith('kms:encryptioncontext:') && key !== 'kms:encryptioncontext:aws:logs:arn')
    return [ABSENT];
  const unlikely = UNLIKELY.find((one) => isShaped(key, one)) ?? 'zq9';
  if (OF_A_SERVICE.test(key)) return isService ? free(unlikely) : [ABSENT];
  if (OF_A_PRINCIPAL.test(key) && isService) return [ABSENT];
  if (key === 'aws:sourceip') {
    const inside = values.map((block) => ({ value: [block.split('/')[0] ?? ''], bound: true as const }));
    // CloudFormation calls from a machine of its own.
    return [ABSENT, some('100.64.77.9'), ...(route === 'cloudformation' ? [] : inside)];
  }
  if (OF_A_NETWORK.test(key))
    return [ABSENT, some(`${key.slice(10)}-0zq9`), ...written.map((one) => ({ value: [one], bound: true as const }))];
  if (key.startsWith('kms:') && !carriesKmsKey(action, key)) return [ABSENT];
  if (carries(action, key) === 'no') return [ABSENT];
  return free(unlikely);
}

/** One request of each kind; undefined after the first so many, since there may be more. */
export function* requestsOf(
  by: Caller,
  id: string,
  route: Route,
  read: Read,
  which: { readonly bound?: boolean; readonly odd?: boolean } = {},
  most = 400,
): Generator<ConcreteRequest> {
  const action = actionNamed(id);
  if (!action) return;
  const open = [...read.keys.keys()].map((key) => ({
    key,
    ways: alternatives(key, by, action, route, read).filter(
      (one) => (which.bound !== false || !one.bound) && (which.odd !== false || !one.odd),
    ),
  }));
  const total = Math.min(
    most,
    open.reduce((product, { ways }) => product * ways.length, 1),
  );
  const product = open.reduce((sum, { ways }) => sum * ways.length, 1);
  for (let n = 0; n < total; n++) {
    // Where there are more than that, they are taken evenly.
    let rest = product > most ? Math.floor((n * product) / most) : n;
    const carried: Record<string, readonly string[] | undefined> = {};
    for (const { key, ways } of open) {
      carried[key] = ways[rest % ways.length]?.value;
      rest = Math.floor(rest / ways.length);
    }
    if (isConsistent(carried)) yield { by, action: id, key: KEY(read.own), carries: carried };
  }
}
const KEY = (own: string): string => `arn:aws:kms:${REGION}:${own}:key/5f3f8a70-0000-4000-8000-00000000zq90`;

/** A call that names the service that made it was made by one. */
function isConsistent(carried: Readonly<Record<string, readonly string[] | undefined>>): boolean {
  const via = ['kms:viaservice', 'aws:calledvia', 'aws:calledviafirst', 'aws:calledvialast'].some((key) => carried[key] !== undefined);
  return !via || carried['aws:viaawsservice'] === undefined || carried['aws:viaawsservice'][0] === 'true';
}

/** The statements, whatever form they have. */
export const statementsOf = (policy: PlainPolicy): readonly PlainStatement[] => list(policy.Statement);
