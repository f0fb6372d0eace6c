/**
 * For tests: what each certain verdict promises about concrete requests, held against the second judge. "no": no request passes, however it is read. "yes": the
 * promised request passes in every reading. An unknown promises nothing. A promise returns what breaks it.
 */
import { KEY_ACTIONS, type Action } from '../reference/actions.js';
import type { Asked, VerdictName } from './asked.testing.js';
import {
  allows,
  concerns,
  isRefused,
  matches,
  type Caller,
  type ConcreteRequest,
  type PlainPolicy,
  type Reading,
} from './concrete.testing.js';
import {
  accounts,
  foreigners,
  fresh,
  named,
  readOf,
  requestsOf,
  rootUser,
  services,
  statementsOf,
  STRANGER,
  type Read,
  type Route,
} from './requests.testing.js';

type Broken = string | undefined;
export interface Case {
  readonly policy: PlainPolicy;
  readonly read: Read;
  readonly readings: readonly Reading[];
  /** Roles and users of the account that the policy does not name, its root user, and those that the policy names. */
  readonly own: { readonly anybody: readonly Caller[]; readonly root: Caller; readonly members: readonly Caller[] };
  readonly strangers: readonly Caller[];
  /** Of the accounts that the policy names. */
  readonly neighbours: readonly Caller[];
}

const PUT = 'kms:PutKeyPolicy';
/** For a symmetric encryption key of one Region, whose material is of KMS. */
const LIVE = KEY_ACTIONS.filter(
  ({ liveFor }) =>
    (liveFor.spec ?? ['SYMMETRIC_DEFAULT']).includes('SYMMETRIC_DEFAULT') &&
    (liveFor.usage ?? ['ENCRYPT_DECRYPT']).includes('ENCRYPT_DECRYPT') &&
    (liveFor.origin ?? ['AWS_KMS']).includes('AWS_KMS') &&
    !liveFor.multiRegion &&
    !liveFor.asymmetric,
);

export function caseOf(policy: PlainPolicy, account: string): Case {
  const read = readOf(policy, account),
    { written } = read;
  const ways = (what: RegExp): readonly boolean[] => (what.test(written) ? [false, true] : [false]);
  const readings = ways(/NotPrincipal/).flatMap((lenientNotPrincipal) =>
    ways(/"(ForAllValues:|ForAnyValue:)?Arn/).flatMap((loosePatterns) =>
      ways(/ForAnyValue:\w+IfExists/).flatMap((anyIfExists) =>
        ways(/Via|Keys|Paths|Operations|Aliases|NamesList/).map((oneOfSeveral) => ({
          lenientNotPrincipal,
          loosePatterns,
          anyIfExists,
          oneOfSeveral,
        })),
      ),
    ),
  );
  return {
    policy,
    read,
    readings,
    own: { anybody: fresh(read, account), root: rootUser(account), members: named(read).filter((one) => one.account === account) },
    strangers: foreigners(read, STRANGER),
    neighbours: accounts(read).flatMap((other) => foreigners(read, other)),
  };
}

/** One action of each kind that the policy's statements and condition keys tell apart. */
function kinds({ policy, read }: Case, actions: readonly Action[]): readonly Action[] {
  const keys = [...read.keys.keys()];
  const kind = ({ id, keys: carried }: Action): string => {
    const asked = statementsOf(policy).map(({ Action, NotAction }) => {
      const by: Caller = { kind: 'service', account: 'x', arns: [], id: 'x', iam: true };
      const statement = {
        Effect: 'Allow',
        Principal: '*' as const,
        Resource: '*',
        ...(NotAction ? { NotAction } : { Action: Action ?? [] }),
      };
      return matches(statement, policy, { by, action: id, key: 'k', carries: {} }, NEUTRAL);
    });
    return [...asked, ...keys.map((key) => carried.some((one) => key.startsWith(one.replace('*', ''))))].join();
  };
  return [...new Map(actions.map((action) => [kind(action), action])).values()];
}
const NEUTRAL: Reading = { lenientNotPrincipal: false, loosePatterns: false, anyIfExists: false, oneOfSeveral: false };

const say = ({ by, action, carries }: ConcreteRequest): string =>
  `${action} by ${by.kind} ${by.arns.join(' = ') || by.account}, carrying ${JSON.stringify(carries)}`;

interface Asks {
  readonly callers: readonly Caller[];
  readonly actions: readonly string[];
  readonly routes: readonly Route[];
  readonly bound?: boolean;
  readonly odd?: boolean;
}
/** Whether some statement could let the caller do the action; else nothing that a request carries does. */
const mayPass = ({ policy, readings }: Case, by: Caller, action: string): boolean =>
  statementsOf(policy).some((one) => one.Effect === 'Allow' && readings.some((reading) => concerns(one, by, action, reading)));

/** The first request that is decided so in some reading. */
function first(one: Case, { callers, actions, routes, ...which }: Asks, wanted: boolean): Broken {
  for (const by of callers)
    for (const action of actions)
      for (const route of wanted && !mayPass(one, by, action) ? [] : routes)
        for (const request of requestsOf(by, action, route, one.read, which))
          for (const reading of one.readings) if (allows(one.policy, request, reading) === wanted) return say(request);
  return undefined;
}
/** Whether some request passes, however it is read. */
const someSurely = (one: Case, { callers, actions, routes, ...which }: Asks): boolean =>
  callers.some((by) =>
    actions.some((action) =>
      (mayPass(one, by, action) ? routes : []).some((route) => {
        for (const request of requestsOf(by, action, route, one.read, which, 4000))
          if (one.readings.every((reading) => allows(one.policy, request, reading))) return true;
        return false;
      }),
    ),
  );

const DIRECT = ['direct'] as const,
  DEPLOYED = ['direct', 'cloudformation'] as const;
const plainly = { odd: false } as const;
/** The role or user behind a caller, without which it is gone. */
const entity = ({ arns: [arn = ''] }: Caller): string => arn.replace(/^(.*:(?:role|user)\/)(?:.*\/)?/, '$1');

type Promise = (one: Case) => Broken;
const PROMISES: Readonly<Record<VerdictName, { readonly yes: Promise; readonly no: Promise }>> = {
  rootTrust: {
    yes: (one) => first(one, { callers: one.own.anybody, actions: [PUT], routes: DIRECT, ...plainly }, false),
    no: (one) => first(one, { callers: one.own.anybody, actions: [PUT], routes: DEPLOYED, ...plainly }, true),
  },
  fullRootTrust: {
    yes: (one) =>
      first(one, { callers: one.own.anybody, actions: kinds(one, LIVE).map(({ id }) => id), routes: DIRECT, ...plainly }, false),
    no: (one) => {
      const passing = kinds(one, LIVE).map(({ id }) =>
        first(one, { callers: one.own.anybody, actions: [id], routes: DEPLOYED, ...plainly }, true),
      );
      return passing.includes(undefined) ? undefined : passing[0];
    },
  },
  manageable: {
    yes: (one) => {
      const { anybody, root, members } = one.own;
      const able = [anybody, [root], ...members.map((member) => [member])].some(
        (callers) => !first(one, { callers, actions: [PUT], routes: DIRECT, ...plainly }, false),
      );
      return able ? undefined : 'nobody passes in every way';
    },
    no: (one) => {
      const { anybody, root, members } = one.own;
      return first(one, { callers: [...anybody, root, ...members], actions: [PUT], routes: DEPLOYED, ...plainly }, true);
    },
  },
  durable: {
    yes: (one) => {
      const { anybody, root, members } = one.own;
      const passes = (callers: readonly Caller[]): boolean => !first(one, { callers, actions: [PUT], routes: DIRECT, ...plainly }, false);
      if (passes(anybody) || passes([root])) return undefined;
      const able = new Set(members.filter((member) => passes([member])).map(entity));
      return able.size > 1 ? undefined : `only ${[...able].join(' and ')} passes in every way`;
    },
    no: (one) => {
      const { anybody, root, members } = one.own;
      const passing = (callers: readonly Caller[]): Broken => first(one, { callers, actions: [PUT], routes: DEPLOYED, ...plainly }, true);
      const able = new Set(members.filter((member) => passing([member])).map(entity));
      return passing([...anybody, root]) ?? (able.size > 1 ? `${[...able].join(' and ')} pass` : undefined);
    },
  },
  public: {
    yes: (one) => openTo(one, one.strangers, false),
    no: (one) => first(one, { callers: one.strangers, actions: crossing(one), routes: ['any'], bound: false }, true),
  },
  crossAccount: {
    yes: (one) => openTo(one, [...one.strangers, ...one.neighbours], true),
    no: (one) => first(one, { callers: [...one.strangers, ...one.neighbours], actions: crossing(one), routes: ['any'] }, true),
  },
};
const crossing = (one: Case): readonly string[] =>
  kinds(
    one,
    LIVE.filter(({ crossAccount }) => crossAccount === 'yes'),
  ).map(({ id }) => id);
const openTo = (one: Case, callers: readonly Caller[], bound: boolean): Broken =>
  someSurely(one, { callers, actions: crossing(one), routes: ['any'], bound }) ? undefined : 'no request passes for certain';

export function verdictBroken(asked: Asked, name: VerdictName, one: Case): Broken {
  const answer = asked.verdict(name),
    why = answer === 'unknown' ? undefined : PROMISES[name][answer](one);
  return why && `${name} is ${answer}, but: ${why}`;
}

/** Actions that are not delegated pass for nobody by a direct call; where none is told of, all pass. */
export function delegationBroken(asked: Asked, one: Case): Broken {
  // Of a document that KMS refuses nobody asks what it delegates.
  if (statementsOf(one.policy).some(isRefused)) return undefined;
  const { actions, certain } = asked.notDelegated(),
    callers = one.own.anybody;
  const asking = (among: readonly Action[]): Asks => ({
    callers,
    actions: kinds(one, among).map(({ id }) => id),
    routes: DIRECT,
    ...plainly,
  });
  const passing = certain && first(one, asking(LIVE.filter(({ id }) => actions.includes(id))), true);
  const failing = actions.length === 0 && first(one, asking(LIVE), false);
  return passing ? `not delegated, but passes: ${passing}` : failing ? `delegated, but fails: ${failing}` : undefined;
}

/** No request at all matches a statement that can never match. */
export function ineffectiveBroken(asked: Asked, one: Case): Broken {
  const { read, policy, readings } = one,
    statements = statementsOf(policy);
  const callers = [...one.own.anybody, one.own.root, ...one.own.members, ...one.strangers, ...one.neighbours, ...services(read)];
  for (const { index, sid } of asked.ineffective()) {
    const statement = sid === undefined ? statements[index] : statements.find((one) => one.Sid === sid);
    if (!statement) continue;
    const alone = { ...policy, Statement: [statement] },
      ofIt = caseOf(alone, read.own);
    for (const by of callers)
      for (const { id, crossAccount } of kinds(ofIt, LIVE)) {
        if (by.kind !== 'service' && by.account !== read.own && crossAccount === 'no') continue;
        if (!readings.some((reading) => concerns(statement, by, id, reading))) continue;
        for (const request of requestsOf(by, id, 'any', ofIt.read))
          for (const reading of readings)
            if (matches(statement, alone, request, reading)) return `statement ${index + 1} is ineffective, but matches ${say(request)}`;
      }
  }
  return undefined;
}

/** The deployer can or cannot do it, whatever its requests carry. */
export function deployerBroken(asked: Asked, one: Case, arn: string): Broken {
  const answer = asked.deployer(arn, PUT);
  if (answer === 'unknown') return undefined;
  const name = arn.split('/').at(-1) ?? '';
  const by: Caller = {
    kind: 'role',
    account: one.read.own,
    arns: [arn, `arn:aws:sts::${one.read.own}:assumed-role/${name}/AWSCloudFormation`],
    id: 'AROAZQDEPLOYER000000',
    iam: true,
  };
  const why = first(one, { callers: [by], actions: [PUT], routes: ['any'], ...plainly }, answer === 'no');
  return why && `the deployer's answer is ${answer}, but: ${why}`;
}
