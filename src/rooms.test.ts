/**
 * The house: which room may import which, held against every import of the source, dynamic ones and those of types too. The table is its
 * documentation.
 */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/**
 * Data runs load → link → lint → locate → fix → report, and a room knows of no room behind it. Every room may also import `types` and
 * `core`.
 */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  types: [],
  core: [],
  files: [],
  reference: [],
  assembly: [],
  source: ['assembly'],
  cfn: ['reference'],
  policy: ['reference'],
  facts: ['reference', 'cfn'],
  app: ['reference', 'cfn', 'policy'],
  cycles: ['reference', 'cfn', 'app'],
  remedies: ['reference', 'policy', 'app', 'cycles'],
  words: ['policy', 'remedies', 'cycles'],
  lint: ['reference', 'assembly', 'source', 'cfn', 'facts', 'policy', 'app', 'cycles', 'words'],
  fix: ['reference', 'assembly', 'source', 'app', 'words', 'lint'],
  suppress: ['assembly', 'source', 'lint', 'fix'],
  config: ['files', 'assembly', 'schema'],
  report: [],
  diagram: [],
  'rule-kit': ['reference', 'cfn', 'policy', 'app', 'cycles', 'remedies', 'words'],
  rules: ['rule-kit'],
  tester: ['files', 'lint', 'fix', 'config'],
  'rule-tester': ['tester'],
  init: ['config'],
  index: ['files', 'lint', 'report', 'rules'],
  record: [],
  bundle: ['cli', 'cdk', 'lint'],
  cdk: ['index', 'config', 'lint', 'files', 'record'],
  lsp: ['files', 'source', 'lint', 'fix', 'suppress', 'report'],
  cli: ['files', 'assembly', 'source', 'lint', 'fix', 'suppress', 'config', 'init', 'report', 'diagram', 'rules', 'rule-tester', 'lsp'],
};

const top = path.resolve(import.meta.dirname, '..');
const sources = ['src', 'rules']
  .flatMap((folder) => readdirSync(path.join(top, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)))
  .filter((file) => file.endsWith('.ts') && !/\.(test|testing)\.ts$/.test(file) && path.basename(file) !== 'testing.ts');
const IMPORT = /(?:\bfrom\s*|\bimport\s*\(?\s*|\brequire\(\s*|\bload\(\s*)'(\.[^']+)'/g;

/** `src/cfn/fold.ts` lies in the room cfn, `src/index.ts` in the room index, `schema/config.schema.json` in schema. */
function roomOf(file: string): string {
  const [first = '', second = ''] = file.split(path.sep);
  return first === 'rules' || first === 'schema' ? first : second.replace(/\.ts$/, '');
}

/** The rooms that a file imports from, by the files that it names. */
function importedRooms(file: string): readonly string[] {
  const names = [...readFileSync(path.join(top, file), 'utf8').matchAll(IMPORT)].map(([, name = '']) => name);
  return names.map((name) => roomOf(path.relative(top, path.resolve(top, path.dirname(file), name.replace(/\.js$/, '.ts')))));
}

const edges = new Map<string, string>();
for (const file of sources)
  for (const room of importedRooms(file))
    if (room !== roomOf(file) && room !== 'types' && room !== 'core') edges.set(`${roomOf(file)} → ${room}`, file);

describe('the rooms', () => {
  const allowed = new Set(Object.entries(MAY_IMPORT).flatMap(([room, others]) => others.map((other) => `${room} → ${other}`)));
  it('each stand in the table', () => {
    expect([...new Set(sources.map(roomOf))].sort()).toEqual(Object.keys(MAY_IMPORT).sort());
  });
  it('import only what the table allows', () => {
    expect([...edges].filter(([edge]) => !allowed.has(edge)).map(([edge, file]) => `${edge} in ${file}`)).toEqual([]);
  });
  it('use every edge of the table', () => {
    expect([...allowed].filter((edge) => !edges.has(edge))).toEqual([]);
  });
  it('only the room files has node:fs', () => {
    const users = sources.filter((file) => /'(?:node:)?fs'/.test(readFileSync(path.join(top, file), 'utf8'))).map(roomOf);
    expect([...new Set(users)]).toEqual(['files']);
  });
  it('rules know nothing of each other', () => {
    for (const file of sources.filter((name) => name.startsWith('rules') && path.basename(name) !== 'index.ts'))
      expect(importedRooms(file)).toEqual(importedRooms(file).filter((room) => room !== 'rules'));
  });
});
