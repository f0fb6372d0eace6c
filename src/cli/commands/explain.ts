/** `kms-lint explain RULE`: what a rule means and what to do. */
import { rulePage } from '../../report/rule-page.js';
import { didYouMean } from '../../reference/nearest.js';
import { CONFIG_OPTIONS, readConfig } from '../config.js';
import { defineCommand, UsageError, type ExitCode } from '../command.js';

export const explainCommand = defineCommand({
  name: 'explain',
  usage: 'RULE',
  summary: 'what a rule means and what to do',
  options: { ...CONFIG_OPTIONS },
  async run({ values, positionals: [id] }, streams): Promise<ExitCode> {
    if (id === undefined) throw new UsageError('explain needs the id of a rule: kms-lint rules lists them');
    const { rules } = await readConfig(values, streams);
    const rule = rules.find((one) => one.id === id);
    if (!rule) {
      const known = rules.map((one) => one.id);
      throw new UsageError(`there is no rule ${id}${didYouMean(id, known)}`);
    }
    streams.out(rulePage(rule));
    if (rule.table) streams.out(`\n${rule.table()}\n`);
    return 0;
  },
});
