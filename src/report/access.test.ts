/** The access table: words, places and names that are told apart. */
import { describe, expect, it } from 'vitest';
import type { Answer } from '../types/values.js';
import type { KeyAccess } from '../types/report.js';
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
const verdict = (answer: Answer, ...because: readonly string[]) => ({ answer, because });
const key = (more: Partial<KeyAccess> = {}): KeyAccess => ({
  stack: 'Keys',
  logicalId: 'Key',
  constructPath: 'Keys/Key/Resource',
  file: 'cdk.out/Keys.json',
  verdicts: {
    rootTrust: verdict('yes', 'statement 1 (cdk.out/Keys.json:7)'),
    fullRootTrust: verdict('no', 'statement 1 (cdk.out/Keys.json:7)', 'statement 2 (cdk.out/Other.json:8)'),
    manageable: verdict('unknown'),
    durable: verdict('no'),
    public: verdict('no'),
    crossAccount: verdict('no'),
  },
  principals: [],
  delegated: {},
  foreignAccounts: [],
  services: [],
  ...more,
});
const lineOf = (heading: string, one: KeyAccess): string =>
  (
    accessReport('text', [one], 200)
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
    expect(accessReport('text', [key()], 100).split('\n').slice(0, 5)).toEqual([
      'Keys/Key (cdk.out/Keys.json)',
      '  IAM may manage it       yes  statement 1 (line 7)',
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
