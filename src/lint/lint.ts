/** The whole way of a lint: load, link, run the rules, locate what is shown. Synchronous; a pure function of the files. */
import path from 'node:path';
import type { Files } from '../types/files.js';
import type { AnyRule } from '../types/rule.js';
import type { Finding, LintResult, Problem } from '../types/report.js';
import type { Config, ConfigAt, Exclusion, Level } from '../types/config.js';
import type { TemplateFacts } from '../types/facts.js';
import { betweenApps, ownFindings, type AppOf } from './among-apps.js';
import { toldApart } from './apart.js';
import { partsOf, runSettings, vouchedKeys, type AppConfig, type Part, type Parts } from './by-app.js';
import { compareWithBaseline, type BaselineInput } from './baseline.js';
import { uselessExclusions } from './excluded.js';
import { openEvidence, type Evidence } from './evidence.js';
import { notJudged } from './not-judged.js';
import { findingMaker, inOrder } from './findings.js';
import { LEVEL_RANK } from '../core/level-rank.js';
import type { Observer } from './observe.js';
import { loadProgram, type Loaded } from './program.js';
import type { Moved } from '../source/positions.js';
import { relative, relativeProblem } from './relative.js';
import { runRules, stackFinder, type Said } from './run.js';
import { untracedNotice } from './untraced.js';
import { unusedOverrides } from './unused-overrides.js';
import { suppress, type Candidate } from './suppressions/index.js';

export interface LintInput {
  readonly files: Files;
  /** Cloud assemblies, project folders, templates, folders of them: see inputsAt. */
  readonly paths: readonly string[];
  /** What URIs and paths in reports are relative to. */
  readonly root: string;
  readonly context?: string;
  readonly sourceRoot?: string;
  /** Files of facts of other apps: their stacks are linked with those of the paths, and not linted. */
  readonly facts?: readonly string[];
  /** Only findings that lead from one app to another are wanted: of the apps whose facts are given, and of each assembly. */
  readonly between?: true;
  readonly rules: readonly AnyRule[];
  /** Presets, levels, suppressions and what makes the exit code 1; checked data (see src/config). */
  readonly config?: Config;
  /** Where a value of the configuration is written, by its pointer, for what is said of it. */
  readonly configAt?: ConfigAt;
  /** What `exclude` of the configuration says, with the folders that it is about. */
  readonly exclusions?: readonly Exclusion[];
  readonly baseline?: BaselineInput;
  /**
   * Configurations that hold for some of what is linted, each with its own rules and baseline; the one above holds for the rest. A finding
   * follows the one of the app in which it stands, and the exit code is the gravest that one of them means.
   */
  readonly apps?: readonly AppConfig[];
  /** The day on which this runs, 2026-11-25: without it no suppression expires. */
  readonly today?: string;
  /** Where a place of the time of synthesis is now, in a source file that was edited since. */
  readonly moved?: Moved;
  readonly tool: LintResult['tool'];
  /** Told as each step begins, so that progress can be shown and time be measured: the engine has no clock. */
  readonly observe?: Observer;
}

/** A lint with what it was made of: a fix needs the program behind the findings. */
export interface Examined {
  readonly result: LintResult;
  readonly loaded: Loaded;
  readonly evidence: Evidence;
  /** The baselines as they are to be written: one, unless apps have their own. */
  readonly baselines: readonly Baseline[];
  /** The configuration that a finding follows: the input's own, or that of an app. */
  readonly configOf: (finding: Finding) => Config;
}
type Baseline = NonNullable<LintResult['baseline']>;

export function lintInputs(input: LintInput): LintResult {
  return examine(input).result;
}

export function examine(input: LintInput): Examined {
  const { files, root, observe } = input;
  observe?.('load');
  const evidence = openEvidence(files, {
    root,
    ...(input.sourceRoot === undefined ? {} : { sourceRoot: input.sourceRoot }),
    ...(input.moved ? { moved: input.moved } : {}),
  });
  const loaded = loadProgram(files, input.paths, {
    ...(input.context === undefined ? {} : { context: input.context }),
    ...(input.facts ? { facts: input.facts } : {}),
    ...(input.exclusions ? { exclusions: input.exclusions } : {}),
    externalKeys: (stacks) => vouchedKeys(partsOf(input, input.apps ?? [], [...stacks.values()])),
    calls(assemblies, flags) {
      observe?.('source');
      return evidence.calls(assemblies, flags);
    },
  });
  return examinedAs(input, { loaded, evidence });
}

/** The same files under other rules and settings: they are not read again, nor is what was found out about them. */
export function examineAgain(input: LintInput, { loaded, evidence }: Examined): Examined {
  return examinedAs(input, { loaded, evidence });
}

function examinedAs(input: LintInput, { loaded, evidence }: Pick<Examined, 'loaded' | 'evidence'>): Examined {
  const { root } = input,
    judged = judge(input, loaded, evidence);
  const untraced = untracedNotice(judged.findings, loaded.artifacts, evidence);
  const problems = [...loaded.problems, ...evidence.problems(), ...untraced, ...judged.problems].map((problem) =>
    relativeProblem(root, problem),
  );
  const { baselines, partOf } = judged;
  return {
    result: resultOf(input, { ...judged, problems }, loaded, evidence),
    loaded,
    evidence,
    baselines,
    configOf: (finding) => partOf(finding).config,
  };
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  readonly baselines: readonly Baseline[];
  readonly parts: Parts;
  readonly partOf: (finding: Finding) => Part;
}

/** Runs the rules, and holds what they say against suppressions and baseline. */
function judge(input: LintInput, { program, artifacts, problems, own, foreign }: Loaded, evidence: Evidence): Judged {
  const { files, root, today } = input;
  const parts = partsOf(input, input.apps ?? [], [...(input.between ? program.stacks : own).values()]),
    settings = runSettings(parts),
    { rules } = settings;
  const ran = runRules(program, settings, input.observe);
  const appOf: AppOf = (stack) => stack && (foreign.get(stack)?.facts ?? stack.slice(0, stack.indexOf('#')));
  const among = input.between
    ? betweenApps(ran.said, program, appOf)
    : own.size === program.stacks.size
      ? ran.said
      : ownFindings(ran.said, program, (stack) => stack === undefined || own.has(stack));
  const allSaid = toldApart(among, program);
  input.observe?.('locate');
  const where = { files, root, evidence, stacks: program.stacks, artifacts, foreign };
  const candidateOf = findingMaker(where);
  const stackOf = stackFinder(program);
  const isShown = ({ certain, stack, report }: Said): boolean =>
    certain || parts.at((stackOf(stack, report) ?? report.at).file).config.pedantic === true;
  const partOf = ({ stackId, source, template }: Finding): Part =>
    parts.at(program.stacks.get(stackId ?? '')?.file ?? path.resolve(root, (source ?? template)?.file ?? ''));
  const hidden = (ids: ReadonlySet<string>): readonly Candidate[] =>
    allSaid.filter((said) => !isShown(said) && ids.has(said.rule.id)).map(candidateOf);
  const runs = (id: string, stack?: TemplateFacts): boolean =>
    rules.some((rule) => rule.id === id && (stack ? settings.levels(rule, stack, stack.file) !== undefined : settings.runs(rule)));
  const complete = ![...problems, ...ran.problems].some(({ weight }) => weight === 'fatal');
  const suppressed = suppress(
    byStack(allSaid.filter(isShown), candidateOf),
    { ...where, parts: parts.all, partOf },
    { rules: rules.map(({ id }) => id), runs, today, complete, hidden },
  );
  const stacks = [...program.stacks.values()];
  const unused = complete
    ? [
        ...unusedOverrides(parts.all.length > 1 ? parts.all : parts.all.map((part) => ({ ...part, stacks })), files),
        ...uselessExclusions(input.exclusions ?? [], stacks, files),
      ]
    : [];
  const told = [...ran.problems, ...unused, ...suppressed.problems];
  const compared = withBaselines(suppressed.findings, { parts, partOf, hidden, complete });
  return { ...compared, problems: [...told, ...compared.problems], parts, partOf };
}

interface Comparing extends Pick<Judged, 'parts' | 'partOf'> {
  readonly hidden: (ids: ReadonlySet<string>) => readonly Candidate[];
  readonly complete: boolean;
}

/** Holds each finding against the baseline of its app; several apps may share one. */
function withBaselines(
  findings: readonly Finding[],
  { parts, partOf, hidden, complete }: Comparing,
): Pick<Judged, 'findings' | 'problems' | 'baselines'> {
  const baselines = new Map(parts.all.flatMap(({ baseline }) => (baseline ? [[baseline.file, baseline] as const] : [])));
  const problems: Problem[] = [],
    written: Baseline[] = [];
  const states = new Map<Finding, Finding>();
  for (const [file, baseline] of baselines) {
    const sharing = parts.all.filter((part) => part.baseline?.file === file),
      isOwn = (finding: Finding): boolean => parts.all.length === 1 || sharing.includes(partOf(finding));
    const before = findings.filter(isOwn);
    const compared = compareWithBaseline(before, baseline, {
      looked: (id) =>
        sharing.some(
          (part) => part.rules.every((rule) => rule.id !== id) || part.rules.some((rule) => rule.id === id && part.settings.runs(rule)),
        ),
      hidden: (ids) => hidden(ids).flatMap(({ finding }) => (isOwn(finding) ? [finding] : [])),
      complete,
    });
    for (const [index, finding] of compared.findings.entries()) states.set(before[index] ?? finding, finding);
    problems.push(...compared.problems);
    written.push({ file, entries: compared.entries });
  }
  return { findings: findings.map((finding) => states.get(finding) ?? finding), problems, baselines: written };
}

/** Turns reports into findings stack by stack, so that what locates those of one is needed once; their order stays. */
function byStack(said: readonly Said[], candidateOf: (one: Said) => Candidate): readonly Candidate[] {
  const made: Candidate[] = [];
  const order = said.map((one, index) => ({ one, index, stack: one.stack ?? '' }));
  for (const { one, index } of order.sort((a, b) => (a.stack < b.stack ? -1 : a.stack > b.stack ? 1 : a.index - b.index)))
    made[index] = candidateOf(one);
  return made;
}

/** Whether these findings make the exit code 1. */
function isOver(findings: readonly Finding[], { failOn = 'error', maxWarnings = Infinity }: Config): boolean {
  if (failOn === 'never') return false;
  const warnings = findings.filter(({ level }) => level === 'warning').length;
  return warnings > maxWarnings || findings.some(({ level }) => LEVEL_RANK[level] <= LEVEL_RANK[failOn]);
}

/** Counts, and settles the exit code. */
function resultOf(input: LintInput, judged: Judged, { program, assemblies, own: linted }: Loaded, evidence: Evidence): LintResult {
  const { root, tool, baseline } = input;
  const ruleIds = new Map(runSettings(judged.parts).rules.map((rule) => [rule.id, rule]));
  const findings = inOrder(judged.findings);
  const counted = findings.filter((finding) => !finding.suppressed && finding.baselineState !== 'unchanged');
  const count = (level: Level): number => counted.filter((finding) => finding.level === level).length;
  const stacks = [...(input.between ? program.stacks : linted).values()];
  const fatal = judged.problems.some(({ weight }) => weight === 'fatal');
  const over = judged.parts.all.some((part) => {
    const { all } = judged.parts;
    return isOver(all.length === 1 ? counted : counted.filter((finding) => judged.partOf(finding) === part), part.config);
  });
  const own = judged.baselines.find(({ file }) => file === baseline?.file);
  return {
    tool,
    root,
    findings,
    problems: judged.problems,
    rules: [...ruleIds.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ...(own ? { baseline: own } : {}),
    exitCode: fatal ? 2 : over ? 1 : 0,
    summary: {
      assemblies: assemblies.length,
      stacks: stacks.length,
      resources: stacks.reduce((sum, { counts }) => sum + counts.resources, 0),
      keys: stacks.reduce((sum, { counts }) => sum + counts.keys, 0),
      importedKeys: program.importedKeys.length,
      errors: count('error'),
      warnings: count('warning'),
      notes: count('note'),
      suppressed: findings.filter(({ suppressed }) => suppressed).length,
      inBaseline: findings.filter(({ baselineState }) => baselineState === 'unchanged').length,
      sourcesMissing: evidence.sourcesMissing().map((dir) => relative(root, dir)),
      notJudged: notJudged(program),
    },
  };
}
