/** Who may import whom: the table of the rooms, checked against every import of the source. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';

/** A room may import these rooms, and the vocabulary (types.ts). Type-only imports count too: a room knows of no room behind it. */
const MAY: Readonly<Record<string, readonly string[]>> = {
  files: [],
  reference: [],
  assembly: ['files', 'lazy'],
  source: ['files', 'assembly', 'answer', 'lazy'],
  cfn: ['reference', 'assembly'],
  policy: ['reference', 'cfn', 'answer'],
  keys: ['reference', 'assembly', 'source', 'cfn', 'policy', 'answer'],
  graph: ['cfn', 'policy', 'keys'],
  engine: ['lazy', 'files', 'reference', 'assembly', 'source', 'cfn', 'policy', 'keys', 'graph'],
  config: ['files', 'assembly', 'reference', 'schema', 'lazy'],
  fix: ['files', 'reference', 'assembly', 'source', 'cfn', 'policy', 'keys', 'graph', 'engine', 'lazy'],
  report: [],
  init: ['files', 'config'],
  cli: [
    'files',
    'reference',
    'assembly',
    'source',
    'cfn',
    'policy',
    'keys',
    'graph',
    'engine',
    'fix',
    'config',
    'init',
    'report',
    'rules',
    'rule-tester',
    'lazy',
    'version',
  ],
  'rule-kit': ['answer', 'reference', 'cfn', 'policy', 'keys', 'graph', 'engine'],
  tester: ['files', 'engine', 'fix', 'config', 'lazy'],
  'rule-tester': ['tester'],
  rules: ['rule-kit'],
  record: [],
  cdk: ['index', 'config', 'engine', 'files', 'record', 'version'],
  index: ['files', 'engine', 'report', 'rules', 'version'],
  version: ['lazy'],
  answer: [],
  lazy: [],
  types: [],
};

const top = path.resolve(import.meta.dirname, '..');
const sources = ['src', 'rules']
  .flatMap((folder) => readdirSync(path.join(top, folder), { recursive: true, encoding: 'utf8' }).map((file) => path.join(folder, file)))
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
/** `src/cfn/fold.ts` lies in the room cfn, `src/index.ts` in the room index. */
const roomOf = (file: string): string => {
  const [first = '', second = ''] = file.split(path.sep);
  return first === 'rules' || first === 'schema' ? first : second.replace(/\.ts$/, '');
};

describe('the rooms', () => {
  it.each(sources)('%s imports only what its room may', (file) => {
    const room = roomOf(file),
      allowed = MAY[room];
    expect(allowed, `the room ${room} is in no line of the table`).toBeDefined();
    for (const [, name = ''] of readFileSync(path.join(top, file), 'utf8').matchAll(/^(?:import|export)[^';]*from '(\.[^']+)'/gm)) {
      const target = roomOf(path.relative(top, path.resolve(top, path.dirname(file), name.replace(/\.js$/, '.ts'))));
      if (target !== room && target !== 'types') expect(allowed, `${room} imports ${target}`).toContain(target);
    }
  });
  it('only the room files has node:fs', () => {
    const product = sources.filter((file) => path.basename(file) !== 'testing.ts');
    expect(product.filter((file) => /from 'node:fs'/.test(readFileSync(path.join(top, file), 'utf8'))).map(roomOf)).toEqual(['files']);
  });
  it('rules know nothing of each other', () => {
    for (const file of sources.filter((name) => name.startsWith('rules') && path.basename(name) !== 'index.ts'))
      expect(readFileSync(path.join(top, file), 'utf8')).not.toMatch(/from '\.\//);
  });
});
