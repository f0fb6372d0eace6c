/** The command line: arguments in, reports out, an exit code back. */
import type * as globLibrary from 'glob';
import path from 'node:path';
import { rules } from '../../rules/index.js';
import { access } from '../engine/access.js';
import { lint } from '../engine/lint.js';
import { nodeFiles } from '../files/node.js';
import { load } from '../lazy.js';
import { accessReport } from '../report/access.js';
import { report } from '../report/index.js';
import { lineHash } from '../report/line-hash.js';
import { rulePage } from '../report/rule-page.js';
import type { LintResult } from '../types.js';
import { TOOL } from '../version.js';
import { HELP, readArguments, type Options } from './arguments.js';

/** What the process gives: so that a test can stand in its place. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly terminal: boolean;
  readonly width: number;
  readonly cwd: string;
}

/** Runs one command. Never throws: a bug is told on the error stream, exit code 2. */
export function main(argv: readonly string[], streams: Streams): 0 | 1 | 2 {
  try {
    const read = readArguments(
      argv,
      rules.map(({ id }) => id),
    );
    if ('error' in read) {
      streams.error(`kms-lint: ${read.error}\nSee kms-lint --help.\n`);
      return 2;
    }
    const { options } = read;
    if (options.help) {
      streams.out(HELP);
      return 0;
    }
    if (options.version) {
      streams.out(`${TOOL.version}\n`);
      return 0;
    }
    if (options.command === 'explain') {
      streams.out(
        rules
          .filter(({ id }) => id === options.paths[0])
          .map(rulePage)
          .join('\n'),
      );
      return 0;
    }
    if (options.command === 'rules') {
      streams.out(`${rules.map((rule) => `${rule.id.padEnd(30)} ${rule.level.padEnd(8)} ${rule.title}`).join('\n')}\n`);
      return 0;
    }
    return options.command === 'access' ? runAccess(options, streams) : runLint(options, streams);
  } catch (error) {
    streams.error(
      `kms-lint: this is a bug, please report it: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    );
    return 2;
  }
}

function runAccess(options: Options, streams: Streams): 0 | 2 {
  const { keys, problems } = access({
    files: nodeFiles,
    paths: options.paths.flatMap((pattern) => expand(pattern, streams.cwd)),
    root: rootOf(options, streams),
  });
  streams.out(accessReport(options.accessFormat, keys));
  const fatal = problems.filter(({ weight }) => weight === 'fatal');
  for (const { message } of fatal) streams.error(`kms-lint: ${message}\n`);
  return fatal.length > 0 ? 2 : 0;
}

function rootOf(options: Options, { cwd }: Streams): string {
  return options.root === undefined ? (gitRoot(cwd) ?? cwd) : path.resolve(cwd, options.root);
}

function runLint(options: Options, streams: Streams): 0 | 1 | 2 {
  const at = (file: string): string => path.resolve(streams.cwd, file);
  const result = lint({
    files: nodeFiles,
    paths: options.paths.flatMap((pattern) => expand(pattern, streams.cwd)),
    root: rootOf(options, streams),
    rules,
    levels: options.levels,
    pedantic: options.pedantic,
    failOn: options.failOn,
    tool: TOOL,
    ...(options.context === undefined ? {} : { context: at(options.context) }),
    ...(options.sourceRoot === undefined ? {} : { sourceRoot: at(options.sourceRoot) }),
  });
  for (const { name, file } of options.formats) {
    // Where nothing could be linted, an upload of "no findings" would close every alert.
    if (name === 'sarif' && result.exitCode === 2 && result.summary.stacks === 0) {
      streams.error('kms-lint: no SARIF was written, since nothing could be linted\n');
      continue;
    }
    const text = report(name, result, {
      colour: file === undefined && colour(options, streams),
      width: streams.width,
      unicode: !/^(C|POSIX)$/.test(streams.env['LC_ALL'] ?? streams.env['LANG'] ?? ''),
      hash: hasher(result),
    });
    if (file === undefined) streams.out(text);
    else if (!wrote(at(file), text)) {
      streams.error(`kms-lint: ${file} cannot be written: is its folder there, and may you write to it?\n`);
      return 2;
    }
  }
  const toScreen = options.formats.some(({ name, file }) => name === 'text' && file === undefined);
  if (!toScreen) for (const problem of result.problems) if (problem.weight === 'fatal') streams.error(`kms-lint: ${problem.message}\n`);
  return result.exitCode;
}

function wrote(file: string, text: string): boolean {
  try {
    nodeFiles.write(file, Buffer.from(text));
    return true;
  } catch {
    return false;
  }
}

function colour(options: Options, { env, terminal }: Streams): boolean {
  if (options.colour !== undefined) return options.colour;
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0';
  return terminal && env['TERM'] !== 'dumb';
}

function gitRoot(from: string): string | undefined {
  for (let dir = from; ; dir = path.dirname(dir)) {
    if (nodeFiles.realpath(path.join(dir, '.git')) !== undefined) return dir;
    if (dir === path.dirname(dir)) return undefined;
  }
}

/** A path as given, or what a glob matches; the manifest's own path and a project folder with a cdk.out in it are understood too. */
function expand(pattern: string, cwd: string): readonly string[] {
  const there = path.resolve(cwd, pattern);
  if (nodeFiles.realpath(there) === undefined && /[*?[{]/.test(pattern)) {
    const found = (load('glob') as typeof globLibrary).globSync(pattern, { cwd, absolute: true }).sort();
    return found.length > 0 ? found.map(assemblyIn) : [there];
  }
  return [assemblyIn(there)];
}

function assemblyIn(file: string): string {
  if (path.basename(file) === 'manifest.json') return path.dirname(file);
  const inside = path.join(file, 'cdk.out');
  return nodeFiles.realpath(path.join(file, 'manifest.json')) === undefined &&
    nodeFiles.realpath(path.join(inside, 'manifest.json')) !== undefined
    ? inside
    : file;
}

/** GitHub's hash of a line, for files that are there; each file is read once. */
function hasher(result: LintResult): (file: string, line: number) => string | undefined {
  const texts = new Map<string, string | undefined>();
  return (file, line) => {
    if (!texts.has(file)) {
      const bytes = nodeFiles.read(path.resolve(result.root, file));
      texts.set(file, bytes && Buffer.from(bytes).toString('utf8'));
    }
    const text = texts.get(file);
    return text === undefined ? undefined : lineHash(text, line);
  };
}
