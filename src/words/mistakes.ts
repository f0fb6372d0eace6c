/** What was meant by a test of a condition that is written wrongly, in words. */
import { literal } from '../core/text.js';
import type { Env } from '../types/values.js';
import type { FormName } from '../policy/value-form.js';
import type { Mistake } from '../policy/mistakes.js';
import { enumerated } from './list.js';

/** What to write, as a sentence: `Write StringLike in place of StringEquals: only StringLike takes * and ? for wildcards.` */
export function mistakeSentence(mistake: Mistake, env: Pick<Env, 'region'> = { region: [] }): string {
  const { name, operator } = mistake.test;
  switch (mistake.is) {
    case 'no-such-key':
      return `Write ${mistake.meant} in place of ${name}: there is no condition key ${name}.`;
    case 'partial-key':
      return `Write ${mistake.whole} in place of ${name}, with a name in place of NAME: ${name} alone is no condition key.`;
    case 'not-substituted':
      return `Put what ${name} is compared with into Fn::Sub: only there ${mistake.written} is replaced.`;
    case 'variable':
      return `Write "Version": "2012-10-17" in the policy: without it, ${mistake.written} is not replaced.`;
    case 'wildcard':
      return `Write ${mistake.operator} in place of ${operator}: in a value of ${operator} the characters * and ? are no wildcards.`;
    case 'form': {
      const meant = meantValues(mistake, env);
      return meant.length > 0 ? `Write ${enumerated(meant)}: ${name} is ${FORM[mistake.form]}.` : otherKey(mistake);
    }
  }
}

const FORM: Readonly<Record<FormName, string>> = {
  account: 'an account id, twelve digits',
  organization: 'the id of an organization, such as o-exampleorgid',
  paths: 'a path in an organization that begins with its id, such as o-exampleorgid/r-ab12/ou-ab12-11111111/*',
  service: 'the name of a service, such as s3.amazonaws.com',
  via: 'a service with its Region, such as s3.eu-west-1.amazonaws.com',
  alias: 'the name of an alias, which begins with alias/',
  'principal-type': 'one of Account, User, AssumedRole, FederatedUser and Anonymous',
  vpc: 'the id of a VPC, such as vpc-1a2b3c4d',
  vpce: 'the id of a VPC endpoint, such as vpce-1a2b3c4d',
  'principal-arn': 'the ARN of a role or user; for a session, that of its role',
};

/** How the account of the deployment is printed: a fix writes Ref. */
export const OWN_ACCOUNT = '${AWS::AccountId}';

/** The values that were meant; none where that is not to be told for each. */
export function meantValues({ form, written }: Mistake & { is: 'form' }, { region }: Pick<Env, 'region'>): readonly string[] {
  const meant = written.map((one) => meantValue(form, one, literal(region) || 'REGION'));
  return meant.every((one) => one !== undefined) ? [...new Set(meant)] : [];
}

function meantValue(form: FormName, written: string, region: string): string | undefined {
  switch (form) {
    case 'account': {
      const id = /^arn:[^:]*:iam::(\d{12}|\$\{AWS::AccountId\}):/.exec(written)?.[1] ?? written.replace(/[-\s]/g, '');
      return id === OWN_ACCOUNT || /^\d{12}$/.test(id) ? id : undefined;
    }
    case 'via': {
      const plain = written.trim().toLowerCase();
      if (/^[a-z0-9-]+\.[a-z0-9-]+\.amazonaws\.com(\.cn)?$/.test(plain)) return plain;
      const service = /^([a-z0-9-]+)(\.amazonaws\.com)?$/.exec(plain)?.[1];
      return service === undefined ? undefined : `${service}.${region}.amazonaws.com`;
    }
    case 'service':
      return /^[a-z0-9-]+$/.test(written) ? `${written}.amazonaws.com` : undefined;
    case 'alias': {
      const name = /^(?:arn:[^:]*:kms:[^:]*:[^:]*:)?(?:alias\/)?([\w/-]+)$/.exec(written)?.[1];
      return name === undefined ? undefined : `alias/${name}`;
    }
    case 'principal-type':
      return {
        role: 'AssumedRole',
        assumedrole: 'AssumedRole',
        user: 'User',
        root: 'Account',
        account: 'Account',
        federateduser: 'FederatedUser',
      }[written.toLowerCase()];
    case 'principal-arn': {
      const [, partition = '', account = '', role = ''] = /^arn:([^:]+):sts:[^:]*:(.*):assumed-role\/([^/]+)/.exec(written) ?? [];
      return role === '' ? undefined : `arn:${partition}:iam::${account}:role/${role}`;
    }
    default:
      return undefined;
  }
}

/** What a role or user has in place of what only services send (IAM User Guide, global condition keys). */
const OF_PRINCIPALS: Readonly<Record<string, string>> = {
  'aws:sourceaccount': 'aws:PrincipalAccount',
  'aws:sourcearn': 'aws:PrincipalArn',
  'aws:sourceorgid': 'aws:PrincipalOrgID',
  'aws:sourceorgpaths': 'aws:PrincipalOrgPaths',
};

/** A condition key of services, tested of a role, user or account: what to test, as a sentence. Undefined of any other key. */
export function ofPrincipalsInstead(name: string): string | undefined {
  const instead = OF_PRINCIPALS[name.toLowerCase()];
  return instead && `Test ${instead} in place of ${name}: only a service that calls in its own name sends ${name}.`;
}

/** Where the value belongs to another condition key, that one; else what a value of this key is. */
function otherKey({ form, written, test: { name } }: Mistake & { is: 'form' }): string {
  const are = (pattern: RegExp): boolean => written.every((one) => pattern.test(one)),
    values = written.join(', ');
  if (form === 'organization' && are(/^\d{12}$/))
    return `Test ${name.replace(/OrgID$/i, 'Account')} for ${values}: ${name} is ${FORM[form]}.`;
  if ((form === 'organization' || form === 'paths') && are(/^(ou|r)-/))
    return `Test ${name.replace(/Org(ID|Paths)$/i, 'OrgPaths')} with a whole path for ${values}, such as o-exampleorgid/*/${written[0] ?? ''}/*.`;
  if (form === 'vpce' && are(/^vpc-/)) return `Test aws:SourceVpc for ${values}: ${name} is ${FORM[form]}.`;
  if (form === 'vpc' && are(/^vpce-/)) return `Test aws:SourceVpce for ${values}: ${name} is ${FORM[form]}.`;
  return `Correct what ${name} is compared with: it is ${FORM[form]}, and ${values} ${written.length === 1 ? 'is none' : 'are none'}.`;
}
