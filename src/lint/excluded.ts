/** Assemblies and templates that the configuration leaves out, and entries of it that leave nothing out. */
import path from 'node:path';
import { openLocator } from '../assembly/locate.js';
import { isInside } from '../core/inside.js';
import { namesFile } from '../core/file-globs.js';
import type { Exclusion } from '../types/config.js';
import type { TemplateFacts } from '../types/facts.js';
import type { Files } from '../types/files.js';
import type { Problem } from '../types/report.js';

/** @param named what the user named: an entry that leaves it out as a whole leaves nothing out in it */
export function isExcluded(exclusions: readonly Exclusion[], file: string, named: readonly string[] = []): boolean {
  const whole = path.resolve(file);
  const around = named.map((one) => path.resolve(one)).filter((one) => isInside(one, whole));
  return exclusions.some((exclusion) => namesFile(exclusion, whole) && !around.some((one) => namesFile(exclusion, one)));
}

/**
 * Entries that name a stack instead of a file, or a path that is not there. What names nothing of what was read this time is no fault: it
 * may be about another app.
 * @param stacks all that were read
 */
export function uselessExclusions(exclusions: readonly Exclusion[], stacks: readonly TemplateFacts[], files: Files): readonly Problem[] {
  return exclusions.flatMap((exclusion): readonly Problem[] => {
    const { pattern, folder, at } = exclusion;
    if (/[*?[{]/.test(pattern) || stacks.some(({ file }) => namesFile(exclusion, path.resolve(file)))) return [];
    const stack = stacks.find(({ name, constructPath }) => [name, constructPath].includes(pattern));
    const isMissing = pattern.includes('/') && files.realpath(path.resolve(folder, pattern)) === undefined;
    if (!stack && !isMissing) return [];
    const message = stack
      ? `exclude takes files, and ${pattern} is a stack: write ${path.relative(folder, path.resolve(stack.file)).replaceAll(path.sep, '/')}`
      : `this excludes nothing: ${pattern} is not there`;
    const found = /\.jsonc?$/.test(at.file) ? openLocator(files).position(at) : undefined;
    return [{ weight: 'notice', message, at: found ? { file: found.file, line: found.line, column: found.column } : { file: at.file } }];
  });
}
