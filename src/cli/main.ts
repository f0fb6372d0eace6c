/** The command line: picks the command, reads its arguments, runs it; an exit code comes back. */
import { TOOL } from '../core/version.js';
import { helpOf, optionLines, readArguments, told, type Command, type ExitCode, type Streams } from './command.js';
import { lintCommand } from './commands/lint.js';

export type { Streams } from './command.js';

/** The commands that a lint does not need: in a bundle of their own, loaded when one is named. */
export const MORE = ['init', 'access', 'explain', 'graph', 'link', 'rules', 'new-rule', 'completion'] as const;

/** Runs one command. Never throws: a bug is told on the error stream, exit code 2. */
export async function main(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  try {
    return await dispatch(argv, streams);
  } catch (error) {
    streams.error(told(error));
    return 2;
  }
}

async function dispatch(argv: readonly string[], streams: Streams): Promise<ExitCode> {
  const [first, ...rest] = argv;
  const named = first === lintCommand.name ? lintCommand : await moreCommand(first);
  const command = named ?? lintCommand;
  const given = readArguments(command, named ? rest : argv);
  const { help, version } = given.values;
  if (version) {
    streams.out(`${TOOL.version}\n`);
    return 0;
  }
  if (help) {
    streams.out(named ? helpOf(named) : await overview());
    return 0;
  }
  return command.run(given, streams);
}

async function moreCommand(name: string | undefined): Promise<Command | undefined> {
  if (!MORE.some((known) => known === name)) return undefined;
  const { commands } = await import('./more.js');
  return commands.find((command) => command.name === name);
}

/** The help of `kms-lint` itself: all commands, and the options of a lint. */
async function overview(): Promise<string> {
  const { commands } = await import('./more.js');
  const rows = [
    { left: `kms-lint ${lintCommand.usage}`, summary: lintCommand.summary },
    ...commands.map(({ name, usage, summary }) => ({ left: `kms-lint ${name} ${usage}`.trimEnd(), summary })),
  ];
  const width = Math.max(...rows.map(({ left }) => left.length)) + 3;
  return `kms-lint: finds the AWS KMS keys of a CDK app that will lock their owners out, fail to deploy or tie stacks into a cycle.

Usage:
${rows.map(({ left, summary }) => `  ${left.padEnd(width)}${summary}`).join('\n')}

Options of a lint (kms-lint COMMAND --help shows those of a command):
${optionLines(lintCommand.options)}
Exit code: 0 clean, 1 findings at or over --fail-on, 2 something could not be linted.
`;
}
