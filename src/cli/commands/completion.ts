/** `kms-lint completion SHELL`: a script that completes commands and options. */
import { rules } from '../../../rules/index.js';
import { defineCommand, UsageError, type Command } from '../command.js';
import { bashCompletion } from '../completion/bash.js';
import { fishCompletion } from '../completion/fish.js';
import { completedCommands, type CompletedCommand } from '../completion/words.js';
import { zshCompletion } from '../completion/zsh.js';

const SHELLS = ['bash', 'zsh', 'fish'] as const;
const SCRIPTS: Readonly<Record<(typeof SHELLS)[number], (commands: readonly CompletedCommand[]) => string>> = {
  bash: bashCompletion,
  zsh: zshCompletion,
  fish: fishCompletion,
};

/** @param others all the commands but this one */
export function completionCommand(others: readonly Command[]): Command {
  const command: Command = defineCommand({
    name: 'completion',
    usage: SHELLS.join('|'),
    summary: 'a script that completes commands and options: source <(kms-lint completion bash)',
    options: {},
    run({ positionals: [shell] }, { out }) {
      const known = SHELLS.find((name) => name === shell);
      if (known === undefined) throw new UsageError(`completion needs the name of a shell: ${SHELLS.join(', ')}`);
      const commands = completedCommands(
        [...others, command],
        rules.map(({ id }) => id),
      );
      out(SCRIPTS[known](commands));
      return 0;
    },
  });
  return command;
}
