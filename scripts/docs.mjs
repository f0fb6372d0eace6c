// Writes the generated texts, and the picture of the demo app: rules/README.md and schema/config.schema.json from the rules, rules/key-model.md from the reference key model, and the report in README.md from the demo. Run after `npm run build`.
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { configSchema } from '../dist/src/config/schema.js';
import { rules, rulesPage } from '../dist/src/index.js';
import { modelPage } from '../dist/src/reference/page.js';

writeFileSync('rules/README.md', rulesPage(rules));
writeFileSync('rules/key-model.md', modelPage());
writeFileSync('schema/config.schema.json', `${JSON.stringify(configSchema(rules), null, 2)}\n`);
const report = execFileSync(
  process.execPath,
  ['bin/kms-lint.js', '--no-color', '--root', '.', '--fail-on', 'never', 'fixtures/assemblies/demo/cdk.out'],
  { encoding: 'utf8' },
);
writeFileSync(
  'README.md',
  readFileSync('README.md', 'utf8').replace(
    /(<!-- report:[^>]*-->\n)[^]*(<!-- \/report -->)/,
    (_, before, after) => `${before}\`\`\`text\n${report}\`\`\`\n${after}`,
  ),
);

const picture = ['bin/kms-lint.js', 'graph', '--format', 'svg', 'fixtures/assemblies/demo/cdk.out'];
writeFileSync('fixtures/assemblies/demo/graph.svg', execFileSync(process.execPath, picture, { encoding: 'utf8' }));
execFileSync(process.execPath, ['scripts/picture.mjs'], { stdio: 'inherit' });
