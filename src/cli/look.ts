/** How the terminal wants a report: colour, width, and whether it shows more than ASCII. */
import type { Options, Streams, Values } from './command.js';

export const LOOK_OPTIONS = {
  color: { type: 'boolean', help: 'colour on, or off with --no-color (default: as the terminal, NO_COLOR and FORCE_COLOR say)' },
} as const satisfies Options;

export interface Look {
  readonly colour: boolean;
  readonly width: number;
  readonly unicode: boolean;
}

/** What standard output can show. */
export function lookOf({ color }: Values<typeof LOOK_OPTIONS>, { env, terminal, width }: Streams): Look {
  return { colour: color ?? colourWanted(env, terminal), width, unicode: !/^(C|POSIX)$/.test(env['LC_ALL'] ?? env['LANG'] ?? '') };
}

/** no-color.org and force-color.org, then the terminal itself. */
function colourWanted(env: Streams['env'], terminal: boolean): boolean {
  if (env['NO_COLOR'] !== undefined && env['NO_COLOR'] !== '') return false;
  if (env['FORCE_COLOR'] !== undefined) return env['FORCE_COLOR'] !== '0';
  return terminal && env['TERM'] !== 'dumb';
}
