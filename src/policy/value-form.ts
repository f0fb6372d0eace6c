/**
 * What the values of a condition key look like, so that a test for anything else never matches. Keys whose values may be any text are left
 * out.
 */
import { literal } from '../core/text.js';
import type { Text } from '../types/values.js';

interface Form {
  /** A whole value. */
  readonly whole: RegExp;
  /** A character of one: with wildcards a pattern is judged by its other characters. */
  readonly character: RegExp;
}
const form = (whole: RegExp, character: RegExp): Form => ({ whole, character });
const ACCOUNT = form(/^\d{12}$/, /\d/),
  TRUE_OR_FALSE = form(/^(true|false)$/, /[a-z]/),
  ORGANISATION = form(/^o-[a-z0-9]+$/, /[a-z0-9-]/),
  PATHS = form(/^o-[a-z0-9/-]+$/, /[a-z0-9/-]/),
  SERVICE = form(/^[a-z0-9.-]+\.amazonaws\.com(\.cn)?$/, /[a-z0-9.-]/);

/** Formats: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html. */
const FORMS: ReadonlyMap<string, Form> = new Map([
  ['kms:calleraccount', ACCOUNT],
  ['aws:principalaccount', ACCOUNT],
  ['aws:sourceaccount', ACCOUNT],
  ['aws:resourceaccount', ACCOUNT],
  ['aws:vpceaccount', ACCOUNT],
  ['aws:principalorgid', ORGANISATION],
  ['aws:sourceorgid', ORGANISATION],
  ['aws:resourceorgid', ORGANISATION],
  ['aws:vpceorgid', ORGANISATION],
  ['aws:principalorgpaths', PATHS],
  ['aws:sourceorgpaths', PATHS],
  ['aws:resourceorgpaths', PATHS],
  // Names: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html#reference_iam-quotas-names.
  ['aws:username', form(/^[\w+=,.@-]+$/, /[\w+=,.@-]/)],
  ['aws:principalarn', form(/^arn:[\w+=,.@/:-]+$/, /[\w+=,.@/:-]/)],
  ['aws:principaltype', form(/^(Account|User|FederatedUser|AssumedRole|Anonymous)$/, /[A-Za-z]/)],
  ['aws:principalisawsservice', TRUE_OR_FALSE],
  ['aws:viaawsservice', TRUE_OR_FALSE],
  ['aws:securetransport', TRUE_OR_FALSE],
  ['aws:multifactorauthpresent', TRUE_OR_FALSE],
  ['kms:grantisforawsresource', TRUE_OR_FALSE],
  ['kms:bypasspolicylockoutsafetycheck', TRUE_OR_FALSE],
  ['aws:sourcevpc', form(/^vpc-[a-z0-9]+$/, /[a-z0-9-]/)],
  ['aws:sourcevpce', form(/^vpce-[a-z0-9]+$/, /[a-z0-9-]/)],
  ['aws:calledvia', SERVICE],
  ['aws:calledviafirst', SERVICE],
  ['aws:calledvialast', SERVICE],
  // SERVICE.REGION.amazonaws.com: https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-via-service.
  ['kms:viaservice', form(/^[a-z0-9-]+\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/, /[a-z0-9.-]/)],
]);

/** Whether some value of the key (in lower case) can be what a test writes; symbols may stand for anything. */
export function canBeValue(key: string, written: Text, wildcards: boolean, ignoreCase = false): boolean {
  const expected = FORMS.get(key);
  if (!expected) return true;
  const known = literal(written);
  if (known === undefined || (wildcards && /[*?]/.test(known))) {
    const characters = written.flatMap((part) =>
      typeof part === 'string' ? Array.from(wildcards ? part.replace(/[*?]/g, '') : part) : [],
    );
    return characters.every((c) => expected.character.test(c));
  }
  return ignoreCase ? new RegExp(expected.whole.source, 'i').test(known) : expected.whole.test(known);
}
