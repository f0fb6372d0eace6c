/** What a shell can complete: the commands with their options, from the tables that the arguments are read by. */
import type { Command, Option } from '../command.js';

export interface CompletedOption {
  readonly name: string;
  readonly short: string | undefined;
  readonly help: string;
  /** What follows it: nothing, one of a few words, a file, or any text. */
  readonly value: 'none' | 'file' | 'text' | readonly string[];
}
export interface CompletedCommand {
  readonly name: string;
  readonly summary: string;
  readonly options: readonly CompletedOption[];
  /** What it takes beside options: words, or files. */
  readonly takes: 'files' | readonly string[];
}

const COMMON: readonly CompletedOption[] = [
  { name: 'help', short: 'h', help: 'show this help', value: 'none' },
  { name: 'version', short: 'v', help: 'show the version', value: 'none' },
];

/** @param ruleIds what `explain` and `--rule` take */
export function completedCommands(commands: readonly Command[], ruleIds: readonly string[]): readonly CompletedCommand[] {
  return commands.map(({ name, summary, usage, options }) => ({
    name,
    summary,
    options: [...Object.entries(options).map(([option, table]) => completedOption(option, table, ruleIds)), ...COMMON],
    takes: usage.startsWith('[paths') ? 'files' : wordsOf(usage, ruleIds),
  }));
}

/** `RULE` stands for an id; `bash|zsh|fish` for one of these words. */
function wordsOf(usage: string, ruleIds: readonly string[]): readonly string[] {
  if (usage === 'RULE') return ruleIds;
  return usage.includes('|') ? usage.toLowerCase().split('|') : [];
}

function completedOption(name: string, { type, short, value, choices, help }: Option, ruleIds: readonly string[]): CompletedOption {
  const [line = ''] = help.split('\n');
  const isFile = value === 'FILE' || value === 'DIR';
  const words = choices ?? (name === 'rule' ? ruleIds : undefined);
  return { name, short, help: line, value: type === 'boolean' ? 'none' : (words ?? (isFile ? 'file' : 'text')) };
}
