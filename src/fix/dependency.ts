/** An order between two stacks: `later.addStackDependency(earlier)` after both are made; a stack without a name is given one. */
import path from 'node:path';
import type * as t from '@babel/types';
import type { Syntax } from '../source/calls/syntax.js';
import type { Edit } from '../types/rule.js';
import type { StackId } from '../types/values.js';
import { frameIn, type FixableApp } from './app.js';
import { lineIndent } from './lists.js';
import { offsetOf, type Overlay } from './overlay.js';
import { decode } from '../core/read-json.js';
import { closing, nameGivenBy, statementAround } from './source/calls.js';
import { sameCode, styleOf } from './source/code.js';
import type { Why } from './source/made.js';
import { endOf } from './source/removal.js';
import type { FixStep } from './steps.js';
import type { TextEdit } from './text-edit.js';

interface Named {
  readonly name: string;
  /** What gives it the name, where it has none. */
  readonly naming: readonly TextEdit[];
  readonly statement: t.Node;
  readonly syntax: Syntax;
  readonly node: t.Node;
}

export function dependencySteps(app: FixableApp, { stack, on }: Edit & { is: 'dependency' }): readonly FixStep[] | Why {
  return [
    (over) => {
      const later = named(app, over, stack);
      const earlier = named(app, over, on);
      if (!later || !earlier) return { why: 'the lines that make the stacks are not such that addDependency() could be called after them' };
      const { syntax } = later;
      const block = syntax.parent(later.statement);
      if (syntax.file !== earlier.syntax.file || block !== syntax.parent(earlier.statement))
        return { why: 'the stacks are not made side by side in the source' };
      const style = styleOf(syntax);
      const call = `${later.name}.${methodFor(over, syntax.file)}(${earlier.name})`;
      if (syntax.calls.some((one) => sameCode(syntax.text.slice(one.start ?? 0, one.end ?? 0), call))) return [];
      const after = (later.statement.end ?? 0) > (earlier.statement.end ?? 0) ? later.statement : earlier.statement;
      const indent = lineIndent(syntax.text, after.start ?? 0);
      const at = endOf(syntax.text, after);
      const text = `${style.eol}${indent}${call}${closing(syntax, after, style.semicolon)}`;
      return [{ file: syntax.file, edits: [...later.naming, ...earlier.naming, { start: at, end: at, text, joins: true }] }];
    },
  ];
}

/** Stack.addDependency() is deprecated since aws-cdk-lib 2.264, which has addStackDependency() instead. */
function methodFor(over: Overlay, file: string): string {
  for (let dir = path.dirname(file); ; dir = path.dirname(dir)) {
    const types = over.files.read(path.join(dir, 'node_modules/aws-cdk-lib/core/lib/stack.d.ts'));
    if (types) return decode(types).includes('addStackDependency(') ? 'addStackDependency' : 'addDependency';
    if (dir === path.dirname(dir)) return 'addDependency';
  }
}

/** The stacks that the same line makes, the stack itself among them. */
export function stacksBeside(app: FixableApp, id: StackId): readonly StackId[] {
  const own = placeOfStack(app, id);
  return own === undefined
    ? [id]
    : [...app.examined.loaded.program.stacks.keys()].filter((other) => other === id || placeOfStack(app, other) === own);
}

/** Where a stack is made, as a text. */
export function placeOfStack(app: FixableApp, id: StackId): string | undefined {
  const made = named(app, app.overlay, id);
  return made && `${made.syntax.file}:${made.node.start ?? 0}`;
}

/** The name that a stack is given where it is made: not in its own class, but where that is used. */
function named(app: FixableApp, over: Overlay, id: StackId): Named | undefined {
  const { program, artifacts } = app.examined.loaded;
  const facts = program.stacks.get(id);
  const artifact = artifacts.get(id);
  if (!facts || !artifact) return undefined;
  const { modules } = app.sources(over, artifact);
  for (const frame of app.frames(facts, facts.constructPath)) {
    const at = frame && frameIn(app, over, frame);
    const syntax = at && modules.syntax(at.file);
    const node = syntax?.calls.find(
      ({ type, start }) => type === 'NewExpression' && start === offsetOf(syntax.text, at?.line ?? 0, at?.column ?? 0),
    );
    const literal = node?.arguments[1];
    if (!syntax || !node || (literal?.type === 'StringLiteral' && literal.value !== path.posix.basename(facts.constructPath))) continue;
    const name = nameGivenBy(syntax.parent(node), syntax);
    const statement = statementAround(node, syntax);
    if (!statement) return undefined;
    if (name !== undefined) return { name, naming: [], statement, syntax, node };
    const fresh =
      syntax.parent(node) === statement
        ? freshName(literal?.type === 'StringLiteral' ? literal.value : className(node), syntax)
        : undefined;
    const start = node.start ?? 0;
    return fresh === undefined
      ? undefined
      : { name: fresh, naming: [{ start, end: start, text: `const ${fresh} = ` }], statement, syntax, node };
  }
  return undefined;
}

const className = ({ callee }: t.Node & { callee?: t.Node }): string =>
  callee?.type === 'Identifier'
    ? callee.name
    : callee?.type === 'MemberExpression' && callee.property.type === 'Identifier'
      ? callee.property.name
      : '';

/** A name for a stack that the file does not use yet, and that is no word of the language: `keyStack` of the id `Key`. */
function freshName(id: string, { text }: Syntax): string | undefined {
  const words = id.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join('');
  const own = /stack$/i.test(name) ? name : `${name}Stack`;
  return [own, `${own}2`].find((one) => /^[a-z]/.test(one) && !new RegExp(`\\b${one}\\b`).test(text));
}
