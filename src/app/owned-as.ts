/** Imported keys that are keys of the same app after all: by an export, or by an alias that the app itself makes. */
import { sameEnv } from '../cfn/env.js';
import { inside, member, textOf } from '../core/value.js';
import { appOf } from '../core/ids.js';
import { literal } from '../core/text.js';
import { isKey } from './key-names.js';
import type { Call, Program } from '../types/program.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { StackId, Text } from '../types/values.js';

/** The key of the app that a call's imported key is, where that is certain. */
export function ownedAs({ key, stack }: Pick<Call, 'key' | 'stack'>, program: Program): Resource | undefined {
  const from = stack === undefined ? undefined : program.stacks.get(stack);
  const [, exported] = /\bimportValue\(\s*['"`]([^'"`$]+)['"`]\s*\)/.exec(key) ?? [];
  const [, alias] = /^['"`]?(alias\/[\w/-]+)['"`]?$/.exec(key) ?? [];
  const text = exported === undefined ? alias && targetOfAlias(alias, from, program) : valueOfExport(exported, from, program);
  const found = text ? program.resource(text) : undefined;
  return found && isKey(found) && isOfOneApp(found, stack, program) ? found : undefined;
}

/** A key of another app is none that the app could hand on; where the stack of the call is not known, all must be of one app. */
function isOfOneApp({ stack: owner }: Resource, stack: StackId | undefined, { stacks }: Program): boolean {
  return (stack === undefined ? [...stacks.keys()] : [stack]).every((id) => appOf(id) === appOf(owner));
}

/** Names are per account and Region: of several stacks that have one, only the one in the environment of the import counts. */
function only(found: readonly { readonly text: Text; readonly stack: TemplateFacts }[], from: TemplateFacts | undefined): Text | undefined {
  const here = found.filter(({ stack }) => from && sameEnv(stack, from) === 'yes');
  const chosen = found.length > 1 || from ? here : found;
  return chosen.length === 1 ? chosen[0]?.text : undefined;
}

function valueOfExport(name: string, from: TemplateFacts | undefined, { stacks }: Program): Text | undefined {
  const found = [...stacks.values()].flatMap((stack) =>
    stack.exports.filter((one) => !one.conditional && literal(one.name) === name).map(({ value }) => ({ text: value, stack })),
  );
  return only(found, from);
}

function targetOfAlias(name: string, from: TemplateFacts | undefined, program: Program): Text | undefined {
  const found = [...program.stacks.values()].flatMap((stack) =>
    stack.resources
      .filter(({ type, condition }) => type === 'AWS::KMS::Alias' && condition === undefined)
      .flatMap(({ properties, at }) => {
        const folded = program.fold(properties, inside(at, 'Properties'), stack.id, {});
        const alias = textOf(member(folded, 'AliasName'));
        const target = textOf(member(folded, 'TargetKeyId'));
        return alias && target && literal(alias) === name ? [{ text: target, stack }] : [];
      }),
  );
  return only(found, from);
}
