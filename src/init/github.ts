/** The workflow for GitHub: synthesize, lint, show the result in code scanning where that can be, and fail last. */
import { installCommand, lintCommandLine, synthCommand, synthVariables } from './commands.js';
import type { CdkApp, Project } from './project.js';
import { indented, scalar } from './yaml.js';

export const WORKFLOW_FILE = '.github/workflows/kms-lint.yml';

export const SARIF = 'kms-lint.sarif';

/** @param version of kms-lint, for a project that has not installed it */
export function githubWorkflow(project: Project, version: string): string {
  const steps = [
    CHECKOUT,
    ...setupSteps(project),
    ...project.apps.flatMap((app) => synthSteps(project, app)),
    runStep(`${lintCommandLine(project, version)} --format text --format sarif=${SARIF}`, ''),
    uploadStep(SARIF, 'kms-lint'),
  ];
  return workflow(project, ['# Lints the KMS keys of the CDK apps. Written by `kms-lint init`; it is yours to change.'], {
    'kms-lint': { steps },
  });
}

/** Lines of YAML, not indented. */
export type WorkflowStep = readonly string[];

export const CHECKOUT: WorkflowStep = ['- uses: actions/checkout@v4'];

/** @param jobs by their ids: what stands before their steps besides what all jobs have, and the steps */
export function workflow(
  { branch }: Project,
  comment: readonly string[],
  jobs: Readonly<Record<string, { readonly head?: readonly string[]; readonly steps: readonly WorkflowStep[] }>>,
): string {
  const lines = [
    ...comment,
    'name: kms-lint',
    'on:',
    '  push:',
    ...(branch === undefined ? [] : [`    branches: [${scalar(branch)}]`]),
    '  pull_request:',
    'permissions: {}',
    'jobs:',
    ...Object.entries(jobs).flatMap(([id, { head = [], steps }]) => [
      `  ${id}:`,
      ...indented(head, 4),
      '    runs-on: ubuntu-latest',
      '    permissions:',
      '      contents: read',
      '      # For the upload to code scanning.',
      '      security-events: write',
      '      actions: read',
      '    steps:',
      ...indented(steps.flat(), 6),
    ]),
  ];
  return `${lines.join('\n')}\n`;
}

/** What the jobs install before they synthesize and lint. */
function setupSteps(project: Project): readonly WorkflowStep[] {
  const { installs, apps } = project;
  return [
    ...nodeSteps(project),
    ...(apps.some(({ language }) => language === 'python') ? [SETUP_PYTHON] : []),
    ...installs.map((folder) => runStep(installCommand(project), folder)),
  ];
}

export const SETUP_PYTHON: WorkflowStep = ['- uses: actions/setup-python@v5', '  with:', "    python-version: '3.13'"];

/** Node and the package manager, with the cache of what is installed. */
export function nodeSteps(project: Project): readonly WorkflowStep[] {
  const { manager, installs, isLocked, nodeVersionFile } = project;
  const cache = manager === 'yarn-classic' ? 'yarn' : manager;
  const version = nodeVersionFile === undefined ? 'node-version: 22' : `node-version-file: ${nodeVersionFile}`;
  const node = ['- uses: actions/setup-node@v4', '  with:', `    ${version}`];
  // setup-node refuses a cache without a lock file.
  const cached = installs.length === 0 || !isLocked ? [] : [`    cache: ${cache}`, ...cachePaths(installs, cache)];
  return [
    // Before setup-node, which asks the package manager where its cache is.
    ...(installs.length > 0 ? managerSteps(project) : []),
    [...node, ...cached],
  ];
}

function managerSteps({ manager, managerPinned }: Project): readonly WorkflowStep[] {
  if (manager === 'yarn') return [['- run: corepack enable']];
  if (manager !== 'pnpm') return [];
  return [['- uses: pnpm/action-setup@v4', ...(managerPinned ? [] : ['  with:', '    version: latest'])]];
}

/** Without this setup-node looks for a lock file at the top. */
function cachePaths(installs: readonly string[], cache: string): readonly string[] {
  if (installs.includes('')) return [];
  const lock = { npm: 'package-lock.json', pnpm: 'pnpm-lock.yaml', yarn: 'yarn.lock' }[cache] ?? 'package-lock.json';
  return ['    cache-dependency-path: |', ...installs.map((folder) => `      ${folder}/${lock}`)];
}

function synthSteps(project: Project, app: CdkApp): readonly WorkflowStep[] {
  const python = app.language === 'python' ? [runStep(PIP_INSTALL, app.folder)] : [];
  const variables = synthVariables(app).flatMap(({ name, value, why }) => [`    # ${why}`, `    ${name}: ${scalar(value)}`]);
  const environment = variables.length > 0 ? ['  env:', ...variables] : [];
  return [...python, [...runStep(synthCommand(project, app), app.folder), ...environment]];
}

export const PIP_INSTALL = 'pip install -r requirements.txt';

/** @param folder '' is the top */
export function runStep(command: string, folder: string): WorkflowStep {
  return [`- run: ${scalar(command)}`, ...(folder === '' ? [] : [`  working-directory: ${scalar(folder)}`])];
}

/**
 * Private repositories need a licence for code scanning, and pull requests from forks may not write: there kms-lint annotates by itself.
 */
export function uploadStep(sarif: string, category: string): WorkflowStep {
  return [
    '- name: Upload to code scanning',
    '  if: >-',
    `    always() && hashFiles('${sarif}') != '' && !github.event.repository.private &&`,
    "    (github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository)",
    '  uses: github/codeql-action/upload-sarif@v4',
    '  with:',
    `    sarif_file: ${sarif}`,
    `    category: ${category}`,
  ];
}
