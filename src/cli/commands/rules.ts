/** `kms-lint rules`: the list of rules; with --test, the user's own held against the contract of rules. */
import { rules as builtIn } from '../../../rules/index.js';
import { didYouMean } from '../../core/nearest.js';
import { breachesOf } from '../../rule-tester.js';
import type { AnyRule } from '../../types/rule.js';
import { CONFIG_OPTIONS, readConfig } from '../config.js';
import { defineCommand, UsageError, type ExitCode, type Streams } from '../command.js';

export const rulesCommand = defineCommand({
  name: 'rules',
  usage: '[RULE...]',
  summary: 'the list of rules, your own among them; with --test yours are tested on their examples',
  options: {
    test: { type: 'boolean', help: 'hold your own rules, or those that are named, against the contract that every rule keeps' },
    ...CONFIG_OPTIONS,
  },
  async run({ values, positionals }, streams): Promise<ExitCode> {
    const { rules } = await readConfig(values, streams);
    const named = positionals.map((id) => ruleOf(id, rules));
    if (values.test) return test(named.length > 0 ? named : rules.filter((rule) => !builtIn.includes(rule)), streams);
    const shown = named.length > 0 ? named : rules;
    streams.out(`${shown.map((rule) => `${rule.id.padEnd(30)} ${rule.level.padEnd(8)} ${rule.title}`).join('\n')}\n`);
    return 0;
  },
});

function ruleOf(id: string, rules: readonly AnyRule[]): AnyRule {
  const rule = rules.find((one) => one.id === id);
  if (rule) return rule;
  throw new UsageError(
    `there is no rule ${id}${didYouMean(
      id,
      rules.map((one) => one.id),
    )}`,
  );
}

function test(rules: readonly AnyRule[], { out }: Streams): ExitCode {
  if (rules.length === 0) throw new UsageError('the configuration names no customRules: kms-lint new-rule ID makes one');
  const results = rules.map((rule) => ({ id: rule.id, breaches: breachesOf(rule) }));
  for (const { id, breaches } of results)
    out(breaches.length === 0 ? `${id}: keeps the contract\n` : `${id}:\n${breaches.map((breach) => `  ${breach}\n`).join('')}`);
  return results.some(({ breaches }) => breaches.length > 0) ? 1 : 0;
}
