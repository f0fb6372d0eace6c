/** `kms-lint explain RULE`: what a rule means and what to do. */
import { rules } from '../../../rules/index.js';
import { rulePage } from '../../report/rule-page.js';
import { defineCommand, didYouMean, UsageError } from '../command.js';

export const explainCommand = defineCommand({
  name: 'explain',
  usage: 'RULE',
  summary: 'what a rule means and what to do',
  options: {},
  run({ positionals: [id] }, { out }) {
    if (id === undefined) throw new UsageError('explain needs the id of a rule: kms-lint rules lists them');
    const rule = rules.find((one) => one.id === id);
    if (!rule) {
      const known = rules.map((one) => one.id);
      throw new UsageError(`there is no rule ${id}${didYouMean(id, known)}`);
    }
    out(rulePage(rule));
    return 0;
  },
});
