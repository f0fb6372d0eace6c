/** The access table: words, places and names that are told apart. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../types/values.js';
import type { Because, KeyAccess } from '../types/report.js';
import { accessReport, accessTable } from './access.js';

type Principal = KeyAccess['principals'][number];
const principal = (name: string, more: Partial<Principal> = {}): Principal => ({
  principal: name,
  name,
  kind: 'role',
  own: 'yes',
  byIam: [],
  may: { use: 'yes' },
  createGrant: 'no',
  actions: [],
  perhaps: [],
  conditions: {},
  ...more,
});
const verdict = (answer: Answer, ...because: readonly Because[]) => ({ answer, because });
const ONE = { says: 'statement 1', at: { file: 'cdk.out/Keys.json', line: 7 } },
  OTHER = { says: 'statement 2', at: { file: 'cdk.out/Other.json', line: 8 } };
const key = (more: Partial<KeyAccess> = {}): KeyAccess => ({
  stack: 'Keys',
  logicalId: 'Key',
  constructPath: 'Keys/Key/Resource',
  file: 'cdk.out/Keys.json',
  verdicts: {
    rootTrust: verdict('yes', ONE),
    fullRootTrust: verdict('no', ONE, OTHER),
    manageable: verdict('unknown'),
    durable: verdict('no'),
    public: verdict('no'),
    crossAccount: verdict('no'),
  },
  principals: [],
  delegated: {},
  foreignAccounts: [],
  services: [],
  iamAllows: [],
  uses: [],
  users: [],
  ...more,
});
const lineOf = (heading: string, one: KeyAccess): string =>
  (
    accessReport('text', { keys: [one], importedKeys: [] }, 200)
      .split('\n')
      .find((line) => line.startsWith(`  ${heading}`)) ?? ''
  ).slice(26);
const foreign = (more: Partial<KeyAccess['foreignAccounts'][number]>) => ({
  account: '*',
  name: 'any account',
  foreign: 'yes' as const,
  organizations: [],
  conditions: [],
  ...more,
});

describe('as text', () => {
  it('names the template once, and other files where a reason stands there', () => {
    expect(
      accessReport('text', { keys: [key()], importedKeys: [] }, 100)
        .split('\n')
        .slice(0, 4),
    ).toEqual([
      'Keys/Key (cdk.out/Keys.json)',
      '  IAM may grant anything  no   statement 1 (line 7)',
      '                               statement 2 (cdk.out/Other.json:8)',
      '  manageable              ?',
    ]);
  });
  it.each<[string, Principal, string]>([
    ['for certain', principal('A'), 'A'],
    ['perhaps', principal('A', { may: { use: 'unknown' } }), 'A (?)'],
    ['with a fence', principal('*', { conditions: { use: [['a:B', 'c:D'], ['e:F']] } }), '* (if a:B, c:D or e:F)'],
    ['perhaps, with a fence', principal('A', { may: { use: 'unknown' }, conditions: { use: [['a:B']], grant: [['x']] } }), 'A (? if a:B)'],
    ['by IAM', principal('A', { byIam: ['use'], may: { use: 'unknown' } }), 'A by IAM policies (?)'],
    ['by IAM, but for something else', principal('A', { byIam: ['policy'] }), 'A'],
    ['not at all', principal('A', { may: { use: 'no' } }), 'nobody'],
  ])('says who may use it: %s', (_how, one, expected) => {
    expect(lineOf('used by', key({ principals: [one] }))).toBe(expected);
  });
  it.each<[string, KeyAccess['foreignAccounts'][number], string]>([
    ['one', foreign({ account: '444455556666', name: '444455556666' }), '444455556666'],
    ['one of a parameter', foreign({ account: '${P}', name: 'parameter P', foreign: 'unknown' }), 'parameter P (?)'],
    ['any', foreign({}), 'any account'],
    ['any with a fence', foreign({ foreign: 'unknown', conditions: ['aws:SourceVpc'] }), 'any account (? if aws:SourceVpc)'],
    [
      'those of organizations',
      foreign({ organizations: ['o-1', 'o-2'], conditions: ['aws:PrincipalOrgID', 'kms:ViaService'] }),
      'the organization o-1 (if kms:ViaService), the organization o-2 (if kms:ViaService)',
    ],
  ])('says which accounts are foreign: %s', (_which, account, expected) => {
    expect(lineOf('foreign accounts', key({ foreignAccounts: [account] }))).toBe(expected);
  });
});

describe('who uses a key, and who must', () => {
  const users: KeyAccess['users'] = [
    { name: 'sns.amazonaws.com', kind: 'service', can: 'yes', missing: [], targets: ['App/Queue'] },
    {
      name: 'cloudwatch.amazonaws.com',
      kind: 'service',
      can: 'no',
      missing: ['kms:Decrypt'],
      targets: ['App/A', 'App/B', 'App/C', 'App/D'],
    },
    { name: 'App/Role', kind: 'role', can: 'unknown', missing: [], targets: ['App/Bucket'] },
  ];
  const uses: KeyAccess['uses'] = [
    { resource: 'App/Queue', property: 'KmsMasterKeyId', certain: true },
    { resource: 'App/Topic', property: 'KmsMasterKeyId', certain: false },
  ];
  it('of a key that is as every key by default, nothing else is told', () => {
    const usual = { rootTrust: 'yes', fullRootTrust: 'yes', manageable: 'yes', durable: 'yes', public: 'no', crossAccount: 'no' } as const;
    const verdicts = Object.fromEntries(Object.entries(usual).map(([name, answer]) => [name, verdict(answer, ONE)]));
    const one = key({
      verdicts: verdicts as unknown as KeyAccess['verdicts'],
      principals: [
        principal('the account by IAM policies', {
          kind: 'account',
          may: { policy: 'yes', administer: 'yes', use: 'yes', grant: 'yes', read: 'yes' },
        }),
      ],
      delegated: { use: { some: 'yes', all: 'yes' } },
      iamAllows: [{ name: 'App/Role', actions: ['kms:Decrypt'] }],
      uses,
      users,
    });
    expect(accessReport('text', { keys: [one], importedKeys: [] }, 200)).toBe(
      `Keys/Key (cdk.out/Keys.json)
  as by default: the account's IAM policies decide
  let in by IAM           App/Role (kms:Decrypt)
  encrypts                App/Queue, App/Topic (?)
  needed, and allowed to  sns.amazonaws.com (for App/Queue)
  needed, but refused to  cloudwatch.amazonaws.com (for App/A, App/B, App/C and 1 more, lacks kms:Decrypt)
  needed by, not known    App/Role (for App/Bucket)
`,
    );
  });
  it('of an imported key, too', () => {
    const imported = { name: 'alias/shared', account: '111122223333', region: 'eu-west-1', uses, users };
    expect(
      accessReport('text', { keys: [], importedKeys: [imported] }, 200)
        .split('\n')
        .slice(0, 2),
    ).toEqual(['alias/shared (imported)', '  encrypts                App/Queue, App/Topic (?)']);
    expect(accessReport('markdown', { keys: [], importedKeys: [imported] }, 200)).toContain(
      '| `alias/shared` | `App/Queue`, `App/Topic` (?) |',
    );
  });
});

describe('as Markdown', () => {
  it('tells keys of one name apart by their templates', () => {
    const cells = accessTable([key(), key({ file: 'b|c.json' }), key({ constructPath: 'Other/Resource' })])
      .split('\n')
      .slice(2)
      .map((row) => row.split(' | ')[0]);
    expect(cells).toEqual(['| `Keys/Key` in `cdk.out/Keys.json`', '| `Keys/Key` in `b\\|c.json`', '| `Other`', '']);
  });
  it('writes names as code, and words as words', () => {
    const principals = [
      principal('*', { conditions: { use: [['kms:ViaService']] } }),
      principal('the account by IAM policies', { kind: 'account' }),
      principal('everyone but a*b', { kind: 'others' }),
    ];
    expect(accessTable([key({ principals })])).toContain('| `*` (if `kms:ViaService`), the account by IAM policies, everyone but a\\*b |');
  });
});
