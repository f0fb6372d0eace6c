/** Which resources of the app name one of its keys, and with which of their properties. */
import { onlySymbol } from '../core/text.js';
import { inside, textOf } from '../core/value.js';
import { consumingProperties } from '../reference/consumers.js';
import type { KeyUse, Program } from '../types/program.js';
import type { Resource } from '../types/facts.js';
import type { ResourceId, Text, Value } from '../types/values.js';
import { inScenarios } from './scenarios.js';

type Linked = Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>;

/** One for each place and key: what only some scenarios of a template have is possible. */
export function keyUsesIn(program: Linked): readonly KeyUse[] {
  return [...program.stacks.values()].flatMap(({ consumers }) => consumers.flatMap((consumer) => usesBy(consumer, program)));
}

function usesBy(consumer: Resource, program: Linked): readonly KeyUse[] {
  const scenarios = inScenarios(consumer, program);
  const found = new Map<string, { readonly use: Omit<KeyUse, 'certainty'>; times: number }>();
  for (const { properties } of scenarios) {
    const all: Value = { is: 'map', entries: properties, at: inside(consumer.at, 'Properties') };
    for (const { path } of consumingProperties(consumer.type))
      for (const value of valuesAt(all, path.split('.'))) {
        const key = keyNamed(textOf(value), program);
        if (key === undefined) continue;
        const id = `${value.at.pointer} ${key}`;
        const before = found.get(id);
        if (before) before.times += 1;
        else found.set(id, { use: { by: consumer.id, type: consumer.type, path, at: value.at, key }, times: 1 });
      }
  }
  return [...found.values()].map(({ use, times }) => ({ ...use, certainty: times === scenarios.length ? 'certain' : 'possible' }));
}

/**
 * The values that a path leads to; `[]` at the end of a step stands for each item of a list, and one that is no list is taken for its only
 * item, as CloudFormation does.
 */
function valuesAt(value: Value, [step, ...rest]: readonly string[]): readonly Value[] {
  if (step === undefined) return [value];
  const name = step.replace('[]', '');
  const next = value.is === 'map' && Object.hasOwn(value.entries, name) ? value.entries[name] : undefined;
  if (!next) return [];
  const items = step.endsWith('[]') && next.is === 'list' ? next.items : [next];
  return items.flatMap((item) => valuesAt(item, rest));
}

/**
 * The own key that a text names: by its id or ARN, also written out around its id, through exports, or by an alias of the app.
 * @example keyNamed(textOf(properties['TargetKeyId']) ?? [], program)
 */
export function keyNamed(
  text: Text | undefined,
  program: Pick<Linked, 'stacks' | 'fold' | 'resource' | 'resolve'>,
): ResourceId | undefined {
  const resource = text && program.resource(withoutArn(program.resolve(text)));
  if (resource?.type === 'AWS::KMS::Key' || resource?.type === 'AWS::KMS::ReplicaKey') return resource.id;
  if (resource?.type !== 'AWS::KMS::Alias') return undefined;
  const targets = new Set(inScenarios(resource, program).map(({ properties }) => keyNamed(textOf(properties['TargetKeyId']), program)));
  return targets.size === 1 ? [...targets][0] : undefined;
}

/** `arn:…:key/${Key}` names the key by its id. */
function withoutArn(text: Text): Text {
  const last = text.at(-1);
  const before = text.at(-2);
  return text.length > 1 && typeof last === 'object' && typeof before === 'string' && before.endsWith(':key/') && onlySymbol([last])
    ? [last]
    : text;
}
