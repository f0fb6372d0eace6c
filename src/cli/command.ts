/** What a command of the command line is: its words, its options, what it does; and how a wrong option is told. */
import { parseArgs } from 'node:util';
import { didYouMean } from '../core/nearest.js';
import { meantOption } from './meant-option.js';

/** What the process gives: so that a test can stand in its place. */
export interface Streams {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether standard output is a terminal, and how wide it is. */
  readonly terminal: boolean;
  readonly width: number;
  /** The same of the error stream, where progress is shown. */
  readonly errorTerminal: boolean;
  readonly errorWidth: number;
  readonly cwd: string;
  /** Asks the user one question and gives the line that is written; left out where nobody is there to answer. */
  readonly ask?: (question: string) => Promise<string>;
  /** A clock in milliseconds that only goes forward. */
  readonly now: () => number;
}

/** 0 clean, 1 findings, 2 could not do what was asked. */
export type ExitCode = 0 | 1 | 2;

/** One option. `value` names what follows it in the help; `help` may hold several lines. */
export interface Option {
  readonly type: 'string' | 'boolean';
  readonly multiple?: boolean;
  readonly short?: string;
  readonly value?: string;
  /** The words that it takes, where they are few: for shell completion. */
  readonly choices?: readonly string[];
  readonly help: string;
}
export type Options = Readonly<Record<string, Option>>;

/** What was given for each option; undefined where it was not. */
export type OptionValues<O extends Options> = {
  readonly [Name in keyof O]?: O[Name] extends { readonly type: 'boolean' }
    ? boolean
    : O[Name] extends { readonly multiple: true }
      ? string[]
      : string;
};

export interface Command<O extends Options = Options> {
  readonly name: string;
  /** What stands after the name: `[paths...]`. */
  readonly usage: string;
  /** What it does, in a few words, for the list of commands. */
  readonly summary: string;
  /** What its help explains besides, in whole lines. */
  readonly details?: string;
  readonly options: O;
  run(given: { readonly values: OptionValues<O>; readonly positionals: readonly string[] }, streams: Streams): ExitCode | Promise<ExitCode>;
}

/** Keeps the types of the options while a command is written down. */
export function defineCommand<const O extends Options>(command: Command<O>): Command {
  return command;
}

/** A mistake in how the command was called: told in one sentence, exit code 2. Thrown only inside cli, caught by main. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

/** A configuration that is wrong: all its faults, each in one line; exit code 2. Thrown only inside cli, caught by main. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
  constructor(readonly faults: readonly string[]) {
    super(faults.join('\n'));
  }
}

/**
 * What the error stream is told of an error. The commands beside lint are in a bundle with classes of its own, so that the name tells what
 * an error is.
 */
export function told(error: unknown): string {
  if (!(error instanceof Error)) return `kms-lint: this is a bug, please report it: ${String(error)}\n`;
  if (error.name === 'ConfigError')
    return (error as Error & { readonly faults: readonly string[] }).faults.map((fault) => `kms-lint: ${fault}\n`).join('');
  if (error.name === 'UsageError') return `kms-lint: ${error.message}\nSee kms-lint --help.\n`;
  return `kms-lint: this is a bug, please report it: ${error.stack ?? error.message}\n`;
}

const COMMON = {
  help: { type: 'boolean', short: 'h', help: 'show this help' },
  version: { type: 'boolean', short: 'v', help: 'show the version' },
} as const satisfies Options;

/**
 * Reads the arguments of one command.
 * @throws UsageError on an option that the command does not have, or one without its value
 */
export function readArguments(
  command: Command,
  argv: readonly string[],
): { readonly values: OptionValues<Options & typeof COMMON>; readonly positionals: readonly string[] } {
  const options: Options = { ...command.options, ...COMMON };
  const given = parse(options, argv);
  // parseArgs lets `--no-` stand before an option that takes a text, too: --no-config is then an option of its own.
  const values = Object.entries(given.values).map(([name, value]) => {
    if (value !== false || options[name]?.type !== 'string') return [name, value] as const;
    if (!(`no-${name}` in options)) throw new UsageError(`there is no option --no-${name}`);
    return [`no-${name}`, true] as const;
  });
  return { ...given, values: Object.fromEntries(values) as OptionValues<Options & typeof COMMON> };
}

interface Parsed {
  readonly values: Readonly<Record<string, string | boolean | readonly string[] | undefined>>;
  readonly positionals: readonly string[];
}

function parse(options: Options, argv: readonly string[]): Parsed {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      allowNegative: true,
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, multiple, short }]) => [
          name,
          { type, ...(multiple ? { multiple } : {}), ...(short ? { short } : {}) },
        ]),
      ),
    }) as Parsed;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const [, unknown] = /Unknown option '--?([^' =]*)/.exec(message) ?? [];
    // `Option '-o, --output-file <value>' argument missing`, `Option '-o' argument is ambiguous` where another option follows
    const [, bare = ''] = /^Option '(?:-\w, )?--?([\w-]+)(?: <value>)?' argument/.exec(message) ?? [];
    const [[name, { value = 'VALUE' }] = ['', {}]] = Object.entries(options).filter(([long, { short }]) => bare === long || bare === short);
    if (name !== '') throw new UsageError(`--${name} needs a value: --${name} ${value}`);
    throw new UsageError(
      unknown === undefined
        ? message.split('. ')[0]
        : `there is no option --${unknown}${meantOption(unknown, Object.keys(options), options['format']?.choices)}`,
    );
  }
}

/** The help of one command. */
export function helpOf({ name, usage, summary, details, options }: Command): string {
  return `kms-lint ${name} ${usage}: ${summary}\n\n${details === undefined ? '' : `${details}\n`}${optionLines(options)}`;
}

/** A line or more for each option, in two columns. */
export function optionLines(options: Options): string {
  const all: Options = { ...options, ...COMMON };
  const rows = Object.entries(all).map(([name, { short, value, help }]) => {
    const left = `${short ? `-${short}, ` : ''}--${name}${value ? ` ${value}` : ''}`;
    return [left, help.split('\n')] as const;
  });
  const width = Math.max(...rows.map(([left]) => left.length)) + 3;
  return rows
    .map(([left, lines]) => `${lines.map((line, index) => `  ${(index === 0 ? left : '').padEnd(width)}${line}`).join('\n')}\n`)
    .join('');
}

/**
 * One of the words that an option takes.
 * @throws UsageError on another word
 */
export function oneOf<const Word extends string>(option: string, given: string, words: readonly Word[]): Word {
  const found = words.find((word) => word === given);
  if (found !== undefined) return found;
  const list = `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
  throw new UsageError(`--${option} takes ${list}, not ${given}${didYouMean(given, words)}`);
}

/**
 * A whole number from 0.
 * @throws UsageError on anything else
 */
export function wholeNumber(option: string, given: string): number {
  if (/^\d+$/.test(given)) return Number(given);
  throw new UsageError(`--${option} takes a whole number, not ${given}`);
}
