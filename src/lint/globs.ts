/** Paths of constructs and stacks held against what a user names: a path, or a glob of paths, covers all that is below it. */
import type picomatch from 'picomatch';
import { load } from '../core/lazy.js';

/**
 * Whether one of the patterns covers one of the paths. `*` stands for a piece of one step, `**` for any steps. A leading or trailing slash
 * does not count.
 */
export function globCovers(patterns: readonly string[], paths: readonly string[]): boolean {
  const ancestors = paths.flatMap(withAncestors);
  return patterns.some((pattern) => {
    const wanted = clean(pattern);
    return ancestors.includes(wanted) || (isGlob(wanted) && ancestors.some(matcher(wanted)));
  });
}

/** Whether a path, in which nothing is a glob, is one of the paths or above one. */
export function isOrIsAbove(path: string, paths: readonly string[]): boolean {
  return paths.flatMap(withAncestors).includes(clean(path));
}

const clean = (path: string): string => path.replace(/^\/+|\/+$/g, '');
const isGlob = (pattern: string): boolean => /[*?[{]/.test(pattern);

/** `a/b/c`, `a/b`, `a`. */
function withAncestors(path: string): readonly string[] {
  const steps = clean(path).split('/');
  return steps.map((_, index) => steps.slice(0, index + 1).join('/'));
}

const matchers = new Map<string, (path: string) => boolean>();

function matcher(pattern: string): (path: string) => boolean {
  const known = matchers.get(pattern);
  if (known) return known;
  const compile = load('picomatch') as typeof picomatch;
  // CDK's names may hold parentheses and exclamation marks: they stand for themselves.
  const compiled = compile(pattern.replace(/[()]/g, '\\$&'), { dot: true, noextglob: true, nonegate: true });
  const matches = (path: string): boolean => compiled(path);
  matchers.set(pattern, matches);
  return matches;
}
