/** Files as reports name them: relative to the root, with forward slashes. */
import path from 'node:path';
import type { Drawing, Problem } from '../types/report.js';

export function relative(root: string, file: string): string {
  return path.relative(root, path.resolve(file)).split(path.sep).join('/') || '.';
}

/** A problem with its file as reports name it. */
export function relativeProblem(root: string, problem: Problem): Problem {
  return problem.at ? { ...problem, at: { ...problem.at, file: relative(root, problem.at.file) } } : problem;
}

/** A drawing whose ids say nothing of the machine: those below the root begin there. */
export function relativeDrawing(root: string, { nodes, edges }: Drawing): Drawing {
  const top = path.resolve(root) + path.sep;
  const id = (whole: string): string => (whole.startsWith(top) ? whole.slice(top.length).replaceAll(path.sep, '/') : whole);
  return {
    nodes: nodes.map((node) => ({ ...node, id: id(node.id), ...(node.group === undefined ? {} : { group: id(node.group) }) })),
    edges: edges.map((edge) => ({ ...edge, from: id(edge.from), to: id(edge.to) })),
  };
}
