/** Which folder a file lies in, by the rules of paths of the system: on Windows capital letters make no difference. */
import path from 'node:path';

/** Whether a file lies in a folder, or is it. @param system the rules of paths, as Windows or as others have them */
export function isInside(folder: string, file: string, system: path.PlatformPath = path): boolean {
  const way = system.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${system.sep}`) && !system.isAbsolute(way);
}

/**
 * Of several that each have a folder, the one whose folder a file lies in, and of nested ones the innermost.
 * @returns undefined for a file that lies in none
 */
export function nearestTo<T extends { readonly home: string }>(all: readonly T[]): (file: string) => T | undefined {
  const innermostFirst = [...all].sort((a, b) => b.home.length - a.home.length);
  return (file) => innermostFirst.find(({ home }) => isInside(home, file));
}
