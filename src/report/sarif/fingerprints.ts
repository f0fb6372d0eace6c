/** The values by which code scanning knows an alert again after the files have changed. */
import { createHash } from 'node:crypto';
import type { Position } from '../../types/files.js';

/** GitHub's hash of a line of a file (see line-hash.ts); undefined where the file cannot be read. Files are named as in the result. */
export type LineHasher = (file: string, line: number) => string | undefined;

/** What an alert is known by. */
export interface Known {
  readonly ruleId: string;
  readonly constructPath: string | null;
  /** Tells it from others of the rule on the same construct. */
  readonly detail: string;
  readonly source: Position | null;
}

/**
 * The value by which GitHub knows an alert again, with rule and file. GitHub's own hash of the line where that line is code: it makes the
 * same.
 * A generated file or one line for many results says too little: there it is made of what the finding is about.
 */
export function fingerprinter(hash: LineHasher | undefined): (finding: Known, primary: Position) => string {
  const taken = new Set<string>();
  return (finding, primary) => {
    const isCode = finding.source !== null && !primary.file.endsWith('.json');
    const line = isCode ? hash?.(primary.file, primary.line) : undefined;
    const used = `${finding.ruleId}|${primary.file}|${line ?? ''}`;
    if (line === undefined || taken.has(used)) return ownHash(finding);
    taken.add(used);
    return line;
  };
}

function ownHash({ ruleId, constructPath, detail }: Known): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([ruleId, constructPath, detail]))
    .digest('hex');
  return `${digest.slice(0, 16)}:1`;
}
