/** Which resource a comment for checkov belongs to, and what it silences there. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../../rules/index.js';
import { memoryFiles } from '../../files/memory.js';
import { lintInputs } from '../lint.js';

/** The lines of two keys that are not rotated, with the comment in place of one of the marks. */
const template = (marks: Readonly<Record<string, string>>): string =>
  [
    '# top',
    'Resources:',
    '  # between',
    '  One: # name',
    '    # inside',
    '    Type: AWS::KMS::Key',
    '  # behind',
    '  Two:',
    '    Type: AWS::KMS::Key',
    'Outputs: {}',
    '# end',
  ]
    .map((line) => Object.entries(marks).reduce((text, [mark, comment]) => text.replace(`# ${mark}`, `# ${comment}`), line))
    .join('\n');
function suppressed(text: string, file = 'key.yaml'): readonly string[] {
  const { findings, problems } = lintInputs({
    files: memoryFiles({ [`/repo/${file}`]: text }),
    paths: [`/repo/${file}`],
    root: '/repo',
    rules,
    tool: { name: 'kms-lint', version: '0' },
  });
  expect(problems).toEqual([]);
  return findings.flatMap(({ ruleId, logicalId, suppressed: by }) =>
    by ? [`${ruleId} of ${logicalId ?? ''} by ${by.by}: ${by.reason}`] : [],
  );
}

describe('a comment for checkov', () => {
  it.each([
    ['inside', 'checkov:skip=CKV_AWS_7:by hand', ['rotation-disabled of One by checkov: CKV_AWS_7: by hand']],
    ['inside', 'bridgecrew:skip= CKV_AWS_7', ['rotation-disabled of One by checkov: CKV_AWS_7']],
    ['name', 'checkov:skip=CKV_AWS_7', ['rotation-disabled of One by checkov: CKV_AWS_7']],
    ['inside', 'checkov:skip=CKV_AWS_33:another check', []],
    ['top', 'checkov:skip=CKV_AWS_7', []],
    ['between', 'checkov:skip=CKV_AWS_7', []],
    ['behind', 'checkov:skip=CKV_AWS_7', []],
    ['end', 'checkov:skip=CKV_AWS_7', []],
  ])('at "%s", %s', (mark, comment, expected) => {
    expect(suppressed(template({ [mark]: comment }))).toEqual(expected);
  });
});
