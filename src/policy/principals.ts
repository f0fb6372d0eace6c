/** The Principal element: who is meant by each of its forms, and whether a caller is one of them. */
import { arnOf, identical, literal, onlySymbol, printText, sameText } from '../cfn/text.js';
import type { Address, Answer, ResourceId, StackId, Text } from '../types.js';
import { and, either, not, or } from '../answer.js';
import { sameAccount, type PolicyScope } from './scope.js';

/** One principal as it is written. account: undefined where it cannot be told. resource: the role or user of the app that it is. */
export type Who = { readonly at: Address; readonly text: Text } & (
  | { readonly is: 'everyone' }
  | { readonly is: 'account'; readonly account: Text }
  | { readonly is: 'entity'; readonly kind: 'role' | 'user' | 'session'; readonly account: Text; readonly resource: ResourceId | undefined }
  /** Somebody of a known account: its root, a role or a user. */
  | { readonly is: 'someone'; readonly account: Text }
  /** The unique id of one role or user, which names no account: `AROA…`. */
  | { readonly is: 'id' }
  | { readonly is: 'service' }
  /** Nobody: a form that KMS refuses or does not know. */
  | { readonly is: 'nobody'; readonly why: string; readonly refused: boolean }
  /** aws: it stands under AWS, so that it is no service. */
  | { readonly is: 'unknown'; readonly why: string; readonly aws?: true }
);

/** Who asks. */
export type Subject =
  /** any: a principal of the key's account that the policy does not name and whose IAM policies allow everything; root: the root user. */
  | { readonly is: 'own'; readonly who: 'any' | 'root' }
  /** A role, user or session by its ARN. iam: whether its own IAM policies allow everything, or nothing. */
  | {
      readonly is: 'named';
      readonly text: Text;
      readonly account: Text | undefined;
      readonly kind: 'role' | 'user' | 'session' | 'unknown';
      readonly resource?: ResourceId | undefined;
      readonly iam: boolean;
      /** It is there before this stack is deployed, so that it is no role of it. */
      readonly before?: StackId;
    }
  /** A principal of another account that the policy does not name itself, allowed at home; root: the root user. */
  | { readonly is: 'foreign'; readonly account: Text; readonly root?: true }
  | { readonly is: 'service'; readonly name: Text };

/** The kinds of principals by how their ARNs go on, and the service that these are of (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html). */
const KINDS: Readonly<Record<string, readonly [called: string, service: string, wellFormed: RegExp]>> = {
  root: ['an account', 'iam', /^root$/],
  role: ['a role', 'iam', /^role\/([!-~]+\/)?[\w+=,.@-]+$/],
  user: ['a user', 'iam', /^user\/([!-~]+\/)?[\w+=,.@-]+$/],
  'assumed-role': ['a session', 'sts', /^assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+$/],
  'federated-user': ['a federated user', 'sts', /^federated-user\/[\w+=,.@-]+$/],
};

/**
 * Accounts of AWS that go by a word: that of the origin access identities
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html#private-content-restricting-access-to-s3-oai).
 */
const ACCOUNTS_OF_AWS: ReadonlySet<string> = new Set(['cloudfront']);

const UNIQUE_ID = /^A[A-Z]{2}A[A-Z0-9]{12,124}$/;

/** A value under `AWS`. Forms and what they mean: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html. */
export function awsPrincipal(text: Text, at: Address, scope: PolicyScope): Who {
  const known = literal(text),
    nobody = (why: string): Who => ({ is: 'nobody', at, text, why, refused: true });
  if (known === '*') return { is: 'everyone', at, text };
  if (identical(text, scope.env.account) || /^\d{12}$/.test(printText(text))) return { is: 'account', at, text, account: text };
  const arn = arnOf(text);
  if (!arn) {
    const resource = scope.resource(text),
      symbol = onlySymbol(text);
    if (resource?.type === 'AWS::IAM::Role' || resource?.type === 'AWS::IAM::User') {
      const kind = resource.type === 'AWS::IAM::Role' ? 'role' : 'user';
      return symbol?.of === 'ref'
        ? nobody(`Ref gives the name of a ${kind}, and a principal is an ARN`)
        : { is: 'entity', at, text, kind, account: resource.env.account, resource: resource.id };
    }
    if (resource?.type === 'AWS::IAM::Group') return nobody('a group cannot be a principal');
    if (known === undefined) return { is: 'unknown', at, text, why: `it is ${printText(text)}`, aws: true };
    if (UNIQUE_ID.test(known)) return { is: 'id', at, text };
    return nobody(/^\d+$/.test(known) ? 'an account id has twelve digits' : 'it is neither *, an account id nor an ARN');
  }
  const partition = literal(arn.partition),
    own = literal(scope.env.partition),
    account = literal(arn.account),
    service = literal(arn.service),
    resource = printText(arn.resource);
  if (partition !== undefined && own !== undefined && partition !== own)
    return nobody(`the key is in the partition ${own}, not ${partition}`);
  if (service !== undefined && service !== 'iam' && service !== 'sts')
    return nobody(`a principal is an ARN of IAM or STS, not of ${service}`);
  if (account === '') return nobody('the ARN names no account');
  if (literal(arn.region) !== '' && literal(arn.region) !== undefined) return nobody('the ARN of a principal has no Region');
  // A made-up id, or one that was not there when the app ran (`undefined`): KMS refuses it, but which account is meant is the deployment's affair.
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    return ACCOUNTS_OF_AWS.has(account)
      ? { is: 'unknown', at, text, why: `${account} is an account of AWS`, aws: true }
      : { is: 'someone', at, text, account: arn.account };
  }
  if (resource.startsWith('group/')) return nobody('a group cannot be a principal');
  if (arn.resource.some((part) => typeof part === 'string' && /[*?]/.test(part)))
    return nobody('a wildcard stands for a whole principal only, not for a part of an ARN');
  const prefix = /^(root|[\w-]+(?=\/))/.exec(resource)?.[0],
    [called, of, wellFormed] = KINDS[prefix ?? ''] ?? [];
  // What a parameter names may be any kind of principal.
  if (prefix === undefined && literal(arn.resource) === undefined) return { is: 'someone', at, text, account: arn.account };
  if (!called || !of || !wellFormed) return nobody('the ARN is not that of an account, a role, a user or a session');
  if (service !== undefined && service !== of)
    return nobody(`the ARN of ${called} is one of ${of.toUpperCase()}, not of ${service.toUpperCase()}`);
  if (/\$\{/.test(literal(arn.resource) ?? '')) return nobody('a principal has no policy variables; for a value of the app, write Fn::Sub');
  if (literal(arn.resource) !== undefined && !wellFormed.test(resource)) return nobody(`${resource} is not the name of ${called}`);
  if (prefix === 'root') return { is: 'account', at, text, account: arn.account };
  const kind = prefix === 'role' || prefix === 'user' ? prefix : 'session';
  return { is: 'entity', at, text, kind, account: arn.account, resource: undefined };
}

/** Whether one principal element means the subject. An account means all its principals in a Deny; in an Allow those whose IAM policies allow too. */
function means(who: Who, subject: Subject, effect: 'Allow' | 'Deny', scope: PolicyScope): Answer {
  switch (who.is) {
    case 'everyone':
      return 'yes';
    case 'unknown':
      return who.aws && subject.is === 'service' ? 'no' : 'unknown';
    case 'nobody':
      return 'no';
    case 'service':
      return subject.is === 'service' ? sameService(who.text, subject.name) : 'no';
    case 'id':
    case 'entity':
      return subject.is === 'named' ? names(who, subject) : 'no';
    case 'account':
    case 'someone': {
      if (subject.is === 'service' || (subject.is === 'named' && effect === 'Allow' && !subject.iam)) return 'no';
      const same = sameAccount(who.account, subject.is === 'own' ? scope.env.account : subject.account);
      return who.is === 'account' ? same : and(same, 'unknown');
    }
  }
}

/** Whether an element that means one principal only means this one. Which of them has a unique id, IAM alone knows. */
function names(who: Who, subject: Subject & { is: 'named' }): Answer {
  if (who.is === 'entity') return sameEntity(who, subject);
  return who.is !== 'id' ? 'no' : identical(who.text, subject.text) ? 'yes' : 'unknown';
}

const sameService = (a: Text, b: Text): Answer => {
  const left = literal(a),
    right = literal(b);
  return left !== undefined && right !== undefined ? (left.toLowerCase() === right.toLowerCase() ? 'yes' : 'no') : sameText(a, b);
};

function sameEntity(who: Who & { is: 'entity' }, subject: Subject & { is: 'named' }): Answer {
  if (identical(who.text, subject.text)) return 'yes';
  if (who.resource !== undefined && subject.resource !== undefined) return who.resource === subject.resource ? 'yes' : 'no';
  if (subject.before !== undefined && who.resource?.startsWith(`${subject.before}#`)) return 'no';
  if (sameAccount(who.account, subject.account) === 'no') return 'no';
  // Partition and account may be symbols and the name still tell them apart.
  const [ours, theirs] = [arnOf(who.text), arnOf(subject.text)];
  if (who.kind === subject.kind && ours && theirs && sameText(ours.resource, theirs.resource) === 'no') return 'no';
  if (who.kind === subject.kind) return sameText(who.text, subject.text);
  if (subject.kind === 'unknown') return 'unknown';
  if (who.kind === 'user' || subject.kind === 'user') return 'no';
  // A role stands for its sessions that the policy does not name; those that it names are asked about by themselves.
  // By which session CloudFormation deploys is not documented.
  if (who.kind === 'session' && subject.before === undefined) return 'no';
  // The names of roles are unique in an account, so a session of the name is of the role.
  const [a, b] = [entityName(who.text), entityName(subject.text)];
  const same = a === undefined || b === undefined ? 'unknown' : a === b ? sameAccount(who.account, subject.account) : 'no';
  return who.kind === 'session' ? and(same, 'unknown') : same;
}

/** The name of the role behind a role's or session's ARN, or of a user, without its path, where it is written out: that without which the principal is gone. */
export function entityName(text: Text): string | undefined {
  const arn = arnOf(text);
  return (
    arn &&
    literal(arn.resource)
      ?.replace(/^assumed-(role\/[^/]+).*/, '$1')
      .replace(/\/.*\//, '/')
  );
}

/** Whether only a service of AWS can assume the role (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-service-linked-role). */
export function isServiceLinked(text: Text): boolean {
  const arn = arnOf(text);
  return arn !== undefined && printText(arn.resource).startsWith('role/aws-service-role/');
}

/** Whether a Principal or NotPrincipal list covers the subject. */
export function covers(list: readonly Who[], negated: boolean, subject: Subject, effect: 'Allow' | 'Deny', scope: PolicyScope): Answer {
  if (!negated) return or(...list.map((who) => means(who, subject, effect, scope)));
  return not(effect === 'Allow' ? or(...list.map((who) => means(who, subject, 'Deny', scope))) : exempt(list, subject, scope));
}

/**
 * Whether Deny with NotPrincipal leaves the subject alone: each of its identities must be listed, for a user the account and the user, for a session the account,
 * the role and the session; the sessions of a role are never all listed. What IAM's guide says only in examples is unknown
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html).
 */
function exempt(list: readonly Who[], subject: Subject, scope: PolicyScope): Answer {
  const listed = (test: (who: Who) => Answer): Answer => or(...list.map(test));
  const open = listed((who) => (who.is === 'everyone' ? 'yes' : who.is === 'unknown' ? 'unknown' : 'no'));
  const accountIs = (account: Text | undefined): Answer =>
    listed((who) =>
      who.is === 'account'
        ? sameAccount(who.account, account)
        : who.is === 'someone'
          ? and(sameAccount(who.account, account), 'unknown')
          : 'no',
    );
  switch (subject.is) {
    case 'service': {
      const itself = listed((who) => (who.is === 'service' ? sameService(who.text, subject.name) : 'no'));
      return or(open, itself);
    }
    case 'foreign':
      return subject.root ? or(open, accountIs(subject.account)) : open;
    case 'own':
      return subject.who === 'root' ? or(open, accountIs(scope.env.account)) : open;
    case 'named': {
      const as = (kind: 'role' | 'user' | 'session'): Answer =>
        listed((who) => (who.is === 'entity' && who.kind === kind ? sameEntity(who, subject) : 'no'));
      const complete = subject.kind === 'user' ? as('user') : and(as('role'), as('session'));
      return or(
        open,
        and(
          listed((who) => names(who, subject)),
          either(and(accountIs(subject.account), complete), 'yes', 'unknown'),
        ),
      );
    }
  }
}
