/** The command line: picks the command, reads its arguments, runs it; an exit code comes back. */
import path from 'node:path';
import { TOOL } from '../core/version.js';
import { didYouMean, editDistance } from '../core/nearest.js';
import { nodeFiles } from '../files/node.js';
import { helpOf, optionLines, readArguments, told, UsageError, type Command, type ExitCode, type Streams } from './command.js';
import { lintCommand } from './commands/lint.js';

export type { Streams } from './command.js';

/** The commands that a lint does not need: in a bundle of their own, loaded when one is named. */
export const MORE = ['init', 'access', 'explain', 'graph', 'link', 'rules', 'new-rule', 'lsp', 'completion'] as const;

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
  const [first, second] = argv;
  if (first === 'version') return dispatch(['--version'], streams);
  if (first === 'help') {
    const isOverview = second === undefined || second.startsWith('-') || second === 'help';
    return dispatch([...(isOverview ? [] : [knownCommand(second)]), '--help'], streams);
  }
  const named = first === lintCommand.name ? lintCommand : await moreCommand(first);
  const command = named ?? lintCommand;
  const given = readArguments(command, named ? argv.slice(1) : argv);
  const { help, version } = given.values;
  if (version) {
    streams.out(`${TOOL.version}\n`);
    return 0;
  }
  if (help) {
    streams.out(named ? helpOf(named) : await overview());
    return 0;
  }
  if (!named) refuseMistyped(given.positionals[0], streams);
  return command.run(given, streams);
}

const NAMES = [lintCommand.name, ...MORE, 'help', 'version'];

/** @throws UsageError where there is no such command */
function knownCommand(name: string): string {
  if (NAMES.includes(name)) return name;
  throw new UsageError(`there is no command ${name}${didYouMean(name, NAMES)}`);
}

/**
 * A path that is not there, and is nearly a command: `explian missing-root-trust`.
 * @throws UsageError that names the command which was meant
 */
function refuseMistyped(word: string | undefined, { cwd }: Streams): void {
  if (word === undefined || !/^[a-z-]+$/i.test(word) || nodeFiles.realpath(path.join(cwd, word)) !== undefined) return;
  const meant = NAMES.find((name) => editDistance(word.toLowerCase(), name) / Math.max(word.length, name.length) <= 0.4);
  if (meant !== undefined) throw new UsageError(`there is no command ${word}, and no file or folder; did you mean ${meant}?`);
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
    { left: 'kms-lint help COMMAND', summary: 'the options of a command' },
    { left: 'kms-lint version', summary: 'the version' },
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
