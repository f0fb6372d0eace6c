/** A parameter that the template takes from SSM, where the source asks for it: the look-up goes with the last statement that used it. */
import type * as t from '@babel/types';
import { plainName } from '../source/calls/nodes.js';
import type { Syntax } from '../source/calls/syntax.js';
import type { Edit } from '../types/rule.js';
import { frameIn, type FixableApp } from './app.js';
import { offsetOf } from './overlay.js';
import { lineOf, type Why } from './source/made.js';
import { withoutNode } from './source/removal.js';
import type { FixStep } from './steps.js';

/** aws-cdk-lib 2.276.0, aws-ssm/lib/parameter.ts: the static methods that make a parameter of the template and give its value. */
const LOOK_UP = /^valueFor\w*Parameter\w*$/;
/** The calls that put a statement into a policy, and that the other edits of the fix take away. */
const USER = 'addToResourcePolicy';

export function parameterSteps(app: FixableApp, { stack, name }: Edit & { is: 'parameter' }): readonly FixStep[] | Why {
  const { stacks } = app.examined.loaded.program;
  const facts = stacks.get(stack);
  const located = app.resource(`${stack}#${name}`);
  const construct = located && app.constructPath(located);
  const [frame] = facts && construct !== undefined ? app.frames(facts, construct) : [];
  if (!located || !frame) return { why: `the assembly does not tell which line looks ${name} up` };
  return [
    (over) => {
      const place = frameIn(app, over, frame);
      const syntax = app.sources(over, located.artifact).modules.syntax(place.file);
      const unseen = over === app.overlay ? { why: `the source does not look ${name} up where the assembly says` } : [];
      if (!syntax) return unseen;
      const at = offsetOf(syntax.text, place.line, place.column);
      // Where the value is used at once it goes with its use, as does a parameter that is a construct: its value makes it.
      if (syntax.calls.some((call) => isCallOf(USER, call) && (call.start ?? 0) <= at && at < (call.end ?? 0))) return [];
      const call = lookUpAt(syntax, at);
      if (!call) return unseen;
      return withoutDeclaration(call, syntax);
    },
  ];
}

/** CDK notes where the call begins, or the name of the method in it. */
function lookUpAt({ calls }: Syntax, offset: number): t.CallExpression | undefined {
  return calls.find(
    (call): call is t.CallExpression =>
      call.type === 'CallExpression' &&
      call.callee.type === 'MemberExpression' &&
      LOOK_UP.test(plainName(call.callee.property) ?? '') &&
      (call.start === offset || call.callee.property.start === offset),
  );
}

/** Takes the variable away that holds the value and nothing else, where only the statement that goes reads it. */
function withoutDeclaration(call: t.CallExpression, syntax: Syntax): ReturnType<FixStep> {
  const why = { why: `what it looks up is used for more than this, at ${lineOf(syntax, call)}` };
  const declarator = syntax.parent(call);
  const declaration = declarator && syntax.parent(declarator);
  if (declarator?.type !== 'VariableDeclarator' || declarator.id.type !== 'Identifier' || declaration?.type !== 'VariableDeclaration')
    return why;
  const { name } = declarator.id;
  const binding = syntax.binding(name, call);
  const readers = syntax.reads(name).filter((each) => syntax.binding(name, each) === binding);
  const exported = syntax.parent(declaration)?.type === 'ExportNamedDeclaration';
  if (exported || declaration.declarations.length > 1 || !readers.every((each) => isIn(USER, each, syntax))) return why;
  return [{ file: syntax.file, edits: withoutNode(syntax, declaration) }];
}

function isIn(method: string, node: t.Node, syntax: Syntax): boolean {
  for (let at: t.Node | undefined = node; at; at = syntax.parent(at)) if (isCallOf(method, at)) return true;
  return false;
}

const isCallOf = (method: string, node: t.Node): boolean =>
  node.type === 'CallExpression' && node.callee.type === 'MemberExpression' && plainName(node.callee.property) === method;
