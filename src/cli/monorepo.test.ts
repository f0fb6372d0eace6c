/** A monorepo that is linted from its root: each app by its own configuration. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { run } from './testing.js';

const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-monorepo-'));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

/** A key that one role alone manages (a warning), and that does not rotate (a note). */
const POLICY = { Statement: [{ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/a' }, Action: 'kms:*', Resource: '*' }] };
/** A key of another account, one for each app. */
const keyFor = (stack: string): string =>
  `arn:aws:kms:eu-west-1:444455556666:key/9f3b2c1d-7a64-4e0b-8c55-${stack.toLowerCase().padEnd(12, '0')}`;
const template = (stack: string): object => ({
  Resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: POLICY }, Metadata: { 'aws:cdk:path': `${stack}/Key/Resource` } },
    Topic: { Type: 'AWS::SNS::Topic', Properties: {} },
    Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: keyFor(stack) } },
    Subscription: {
      Type: 'AWS::SNS::Subscription',
      Properties: { Protocol: 'sqs', TopicArn: { Ref: 'Topic' }, Endpoint: { 'Fn::GetAtt': ['Queue', 'Arn'] } },
    },
  },
});
const app = (dir: string, stack: string, output = 'cdk.out'): Record<string, object> => ({
  [`${dir}/cdk.json`]: { app: 'npx tsx app.ts', ...(output === 'cdk.out' ? {} : { output }) },
  [path.join(dir, output, 'manifest.json')]: {
    version: '48.0.0',
    artifacts: {
      [stack]: {
        type: 'aws:cloudformation:stack',
        environment: 'aws://111122223333/eu-west-1',
        properties: { templateFile: `${stack}.template.json` },
      },
    },
  },
  [path.join(dir, output, `${stack}.template.json`)]: template(stack),
});
let made = 0;
function repository(files: Readonly<Record<string, object | string>>): string {
  const dir = path.join(scratch, String((made += 1)));
  mkdirSync(path.join(dir, '.git'), { recursive: true });
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), typeof content === 'string' ? content : JSON.stringify(content, null, 2));
  }
  return dir;
}
interface Said {
  readonly stack: string;
  readonly ruleId: string;
  readonly level: string;
  readonly suppressed: object | null;
}
/** Which rules speak on a stack, at which level; what is suppressed in brackets. */
async function lint(cwd: string, ...argv: readonly string[]) {
  const { exit, out, error } = await run([...argv, '--format', 'json'], { cwd });
  const { findings = [], problems = [] } = JSON.parse(out === '' ? '{}' : out) as {
    findings?: readonly Said[];
    problems?: readonly { message: string; file: string | null; line: number | null }[];
  };
  const on = (stack: string): readonly string[] =>
    findings
      .filter((one) => one.stack === stack)
      .map(({ ruleId, level, suppressed }) => (suppressed ? `(${ruleId})` : `${ruleId}: ${level}`))
      .sort();
  return { exit, error, on, problems: problems.map(({ message }) => message) };
}

const THREE = {
  ...app('apps/a', 'A'),
  'apps/a/kms-lint.config.json': {
    rules: { 'missing-root-trust': 'warning' },
    externalKeys: [{ key: 'arn:aws:kms:*', allow: 'all' }],
    failOn: 'never',
  },
  ...app('apps/b', 'B'),
  'apps/b/kms-lint.config.json': {
    presets: ['strict'],
    overrides: [{ stacks: ['B'], rules: { 'missing-root-trust': 'note' } }],
    ignores: [{ rule: 'rotation-disabled', construct: 'B', reason: 'short-lived' }],
  },
  ...app('apps/c', 'C', '../../dist/c'),
  'kms-lint.config.json': { rules: { 'missing-root-trust': 'off' } },
};

describe('three apps with different configurations, from the root', () => {
  it.each<readonly string[]>([
    [],
    ['apps', 'dist'],
    ['apps/*/cdk.out', 'dist/c'],
    ['apps/a/cdk.out', 'apps/b/cdk.out/manifest.json', 'dist/c'],
  ])('each follows its own: levels, overrides, presets, ignores, external keys (%s %s %s)', async (...paths) => {
    const { on, exit, problems } = await lint(repository(THREE), ...paths.filter((one) => typeof one === 'string'));
    expect({ A: on('A'), B: on('B'), C: on('C') }).toEqual({
      A: ['missing-root-trust: warning', 'rotation-disabled: note'],
      B: ['(rotation-disabled)', 'imported-key-access-unverified: warning', 'missing-root-trust: note'],
      C: ['imported-key-access-unverified: warning', 'rotation-disabled: note'],
    });
    expect(problems.filter((text) => !text.startsWith('CDK wrote down no lines'))).toEqual([]);
    expect(exit).toBe(0);
  });
  it('one that is named, or none, holds for all', async () => {
    const dir = repository(THREE);
    const named = await lint(dir, '--config', 'apps/a/kms-lint.config.json'),
      none = await lint(dir, '--no-config');
    expect(['A', 'B', 'C'].map((stack) => named.on(stack))).toEqual(
      Array(3).fill(['missing-root-trust: warning', 'rotation-disabled: note']),
    );
    expect(['A', 'B', 'C'].map((stack) => none.on(stack)[1])).toEqual(Array(3).fill('missing-root-trust: warning'));
  });
  it('what the command line says holds for all', async () => {
    const { on, exit } = await lint(repository(THREE), '--rule', 'missing-root-trust=error', '--fail-on', 'error');
    expect(['A', 'B', 'C'].map((stack) => on(stack).includes('missing-root-trust: error'))).toEqual([true, true, true]);
    expect(exit).toBe(1);
  });
  it('access follows them, too: keys of others that an app vouches for, and what is left out, also by graph', async () => {
    const dir = repository({ ...THREE, 'kms-lint.config.json': { exclude: ['dist/c', 'apps/b/cdk.out/B.template.json'] } });
    const access = async (...argv: string[]) => {
      const { out, error } = await run(['access', '--format', 'json', ...argv], { cwd: dir });
      expect(error).toBe('');
      return JSON.parse(out) as { keys: { stack: string }[]; importedKeys: { name: string; users: { can: string }[] }[] };
    };
    const own = await access(),
      none = await access('--no-config');
    expect([own, none].map(({ keys }) => keys.map(({ stack }) => stack).sort())).toEqual([['A'], ['A', 'B', 'C']]);
    const canUse = ({ importedKeys }: typeof own, stack: string) =>
      importedKeys.find(({ name }) => name === keyFor(stack))?.users.map(({ can }) => can);
    expect([canUse(own, 'A'), canUse(own, 'B'), canUse(none, 'A')]).toEqual([['yes'], ['unknown'], ['unknown']]);
    expect((await run(['graph'], { cwd: dir })).out).not.toContain('stack C\n');
    expect((await run(['graph', '--no-config'], { cwd: dir })).out).toContain('stack C\n');
  });
  it('--print-config tells of a stack what its app says', async () => {
    const dir = repository(THREE);
    expect((await run(['--print-config', 'A'], { cwd: dir })).out).toContain(
      '"missing-root-trust": "warning", // apps/a/kms-lint.config.json:',
    );
    expect((await run(['--print-config', 'C'], { cwd: dir })).out).toContain('"missing-root-trust": "off", // kms-lint.config.json:');
    expect((await run(['--print-config'], { cwd: dir })).out).toContain('"missing-root-trust": "off"');
  });
});

describe('the exit code is the gravest that one of the apps means', () => {
  it.each<[string, Readonly<Record<string, object>>, number, string]>([
    ['no app fails', { a: { failOn: 'never' }, b: { rules: { 'missing-root-trust': 'warning' } } }, 0, ''],
    ['one app fails by its level', { a: { failOn: 'never' }, b: { rules: { 'missing-root-trust': 'error' } } }, 1, ''],
    ['one app fails at its notes', { a: { failOn: 'never' }, b: { rules: { 'missing-root-trust': 'off' }, failOn: 'note' } }, 1, ''],
    [
      'one app has more warnings than it may, though all together are no more than another may have',
      { a: { maxWarnings: 9 }, b: { maxWarnings: 0 } },
      1,
      'kms-lint: there are 2 warnings, more than the 0 that --max-warnings or maxWarnings allows\n',
    ],
  ])('%s', async (_, { a = {}, b = {} }, code, told) => {
    const { exit, error } = await lint(
      repository({ ...app('a', 'A'), 'a/kms-lint.config.json': a, ...app('b', 'B'), 'b/kms-lint.config.json': b }),
    );
    expect({ exit, error }).toEqual({ exit: code, error: told });
  });
});

describe('what belongs to a configuration', () => {
  const two = (a: object, b: object, more: Readonly<Record<string, object | string>> = {}): string =>
    repository({ ...app('a', 'A'), 'a/kms-lint.config.json': a, ...app('b', 'B'), 'b/kms-lint.config.json': b, ...more });

  it('baselines: each app has its own, written, compared and pruned from the root', async () => {
    const dir = two({}, { rules: { 'rotation-disabled': 'off' }, failOn: 'warning' }),
      file = (name: string): string => path.join(dir, name, 'kms-lint-baseline.json');
    const updated = await run(['--update-baseline'], { cwd: dir });
    expect(updated.exit).toBe(0);
    expect(updated.error).toContain('a/kms-lint-baseline.json holds 3 findings: 3 added, 0 taken out');
    expect(updated.error).toContain('b/kms-lint-baseline.json holds 2 findings: 2 added, 0 taken out');
    expect(existsSync(path.join(dir, 'kms-lint-baseline.json'))).toBe(false);
    expect((await lint(dir)).exit).toBe(0);
    // That of one app says nothing of the other.
    rmSync(file('b'));
    expect((await lint(dir)).exit).toBe(1);
    writeFileSync(
      file('a'),
      readFileSync(file('a'), 'utf8').replace(
        '"findings": [',
        '"findings": [\n    {"rule":"lockout-check-bypassed","construct":"A","detail":"d"},',
      ),
    );
    expect((await lint(dir, '--prune-baseline')).error).toContain('a/kms-lint-baseline.json holds 3 findings: 0 added, 1 taken out');
  });
  it('one baseline for all, where it is named or all configurations name it', async () => {
    const known = { baseline: '../known.json' },
      dir = two({ ...known, failOn: 'error' }, { ...known, failOn: 'warning' });
    const { error } = await lint(dir, '--update-baseline');
    expect(error).toBe('kms-lint: known.json holds 6 findings: 6 added, 0 taken out\n');
    expect((await lint(dir)).exit).toBe(0);
    expect((await lint(dir, '--no-baseline')).exit).toBe(1);
  });
  it('options of rules and custom rules', async () => {
    const rule = `export default { id: 'own-flaw', title: 't', level: 'note', on: 'key', messages: { said: 'S.' }, why: 'w', remedy: 'r', references: [],
      examples: { bad: [], good: [] }, options: { defaults: { word: 'x' }, schema: { type: 'object', properties: { word: { type: 'string' } } } },
      *check(key, program, { word }) { yield { when: 'yes', message: word, detail: word, at: key.resource.at ?? { file: 'x', pointer: '' } }; } };`;
    const dir = two(
      { customRules: ['../own-flaw.mjs'], presets: ['cis'], rules: { 'own-flaw': { level: 'error', options: { word: 'one' } } } },
      { presets: ['cis'] },
      { 'own-flaw.mjs': rule },
    );
    const { on } = await lint(dir);
    expect(on('A')).toContain('own-flaw: error');
    expect(on('B')).not.toContain('own-flaw: error');
  });
  it('overrides and ignores of a base that both go on from count as used where one app uses them', async () => {
    const base = {
      overrides: [
        { stacks: ['A'], rules: { 'missing-root-trust': 'note' } },
        { stacks: ['B'], rules: { 'missing-root-trust': 'warning' } },
        { stacks: ['Bb'], rules: { 'missing-root-trust': 'off' } },
      ],
      ignores: [{ rule: 'imported-key-access-unverified', construct: 'B', reason: 'r' }],
    };
    const { on, problems } = await lint(
      two({ extends: '../base.json' }, { extends: '../base.json', failOn: 'never' }, { 'base.json': base }),
    );
    expect(on('A')).toContain('missing-root-trust: note');
    expect(on('B')).toEqual(['(imported-key-access-unverified)', 'missing-root-trust: warning', 'rotation-disabled: note']);
    expect(problems.filter((text) => /override|suppression/.test(text))).toEqual([
      'this override covers no stack of what is linted: Bb; did you mean B?',
    ]);
  });
  it('--suppress writes the ignores of each app into its own configuration', async () => {
    const rules = { 'imported-key-access-unverified': 'off' },
      dir = two({ rules, failOn: 'warning' }, { rules, failOn: 'note' });
    const { exit } = await run(['--suppress', '--reason', 'known'], { cwd: dir });
    const ignores = (name: string): unknown =>
      (JSON.parse(readFileSync(path.join(dir, name, 'kms-lint.config.json'), 'utf8')) as { ignores: readonly object[] }).ignores;
    expect(ignores('a')).toContainEqual({ rule: 'missing-root-trust', construct: 'A/Key/Resource', reason: 'known' });
    expect(ignores('b')).toContainEqual({ rule: 'missing-root-trust', construct: 'B/Key/Resource', reason: 'known' });
    expect([exit, (await lint(dir)).exit]).toEqual([0, 0]);
  });
});
