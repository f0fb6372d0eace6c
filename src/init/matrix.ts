/** A job for each app and one that looks between them: what the jobs of a matrix differ in, and what all of them run. */
import { installCommand, kmsLint, synthCommand, synthVariables } from './commands.js';
import type { CdkApp, Project } from './project.js';

/** The job of one app. */
export interface Lane {
  /** Unique among the apps, and fit for the name of a file or an artifact. */
  readonly name: string;
  readonly app: CdkApp;
  /** The folder where its packages are installed, '' for the top; undefined where nothing is. */
  readonly installs: string | undefined;
  readonly synth: string;
  /** The environment of the synthesis. */
  readonly variables: ReadonlyMap<string, { readonly value: string; readonly why: string }>;
}

/** The file of facts of an app: told to the last job. */
export const factsFile = (name: string): string => `${name}.facts.json`;
export const LINK_SARIF = 'kms-lint-link.sarif';
export const APPS_GRAPH = 'kms-lint-apps.mmd';

/** No more jobs come out of one matrix: docs.github.com/actions (matrix strategy), docs.gitlab.com/ci/yaml (parallel:matrix). */
export const MOST_LANES = { github: 256, gitlab: 200 } as const;

export function lanesOf(project: Project): readonly Lane[] {
  const taken = new Set<string>();
  return project.apps.map((app) => {
    const here = project.installs.find((folder) => folder === '' || folder === app.folder);
    return {
      name: nameOf(app, taken),
      app,
      installs: here,
      synth: synthCommand(project, app),
      variables: new Map(synthVariables(app).map(({ name, value, why }) => [name, { value, why }] as const)),
    };
  });
}

function nameOf({ folder }: CdkApp, taken: Set<string>): string {
  const plain = folder.replace(/[^\w.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '') || 'app';
  let name = plain;
  for (let count = 2; taken.has(name.toLowerCase()); count++) name = `${plain}-${count}`;
  taken.add(name.toLowerCase());
  return name;
}

/** Something that the jobs run, where it is the same for all; else each finds it in a column of the matrix. */
export function shared(lanes: readonly Lane[], of: (lane: Lane) => string): string | undefined {
  const [first, ...others] = lanes.map(of);
  return others.every((value) => value === first) ? first : undefined;
}

/** Whether all jobs do something, some or none. */
export function howMany(lanes: readonly Lane[], does: (lane: Lane) => boolean): 'all' | 'some' | 'none' {
  const count = lanes.filter(does).length;
  return count === 0 ? 'none' : count === lanes.length ? 'all' : 'some';
}

export const hasInstall = ({ installs }: Lane): boolean => installs !== undefined;
export const isPython = ({ app }: Lane): boolean => app.language === 'python';
export const synthOf = ({ synth }: Lane): string => synth;
/** The value of a variable in the environment of the synthesis; empty where it needs none. */
export const variableIn =
  (name: string) =>
  ({ variables }: Lane): string =>
    variables.get(name)?.value ?? '';

/** The column of such a variable. It is not called like it, since all commands of a job may see what a column is called. */
export const columnOf = (variable: string): string => `synth-${variable.toLowerCase().replaceAll('_', '-')}`;

/** The values of a job in the columns of the matrix: its app, and in what it differs from others. */
export function columns(lane: Lane, lanes: readonly Lane[]): readonly (readonly [column: string, value: string])[] {
  const { app, name, synth } = lane;
  const mark = (column: string, does: (lane: Lane) => boolean): readonly (readonly [string, string])[] =>
    howMany(lanes, does) === 'some' && does(lane) ? [[column, 'yes']] : [];
  return [
    ['app', name],
    ['folder', app.folder || '.'],
    ['assembly', app.assembly],
    ...mark('install', hasInstall),
    ...mark('python', isPython),
    ...(shared(lanes, synthOf) === undefined ? [['synth', synth] as const] : []),
    ...[...variablesOf(lanes).keys()].flatMap((variable) => {
      const value = variableIn(variable)(lane);
      return shared(lanes, variableIn(variable)) === undefined && value !== '' ? [[columnOf(variable), value] as const] : [];
    }),
  ];
}

/** The names of the variables that some synthesis needs, each with its reason. */
export function variablesOf(lanes: readonly Lane[]): ReadonlyMap<string, string> {
  return new Map(lanes.flatMap(({ variables }) => [...variables].map(([name, { why }]) => [name, why] as const)));
}

/** The last job. @param facts the files, as a glob; @param formats of its reports */
export const linkCommandLine = (project: Project, version: string, facts: string, formats: readonly string[]): string =>
  [`${kmsLint(project, version)} link '${facts}'`, ...formats.map((format) => `--format ${format}`), `--graph mermaid=${APPS_GRAPH}`].join(
    ' ',
  );

/** What the last job installs: nothing but kms-lint, where the top of the project has it. */
export const linkInstall = (project: Project): string | undefined => (project.hasKmsLint ? installCommand(project) : undefined);
