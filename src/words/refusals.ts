/** The sentences of what KMS refuses in a policy. */
import type { Refusal } from '../types/policy.js';
import { nearest } from '../core/nearest.js';
import { say } from './say.js';
import { printText } from '../core/text.js';
import { ELEMENTS } from '../policy/statement.js';
import type { ArnKind, NoSuchService, PrincipalElement, PrincipalFault, Statement } from '../types/statement.js';
import { statementName, writtenPrincipal } from './statement.js';

/** Follows "KMS refuses the policy: ", or of what is odd, "In the key policy ". */
export function refusalSentence(refusal: Refusal): string {
  switch (refusal.fault) {
    case 'not-json':
      return 'the policy is not JSON';
    case 'not-an-object':
      return 'the policy is not an object';
    case 'no-statements':
      return 'the policy has no Statement';
    case 'bad-version':
      return `its Version is ${refusal.version}, and only 2012-10-17 and 2008-10-17 exist`;
    case 'unknown-element': {
      const { element, statement } = refusal;
      return statement === undefined
        ? `a policy has no element ${element}`
        : `statement ${statement + 1} has an element ${element}, which does not exist`;
    }
    case 'both-elements':
      return `statement ${refusal.statement + 1} has both ${refusal.elements.join(' and ')}`;
    case 'statement-not-an-object':
      return `statement ${refusal.statement + 1} is not an object`;
    case 'no-effect':
      return `statement ${refusal.statement + 1} has no Effect`;
    case 'no-principal':
      return `statement ${refusal.statement + 1} has no Principal`;
    case 'names-nobody':
      return `statement ${refusal.statement + 1} names no principal`;
    case 'bad-effect':
      return `statement ${refusal.statement + 1} has the Effect ${refusal.effect ?? 'of another type'}, and only Allow and Deny exist`;
    case 'condition-not-an-object':
      return `statement ${refusal.statement + 1} has a ${refusal.operator ?? 'Condition'} that is not an object`;
    case 'bad-operator':
      return `statement ${refusal.statement + 1} has a condition operator ${refusal.operator}, which does not exist`;
    case 'set-operator':
      return `statement ${refusal.statement + 1} has ForAllValues on ${refusal.conditionKey}, which has one value at most, so that it would hold for every request without it`;
    case 'bad-principal': {
      const { of, principal } = refusal;
      const why =
        principal.is === 'nobody' ? faultOfNobody(principal) : noAccount(printText('account' in principal ? principal.account : []));
      return `${statementName(of)} names ${writtenPrincipal(principal) ?? 'an empty string'} as principal: ${why}`;
    }
    case 'too-large':
      return `it has at least ${refusal.bytes} bytes, and ${refusal.most} are the most`;
    case 'bad-character':
      return `"${refusal.character}" is not in Latin-1`;
    case 'duplicate-sid':
      return `two statements have the Sid "${refusal.sid}". KMS takes that, but in reports nobody can tell which of them is meant`;
  }
}

/** What JavaScript writes for a value that is not there. */
const UNSET: ReadonlySet<string> = new Set(['undefined', 'null', 'NaN', '[object Object]']);

const unset = (written: string): string => `"${written}" is what an app writes for a variable that is not set`;

const noAccount = (account: string): string => (UNSET.has(account) ? unset(account) : SHORT_ACCOUNT);

function faultOfNobody({ fault, text }: PrincipalElement & { is: 'nobody' }): string {
  const written = printText(text);
  return fault.is === 'no-form' && UNSET.has(written) ? unset(written) : principalFault(fault);
}

/**
 * What is wrong, as it is written, so that the same mistake in several statements is one: an account that is none, an element that does
 * not exist.
 * For fingerprints: it stays when the sentences are worded anew.
 */
export function wrongText(refusal: Refusal): string {
  switch (refusal.fault) {
    case 'unknown-element':
      return refusal.element;
    case 'both-elements':
      return refusal.elements.join('+');
    case 'bad-version':
      return refusal.version;
    case 'bad-effect':
      return refusal.effect ?? '';
    case 'condition-not-an-object':
      return refusal.operator ?? 'Condition';
    case 'bad-operator':
      return refusal.operator;
    case 'set-operator':
      return refusal.conditionKey;
    case 'bad-character':
      return refusal.character;
    case 'duplicate-sid':
      return refusal.sid;
    case 'bad-principal': {
      const { principal } = refusal;
      if (principal.is === 'someone') return printText(principal.account);
      return principal.is === 'nobody' && principal.fault.is === 'variable' ? principal.fault.written : (writtenPrincipal(principal) ?? '');
    }
    default:
      return '';
  }
}

const OPERATORS = [
  'StringEquals',
  'StringNotEquals',
  'StringEqualsIgnoreCase',
  'StringNotEqualsIgnoreCase',
  'StringLike',
  'StringNotLike',
  'ArnEquals',
  'ArnNotEquals',
  'ArnLike',
  'ArnNotLike',
  'Bool',
  'Null',
  'NumericEquals',
  'DateLessThan',
  'IpAddress',
  'NotIpAddress',
  'BinaryEquals',
];

/** Whether the policy is written by hand, in CloudFormation's words; the partition and account of the key, as they are known. */
export interface WrittenIn {
  readonly byHand: boolean;
  readonly partition: string | undefined;
  readonly account: string | undefined;
  /** The elements of the whole policy. */
  readonly elements: readonly string[];
}

/** What to do about it, as far as the refusal shows what was meant. */
export function refusalRemedy(refusal: Refusal, where: WrittenIn): string {
  switch (refusal.fault) {
    case 'not-json':
    case 'not-an-object':
    case 'statement-not-an-object':
      return 'Write it as a JSON object.';
    case 'no-statements':
      return statementInstead(where.elements);
    case 'bad-version':
      return 'Write "2012-10-17" as Version.';
    case 'unknown-element':
      return instead(refusal.element, refusal.statement === undefined ? ['Version', 'Id', 'Statement'] : [...ELEMENTS]);
    case 'both-elements':
      return `Keep one of ${refusal.elements.join(' and ')}.`;
    case 'no-effect':
      return 'Give the statement an Effect, Allow or Deny.';
    case 'bad-effect':
      return instead(refusal.effect ?? '', ['Allow', 'Deny']);
    case 'no-principal':
    case 'names-nobody':
      return 'Name a principal in the statement, or delete the statement.';
    case 'condition-not-an-object':
      return refusal.operator === undefined
        ? 'Write one object as Condition, with all operators in it: { "StringEquals": { "aws:SourceAccount": "111122223333" } }. All of them must hold.'
        : `Write an object with condition keys under ${refusal.operator}: { "aws:SourceAccount": "111122223333" }.`;
    case 'bad-operator':
      return operatorRemedy(refusal.operator);
    case 'set-operator':
      return `Write the condition on ${refusal.conditionKey} without ForAllValues.`;
    case 'too-large':
      return 'Take statements out of the key policy, and give that access by IAM policies.';
    case 'bad-character':
      return `Write characters of Latin-1 in place of "${refusal.character}", such as a plain "-" for a long dash.`;
    case 'duplicate-sid':
      return 'Give one of the statements another Sid.';
    case 'bad-principal':
      return principalRemedy(refusal.principal, where);
  }
}

function instead(written: string, names: readonly string[]): string {
  const real = nearest(written, names) ?? closest(written, names);
  return real === undefined ? `Take ${written} out of the policy.` : `Write ${real} in place of ${written === '' ? 'it' : written}.`;
}

/**
 * An operator that does not exist: the nearest, with the set operator before it and IfExists after it. A condition is never to be taken
 * out: the statement would then hold for more requests.
 */
function operatorRemedy(written: string): string {
  const [, set, bare = ''] = /^(?:(For[A-Za-z]*):)?(.*)$/.exec(written) ?? [];
  // A condition key in the place of an operator.
  if (set === undefined && bare.includes(':')) return say(messages.underOperator, { written });
  const [, base = '', ifExists = ''] = /^(.*?)(IfExists)?$/i.exec(bare) ?? [];
  const meant = closest(base, OPERATORS),
    ofSet = set === undefined ? '' : `${closest(set, SETS) ?? set}:`;
  if (meant === undefined) return say(messages.someOperator, { written });
  return say(messages.service, { meant: `${ofSet}${meant}${ifExists === '' ? '' : 'IfExists'}`, written });
}

const SETS = ['ForAllValues', 'ForAnyValue'];

/** The nearest of some names, as it is written. */
function closest(written: string, names: readonly string[]): string | undefined {
  const upper = nearest(
    written.toUpperCase(),
    names.map((name) => name.toUpperCase()),
  );
  return names.find((name) => name.toUpperCase() === upper);
}

/** A misspelt Statement is renamed: what it holds is not lost. */
function statementInstead(elements: readonly string[]): string {
  const names = new Map(elements.filter((name) => !/^(version|id)$/i.test(name)).map((name) => [name.toUpperCase(), name]));
  const near = nearest('STATEMENT', [...names.keys()]),
    written = near === undefined ? undefined : names.get(near);
  return written === undefined ? 'Add a Statement.' : `Write Statement in place of ${written}.`;
}

function principalRemedy(principal: Statement['principals'][number], where: WrittenIn): string {
  if (principal.is === 'nobody' && principal.fault.is === 'variable')
    return where.byHand
      ? `Write the text in Fn::Sub, so that CloudFormation replaces ${principal.fault.written}.`
      : `Write the text in Fn::Sub, or in CDK take stack.partition, stack.account or stack.region in place of ${principal.fault.written}.`;
  const written = principal.is === 'someone' ? printText(principal.account) : printText(principal.text);
  if (UNSET.has(written)) return 'Set the variable for the synthesis, or let the synthesis stop where it is not set.';
  const digits = written.replace(/[-\s]/g, '');
  if (/^\d{12}$/.test(digits) && digits !== written) return `Write ${digits} in place of ${written}.`;
  if (principal.is === 'someone') return `Write the id of the account, twelve digits, in place of ${written}.`;
  if (principal.is !== 'nobody') return messages.inForm;
  const meant = meantArn(written, principal.fault);
  if (meant !== undefined) return say(messages.service, { meant, written });
  switch (principal.fault.is) {
    case 'no-such-arn':
      return /:instance-profile\//.test(written) ? messages.roleOfProfile : messages.inForm;
    case 'no-such-kind': {
      const kind = closest(principal.fault.written, ['AWS', 'Service']);
      return kind === undefined ? messages.inForm : say(messages.service, { meant: kind, written: principal.fault.written });
    }
    case 'wildcard': {
      const [, partition, account, session] = /^arn:([^:]*):(?:iam|sts)::(\d{12}):(?:assumed-role\/([^/*?]+)\/)?/.exec(written) ?? [];
      // In aws:PrincipalArn a session has the ARN of its role.
      if (session !== undefined) return say(messages.role, { arn: `arn:${partition ?? 'aws'}:iam::${account ?? ''}:role/${session}` });
      return say(where.byHand ? messages.byCondition : messages.byConditions, { account: account ?? 'ACCOUNT', arn: written });
    }
    case 'no-form': {
      // Without quotes YAML and JavaScript take an account id for a number.
      const number = /^\d(\.\d+)?e\+?\d+$/i.test(written) ? String(Number(written)) : '';
      if (/^\d{12}$/.test(number)) return say(messages.quoted, { account: number, written });
      if (isServiceName(written)) return where.byHand ? messages.underService : say(messages.servicePrincipal, { written });
      // A bare name of a role or user: nothing tells which of them it is.
      return /^[\w+=,.@-]+$/.test(written) && !/^\d+$/.test(written)
        ? say(messages.byArn, { arn: `arn:${where.partition ?? 'aws'}:iam::${where.account ?? 'ACCOUNT'}:role/${written}`, written })
        : messages.inForm;
    }
    case 'no-service': {
      const { meant, why } = principal.fault;
      if (meant !== undefined) return say(messages.service, { meant, written });
      return why === 'arn' ? messages.underAws : why === 'wildcard' ? messages.eachService : messages.byDomain;
    }
    case 'no-text':
      return messages.oneText;
    case 'no-kind':
      return 'Write the kind of the principals: { "AWS": … } for accounts, roles and users, { "Service": … } for services.';
    case 'group':
      return 'Name a role, which the members of the group may assume, or the account, so that its IAM policies decide.';
    default:
      return messages.inForm;
  }
}

/** `lambda.amazonaws.com`, and no name of a role that only looks like it. */
const isServiceName = (written: string): boolean => /^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/i.test(written);

/** An ARN of which one part is wrong, and the others show what was meant. */
function meantArn(written: string, fault: PrincipalFault): string | undefined {
  if (!written.startsWith('arn:')) return undefined;
  const [arn, partition = '', service = '', , account = '', ...rest] = written.split(':'),
    resource = rest.join(':');
  const made = (parts: { readonly partition?: string; readonly service?: string; readonly resource?: string }): string =>
    [arn, parts.partition ?? partition, parts.service ?? service, '', account, parts.resource ?? resource].join(':');
  switch (fault.is) {
    case 'region':
      return made({});
    case 'other-partition':
      return made({ partition: fault.own });
    case 'wrong-service':
      return made({ service: fault.service });
    case 'no-such-arn': {
      const [kind = '', ...name] = resource.split('/'),
        real = Object.keys(CALLED).find((one) => one.toLowerCase() === kind.toLowerCase() && (one === 'root') === (name.length === 0));
      return real === undefined ? undefined : made({ resource: [real, ...name].join('/') });
    }
    default:
      return undefined;
  }
}

const messages = {
  underOperator:
    'Write an operator around it, such as "StringEquals": { "{written}": … }. The condition must stay: without it the statement holds for more requests.',
  someOperator: 'Write an operator that exists, such as StringEquals, in place of {written}.',
  quoted: 'Write "{account}", in quotes, in place of {written}: without quotes the account id is read as a number.',
  underService: 'Write it under Service in place of AWS.',
  servicePrincipal: "Write new iam.ServicePrincipal('{written}'): the name of a service stands under Service, not under AWS.",
  roleOfProfile: 'Name the role that is in the instance profile.',
  inForm: 'Name an account, a role, a user or a service, in a form that KMS knows.',
  oneText: 'Write the ARN of a role or user, an account id or the name of a service, as one text.',
  service: 'Write {meant} in place of {written}.',
  underAws: 'Write it under AWS in place of Service.',
  eachService: 'Name each service that needs the key, such as "logs.amazonaws.com".',
  byDomain: 'Write the name that the guide of the service gives, such as "logs.amazonaws.com".',
  byArn: 'Write the ARN in place of {written}: {arn} if it is a role.',
  role: 'Name the role, which stands for all its sessions: {arn}.',
  byCondition:
    'Name {account} as principal, and let a condition name the pattern: "ArnLike": { "aws:PrincipalArn": "{arn}" }. An IAM policy must then allow the roles and users the same.',
  byConditions:
    "Name new iam.AccountPrincipal('{account}') as principal, and let a condition name the pattern: conditions: { ArnLike: { 'aws:PrincipalArn': '{arn}' } }. An IAM policy must then allow the roles and users the same.",
} as const;

const SHORT_ACCOUNT = 'an account id has twelve digits';

const NO_SERVICE: Readonly<Record<NoSuchService, string>> = {
  wildcard: 'a wildcard names no service',
  arn: 'the name of a service stands under Service, and an account, a role or a user under AWS',
  url: 'the name of a service is no URL',
  'no-domain': 'the name of a service ends in its domain, amazonaws.com',
  'other-domain': 'no service of AWS has a name in this domain',
  misspelt: 'no service of AWS has this name',
  characters: 'the name of a service has letters, digits, dots and dashes',
};

const CALLED: Readonly<Record<ArnKind, string>> = {
  root: 'an account',
  role: 'a role',
  user: 'a user',
  'assumed-role': 'a session',
  'federated-user': 'a federated user',
};

/** Why KMS takes a principal for nobody: `a group cannot be a principal`. */
export function principalFault(fault: PrincipalFault): string {
  switch (fault.is) {
    case 'group':
      return 'a group cannot be a principal';
    case 'short-account':
      return SHORT_ACCOUNT;
    case 'no-form':
      return 'it is neither *, an account id nor an ARN';
    case 'no-account':
      return 'the ARN names no account';
    case 'region':
      return 'the ARN of a principal has no Region';
    case 'wildcard':
      return 'a wildcard stands for a whole principal only, not for a part of an ARN';
    case 'no-such-arn':
      return 'the ARN is not that of an account, a role, a user or a session';
    case 'variable':
      return fault.written.startsWith('${aws:')
        ? `a principal has no policy variables, and ${fault.written} is one`
        : `nothing replaces ${fault.written}, because it stands outside of Fn::Sub`;
    case 'no-text':
      return 'a principal is a text';
    case 'no-kind':
      return 'a Principal that is not * names its kind: AWS or Service';
    case 'ref':
      return `Ref gives the name of a ${fault.kind}, and a principal is an ARN`;
    case 'other-partition':
      return `the key is in the partition ${fault.own}, not ${fault.written}`;
    case 'other-service':
      return `a principal is an ARN of IAM or STS, not of ${fault.written}`;
    case 'wrong-service':
      return `the ARN of ${CALLED[fault.kind]} is one of ${fault.service.toUpperCase()}, not of ${fault.written.toUpperCase()}`;
    case 'bad-name':
      return `${fault.written} is not the name of ${CALLED[fault.kind]}`;
    case 'no-service':
      return NO_SERVICE[fault.why];
    case 'unknown-kind':
      return `KMS does not know principals of the kind ${fault.written}`;
    case 'no-such-kind':
      return `there is no kind of principal called ${fault.written}`;
  }
}
