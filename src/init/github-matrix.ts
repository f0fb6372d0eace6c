/** The workflow for GitHub with a job for each app: each passes its facts on as an artifact, and the last job looks between the apps. */
import { kmsLint, installCommand } from './commands.js';
import { CHECKOUT, nodeSteps, PIP_INSTALL, PYTHON, runStep, SARIF, uploadStep, workflow, type Step } from './github.js';
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

const FOLDER = '${{ matrix.folder }}';
const FACTS = factsFile('${{ matrix.app }}');

/** @param version of kms-lint, for a project that has not installed it */
export function githubMatrix(project: Project, version: string): string {
  const lanes = lanesOf(project),
    install = linkInstall(project);
  const comment = [
    '# Lints the KMS keys of each CDK app in a job of its own, then looks between the apps. Written by `kms-lint init --matrix`; it is yours to change.',
  ];
  return workflow(project, comment, {
    lint: {
      head: [
        'strategy:',
        '  fail-fast: false',
        '  matrix:',
        '    include:',
        ...indented(
          lanes.flatMap((lane) => entry(lane, lanes)),
          6,
        ),
      ],
      steps: [
        CHECKOUT,
        ...nodeSteps(project),
        ...installSteps(project, lanes),
        ...pythonSteps(lanes),
        synthStep(lanes),
        [
          `- run: ${scalar(`${kmsLint(project, version)} "$ASSEMBLY" --format text --format sarif=${SARIF} --facts "${factsFile('$APP')}"`)}`,
          '  env:',
          '    APP: ${{ matrix.app }}',
          '    ASSEMBLY: ${{ matrix.assembly }}',
        ],
        [
          '- name: Pass the facts of the app on',
          `  if: always() && hashFiles(format('${factsFile('{0}')}', matrix.app)) != ''`,
          '  uses: actions/upload-artifact@v4',
          '  with:',
          '    name: kms-lint-facts-${{ matrix.app }}',
          `    path: ${FACTS}`,
        ],
        uploadStep(SARIF, 'kms-lint-${{ matrix.app }}'),
      ],
    },
    link: {
      head: ['needs: lint', '# Also where an app fails by itself.', 'if: ${{ !cancelled() }}'],
      steps: [
        CHECKOUT,
        ...nodeSteps(project),
        ...(install === undefined ? [] : [runStep(install, '')]),
        ['- uses: actions/download-artifact@v4', '  with:', '    pattern: kms-lint-facts-*', '    path: facts', '    merge-multiple: true'],
        runStep(linkCommandLine(project, version, 'facts/*.json', ['text', `sarif=${LINK_SARIF}`]), ''),
        [
          '- name: Show the apps and what they need of each other',
          `  if: always() && hashFiles('${APPS_GRAPH}') != ''`,
          '  run: |',
          `    { echo '\`\`\`mermaid'; cat ${APPS_GRAPH}; echo '\`\`\`'; } >> "$GITHUB_STEP_SUMMARY"`,
        ],
        uploadStep(LINK_SARIF, 'kms-lint-link'),
      ],
    },
  });
}

/** An app of the matrix. */
function entry(lane: Lane, lanes: readonly Lane[]): readonly string[] {
  return columns(lane, lanes).map(([name, value], index) => `${index === 0 ? '- ' : '  '}${name}: ${scalar(literal(value))}`);
}

/** Text that begins no expression of the workflow, whatever a folder is called. */
const literal = (value: string): string => value.replaceAll('${{', "${{ '${{' }}");

function installSteps(project: Project, lanes: readonly Lane[]): readonly Step[] {
  const many = howMany(lanes, hasInstall);
  if (many === 'none') return [];
  const [command, folder] = runStep(installCommand(project), project.installs.includes('') ? '' : FOLDER);
  return [[command ?? '', ...(many === 'some' ? ["  if: matrix.install == 'yes'"] : []), ...(folder === undefined ? [] : [folder])]];
}

function pythonSteps(lanes: readonly Lane[]): readonly Step[] {
  const many = howMany(lanes, isPython),
    only = many === 'some' ? ["  if: matrix.python == 'yes'"] : [];
  if (many === 'none') return [];
  return [PYTHON, runStep(PIP_INSTALL, FOLDER)].map(([first = '', ...rest]) => [first, ...only, ...rest]);
}

function synthStep(lanes: readonly Lane[]): Step {
  const variables = [...variablesOf(lanes)].flatMap(([name, why]) => [
    `    # ${why}`,
    `    ${name}: ${scalar(shared(lanes, variableIn(name)) ?? `\${{ matrix.${columnOf(name)} }}`)}`,
  ]);
  return [...runStep(shared(lanes, synthOf) ?? '${{ matrix.synth }}', FOLDER), ...(variables.length > 0 ? ['  env:', ...variables] : [])];
}
