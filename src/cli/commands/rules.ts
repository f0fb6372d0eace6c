/** `kms-lint rules`: the list of rules. */
import { CONFIG_OPTIONS, readConfig } from '../config.js';
import { defineCommand, type ExitCode } from '../command.js';

export const rulesCommand = defineCommand({
  name: 'rules',
  usage: '',
  summary: 'the list of rules, your own among them',
  options: { ...CONFIG_OPTIONS },
  async run({ values }, streams): Promise<ExitCode> {
    const { rules } = await readConfig(values, streams);
    streams.out(`${rules.map((rule) => `${rule.id.padEnd(30)} ${rule.level.padEnd(8)} ${rule.title}`).join('\n')}\n`);
    return 0;
  },
});
