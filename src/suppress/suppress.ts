/**
 * Suppresses findings where they stand: by comments in the source, by Metadata in a template that people write, else by `ignores` of the
 * configuration. Each way is tried in memory, and counts only where a lint then finds the finding suppressed.
 */
import path from 'node:path';
import type * as jsonc from 'jsonc-parser';
import { load } from '../core/lazy.js';
import { parseJson } from '../core/read-json.js';
import { overlay, type ChangedFile } from '../fix/overlay.js';
import { examine, type Examined, type LintInput } from '../lint/lint.js';
import { SCRIPT } from '../source/entry.js';
import type { Config, Ignore } from '../types/config.js';
import type { Finding } from '../types/report.js';
import { withComments, type LineToSuppress } from './comment.js';

export interface SuppressOptions {
  readonly reason: string;
  /** Which of the findings. */
  readonly wanted: (finding: Finding) => boolean;
  /** Why a file may not be written. */
  readonly readOnly: (file: string) => string | undefined;
  /** The file of a configuration, that of the input or of an app in it, which takes `ignores`; undefined where it is code. */
  readonly configuration: (config: Config | undefined) => ConfigFile | undefined;
}
/** A configuration of JSON. steps: where in the file it begins. */
export interface ConfigFile {
  readonly file: string;
  readonly steps: readonly string[];
}
export interface SuppressResult {
  readonly before: Examined;
  /** The lint as it is with the changes. */
  readonly after: Examined;
  readonly changes: readonly ChangedFile[];
  /** A configuration that is made anew. */
  readonly made: { readonly file: string; readonly text: string } | undefined;
  /** The findings that were suppressed, each with the file that says so. */
  readonly suppressed: readonly { readonly finding: Finding; readonly file: string }[];
  readonly left: readonly { readonly finding: Finding; readonly why: string }[];
}

/** The ways, in the order in which they are tried. A comment behind the line shifts no others. */
const WAYS = ['above', 'behind', 'metadata', 'ignores', 'none'] as const;
type Way = (typeof WAYS)[number];

export function suppressFindings(input: LintInput, options: SuppressOptions): SuppressResult {
  const before = examine(input);
  const configurationOf = (finding: Finding): ConfigFile | undefined =>
    options.configuration(input.apps ? before.configOf(finding) : input.config);
  const targets = before.result.findings.filter(
    (finding) => !finding.suppressed && finding.baselineState !== 'unchanged' && options.wanted(finding),
  );
  const ways = new Map(targets.map((finding) => [finding, firstWay(finding)] as const));
  for (;;) {
    const tried = attempt(input, { ...options, configurationOf }, ways);
    const open = new Set(tried.after.result.findings.filter(({ suppressed }) => !suppressed).map(identity));
    const failed = targets.filter((finding) => ways.get(finding) !== 'none' && (tried.refused.has(finding) || open.has(identity(finding))));
    if (failed.length === 0) {
      const left = targets.filter((finding) => ways.get(finding) === 'none');
      return {
        ...tried,
        before,
        suppressed: targets.flatMap((finding) => (left.includes(finding) ? [] : [{ finding, file: fileOf(ways.get(finding), finding) }])),
        left: left.map((finding) => ({ finding, why: whyLeft(finding) })),
      };
    }
    for (const finding of failed) ways.set(finding, next(finding));
    // Lines that a comment shifts are not found again: then none of the file's may be.
    const files = new Set(failed.filter((finding) => ways.get(finding) === 'behind').map(fileName));
    for (const [finding, way] of ways) if (way === 'above' && files.has(fileName(finding))) ways.set(finding, 'behind');
  }

  function firstWay(finding: Finding): Way {
    return WAYS.find((way) => isPossible(way, finding)) ?? 'none';
  }
  function next(finding: Finding): Way {
    const at = WAYS.indexOf(ways.get(finding) ?? 'none');
    return WAYS.slice(at + 1).find((way) => isPossible(way, finding)) ?? 'none';
  }
  function isPossible(way: Way, finding: Finding): boolean {
    if (way === 'above' || way === 'behind')
      return commentable(finding) && options.readOnly(path.resolve(input.root, fileName(finding))) === undefined;
    if (way === 'metadata')
      return isLone(finding) && finding.logicalId !== null && options.readOnly(path.resolve(input.root, fileName(finding))) === undefined;
    return way === 'none' || (configurationOf(finding) !== undefined && finding.constructPath !== null && !isLone(finding));
  }
  /** In a template of JSON that people write themselves. */
  function isLone({ stackId, source, template }: Finding): boolean {
    const artifact = stackId === null ? undefined : before.loaded.artifacts.get(stackId);
    return source === null && template?.file.endsWith('.json') === true && artifact !== undefined && artifact.manifestFile === undefined;
  }
  function fileOf(way: Way | undefined, finding: Finding): string {
    return way === 'ignores' ? path.relative(input.root, configurationOf(finding)?.file ?? '') : fileName(finding);
  }
  function whyLeft(finding: Finding): string {
    if (configurationOf(finding) === undefined && !isLone(finding))
      return 'it stands in no file that takes a comment, and the configuration is code: add it to `ignores` there';
    const closed = options.readOnly(path.resolve(input.root, fileName(finding)));
    return closed ?? 'no place was found for it where a lint sees it';
  }
}

const place = ({ source, template }: Finding): { readonly file: string; readonly line: number } =>
  source ?? template ?? { file: '', line: 0 };
const fileName = (finding: Finding): string => place(finding).file;
const identity = ({ ruleId, stackId, logicalId, constructPath, detail }: Finding): string =>
  JSON.stringify([ruleId, stackId, logicalId, constructPath, detail]);

/** Files that hold comments: source in the languages of CDK, templates of YAML. */
function commentable({ source, template }: Finding): boolean {
  if (source) return SCRIPT.test(source.file) || /\.(py|java|cs|go)$/.test(source.file);
  return template !== null && /\.(ya?ml|template)$/i.test(template.file);
}

interface Tried extends Pick<SuppressResult, 'after' | 'changes' | 'made'> {
  readonly refused: ReadonlySet<Finding>;
}

/** Does it all in memory, and lints what comes of it. */
function attempt(
  input: LintInput,
  { reason, configuration, configurationOf }: SuppressOptions & { readonly configurationOf: (finding: Finding) => ConfigFile | undefined },
  ways: ReadonlyMap<Finding, Way>,
): Tried {
  const refused = new Set<Finding>();
  const taking = (way: Way): readonly Finding[] => [...ways].filter(([, taken]) => taken === way).map(([finding]) => finding);
  const texts = new Map<string, string>();
  const disk = overlay(input.files);
  const textOf = (file: string): string | undefined => texts.get(file) ?? disk.text(file);
  for (const way of ['above', 'behind'] as const)
    for (const [name, findings] of grouped(taking(way), fileName)) {
      const file = path.resolve(input.root, name);
      const text = textOf(file);
      const lines = [...grouped(findings, (finding) => String(place(finding).line))];
      const wanted = lines.map(([line, those]): LineToSuppress => ({
        line: Number(line),
        rules: those.map(({ ruleId }) => ruleId),
        reason,
      }));
      const done = text === undefined ? undefined : withComments(file, text, wanted, way);
      if (done) texts.set(file, done.text);
      for (const finding of findings) if (!done || done.refused.has(place(finding).line)) refused.add(finding);
    }
  for (const finding of taking('metadata')) {
    const file = path.resolve(input.root, fileName(finding));
    const text = textOf(file);
    if (text !== undefined)
      texts.set(
        file,
        inserted(text, ['Resources', finding.logicalId ?? '', 'Metadata', 'kms-lint', 'ignore'], { id: finding.ruleId, reason }),
      );
  }
  let made: Tried['made'];
  const ignoresIn = new Map<string, readonly Ignore[]>();
  for (const [file, findings] of grouped(taking('ignores'), (finding) => configurationOf(finding)?.file ?? '')) {
    const { steps = [] } = findings[0] ? (configurationOf(findings[0]) ?? {}) : {};
    const ignores = [...grouped(findings, ({ ruleId, constructPath }) => JSON.stringify([ruleId, constructPath])).values()].map(
      ([finding]): Ignore => ({ rule: finding?.ruleId ?? '', construct: finding?.constructPath ?? '', reason }),
    );
    ignoresIn.set(file, ignores);
    const there = textOf(file);
    const text = ignores.reduce((so, ignore) => inserted(so, [...steps, 'ignores'], ignore), there ?? '{}\n');
    if (there === undefined) made = { file, text };
    else texts.set(file, text);
  }
  const changed = disk.with([...texts].map(([file, text]) => ({ file, edits: [{ start: 0, end: disk.text(file)?.length ?? 0, text }] })));
  const now = Number.MAX_SAFE_INTEGER;
  const files = { ...changed.files, modified: (file: string) => (texts.has(path.resolve(file)) ? now : input.files.modified(file)) };
  const added = (config: Config | undefined): Config => ({
    ...config,
    ignores: [...(config?.ignores ?? []), ...(ignoresIn.get(configuration(config)?.file ?? '') ?? [])],
  });
  const config = added(input.config),
    apps = input.apps?.map((app) => ({ ...app, config: added(app.config) }));
  return { after: examine({ ...input, files, config, ...(apps ? { apps } : {}) }), changes: changed.changes, made, refused };
}

function grouped<T>(items: readonly T[], keyOf: (item: T) => string): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item]);
  return groups;
}

/** JSON with one more entry in a list, in the form of the file: the first where there are comments, which stay at what they are about. */
function inserted(text: string, steps: readonly string[], entry: object): string {
  const { applyEdits, modify, parseTree, findNodeAtLocation } = load('jsonc-parser') as typeof jsonc;
  const [, indent = '  '] = /^([ \t]+)\S/m.exec(text) ?? [];
  const mark = text.startsWith('\uFEFF') ? '\uFEFF' : '';
  const body = text.slice(mark.length);
  const first = !('json' in parseJson(body, ''));
  const tree = parseTree(body, [], { allowTrailingComma: true });
  const list = tree && findNodeAtLocation(tree, [...steps]);
  const isList = list?.type === 'array';
  const at = isList ? [...steps, first ? 0 : (list.children?.length ?? 0)] : [...steps];
  const edits = modify(body, at, isList ? entry : [entry], {
    isArrayInsertion: isList,
    ...(first ? { getInsertionIndex: () => 0 } : {}),
    formattingOptions: { insertSpaces: !indent.startsWith('\t'), tabSize: indent.length, eol: body.includes('\r\n') ? '\r\n' : '\n' },
  });
  return mark + applyEdits(body, edits);
}
