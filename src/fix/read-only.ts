/** The files that a fix leaves alone: what something else makes, and what lies outside the project. */
import path from 'node:path';
import { decode } from '../core/read-json.js';
import type { Files } from '../types/files.js';
import type { Target } from './plan.js';

/** @param ignored whether the version control ignores a file. @returns why a file may not be written, as a sentence's end */
export function readOnly(
  files: Files,
  root: string,
  ignored: (file: string) => boolean,
): (file: string, target: Target) => string | undefined {
  const known = new Map<string, string | undefined>();
  return (file, target) => {
    const key = `${target} ${file}`;
    if (!known.has(key)) known.set(key, why(file, target));
    return known.get(key);
  };

  function why(file: string, target: Target): string | undefined {
    const name = path.relative(root, file).split(path.sep).join('/');
    const real = files.realpath(file);
    const realRoot = files.realpath(root) ?? root;
    if (real === undefined) return `${name} is not there`;
    if (isOutside(realRoot, real)) return `${name} leads out of the project`;
    const closed = files.closed?.(real);
    if (closed !== undefined) return `${name} ${closed}`;
    if (target === 'template') return undefined;
    if (/(^|\/)node_modules\//.test(name)) return `${name} belongs to a library`;
    if (isCompiled(files, file))
      return `${name} is compiled from TypeScript: fix what it is made of, or the templates with --fix-target template`;
    if (isGenerated(files, file)) return `${name} is generated: fix what it is made of, or the templates with --fix-target template`;
    if (ignored(file))
      return `git ignores ${name}, so something makes it: fix what it is made of, or the templates with --fix-target template`;
    return undefined;
  }
}

function isOutside(root: string, file: string): boolean {
  const way = path.relative(root, file);
  return way.startsWith('..') || path.isAbsolute(way);
}

/** Compiled JavaScript says where its source map is; generators say so at the top. */
function isGenerated(files: Files, file: string): boolean {
  const bytes = files.read(file);
  const text = bytes ? decode(bytes) : '';
  return (
    file.endsWith('.d.ts') ||
    /@generated\b|\bDO NOT EDIT\b/.test(text.slice(0, 1000)) ||
    (/\.[cm]?js$/.test(file) && /^\/\/[#@] sourceMappingURL=/m.test(text))
  );
}

/** What the TypeScript compiler writes into modules, or JavaScript with its TypeScript beside it. */
function isCompiled(files: Files, file: string): boolean {
  if (!/\.[cm]?js$/.test(file)) return false;
  const bytes = files.read(file);
  const text = bytes ? decode(bytes).slice(0, 4000) : '';
  return (
    /Object\.defineProperty\(exports, ["']__esModule["']|^var __(awaiter|createBinding|importStar|importDefault|extends|decorate)\b/m.test(
      text,
    ) || files.read(file.replace(/js$/, 'ts')) !== undefined
  );
}
