/** What is known of aws-cdk-lib: the names in its packages under all ways to import them, and what its keys and imports are. */
import type * as t from '@babel/types';
import type { Answer } from '../../types/values.js';
import type { Exported } from './modules.js';
import type { Syntax } from './syntax.js';
import { answerValue, UNKNOWN, type CallContext, type Evaluator, type CodeValue, type Values } from './value.js';

type AnyCall = t.CallExpression | t.OptionalCallExpression;

/**
 * A name in the packages of the CDK: `aws_kms.Key` for all ways to import it, `RemovalPolicy` of the core; with the name `*` the module as
 * a whole. Another package keeps its name.
 */
export function libraryName(source: string, name: string): string {
  const whole = name === '*' || name === 'default';
  const service = /^(?:aws-cdk-lib|@aws-cdk|monocdk)\/(aws-[\w-]+)(?:\/.*)?$/.exec(source)?.[1]?.replaceAll('-', '_');
  const prefix = service ?? (/^(aws-cdk-lib|@aws-cdk\/core|monocdk)(\/|$)/.test(source) ? '' : `${source}:`);
  if (whole) return prefix;
  return prefix === '' ? name : `${prefix}.${name}`;
}

/** What an import gives: of a package a name, of a file of the app what it exports. */
export function fromModule(from: Syntax, source: string, name: string, at: CallContext, values: Values): readonly CodeValue[] {
  if (!source.startsWith('.')) return [{ is: 'library', name: libraryName(source, name) }];
  const module = values.modules.imported(from, source);
  if (!module) return UNKNOWN;
  return name === '*' ? [{ is: 'module', in: module }] : exportedBy(module, name, at, values);
}

export function exportedBy(module: Syntax, name: string, at: CallContext, values: Values): readonly CodeValue[] {
  const found = values.modules.exported(module, name);
  // What it names itself goes before what it hands on as a whole.
  const direct = found.filter((entry) => entry.is === 'node' || entry.name !== name);
  const all = (direct.length > 0 ? direct : found).flatMap((entry: Exported) =>
    entry.is === 'node'
      ? values.of(entry.node, { in: entry.in, frames: [], crossed: at.crossed })
      : fromModule(entry.in, entry.source, entry.name, at, values),
  );
  return all.length > 0 ? all : UNKNOWN;
}

/** What `new` makes of a class of a library. */
export function libraryObject(name: string, node: t.NewExpression, at: CallContext, values: Values): readonly CodeValue[] {
  const args = node.arguments;
  if (/^aws_kms\.(Key|CfnKey|ReplicaKey|CfnReplicaKey)$/.test(name)) return [{ is: 'key', node, at }];
  // A real alias passes every call on to its key.
  if (name === 'aws_kms.Alias') return values.of(args[2], at).flatMap((props) => values.member(props, 'targetKey'));
  return [{ is: 'made', name, node, args, at }];
}

/** What a function of a library gives back. */
export function libraryCall(name: string, node: AnyCall, at: CallContext, values: Evaluator): readonly CodeValue[] {
  const args = node.arguments;
  switch (name) {
    case 'aws_kms.Key.fromKeyArn':
      return [{ is: 'imported', how: 'fromKeyArn', call: node, at }];
    case 'aws_kms.Key.fromLookup':
      return [{ is: 'imported', how: 'fromLookup', call: node, at }];
    case 'aws_kms.Alias.fromAliasName':
      return [{ is: 'imported', how: 'fromAliasName', call: node, at }];
    case 'aws_kms.Key.fromCfnKey':
      return [{ is: 'key', node, at }];
    case 'aws_kms.Alias.fromAliasAttributes':
      return values.of(args[2], at).flatMap((attributes) => values.member(attributes, 'aliasTargetKey'));
    case 'Resource.isOwnedResource':
      return answerValue(isOwned(values.argument(args, 0, at)));
    default:
      return [{ is: 'made', name, node, args, at }];
  }
}

function isOwned(given: readonly CodeValue[]): Answer {
  if (given.length > 0 && given.every(({ is }) => is === 'imported')) return 'no';
  return given.length > 0 && given.every(({ is }) => is === 'key') ? 'yes' : 'unknown';
}

/** `value instanceof Class`: what is imported is of no public class of the CDK but Resource. */
export function isInstanceOf(value: CodeValue, classes: readonly CodeValue[]): Answer {
  const [only, more] = classes;
  if (only?.is !== 'library' || more) return 'unknown';
  if (/^(Resource|Construct|constructs:\.Construct)$/.test(only.name))
    return value.is === 'imported' || value.is === 'key' ? 'yes' : 'unknown';
  if (value.is === 'imported') return /^aws_/.test(only.name) ? 'no' : 'unknown';
  return value.is === 'key' && value.node.type === 'NewExpression' && only.name === 'aws_kms.Key' ? 'yes' : 'unknown';
}
