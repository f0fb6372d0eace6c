/** Which resources of the app name a key, their own or another's, and with which of their properties. */
import { textOf } from '../core/value.js';
import { consumingProperties } from '../reference/consumers.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { KeyUse, Program } from '../types/program.js';
import { keyNameOf } from './key-names.js';
import { rootOf, valuesAt } from './paths.js';
import { inScenarios } from './scenarios.js';

type Linked = Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>;

/** One for each place and key: what only some scenarios of a template have is possible. */
export function keyUsesIn({ consumers }: TemplateFacts, program: Linked): readonly KeyUse[] {
  return consumers.flatMap((consumer) => usesBy(consumer, program));
}

function usesBy(consumer: Resource, program: Linked): readonly KeyUse[] {
  const facts = program.stacks.get(consumer.stack),
    paths = consumingProperties(consumer.type);
  if (!facts || paths.length === 0) return [];
  const scenarios = inScenarios(consumer, program);
  const found = new Map<string, { readonly use: Omit<KeyUse, 'certainty'>; times: number }>();
  for (const { properties } of scenarios)
    for (const { path } of paths)
      for (const { value } of valuesAt(rootOf(properties, consumer.at), path)) {
        const key = keyNameOf(textOf(value), facts, program);
        if (!key) continue;
        const id = JSON.stringify([value.at.pointer, key]),
          before = found.get(id);
        if (before) before.times += 1;
        else found.set(id, { use: { by: consumer.id, type: consumer.type, path, at: value.at, key }, times: 1 });
      }
  return [...found.values()].map(({ use, times }) => ({ ...use, certainty: times === scenarios.length ? 'certain' : 'possible' }));
}
