/** The commands that install, synthesize and lint, in the words of the package manager of a project. */
import type { CdkApp, PackageManager, Project } from './project.js';

/** Of the environment of a process. */
export interface Variable {
  readonly name: string;
  readonly value: string;
  readonly why: string;
}

/** What the lock file says, and nothing else; refused where there is none. */
const INSTALL: Readonly<Record<PackageManager, string>> = {
  npm: 'npm ci',
  pnpm: 'pnpm install --frozen-lockfile',
  yarn: 'yarn install --immutable',
  'yarn-classic': 'yarn install --frozen-lockfile',
};
/** In a job, where pnpm and yarn keep to the lock file unless they are told not to. */
const INSTALL_UNLOCKED: Readonly<Record<PackageManager, string>> = {
  npm: 'npm install',
  pnpm: 'pnpm install --no-frozen-lockfile',
  yarn: 'yarn install --no-immutable',
  'yarn-classic': 'yarn install',
};
/** Runs what is installed. */
const EXEC: Readonly<Record<PackageManager, string>> = { npm: 'npx', pnpm: 'pnpm exec', yarn: 'yarn', 'yarn-classic': 'yarn' };
/** Runs a package that is not installed. */
const FETCH: Readonly<Record<PackageManager, string>> = {
  npm: 'npx --yes',
  pnpm: 'pnpm dlx',
  yarn: 'yarn dlx',
  'yarn-classic': 'npx --yes',
};

const ADD: Readonly<Record<PackageManager, string>> = {
  npm: 'npm install --save-dev',
  pnpm: 'pnpm add --save-dev',
  yarn: 'yarn add --dev',
  'yarn-classic': 'yarn add --dev',
};

export const installCommand = ({ manager, isLocked }: Project): string => (isLocked ? INSTALL : INSTALL_UNLOCKED)[manager];

/** How kms-lint is added to the project by hand; at the top of a pnpm or yarn workspace that must be meant. */
export const addCommand = ({ manager }: Project, name: string): string => `${ADD[manager]} ${name}`;

/** Run in the folder of the app. */
export function synthCommand({ manager }: Project, { hasCdk }: CdkApp): string {
  return hasCdk ? `${EXEC[manager]} cdk synth --quiet` : `npx --yes aws-cdk@2 synth --quiet`;
}

/** For Node, in the synthesis: notes what the app does to imported keys, which no template shows. */
export const RECORDING = '--require kms-lint/record';

/** The environment of the synthesis, each variable with its reason. */
export function synthVariables({ hasRecorder, needsDebug }: CdkApp): readonly Variable[] {
  const recording = { name: 'NODE_OPTIONS', value: RECORDING, why: 'Notes what the app does to imported keys.' };
  const debug = { name: 'CDK_DEBUG', value: 'true', why: 'So that aws-cdk-lib before 2.251 writes down lines of source.' };
  return [...(hasRecorder ? [recording] : []), ...(needsDebug ? [debug] : [])];
}

/** As a shell takes it. */
export function synthCommandLine(project: Project, app: CdkApp, variables = synthVariables(app)): string {
  return [...variables.map(({ name, value }) => `${name}=${/\s/.test(value) ? `"${value}"` : value}`), synthCommand(project, app)].join(
    ' ',
  );
}

/** kms-lint, run at the top. @param version of it, for a project that has not installed it */
export const kmsLint = ({ manager, hasKmsLint }: Project, version: string): string =>
  hasKmsLint ? `${EXEC[manager]} kms-lint` : `${FETCH[manager]} kms-lint@${version}`;

/** Run at the top. @param version of kms-lint, for a project that has not installed it */
export const lintCommandLine = (project: Project, version: string): string =>
  [kmsLint(project, version), ...project.apps.map(({ assembly }) => shellWord(assembly))].join(' ');

/** For a shell: quoted only where it must be. */
export const shellWord = (word: string): string => (/^[\w./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`);
