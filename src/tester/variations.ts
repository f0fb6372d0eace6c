/** Programs made from an example, on which a rule must say the same, or no more. */
import type { Example, ExampleStack } from '../types/rule.js';
import type { Json, JsonObject } from '../types/files.js';

/** The template of an example's stack, which may stand alone. */
function templateOf(stack: JsonObject | ExampleStack): JsonObject {
  return 'template' in stack && !('Resources' in stack) ? (stack as ExampleStack).template : stack;
}

/** The example with each template changed. */
function withTemplates(example: Example, change: (template: JsonObject, stack: string) => JsonObject): Example {
  const changed = Object.entries(example.stacks).map(([name, stack]) => {
    const template = templateOf(stack);
    return [name, template === stack ? change(template, name) : { ...(stack as ExampleStack), template: change(template, name) }] as const;
  });
  return { ...example, stacks: Object.fromEntries(changed) };
}

/**
 * The example once for each literal in the properties of its resources, that literal being a Ref to a parameter of which nothing is known.
 */
export function* blurred(example: Example): Generator<Example> {
  for (const [name, stack] of Object.entries(example.stacks))
    for (const template of blurredTemplates(templateOf(stack))) yield withTemplates(example, (one, of) => (of === name ? template : one));
}

function* blurredTemplates(template: JsonObject): Generator<JsonObject> {
  const resources = template['Resources'] as JsonObject;
  for (const [id, resource] of Object.entries(resources))
    for (const path of leavesOf((resource as JsonObject)['Properties'] ?? {})) {
      const copy = structuredClone(template) as Record<string, Record<string, Json>>;
      copy['Parameters'] = { ...copy['Parameters'], Blur: { Type: 'String' } };
      let at = (copy['Resources']?.[id] as Record<string, Json>)['Properties'] as Record<string | number, Json>;
      for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, Json>;
      at[path.at(-1) ?? ''] = { Ref: 'Blur' };
      yield copy;
    }
}

type Path = readonly (string | number)[];

/** The paths to all literals; an intrinsic is no literal. */
function leavesOf(json: Json, path: Path = []): readonly Path[] {
  if (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') return [path];
  if (Array.isArray(json)) return (json as readonly Json[]).flatMap((item, index) => leavesOf(item, [...path, index]));
  if (json === null || Object.keys(json).some((key) => key === 'Ref' || key.startsWith('Fn::'))) return [];
  return Object.entries(json).flatMap(([key, value]) => leavesOf(value, [...path, key]));
}

/** The example with a bystander in each stack that needs a stack of its own, by an export. */
export function split(example: Example): Example {
  const envs = Object.values(example.stacks).flatMap((stack) => ('env' in stack ? [(stack as ExampleStack).env] : []));
  const bystander: JsonObject = { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': 'BystanderName' } } };
  const moved = withTemplates(example, (template) => ({
    ...template,
    Resources: { ...(template['Resources'] as JsonObject), Bystander: bystander },
  }));
  const Bystanders: ExampleStack = {
    ...(envs[0] ? { env: envs[0] } : {}),
    template: {
      Resources: { Name: { Type: 'AWS::SQS::Queue' } },
      Outputs: { Name: { Value: { 'Fn::GetAtt': ['Name', 'QueueName'] }, Export: { Name: 'BystanderName' } } },
    },
  };
  return { ...moved, stacks: { ...moved.stacks, Bystanders } };
}

/** The example with stacks, resources and members in reverse order, and lists whose order means nothing reversed too. */
export function shuffled(example: Example): Example {
  const stacks = Object.fromEntries(Object.entries(example.stacks).reverse());
  return withTemplates({ ...example, stacks }, (template) => reversed(template) as JsonObject);
}

function reversed(json: Json, key = ''): Json {
  if (Array.isArray(json)) {
    const items = (json as readonly Json[]).map((item) => reversed(item));
    return ['Statement', 'Action'].includes(key) ? items.reverse() : items;
  }
  if (typeof json !== 'object' || json === null) return json;
  const members = Object.entries(json).reverse();
  return Object.fromEntries(members.map(([name, value]) => [name, reversed(value, name)]));
}

/** The example once for each of its stacks, with a copy of it beside: as an app has that makes a stack for each team or Region. */
export function* doubled(example: Example): Generator<Example> {
  const stacks = Object.entries(example.stacks);
  if (stacks.length > 1) for (const [name, stack] of stacks) yield { ...example, stacks: { ...example.stacks, [`${name}Copy`]: stack } };
}
