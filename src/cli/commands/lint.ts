/** `kms-lint [paths...]`: the lint itself. */
import path from 'node:path';
import { merge, type Flags } from '../../config/merge.js';
import { FAIL_ON, LEVELS, PRESETS } from '../../config/schema.js';
import { examine, type Examined, type LintInput } from '../../lint/lint.js';
import { linted } from '../../lint/linted.js';
import { isExcluded } from '../../lint/excluded.js';
import { mayBeTemplate } from '../../assembly/read-template.js';
import { nodeFiles } from '../../files/node.js';
import { readStacks } from '../../lint/stacks.js';
import { visible } from '../../core/escape.js';
import { didYouMean } from '../../core/nearest.js';
import type { AnyRule } from '../../types/rule.js';
import type { TemplateFacts } from '../../types/facts.js';
import type { Config, Exclusion, RuleSetting } from '../../types/config.js';
import { TOOL } from '../../core/version.js';
import { defineCommand, oneOf, UsageError, wholeNumber, type ExitCode, type Options, type Streams, type OptionValues } from '../command.js';
import { BASELINE_OPTIONS, writeBaselines } from '../baseline.js';
import { CONFIG_OPTIONS, readConfig, readConfigs } from '../config.js';
import { FACTS_OPTIONS, withFacts, writeFacts } from '../facts.js';
import { FIX_OPTIONS, fixWanted } from '../fix-options.js';
import { INPUT_OPTIONS, inputsNamed, readInputs, type Inputs } from '../inputs.js';
import { lintSettings, partAt, rulesOfAll } from '../lint-settings.js';
import { tellFatal } from '../problems.js';
import { SUPPRESS_OPTIONS } from '../suppress-options.js';
import { printedConfig } from '../print-config.js';
import { openMeter } from '../meter.js';
import { readReports, REPORT_OPTIONS, writeReports } from '../reports.js';

/** What can be settled in the configuration, too. */
const SETTING_OPTIONS = {
  'fail-on': {
    type: 'string',
    value: 'LEVEL',
    choices: FAIL_ON,
    help: 'exit 1 on findings from this level up: error, warning, note, never (default: error)',
  },
  'max-warnings': { type: 'string', value: 'N', help: 'exit 1 on more warnings than this, too' },
  preset: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    choices: PRESETS,
    help: `which rules run: ${PRESETS.join(', ')}; may be repeated (default: recommended)`,
  },
  rule: {
    type: 'string',
    multiple: true,
    value: 'ID[=LEVEL|off]',
    help: 'give a rule another level or switch it off; with the bare ID only the rules so named run, at their level',
  },
  pedantic: { type: 'boolean', help: 'show also what is only possible, because a value is not known before deployment' },
} as const satisfies Options;

export const lintCommand = defineCommand({
  name: 'lint',
  usage: '[paths...]',
  summary: 'lint what cdk synth wrote (default: where cdk.json says), or templates: files, folders, globs, - for standard input',
  options: {
    ...REPORT_OPTIONS,
    ...SETTING_OPTIONS,
    ...BASELINE_OPTIONS,
    ...CONFIG_OPTIONS,
    'print-config': {
      type: 'boolean',
      help: 'print the configuration with these options in it, each setting with the line that says it, and lint nothing;\nwith the name or template of a stack, the level of every rule on it; with --format json as JSON',
    },
    ...FIX_OPTIONS,
    ...SUPPRESS_OPTIONS,
    ...INPUT_OPTIONS,
    'list-files': { type: 'boolean', help: 'print the manifests and templates that would be read, and lint nothing' },
    ...FACTS_OPTIONS,
    stats: { type: 'boolean', help: 'print the time of each step and each rule on the error stream' },
  },
  async run({ values, positionals }, streams) {
    const wanted = await readReports(values, streams);
    // What follows --print-config may be a stack.
    const named = values['print-config']
      ? positionals.filter((name) => nodeFiles.realpath(path.resolve(streams.cwd, name)) !== undefined)
      : positionals;
    const configs = await readConfigs(values, streams, inputsNamed(named, streams.cwd));
    const flags = readFlags(values, rulesOfAll(configs));
    const settings = lintSettings(configs, { flags, values: values['print-config'] ? { 'no-baseline': true } : values, streams });
    const { exclusions = [] } = settings.input;
    if (values['print-config']) {
      const stack = stackNamed(positionals, values, streams);
      const asJson = wanted.formats.some(({ name }) => name === 'json');
      // Without a stack that of the working directory, where several are read.
      const { config, layers, rules } = stack
        ? partAt(settings.parts, stack.file)
        : settings.parts.length === 1
          ? settings.parts[0]
          : await readConfig(values, streams).then((one) => ({ ...one, config: merge(one.config, flags) }));
      const printed = { config, layers, flags, rules, cwd: streams.cwd };
      streams.out(asJson ? `${JSON.stringify(config, null, 2)}\n` : printedConfig(printed, stack));
      return 0;
    }
    const inputs = readInputs(positionals, values, streams, exclusions);
    if (values['list-files']) return listFiles(inputs, exclusions, streams);
    const meter = openMeter(streams);
    const input: LintInput = {
      ...inputs,
      files: meter.watched(inputs.files),
      ...withFacts(values, streams),
      observe: meter.observe,
      ...settings.input,
      today: today(),
      tool: TOOL,
    };
    const report = (examined: Examined, formats = wanted.formats): ExitCode => {
      const options = { ...wanted.options, promoted: settings.promoted };
      const exit = writeReports(examined, inputs, { ...wanted, formats, options }, values, streams);
      tellWarnings(
        examined,
        settings.parts.map(({ config }) => config),
        streams,
      );
      return exit;
    };
    const change = settings.baselines.find((one) => one.change !== undefined)?.change;
    if (values.suppress) {
      const other = [
        fixWanted(values) ? '--fix' : undefined,
        values.facts === undefined ? undefined : '--facts',
        change === undefined ? undefined : `--${change}-baseline`,
      ].find((name) => name !== undefined);
      if (other !== undefined) throw new UsageError(`--suppress and ${other} cannot be given in one run`);
      if (positionals.includes('-')) throw new UsageError('what comes on standard input cannot be suppressed: name a file');
      const { suppressAndReport } = await import('../more.js');
      return suppressAndReport({ input: { ...input, observe: () => undefined }, values, parts: settings.parts, streams, report });
    }
    if (values.reason !== undefined) throw new UsageError('--reason is for --suppress');
    if (fixWanted(values)) {
      if (positionals.includes('-')) throw new UsageError('what comes on standard input cannot be fixed: name a file');
      if (values.facts !== undefined) throw new UsageError('fix first, then write the facts: not both in one run');
      if (change !== undefined) throw new UsageError('fix first, then write the baseline: not both in one run');
      const { fixAndReport } = await import('../more.js');
      return fixAndReport({
        input,
        values,
        promoted: settings.promoted,
        configurations: settings.synthOf,
        formats: wanted.formats,
        meter,
        streams,
        report,
      });
    }
    const examined = examine(input);
    meter.done();
    linted.now();
    const exit = report(examined);
    if (!writeFacts(examined, inputs, values, streams)) return 2;
    if (values.stats) streams.error(meter.table());
    return writeBaselines(settings.baselines, examined, streams) ? exit : 2;
  },
});

/**
 * The stack whose settings are to be printed; undefined where none is named, or a file or folder that is no template.
 * @throws UsageError where there is no such stack
 */
function stackNamed(
  [name, ...more]: readonly string[],
  values: OptionValues<typeof INPUT_OPTIONS>,
  streams: Streams,
): TemplateFacts | undefined {
  if (more.length > 0) throw new UsageError('--print-config takes one file or stack');
  if (name === undefined) return undefined;
  const file = path.resolve(streams.cwd, name);
  const isThere = nodeFiles.realpath(file) !== undefined;
  const manifest = path.join(path.dirname(file), 'manifest.json');
  const around = isThere ? (nodeFiles.read(manifest) === undefined ? [file] : [path.dirname(file)]) : undefined;
  if (around && !mayBeTemplate(nodeFiles.read(file) ?? new Uint8Array())) return undefined;
  const { files, paths } = around ? { files: nodeFiles, paths: around } : readInputs([], values, streams);
  const stacks = [...readStacks(files, paths, undefined).stacks.values()];
  const found = stacks.find((stack) => (around ? path.resolve(stack.file) === file : [stack.name, stack.constructPath].includes(name)));
  if (found || around) return found;
  const names = stacks.map((stack) => stack.name);
  throw new UsageError(
    `there is no file and no stack ${name}${didYouMean(name, names) || (names.length > 0 ? `: the stacks are ${names.join(', ')}` : '')}`,
  );
}

/** One path a line, relative to the working directory. */
function listFiles({ files, paths, context }: Inputs, exclusions: readonly Exclusion[], streams: Streams): ExitCode {
  const { assemblies, stacks, problems } = readStacks(files, paths, context, exclusions);
  const templates = [...stacks.values()].map(({ file }) => file).filter((file) => !isExcluded(exclusions, file, paths));
  const read = [...assemblies.map(({ dir }) => path.join(dir, 'manifest.json')), ...templates];
  for (const file of new Set(read.filter((name) => files.realpath(name) !== undefined)))
    streams.out(`${visible(path.relative(streams.cwd, file))}\n`);
  return tellFatal(problems, streams);
}

/** A report does not show that it is the number of warnings that makes the exit code. */
function tellWarnings({ result, configOf }: Examined, configs: readonly Config[], { error }: Streams): void {
  if (result.exitCode !== 1) return;
  const counted = result.findings.filter(
    ({ level, suppressed, baselineState }) => level === 'warning' && !suppressed && baselineState !== 'unchanged',
  );
  for (const config of configs) {
    const { failOn, maxWarnings = Infinity } = config;
    const { length } = counted.filter((finding) => configs.length === 1 || configOf(finding) === config);
    if (failOn === 'warning' || failOn === 'note' || failOn === 'never' || length <= maxWarnings) continue;
    error(`kms-lint: there are ${length} warnings, more than the ${maxWarnings} that --max-warnings or maxWarnings allows\n`);
  }
}

/** What the options say of the things that the configuration settles. */
function readFlags(values: OptionValues<typeof SETTING_OPTIONS>, rules: readonly AnyRule[]): Flags {
  const { preset, rule, pedantic, 'fail-on': failOn, 'max-warnings': maxWarnings } = values;
  return {
    ...(preset ? { presets: preset.map((name) => oneOf('preset', name, PRESETS)) } : {}),
    ...(rule ? { rules: readSettings(rule, rules) } : {}),
    ...(pedantic === undefined ? {} : { pedantic }),
    ...(failOn === undefined ? {} : { failOn: oneOf('fail-on', failOn, FAIL_ON) }),
    ...(maxWarnings === undefined ? {} : { maxWarnings: wholeNumber('max-warnings', maxWarnings) }),
  };
}

/** The day by UTC, 2026-11-25: the same on every machine. */
export const today = (): string => new Date().toISOString().slice(0, 10);

/** What --rule says of single rules; with bare ids, all others are off. */
function readSettings(given: readonly string[], rules: readonly AnyRule[]): Readonly<Record<string, RuleSetting>> {
  const known = rules.map(({ id }) => id);
  const entries = given.map((entry) => {
    const [id = '', level] = entry.split('=');
    if (!known.includes(id)) throw new UsageError(`there is no rule ${id}${didYouMean(id, known)}`);
    return [id, level === undefined ? 'on' : oneOf(`rule ${id}`, level, [...LEVELS, 'off'])] as const;
  });
  const alone = entries.some(([, setting]) => setting === 'on');
  return { ...(alone ? Object.fromEntries(known.map((id) => [id, 'off' as const])) : {}), ...Object.fromEntries(entries) };
}
