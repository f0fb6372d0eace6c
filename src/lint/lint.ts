/** The whole way of a lint: load, link, run the rules, locate what is shown. Synchronous; a pure function of the files. */
import type { Files } from '../types/files.js';
import type { AnyRule } from '../types/rule.js';
import type { BaselineEntry, Finding, LintResult, Problem } from '../types/report.js';
import type { Config, ConfigAt, Exclusion, Level } from '../types/config.js';
import type { TemplateFacts } from '../types/facts.js';
import { betweenApps, ownFindings, type AppOf } from './among-apps.js';
import { toldApart } from './apart.js';
import { compareWithBaseline, type BaselineInput } from './baseline.js';
import { uselessExclusions } from './excluded.js';
import { openEvidence, type Evidence } from './evidence.js';
import { notJudged } from './not-judged.js';
import { byPlace, findingMaker } from './findings.js';
import { LEVEL_RANK } from '../core/level-rank.js';
import type { Observer } from './observe.js';
import { loadProgram, type Loaded } from './program.js';
import type { Moved } from '../source/positions.js';
import { relative, relativeProblem } from './relative.js';
import { runRules, type Said } from './run.js';
import { settingsOf } from './settings.js';
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
}

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
    ...(input.config?.externalKeys ? { externalKeys: input.config.externalKeys } : {}),
    calls(assemblies, flags) {
      observe?.('source');
      return evidence.calls(assemblies, flags);
    },
  });
  const judged = judge(input, loaded, evidence);
  const untraced = untracedNotice(judged.findings, loaded.artifacts, evidence);
  const problems = [...loaded.problems, ...evidence.problems(), ...untraced, ...judged.problems].map((problem) =>
    relativeProblem(root, problem),
  );
  return { result: resultOf(input, { ...judged, problems }, loaded, evidence), loaded, evidence };
}

interface Judged {
  readonly findings: readonly Finding[];
  readonly problems: readonly Problem[];
  /** The baseline as it is to be written. */
  readonly baseline?: readonly BaselineEntry[];
}

/** Runs the rules, and holds what they say against suppressions and baseline. */
function judge(input: LintInput, { program, artifacts, problems, own, foreign }: Loaded, evidence: Evidence): Judged {
  const { files, root, rules, config = {}, configAt, today, baseline } = input;
  const settings = settingsOf(config, [...(input.between ? program.stacks : own).values()]);
  const ran = runRules(program, rules, settings, input.observe);
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
  const isShown = ({ certain }: Said): boolean => certain || config.pedantic === true;
  const hidden = (ids: ReadonlySet<string>): readonly Candidate[] =>
    allSaid.filter((said) => !isShown(said) && ids.has(said.rule.id)).map(candidateOf);
  const runs = (id: string, stack?: TemplateFacts): boolean =>
    rules.some((rule) => rule.id === id && (stack ? settings.levels(rule, stack) !== undefined : settings.runs(rule)));
  const complete = ![...problems, ...ran.problems].some(({ weight }) => weight === 'fatal');
  const suppressed = suppress(
    byStack(allSaid.filter(isShown), candidateOf),
    { ...where, ignores: config.ignores, configAt },
    { rules: rules.map(({ id }) => id), runs, today, complete, hidden },
  );
  const stacks = [...program.stacks.values()];
  const unused = complete
    ? [...unusedOverrides(config, stacks, files, configAt), ...uselessExclusions(input.exclusions ?? [], stacks, files)]
    : [];
  const told = [...ran.problems, ...unused, ...suppressed.problems];
  if (!baseline) return { findings: suppressed.findings, problems: told };
  const compared = compareWithBaseline(suppressed.findings, baseline, {
    looked: (id) => runs(id) || !rules.some((rule) => rule.id === id),
    hidden: (ids) => hidden(ids).map(({ finding }) => finding),
    complete,
  });
  return {
    findings: compared.findings,
    problems: [...told, ...compared.problems],
    baseline: compared.entries,
  };
}

/** Turns reports into findings stack by stack, so that what locates those of one is needed once; their order stays. */
function byStack(said: readonly Said[], candidateOf: (one: Said) => Candidate): readonly Candidate[] {
  const made: Candidate[] = [];
  const order = said.map((one, index) => ({ one, index, stack: one.stack ?? '' }));
  for (const { one, index } of order.sort((a, b) => (a.stack < b.stack ? -1 : a.stack > b.stack ? 1 : a.index - b.index)))
    made[index] = candidateOf(one);
  return made;
}

/** Counts, and settles the exit code. */
function resultOf(input: LintInput, judged: Judged, { program, assemblies, own }: Loaded, evidence: Evidence): LintResult {
  const { root, tool, rules, config = {}, baseline } = input;
  const { failOn = 'error', maxWarnings = Infinity } = config;
  const findings = [...judged.findings].sort(byPlace);
  const counted = findings.filter((finding) => !finding.suppressed && finding.baselineState !== 'unchanged');
  const count = (level: Level): number => counted.filter((finding) => finding.level === level).length;
  const stacks = [...(input.between ? program.stacks : own).values()];
  const fatal = judged.problems.some(({ weight }) => weight === 'fatal');
  const grave = failOn !== 'never' && counted.some(({ level }) => LEVEL_RANK[level] <= LEVEL_RANK[failOn]);
  const over = failOn !== 'never' && (grave || count('warning') > maxWarnings);
  return {
    tool,
    root,
    findings,
    problems: judged.problems,
    rules: [...rules].sort((a, b) => (a.id < b.id ? -1 : 1)),
    ...(baseline && judged.baseline ? { baseline: { file: baseline.file, entries: judged.baseline } } : {}),
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
