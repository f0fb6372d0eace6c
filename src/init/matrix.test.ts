/**
 * The commands that init --matrix writes, run as they are written: each job in a checkout of its own, with what artifacts carry from one to
 * another, as GitHub and GitLab do it. Only the registry is not there: npm and npx are scripts that find what is here, and so is cdk, which
 * runs the app as the real one does.
 */
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { globSync } from 'glob';
import type { Log } from 'sarif';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { builtCli, run, TOP } from '../cli/testing.js';
import type { JsonObject } from '../types/files.js';

const BIN = builtCli();
const HOME = '111122223333';
let scratch = '';
beforeAll(() => {
  scratch = mkdtempSync(path.join(os.tmpdir(), 'kms-lint-matrix-'));
  for (const [file, text] of Object.entries({ ...repository(), ...tools() })) {
    mkdirSync(path.join(scratch, path.dirname(file)), { recursive: true });
    writeFileSync(path.join(scratch, file), text, { mode: 0o755 });
  }
  symlinkSync(TOP, path.join(scratch, 'packages/kms-lint'));
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

const alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/app', TargetKeyId: { Ref: 'Key' } } };
const allow = (principal: JsonObject, action: string): JsonObject => ({
  Effect: 'Allow',
  Principal: principal,
  Action: action,
  Resource: '*',
});
const key = (...more: readonly JsonObject[]): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: {
    EnableKeyRotation: true,
    KeyPolicy: { Version: '2012-10-17', Statement: [allow({ AWS: `arn:aws:iam::${HOME}:root` }, 'kms:*'), ...more] },
  },
});

/** Three apps: two make one alias twice, the third has a role that a key of the first names. */
function repository(): Readonly<Record<string, string>> {
  const app = (folder: string, resources: JsonObject): Readonly<Record<string, string>> => {
    const stack = `${path.basename(folder).replace(/\W/g, '')}-stack`;
    const manifest = {
      version: '36.0.0',
      artifacts: {
        [stack]: { type: 'aws:cloudformation:stack', environment: `aws://${HOME}/eu-west-1`, properties: { templateFile: 't.json' } },
      },
    };
    return {
      [`repo/${folder}/cdk.json`]: JSON.stringify({ app: 'node app.js' }),
      [`repo/${folder}/package.json`]: JSON.stringify({ devDependencies: { 'aws-cdk': '2.1148.1' } }),
      [`repo/${folder}/app.js`]: `const { mkdirSync, writeFileSync } = require('node:fs'), out = process.env.CDK_OUTDIR;
mkdirSync(out, { recursive: true });
writeFileSync(out + '/manifest.json', ${JSON.stringify(JSON.stringify(manifest))});
writeFileSync(out + '/t.json', ${JSON.stringify(JSON.stringify({ Resources: resources }, null, 1))});
`,
    };
  };
  return {
    'repo/package.json': JSON.stringify({ private: true, devDependencies: { 'kms-lint': '0.1.0' } }),
    'repo/package-lock.json': '{}',
    ...app('apps/keys', { Key: key(allow({ AWS: `arn:aws:iam::${HOME}:role/worker` }, 'kms:Decrypt')), Alias: alias }),
    ...app("apps/it's $new", { Key: key(), Alias: alias }),
    ...app('apps/workers', {
      Worker: {
        Type: 'AWS::IAM::Role',
        Properties: {
          RoleName: 'worker',
          AssumeRolePolicyDocument: { Statement: [allow({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole')] },
        },
      },
    }),
  };
}

function tools(): Readonly<Record<string, string>> {
  const script = (text: string): string => `#!/bin/sh\n${text}\n`;
  return {
    'tools/npm': script(`[ "$1" = ci ] && [ -f package-lock.json ] && cp -R "${scratch}/packages" node_modules`),
    // As npx finds what is installed.
    'tools/npx': script(
      'at=$PWD; until [ -x "$at/node_modules/.bin/$1" ] || [ "$at" = / ]; do at=$(dirname "$at"); done; exec "$at/node_modules/.bin/$@"',
    ),
    'packages/.bin/cdk': script(`CDK_OUTDIR="$PWD/cdk.out" exec sh -c "$(sed 's/.*"app":"\\([^"]*\\)".*/\\1/' cdk.json)"`),
    'packages/.bin/kms-lint': script(`exec "${process.execPath}" "${BIN}" "$@"`),
  };
}

/** The repository with what init writes, as a job checks it out. */
async function written(ci: 'github' | 'gitlab'): Promise<string> {
  const dir = path.join(scratch, ci);
  cpSync(path.join(scratch, 'repo'), dir, { recursive: true });
  mkdirSync(path.join(dir, '.git'));
  const { exit, out } = await run(['init', '--matrix', '--ci', ci], { cwd: dir });
  expect([exit, out]).toEqual([0, expect.stringContaining('Found 3 apps')]);
  return dir;
}
const checkout = (from: string): string => {
  const dir = mkdtempSync(path.join(scratch, 'job-'));
  cpSync(from, dir, { recursive: true });
  return dir;
};
const shell = (command: string, cwd: string, env: Readonly<Record<string, string>>) =>
  spawnSync('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', command], {
    cwd,
    encoding: 'utf8',
    env: {
      PATH: `${path.join(scratch, 'tools')}:${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`,
      HOME: scratch,
      CI: 'true',
      ...env,
    },
  });

describe('on GitHub', () => {
  interface Step {
    readonly run?: string;
    readonly uses?: string;
    readonly if?: string;
    readonly with?: Readonly<Record<string, string | boolean>>;
    readonly env?: Readonly<Record<string, string>>;
    readonly 'working-directory'?: string;
  }
  interface Job {
    readonly strategy?: { readonly matrix: { readonly include: readonly Readonly<Record<string, string>>[] } };
    readonly needs?: string;
    readonly steps: readonly Step[];
  }

  it('each app tells its facts, and what is wrong between them is found, in SARIF with both sides', async () => {
    const dir = await written('github');
    const { jobs } = parse(readFileSync(path.join(dir, '.github/workflows/kms-lint.yml'), 'utf8')) as { jobs: Record<string, Job> };
    const artifacts = new Map<string, string>();
    const runJob = (job: Job | undefined, matrix: Readonly<Record<string, string>>) => {
      const there = checkout(dir),
        summary = path.join(there, '.summary');
      const filled = (text: string): string => text.replace(/\$\{\{ matrix\.([\w-]+) \}\}/g, (_, name: string) => matrix[name] ?? '');
      const codes: (number | null)[] = [],
        uploads: (string | undefined)[] = [];
      let log = '';
      for (const step of job?.steps ?? []) {
        if (!(step.if ?? '').startsWith('always()') && codes.some((code) => code !== 0)) continue;
        const given = Object.fromEntries(Object.entries(step.with ?? {}).map(([name, value]) => [name, filled(String(value))]));
        if (step.uses?.startsWith('actions/upload-artifact@') && existsSync(path.join(there, given['path'] ?? '')))
          artifacts.set(given['name'] ?? '', readFileSync(path.join(there, given['path'] ?? ''), 'utf8'));
        else if (step.uses?.startsWith('actions/download-artifact@')) {
          mkdirSync(path.join(there, given['path'] ?? ''));
          for (const [name, text] of artifacts) writeFileSync(path.join(there, given['path'] ?? '', `${name}.json`), text);
        } else if (step.uses?.startsWith('github/codeql-action/upload-sarif@')) uploads.push(given['category']);
        if (step.run === undefined) continue;
        const env = Object.fromEntries(Object.entries(step.env ?? {}).map(([name, value]) => [name, filled(value)]));
        const ran = shell(filled(step.run), path.join(there, filled(step['working-directory'] ?? '.')), {
          GITHUB_STEP_SUMMARY: summary,
          ...env,
        });
        log += ran.stdout + ran.stderr;
        codes.push(ran.status);
      }
      return { there, codes, log, uploads, summary: existsSync(summary) ? readFileSync(summary, 'utf8') : '' };
    };

    const lanes = jobs['lint']?.strategy?.matrix.include ?? [];
    expect(lanes.map(({ app }) => app)).toEqual(['it-s-new', 'keys', 'workers'].map((name) => `apps-${name}`));
    for (const lane of lanes) {
      const { codes, log, uploads } = runJob(jobs['lint'], lane);
      expect([codes, uploads, log]).toEqual([[0, 0, 0], [`kms-lint-${lane['app'] ?? ''}`], expect.not.stringMatching(/a bug|not found/)]);
    }
    expect([...artifacts.keys()]).toEqual(lanes.map(({ app = '' }) => `kms-lint-facts-${app}`));

    expect(jobs['link']?.needs).toBe('lint');
    const { there, codes, log, uploads, summary } = runJob(jobs['link'], {});
    expect(log).toContain('error[duplicate-alias]');
    expect([codes, uploads]).toEqual([[0, 1, 0], ['kms-lint-link']]);
    expect(summary).toMatch(/^```mermaid\n[^]*```\n$/);
    const { runs } = JSON.parse(readFileSync(path.join(there, 'kms-lint-link.sarif'), 'utf8')) as Log;
    const found = runs[0]?.results?.map(({ ruleId, locations = [], relatedLocations = [] }) => ({
      ruleId,
      files: [...locations, ...relatedLocations].map((one) => one.physicalLocation?.artifactLocation?.uri ?? ''),
    }));
    expect(found?.map(({ ruleId }) => ruleId).sort()).toEqual(['duplicate-alias', 'principal-created-later']);
    // The places of both sides are in the folders of their apps, as the jobs of these called them.
    for (const { files } of found ?? [])
      expect(new Set(files.map((file) => /^apps\/(it's%20new|keys|workers)\//.exec(file)?.[1] ?? file)).size, files.join()).toBe(2);
  });
});

describe('on GitLab', () => {
  interface Job {
    readonly parallel?: { readonly matrix: readonly Readonly<Record<string, string>>[] };
    readonly needs?: readonly string[];
    readonly script: readonly string[];
    readonly artifacts: { readonly paths: readonly string[]; readonly reports: Readonly<Record<string, string>> };
  }

  it('each app tells its facts, and what is wrong between them is found', async () => {
    const dir = await written('gitlab');
    const jobs = parse(readFileSync(path.join(dir, '.gitlab/kms-lint.gitlab-ci.yml'), 'utf8')) as Record<string, Job>;
    const artifacts = new Map<string, string>();
    const runJob = (job: Job | undefined, lane: Readonly<Record<string, string>>) => {
      const there = checkout(dir);
      if (job?.needs) for (const [name, text] of artifacts) writeFileSync(path.join(there, name), text);
      // The runner takes $$ for a dollar sign that is none of a variable.
      const env = Object.fromEntries(Object.entries(lane).map(([name, value]) => [name, value.replaceAll('$$', '$')]));
      const ran = shell((job?.script ?? []).join('\n'), there, env);
      for (const pattern of job?.artifacts.paths ?? [])
        for (const name of globSync(pattern, { cwd: there })) artifacts.set(name, readFileSync(path.join(there, name), 'utf8'));
      const missing = Object.values(job?.artifacts.reports ?? {}).filter((report) => !existsSync(path.join(there, report)));
      return { code: ran.status, missing, log: ran.stdout + ran.stderr };
    };
    const lanes = jobs['kms-lint']?.parallel?.matrix ?? [];
    expect(lanes).toHaveLength(3);
    for (const lane of lanes)
      expect(runJob(jobs['kms-lint'], lane)).toEqual({ code: 0, missing: [], log: expect.not.stringMatching(/a bug/) as string });
    const { code, missing, log } = runJob(jobs['kms-lint-link'], {});
    expect([code, missing, log]).toEqual([1, [], expect.stringContaining('error[duplicate-alias]')]);
    expect(artifacts.get('kms-lint-apps.mmd')).toContain('keys');
  });
});
