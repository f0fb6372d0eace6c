/** The job for GitLab: synthesize, lint, show the result in the widget of the merge request. */
import { installCommand, lintCommandLine, synthCommandLine } from './commands.js';
import type { Project } from './project.js';
import { indented, scalar } from './yaml.js';

export const JOB_FILE = '.gitlab/kms-lint.gitlab-ci.yml';
export const PIPELINE_FILE = '.gitlab-ci.yml';
/** What the pipeline needs for the job. */
export const INCLUDE = `include:\n  - local: ${JOB_FILE}\n`;

export const PIP_INSTALL = 'pip install --break-system-packages -r requirements.txt';
/** What the job of a Python app has before its script. */
export const PYTHON = ['before_script:', '  - apt-get update && apt-get install -y python3-pip'];
/** The package managers that Node's image does not have. */
export const corepack = ({ manager }: Project): readonly string[] => (manager === 'pnpm' || manager === 'yarn' ? ['corepack enable'] : []);

/** @param version of kms-lint, for a project that has not installed it */
export function gitlabJob(project: Project, version: string): string {
  const { apps, installs } = project;
  const within = (folder: string, command: string): string =>
    folder === '' ? command : `(cd '${folder.replaceAll("'", "'\\''")}' && ${command})`;
  const script = [
    ...corepack(project),
    ...installs.map((folder) => within(folder, installCommand(project))),
    ...apps.flatMap((app) => [
      ...(app.language === 'python' ? [within(app.folder, PIP_INSTALL)] : []),
      within(app.folder, synthCommandLine(project, app)),
    ]),
    `${lintCommandLine(project, version)} --format text --format gitlab=gl-code-quality.json --format junit=kms-lint.junit.xml`,
  ];
  const python = apps.some(({ language }) => language === 'python') ? PYTHON : [];
  const lines = [
    '# Lints the KMS keys of the CDK apps. Written by `kms-lint init`; it is yours to change.',
    'kms-lint:',
    '  image: node:22',
    ...indented(python, 2),
    '  script:',
    ...script.map((command) => `    - ${scalar(command)}`),
    '  artifacts:',
    '    when: always',
    '    reports:',
    '      codequality: gl-code-quality.json',
    '      junit: kms-lint.junit.xml',
  ];
  return `${lines.join('\n')}\n`;
}
