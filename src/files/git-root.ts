/** Where the repository of a folder begins. */
import path from 'node:path';
import { nodeFiles } from './node.js';

/** The folder with .git in it, from this one upward. */
export function gitRoot(from: string): string | undefined {
  for (let dir = from; ; dir = path.dirname(dir)) {
    if (nodeFiles.realpath(path.join(dir, '.git')) !== undefined) return dir;
    if (dir === path.dirname(dir)) return undefined;
  }
}
