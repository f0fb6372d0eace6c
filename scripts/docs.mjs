// Writes the generated texts, and the pictures of the demo app and of an editor: rules/README.md and schema/config.schema.json from the rules, rules/key-model.md from the reference key model,
// rules/AUTHORING.md from the rule kit, fixtures/public-api.txt from the package's declarations; in README.md and docs/*.md the report on the demo, the tables of rules, commands and options, of
// other linters and of their verdicts that are not ours; and the site, docs/**/*.html. Run after `npm run build`.
import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createJiti } from 'jiti';
import { lintCommand } from '../dist/src/cli/commands/lint.js';
import { commands } from '../dist/src/cli/more.js';
import { readmeParts } from '../dist/src/cli/readme.js';
import { HOME } from '../dist/src/core/home.js';
import { levelsOf } from '../dist/src/core/level-rank.js';
import { TOOL } from '../dist/src/core/version.js';
import { FACTS_SCHEMA } from '../dist/src/facts/schema.js';
import { configSchema } from '../dist/src/config/schema.js';
import { rules, rulesPage } from '../dist/src/index.js';
import { modelPage } from '../dist/src/reference/page.js';
import { requirementsOf } from '../dist/src/report/sarif/standards.js';
import { runRule } from '../dist/src/rule-tester.js';
import { apiText } from './api.mjs';
import { authoringPage } from './authoring.mjs';
import { siteFiles } from './site/index.mjs';
import { homeParts, withParts } from './site/parts.mjs';

writeFileSync('rules/README.md', rulesPage(rules));
writeFileSync('rules/key-model.md', modelPage());
writeFileSync('rules/AUTHORING.md', authoringPage());
writeFileSync('fixtures/public-api.txt', apiText());
writeFileSync('schema/facts.schema.json', `${JSON.stringify(FACTS_SCHEMA, null, 2)}\n`);
writeFileSync('schema/config.schema.json', `${JSON.stringify(configSchema(rules), null, 2)}\n`);

const report = execFileSync(
  process.execPath,
  ['bin/kms-lint.js', '--no-color', '--root', '.', '--fail-on', 'never', 'fixtures/assemblies/demo/cdk.out'],
  { encoding: 'utf8' },
);
const { differencesTable } = await createJiti(import.meta.url).import('../fixtures/peers/verdicts.ts');
const parts = {
  report: `\`\`\`text\n${report}\`\`\`\n`,
  ...readmeParts(rules, lintCommand, commands),
  ...homeParts(HOME, TOOL.version),
  differences: differencesTable(),
};
const pages = readdirSync('docs').filter((file) => file.endsWith('.md'));
for (const file of ['README.md', ...pages.map((name) => path.join('docs', name))])
  writeFileSync(file, withParts(readFileSync(file, 'utf8'), parts));

const picture = ['bin/kms-lint.js', 'graph', '--format', 'svg', 'fixtures/assemblies/demo/cdk.out'];
writeFileSync('docs/graph.svg', execFileSync(process.execPath, picture, { encoding: 'utf8' }));
execFileSync(process.execPath, ['scripts/picture.mjs'], { stdio: 'inherit' });
if (!process.argv.includes('--no-editor')) execFileSync(process.execPath, ['scripts/editor.mjs'], { stdio: 'inherit' });

for (const file of readdirSync('docs', { recursive: true })) if (file.endsWith('.html')) rmSync(path.join('docs', file));
mkdirSync('docs/rules', { recursive: true });
const site = siteFiles('.', {
  rules,
  home: HOME,
  levelsOf,
  standardsOf: (rule) => requirementsOf(rule).flatMap((all) => all.map(({ id }) => id)),
  told: (rule, example) => runRule(rule, example).findings,
});
for (const [file, text] of site) writeFileSync(path.join('docs', file), text);
