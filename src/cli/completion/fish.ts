/** Completion for fish. */
import type { CompletedCommand, CompletedOption } from './words.js';

export function fishCompletion(commands: readonly CompletedCommand[]): string {
  const others = commands.filter(({ name }) => name !== 'lint').map(({ name }) => name);
  const lines = [
    '# Completion of kms-lint for fish: kms-lint completion fish | source',
    'complete -c kms-lint -e',
    ...commands.map(({ name, summary }) => `complete -c kms-lint -n __fish_use_subcommand -a ${name} -d ${quoted(summary)}`),
    ...commands.flatMap((command) => {
      const when =
        command.name === 'lint' ? `not __fish_seen_subcommand_from ${others.join(' ')}` : `__fish_seen_subcommand_from ${command.name}`;
      const words = command.takes === 'files' ? [] : [`complete -c kms-lint -n ${quoted(when)} -f -a ${quoted(command.takes.join(' '))}`];
      return [...command.options.map((option) => optionLine(option, when)), ...words];
    }),
  ];
  return `${lines.join('\n')}\n`;
}

function optionLine({ name, short, help, value }: CompletedOption, when: string): string {
  const takes = value === 'none' ? '' : value === 'file' ? ' -r -F' : value === 'text' ? ' -x' : ` -x -a ${quoted(value.join(' '))}`;
  return `complete -c kms-lint -n ${quoted(when)} -l ${name}${short === undefined ? '' : ` -s ${short}`}${takes} -d ${quoted(help)}`;
}

/** In single quotes fish reads \`\\'\` and \`\\\\\`. */
const quoted = (text: string): string => `'${text.replace(/['\\]/g, '\\$&')}'`;
