/** Whatever names a rule outside its own file names one that there is: tables, pages, the ledger of findings. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { PRESETS } from '../src/config/schema.js';
import { FOREIGN_IDS } from '../src/lint/suppressions/foreign.js';
import { rules } from './index.js';

/** Rules that are named already and are still to be written. Whoever writes one strikes it out here: the last test asks for that. */
const PENDING: readonly string[] = [];

const top = path.resolve(import.meta.dirname, '..');
const read = (file: string): string => readFileSync(path.join(top, file), 'utf8');
const ids = rules.map(({ id }) => id);

/** How a page names a rule; `@` stands for the id. */
const FORMS = [
  '`@`',
  '\\(rules/README\\.md#@\\)',
  '(?:error|warning|note)\\[@\\]',
  '"@": "(?:error|warning|note|on|off)"',
  '"(?:id|rule)": "@"',
  '"safeFixes": \\["@"\\]',
  "'kms-lint::@'",
  'kms-lint-disable-next-line @ ',
].map((form) => new RegExp(form.replace('@', '([a-z][a-z0-9]*(?:-[a-z0-9]+)+)'), 'g'));

/** What a page names as a rule: a preset, set as code, is none. */
function namedIn(page: string): readonly string[] {
  const text = read(page);
  const found = FORMS.flatMap((form) => [...text.matchAll(form)].map(([, id = '']) => id));
  return found.filter((id) => !PRESETS.some((preset) => preset === id));
}

const NAMED: Readonly<Record<string, readonly string[]>> = {
  'src/lint/suppressions/foreign.ts': Object.keys(FOREIGN_IDS),
  'src/cdk/report.ts': [...read('src/cdk/report.ts').matchAll(/_RULE = '([\w-]+)'/g)].map(([, id = '']) => id),
  'src/lsp/diagnostics.ts': [...(/WITHOUT_EFFECT.*/.exec(read('src/lsp/diagnostics.ts'))?.[0] ?? '').matchAll(/'([\w-]+)'/g)].map(
    ([, id = '']) => id,
  ),
  'fixtures/crater-ledger.jsonl': read('fixtures/crater-ledger.jsonl')
    .split('\n')
    .filter(Boolean)
    .map((line) => (JSON.parse(line) as { readonly rule: string }).rule),
  ...Object.fromEntries(['README.md', 'rules/README.md', 'rules/key-model.md'].map((page) => [page, namedIn(page)])),
};

it.each(Object.keys(NAMED))('%s names rules that there are', (place) => {
  expect([...new Set(NAMED[place])].filter((id) => !ids.includes(id) && !PENDING.includes(id))).toEqual([]);
});
it('the pages do name rules', () => {
  expect(namedIn('README.md').length).toBeGreaterThan(10);
});
it('no other module of src/ names a rule: its table would have to be held here, too', () => {
  const sources = readdirSync(path.join(top, 'src'), { recursive: true, encoding: 'utf8' })
    .map((file) => `src/${file.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith('.ts') && !/[./]test(ing)?\.ts$/.test(file));
  const naming = sources.filter((file) => [...read(file).matchAll(/(['"])([a-z0-9-]+)\1/g)].some(([, , text = '']) => ids.includes(text)));
  expect(naming.filter((file) => !(file in NAMED))).toEqual([]);
});
it('what is pending is named somewhere, and no rule yet', () => {
  expect(PENDING.filter((id) => !Object.values(NAMED).flat().includes(id))).toEqual([]);
  expect(PENDING.filter((id) => ids.includes(id))).toEqual([]);
});
