/** One source file parsed: its tree, the parent of each node, and what each name in it means. */
import type * as babel from '@babel/parser';
import type * as t from '@babel/types';
import { load } from '../../core/lazy.js';
import type { Problem } from '../../types/report.js';
import { bind } from './scopes.js';

/** A step into a destructured value: a property, an index, or (null) any element of a list. */
export type Step = string | number | null;
/** What a declaration or an assignment gives to a name: a value, the way into it, what stands for it where nothing is found there. */
export interface Given {
  readonly value: t.Node;
  readonly steps: readonly Step[];
  readonly otherwise?: t.Node;
  /** The declaration or assignment. */
  readonly node: t.Node;
}
export interface Parameter {
  readonly is: 'parameter';
  readonly of: t.Function;
  readonly index: number;
  readonly steps: readonly Step[];
  readonly otherwise?: t.Node;
  /** It takes all the arguments that are left. */
  readonly rest?: true;
  readonly given: readonly Given[];
}
/** What a name stands for. A variable or parameter may be given more than one value. */
export type Binding =
  | { readonly is: 'import'; readonly from: string; readonly name: string }
  | { readonly is: 'variable'; readonly given: readonly Given[] }
  | Parameter
  | { readonly is: 'function'; readonly node: t.Function }
  | { readonly is: 'class'; readonly node: t.Class }
  /** Declared, but what it is given is not followed: what is caught, an enum. */
  | { readonly is: 'opaque' };

export interface Syntax {
  readonly file: string;
  readonly text: string;
  readonly program: t.Program;
  /** The faults that the parser passed over. */
  readonly faults: number;
  /** The nodes of these types, in the order of the text. */
  readonly calls: readonly (t.CallExpression | t.OptionalCallExpression | t.NewExpression)[];
  readonly properties: readonly t.ObjectProperty[];
  parent(node: t.Node): t.Node | undefined;
  /** What a name means where the node stands; undefined for what is not declared in the file. */
  binding(name: string, at: t.Node): Binding | undefined;
  /** The identifiers of that name that are read, not declared. */
  reads(name: string): readonly t.Identifier[];
}

/** Parses a file. One that cannot be parsed is told as a notice, since source is evidence only. */
export function parse(file: string, source: string): Syntax | { readonly problem: Problem } {
  const { parse: parseText } = load('@babel/parser') as typeof babel;
  const text = source.replace(/^\uFEFF/, ' '),
    typed = /\.[cm]?tsx?$/.test(file);
  try {
    const { program, errors } = parseText(text, {
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
    });
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
