// Writes the generated texts, and the pictures of the demo app and of an editor: rules/README.md and schema/config.schema.json from the rules, rules/key-model.md from the reference key model,
// rules/AUTHORING.md from the rule kit, fixtures/public-api.txt from the package's declarations, in README.md the report on the demo, the tables of rules, commands and options, and of the
// verdicts of other linters that are not ours. Run after `npm run build`.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createJiti } from 'jiti';
import { lintCommand } from '../dist/src/cli/commands/lint.js';
import { commands } from '../dist/src/cli/more.js';
import { readmeParts } from '../dist/src/cli/readme.js';
import { FACTS_SCHEMA } from '../dist/src/facts/schema.js';
import { configSchema } from '../dist/src/config/schema.js';
import { rules, rulesPage } from '../dist/src/index.js';
import { modelPage } from '../dist/src/reference/page.js';
import { apiText } from './api.mjs';
import { authoringPage } from './authoring.mjs';

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
const parts = { report: `\`\`\`text\n${report}\`\`\`\n`, ...readmeParts(rules, lintCommand, commands), differences: differencesTable() };
let readme = readFileSync('README.md', 'utf8');
for (const [name, text] of Object.entries(parts))
  readme = readme.replace(
    new RegExp(`(<!-- ${name}:[^>]*-->\\n)[^]*(<!-- /${name} -->)`),
    (_, before, after) => `${before}\n${text}\n${after}`,
  );
writeFileSync('README.md', readme);

const picture = ['bin/kms-lint.js', 'graph', '--format', 'svg', 'fixtures/assemblies/demo/cdk.out'];
writeFileSync('fixtures/assemblies/demo/graph.svg', execFileSync(process.execPath, picture, { encoding: 'utf8' }));
execFileSync(process.execPath, ['scripts/picture.mjs'], { stdio: 'inherit' });
execFileSync(process.execPath, ['scripts/editor.mjs'], { stdio: 'inherit' });
