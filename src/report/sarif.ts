/** The report for code scanning: SARIF 2.1.0, one run, as GitHub reads it. */
import { createHash } from 'node:crypto';
import type { Location, Log, Notification, ReportingDescriptor, Result, ThreadFlowLocation } from 'sarif';
import type { AnyRule, Finding, Level, LintResult, Position, Problem, Related } from '../types.js';
import { jsonText, visible } from './escape.js';
import { grouped, nameOfCopy, nameOfTemplate, type Group } from './group.js';
import { ruleHelp } from './rule-help.js';

export interface SarifOptions {
  /** GitHub's hash of a line of a file (see line-hash.ts); undefined where the file cannot be read. Files are named as in the result. */
  readonly hash?: (file: string, line: number) => string | undefined;
}

/** GitHub refuses longer texts. */
const LONGEST_NAME = 255,
  LONGEST_TEXT = 1024,
  MOST_TAGS = 10;
/** The finding has no place at all, but GitHub refuses a result without one: the app as a whole stands for it. */
const APP: Position = { file: 'cdk.json', line: 1, column: 1, endLine: 1, endColumn: 1 };

export function sarifReport(result: LintResult, options: SarifOptions): string {
  const rules = [...result.rules].sort((a, b) => (a.id < b.id ? -1 : 1)),
    indexes = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprint = fingerprints(options.hash);
  const log: Log = {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: result.tool.name,
            version: result.tool.version,
            semanticVersion: result.tool.version,
            rules: rules.map(descriptor),
          },
        },
        // Without a URI, so that the same app gives the same bytes on every machine.
        originalUriBaseIds: { '%SRCROOT%': { description: { text: 'The root of the repository.' } } },
        columnKind: 'utf16CodeUnits',
        invocations: [
          {
            executionSuccessful: result.exitCode !== 2,
            exitCode: result.exitCode,
            toolExecutionNotifications: result.problems.map(notification),
          },
        ],
        // What the baseline has stays in: GitHub would call it fixed, and open it again later.
        results: grouped(result.findings, ({ suppressed }) => suppressed === null).map((group) =>
          resultOf(group, indexes.get(group.shown.ruleId), fingerprint),
        ),
      },
    ],
  };
  return jsonText(log);
}

// ── Rules ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

const PROBLEM_SEVERITY: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'recommendation' };

function descriptor(rule: AnyRule): ReportingDescriptor {
  const tags = [...new Set([...(rule.securitySeverity === undefined ? [] : ['security']), ...(rule.tags ?? [])])].slice(0, MOST_TAGS);
  const name = rule.id
    .split('-')
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join('');
  const helpUri = rule.references.find((reference) => /^https?:/.test(reference) && URL.canParse(reference));
  return {
    id: rule.id,
    name: limited(name, LONGEST_NAME),
    shortDescription: { text: limited(sentence(rule.title), LONGEST_TEXT) },
    fullDescription: { text: limited(sentence(rule.why), LONGEST_TEXT) },
    help: ruleHelp(rule),
    ...(helpUri === undefined ? {} : { helpUri: new URL(helpUri).href }),
    defaultConfiguration: { level: rule.level },
    properties: {
      tags,
      precision: 'very-high',
      'problem.severity': PROBLEM_SEVERITY[rule.level],
      ...(rule.securitySeverity === undefined ? {} : { 'security-severity': rule.securitySeverity }),
    },
  };
}

const limited = (text: string, length: number): string => (text.length <= length ? text : `${text.slice(0, length - 1)}…`);

// ── Results ──────────────────────────────────────────────────────────────────────────────────────────────────────────────

function resultOf(
  { shown, others }: Group,
  ruleIndex: number | undefined,
  fingerprint: (finding: Finding, primary: Position) => string,
): Result {
  const primary = shown.source ?? shown.template ?? shown.flow[0]?.at ?? shown.related[0]?.at ?? APP;
  const { text, linked } = messageOf(shown, others);
  return {
    ruleId: shown.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: shown.level,
    ...(shown.baselineState === undefined ? {} : { baselineState: shown.baselineState }),
    message: { text },
    locations: [
      {
        ...locationOf(primary),
        logicalLocations: [shown, ...others].flatMap(({ constructPath }) =>
          constructPath === null ? [] : [{ fullyQualifiedName: visible(constructPath), kind: 'resource' }],
        ),
      },
    ],
    ...(linked.length > 0
      ? { relatedLocations: linked.map(({ at, message }, id) => ({ id, ...locationOf(at), message: { text: message } })) }
      : {}),
    ...(shown.flow.length > 0 ? { codeFlows: [{ threadFlows: [{ locations: shown.flow.map(stepOf) }] }] } : {}),
    partialFingerprints: { primaryLocationLineHash: fingerprint(shown, primary), 'kmsLint/v1': shown.fingerprint },
    properties: {
      confidence: shown.confidence,
      stacks: [...new Set([shown, ...others].flatMap(({ stackName }) => (stackName === null ? [] : [visible(stackName)])))],
    },
  };
}

/** The message, with links to the related places: GitHub shows only those that the message links to. */
function messageOf(shown: Finding, others: readonly Finding[]): { readonly text: string; readonly linked: readonly Related[] } {
  const linked: Related[] = [];
  const link = (label: string, at: Position, message: string): string => `[${escaped(label)}](${linked.push({ at, message }) - 1})`;
  const template =
    shown.source && shown.template
      ? [`See ${link(`the ${nameOfTemplate(shown.template)}`, shown.template, `the synthesized ${nameOfTemplate(shown.template)}`)}.`]
      : [];
  const related = shown.related.map(({ at, message }) => sentence(`Related: ${link(message, at, visible(message))}`));
  const copies = others.map((copy) => {
    const at = copy.template ?? copy.source,
      name = nameOfCopy(shown, copy);
    return at ? link(name, at, `the copy in ${visible(name)}`) : escaped(name);
  });
  const text = [
    `${shown.confidence === 'possible' ? 'Possible: ' : ''}${sentence(escaped(shown.message))}`,
    sentence(`What to do: ${escaped(shown.remedy)}`),
    ...(shown.fix?.snippets?.['cdk'] === undefined ? [] : [`In the CDK app that owns the key: ${escaped(shown.fix.snippets['cdk'])}`]),
    ...(shown.fix?.snippets?.['cli'] === undefined ? [] : [`With the AWS CLI: ${escaped(shown.fix.snippets['cli'])}.`]),
    ...template,
    ...related,
    ...(copies.length > 0 ? [`Also in ${[...new Set(copies)].join(', ')}.`] : []),
  ].join(' ');
  return { text, linked };
}

const stepOf = ({ at, message }: Related): ThreadFlowLocation => ({ location: { ...locationOf(at), message: { text: visible(message) } } });

/** In a message of SARIF brackets make links; hidden characters are shown. */
const escaped = (text: string): string => visible(text.replace(/\s*\n\s*/g, ' ')).replace(/[[\]\\]/g, '\\$&');
const sentence = (text: string): string => (/[.!?]$/.test(text) ? text : `${text}.`);

// ── Places ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

function locationOf({ file, line, column, endLine, endColumn }: Position): Location {
  return {
    physicalLocation: {
      artifactLocation: { uri: uriOf(file), uriBaseId: '%SRCROOT%' },
      region: { startLine: line, startColumn: column, endLine, endColumn },
    },
  };
}

/** A clean relative reference: GitHub refuses others, and shows no file outside the repository, so that what leads out of it is left off. */
function uriOf(file: string): string {
  const segments = file.split('/').filter((segment) => !['', '.', '..'].includes(segment));
  return (
    segments.map((segment) => encodeURI(segment.replace(/\p{Cs}/gu, '\uFFFD')).replace(/[?#:]/g, encodeURIComponent)).join('/') || '%2E'
  );
}

/**
 * The value by which GitHub knows an alert again, with rule and file. GitHub's own hash of the line where that line is code: it makes the same.
 * A generated file or one line for many results says too little: there it is made of what the finding is about.
 */
function fingerprints(hash: SarifOptions['hash']): (finding: Finding, primary: Position) => string {
  const taken = new Set<string>();
  return (finding, primary) => {
    const isCode = finding.source !== null && !primary.file.endsWith('.json');
    const line = isCode ? hash?.(primary.file, primary.line) : undefined,
      used = `${finding.ruleId}|${primary.file}|${line ?? ''}`;
    if (line === undefined || taken.has(used))
      return `${createHash('sha256')
        .update(JSON.stringify([finding.ruleId, finding.constructPath, finding.detail]))
        .digest('hex')
        .slice(0, 16)}:1`;
    taken.add(used);
    return line;
  };
}

function notification({ weight, message, at }: Problem): Notification {
  const region =
    at?.line === undefined ? {} : { region: { startLine: at.line, ...(at.column === undefined ? {} : { startColumn: at.column }) } };
  return {
    level: weight === 'fatal' ? 'error' : 'note',
    message: { text: sentence(escaped(message)) },
    ...(at ? { locations: [{ physicalLocation: { artifactLocation: { uri: uriOf(at.file), uriBaseId: '%SRCROOT%' }, ...region } }] } : {}),
  };
}
