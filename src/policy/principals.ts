/** The Principal element: who is meant by each of its forms, and whether a caller is one of them. */
import { arnOf, identical, literal, onlySymbol, printText, sameText } from '../core/text.js';
import type { ArnKind, PolicyPlace, PrincipalElement, PrincipalFault, RequestPrincipal } from '../types/statement.js';
import type { Answer, Text } from '../types/values.js';
import { and, either, not, or } from '../core/answer.js';
import { sameAccount, type PolicyScope } from './scope.js';

/**
 * The kinds of principals by how their ARNs go on, and the service that these are of
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html).
 */
const KINDS: Readonly<Record<ArnKind, readonly [service: string, wellFormed: RegExp]>> = {
  root: ['iam', /^root$/],
  role: ['iam', /^role\/([!-~]+\/)?[\w+=,.@-]+$/],
  user: ['iam', /^user\/([!-~]+\/)?[\w+=,.@-]+$/],
  'assumed-role': ['sts', /^assumed-role\/[\w+=,.@-]+\/[\w+=,.@-]+$/],
  'federated-user': ['sts', /^federated-user\/[\w+=,.@-]+$/],
};

/**
 * Accounts of AWS that go by a word: that of the origin access identities
 * (https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html).
 */
const ACCOUNTS_OF_AWS: ReadonlySet<string> = new Set(['cloudfront']);

const UNIQUE_ID = /^A[A-Z]{2}A[A-Z0-9]{12,124}$/;

/**
 * A value under `AWS`. Forms and what they mean:
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html.
 */
export function awsPrincipal(text: Text, at: PolicyPlace, scope: PolicyScope): PrincipalElement {
  const known = literal(text),
    nobody = (fault: PrincipalFault): PrincipalElement => ({ is: 'nobody', at, text, fault, refused: true });
  if (known === '*') return { is: 'everyone', at, text };
  if (identical(text, scope.env.account) || /^\d{12}$/.test(printText(text))) return { is: 'account', at, text, account: text };
  const variable = unreplaced(text);
  if (variable !== undefined) return nobody({ is: 'variable', written: variable });
  const arn = arnOf(text);
  if (!arn) {
    const resource = scope.resource(text),
      symbol = onlySymbol(text);
    if (resource?.type === 'AWS::IAM::Role' || resource?.type === 'AWS::IAM::User') {
      const kind = resource.type === 'AWS::IAM::Role' ? 'role' : 'user';
      return symbol?.of === 'ref'
        ? nobody({ is: 'ref', kind })
        : { is: 'entity', at, text, kind, account: resource.env.account, resource: resource.id };
    }
    if (resource?.type === 'AWS::IAM::Group') return nobody({ is: 'group' });
    if (known === undefined) return { is: 'unknown', at, text, aws: true };
    if (UNIQUE_ID.test(known)) return { is: 'id', at, text };
    return nobody({ is: /^\d+$/.test(known) ? 'short-account' : 'no-form' });
  }
  const partition = literal(arn.partition),
    own = literal(scope.env.partition),
    account = literal(arn.account),
    service = literal(arn.service),
    resource = printText(arn.resource);
  if (partition !== undefined && own !== undefined && partition !== own) return nobody({ is: 'other-partition', own, written: partition });
  if (service !== undefined && service !== 'iam' && service !== 'sts') return nobody({ is: 'other-service', written: service });
  if (account === '') return nobody({ is: 'no-account' });
  if (literal(arn.region) !== '' && literal(arn.region) !== undefined) return nobody({ is: 'region' });
  // A made-up id, or one that was not there when the app ran (`undefined`): KMS refuses it, but which account is meant is the
  // deployment's affair.
  if (account !== undefined && !/^\d{12}$/.test(account)) {
    return ACCOUNTS_OF_AWS.has(account) ? { is: 'unknown', at, text, aws: true } : { is: 'someone', at, text, account: arn.account };
  }
  if (resource.startsWith('group/')) return nobody({ is: 'group' });
  if (arn.resource.some((part) => typeof part === 'string' && /[*?]/.test(part))) return nobody({ is: 'wildcard' });
  const prefix = /^(root|[\w-]+(?=\/))/.exec(resource)?.[0];
  // What a parameter names may be any kind of principal.
  if (prefix === undefined && literal(arn.resource) === undefined) return { is: 'someone', at, text, account: arn.account };
  if (prefix === undefined || !isArnKind(prefix)) return nobody({ is: 'no-such-arn' });
  const [of, wellFormed] = KINDS[prefix];
  if (service !== undefined && service !== of) return nobody({ is: 'wrong-service', kind: prefix, service: of, written: service });
  if (literal(arn.resource) !== undefined && !wellFormed.test(resource)) return nobody({ is: 'bad-name', kind: prefix, written: resource });
  if (prefix === 'root') return { is: 'account', at, text, account: arn.account };
  const kind = prefix === 'role' || prefix === 'user' ? prefix : 'session';
  return { is: 'entity', at, text, kind, account: arn.account, resource: undefined };
}

/** The first `${…}` in a text outside of Fn::Sub, which nothing replaces: no principal has policy variables. */
export function unreplaced(text: Text): string | undefined {
  for (const part of text) {
    const found = typeof part === 'string' ? /\$\{[^{}]*\}/.exec(part)?.[0] : undefined;
    if (found !== undefined) return found;
  }
  return undefined;
}

const isArnKind = (prefix: string): prefix is ArnKind => Object.hasOwn(KINDS, prefix);

/**
 * Whether one principal element means the subject. An account means all its principals in a Deny; in an Allow those whose IAM policies
 * allow too.
 */
function means(who: PrincipalElement, subject: RequestPrincipal, effect: 'Allow' | 'Deny', scope: PolicyScope): Answer {
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
function names(who: PrincipalElement, subject: RequestPrincipal & { is: 'named' }): Answer {
  if (who.is === 'entity') return sameEntity(who, subject);
  return who.is !== 'id' ? 'no' : identical(who.text, subject.text) ? 'yes' : 'unknown';
}

const sameService = (a: Text, b: Text): Answer => {
  const left = literal(a),
    right = literal(b);
  return left !== undefined && right !== undefined ? (left.toLowerCase() === right.toLowerCase() ? 'yes' : 'no') : sameText(a, b);
};

function sameEntity(who: PrincipalElement & { is: 'entity' }, subject: RequestPrincipal & { is: 'named' }): Answer {
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

/**
 * The name of the role behind a role's or session's ARN, or of a user, without its path, where it is written out: that without which the
 * principal is gone.
 */
export function entityName(text: Text): string | undefined {
  const arn = arnOf(text);
  return (
    arn &&
    literal(arn.resource)
      ?.replace(/^assumed-(role\/[^/]+).*/, '$1')
      .replace(/\/.*\//, '/')
  );
}

/**
 * Whether only a service of AWS can assume the role
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles.html#iam-term-service-linked-role).
 */
export function isServiceLinked(text: Text): boolean {
  const arn = arnOf(text);
  return arn !== undefined && printText(arn.resource).startsWith('role/aws-service-role/');
}

/** Whether a Principal or NotPrincipal list covers the subject. */
export function covers(
  list: readonly PrincipalElement[],
  negated: boolean,
  subject: RequestPrincipal,
  effect: 'Allow' | 'Deny',
  scope: PolicyScope,
): Answer {
  if (!negated) return or(...list.map((who) => means(who, subject, effect, scope)));
  return not(effect === 'Allow' ? or(...list.map((who) => means(who, subject, 'Deny', scope))) : exempt(list, subject, scope));
}

/**
 * Whether Deny with NotPrincipal leaves the subject alone: each of its identities must be listed, for a user the account and the user, for
 * a session the account,
 * the role and the session; the sessions of a role are never all listed. What IAM's guide says only in examples is unknown
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html).
 */
function exempt(list: readonly PrincipalElement[], subject: RequestPrincipal, scope: PolicyScope): Answer {
  const listed = (test: (who: PrincipalElement) => Answer): Answer => or(...list.map(test));
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
