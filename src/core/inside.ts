/** Which folder a file lies in, by the rules of paths of the system: on Windows capital letters make no difference. */
import path from 'node:path';

/** Whether a file lies in a folder, or is it. @param system the rules of paths, as Windows or as others have them */
export function isInside(folder: string, file: string, system: path.PlatformPath = path): boolean {
  const way = system.relative(folder, file);
  return way !== '..' && !way.startsWith(`..${system.sep}`) && !system.isAbsolute(way);
}
