/** `kms-lint init`: a configuration, and the CI job that fits the repository. */
import path from 'node:path';
import { nodeFiles } from '../../files/node.js';
import { addCommand, lintCommandLine, shellWord, synthCommandLine, synthVariables } from '../../init/commands.js';
import { MOST_LANES } from '../../init/matrix.js';
import { planOf, type Planned } from '../../init/plan.js';
import { readProject, type CiSystem, type Project } from '../../init/project.js';
import { visible } from '../../core/escape.js';
import { TOOL } from '../../core/version.js';
import { defineCommand, oneOf, UsageError, type Streams } from '../command.js';
import { gitRoot } from '../../files/git-root.js';

const SYSTEMS = ['github', 'gitlab'] as const satisfies readonly CiSystem[];

export const initCommand = defineCommand({
  name: 'init',
  usage: '',
  summary: 'write a configuration, and a CI job that fits the repository',
  options: {
    ci: { type: 'string', value: 'NAME', choices: SYSTEMS, help: `${SYSTEMS.join(' or ')} (default: what the repository has)` },
    matrix: { type: 'boolean', help: 'a job for each app, and a last one that looks between the apps: cycles, names, access' },
    'dry-run': { type: 'boolean', help: 'print what would be written, and write nothing' },
  },
  run({ values }, streams) {
    const top = gitRoot(streams.cwd) ?? streams.cwd;
    const found = readProject(nodeFiles, top);
    const project = values.ci === undefined ? found : { ...found, ci: oneOf('ci', values.ci, SYSTEMS) };
    if (project.apps.length === 0)
      throw new UsageError(`there is no CDK app in ${top}: a cdk.json with "app" was looked for there and in the folders below`);
    const most = MOST_LANES[project.ci];
    if (values.matrix && project.apps.length > most)
      throw new UsageError(`${project.ci} makes at most ${most} jobs of one matrix, and there are ${project.apps.length} apps here`);
    const plan = planOf(nodeFiles, project, TOOL.version, values.matrix);
    for (const planned of plan) streams.out(values['dry-run'] ? shown(planned) : written(top, planned));
    if (!values['dry-run']) streams.out(nextSteps(project, streams));
    return 0;
  },
});

function shown(planned: Planned): string {
  return 'kept' in planned ? keptLine(planned) : `--- ${planned.file}\n${planned.text}\n`;
}

function written(top: string, planned: Planned): string {
  if ('kept' in planned) return keptLine(planned);
  const file = path.join(top, planned.file);
  try {
    nodeFiles.makeFolder(path.dirname(file));
    nodeFiles.write(file, Buffer.from(planned.text));
  } catch {
    throw new UsageError(`${planned.file} cannot be written: may you write to its folder?`);
  }
  return `wrote ${planned.file}\n`;
}

const keptLine = ({ file, kept }: Extract<Planned, { kept: string }>): string => `left ${file} as it is: ${kept}\n`;

/** What to type now; each line leaves the user in the folder where it was typed. */
function nextSteps(project: Project, { cwd }: Streams): string {
  const { apps, hasKmsLint, top } = project;
  const within = (folder: string, command: string): string => {
    const relative = path.relative(cwd, path.join(top, folder));
    return relative === '' ? command : `(cd ${visible(shellWord(relative))} && ${command})`;
  };
  const lint = lintCommandLine({ ...project, hasKmsLint: true }, TOOL.version);
  const steps = [
    ...(hasKmsLint ? [] : [within('', addCommand(project, TOOL.name))]),
    ...apps.map((app) => within(app.folder, synthCommandLine(project, app, synthVariables({ ...app, hasRecorder: false })))),
    within('', lint),
  ];
  const found = apps.length === 1 ? '' : `Found ${apps.length} apps: ${apps.map(({ folder }) => visible(folder || '.')).join(', ')}.\n`;
  return `${found}
Next:
${steps.map((step) => `  ${step}\n`).join('')}
To see also what the apps do to imported keys, which no template shows:
${apps.map((app) => `  ${within(app.folder, synthCommandLine(project, app, synthVariables({ ...app, hasRecorder: true })))}\n`).join('')}
To accept what is found today, so that only new findings fail from now on:
  ${within('', `${lint} --update-baseline`)}
`;
}
