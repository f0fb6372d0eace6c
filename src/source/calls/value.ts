/** What an expression of the app's source can stand for, and where it stands: the vocabulary of the evaluation. */
import type * as t from '@babel/types';
import type { ImportKind } from '../../types/program.js';
import type { Answer } from '../../types/values.js';
import type { CallNode, Modules } from './modules.js';
import type { Syntax } from './syntax.js';

/** A call of one function, from which its parameters and its `this` are known. args: undefined where only `this` is known. */
export interface CallFrame {
  readonly of: t.Function;
  readonly args?: readonly t.Node[];
  readonly at: CallContext;
  readonly self?: CodeValue;
}
/**
 * Where an expression stands: its file, the calls through which it was reached (the innermost first), and how many functions were crossed.
 */
export interface CallContext {
  readonly in: Syntax;
  readonly frames: readonly CallFrame[];
  readonly crossed: number;
  /** The object whose field is looked at. */
  readonly self?: Instance;
}

export type Instance = Extract<CodeValue, { is: 'instance' }>;
export type Imported = Extract<CodeValue, { is: 'imported' }>;
export type FunctionValue = Extract<CodeValue, { is: 'function' }>;
type Shape =
  | {
      readonly is: 'imported';
      readonly how: ImportKind;
      readonly call: t.CallExpression | t.OptionalCallExpression;
      readonly at: CallContext;
    }
  /** Of this app: its policy can be changed. */
  | { readonly is: 'key'; readonly node: t.Node; readonly at: CallContext }
  | { readonly is: 'object'; readonly node: t.ObjectExpression; readonly at: CallContext }
  | { readonly is: 'list'; readonly node: t.ArrayExpression; readonly at: CallContext }
  /** A list, or a map, that holds these, in an order and number that are not known. */
  | { readonly is: 'each'; readonly values: readonly CodeValue[] }
  /** What Object.entries() makes of one of them: its name, which is not known, and itself. */
  | { readonly is: 'entry'; readonly values: readonly CodeValue[] }
  | { readonly is: 'function'; readonly node: t.Function; readonly at: CallContext; readonly self?: CodeValue }
  | { readonly is: 'class'; readonly node: t.Class; readonly at: CallContext }
  /** Of one of the app's own classes. made: the arguments of its constructor, where it is known which object it is. */
  | {
      readonly is: 'instance';
      readonly node: t.Class;
      readonly at: CallContext;
      readonly made?: { readonly args: readonly t.Node[]; readonly at: CallContext };
    }
  /** Of a library: `aws_kms.Key`, `aws_kms.Key.fromKeyArn`. */
  | { readonly is: 'library'; readonly name: string }
  | { readonly is: 'made'; readonly name: string; readonly node: t.Node; readonly args: readonly t.Node[]; readonly at: CallContext }
  | { readonly is: 'attribute'; readonly of: CodeValue; readonly name: string }
  | { readonly is: 'module'; readonly in: Syntax }
  | { readonly is: 'literal'; readonly value: string | number | boolean | null | undefined }
  | { readonly is: 'unknown' };
/** maybe: one of several ways that the code can go. */
export type CodeValue = Shape & { readonly maybe?: true };

/** A call of a function, and the file in which it stands. */
export interface Caller {
  readonly call: CallNode;
  readonly in: Syntax;
}

/** Follows expressions to what they can be. */
export interface Values {
  readonly modules: Modules;
  /** All that an expression can be. What is not sure to be understood is unknown. */
  of(node: t.Node | undefined, at: CallContext): readonly CodeValue[];
  member(value: CodeValue, name: string): readonly CodeValue[];
  /** Whether a condition holds there. */
  truth(node: t.Node, at: CallContext): Answer;
  /** The calls of a function, a method or (for a constructor) a class, as far as they are found. */
  callersOf(node: t.Function, at: Syntax): readonly Caller[];
}
/** What the parts of the evaluation need of each other. */
export interface Evaluator extends Values {
  /** What a function gives back when it is called so. */
  returned(value: FunctionValue, args: readonly t.Node[] | undefined, at: CallContext): readonly CodeValue[];
  /** What a call is given at this place among its arguments. */
  argument(args: readonly t.Node[], index: number, at: CallContext): readonly CodeValue[];
}

export const contextIn = (syntax: Syntax): CallContext => ({ in: syntax, frames: [], crossed: 0 });

/** Through how many functions a value is followed. */
export const DEPTH = 3;
export const UNKNOWN: readonly CodeValue[] = [{ is: 'unknown' }];
export const ABSENT: readonly CodeValue[] = [{ is: 'literal', value: undefined }];

export const maybe = (values: readonly CodeValue[]): readonly CodeValue[] => values.map((value) => ({ ...value, maybe: true }));
/** What is found through a value is as sure as the value. */
export const through = (from: CodeValue, values: readonly CodeValue[]): readonly CodeValue[] => (from.maybe ? maybe(values) : values);
export const isAbsent = (value: CodeValue): boolean => value.is === 'literal' && (value.value === undefined || value.value === null);
export const literalValue = (value: string | number | boolean): readonly CodeValue[] => [{ is: 'literal', value }];
export const answerValue = (answer: Answer): readonly CodeValue[] => (answer === 'unknown' ? UNKNOWN : literalValue(answer === 'yes'));

/** The values, or the default in place of those that are undefined. */
export function orDefault(values: readonly CodeValue[], otherwise: (() => readonly CodeValue[]) | undefined): readonly CodeValue[] {
  if (!otherwise) return values;
  const there = values.filter((value) => !(value.is === 'literal' && value.value === undefined));
  if (there.length === values.length && !there.some(({ is }) => is === 'unknown')) return values;
  return there.length === 0 ? otherwise() : maybe([...there, ...otherwise()]);
}

/** What may be one after the other: the last that surely happened, and what perhaps came after it. */
export function latest(given: readonly { readonly sure: Answer; readonly values: () => readonly CodeValue[] }[]): readonly CodeValue[] {
  const happened = given.filter(({ sure }) => sure !== 'no');
  const last = happened.findLastIndex(({ sure }) => sure === 'yes');
  const left = happened.slice(Math.max(0, last));
  const all = left.flatMap(({ values }) => values());
  return left.length > 1 ? maybe(all) : all;
}
