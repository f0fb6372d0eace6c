/** Writes a file that the user named. */
import path from 'node:path';
import { nodeFiles } from '../files/node.js';
import type { Streams } from './command.js';

/** @returns whether it was written; the error stream is told where it was not */
export function wrote(file: string, text: string, { cwd, error }: Pick<Streams, 'cwd' | 'error'>): boolean {
  try {
    nodeFiles.write(path.resolve(cwd, file), Buffer.from(text));
    return true;
  } catch {
    error(`kms-lint: ${file} cannot be written: is its folder there, and may you write to it?\n`);
    return false;
  }
}
