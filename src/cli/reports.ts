/** Which reports are wanted, and how they are written: to standard output, to files, and to where a CI system looks. */
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { accessRows, importedKeyRows } from '../lint/access.js';
import type { Examined } from '../lint/lint.js';
import { otherTools } from '../lint/other-tools.js';
import { nodeFiles } from '../files/node.js';
import { drawMermaid } from '../diagram/mermaid.js';
import { svgDrawer } from '../diagram/svg.js';
import { drawText } from '../diagram/text.js';
import { appDrawing, cycleDrawing } from '../lint/graph.js';
import { report, REPORT_NAMES, type ReportName, type ReportOptions } from '../report/index.js';
import { lineHashes } from '../report/sarif/line-hash.js';
import { sarifLimits, SUPPRESSED_WORDS } from '../report/sarif/log.js';
import type { Drawing, LintResult, OtherFinding } from '../types/report.js';
import { memo } from '../core/memo.js';
import { TOOL } from '../core/version.js';
import { ciOf, type Ci } from './ci.js';
import { oneOf, UsageError, type ExitCode, type Options, type Streams, type OptionValues } from './command.js';
import type { Inputs } from './inputs.js';
import { LOOK_OPTIONS, lookOf } from './look.js';

export const REPORT_OPTIONS = {
  format: {
    type: 'string',
    multiple: true,
    value: 'NAME[=FILE]',
    choices: REPORT_NAMES,
    help: `${REPORT_NAMES.join(', ')}; may be repeated, with a file for all but one (default: text)`,
  },
  'output-file': { type: 'string', short: 'o', value: 'FILE', help: 'the file for the report that --format gives none' },
  category: { type: 'string', value: 'NAME', help: 'SARIF: tells the uploads of one commit apart, such as the apps of a monorepo' },
  'sarif-suppressed': {
    type: 'string',
    value: 'WORD',
    choices: SUPPRESSED_WORDS,
    help: 'SARIF: omit suppressed findings, which GitHub would show as open (default), or include them with their reasons',
  },
  'with-validation-report': {
    type: 'boolean',
    help: "SARIF: with what CDK's own validation, cdk-nag and other plugins said (validation-report.json of the assembly)",
  },
  ci: {
    type: 'boolean',
    help: 'in GitHub Actions a job summary is added, and annotations where no SARIF can become alerts; not with --no-ci',
  },
  ...LOOK_OPTIONS,
} as const satisfies Options;

interface Format {
  readonly name: ReportName;
  /** Without a file the report goes to standard output. */
  readonly file?: string;
}
export interface ReportRequest {
  readonly formats: readonly Format[];
  readonly options: Pick<ReportOptions, 'category' | 'suppressed' | 'promoted'>;
  readonly ci: Ci | undefined;
  /** Whether what other tools said goes into the SARIF. */
  readonly others: boolean;
  /** Draws the graph of the page of HTML; only where that is asked for. */
  readonly draw?: (drawing: Drawing) => string;
}

/** @throws UsageError where two reports would go to standard output, or a format is unknown */
export async function readReports(values: OptionValues<typeof REPORT_OPTIONS>, { env }: Streams): Promise<ReportRequest> {
  const formats = toFile((values.format ?? ['text']).map(readFormat), values['output-file']);
  if (values.statistics && !formats.some(({ name }) => name === 'text' || name === 'json'))
    throw new UsageError('--statistics is for the formats text and json');
  if (formats.filter(({ file }) => file === undefined).length > 1)
    throw new UsageError('only one --format can go to standard output: give the others a file, as in --format sarif=kms-lint.sarif');
  const { category, 'sarif-suppressed': suppressed = 'omit' } = values;
  if (category !== undefined && category.replaceAll('/', '') === '') throw new UsageError('--category needs a name');
  return {
    formats,
    options: {
      ...(category === undefined ? {} : { category }),
      suppressed: oneOf('sarif-suppressed', suppressed, SUPPRESSED_WORDS),
    },
    others: values['with-validation-report'] ?? false,
    ci: values.ci === false ? undefined : ciOf(env, nodeFiles),
    ...(formats.some(({ name }) => name === 'html') ? { draw: await svgDrawer() } : {}),
  };
}

/** @throws UsageError where --output-file does not say which report is meant */
function toFile(formats: readonly Format[], file: string | undefined): readonly Format[] {
  if (file === undefined) return formats;
  const open = formats.filter((format) => format.file === undefined).length;
  if (open === 0) throw new UsageError('--output-file takes the report of a --format without a file: each has one here');
  return open > 1 ? formats : formats.map((format) => ({ file, ...format }));
}

function readFormat(given: string): Format {
  const [wanted = '', ...rest] = given.split('=');
  const name = oneOf('format', wanted, REPORT_NAMES);
  const file = rest.join('=');
  return file === '' ? { name } : { name, file };
}

/** Writes all reports. @returns the exit code that they and the result mean */
export function writeReports(
  examined: Examined,
  inputs: Inputs,
  wanted: ReportRequest,
  values: OptionValues<typeof LOOK_OPTIONS>,
  streams: Streams,
): ExitCode {
  const { result } = examined;
  const { formats, options, ci } = wanted;
  const others = wanted.others ? readOthers(examined, inputs, streams) : [];
  const look = lookOf(values, streams, inputs.root);
  const extras: Readonly<Partial<Record<ReportName, () => Partial<ReportOptions>>>> = {
    markdown: markdownExtras(examined, inputs, ci),
    html: () => htmlExtras(examined, inputs, wanted.draw),
  };
  const textOf = (name: ReportName, toScreen: boolean): string =>
    report(name, result, {
      ...(toScreen ? look : { width: streams.width, quiet: look.quiet, verbose: look.verbose, statistics: look.statistics }),
      ...options,
      others,
      hash: hasher(result),
      ...extras[name]?.(),
    });
  for (const { name, file } of formats) {
    // Where nothing could be linted, an upload of "no findings" would close every alert.
    if (name === 'sarif' && result.exitCode === 2 && result.summary.stacks === 0) {
      streams.error('kms-lint: no SARIF was written, since nothing could be linted\n');
      continue;
    }
    if (name === 'sarif') for (const limit of sarifLimits(result, options)) streams.error(`kms-lint: ${limit}\n`);
    const text = textOf(name, file === undefined);
    if (name === 'sarif') tellSize(text, streams);
    if (file === undefined) streams.out(text);
    else if (!wrote(path.resolve(streams.cwd, file), text)) {
      streams.error(`kms-lint: ${file} cannot be written: is its folder there, and may you write to it?\n`);
      return 2;
    }
  }
  tellCi(ci, formats, textOf, streams);
  tellProblems(result, formats, streams);
  return result.exitCode;
}

/**
 * GitHub refuses a file that is larger when compressed.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
const LARGEST_SARIF = 10 * 1024 * 1024;

function tellSize(sarif: string, { error }: Streams): void {
  if (sarif.length <= LARGEST_SARIF || gzipSync(sarif).length <= LARGEST_SARIF) return;
  error('kms-lint: the SARIF is larger than the 10 MB that GitHub takes: lint fewer apps at once, each with a --category\n');
}

function readOthers(examined: Examined, { files }: Inputs, { error }: Streams): readonly OtherFinding[] {
  const { findings, problems, found } = otherTools(examined, files, TOOL.name);
  if (!found) error('kms-lint: there is no validation-report.json: aws-cdk-lib writes it from 2.258 on\n');
  for (const { message } of problems) error(`kms-lint: ${message}\n`);
  return findings;
}

/** The fatal problems stand in every report for people; where none goes to the screen, they are told on the error stream. */
function tellProblems({ problems }: LintResult, formats: readonly Format[], { error }: Streams): void {
  if (formats.some(({ name, file }) => name === 'text' && file === undefined)) return;
  for (const { weight, message } of problems) if (weight === 'fatal') error(`kms-lint: ${message}\n`);
}

/**
 * So much GitHub takes as the summary of a step; what is longer is left out whole.
 * https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
const LONGEST_SUMMARY = 1024 * 1024;

/** Adds what the CI system shows beside the reports that were asked for; it replaces none of them. */
function tellCi(
  ci: Ci | undefined,
  formats: readonly Format[],
  textOf: (name: ReportName, toScreen: boolean) => string,
  { error }: Streams,
): void {
  if (ci?.name !== 'github') return;
  // GitHub reads commands from the error stream too, so that the report on standard output stays whole; alerts made of a SARIF are
  // annotations of their own.
  const becomesAlerts = ci.uploads && formats.some(({ name }) => name === 'sarif');
  if (!becomesAlerts && !formats.some(({ name }) => name === 'github')) error(textOf('github', false));
  if (ci.summaryFile === undefined) return;
  const before = nodeFiles.read(ci.summaryFile) ?? new Uint8Array();
  const text = Buffer.concat([before, Buffer.from(textOf('markdown', false))]);
  if (text.length > LONGEST_SUMMARY) error('kms-lint: the job summary is full, so the report was not added\n');
  else if (!wrote(ci.summaryFile, text)) error(`kms-lint: the job summary ${ci.summaryFile} cannot be written\n`);
}

/** What only the Markdown report shows, made when it is first asked for. */
function markdownExtras(examined: Examined, { files, paths, root }: Inputs, ci: Ci | undefined): () => Partial<ReportOptions> {
  let made: Partial<ReportOptions> | undefined;
  // What was synthesized is not in the repository.
  const assemblies = paths.map((dir) => `${path.relative(root, dir).split(path.sep).join('/')}/`);
  const make = (): Partial<ReportOptions> => {
    const { loaded, evidence } = examined;
    const cycles = cycleDrawing(loaded, evidence);
    return {
      access: accessRows(loaded, evidence, files, root),
      ...(cycles ? { diagram: drawMermaid(cycles) } : {}),
      link: (file, line) => (assemblies.some((dir) => file.startsWith(dir)) ? undefined : ci?.link?.(file, line)),
    };
  };
  return () => (made ??= make());
}

/** Graphviz lays out so many boxes in about a second; of larger apps the page shows the cycles. */
const MOST_DRAWN = 150;

/** What the page of HTML shows beside the findings. */
function htmlExtras(
  { loaded, evidence }: Examined,
  { files, root }: Inputs,
  draw: ((drawing: Drawing) => string) | undefined,
): Partial<ReportOptions> {
  const whole = appDrawing(loaded, evidence),
    isLarge = whole.nodes.length > MOST_DRAWN;
  const drawing = isLarge ? cycleDrawing(loaded, evidence) : whole;
  const note = 'Of this large app only the cycles are drawn: kms-lint graph --focus KEY draws what is around a key.';
  return {
    access: accessRows(loaded, evidence, files, root),
    importedKeys: importedKeyRows(loaded, evidence, files, root),
    ...(draw && drawing && drawing.nodes.length > 0
      ? { graph: { svg: draw(drawing), text: drawText(drawing), ...(isLarge ? { note } : {}) } }
      : {}),
  };
}

function wrote(file: string, text: string | Uint8Array): boolean {
  try {
    nodeFiles.write(file, typeof text === 'string' ? Buffer.from(text) : text);
    return true;
  } catch {
    return false;
  }
}

/** GitHub's hash of a line, for files that are there; each file is read once. */
function hasher(result: LintResult): (file: string, line: number) => string | undefined {
  const hashesOf = memo((file: string) => {
    const bytes = nodeFiles.read(path.resolve(result.root, file));
    return bytes && lineHashes(Buffer.from(bytes).toString('utf8'));
  });
  return (file, line) => hashesOf(file)?.(line);
}
