/** The workflow for GitHub: synthesize, lint, show the result in code scanning where that can be, and fail last. */
import { installCommand, lintCommandLine, synthCommand, synthVariables } from './commands.js';
import type { CdkApp, Project } from './project.js';
import { indented, scalar } from './yaml.js';

export const WORKFLOW_FILE = '.github/workflows/kms-lint.yml';

const SARIF = 'kms-lint.sarif';

/** @param version of kms-lint, for a project that has not installed it */
export function githubWorkflow(project: Project, version: string): string {
  const { branch } = project;
  const steps = [
    ['- uses: actions/checkout@v4'],
    ...setupSteps(project),
    ...project.apps.flatMap((app) => synthSteps(project, app)),
    runStep(`${lintCommandLine(project, version)} --format text --format sarif=${SARIF}`, ''),
    uploadStep(),
  ];
  const lines = [
    '# Lints the KMS keys of the CDK apps. Written by `kms-lint init`; it is yours to change.',
    'name: kms-lint',
    'on:',
    '  push:',
    ...(branch === undefined ? [] : [`    branches: [${scalar(branch)}]`]),
    '  pull_request:',
    'permissions: {}',
    'jobs:',
    '  kms-lint:',
    '    runs-on: ubuntu-latest',
    '    permissions:',
    '      contents: read',
    '      # For the upload to code scanning.',
    '      security-events: write',
    '      actions: read',
    '    steps:',
    ...indented(steps.flat(), 6),
  ];
  return `${lines.join('\n')}\n`;
}

function setupSteps(project: Project): readonly (readonly string[])[] {
  const { manager, installs, nodeVersionFile, apps } = project;
  const cache = manager === 'yarn-classic' ? 'yarn' : manager;
  const version = nodeVersionFile === undefined ? 'node-version: 22' : `node-version-file: ${nodeVersionFile}`;
  const node = ['- uses: actions/setup-node@v4', '  with:', `    ${version}`];
  const cached = installs.length === 0 ? [] : [`    cache: ${cache}`, ...cachePaths(installs, cache)];
  return [
    // Before setup-node, which asks the package manager where its cache is.
    ...(installs.length > 0 ? managerSteps(project) : []),
    [...node, ...cached],
    ...(apps.some(({ language }) => language === 'python')
      ? [['- uses: actions/setup-python@v5', '  with:', "    python-version: '3.13'"]]
      : []),
    ...installs.map((folder) => runStep(installCommand(project), folder)),
  ];
}

function managerSteps({ manager, managerPinned }: Project): readonly (readonly string[])[] {
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

function synthSteps(project: Project, app: CdkApp): readonly (readonly string[])[] {
  const python = app.language === 'python' ? [runStep('pip install -r requirements.txt', app.folder)] : [];
  const variables = synthVariables(app).flatMap(({ name, value, why }) => [`    # ${why}`, `    ${name}: ${scalar(value)}`]);
  const environment = variables.length > 0 ? ['  env:', ...variables] : [];
  return [...python, [...runStep(synthCommand(project, app), app.folder), ...environment]];
}

function runStep(command: string, folder: string): readonly string[] {
  return [`- run: ${scalar(command)}`, ...(folder === '' ? [] : [`  working-directory: ${scalar(folder)}`])];
}

/**
 * Private repositories need a licence for code scanning, and pull requests from forks may not write: there kms-lint annotates by itself.
 */
function uploadStep(): readonly string[] {
  return [
    '- name: Upload to code scanning',
    '  if: >-',
    `    always() && hashFiles('${SARIF}') != '' && !github.event.repository.private &&`,
    "    (github.event_name != 'pull_request' || github.event.pull_request.head.repo.full_name == github.repository)",
    '  uses: github/codeql-action/upload-sarif@v4',
    '  with:',
    `    sarif_file: ${SARIF}`,
    '    category: kms-lint',
  ];
}
