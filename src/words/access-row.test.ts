/** What principals of a policy are called. */
import { describe, expect, it } from 'vitest';
import type { AccessRow } from '../types/access.js';
import type { Answer, Sym, Text } from '../types/values.js';
import type { TemplateFacts } from '../types/facts.js';
import { nameOfAccessRow } from './access-row.js';

const symbol = (of: Sym['of'], name: string): Text => [{ of, name, scope: 'app#A' }];
const whom = (kind: AccessRow['kind'], text: Text, more: Partial<AccessRow> = {}): AccessRow => ({
  identity: '',
  kind,
  text,
  why: undefined,
  account: undefined,
  resource: undefined,
  but: [],
  at: { file: '', pointer: '' },
  ...more,
});
const known = {
  program: { stacks: new Map([['app#A', { name: 'Dev/A' } as TemplateFacts]]) },
  pathOf: (id: string): string | undefined => (id === 'app#A#Role' ? 'Dev/A/Role/Resource' : undefined),
};
const role = whom('role', symbol('attribute', 'Role.Arn'), { resource: 'app#A#Role' });

describe('a principal is called', () => {
  it.each<[string, AccessRow, Answer, string]>([
    ['by its construct path', role, 'yes', 'Dev/A/Role'],
    ['by stack and logical id', { ...role, resource: 'app#A#Other' }, 'yes', 'Dev/A/Other'],
    ['by the parameter', whom('unknown', symbol('parameter', 'Partner')), 'unknown', 'parameter Partner'],
    ['by the import', whom('unknown', symbol('import', 'Net:Arn')), 'unknown', 'import "Net:Arn"'],
    [
      'by the list parameter',
      whom('unknown', [], { why: { of: 'folded', why: { of: 'parameter', name: 'Admins' } } }),
      'unknown',
      'parameter Admins',
    ],
    [
      'by the parameter of a whole policy',
      whom('unknown', [], { why: { of: 'value', text: symbol('parameter', 'Policy') } }),
      'unknown',
      'parameter Policy',
    ],
    [
      'by what makes it',
      whom('unknown', [], { why: { of: 'folded', why: { of: 'function', name: 'Fn::Transform' } } }),
      'unknown',
      '(unknown: Fn::Transform makes it)',
    ],
    [
      'by what decides it',
      whom('unknown', [], { why: { of: 'folded', why: { of: 'condition', name: 'C' } } }),
      'unknown',
      '(unknown: it depends on the condition C)',
    ],
    ['not at all', whom('unknown', []), 'unknown', '(unknown)'],
    ['the account', whom('account', ['x'], { account: ['111122223333'] }), 'yes', 'the account by IAM policies'],
    ['another account', whom('account', ['x'], { account: ['444455556666'] }), 'no', 'the account 444455556666'],
    [
      'the account in a parameter',
      whom('account', ['x'], { account: symbol('parameter', 'Log') }),
      'unknown',
      'the account in parameter Log',
    ],
    ['a service of a strange name', whom('service', ['*']), 'no', 'service *'],
    ['the root user', whom('root', ['x']), 'yes', 'the root user'],
    ['by name in the own account', whom('role', ['arn:aws:iam::111122223333:role/Admin']), 'yes', 'role/Admin'],
    ['by ARN in another', whom('role', ['arn:aws:iam::444455556666:role/Admin']), 'no', 'arn:aws:iam::444455556666:role/Admin'],
    [
      'everyone but some',
      whom('others', ['x'], { but: [role, whom('unknown', ['AROAX'])] }),
      'unknown',
      'everyone but Dev/A/Role and AROAX',
    ],
  ])('%s', (_how, one, own, expected) => {
    expect(nameOfAccessRow(one, own, known)).toBe(expected);
  });
});
