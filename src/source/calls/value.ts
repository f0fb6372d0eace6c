/** What an expression of the app's source can stand for, and where it stands: the vocabulary of the evaluation. */
import type * as t from '@babel/types';
import type { ImportKind } from '../../types/program.js';
import type { Answer } from '../../types/values.js';
import type { Call, Modules } from './modules.js';
import type { Syntax } from './syntax.js';

/** A call of one function, from which its parameters and its `this` are known. args: undefined where only `this` is known. */
export interface Frame {
  readonly of: t.Function;
  readonly args?: readonly t.Node[];
  readonly at: Context;
  readonly self?: Value;
}
/** Where an expression stands: its file, the calls through which it was reached (the innermost first), and how many functions were crossed. */
export interface Context {
  readonly in: Syntax;
  readonly frames: readonly Frame[];
  readonly crossed: number;
  /** The object whose field is looked at. */
  readonly self?: Instance;
}

export type Instance = Extract<Value, { is: 'instance' }>;
export type Imported = Extract<Value, { is: 'imported' }>;
export type FunctionValue = Extract<Value, { is: 'function' }>;
type Shape =
  | { readonly is: 'imported'; readonly how: ImportKind; readonly call: t.CallExpression | t.OptionalCallExpression; readonly at: Context }
  /** Of this app: its policy can be changed. */
  | { readonly is: 'key'; readonly node: t.Node; readonly at: Context }
  | { readonly is: 'object'; readonly node: t.ObjectExpression; readonly at: Context }
  | { readonly is: 'list'; readonly node: t.ArrayExpression; readonly at: Context }
  /** A list, or a map, that holds these, in an order and number that are not known. */
  | { readonly is: 'each'; readonly values: readonly Value[] }
  /** What Object.entries() makes of one of them: its name, which is not known, and itself. */
  | { readonly is: 'entry'; readonly values: readonly Value[] }
  | { readonly is: 'function'; readonly node: t.Function; readonly at: Context; readonly self?: Value }
  | { readonly is: 'class'; readonly node: t.Class; readonly at: Context }
  /** Of one of the app's own classes. made: the arguments of its constructor, where it is known which object it is. */
  | {
      readonly is: 'instance';
      readonly node: t.Class;
      readonly at: Context;
      readonly made?: { readonly args: readonly t.Node[]; readonly at: Context };
    }
  /** Of a library: `aws_kms.Key`, `aws_kms.Key.fromKeyArn`. */
  | { readonly is: 'library'; readonly name: string }
  | { readonly is: 'made'; readonly name: string; readonly node: t.Node; readonly args: readonly t.Node[]; readonly at: Context }
  | { readonly is: 'attribute'; readonly of: Value; readonly name: string }
  | { readonly is: 'module'; readonly in: Syntax }
  | { readonly is: 'literal'; readonly value: string | number | boolean | null | undefined }
  | { readonly is: 'unknown' };
/** maybe: one of several ways that the code can go. */
export type Value = Shape & { readonly maybe?: true };

/** A call of a function, and the file in which it stands. */
export interface Caller {
  readonly call: Call;
  readonly in: Syntax;
}

/** Follows expressions to what they can be. */
export interface Values {
  readonly modules: Modules;
  /** All that an expression can be. What is not sure to be understood is unknown. */
  of(node: t.Node | undefined, at: Context): readonly Value[];
  member(value: Value, name: string): readonly Value[];
  /** Whether a condition holds there. */
  truth(node: t.Node, at: Context): Answer;
  /** The calls of a function, a method or (for a constructor) a class, as far as they are found. */
  callersOf(node: t.Function, at: Syntax): readonly Caller[];
}
/** What the parts of the evaluation need of each other. */
export interface Evaluation extends Values {
  /** What a function gives back when it is called so. */
  returned(value: FunctionValue, args: readonly t.Node[] | undefined, at: Context): readonly Value[];
  /** What a call is given at this place among its arguments. */
  argument(args: readonly t.Node[], index: number, at: Context): readonly Value[];
}

export const contextIn = (syntax: Syntax): Context => ({ in: syntax, frames: [], crossed: 0 });

/** Through how many functions a value is followed. */
export const DEPTH = 3;
export const UNKNOWN: readonly Value[] = [{ is: 'unknown' }];
export const ABSENT: readonly Value[] = [{ is: 'literal', value: undefined }];

export const maybe = (values: readonly Value[]): readonly Value[] => values.map((value) => ({ ...value, maybe: true }));
/** What is found through a value is as sure as the value. */
export const through = (from: Value, values: readonly Value[]): readonly Value[] => (from.maybe ? maybe(values) : values);
export const isAbsent = (value: Value): boolean => value.is === 'literal' && (value.value === undefined || value.value === null);
export const literal = (value: string | number | boolean): readonly Value[] => [{ is: 'literal', value }];
export const answered = (answer: Answer): readonly Value[] => (answer === 'unknown' ? UNKNOWN : literal(answer === 'yes'));

/** The values, or the default in place of those that are undefined. */
export function orDefault(values: readonly Value[], otherwise: (() => readonly Value[]) | undefined): readonly Value[] {
  if (!otherwise) return values;
  const there = values.filter((value) => !(value.is === 'literal' && value.value === undefined));
  if (there.length === values.length && !there.some(({ is }) => is === 'unknown')) return values;
  return there.length === 0 ? otherwise() : maybe([...there, ...otherwise()]);
}

/** What may be one after the other: the last that surely happened, and what perhaps came after it. */
export function latest(given: readonly { readonly sure: Answer; readonly values: () => readonly Value[] }[]): readonly Value[] {
  const happened = given.filter(({ sure }) => sure !== 'no');
  const last = happened.findLastIndex(({ sure }) => sure === 'yes');
  const left = happened.slice(Math.max(0, last));
  const all = left.flatMap(({ values }) => values());
  return left.length > 1 ? maybe(all) : all;
}
