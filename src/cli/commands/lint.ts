/** `kms-lint [paths...]`: the lint itself. */
import path from 'node:path';
import { merge, type Flags } from '../../config/merge.js';
import { FAIL_ON, LEVELS, PRESETS } from '../../config/schema.js';
import { lint } from '../../engine/lint.js';
import { nodeFiles } from '../../files/node.js';
import { report, REPORT_NAMES, type ReportName } from '../../report/index.js';
import { lineHash } from '../../report/line-hash.js';
import type { AnyRule, LintResult, RuleSetting } from '../../types.js';
import { TOOL } from '../../version.js';
import { didYouMean } from '../../reference/nearest.js';
import { defineCommand, oneOf, UsageError, wholeNumber, type ExitCode, type Options, type Streams, type Values } from '../command.js';
import { BASELINE_OPTIONS, openBaseline, writeBaseline } from '../baseline.js';
import { CONFIG_OPTIONS, readConfig } from '../config.js';
import { INPUT_OPTIONS, readInputs } from '../inputs.js';
import { LOOK_OPTIONS, lookOf, type Look } from '../look.js';

/** What can be settled in the configuration, too. */
const SETTING_OPTIONS = {
  'fail-on': {
    type: 'string',
    value: 'LEVEL',
    help: 'exit 1 on findings from this level up: error, warning, note, never (default: error)',
  },
  'max-warnings': { type: 'string', value: 'N', help: 'exit 1 on more warnings than this, too' },
  preset: {
    type: 'string',
    multiple: true,
    value: 'NAME',
    help: `which rules run: ${PRESETS.join(', ')}; may be repeated (default: recommended)`,
  },
  rule: {
    type: 'string',
    multiple: true,
    value: 'ID[=LEVEL|off]',
    help: 'give a rule another level or switch it off; with the bare ID only the rules so named run',
  },
  pedantic: { type: 'boolean', help: 'show also what is only possible, because a value is not known before deployment' },
} as const satisfies Options;

export const lintCommand = defineCommand({
  name: 'lint',
  usage: '[paths...]',
  summary: 'lint what cdk synth wrote (default: cdk.out), or templates: files, folders, globs, - for standard input',
  options: {
    format: {
      type: 'string',
      multiple: true,
      value: 'NAME[=FILE]',
      help: `${REPORT_NAMES.join(', ')}; may be repeated, with a file for all but one (default: text)`,
    },
    ...SETTING_OPTIONS,
    ...BASELINE_OPTIONS,
    ...CONFIG_OPTIONS,
    'print-config': { type: 'boolean', help: 'print the configuration with these options in it, and lint nothing' },
    ...INPUT_OPTIONS,
    ...LOOK_OPTIONS,
  },
  async run({ values, positionals }, streams) {
    const formats = readFormats(values.format ?? ['text']);
    const { config: given, rules, at: configAt, folder } = await readConfig(values, streams);
    const config = merge(given, readFlags(values, rules));
    if (values['print-config']) {
      streams.out(`${JSON.stringify(config, null, 2)}\n`);
      return 0;
    }
    const baseline = openBaseline(values, streams, config.baseline, folder);
    const result = lint({
      ...readInputs(positionals, values, streams),
      rules,
      config,
      ...(configAt ? { configAt } : {}),
      ...(baseline ? { baseline } : {}),
      today: today(),
      tool: TOOL,
    });
    const exit = writeReports(result, formats, lookOf(values, streams), streams);
    return baseline?.change && !writeBaseline(baseline, result, streams) ? 2 : exit;
  },
});

/** What the options say of the things that the configuration settles. */
function readFlags(values: Values<typeof SETTING_OPTIONS>, rules: readonly AnyRule[]): Flags {
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
const today = (): string => new Date().toISOString().slice(0, 10);

interface Format {
  readonly name: ReportName;
  /** Without a file the report goes to standard output. */
  readonly file?: string;
}

function readFormats(given: readonly string[]): readonly Format[] {
  const formats = given.map((format) => {
    const [wanted = '', ...rest] = format.split('=');
    const name = oneOf('format', wanted, REPORT_NAMES);
    const file = rest.join('=');
    return file === '' ? { name } : { name, file };
  });
  if (formats.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError('only one --format can go to standard output: give the others a file, as in --format sarif=kms-lint.sarif');
  return formats;
}

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

function writeReports(result: LintResult, formats: readonly Format[], look: Look, streams: Streams): ExitCode {
  const hash = hasher(result);
  for (const { name, file } of formats) {
    // Where nothing could be linted, an upload of "no findings" would close every alert.
    if (name === 'sarif' && result.exitCode === 2 && result.summary.stacks === 0) {
      streams.error('kms-lint: no SARIF was written, since nothing could be linted\n');
      continue;
    }
    const text = report(name, result, { ...look, colour: file === undefined && look.colour, hash });
    if (file === undefined) streams.out(text);
    else if (!wrote(path.resolve(streams.cwd, file), text)) {
      streams.error(`kms-lint: ${file} cannot be written: is its folder there, and may you write to it?\n`);
      return 2;
    }
  }
  const toScreen = formats.some(({ name, file }) => name === 'text' && file === undefined);
  if (!toScreen) for (const problem of result.problems) if (problem.weight === 'fatal') streams.error(`kms-lint: ${problem.message}\n`);
  return result.exitCode;
}

function wrote(file: string, text: string): boolean {
  try {
    nodeFiles.write(file, Buffer.from(text));
    return true;
  } catch {
    return false;
  }
}

/** GitHub's hash of a line, for files that are there; each file is read once. */
function hasher(result: LintResult): (file: string, line: number) => string | undefined {
  const texts = new Map<string, string | undefined>();
  return (file, line) => {
    if (!texts.has(file)) {
      const bytes = nodeFiles.read(path.resolve(result.root, file));
      texts.set(file, bytes && Buffer.from(bytes).toString('utf8'));
    }
    const text = texts.get(file);
    return text === undefined ? undefined : lineHash(text, line);
  };
}
