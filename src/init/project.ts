/** What `kms-lint init` has to know of a repository: its CDK apps, how packages are installed, and where its CI runs. */
import { objectOf } from '../core/json.js';
import path from 'node:path';
import { appsBelow, type AppFolder } from '../config/apps.js';
import type { Files } from '../types/files.js';

export type PackageManager = 'npm' | 'pnpm' | 'yarn' | 'yarn-classic';
export type CiSystem = 'github' | 'gitlab';

/** A folder with a cdk.json that says how the app is run. Paths are relative to the top, with forward slashes; the top itself is ''. */
export interface CdkApp {
  readonly folder: string;
  /** What cdk synth writes, from the top. */
  readonly assembly: string;
  readonly language: 'node' | 'python' | 'other';
  /** Whether the AWS CDK command line is installed with the app. */
  readonly hasCdk: boolean;
  /** Whether Node finds the recorder in the app's folder before anything else runs: not where Yarn keeps the packages packed. */
  readonly hasRecorder: boolean;
  /** Whether its aws-cdk-lib writes down lines of source with CDK_DEBUG alone: before 2.251. */
  readonly needsDebug: boolean;
}
export interface Project {
  readonly top: string;
  readonly apps: readonly CdkApp[];
  readonly manager: PackageManager;
  /** Whether package.json says which version of it: `"packageManager": "pnpm@10.2.0"`. */
  readonly managerPinned: boolean;
  /** Where dependencies are installed: the top of a workspace, or each app's folder where the top has no lock file. */
  readonly installs: readonly string[];
  /** Whether a lock file stands in each of these. */
  readonly isLocked: boolean;
  /** Whether it is installed at the top, where it is run. */
  readonly hasKmsLint: boolean;
  readonly nodeVersionFile: string | undefined;
  readonly ci: CiSystem;
  /** The branch that is pushed to; undefined where it is not known. */
  readonly branch: string | undefined;
}

const LOCK_FILES: readonly (readonly [name: string, manager: PackageManager])[] = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
];

export function readProject(files: Files, top: string): Project {
  const apps = appsBelow(files, top).map((app) => readApp(files, top, app));
  const withLock = ['', ...apps.map(({ folder }) => folder)].filter((folder) => lockFile(files, path.join(top, folder)) !== undefined);
  const node = apps.filter(({ language }) => language === 'node').map(({ folder }) => folder);
  const installs = withLock.includes('') || node.length === 0 ? [''] : [...new Set(withLock.length > 0 ? withLock : node)];
  return {
    top,
    apps,
    manager: managerOf(files, top, withLock[0] ?? ''),
    managerPinned: json(files, path.join(top, 'package.json'))['packageManager'] !== undefined,
    installs: has(files, top, 'package.json') || installs[0] !== '' ? installs : [],
    isLocked: withLock.length > 0,
    hasKmsLint: installs.includes('') && dependsOn(files, top, 'kms-lint'),
    nodeVersionFile: ['.nvmrc', '.node-version'].find((name) => has(files, top, name)),
    ci: ciOf(files, top),
    branch: branchOf(files, top),
  };
}

function readApp(files: Files, top: string, found: AppFolder): CdkApp {
  const folder = fromTop(top, found.folder);
  const { app } = json(files, path.join(found.folder, 'cdk.json'));
  const command = String(app);
  const isNode = /\b(node|npx|npm|pnpm|yarn|tsx?|ts-node|bun)\b/.test(command);
  const isThere = (name: string): boolean => [folder, ''].some((at) => dependsOn(files, path.join(top, at), name));
  return {
    folder,
    assembly: fromTop(top, found.assembly),
    language: isNode ? 'node' : /\bpython/.test(command) ? 'python' : 'other',
    hasCdk: isThere('aws-cdk'),
    hasRecorder: isThere('kms-lint') && !isPacked(files, top),
    needsDebug:
      isNode &&
      isBeforeTraces(
        libraryVersion(
          files,
          [folder, ''].map((at) => path.join(top, at)),
        ),
      ),
  };
}

/** With forward slashes on every system. */
const fromTop = (top: string, file: string): string => path.relative(top, file).split(path.sep).join('/');

/** Of aws-cdk-lib: what is installed, else the least that package.json asks for; undefined where neither is told. */
function libraryVersion(files: Files, dirs: readonly string[]): string | undefined {
  const versions = dirs.flatMap((dir) => {
    const { dependencies, devDependencies } = json(files, path.join(dir, 'package.json'));
    return [
      json(files, path.join(dir, 'node_modules/aws-cdk-lib/package.json'))['version'],
      objectOf(dependencies)['aws-cdk-lib'],
      objectOf(devDependencies)['aws-cdk-lib'],
    ];
  });
  return versions.find((version) => typeof version === 'string');
}

function isBeforeTraces(version: string | undefined): boolean {
  const [, major, minor] = /^[\^~>=v\s]*(\d+)\.(\d+)/.exec(version ?? '') ?? [];
  return major === '2' && Number(minor) < 251;
}

function managerOf(files: Files, top: string, folder: string): PackageManager {
  const { packageManager } = json(files, path.join(top, 'package.json'));
  const [, named] = /^(npm|pnpm|yarn)@/.exec(String(packageManager)) ?? [];
  const manager = (named as PackageManager | undefined) ?? lockFile(files, path.join(top, folder)) ?? 'npm';
  const isModern = has(files, top, '.yarnrc.yml') || /^yarn@[2-9]/.test(String(packageManager));
  return manager === 'yarn' && !isModern ? 'yarn-classic' : manager;
}

/** Yarn since 2 has no node_modules, unless it is told so. */
function isPacked(files: Files, top: string): boolean {
  const isModern = managerOf(files, top, '') === 'yarn';
  return isModern && !/^nodeLinker:\s*["']?node-modules/m.test(text(files, path.join(top, '.yarnrc.yml')));
}

function lockFile(files: Files, dir: string): PackageManager | undefined {
  return LOCK_FILES.find(([name]) => has(files, dir, name))?.[1];
}

function dependsOn(files: Files, dir: string, name: string): boolean {
  const { dependencies, devDependencies } = json(files, path.join(dir, 'package.json'));
  return [dependencies, devDependencies].some((list) => name in objectOf(list));
}

/** What is there already decides, then where the repository lives. */
function ciOf(files: Files, top: string): CiSystem {
  if (has(files, top, '.github')) return 'github';
  return has(files, top, '.gitlab-ci.yml') || /gitlab/.test(text(files, path.join(top, '.git/config'))) ? 'gitlab' : 'github';
}

/** The branch that the remote calls its own; else the one that is checked out. */
function branchOf(files: Files, top: string): string | undefined {
  const [, remote] = /refs\/remotes\/origin\/(\S+)/.exec(text(files, path.join(top, '.git/refs/remotes/origin/HEAD'))) ?? [];
  const [, local] = /refs\/heads\/(\S+)/.exec(text(files, path.join(top, '.git/HEAD'))) ?? [];
  return remote ?? (local !== undefined && /^(main|master|trunk|develop)$/.test(local) ? local : undefined);
}

const has = (files: Files, dir: string, name: string): boolean => files.realpath(path.join(dir, name)) !== undefined;

function text(files: Files, file: string): string {
  return Buffer.from(files.read(file) ?? []).toString('utf8');
}

/** An object; empty where the file is not there or is not one. A broken file is not for init to tell. */
function json(files: Files, file: string): Readonly<Record<string, unknown>> {
  try {
    return objectOf(JSON.parse(text(files, file)));
  } catch {
    return {};
  }
}
