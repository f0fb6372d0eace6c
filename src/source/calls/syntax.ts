/** One source file parsed: its tree, the parent of each node, and what each name in it means. */
import type * as t from '@babel/types';

/** A step into a destructured value: a property, an index, or (null) any element of a list. */
export type PatternStep = string | number | null;
/** What a declaration or an assignment gives to a name: a value, the way into it, what stands for it where nothing is found there. */
export interface Assignment {
  readonly value: t.Node;
  readonly steps: readonly PatternStep[];
  readonly otherwise?: t.Node;
  /** The declaration or assignment. */
  readonly node: t.Node;
}
export interface Parameter {
  readonly is: 'parameter';
  readonly of: t.Function;
  readonly index: number;
  readonly steps: readonly PatternStep[];
  readonly otherwise?: t.Node;
  /** It takes all the arguments that are left. */
  readonly rest?: true;
  readonly given: readonly Assignment[];
}
/** What a name stands for. A variable or parameter may be given more than one value. */
export type Binding =
  | { readonly is: 'import'; readonly from: string; readonly name: string }
  | { readonly is: 'variable'; readonly given: readonly Assignment[] }
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
