/** Parses a source file. */
import type * as babel from '@babel/parser';
import { load } from '../../core/lazy.js';
import type { Problem } from '../../types/report.js';
import { bind } from './scopes.js';
import type { Syntax } from './syntax.js';

/** In characters. Nobody writes so much by hand: it is a bundle of an app with its libraries, which takes longer than all else. */
export const LONGEST = 2_000_000;

/** One that cannot be parsed is told as a notice, since source is evidence only. */
export function parse(file: string, source: string): Syntax | { readonly problem: Problem } {
  if (source.length > LONGEST)
    return {
      problem: {
        weight: 'notice',
        message:
          'this source file is as large as a bundle, so calls on imported keys in it were not looked for: with a source map beside it, the files that it was made from are read',
        at: { file },
      },
    };
  const { parse: parseText } = load('@babel/parser') as typeof babel;
  const text = source.replace(/^\uFEFF/, ' ');
  try {
    const { program, errors } = parseText(text, parserOptions(file));
    return { file, text, program, faults: errors?.length ?? 0, ...bind(program) };
  } catch (error) {
    const { loc } = error as { readonly loc?: { readonly line: number; readonly column: number } };
    return {
      problem: {
        weight: 'notice',
        message: 'this source file could not be parsed, so calls on imported keys in it were not looked for',
        at: { file, ...(loc ? { line: loc.line, column: loc.column + 1 } : {}) },
      },
    };
  }
}

/** How a script of this name is parsed. */
export function parserOptions(file: string): babel.ParserOptions {
  const typed = /\.[cm]?tsx?$/.test(file);
  return {
    sourceType: 'unambiguous',
    errorRecovery: true,
    allowReturnOutsideFunction: true,
    allowAwaitOutsideFunction: true,
    attachComment: false,
    plugins: [
      ...(typed ? ['typescript' as const] : []),
      ...(typed && !file.endsWith('x') ? [] : ['jsx' as const]),
      'decorators-legacy',
      'explicitResourceManagement',
    ],
  };
}
