/** The file port over the disk: the only module with node:fs. */
import { randomBytes } from 'node:crypto';
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readdirSync,
  readFileSync,
  realpathSync,
  renameSync,
  rmSync,
  statSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import type { Files } from '../types/files.js';

/** Undefined where the disk says no, whatever the reason: the caller says what it needed the file for. */
function attempt<T>(what: () => T): T | undefined {
  try {
    return what();
  } catch {
    return undefined;
  }
}

export const nodeFiles: Files & {
  /** Makes a folder, and those above it. Throws where that cannot be done. */
  makeFolder(dir: string): void;
} = {
  read: (file) => attempt(() => readFileSync(file)),
  list: (dir) => attempt(() => readdirSync(dir).sort()) ?? [],
  realpath: (file) => attempt(() => realpathSync(file)),
  modified: (file) => attempt(() => statSync(file).mtimeMs),
  closed: (file) => attempt(() => closedReason(file)),
  makeFolder: (dir) => void mkdirSync(dir, { recursive: true }),
  write(file, bytes) {
    // Made anew, so that nothing that lies there is written through; a killed process leaves it beside the file, which is whole.
    const temporary = path.join(path.dirname(file), `.${path.basename(file)}.${process.pid}.${randomBytes(4).toString('hex')}.tmp`);
    const mode = attempt(() => statSync(file).mode);
    const handle = openSync(temporary, 'wx', 0o666);
    try {
      // The mode of a new file is cut by the umask; that of one that was there stays.
      if (mode !== undefined) fchmodSync(handle, mode & 0o7777);
      for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done);
      fsyncSync(handle);
      closeSync(handle);
      renameSync(temporary, file);
    } catch (error) {
      attempt(() => {
        closeSync(handle);
      });
      rmSync(temporary, { force: true });
      throw error;
    }
  },
};

/**
 * A file is written anew beside the old one, which would leave the other names of a linked file as they were, and make another user's file
 * our own.
 */
function closedReason(file: string): string | undefined {
  const { nlink, uid } = statSync(file);
  if (!mayWrite(file)) return 'is read-only';
  if (attempt(() => (accessSync(path.dirname(file), constants.W_OK | constants.X_OK), true)) === undefined)
    return 'is in a folder in which you may not write';
  if (nlink > 1) return 'has other names (hard links), which a fix would cut off';
  return process.getuid !== undefined && uid !== process.getuid() ? 'belongs to another user' : undefined;
}

const isWritable = (file: string): boolean => (statSync(file).mode & 0o222) !== 0;

/**
 * Root may write all. For root a file is read-only if its project is not: a project that was copied from a read-only place is so as a
 * whole.
 */
function mayWrite(file: string): boolean {
  if (attempt(() => (accessSync(file, constants.W_OK), true)) === undefined) return false;
  if (isWritable(file)) return true;
  for (let dir = path.dirname(file); ; dir = path.dirname(dir)) {
    const project = attempt(() => isWritable(path.join(dir, 'cdk.json')));
    if (project !== undefined) return !project;
    if (dir === path.dirname(dir)) return false;
  }
}

/** The same files, and one more: what comes on standard input, under a name. It is read when it is first asked for. */
export function withStandardInput(files: Files, name: string): Files {
  let bytes: Uint8Array | undefined;
  const isIt = (file: string): boolean => path.resolve(file) === name;
  return {
    ...files,
    read: (file) => (isIt(file) ? (bytes ??= attempt(() => readFileSync(0)) ?? new Uint8Array()) : files.read(file)),
    realpath: (file) => (isIt(file) ? name : files.realpath(file)),
  };
}

/** Makes a folder and those above it, where they are not there. Throws where that cannot be done. */
export function makeFolder(dir: string): void {
  mkdirSync(dir, { recursive: true });
}
