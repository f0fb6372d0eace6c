/** Those whom only a condition or an exception from a Deny names. */
import { describe, expect, it } from 'vitest';
import { printText } from '../../core/text.js';
import type { Fact } from '../../types/values.js';
import type { Json } from '../../types/files.js';
import type { KeyFacts } from '../scope.js';
import { accessOf } from '../said.testing.js';
import { ADMIN, allow, deny, document, FOREIGN, OTHER, OWN, policyOf, ROOT, scopeIn, when, without } from '../testing.js';

const absent: Fact<never> = { is: 'absent' },
  key: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent },
  scope = scopeIn();
/** The rows: whom, of what kind, whether by IAM, and how many actions for certain and perhaps. */
const rowsOf = (...statements: readonly Json[]): readonly unknown[] =>
  accessOf(policyOf(document(...statements)), scope, key).principals.map(({ text, kind, byIam, actions, perhaps }) => {
    const groups = byIam.length > 0 ? ` by IAM: ${byIam.join(' ')}` : '';
    return `${kind} ${printText(text)}${groups}: ${actions.length > 9 ? 'all' : actions.join(' ')}${perhaps.length > 0 ? `, perhaps ${perhaps.length}` : ''}`;
  });
const role = (name: string): string => `arn:aws:iam::${OWN}:role/${name}`;
const EVERY = 'policy administer grant use read';

describe('who can do what others of the account cannot', () => {
  it.each<[string, readonly Json[], readonly string[]]>([
    ['nobody, where IAM policies decide for all', [allow(ROOT)], [`account ${ROOT}: all`]],
    [
      'the root user, whom a condition names',
      [allow(ROOT, 'kms:*', when('ArnEquals', 'aws:PrincipalArn', ROOT))],
      [`account ${ROOT}: `, `root ${ROOT}: all`],
    ],
    [
      'a user, whom a condition names and whose IAM policies allow it',
      [allow(ROOT, 'kms:PutKeyPolicy', when('ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${OWN}:user/Bob`))],
      [`account ${ROOT}: `, `user arn:aws:iam::${OWN}:user/Bob by IAM: policy: kms:PutKeyPolicy`],
    ],
    [
      'a role and the root user, whom a Deny spares',
      [allow(ROOT), deny('*', 'kms:*', when('ArnNotEquals', 'aws:PrincipalArn', [role('Admin'), ROOT]))],
      [`account ${ROOT}: `, `root ${ROOT}: all`, `role ${ADMIN} by IAM: ${EVERY}: all`],
    ],
    [
      'those of a list, without IAM where the policy allows everyone',
      [allow('*'), deny('*', 'kms:*', when('StringNotEquals', 'aws:PrincipalArn', ['A', 'B', 'C'].map(role)))],
      ['everyone *: ', ...['A', 'B', 'C'].map((name) => `role ${role(name)}: all`)],
    ],
    [
      'the exceptions of a Deny with NotPrincipal, of which the session is not named',
      [allow(ROOT, 'kms:Decrypt'), without({ ...deny('*', 'kms:Decrypt'), NotPrincipal: { AWS: [ADMIN, ROOT] } }, 'Principal')],
      [`account ${ROOT}: `, `root ${ROOT}: kms:Decrypt`, `role ${ADMIN} by IAM: use: , perhaps 1`],
    ],
    [
      'roles of a pattern; of those whom another keeps out only the others are sure',
      [
        allow(ROOT),
        allow('*', 'kms:Decrypt', when('ArnLike', 'aws:PrincipalArn', [role('App-*'), `arn:aws:iam::${OTHER}:role/Ext-?`])),
        deny('*', 'kms:Encrypt', when('ArnLike', 'aws:PrincipalArn', role('Web-*'))),
      ],
      [
        `account ${ROOT}: all, perhaps 1`,
        'everyone *: kms:Decrypt',
        `root ${ROOT}: kms:Encrypt`,
        `role ${role('App-*')} by IAM: use: kms:Decrypt kms:Encrypt`,
        `role arn:aws:iam::${OTHER}:role/Ext-?: kms:Decrypt`,
      ],
    ],
    [
      'one that is a principal too, and can do more by IAM',
      [allow(ADMIN, 'kms:Decrypt'), allow(ROOT), deny('*', 'kms:PutKeyPolicy', when('ArnNotEquals', 'aws:PrincipalArn', ADMIN))],
      [`role ${ADMIN} by IAM: policy: kms:Decrypt kms:PutKeyPolicy`, `account ${ROOT}: all`],
    ],
    [
      'none of another account that can do no more than the account',
      [allow(FOREIGN, 'kms:Decrypt'), allow('*', 'kms:Decrypt', when('ArnEquals', 'aws:PrincipalArn', `arn:aws:iam::${OTHER}:user/ana`))],
      [`account ${FOREIGN}: kms:Decrypt`, 'everyone *: '],
    ],
  ])('%s', (_who, statements, expected) => {
    expect(rowsOf(...statements)).toEqual(expected);
  });
});
