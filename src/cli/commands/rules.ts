/** `kms-lint rules`: the list of rules. */
import { rules } from '../../../rules/index.js';
import { defineCommand } from '../command.js';

export const rulesCommand = defineCommand({
  name: 'rules',
  usage: '',
  summary: 'the list of rules',
  options: {},
  run(_, { out }) {
    out(`${rules.map((rule) => `${rule.id.padEnd(30)} ${rule.level.padEnd(8)} ${rule.title}`).join('\n')}\n`);
    return 0;
  },
});
