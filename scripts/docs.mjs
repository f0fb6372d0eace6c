// Writes the generated pages: rules/README.md from the rules themselves. Run after `npm run build`.
import { writeFileSync } from 'node:fs';
import { rules, rulesPage } from '../dist/src/index.js';

writeFileSync('rules/README.md', rulesPage(rules));
