/** The jobs for GitLab, one for each app: each keeps its facts as an artifact, and the last job looks between the apps. */
import { installCommand, kmsLint } from './commands.js';
import { corepack, PIP_INSTALL, PYTHON } from './gitlab.js';
import {
  APPS_GRAPH,
  columnOf,
  columns,
  factsFile,
  hasInstall,
  howMany,
  isPython,
  lanesOf,
  linkCommandLine,
  linkInstall,
  LINK_SARIF,
  shared,
  synthOf,
  variableIn,
  variablesOf,
  type Lane,
} from './matrix.js';
import type { Project } from './project.js';
import { indented, scalar } from './yaml.js';

/** @param version of kms-lint, for a project that has not installed it */
export function gitlabMatrix(project: Project, version: string): string {
  const lanes = lanesOf(project),
    install = linkInstall(project);
  const formats = (name: string): readonly string[] => ['text', 'gitlab=gl-code-quality.json', `junit=${name}.junit.xml`];
  const lint = [
    ...corepack(project),
    ...installLines(project, lanes),
    ...pythonLines(lanes),
    synthLine(lanes),
    [
      `${kmsLint(project, version)} "$ASSEMBLY"`,
      ...formats('kms-lint').map((format) => `--format ${format}`),
      `--facts "${factsFile('$APP')}"`,
    ].join(' '),
  ];
  const link = [
    ...corepack(project),
    ...(install === undefined ? [] : [install]),
    linkCommandLine(project, version, factsFile('*'), [...formats('kms-lint-link'), `sarif=${LINK_SARIF}`]),
  ];
  const lines = [
    '# Lints the KMS keys of each CDK app in a job of its own, then looks between the apps. Written by `kms-lint init --matrix`; it is yours to change.',
    'kms-lint:',
    '  image: node:22',
    '  parallel:',
    '    matrix:',
    ...lanes.flatMap((lane) => indented(entry(lane, lanes), 6)),
    ...(howMany(lanes, isPython) === 'none' ? [] : indented(PYTHON, 2)),
    ...job(lint, [factsFile('*')], 'kms-lint'),
    'kms-lint-link:',
    '  image: node:22',
    '  needs: [kms-lint]',
    '  # Also where an app fails by itself.',
    '  when: always',
    ...job(link, [LINK_SARIF, APPS_GRAPH], 'kms-lint-link'),
  ];
  return `${lines.join('\n')}\n`;
}

const job = (script: readonly string[], files: readonly string[], name: string): readonly string[] => [
  '  script:',
  ...script.map((command) => `    - ${scalar(command)}`),
  '  artifacts:',
  '    when: always',
  `    paths: [${files.map((file) => `'${file}'`).join(', ')}]`,
  '    reports:',
  '      codequality: gl-code-quality.json',
  `      junit: ${name}.junit.xml`,
];

/** An app of the matrix. A dollar sign would begin the name of a variable. */
function entry(lane: Lane, lanes: readonly Lane[]): readonly string[] {
  return columns(lane, lanes).map(
    ([name, value], index) => `${index === 0 ? '- ' : '  '}${variable(name)}: ${scalar(value.replaceAll('$', '$$$$'))}`,
  );
}

const variable = (column: string): string => column.toUpperCase().replaceAll('-', '_');

function installLines(project: Project, lanes: readonly Lane[]): readonly string[] {
  const many = howMany(lanes, hasInstall),
    command = installCommand(project);
  if (many === 'none') return [];
  return [project.installs.includes('') ? command : inFolder(many === 'some' ? `if [ -n "$INSTALL" ]; then ${command}; fi` : command)];
}

function pythonLines(lanes: readonly Lane[]): readonly string[] {
  const many = howMany(lanes, isPython);
  if (many === 'none') return [];
  return [inFolder(many === 'some' ? `if [ -n "$PYTHON" ]; then ${PIP_INSTALL}; fi` : PIP_INSTALL)];
}

function synthLine(lanes: readonly Lane[]): string {
  const variables = [...variablesOf(lanes).keys()].map((name) => {
    const value = shared(lanes, variableIn(name));
    return `${name}="${value ?? `$${variable(columnOf(name))}`}"`;
  });
  return inFolder([...variables, shared(lanes, synthOf) ?? '$SYNTH'].join(' '));
}

const inFolder = (command: string): string => `(cd "$FOLDER" && ${command})`;
