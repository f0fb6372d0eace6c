/** `kms-lint explain RULE`: what a rule means and what to do; `--log FILE`: what a synth means that failed. */
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { nodeFiles, withStandardInput } from '../../files/node.js';
import { stackCyclesInLog, templateCyclesInLog } from '../../assembly/synth-log.js';
import { didYouMean } from '../../core/nearest.js';
import { rulePage } from '../../report/rule-page.js';
import { cycleText, templateCycleText } from '../../report/failed-synth.js';
import { userFrame } from '../../source/trace.js';
import { CONFIG_OPTIONS, readConfig } from '../config.js';
import { defineCommand, UsageError, type ExitCode, type Streams } from '../command.js';

export const explainCommand = defineCommand({
  name: 'explain',
  usage: 'RULE',
  summary: 'what a rule means and what to do; with --log what a failed synth means',
  options: {
    log: {
      type: 'string',
      value: 'FILE',
      help: 'the output of a synth that failed ("would create a cyclic reference"), or - for standard input',
    },
    ...CONFIG_OPTIONS,
  },
  async run({ values, positionals: [id] }, streams): Promise<ExitCode> {
    if (values.log !== undefined) {
      if (id !== undefined) throw new UsageError('explain takes a rule or --log FILE, not both');
      streams.out(explainLog(values.log, streams));
      return 0;
    }
    if (id === undefined) throw new UsageError('explain needs the id of a rule: kms-lint rules lists them; or --log FILE');
    const { rules } = await readConfig(values, streams);
    const rule = rules.find((one) => one.id === id);
    if (!rule) {
      const known = rules.map((one) => one.id);
      throw new UsageError(`there is no rule ${id}${didYouMean(id, known)}`);
    }
    streams.out(rulePage(rule));
    if (rule.page !== undefined) streams.out(`\nOn the web: ${rule.page}\n`);
    if (rule.table) streams.out(`\n${rule.table()}\n`);
    return 0;
  },
});

/** @throws UsageError where the log cannot be read, or holds nothing that is known here */
function explainLog(name: string, { cwd, width }: Streams): string {
  const file = path.resolve(cwd, name);
  const files = name === '-' ? withStandardInput(nodeFiles, file) : nodeFiles;
  const bytes = files.read(file);
  if (!bytes) throw new UsageError(`${name} cannot be read`);
  const log = stripVTControlCharacters(Buffer.from(bytes).toString('utf8'));
  const between = stackCyclesInLog(log);
  const inside = templateCyclesInLog(log);
  if (between.length + inside.length === 0)
    throw new UsageError(
      `there is no cycle in ${name === '-' ? 'standard input' : name}: explain --log knows CDK's "would create a cyclic reference" and CloudFormation's "Circular dependency between resources"`,
    );
  const frame = between.length === 1 ? userFrame(log.split('\n').filter((line) => /^\s+at /.test(line))) : undefined;
  const place = frame && `${frame.file}:${frame.line}:${frame.column}`;
  return [...between.map((cycle) => cycleText(cycle, width, place)), ...inside.map((ids) => templateCycleText(ids, width))].join('\n');
}
