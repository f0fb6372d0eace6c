/** What could not be read, on the error stream of the commands that have no report of problems. */
import { visible } from '../core/escape.js';
import { locationText } from '../report/summary.js';
import type { Problem } from '../types/report.js';
import type { ExitCode, Streams } from './command.js';

/** Tells each fatal problem with its place. @returns 2 where there is one */
export function tellFatal(problems: readonly Problem[], streams: Streams): ExitCode {
  const fatal = problems.filter(({ weight }) => weight === 'fatal');
  for (const { message, at } of fatal) streams.error(`kms-lint: ${at ? `${visible(locationText(at))}: ` : ''}${visible(message)}\n`);
  return fatal.length > 0 ? 2 : 0;
}
