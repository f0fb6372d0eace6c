/**
 * Facts that somebody has changed on the way: a file that is right, with any part of it replaced, moved or made huge. Whatever comes, there
 * is an answer in good time, and no place outside of the folder of the facts is named or read.
 */
import fc from 'fast-check';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { TOP } from '../cli/testing.js';
import { memoryFiles } from '../files/memory.js';
import { nodeFiles } from '../files/node.js';
import { factsText } from '../lint/facts.js';
import { appGraph } from '../lint/app-graph.js';
import { examine } from '../lint/lint.js';
import { report } from '../report/index.js';
import type { Files, Json, JsonObject } from '../types/files.js';

const TOOL = { name: 'kms-lint', version: '0' };
const DEMO = path.join(TOP, 'fixtures/assemblies/demo');

/** What the demo app tells: all parts of facts are in it. */
const told = ((): Json => {
  const linted = examine({ files: nodeFiles, paths: [path.join(DEMO, 'cdk.out')], root: DEMO, rules, tool: TOOL });
  return JSON.parse(factsText(linted, nodeFiles, DEMO)) as Json;
})();

/** All places in a value, each as the steps that lead there. */
function placesIn(json: Json, at: readonly string[] = []): readonly (readonly string[])[] {
  const below = typeof json === 'object' && json !== null ? Object.entries(json as JsonObject) : [];
  return [at, ...below.flatMap(([name, value]) => placesIn(value, [...at, name]))];
}
const places = placesIn(told);

function replaced(json: Json, [step, ...rest]: readonly string[], by: (old: Json) => Json): Json {
  if (step === undefined) return by(json);
  // A change before this one may have put something else there.
  if (typeof json !== 'object' || json === null) return json;
  if (Array.isArray(json)) return (json as readonly Json[]).map((item, i) => (String(i) === step ? replaced(item, rest, by) : item));
  return Object.fromEntries(
    Object.entries(json as JsonObject).map(([name, value]) => [name, name === step ? replaced(value, rest, by) : value]),
  );
}
const nested = (depth: number): Json => JSON.parse(`${'{"Ref":'.repeat(depth)}1${'}'.repeat(depth)}`) as Json;

const strange: fc.Arbitrary<Json> = fc.oneof(
  fc.constantFrom<Json>(null, true, false, 0, -1, 0.5, 1e300, 2 ** 31, '', ' ', '*', [], {}, [[]], '../../etc/passwd', '/etc/passwd'),
  fc.constantFrom<Json>(
    'C:\\x',
    '\\\\host\\share',
    'a/../../b',
    'a\u0000b',
    '\u001b[31mred',
    '\n::error::x',
    '\ud800',
    '__proto__',
    'constructor',
  ),
  fc.constantFrom<Json>(
    '${',
    '${Key.Arn}',
    '{{resolve:ssm:/x}}',
    'arn:aws:kms:::key/',
    'alias/',
    'Fn::If',
    'x'.repeat(100_000),
    '${a}'.repeat(20_000),
  ),
  fc.constantFrom<Json>(
    nested(50),
    nested(190),
    { Ref: 'Key' },
    { 'Fn::ImportValue': { 'Fn::ImportValue': 'x' } },
    { 'Fn::If': ['C', 1, 2] },
  ),
  fc.constantFrom<Json>(
    { Condition: 'C' },
    { 'Fn::Transform': {} },
    { 'Fn::FindInMap': ['M', 'a', 'b'] },
    { toString: 1, hasOwnProperty: 2 },
  ),
  fc.json({ maxDepth: 3 }).map((text) => JSON.parse(text) as Json),
);
/** One change: a part becomes something else, or what another part is, or goes, or gets a name more. */
const change: fc.Arbitrary<(json: Json) => Json> = fc
  .tuple(fc.constantFrom(...places), fc.constantFrom(...places), strange, fc.integer({ min: 0, max: 3 }))
  .map(([at, from, value, how]) => (json: Json): Json => {
    const source = from.reduce<Json>((found, step) => (found as JsonObject | null)?.[step] ?? null, told);
    return replaced(json, at, (old) => {
      if (how === 0) return value;
      if (how === 1) return source;
      if (how === 2)
        return Array.isArray(old)
          ? [...(old as readonly Json[]), value]
          : typeof old === 'object'
            ? { ...(old as JsonObject), more: value }
            : value;
      return Array.isArray(old)
        ? (old as readonly Json[]).slice(1)
        : typeof old === 'object' && old
          ? Object.fromEntries(Object.entries(old).slice(1))
          : value;
    });
  });

/** The files, and what of them was asked for. */
function watched(texts: Readonly<Record<string, string>>): Files & { readonly asked: Set<string> } {
  const files = memoryFiles(texts),
    asked = new Set<string>();
  return {
    ...files,
    asked,
    read(file) {
      asked.add(path.resolve(file));
      return files.read(file);
    },
  };
}

function link(text: string) {
  const files = watched({ '/in/facts/other.json': text, '/in/facts/told.json': JSON.stringify(told), '/etc/passwd': 'root:x:0:0' });
  const examined = examine({
    files,
    paths: [],
    facts: ['/in/facts/other.json', '/in/facts/told.json'],
    between: true,
    root: '/in',
    rules,
    config: { pedantic: true, presets: ['strict'] },
    tool: TOOL,
  });
  return { ...examined, asked: files.asked };
}

const isControl = (character: string): boolean => (character < ' ' && character !== '\n') || character === '\u007f';

describe('facts that were changed', () => {
  it('are read, or refused with the file and what is wrong: never a crash, and nothing outside is read or named', () => {
    let refused = 0,
      linked = 0;
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), (changes) => {
        const began = performance.now();
        const { result, loaded, asked } = link(JSON.stringify(changes.reduce((json, one) => one(json), told)));
        if (result.exitCode === 2) refused++;
        else linked++;
        for (const { message, weight, at } of result.problems) {
          expect(message).not.toMatch(/a bug|undefined|\[object/);
          if (weight === 'fatal') expect(at?.file).toBe('facts/other.json');
        }
        for (const file of asked) expect(file).toMatch(/^\/in\//);
        for (const { template, source, related } of result.findings)
          for (const place of [template, source, ...related.map(({ at }) => at)])
            expect(place?.file ?? '').not.toMatch(/^\/|\.\.|^[A-Za-z]:/);
        // What is shown of it holds no control character of theirs.
        for (const text of [report('text', result), JSON.stringify(appGraph(loaded))])
          expect(Array.from(text).filter(isControl)).toEqual([]);
        expect(() => [report('json', result), report('sarif', result)]).not.toThrow();
        expect(performance.now() - began).toBeLessThan(10_000);
      }),
      { numRuns: 120 },
    );
    // Else the property says little.
    expect(Math.min(refused, linked)).toBeGreaterThan(10);
  });
});
