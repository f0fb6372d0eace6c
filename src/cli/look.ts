/** How the terminal wants a report: colour, links, width, and whether it shows more than ASCII; and how much the user wants to read. */
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import type { TextOptions } from '../report/text.js';
import type { Options, Streams, OptionValues } from './command.js';

export const LOOK_OPTIONS = {
  quiet: { type: 'boolean', short: 'q', help: 'show errors only, in every format; and no text where there is none' },
  statistics: {
    type: 'boolean',
    help: 'count the findings by rule, with how many can be fixed: in text in place of them, in JSON beside them',
  },
  verbose: {
    type: 'boolean',
    help: 'show all: every finding in full, every copy, the lines of all places, references, what is suppressed',
  },
  color: { type: 'boolean', help: 'colour on, or off with --no-color (default: as the terminal, NO_COLOR and FORCE_COLOR say)' },
  links: { type: 'boolean', help: 'places and rules as links that can be clicked, or not with --no-links (default: as the terminal can)' },
} as const satisfies Options;

/** @param root what the files of a report are relative to. @returns what standard output can show */
export function lookOf(
  values: OptionValues<typeof LOOK_OPTIONS>,
  streams: Streams,
  root: string,
): TextOptions & Required<Pick<TextOptions, 'quiet' | 'verbose' | 'statistics'>> {
  const { env, terminal, width } = streams;
  const links = values.links ?? linksWanted(env, terminal);
  return {
    colour: values.color ?? colourWanted(env, terminal),
    width,
    unicode: !/^(C|POSIX)$/.test(env['LC_ALL'] ?? env['LANG'] ?? ''),
    quiet: values.quiet ?? false,
    verbose: values.verbose ?? false,
    statistics: values.statistics ?? false,
    links,
    ...(links && placesWanted(env) ? { fileLink: (file) => pathToFileURL(path.resolve(root, file)).href } : {}),
  };
}

/** no-color.org and force-color.org, then the terminal itself. */
function colourWanted(env: Streams['env'], terminal: boolean): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0';
  return terminal && env['TERM'] !== 'dumb';
}

/** Terminals that are known to show links (OSC 8); others might print the address. https://github.com/Alhadis/OSC8-Adoption */
function linksWanted(env: Streams['env'], terminal: boolean): boolean {
  const { FORCE_HYPERLINK: forced, TERM_PROGRAM: program = '', TERM: term = '' } = env;
  if (forced !== undefined) return forced !== '0';
  if (!terminal || term === 'dumb' || env['CI'] !== undefined) return false;
  if (Number(env['VTE_VERSION'] ?? 0) > 5000) return true;
  if (env['WT_SESSION'] !== undefined || env['KONSOLE_VERSION'] !== undefined || env['KITTY_WINDOW_ID'] !== undefined) return true;
  return (
    /^(iTerm\.app|WezTerm|vscode|ghostty|rio|Tabby|WarpTerminal)$/.test(program) || /^(alacritty|foot|xterm-(kitty|ghostty))/.test(term)
  );
}

/** VS Code finds places with their lines by itself; over ssh the file is on another machine. */
function placesWanted(env: Streams['env']): boolean {
  return env['TERM_PROGRAM'] !== 'vscode' && env['SSH_CONNECTION'] === undefined;
}
