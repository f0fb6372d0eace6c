/** URIs of an editor and paths of a disk: editors escape more than Node does, and write drives in either case. */
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

/**
 * @param windows whether paths are those of Windows
 * @returns the path, with the drive in upper case; undefined where the URI is not one of a file on this machine
 */
export function fileOfUri(uri: string, windows = path.sep === '\\'): string | undefined {
  if (!uri.startsWith('file:')) return undefined;
  try {
    const file = fileURLToPath(uri, { windows });
    return windows ? file.replace(/^[a-z](?=:)/, (drive) => drive.toUpperCase()) : file;
  } catch {
    return undefined;
  }
}

export const uriOfFile = (file: string): string => pathToFileURL(file).href;
