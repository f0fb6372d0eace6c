/** The whole way of a lint: load, link, run the rules, locate what is shown. Synchronous; a pure function of the files. */
import type { Address, AnyRule, Config, Files, Level, LintResult } from '../types.js';
import { openEvidence, type Evidence } from './evidence.js';
import { byPlace, findingMaker } from './findings.js';
import { loadProgram, type Loaded } from './program.js';
import type { Moved } from '../source/positions.js';
import { relative, relativeProblem } from './relative.js';
import { run, type Said } from './run.js';
import { settingsOf } from './settings.js';
import { suppress } from './suppressions/index.js';

export interface LintInput {
  readonly files: Files;
  /** Folders of cloud assemblies. */
  readonly paths: readonly string[];
  /** What URIs and paths in reports are relative to. */
  readonly root: string;
  readonly context?: string;
  readonly sourceRoot?: string;
  readonly rules: readonly AnyRule[];
  /** Presets, levels, suppressions and what makes the exit code 1; checked data (see src/config). */
  readonly config?: Config;
  /** Where the configuration stands, for what is said of it. */
  readonly configAt?: Address;
  /** The day on which this runs, 2026-11-25: without it no suppression expires. */
  readonly today?: string;
  /** Where a place of the time of synthesis is now, in a source file that was edited since. */
  readonly moved?: Moved;
  readonly tool: LintResult['tool'];
}

const WEIGHT: Readonly<Record<Level, number>> = { error: 0, warning: 1, note: 2 };

/** A lint with what it was made of: a fix needs the program behind the findings. */
export interface Examined {
  readonly result: LintResult;
  readonly loaded: Loaded;
  readonly evidence: Evidence;
}

export function lint(input: LintInput): LintResult {
  return examine(input).result;
}

export function examine(input: LintInput): Examined {
  const { files, root, config = {} } = input;
  const { failOn = 'error', maxWarnings = Infinity, pedantic = false } = config;
  const evidence = openEvidence(files, {
    root,
    ...(input.sourceRoot === undefined ? {} : { sourceRoot: input.sourceRoot }),
    ...(input.moved ? { moved: input.moved } : {}),
  });
  const loaded = loadProgram(files, input.paths, {
    ...(input.context === undefined ? {} : { context: input.context }),
    calls: evidence.calls,
  });
  const settings = settingsOf(config);
  const ran = run(loaded.program, input.rules, settings);
  const isShown = ({ certain }: Said): boolean => certain || pedantic;
  const where = { files, root, evidence, stacks: loaded.program.stacks, artifacts: loaded.artifacts };
  const candidateOf = findingMaker(where);
  const complete = ![...loaded.problems, ...ran.problems].some(({ weight }) => weight === 'fatal');
  const suppressed = suppress(
    ran.said.filter(isShown).map(candidateOf),
    { ...where, ignores: config.ignores, configAt: input.configAt },
    {
      rules: input.rules.map(({ id }) => id),
      runs: (id, stack) =>
        input.rules.some((rule) => rule.id === id && (stack ? settings.levels(rule, stack) !== undefined : settings.runs(rule))),
      today: input.today,
      complete,
      hidden: (ids) => ran.said.filter((said) => !isShown(said) && ids.has(said.rule.id)).map(candidateOf),
    },
  );
  const findings = [...suppressed.findings].sort(byPlace);
  const problems = [...loaded.problems, ...evidence.problems(), ...ran.problems, ...suppressed.problems].map((problem) =>
    relativeProblem(root, problem),
  );
  const count = (level: Level): number => findings.filter((finding) => finding.level === level && !finding.suppressed).length;
  const stacks = [...loaded.program.stacks.values()];
  const fatal = problems.some(({ weight }) => weight === 'fatal');
  const grave = findings.some((finding) => !finding.suppressed && failOn !== 'never' && WEIGHT[finding.level] <= WEIGHT[failOn]);
  const over = failOn !== 'never' && (grave || count('warning') > maxWarnings);
  const result: LintResult = {
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
  return { result, loaded, evidence };
}
