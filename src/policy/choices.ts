/** What principals of other accounts, or the administrators of these, can have their requests carry under a condition key. */
import { arnOf, identical, literal, onlySymbol, printText, text } from '../core/text.js';
import { dividesActions, isMultiValued } from '../reference/actions.js';
import type { RequestPrincipal, Test } from '../types/statement.js';
import type { Text } from '../types/values.js';
import type { Lookup, Slot } from './lookup.js';
import { namesService } from './context.js';
import { endsOf } from './named.js';
import { FRESH, FRESH_ID, FRESH_NAME, sameAccount, STRANGER, type PolicyScope } from './scope.js';
import { canBeValue, formOf } from './value-form.js';
import { hasVariables, substitute } from './variables.js';

export type Foreigner = RequestPrincipal & { is: 'foreign' | 'named' };
/** One thing that a request can carry. bound: only some known organisation or network has it; sure: such principals exist. */
export interface Choice {
  readonly slot: Slot;
  readonly bound: boolean;
  readonly sure: boolean;
}

/** Guards that tie a principal to an organisation: its members exist. */
const ORGANISATION = new Set(['aws:principalorgid', 'aws:principalorgpaths']);
/** Guards that tie a request to a network or an attested enclave: whether a foreign principal has one, nobody knows. */
const NETWORK =
  /^(aws:(sourceip|sourcevpc|sourcevpce|sourcevpcarn|vpceaccount|vpceorgid|vpceorgpaths|ec2instancesourcevpc)$|kms:recipientattestation:)/;
/** What a stranger has that no policy names, in the form in which AWS makes it up: a pattern that matches it is open to strangers. */
const STRANGE: Readonly<Record<string, Text>> = {
  'aws:principalorgid': text('o-', FRESH_ID),
  'aws:principalorgpaths': text('o-', FRESH_ID, '/r-', FRESH_ID, '/ou-', FRESH_ID, '/'),
  'aws:vpceorgid': text('o-', FRESH_ID),
  'aws:vpceorgpaths': text('o-', FRESH_ID, '/r-', FRESH_ID, '/ou-', FRESH_ID, '/'),
  'aws:sourcevpc': text('vpc-', FRESH_ID),
  'aws:sourcevpce': text('vpce-', FRESH_ID),
};
/** What a caller chooses besides the parameters of its request. Private addresses are not unique, so whoever has a network has them. */
const FREE =
  /^(kms:viaservice|aws:(principaltag\/.*|principaltype|multifactorauthpresent|multifactorauthage|calledvia|calledviafirst|calledvialast|viaawsservice|useragent|referer|username|tokenissuetime|sourceidentity|federatedprovider|vpcsourceip|ec2instancesourceprivateipv4))$/;
/** What may hold the characters * and ? themselves. */
const ANY_TEXT = /^(kms:encryptioncontext|aws:(useragent|referer)$)/;
/**
 * In every request of an IAM principal, so that nobody can leave them out
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html).
 */
const ALWAYS = new Set(['aws:principaltype', 'aws:useragent', 'aws:viaawsservice']);

/** A text that a pattern matches, with an unlikely word for each wildcard. */
const instance = (pattern: Text): Text =>
  pattern.map((part) => (typeof part === 'string' ? part.replaceAll('*', 'kms-lint').replaceAll('?', 'q') : part));
/** The pattern, if it begins with a star, begun as its values begin. */
const begun = (pattern: Text, start: string): Text =>
  pattern.map((part, i) => (i === 0 && typeof part === 'string' ? part.replace(/^\*/, `${start}*`) : part));

const yes = (...values: readonly Text[]): Slot => ({ present: 'yes', values });
const free = (slot: Slot): Choice => ({ slot, bound: false, sure: true });
const bound = (value: Text, sure: boolean): Choice => ({ slot: yes(value), bound: true, sure });
const absent = (key: string): readonly Choice[] => (ALWAYS.has(key) ? [] : [free({ present: 'no' })]);

/**
 * What a request can carry under a key that the policy's conditions read; undefined where the caller has no choice.
 * @param tests the policy's tests of this key · @param plain what the request carries if nothing is chosen
 */
export function choicesOf(
  key: string,
  tests: readonly Test[],
  subject: Foreigner,
  scope: PolicyScope,
  plain: Lookup,
): readonly Choice[] | undefined {
  const values = tests.flatMap((test) => test.values);
  // What a policy variable stands for can be chosen too: `${aws:PrincipalAccount}` is the caller's own account.
  const filled = values.filter(hasVariables).map((value) => substitute(value, plain, false)?.text ?? []);
  if ((subject.is === 'named' || subject.root) && OF_IDENTITY.has(key)) return undefined;
  if (subject.is === 'foreign') {
    if (key === 'aws:principalarn') return [...values.filter(isPattern), ...filled].flatMap(sameNames).concat(freshNames()).map(freely);
    if (key === 'aws:userid') return userIds(values, subject.account);
  }
  if (ORGANISATION.has(key) || NETWORK.test(key)) {
    if (sameAccount(subject.account, STRANGER) !== 'yes') return undefined;
    const isOrganisation = ORGANISATION.has(key);
    return [
      ...absent(key),
      free(yes(STRANGE[key] ?? FRESH)),
      ...values.flatMap((value) => {
        // Every id of an organisation begins so (https://docs.aws.amazon.com/organizations/latest/APIReference/API_Organization.html).
        const meant = instance(isOrganisation ? begun(value, 'o-') : value);
        // Roots and units of two organisations can have the same ids
        // (reference_policies_condition-keys.html#condition-keys-principalorgpaths).
        const isElsewhere = key === 'aws:principalorgpaths' && /^[^/]*[*?]/.test(printText(value));
        return [
          bound(meant, isOrganisation && /^o-/.test(printText(meant))),
          ...(isElsewhere ? [{ slot: yes(meant), bound: false, sure: false }] : []),
        ];
      }),
      ...filled.map((value) => (identical(value, STRANGER) ? freely(value) : bound(value, false))),
    ];
  }
  if (!FREE.test(key) && !dividesActions(key)) return undefined;
  return [
    ...absent(key),
    ...chosen(key, tests)
      .filter((value) => isPossible(key, value, subject))
      .map((value) => choice(value)),
    ...(isMultiValued(key) && values.length > 1 ? [choice(...values.map(instance))] : []),
    // It may stand for something else by what the caller chooses besides: then nothing is certain.
    ...filled.flatMap((value) => [freely(instance(value)), free({ present: 'yes' })]),
  ];

  function arn(resource: Text, service = 'iam'): Text {
    return text('arn:', scope.env.partition, `:${service}::`, subject.account ?? [], ':', resource);
  }
  function freshNames(): readonly Text[] {
    return [arn(text('role/', FRESH_NAME)), arn(text('user/', FRESH_NAME)), arn(['root']), arn(text('federated-user/', FRESH_NAME), 'sts')];
  }
  /**
   * The principals of the caller's account that go by the names of the pattern. A name that is written out is asked for by itself: see
   * namedPrincipals.
   */
  function sameNames(pattern: Text): readonly Text[] {
    const written = arnOf(pattern);
    return (written ? [written.resource] : endsOf(pattern)).map((resource) => arn(instance(resource)));
  }
}

const isPattern = (value: Text): boolean => value.some((part) => typeof part === 'string' && /[*?]/.test(part));
const freely = (value: Text): Choice => free(yes(value));

/**
 * The unique ids of users and of roles with the session name, which whoever assumes the role chooses; the root user goes by its account
 * (https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable). An id that is written is somebody's,
 * nobody knows whose.
 */
function userIds(values: readonly Text[], account: Text): readonly Choice[] {
  return [
    ...[text('AROA', FRESH_ID, ':', FRESH), text('AIDA', FRESH_ID), account].map(freely),
    ...values.map((value) => {
      const meant = begun(value, printText(value).includes(':') ? 'AROA' : 'AROA*:');
      return /^(AROA|AIDA)\*/.test(printText(meant)) ? freely(instance(meant)) : bound(instance(meant), false);
    }),
  ];
}

/** aws:PrincipalType by the kinds of principals, as their ARNs have them (reference_policies_variables.html#principaltable). */
const TYPES: Readonly<Record<string, string>> = { role: 'AssumedRole', user: 'User', root: 'Account', 'federated-user': 'FederatedUser' };

/**
 * Whether one request can carry all of these: a call that carries the name of a service was made by a service, and users only have user
 * names.
 */
export function areConsistent(slots: ReadonlyMap<string, Slot>): boolean {
  const valueOf = (key: string): Text | undefined => slots.get(key)?.values?.[0];
  const byService = valueOf('aws:viaawsservice');
  if (byService && literal(byService) !== 'true' && [...slots].some(([key, { present }]) => namesService(key) && present === 'yes'))
    return false;
  const [arn, chosenType] = [valueOf('aws:principalarn'), valueOf('aws:principaltype')];
  const [kind] = arn ? (/^[\w-]+/.exec(printText(arnOf(arn)?.resource ?? [])) ?? []) : [],
    expected = kind === undefined ? undefined : TYPES[kind],
    type = chosenType ? literal(chosenType) : expected;
  if (expected !== undefined && type !== expected) return false;
  return slots.get('aws:username')?.present !== 'yes' || type === undefined || type === 'User';
}

/** What a root user has no choice of, nor whoever is named: it has one ARN and one type, and one user name or none. */
const OF_IDENTITY: ReadonlySet<string> = new Set(['aws:principalarn', 'aws:principaltype', 'aws:username']);

/** The values that tests of a key tell apart, and one that none of them names. */
function chosen(key: string, tests: readonly Test[]): readonly Text[] {
  const words = key === 'aws:principaltype' ? Object.values(TYPES) : formOf(key)?.words;
  if (words) return words.map((word) => [word]);
  const near = tests
    .flatMap((test) => (test.base === 'numeric' ? test.values : []))
    .flatMap((value) => {
      const n = Number(literal(value));
      return Number.isNaN(n) ? [] : [[String(n - 1)], [String(n + 1)]];
    });
  const values = tests.flatMap((test) => test.values),
    asWritten = ANY_TEXT.test(key) ? values.filter(isPattern) : [];
  return [...near, ...values.map(instance), ...asWritten, ...(near.length > 0 ? [] : [FRESH])];
}

/** Whether AWS gives a request of the caller such a value at all. */
function isPossible(key: string, value: Text, subject: Foreigner): boolean {
  if (!canBeValue(key, value, false)) return false;
  // A provider of OpenID Connect or SAML federates for the account in which it is.
  const provider = key === 'aws:federatedprovider' ? arnOf(value) : undefined;
  return !provider || sameAccount(provider.account, subject.account) !== 'no';
}

/** What a parameter or an import stands for may be nothing that anybody can choose; what no policy writes can be chosen. */
const isChoosable = (value: Text): boolean => value === FRESH || (onlySymbol(value)?.of ?? 'pseudo') === 'pseudo';
const choice = (...values: readonly Text[]): Choice => ({ slot: yes(...values), bound: false, sure: values.every(isChoosable) });
