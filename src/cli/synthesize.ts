/**
 * Runs an app as the CDK CLI does: the commands `build` and `app` of its cdk.json, with the context and the variables that it gives them.
 */
import { spawn } from 'node:child_process';
import path from 'node:path';
import { objectOf } from '../core/json.js';
import { decode, parseJson } from '../core/read-json.js';
import type { Synth } from '../types/config.js';
import type { Files, JsonObject } from '../types/files.js';

export interface Synthesis {
  /** The folder of cdk.json. */
  readonly home: string;
  /** Where the assembly is written. */
  readonly out: string;
  readonly configuration: Synth;
  /** The account and Region for apps that ask for those of the CLI. */
  readonly account?: string | undefined;
  readonly region?: string | undefined;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly seconds: number;
}

/** From this length on the CLI hands the context over in a file; the longest text that Linux takes in a variable. */
const LONGEST = 128 * 1024;

/** @returns undefined, or why there is no assembly, as a sentence's end */
export async function synthesize(
  files: Files,
  { home, out, configuration, account, region, env, seconds }: Synthesis,
): Promise<string | undefined> {
  const cdk = jsonIn(files, path.join(home, 'cdk.json'));
  const app = cdk['app'];
  if (typeof app !== 'string' || app === '') return 'cdk.json names no app';
  // Bundling runs Docker or esbuild, and changes nothing that a key is made of.
  const context = {
    'aws:cdk:enable-path-metadata': true,
    'aws:cdk:enable-asset-metadata': true,
    'aws:cdk:bundling-stacks': [],
    ...jsonIn(files, path.join(home, 'cdk.context.json')),
    ...objectOf(cdk['context']),
    ...configuration.context,
  };
  const text = JSON.stringify(context);
  const overflow = path.join(home, '.kms-lint-context.json');
  if (text.length >= LONGEST) files.write(overflow, Buffer.from(text));
  const bin = path.join(home, 'node_modules/.bin');
  const variables = {
    CDK_DEFAULT_ACCOUNT: account,
    CDK_DEFAULT_REGION: region,
    ...env,
    // The lint judges what is written; validators of the app would stop it.
    CDK_VALIDATION: 'false',
    GIT_OPTIONAL_LOCKS: '0',
    // npx runs what is installed, and fetches nothing.
    npm_config_yes: 'false',
    ...configuration.env,
    PATH: `${bin}${path.delimiter}${env['PATH'] ?? ''}`,
    CDK_OUTDIR: out,
    CDK_CONTEXT_JSON: text.length < LONGEST ? text : '{}',
    ...(text.length < LONGEST ? {} : { CONTEXT_OVERFLOW_LOCATION_ENV: overflow }),
  };
  for (const command of [cdk['build'], isScript(app) ? `"${process.execPath}" ${app}` : app]) {
    if (typeof command !== 'string') continue;
    const why = await run(command, home, variables, seconds);
    if (why !== undefined) return `\`${command}\` ${why}`;
  }
  return files.read(path.join(out, 'manifest.json')) ? undefined : `\`${app}\` wrote no assembly`;
}

/** The CLI starts a script that is named alone with Node. */
const isScript = (app: string): boolean => /^\S+\.[cm]?js$/.test(app);

function jsonIn(files: Files, file: string): JsonObject {
  const bytes = files.read(file);
  const read = bytes && parseJson(decode(bytes), file);
  return read && 'json' in read ? objectOf(read.json) : {};
}

/** The last lines of what a command says are kept: where it fails, the error is there. */
const KEPT = 20_000;

function run(command: string, cwd: string, env: NodeJS.ProcessEnv, seconds: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    // A process group of its own, so that what it started ends with it.
    const group = process.platform !== 'win32';
    const child = spawn(command, { cwd, env, shell: true, detached: group, stdio: ['ignore', 'pipe', 'pipe'] });
    let said = '';
    const listen = (chunk: Buffer): void => {
      said = (said + chunk.toString()).slice(-KEPT);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    const stop = (): void => {
      try {
        if (group && child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
        else child.kill('SIGKILL');
      } catch {
        // It has ended meanwhile.
      }
    };
    let late = false;
    const timer = setTimeout(() => {
      late = true;
      stop();
    }, seconds * 1000);
    const interrupted = (): void => {
      stop();
    };
    process.once('SIGINT', interrupted);
    const done = (why: string | undefined): void => {
      clearTimeout(timer);
      process.off('SIGINT', interrupted);
      resolve(why);
    };
    child.once('error', (error) => {
      done(`cannot be started: ${error.message}`);
    });
    child.once('close', (code) => {
      if (late) done(`took more than ${seconds} seconds: --verify-timeout gives it more`);
      else done(code === 0 ? undefined : `fails: ${errorIn(said)}`);
    });
  });
}

/** The line of the output that names the error, else the last one. */
function errorIn(said: string): string {
  const lines = said.split(/\r?\n/).map((line) => line.trim());
  const found = lines.find((line) => /^(\w*Error\b.*:|.*error TS\d|Cannot find )/.test(line)) ?? lines.findLast((line) => line !== '');
  return (found ?? 'it says nothing').slice(0, 200);
}
