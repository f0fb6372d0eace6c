/** Files as reports name them: relative to the root, with forward slashes. */
import path from 'node:path';
import type { Problem } from '../types/report.js';

export function relative(root: string, file: string): string {
  return path.relative(root, path.resolve(file)).split(path.sep).join('/') || '.';
}

/** A problem with its file as reports name it. */
export function relativeProblem(root: string, problem: Problem): Problem {
  return problem.at ? { ...problem, at: { ...problem.at, file: relative(root, problem.at.file) } } : problem;
}
