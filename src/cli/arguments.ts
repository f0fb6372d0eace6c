/** The command line read into plain options; a wrong one becomes a sentence that says what is right. */
import { parseArgs } from 'node:util';
import type { FailOn } from '../engine/lint.js';
import { nearest } from '../reference/nearest.js';
import { ACCESS_FORMATS, type AccessFormat } from '../report/access.js';
import { REPORT_NAMES, type ReportName } from '../report/index.js';
import type { Level } from '../types.js';

export const COMMANDS = ['lint', 'access', 'explain', 'rules'] as const;

export interface Options {
  readonly command: (typeof COMMANDS)[number];
  readonly paths: readonly string[];
  /** Without a file the report goes to standard output. */
  readonly formats: readonly { readonly name: ReportName; readonly file?: string }[];
  /** Of the command access. */
  readonly accessFormat: AccessFormat;
  readonly failOn: FailOn;
  readonly pedantic: boolean;
  readonly levels: Readonly<Record<string, Level | 'off'>>;
  readonly context?: string;
  readonly root?: string;
  readonly sourceRoot?: string;
  readonly colour?: boolean;
  readonly help: boolean;
  readonly version: boolean;
}
export type Arguments = { readonly options: Options } | { readonly error: string };

export const HELP = `kms-lint: finds the AWS KMS keys of a CDK app that will lock their owners out, fail to deploy or tie stacks into a knot.

Usage: kms-lint [paths...]          lint what cdk synth wrote (default: cdk.out); globs work: 'packages/*/cdk.out'
       kms-lint access [paths...]   who manages, administers, uses and delegates each key (--format text, json or markdown)
       kms-lint explain RULE        what a rule means and what to do
       kms-lint rules               the list of rules

  --format NAME[=FILE]     ${REPORT_NAMES.join(', ')}; may be repeated, with a file for all but one (default: text)
  --fail-on LEVEL          exit 1 on findings from this level up: error, warning, note, never (default: error)
  --rule ID[=LEVEL|off]    give a rule another level or switch it off; with the bare ID only the rules so named run
  --pedantic               show also what is only possible, because a value is not known before deployment
  --context FILE           the cdk.context.json to use (default: found beside or above the assembly)
  --root DIR               what paths in reports are relative to (default: the git root, else the working directory)
  --source-root DIR        where the app's source is, if it is not beside or above the assembly
  --color, --no-color      colour on or off (default: as the terminal, NO_COLOR and FORCE_COLOR say)
  --help, --version

Exit code: 0 clean, 1 findings at or over --fail-on, 2 something could not be linted.
`;

const LEVELS: readonly string[] = ['error', 'warning', 'note'];

/** @param argv without node and the script. @param rules the ids that --rule and explain may name. */
export function readArguments(argv: readonly string[], rules: readonly string[]): Arguments {
  let parsed;
  try {
    parsed = parseArgs({
      args: [...argv],
      allowPositionals: true,
      allowNegative: true,
      options: {
        format: { type: 'string', multiple: true },
        'fail-on': { type: 'string' },
        rule: { type: 'string', multiple: true },
        pedantic: { type: 'boolean' },
        context: { type: 'string' },
        root: { type: 'string' },
        'source-root': { type: 'string' },
        color: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean', short: 'v' },
      },
    });
  } catch (error) {
    return { error: error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error) };
  }
  const { values, positionals } = parsed,
    [first] = positionals;
  const command = COMMANDS.find((name) => name === first),
    paths = command ? positionals.slice(1) : positionals;
  const failOn = values['fail-on'] ?? 'error';
  if (![...LEVELS, 'never'].includes(failOn)) return { error: `--fail-on takes error, warning, note or never, not ${failOn}` };
  const accessFormat = command === 'access' ? ACCESS_FORMATS.find((known) => known === (values.format?.[0] ?? 'text')) : 'text';
  if (!accessFormat || (command === 'access' && (values.format?.length ?? 0) > 1))
    return { error: `access takes one --format: ${ACCESS_FORMATS.join(', ')}` };
  const formats: { name: ReportName; file?: string }[] = [];
  for (const format of command === 'access' ? [] : (values.format ?? ['text'])) {
    const [wanted, ...rest] = format.split('='),
      name = REPORT_NAMES.find((known) => known === wanted),
      file = rest.join('=');
    if (!name) return { error: `--format takes ${REPORT_NAMES.join(', ')}, not ${wanted ?? ''}${near(wanted ?? '', REPORT_NAMES)}` };
    formats.push(file === '' ? { name } : { name, file });
  }
  if (formats.filter(({ file }) => file === undefined).length > 1)
    return { error: 'only one --format can go to standard output: give the others a file, as in --format sarif=kms-lint.sarif' };
  const levels: Record<string, Level | 'off'> = {},
    only: string[] = [];
  for (const entry of values.rule ?? []) {
    const [id = '', level] = entry.split('=');
    if (!rules.includes(id)) return { error: `there is no rule ${id}${near(id, rules)}` };
    if (level === undefined) only.push(id);
    else if (level === 'off' || LEVELS.includes(level)) levels[id] = level as Level | 'off';
    else return { error: `--rule ${id} takes error, warning, note or off, not ${level}` };
  }
  if (only.length > 0) for (const id of rules) if (!only.includes(id)) levels[id] ??= 'off';
  if (command === 'explain') {
    const [id] = paths;
    if (id === undefined) return { error: 'explain needs the id of a rule: kms-lint rules lists them' };
    if (!rules.includes(id)) return { error: `there is no rule ${id}${near(id, rules)}` };
  }
  return {
    options: {
      command: command ?? 'lint',
      paths: paths.length > 0 ? paths : ['cdk.out'],
      formats,
      accessFormat,
      failOn: failOn as FailOn,
      pedantic: values.pedantic ?? false,
      levels,
      help: values.help ?? false,
      version: values.version ?? false,
      ...(values.context === undefined ? {} : { context: values.context }),
      ...(values.root === undefined ? {} : { root: values.root }),
      ...(values['source-root'] === undefined ? {} : { sourceRoot: values['source-root'] }),
      ...(values.color === undefined ? {} : { colour: values.color }),
    },
  };
}

/** "; did you mean X?" where a known word is near enough. */
function near(word: string, known: readonly string[]): string {
  const written = (name: string): string => name.toUpperCase().replaceAll('-', '_');
  const best = nearest(written(word), known.map(written));
  return best === undefined ? '' : `; did you mean ${known.find((name) => written(name) === best) ?? best}?`;
}
