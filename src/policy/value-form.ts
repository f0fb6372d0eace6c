/**
 * What the values of a condition key look like, so that a test for anything else never matches. Keys whose values may be any text are left
 * out.
 */
import { literal, printText } from '../core/text.js';
import type { Text } from '../types/values.js';

/** What a value is: an account id, an organization's, … */
export type FormName =
  'account' | 'organization' | 'paths' | 'service' | 'via' | 'alias' | 'principal-type' | 'vpc' | 'vpce' | 'principal-arn';

interface Form {
  /** Where a wrong value can be told what it should be; undefined where the value is one of a few words, or any without wildcards. */
  readonly name: FormName | undefined;
  /** A whole value. */
  readonly whole: RegExp;
  /** A character of one: with wildcards a pattern is judged by its other characters, and by what it begins with. */
  readonly character: RegExp;
  /** What each value begins with. */
  readonly start: string;
  /** What is written by mistake, with symbols as they are printed: the account in an ARN is often one. Undefined where anything else is. */
  readonly instead?: RegExp;
  /** All values, where they are a few words. */
  readonly words?: readonly string[];
}
const form = (whole: RegExp, character: RegExp, name?: FormName, start = ''): Form => ({ name, whole, character, start });
const ACCOUNT: Form = { ...form(/^\d{12}$/, /\d/, 'account'), instead: /^arn:[^:]*:iam::/ },
  oneOf = (...words: readonly string[]): Form => ({ ...form(new RegExp(`^(${words.join('|')})$`), /[A-Za-z]/), words }),
  TRUE_OR_FALSE = oneOf('true', 'false'),
  ORGANIZATION = form(/^o-[a-z0-9]+$/, /[a-z0-9-]/, 'organization', 'o-'),
  PATHS = form(/^o-[a-z0-9/-]+$/, /[a-z0-9/-]/, 'paths', 'o-'),
  SERVICE = form(/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/, /[a-z0-9.-]/, 'service'),
  // https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html#KMS-CreateAlias-request-AliasName
  ALIAS = form(/^alias\/[\w/-]+$/, /[\w/-]/, 'alias', 'alias'),
  // No ARN that a service sends of itself, or of a principal, has a wildcard in it.
  ARN = form(/^arn:[^*?]+$/, /[^*?]/, undefined, 'arn:');

/** Formats: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html. */
const FORMS: ReadonlyMap<string, Form> = new Map([
  ['kms:calleraccount', ACCOUNT],
  ['aws:principalaccount', ACCOUNT],
  ['aws:sourceaccount', ACCOUNT],
  ['aws:resourceaccount', ACCOUNT],
  ['aws:vpceaccount', ACCOUNT],
  ['aws:principalorgid', ORGANIZATION],
  ['aws:sourceorgid', ORGANIZATION],
  ['aws:resourceorgid', ORGANIZATION],
  ['aws:vpceorgid', ORGANIZATION],
  ['aws:principalorgpaths', PATHS],
  ['aws:sourceorgpaths', PATHS],
  ['aws:resourceorgpaths', PATHS],
  // Names: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names.
  ['aws:username', form(/^[\w+=,.@-]+$/, /[\w+=,.@-]/)],
  // Of a role's session it is the ARN of the role.
  [
    'aws:principalarn',
    {
      ...form(/^arn:(?![\w-]+:sts:[^:]*:[^:]*:assumed-role\/)[\w+=,.@/:-]+$/, /[\w+=,.@/:-]/, 'principal-arn', 'arn:'),
      instead: /^arn:[^:]*:sts:.*:assumed-role\//,
    },
  ],
  ['aws:principaltype', { ...oneOf('Account', 'User', 'FederatedUser', 'AssumedRole', 'Anonymous'), name: 'principal-type' }],
  ['aws:sourcearn', ARN],
  ['kms:granteeprincipal', ARN],
  ['kms:retiringprincipal', ARN],
  ['kms:encryptioncontext:aws:logs:arn', ARN],
  ['kms:encryptioncontext:aws:cloudtrail:arn', ARN],
  ['kms:encryptioncontext:aws:sns:topicarn', ARN],
  ['kms:encryptioncontext:aws:sqs:arn', ARN],
  ['kms:resourcealiases', ALIAS],
  ['kms:requestalias', ALIAS],
  ['aws:principalisawsservice', TRUE_OR_FALSE],
  ['aws:viaawsservice', TRUE_OR_FALSE],
  ['aws:securetransport', TRUE_OR_FALSE],
  ['aws:multifactorauthpresent', TRUE_OR_FALSE],
  ['kms:grantisforawsresource', TRUE_OR_FALSE],
  ['kms:bypasspolicylockoutsafetycheck', TRUE_OR_FALSE],
  ['aws:sourcevpc', form(/^vpc-[a-z0-9]+$/, /[a-z0-9-]/, 'vpc', 'vpc-')],
  ['aws:sourcevpce', form(/^vpce-[a-z0-9]+$/, /[a-z0-9-]/, 'vpce', 'vpce-')],
  ['aws:calledvia', SERVICE],
  ['aws:calledviafirst', SERVICE],
  ['aws:calledvialast', SERVICE],
  // SERVICE.REGION.amazonaws.com: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service.
  ['kms:viaservice', form(/^[a-z0-9-]+\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, /[a-z0-9.-]/, 'via')],
]);
// https://docs.aws.amazon.com/IAM/latest/UserGuide/id_tags.html#id_tags_rules
const TAG = form(/^[\p{L}\p{Z}\p{N}_.:/=+\-@]*$/u, /[\p{L}\p{Z}\p{N}_.:/=+\-@]/u);
const formFor = (key: string): Form | undefined => FORMS.get(key) ?? (key.startsWith('aws:principaltag/') ? TAG : undefined);

/** Whether some value of the key (in lower case) can be what a test writes; symbols may stand for anything. */
export function canBeValue(key: string, written: Text, wildcards: boolean, ignoreCase = false): boolean {
  const expected = formFor(key);
  if (!expected) return true;
  const known = literal(written);
  if (known === undefined || (wildcards && /[*?]/.test(known))) {
    const characters = written.flatMap((part) =>
      typeof part === 'string' ? Array.from(wildcards ? part.replace(/[*?]/g, '') : part) : [],
    );
    const [first = ''] = written,
      begin = typeof first === 'string' ? first.replace(wildcards ? /[*?].*$/s : /(?!)/, '') : '';
    // What is written by mistake is so before the first wildcard already.
    const isMeantOtherwise = expected.instead?.test(printText(written).replace(wildcards ? /[*?].*$/s : /(?!)/, '')) === true;
    if (isMeantOtherwise) return false;
    return (begin.startsWith(expected.start) || expected.start.startsWith(begin)) && characters.every((c) => expected.character.test(c));
  }
  return ignoreCase ? new RegExp(expected.whole.source, `${expected.whole.flags}i`).test(known) : expected.whole.test(known);
}

/** Whether the values of a key (in lower case) are never ARNs. */
export const isNoArn = (key: string): boolean => !canBeValue(key, ['arn:aws:iam::111122223333:root'], false);

/** What the values of a key (in lower case) are; undefined where they may be any text. */
export function formOf(key: string): Pick<Form, 'name' | 'instead' | 'words'> | undefined {
  return formFor(key);
}
