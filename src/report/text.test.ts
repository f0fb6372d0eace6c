/** The report for people. */
import { describe, expect, it } from 'vitest';
import { clean, mixed } from '../../fixtures/reports/result.js';
import type { Finding } from '../types/report.js';
import { report } from './index.js';

const [, , dev, prod] = mixed.findings;
const APP_ENTRY = { file: 'cdk.json', line: 1, column: 1, endLine: 1, endColumn: 1 };

describe('the text report', () => {
  const lines = (width: number, colour = false): string[] => report('text', mixed, { width, colour }).split('\n');

  it('keeps to the width, but for paths, marks of the place and the count', () => {
    for (const width of [60, 80, 120])
      expect(lines(width).filter((line) => line.length > width && !/:\d+:\d+: |· scanned|addToResourcePolicy/.test(line))).toEqual([]);
  });

  it('is the same text with colour and without', () => {
    // eslint would see a control character in a literal pattern.
    const sgr = new RegExp(`${String.fromCharCode(27)}\\[\\d+m`, 'g');
    expect(lines(100, true).join('\n').replace(sgr, '')).toBe(lines(100).join('\n'));
  });

  it('marks what the position covers, also behind tabs, wide characters and a cut', () => {
    const text = report('text', mixed),
      rows = text.split('\n');
    const underlined = rows.flatMap((row, index) =>
      row.includes('^') ? [(rows[index - 1] ?? '').slice(row.indexOf('^'), row.lastIndexOf('^') + 1)] : [],
    );
    expect(underlined).toEqual([
      '"KeyPolicy":{}',
      "new kms.Key(this, 'Key', { policy: onlyFor(admins) })",
      'new iam.ArnPrincipal(role.roleArn)',
      expect.stringContaining('.grantDecrypt(漢字Role)'),
      'x',
    ]);
  });

  it('draws the frame once for all findings of one place', () => {
    const other: Finding = {
      ...(dev as Finding),
      ruleId: 'rotation-disabled',
      level: 'note',
      group: 'other',
      message: 'Not rotated.',
      fix: null,
    };
    const text = report('text', { ...mixed, findings: [dev as Finding, other] });
    expect(text).toContain('\n\nlib/keys-stack.ts:14:17: note[rotation-disabled]\n   Not rotated.\n');
    expect(text.match(/14 │/g)).toHaveLength(1);
  });

  describe('one cause, one block', () => {
    const graver: Finding = { ...(dev as Finding), ruleId: 'unmanageable-key', group: 'other', message: 'Nobody may.' },
      lighter: Finding = { ...(dev as Finding), level: 'warning' },
      other: Finding = { ...lighter, ruleId: 'deployer-locked-out', group: 'third', message: 'The deployment is refused.' };
    const shown = (...findings: readonly Finding[]): string => report('text', { ...mixed, findings, problems: [] });

    it('the gravest stands for all that its fix removes, the others are named below it', () => {
      const text = shown(lighter, graver, other);
      expect(text).toMatch(/^lib\/keys-stack\.ts:14:17: error\[unmanageable-key\]/);
      expect(text.replace(/\s+/g, ' ')).toContain('= also: warning[deployer-locked-out]: The deployment is refused. = help');
      expect(text.match(/= also: /g)).toHaveLength(2);
      expect(text.match(/= help: /g)).toHaveLength(1);
      const markdown = report('markdown', { ...mixed, findings: [lighter, graver, other], problems: [] });
      expect(markdown.match(/<details>/g)).toHaveLength(1);
      expect(markdown).toContain('Nobody may.<br>also `missing-root-trust`: ');
      expect((JSON.parse(report('json', { ...mixed, findings: [lighter, graver, other] })) as { findings: [] }).findings).toHaveLength(3);
    });
    it('the place is told where it is another', () => {
      expect(shown(graver, { ...other, source: null })).toMatch(/= also: warning\[deployer-locked-out\] at\s+cdk\.out/);
    });
    it('what the same edit of a key removes on another construct stands with it', () => {
      expect(shown(graver, { ...other, subject: 'Keys/Other/Resource', logicalId: 'Other' })).toContain('= also: ');
    });
    it('an edit of another key, another edit or no edit is a cause of its own', () => {
      const fix = dev?.fix as NonNullable<Finding['fix']>;
      for (const apart of [
        {
          ...other,
          fix: { ...fix, edits: fix.edits.map((edit) => ({ ...edit, resource: 'cdk.out#DevKeys#Other' })) } as Finding['fix'],
        },
        { ...other, fix: { ...fix, edits: fix.edits.map((edit) => ({ ...edit, path: '/Properties/KeyPolicy' })) } as Finding['fix'] },
        { ...other, fix: null },
      ])
        expect(shown(graver, apart)).not.toContain('= also: ');
      const without = { ...fix, edits: [] };
      expect(shown({ ...graver, fix: without }, { ...other, fix: without })).not.toContain('= also: ');
    });
  });

  it('calls a copy by the construct that the user wrote', () => {
    const copy: Finding = { ...(dev as Finding), constructPath: 'Dev/Keys/Other/Resource' };
    expect(report('text', { ...mixed, findings: [dev as Finding, copy] })).toContain('= also in: Dev/Keys/Other\n');
  });

  it('names the other stacks of a copy and counts places', () => {
    expect(report('text', mixed)).toContain('= also in: Prod/Keys\n');
    const many = Array.from({ length: 9 }, (_, index): Finding => ({ ...(dev as Finding), stackName: `S${index}/Keys` }));
    expect(report('text', { ...mixed, findings: many })).toContain('= also in: S1/Keys, S2/Keys, S3/Keys, S4/Keys, S5/Keys and 3 more\n');
  });

  it('tells the template once, and calls metadata by its name', () => {
    const told = (finding: Partial<Finding>): string => report('text', { ...mixed, findings: [{ ...(dev as Finding), ...finding }] });
    const template = dev?.template ?? APP_ENTRY,
      metadata = { ...template, file: 'cdk.out/Keys.metadata.json' };
    expect(told({})).toContain('= template: cdk.out/assembly-Dev/DevKeys.template.json:7:6\n');
    expect(told({ related: [{ at: template, message: 'the policy' }] })).not.toContain('= template:');
    expect(told({ template: metadata })).toContain('= metadata: cdk.out/Keys.metadata.json:7:6\n');
  });

  it('shows the gravest of the copies', () => {
    const findings = [{ ...(dev as Finding), level: 'warning' as const }, prod as Finding];
    expect(report('text', { ...mixed, findings })).toMatch(/^lib\/keys-stack\.ts:14:17: error/);
  });

  it('says that there is no key', () => {
    expect(report('text', { ...clean, summary: { ...clean.summary, keys: 0 } })).toBe(
      '✔ No KMS key found · scanned 0 keys, 12 resources, 1 stack, 1 assembly\n',
    );
  });
  it('counts imported keys, and tells what was not judged', () => {
    const notJudged = { importedKeys: 6, rolesOutside: 1, unknownServices: 2 };
    expect(report('text', { ...clean, summary: { ...clean.summary, keys: 0, importedKeys: 6, notJudged } })).toBe(
      '✔ No findings · scanned 0 keys, 6 imported keys, 12 resources, 1 stack, 1 assembly; access not judged: 6 imported keys, 1 role outside the app, 2 uses by services not in the tables\n',
    );
  });
});
