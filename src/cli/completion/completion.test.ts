/** Completion: what each shell offers comes from the tables that the arguments are read by. */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rules } from '../../../rules/index.js';
import { lintCommand } from '../commands/lint.js';
import { commands } from '../more.js';
import { run } from '../testing.js';
import { completedCommands } from './words.js';

let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'kms-lint-completion-'));
  writeFileSync(path.join(scratch, 'kms-lint.json'), '');
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const script = async (shell: string): Promise<string> => (await run(['completion', shell])).out;
const known = completedCommands(
  [lintCommand, ...commands],
  rules.map(({ id }) => id),
);

describe('every shell', () => {
  it.each(['bash', 'zsh', 'fish'])('%s has every command, every option and every word', async (shell) => {
    const text = await script(shell);
    const words = known.flatMap(({ name, options, takes }) => [
      name,
      ...options.map((option) => (shell === 'fish' ? `-l ${option.name}` : `--${option.name}`)),
      ...options.flatMap(({ value }) => (Array.isArray(value) ? [value.join(' ')] : [])),
      ...(takes === 'files' ? [] : takes),
    ]);
    expect(words.length).toBeGreaterThan(60);
    expect(words.filter((word) => !text.includes(word))).toEqual([]);
  });
  it('another shell is a usage error', async () => {
    expect(await run(['completion', 'csh'])).toMatchObject({ exit: 2, error: expect.stringMatching(/bash, zsh, fish/) as string });
    expect((await run(['completion'])).exit).toBe(2);
  });
});

describe('bash', () => {
  let lines = '';
  beforeAll(async () => {
    lines = await script('bash');
  });
  /** What is offered for the last word. */
  const offered = (...words: readonly string[]): readonly string[] => {
    const program = `${lines}\nCOMP_WORDS=(kms-lint "$@"); COMP_CWORD=$#; _kms_lint; printf '%s\\n' "\${COMPREPLY[@]}"`;
    const { stdout, stderr } = spawnSync('bash', ['--norc', '-uc', program, 'bash', ...words], { cwd: scratch, encoding: 'utf8' });
    expect(stderr).toBe('');
    return stdout.split('\n').filter(Boolean);
  };
  it.each([
    [['--form'], ['--format']],
    [['--format', 's'], ['sarif']],
    [
      ['--sarif-suppressed', ''],
      ['omit', 'include'],
    ],
    [['cdk.out', '--rule', 'missing'], ['missing-root-trust']],
    [['lint', '--preset', 'sec'], ['security-hub']],
    [['explain', 'unman'], ['unmanageable-key']],
    [
      ['completion', ''],
      ['bash', 'zsh', 'fish'],
    ],
    [['access', '--so'], ['--source-root']],
    [['--config', 'kms'], ['kms-lint.json']],
    [['kms'], ['kms-lint.json']],
    [
      ['init', '--ci', ''],
      ['github', 'gitlab'],
    ],
    [['--category', ''], []],
  ])('%j offers %j', (words, wanted) => {
    expect(offered(...words)).toEqual(wanted);
  });
  it('offers commands first only', () => {
    expect(offered('')).toContain('access');
    expect(offered('cdk.out', '')).not.toContain('access');
  });
});
