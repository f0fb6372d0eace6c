/** Files held against the paths and globs of a configuration, as .gitignore does it. */
import path from 'node:path';
import type picomatch from 'picomatch';
import type { Exclusion } from '../types/config.js';
import { load } from './lazy.js';

/** A pattern with slashes, however it is written. Only on Windows a backslash before a sign of globs parts folders. */
const slashed = (pattern: string, { sep }: path.PlatformPath): string =>
  sep === '\\' ? pattern.replaceAll(sep, '/') : pattern.replaceAll(/\\(?![*?[\]{}()!])/g, '/');

/**
 * Whether a file is what a path or glob names, or lies below it. One without a slash names things in any folder below `top`, and so does
 * one that begins with two stars; any other is a path from `folder`.
 * @param file absolute. @param system the rules of paths, as Windows or as others have them
 */
export function namesFile({ pattern, folder, top }: Omit<Exclusion, 'at'>, file: string, system: path.PlatformPath = path): boolean {
  let glob = slashed(pattern, system).replace(/\/+$/, '');
  if (system.isAbsolute(glob)) return matches(glob, stepsUp(file.replaceAll(system.sep, '/')), system);
  const isAnywhere = !glob.includes('/') || glob.startsWith('**/');
  let from = isAnywhere ? top : folder;
  for (glob = glob.replace(/^(\.?\/)+/, ''); glob.startsWith('../'); glob = glob.slice(3)) from = system.dirname(from);
  const inside = system.relative(from, file);
  if (inside === '' || inside.startsWith('..') || system.isAbsolute(inside)) return false;
  const paths = stepsUp(inside.replaceAll(system.sep, '/'));
  return matches(glob, glob.includes('/') ? paths : paths.map((one) => one.slice(one.lastIndexOf('/') + 1)), system);
}

/** `a/b/c`, `a/b`, `a`. */
function stepsUp(file: string): readonly string[] {
  const steps = file.split('/');
  return steps.map((_, index) => steps.slice(0, steps.length - index).join('/')).filter((one) => one !== '');
}

/** On Windows capital letters make no difference. */
function matches(glob: string, paths: readonly string[], { sep }: path.PlatformPath): boolean {
  const compile = load('picomatch') as typeof picomatch;
  const compiled = compile(glob, { dot: true, noextglob: true, nonegate: true, nocase: sep === '\\', posix: true, windows: false });
  return paths.some((one) => one === glob || compiled(one));
}
