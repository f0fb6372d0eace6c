/** The whole way of a lint: load, link, run the rules, locate what is shown. Synchronous; a pure function of the files. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import type { StackArtifact } from '../assembly/assembly.js';
import { openLocator } from '../assembly/locate.js';
import type {
  AnyRule,
  Files,
  Finding,
  Level,
  LintResult,
  Place,
  Position,
  Preset,
  Problem,
  Related,
  ResourceId,
  RuleSetting,
  StackFacts,
  StackId,
} from '../types.js';
import { openEvidence, type Evidence } from './evidence.js';
import { withNames } from './names.js';
import { loadProgram } from './program.js';
import { run, type Said } from './run.js';

export type FailOn = Level | 'never';
export interface LintInput {
  readonly files: Files;
  /** Folders of cloud assemblies. */
  readonly paths: readonly string[];
  /** What URIs and paths in reports are relative to. */
  readonly root: string;
  readonly context?: string;
  readonly sourceRoot?: string;
  readonly rules: readonly AnyRule[];
  /** Which rules run: recommended where this is left out. */
  readonly presets?: readonly Preset[];
  /** What is said of single rules; it goes before the presets. */
  readonly settings?: Readonly<Record<string, RuleSetting>>;
  /** Shows what is only possible too. */
  readonly pedantic?: boolean;
  readonly failOn?: FailOn;
  readonly tool: LintResult['tool'];
}

const WEIGHT: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

export function lint(input: LintInput): LintResult {
  const { files, root } = input;
  const evidence = openEvidence(files, { root, ...(input.sourceRoot === undefined ? {} : { sourceRoot: input.sourceRoot }) });
  const loaded = loadProgram(files, input.paths, {
    ...(input.context === undefined ? {} : { context: input.context }),
    calls: evidence.calls,
  });
  const ran = run(loaded.program, input.rules, { presets: input.presets ?? ['recommended'], settings: input.settings ?? {} });
  const shown = ran.said.filter(({ certain }) => certain || input.pedantic === true);
  const locate = locator(files, root, evidence, loaded.program.stacks, loaded.artifacts);
  const findings = shown.map(locate).sort(byPlace);
  const problems = [...loaded.problems, ...evidence.problems(), ...ran.problems].map((problem) => relativeProblem(root, problem));
  const count = (level: Level): number => findings.filter((finding) => finding.level === level && !finding.suppressed).length;
  const stacks = [...loaded.program.stacks.values()];
  const fatal = problems.some(({ weight }) => weight === 'fatal');
  const failOn = input.failOn ?? 'error';
  const over = failOn !== 'never' && findings.some((finding) => !finding.suppressed && WEIGHT[finding.level] <= WEIGHT[failOn]);
  return {
    tool: input.tool,
    root,
    findings,
    problems,
    rules: [...input.rules].sort((a, b) => (a.id < b.id ? -1 : 1)),
    exitCode: fatal ? 2 : over ? 1 : 0,
    summary: {
      assemblies: loaded.assemblies.length,
      stacks: stacks.length,
      resources: stacks.reduce((sum, { counts }) => sum + counts.resources, 0),
      keys: stacks.reduce((sum, { counts }) => sum + counts.keys, 0),
      errors: count('error'),
      warnings: count('warning'),
      notes: count('note'),
      suppressed: findings.filter(({ suppressed }) => suppressed).length,
      sourcesMissing: evidence.sourcesMissing().map((dir) => relative(root, dir)),
    },
  };
}

export function relative(root: string, file: string): string {
  return path.relative(root, path.resolve(file)).split(path.sep).join('/') || '.';
}

/** A problem with its file as reports name it. */
export function relativeProblem(root: string, problem: Problem): Problem {
  return problem.at ? { ...problem, at: { ...problem.at, file: relative(root, problem.at.file) } } : problem;
}

function locator(
  files: Files,
  root: string,
  evidence: Evidence,
  stacks: ReadonlyMap<StackId, StackFacts>,
  artifacts: ReadonlyMap<StackId, StackArtifact>,
): (said: Said) => Finding {
  const places = openLocator(files),
    byFile = new Map([...stacks.values()].map((facts) => [facts.file, facts] as const));
  const shown = (position: Position | undefined): Position | null =>
    position ? { ...position, file: relative(root, position.file) } : null;
  const constructPath = (resource: ResourceId): string | undefined => {
    const hash = resource.lastIndexOf('#'),
      facts = stacks.get(resource.slice(0, hash)),
      artifact = facts && artifacts.get(facts.id);
    return facts && artifact && evidence.constructPath(facts, artifact, resource.slice(hash + 1));
  };
  const called = (resource: ResourceId): string => {
    const found = constructPath(resource),
      hash = resource.lastIndexOf('#');
    return found?.replace(/\/Resource$/, '') ?? `${stacks.get(resource.slice(0, hash))?.name ?? ''}/${resource.slice(hash + 1)}`;
  };
  const at = (place: Place): Position =>
    shown(places.position(place)) ?? { file: relative(root, place.file), line: 1, column: 1, endLine: 1, endColumn: 1 };
  const related = (list: readonly { at: Place; message: string }[] = []): readonly Related[] =>
    list.map((entry) => ({ at: at(entry.at), message: withNames(entry.message, called) }));

  return ({ rule, level, report, stack, resource, certain }) => {
    const facts = stack === undefined ? ('pointer' in report.at ? byFile.get(report.at.file) : undefined) : stacks.get(stack);
    const pointed =
      'pointer' in report.at && facts && report.at.file === facts.file ? /^\/Resources\/([^/]+)/.exec(report.at.pointer)?.[1] : undefined;
    const id = resource ?? (facts && pointed !== undefined ? `${facts.id}#${pointed}` : undefined);
    const construct = report.constructPath ?? (id === undefined ? undefined : constructPath(id));
    const artifact = facts && artifacts.get(facts.id);
    const source =
      'start' in report.at
        ? at(report.at)
        : shown(
            artifact &&
              evidence.source(
                artifact,
                construct,
                'pointer' in report.at ? /^\/Resources\/[^/]+\/Properties\/([^/]+)/.exec(report.at.pointer)?.[1] : undefined,
                report.trace,
              ),
          );
    const template = 'pointer' in report.at ? at(report.at) : null;
    const belowStage =
      facts && construct?.startsWith(`${facts.stagePath}/`)
        ? construct.slice(facts.stagePath.length + 1)
        : (construct ?? (facts && id ? `${facts.stackName}#${id.slice(id.lastIndexOf('#') + 1)}` : ''));
    return {
      ruleId: rule.id,
      level,
      confidence: certain ? 'certain' : 'possible',
      message: withNames(report.message, called),
      remedy: withNames(report.remedy ?? rule.remedy, called),
      detail: report.detail,
      stackId: facts?.id ?? null,
      stackName: facts?.name ?? null,
      logicalId: id === undefined ? null : id.slice(id.lastIndexOf('#') + 1),
      constructPath: construct ?? null,
      template,
      source,
      related: related(report.related),
      flow: related(report.flow),
      group: [rule.id, source ? `${source.file}:${source.line}:${source.column}` : belowStage, report.detail].join('|'),
      fingerprint: createHash('sha256')
        .update(JSON.stringify([rule.id, belowStage, report.detail]))
        .digest('hex')
        .slice(0, 32),
      fix: report.fix ?? null,
      suppressed: null,
    };
  };
}

/** A total order, so that two runs print the same bytes. */
function byPlace(a: Finding, b: Finding): number {
  const key = ({ source, template, ruleId, stackName, detail, logicalId }: Finding): readonly (string | number)[] => {
    const place = source ?? template;
    return [place?.file ?? '', place?.line ?? 0, place?.column ?? 0, ruleId, stackName ?? '', logicalId ?? '', template?.line ?? 0, detail];
  };
  const left = key(a),
    right = key(b),
    i = left.findIndex((part, n) => part !== right[n]);
  return i < 0 ? 0 : (left[i] ?? '') < (right[i] ?? '') ? -1 : 1;
}
