/**
 * What requests carry (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html), by caller, route, key and
 * action.
 */
import type { Route } from '../types/policy.js';
import type { RequestPrincipal } from '../types/statement.js';
import { describe, expect, it } from 'vitest';
import { printText, text } from '../core/text.js';
import { actionNamed } from '../reference/actions.js';
import type { Fact, Sym, Text } from '../types/values.js';
import type { Slot } from './lookup.js';
import { isOfRoute, namesService, ofKey, ofSubject, principalArn, request } from './context.js';
import { FRESH, STRANGER, type KeyFacts } from './scope.js';
import { ADMIN, OTHER, OWN, scopeIn } from './testing.js';

/** `yes`, `no`, `perhaps`, with the values where they are known; `-` where nobody has a say. */
const print = (slot: Slot | undefined): string => {
  if (!slot) return '-';
  const present = slot.present === 'unknown' ? 'perhaps' : slot.present;
  return slot.values ? `${present}: ${slot.values.map(printText).join(' ')}` : present;
};

const scope = scopeIn(),
  P: Sym = { of: 'parameter', name: 'P', scope: '' };
const named = (kind: (RequestPrincipal & { is: 'named' })['kind'], arn: Text): RequestPrincipal & { is: 'named' } => ({
  is: 'named',
  text: arn,
  account: [OWN],
  kind,
  iam: true,
});
const session = (...name: Text): Text => text(`arn:aws:sts::${OWN}:assumed-role/`, name);
const WHO = {
  anybody: { is: 'own', who: 'any' },
  root: { is: 'own', who: 'root' },
  role: named('role', [ADMIN]),
  user: named('user', [`arn:aws:iam::${OWN}:user/ana`]),
  session: named('session', session('Admin/alice')),
  somebody: { ...named('unknown', [P]), account: undefined },
  neighbour: { is: 'foreign', account: [OTHER] },
  service: { is: 'service', name: ['s3.amazonaws.com'] },
} as const satisfies Record<string, RequestPrincipal>;
type Name = keyof typeof WHO;
const carried = (who: Name, key: string, route: Route = 'direct'): string => print(ofSubject(WHO[who], scope, route)(key));

describe('by the caller', () => {
  it.each<[Name, account: string, arn: string, type: string, service: string]>([
    ['anybody', OWN, `arn:aws:iam::${OWN}:${printText(FRESH)}`, '?', 'false'],
    ['root', OWN, `arn:aws:iam::${OWN}:root`, 'Account', 'false'],
    ['role', OWN, ADMIN, 'AssumedRole', 'false'],
    ['user', OWN, `arn:aws:iam::${OWN}:user/ana`, 'User', 'false'],
    ['session', OWN, `arn:aws:iam::${OWN}:role/\${path of the role}Admin`, 'AssumedRole', 'false'],
    ['somebody', '?', '?', '?', 'false'],
    ['neighbour', OTHER, `arn:aws:iam::${OTHER}:${printText(FRESH)}`, '?', 'false'],
  ])('%s: the account %s, the ARN %s, the type %s', (who, ...expected) => {
    const keys = ['aws:principalaccount', 'aws:principalarn', 'aws:principaltype', 'aws:principalisawsservice'];
    expect(keys.map((key) => carried(who, key))).toEqual(expected.map((one) => (one === '?' ? 'yes' : `yes: ${one}`)));
    expect(carried(who, 'kms:calleraccount')).toBe(carried(who, 'aws:principalaccount'));
    expect(carried(who, 'aws:userid')).toBe('yes');
  });
  it.each<[string, RequestPrincipal, string]>([
    ['a user its own, without the path', named('user', [`arn:aws:iam::${OWN}:user/team/eu/ana`]), 'yes: ana'],
    ['a user of the template one that the deployment knows', named('user', [P]), 'yes'],
    ['a user by a parameter some', named('user', text(`arn:aws:iam::${OWN}:user/`, P)), 'yes'],
    ['a role none', WHO.role, 'no'],
    ['a session none', WHO.session, 'no'],
    ['a root user none', WHO.root, 'no'],
    ['the root user of another account none', { ...WHO.neighbour, root: true }, 'no'],
    ['whoever it is, nobody knows', WHO.somebody, '-'],
    ['anybody', WHO.anybody, '-'],
  ])('has a user name: %s', (_who, subject, expected) => {
    expect(print(ofSubject(subject, scope, 'direct')('aws:username'))).toBe(expected);
  });
  it('a service in its own name is no IAM principal', () => {
    const none = ['arn', 'orgid', 'orgpaths', 'tag/team'].map((one) => `aws:principal${one}`);
    const absent = [...none, 'aws:multifactorauthpresent', 'aws:multifactorauthage', 'aws:username'];
    expect(absent.filter((key) => carried('service', key) !== 'no')).toEqual([]);
    expect(['aws:principalservicename', 'aws:principalisawsservice'].map((key) => carried('service', key))).toEqual([
      'yes: s3.amazonaws.com',
      'yes: true',
    ]);
    // Which account and resource it calls for, it says itself; whether its requests name an account as the principal's is not documented.
    expect(
      ['aws:principalaccount', 'aws:sourcearn', 'aws:sourceaccount', 'aws:userid', 'aws:principaltag'].map((key) =>
        carried('service', key),
      ),
    ).toEqual(['perhaps', '-', '-', 'perhaps', '-']);
  });
  it('who it is says nothing of its organisation, tags and MFA', () => {
    const open = ['aws:principalorgid', 'aws:principaltag/team', 'aws:multifactorauthpresent', 'aws:sourceip', 'kms:requestalias'];
    expect(open.map((key) => carried('role', key))).toEqual(['-', '-', '-', '-', '-']);
  });
  it('nobody asks to bypass the check of the policy unless he says so', () => {
    expect(carried('role', 'kms:bypasspolicylockoutsafetycheck')).toBe('perhaps: false');
  });
});

describe('the ARN of a session is that of its role', () => {
  it.each<[string, Text, string | undefined]>([
    ['by the name of the role', session('Admin/alice'), `arn:aws:iam::${OWN}:role/\${path of the role}Admin`],
    [
      'whatever its partition and account',
      text('arn:', P, ':sts::', P, ':assumed-role/A/b'),
      'arn:${P}:iam::${P}:role/${path of the role}A',
    ],
    ['not where the name is open', session(P, '/alice'), undefined],
    ['nor without a session name', session('Admin'), undefined],
    ['nor for a federated user', [`arn:aws:sts::${OWN}:federated-user/ana/x`], undefined],
    ['nor where those words are part of a name', [`arn:aws:sts::${OWN}:x-assumed-role/Admin/alice`], undefined],
    ['nor for what is no ARN', [P], undefined],
  ])('%s', (_why, arn, expected) => {
    const found = principalArn(named('session', arn));
    expect(found && printText(found)).toBe(expected);
    expect(print(ofSubject(named('session', arn), scope, 'direct')('aws:principalarn'))).toBe(
      expected === undefined ? 'yes' : `yes: ${expected}`,
    );
  });
  it('whose path nobody knows, and which is the same path each time', () => {
    const arns = ['alice', 'bob'].map((name) => principalArn(named('session', session(`Admin/${name}`))));
    expect(arns[0]).toEqual(arns[1]);
  });
});

describe('by the route', () => {
  it.each<[string, direct: string, cloudformation: string, any: string]>([
    ['kms:viaservice', 'no', 'perhaps: cloudformation.us-east-1.amazonaws.com', '-'],
    ['aws:calledvia', 'no', 'perhaps: cloudformation.amazonaws.com', '-'],
    ['aws:calledviafirst', 'no', 'perhaps: cloudformation.amazonaws.com', '-'],
    ['aws:calledvialast', 'no', 'perhaps: cloudformation.amazonaws.com', '-'],
    ['aws:viaawsservice', 'yes: false', 'yes', '-'],
  ])('%s: %s in a direct call, %s in a deployment', (key, ...expected) => {
    expect((['direct', 'cloudformation', 'any'] as const).map((route) => carried('role', key, route))).toEqual(expected);
  });
  it('only some keys tell of it, and all but one of those name the service', () => {
    const keys = ['kms:viaservice', 'aws:calledvia', 'aws:viaawsservice', 'aws:sourcearn'];
    expect([keys.filter(isOfRoute), keys.filter(namesService)]).toEqual([keys.slice(0, 3), keys.slice(0, 2)]);
  });
  const SOURCE = ['arn', 'account', 'orgid', 'orgpaths', 'owner'].map((one) => `aws:source${one}`);
  it('nobody sets the source of a service in a call of his own, nor through a service', () => {
    for (const key of [...SOURCE, 'aws:principalservicename', 'aws:principalservicenameslist'])
      expect([carried('role', key), carried('role', key, 'cloudformation'), carried('role', key, 'any')]).toEqual(['no', 'no', 'no']);
  });
  it('nor does a principal of another account, whichever way it calls', () => {
    const by = (subject: RequestPrincipal): string => print(ofSubject(subject, scope, 'any')('aws:sourcearn'));
    expect([WHO.neighbour, { is: 'foreign', account: STRANGER } as const, WHO.somebody, WHO.anybody].map(by)).toEqual([
      'no',
      'no',
      'no',
      'no',
    ]);
  });
});

describe('by the key and its place', () => {
  const absent: Fact<never> = { is: 'absent' },
    open: Fact<never> = { is: 'unknown', at: { file: '', pointer: '' }, why: { of: 'properties' } };
  const is = <T>(value: T): Fact<T> => ({ is: 'known', value, at: { file: '', pointer: '' } });
  const plain: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent },
    rsa: KeyFacts = { spec: is('RSA_2048'), usage: is('SIGN_VERIFY'), origin: is('EXTERNAL'), multiRegion: is(true) },
    unknown: KeyFacts = { spec: open, usage: open, origin: open, multiRegion: open };
  it.each([
    ['aws:securetransport', 'yes: true'],
    ['aws:requestedregion', 'yes: us-east-1'],
    ['aws:resourceaccount', `yes: ${OWN}`],
    ['aws:currenttime', 'yes'],
    ['aws:epochtime', 'yes'],
    ['aws:sourceip', '-'],
    ['kms:keyspec', '-'],
  ])('%s: %s, whoever asks', (key, expected) => {
    expect([print(ofKey(key, scope)), carried('role', key), carried('service', key)]).toEqual([expected, expected, expected]);
  });
  it.each([
    ['kms:keyspec', 'yes: SYMMETRIC_DEFAULT', 'yes: RSA_2048'],
    ['kms:keyusage', 'yes: ENCRYPT_DECRYPT', 'yes: SIGN_VERIFY'],
    ['kms:keyorigin', 'yes: AWS_KMS', 'yes: EXTERNAL'],
    ['kms:multiregion', 'yes: false', 'yes: true'],
    // Only symmetric encryption keys take an encryption context.
    ['kms:encryptioncontext:app', '-', 'no'],
    ['kms:encryptioncontextkeys', '-', 'no'],
    ['kms:requestalias', '-', '-'],
    ['constructor', '-', '-'],
    ['aws:resourcetag/x', '-', '-'],
  ])('%s: %s of a plain key, %s of an imported RSA key, open of one that is not known', (key, ...expected) => {
    expect([plain, rsa, unknown].map((one) => print(ofKey(key, { ...scope, key: one })))).toEqual([...expected, '-']);
  });
});

describe('by the action', () => {
  const carriedBy = (id: string, key: string, slot?: Slot): string => {
    const action = actionNamed(id);
    return action ? print(request(() => slot, action)(key)) : id;
  };
  it.each([
    ['kms:PutKeyPolicy', 'kms:grantisforawsresource', 'no'],
    ['kms:CreateGrant', 'kms:grantisforawsresource', 'perhaps'],
    ['kms:Decrypt', 'kms:keyspec', 'yes'],
    ['kms:Decrypt', 'aws:sourcevpce', 'perhaps'],
  ])('%s carries %s: %s', (id, key, expected) => {
    expect(carriedBy(id, key)).toBe(expected);
  });
  it('what an action never carries no caller can add, and for the rest the caller decides', () => {
    const slot: Slot = { present: 'yes', values: [['x']] };
    expect([
      carriedBy('kms:PutKeyPolicy', 'kms:grantisforawsresource', slot),
      carriedBy('kms:CreateGrant', 'kms:grantisforawsresource', slot),
    ]).toEqual(['no', 'yes: x']);
  });
});
