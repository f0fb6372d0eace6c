/** The contract that every rule keeps: its examples are its tests, and its findings survive what changes nothing. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { AJV_OPTIONS } from '../src/config/schema.js';
import { lint, rulesPage } from '../src/index.js';
import { runRule } from '../src/rule-tester.js';
import type { AnyRule, Example, ExampleStack, Json, JsonObject } from '../src/types.js';
import { rules } from './index.js';

const certain = (rule: AnyRule, example: Example, indent = 1): string[] =>
  runRule(rule, example, indent)
    .findings.filter(({ confidence }) => confidence === 'certain')
    .map(({ detail }) => detail)
    .sort();
const templateOf = (stack: JsonObject | ExampleStack): JsonObject =>
  'template' in stack && !('Resources' in stack) ? (stack as ExampleStack).template : stack;
const withTemplates = (example: Example, change: (template: JsonObject) => JsonObject): Example => ({
  ...example,
  stacks: Object.fromEntries(
    Object.entries(example.stacks).map(([name, stack]) => {
      const template = templateOf(stack);
      return [name, template === stack ? change(template) : { ...(stack as ExampleStack), template: change(template) }];
    }),
  ),
});

/** Each template with one literal of a resource's properties replaced by a Ref to a parameter of which nothing is known. */
function* blurred(template: JsonObject): Generator<JsonObject> {
  const resources = template['Resources'] as JsonObject;
  for (const [id, resource] of Object.entries(resources)) {
    const leaves: (string | number)[][] = [];
    const walk = (json: Json, path: (string | number)[]): void => {
      if (typeof json === 'string' || typeof json === 'number' || typeof json === 'boolean') leaves.push(path);
      else if (Array.isArray(json)) for (const [i, item] of (json as Json[]).entries()) walk(item, [...path, i]);
      else if (json && !Object.keys(json).some((key) => key === 'Ref' || key.startsWith('Fn::')))
        for (const [key, value] of Object.entries(json)) walk(value, [...path, key]);
    };
    walk((resource as JsonObject)['Properties'] ?? {}, []);
    for (const path of leaves) {
      const copy = structuredClone(template) as Record<string, Record<string, Json>>;
      copy['Parameters'] = { ...copy['Parameters'], Blur: { Type: 'String' } };
      let at = (copy['Resources']?.[id] as Record<string, Json>)['Properties'] as Record<string | number, Json>;
      for (const step of path.slice(0, -1)) at = at[step] as Record<string | number, Json>;
      at[path.at(-1) ?? ''] = { Ref: 'Blur' };
      yield copy;
    }
  }
}

/** The same program with every object's members in reverse order, and lists whose order means nothing reversed too. */
function reversed(json: Json, key = ''): Json {
  if (Array.isArray(json)) {
    const items = (json as Json[]).map((item) => reversed(item));
    return ['Statement', 'Action'].includes(key) ? items.reverse() : items;
  }
  return typeof json === 'object' && json !== null
    ? Object.fromEntries(
        Object.entries(json)
          .reverse()
          .map(([name, value]) => [name, reversed(value, name)]),
      )
    : json;
}

const freeze = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) freeze(inner);
  }
  return value;
};

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (id, rule) => {
  it('is named after its file, and documented', () => {
    expect(existsSync(new URL(`${id}.ts`, import.meta.url))).toBe(true);
    expect(id).toMatch(/^[a-z]+(-[a-z]+)*$/);
    for (const text of [rule.title, rule.why, rule.remedy]) expect(text.length).toBeGreaterThan(10);
    expect(rule.references.every((url) => url.startsWith('https://'))).toBe(true);
    expect(rule.title.length).toBeLessThan(80);
  });
  it.each(rule.examples.bad.map((example, i) => [example.title ?? `bad example ${i + 1}`, example] as const))(
    'speaks: %s',
    (_, example) => {
      const result = runRule(rule, example);
      expect(result.problems.filter(({ weight }) => weight === 'fatal')).toEqual([]);
      expect(certain(rule, example)).not.toEqual([]);
      for (const finding of result.findings) {
        expect([rule.level, ...(rule.levels ?? []), ...Object.values(rule.presets ?? {})]).toContain(finding.level);
        expect(finding.message, 'one sentence').toMatch(/^[^\n\u27e6]+\.$/);
        expect(finding.template ?? finding.source).not.toBeNull();
      }
    },
  );
  it.each(rule.examples.good.map((example, i) => [example.title ?? `good example ${i + 1}`, example] as const))(
    'is silent: %s',
    (_, example) => {
      expect(runRule(rule, example).problems.filter(({ weight }) => weight === 'fatal')).toEqual([]);
      expect(certain(rule, example)).toEqual([]);
    },
  );
  it('describes its options, whose defaults and examples keep to their schema', () => {
    if (!rule.options) return;
    const { schema, defaults } = rule.options;
    const valid = new Ajv2020(AJV_OPTIONS).compile(schema);
    expect(schema).toMatchObject({ type: 'object', additionalProperties: false });
    const described = Object.entries(schema['properties'] as Record<string, { description: string }>);
    for (const [, { description }] of described) expect(description.length).toBeGreaterThan(10);
    expect(described.map(([name]) => name).sort()).toEqual(Object.keys(defaults).sort());
    for (const given of [defaults, ...[...rule.examples.bad, ...rule.examples.good].flatMap(({ options }) => options ?? [])])
      expect(valid(given), JSON.stringify(valid.errors)).toBe(true);
  });
  it('leaves its input as it was', () => {
    for (const example of [...rule.examples.bad, ...rule.examples.good]) {
      const check = rule.check.bind(rule) as (subject: object, program: object, options: object) => Iterable<never>;
      runRule(
        { ...rule, check: (subject: object, program: object, options: object) => check(freeze(subject), freeze(program), freeze(options)) },
        example,
      );
    }
  });
  it('blur: an unknown value adds no certain finding', () => {
    for (const example of [...rule.examples.bad, ...rule.examples.good]) {
      const before = certain(rule, example);
      for (const [name, stack] of Object.entries(example.stacks))
        for (const template of blurred(templateOf(stack))) {
          const after = certain(
            rule,
            withTemplates(example, (one) => (one === templateOf(example.stacks[name] ?? {}) ? template : one)),
          );
          expect(after.length, JSON.stringify(template)).toBeLessThanOrEqual(before.length);
          if (before.length === 0) expect(after).toEqual([]);
        }
    }
  });
  it('split: a bystander in a stack of its own, tied by an export, changes nothing', () => {
    for (const example of [...rule.examples.bad, ...rule.examples.good]) {
      const envs = Object.values(example.stacks).flatMap((stack) => ('env' in stack ? [(stack as ExampleStack).env] : []));
      const moved: Example = {
        ...example,
        stacks: {
          ...withTemplates(example, (template) => ({
            ...template,
            Resources: {
              ...(template['Resources'] as JsonObject),
              Bystander: { Type: 'AWS::SNS::Topic', Properties: { DisplayName: { 'Fn::ImportValue': 'BystanderName' } } },
            },
          })).stacks,
          Bystanders: {
            ...(envs[0] ? { env: envs[0] } : {}),
            template: {
              Resources: { Name: { Type: 'AWS::SQS::Queue' } },
              Outputs: { Name: { Value: { 'Fn::GetAtt': ['Name', 'QueueName'] }, Export: { Name: 'BystanderName' } } },
            },
          },
        },
      };
      expect(certain(rule, moved)).toEqual(certain(rule, example));
    }
  });
  it('shuffle: order and formatting change nothing', () => {
    for (const example of [...rule.examples.bad, ...rule.examples.good]) {
      const shuffled = withTemplates(
        { ...example, stacks: Object.fromEntries(Object.entries(example.stacks).reverse()) },
        (template) => reversed(template) as JsonObject,
      );
      expect(certain(rule, shuffled, 0)).toEqual(certain(rule, example));
    }
  });
});

describe('all rules', () => {
  it('are in the list, one for each file', () => {
    const files = readdirSync(new URL('.', import.meta.url))
      .filter((name) => name.endsWith('.ts') && !name.endsWith('.test.ts') && name !== 'index.ts')
      .map((name) => name.slice(0, -3));
    expect(rules.map(({ id }) => id).sort()).toEqual(files.sort());
  });
  it('silence: none speaks on the healthy apps', () => {
    const folder = new URL('../fixtures/assemblies/', import.meta.url),
      healthy = readdirSync(folder).filter((name) => name.startsWith('ok-'));
    expect(healthy.length).toBeGreaterThan(3);
    for (const name of healthy) {
      const result = lint({ paths: [new URL(`${name}/cdk.out`, folder).pathname] });
      expect(result.findings.map(({ ruleId, message }) => `${name} ${ruleId}: ${message}`)).toEqual([]);
      expect(result.problems.filter(({ weight }) => weight === 'fatal')).toEqual([]);
      expect(result.summary.stacks).toBeGreaterThan(0);
    }
  });
  it('rules/README.md is what the rules say now (npm run docs writes it)', () => {
    expect(readFileSync(new URL('README.md', import.meta.url), 'utf8')).toBe(rulesPage(rules));
  });
});
