import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../files/memory.js';
import type { Problem } from '../types/report.js';
import { parseJson, parseJsonWithComments, readJson } from './read-json.js';

const problem = (text: string): Problem | undefined => {
  const read = parseJson(text, 'f.json');
  return 'problem' in read ? read.problem : undefined;
};
const told = (text: string): string => {
  const { message, at } = problem(text) ?? { message: 'valid' };
  return at ? `${at.line}:${at.column} ${message}` : message;
};
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('reading JSON', () => {
  it('reads a file, with or without a byte order mark, in UTF-8 and in UTF-16', () => {
    const files = memoryFiles({ 'plain.json': '{"a": 1}', 'marked.json': '\uFEFF{"a": 1}' });
    files.write('windows.json', Buffer.from('\uFEFF{"a": 1}', 'utf16le'));
    for (const file of ['plain.json', 'marked.json', 'windows.json'])
      expect(readJson(files, file)).toEqual({ json: { a: 1 }, text: '{"a": 1}' });
  });

  it('tells a missing file by its name', () => {
    expect(readJson(memoryFiles({}), 'cdk.out/manifest.json')).toEqual({
      problem: { weight: 'fatal', message: 'the file is missing or cannot be read', at: { file: 'cdk.out/manifest.json' } },
    });
  });

  it.each([
    ['', '1:1 not valid JSON: the file is empty'],
    [' \n ', '2:2 not valid JSON: the file is empty'],
    ['{"a": 1,\n "b" 2}', '2:6 not valid JSON: a colon is expected here'],
    ['{"a": 1\r\n "b": 2}', '2:2 not valid JSON: a comma or } is expected here'],
    ['{"a": 1,}', '1:9 not valid JSON: a property name in double quotes is expected here'],
    ["{'a': 1}", '1:2 not valid JSON: a property name in double quotes or } is expected here'],
    ['[1, 2', '1:6 not valid JSON: the file ends where a comma or ] is expected'],
    ['[1, 2}', '1:6 not valid JSON: a comma or ] is expected here'],
    ['[,]', '1:2 not valid JSON: a value or ] is expected here'],
    ['[1] [2]', '1:5 not valid JSON: the end of the file is expected here'],
    ['{"a": NaN}', '1:7 not valid JSON: a value is expected here'],
    ['{"a": 01}', '1:8 not valid JSON: a comma or } is expected here'],
    ['// hello\n{}', '1:1 not valid JSON: a comment is not allowed'],
    ['{"a": "b\n"}', '1:7 not valid JSON: a string is not closed'],
    ['"\\x"', '1:1 not valid JSON: a string holds an unknown escape'],
    ['{\n<<<<<<< HEAD\n}', '2:1 not valid JSON: a merge conflict is left in the file'],
    ['Resources:\n  Key: {}', '1:1 not valid JSON: a value is expected here'],
  ])('says what is wrong with %j and where', (text, expected) => {
    expect(told(text)).toBe(expected);
  });

  it('refuses nesting deeper than 200, valid or not, without an overflow', () => {
    expect(problem(nested(200))).toBeUndefined();
    expect(told(nested(201))).toBe('1:201 nested more than 200 levels deep, which is not read');
    expect(told(nested(500_000))).toContain('1:201 nested');
    expect(told('['.repeat(500_000))).toContain('not valid JSON: the file ends');
    expect(problem(JSON.stringify(['['.repeat(300), '\\"{'.repeat(300)]))).toBeUndefined();
  });

  it('law: finds a fault exactly where JSON.parse does, in our own words', () => {
    const broken = fc
      .tuple(
        fc.json(),
        fc.nat(),
        fc.nat(3),
        fc.constantFrom('', ',', ':', '{', ']', '"', '\\', '0', '-', '.', 'e', ' ', '\n', '\t', '\u00a0', '\u0001', '/', 'null'),
      )
      .map(([json, at, gone, put]) => {
        const start = at % (json.length + 1);
        return json.slice(0, start) + put + json.slice(start + gone);
      });
    fc.assert(
      fc.property(broken, (text) => {
        let value: unknown,
          reason = '';
        try {
          value = JSON.parse(text);
        } catch (error) {
          reason = String(error);
        }
        if (reason === '') {
          expect(parseJson(text, 'f')).toEqual({ json: value, text });
          return;
        }
        const { message, at } = problem(text) ?? {};
        expect(message).toMatch(/^not valid JSON: (?!this cannot be read)/);
        const lines = text.split(/\r\n|\r|\n/);
        expect(at?.column).toBeLessThanOrEqual((lines[(at?.line ?? 0) - 1]?.length ?? -1) + 1);
        // V8 tells its own place in most errors: ours is never behind it (a string that is not closed is told where it opens).
        const v8 = /position (\d+)/.exec(reason)?.[1];
        if (v8 !== undefined && at?.line === 1) expect((at.column ?? 0) - 1).toBeLessThanOrEqual(Number(v8));
      }),
      { numRuns: 3000 },
    );
  });
});

describe('reading JSON with comments', () => {
  const read = (text: string): unknown => {
    const found = parseJsonWithComments(text, 'f.json');
    return 'json' in found ? found.json : `${found.problem.at?.line}:${found.problem.at?.column} ${found.problem.message}`;
  };
  it.each<[string, unknown]>([
    ['// why\r\n{ "a": [1, 2,], /* "b": 1, */ "c": "// no comment", }', { a: [1, 2], c: '// no comment' }],
    ['\uFEFF{"a": 1 // last\n}', { a: 1 }],
    ['[,]', '1:2 not valid JSON: a value or ] is expected here'],
    ['{"a": 1,,}', '1:9 not valid JSON: a property name in double quotes or } is expected here'],
    ['{"a": 1 /* open', '1:9 not valid JSON: a comment is not closed'],
    ['// nothing else', '1:16 not valid JSON: the file ends where a value is expected'],
    ['{"a": 1} x', '1:10 not valid JSON: the end of the file is expected here'],
    [`// deep\n${nested(201)}`, '2:202 nested more than 200 levels deep, which is not read'],
  ])('%j', (text, expected) => {
    expect(read(text)).toEqual(expected);
  });
  it('reads what JSON.parse reads, with comments and trailing commas strewn in', () => {
    const strewn = (json: unknown): string =>
      JSON.stringify(json, null, 1)
        .replaceAll(/\n/g, ' // "x": {\n')
        .replaceAll(/([^[{,\s])( \/\/ "x": \{\n\s*[\]}])/g, '$1 /* ] */ ,$2');
    fc.assert(
      fc.property(fc.dictionary(fc.stringMatching(/^[a-z]{1,3}$/), fc.array(fc.oneof(fc.integer(), fc.boolean()))), (json) => {
        expect(read(strewn(json))).toEqual(json);
      }),
    );
  });
});
