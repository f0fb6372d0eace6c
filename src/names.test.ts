/**
 * How the house is kept: one exported name stands in one file, no two files of a room have one name, files do not import each other in a
 * circle.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

const top = path.resolve(import.meta.dirname, '..');
const texts = new Map(
  ['src', 'rules']
    .flatMap((folder) => readdirSync(path.join(top, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)))
    .filter((file) => file.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(file) && path.basename(file) !== 'testing.ts')
    .map((file) => [file, readFileSync(path.join(top, file), 'utf8')] as const),
);

/** What a file declares and exports; a name that is only passed on stands where it is declared. */
const exportsOf = (text: string): readonly string[] => [
  // A function that is overloaded is declared several times.
  ...new Set(
    Array.from(
      text.matchAll(/^export (?:declare |abstract |async )*(?:const|let|function\*?|interface|type|class|enum) (\w+)/gm),
      ([, name = '']) => name,
    ),
  ),
];

/** Things by a key that more than one of them has. */
function twice(pairs: Iterable<readonly [key: string, thing: string]>): readonly string[] {
  const byKey = new Map<string, string[]>();
  for (const [key, thing] of pairs) byKey.set(key, [...(byKey.get(key) ?? []), thing]);
  return [...byKey].filter(([, things]) => things.length > 1).map(([key, things]) => `${key}: ${things.sort().join(', ')}`);
}

const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*)'(\.[^']+)'/g;
/**
 * The files that a file imports, types too; not the bundle that is loaded on demand, and not what a table of data imports: its rows have the
 * type that their reader gives.
 */
const imported = new Map(
  [...texts].map(([file, text]) => {
    const others = Array.from(text.matchAll(IMPORT), ([, name = '']) => path.join(path.dirname(file), name.replace(/\.js$/, '.ts')));
    const isTable = file.endsWith('.data.ts');
    return [file, isTable ? [] : others.filter((other) => texts.has(other) && other !== path.join('src', 'cli', 'more.ts'))] as const;
  }),
);

/** Whether a file is reached from itself. */
function inCircle(file: string): boolean {
  const seen = new Set(imported.get(file));
  for (const other of seen) for (const next of imported.get(other) ?? []) seen.add(next);
  return seen.has(file);
}

describe('the names', () => {
  it('that are exported each stand in one file; a rule is called rule in each of its files', () => {
    const all = [...texts].flatMap(([file, text]) => exportsOf(text).map((name) => [name, file] as const));
    const isRule = (name: string, file: string): boolean => name === 'rule' && file.startsWith('rules');
    // index.ts is the library: its lint is the one that users call.
    expect(twice(all.filter(([name, file]) => !isRule(name, file)))).toEqual([]);
  });

  it('of the files in a room are each given once, but for the role index', () => {
    const files = [...texts.keys()].filter((file) => path.basename(file) !== 'index.ts');
    const named = files.map((file) => [`${file.split(path.sep).slice(0, 2).join('/')} ${path.basename(file)}`, file] as const);
    expect(twice(named)).toEqual([]);
  });
});

describe('the imports of the files', () => {
  it('make no circle', () => {
    expect([...texts.keys()].filter(inCircle)).toEqual([]);
  });
});

it('no comment is wider than 140 columns', () => {
  const wide = [...texts].flatMap(([file, text]) =>
    text.split('\n').flatMap((line, index) => (line.length > 140 && /^\s*(?:\/\/|\/?\*)/.test(line) ? [`${file}:${index + 1}`] : [])),
  );
  expect(wide).toEqual([]);
});
