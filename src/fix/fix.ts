/** Fixes an app in memory, round by round: what does not overlap is changed at once and verified, then the app is linted again. */
import path from 'node:path';
import { isInside } from '../core/inside.js';
import { LEVEL_RANK } from '../core/level-rank.js';
import { examine, examineAgain, type Examined, type LintInput } from '../lint/lint.js';
import type { Config } from '../types/config.js';
import type { FileChange, Finding, FixedFinding, LeftFinding, LintResult } from '../types/report.js';
import type { ResourceId } from '../types/values.js';
import { openApp, type FixableApp } from './app.js';
import { withAssetHashes } from './asset-hashes.js';
import { templateDifference } from './difference.js';
import { relative } from '../lint/relative.js';
import { overlay, lineAndColumn, type ChangedFile, type Overlay } from './overlay.js';
import { planFor, type Plan, type Target } from './plan.js';
import { fileChanges } from './replacements.js';
import { newKey } from './safety.js';
import type { Why } from './source/made.js';
import { sideBySide } from './steps.js';
import { identityOf, verified } from './verify.js';

export interface FixOptions {
  /** Where fixes may be written, the first that can be. */
  readonly targets: readonly Target[];
  /** Whether fixes that change access, data, replacement or cost are applied too. */
  readonly unsafe: boolean;
  /** The rules whose promotable fixes count as safe. */
  readonly promoted: readonly string[];
  /** Why a file may not be written for a target, as a sentence's end. */
  readonly readOnly: (file: string, target: Target) => string | undefined;
  /** Which findings are to be fixed; all where it is left out. */
  readonly wanted?: (finding: Finding) => boolean;
  /** What is known to be left, by the identity of the findings, and why. */
  readonly refused?: ReadonlyMap<string, string>;
}
export interface FixResult {
  /** As the app is: the findings that can be fixed carry the changes that do it. */
  readonly before: Examined;
  /** As the app is to be: what remains. */
  readonly after: Examined;
  readonly fixed: readonly FixedFinding[];
  readonly left: readonly LeftFinding[];
  /** The fixes that were made, and the app that was linted. */
  readonly plans: readonly Plan[];
  readonly app: FixableApp;
  /** The files to write, by name; nothing is written here. */
  readonly changes: readonly ChangedFile[];
  /** What `cdk diff` would say of the templates, by file. */
  readonly review: () => readonly { readonly file: string; readonly text: string }[];
}

/** Each round takes one fix of a resource, so there may be as many as findings on one key; a fix that never settles ends here. */
const ROUNDS = 30;

/** What happened so far, by the identity of the findings. */
interface Record_ {
  readonly plans: Map<string, Plan>;
  readonly refused: Map<string, string>;
  /** The changes of the first round, which fit the files as they are. */
  readonly proposed: Map<string, readonly FileChange[]>;
  /** The first line that a fix changes, `lib/keys.ts:12`. */
  readonly places: Map<Plan, string | undefined>;
}

export function fix(input: LintInput, options: FixOptions): FixResult {
  const where = { root: input.root, ...(input.sourceRoot === undefined ? {} : { sourceRoot: input.sourceRoot }) };
  const lintAt = (over: Overlay): Examined => examine({ ...withAllRules(input), files: over.files, moved: over.moved });
  const base = overlay(input.files),
    before = examine({ ...input, files: base.files, moved: base.moved });
  const first = openApp(examineAgain({ ...withAllRules(input), files: base.files, moved: base.moved }, before), base, where);
  const record: Record_ = { plans: new Map(), refused: new Map(options.refused), proposed: new Map(), places: new Map() };
  const verify = (app: FixableApp, plans: readonly Plan[]): FixableApp | Why => verified(app, plans, lintAt, where);
  let app = first;
  let shown = before;
  for (let round = 0; round < ROUNDS; round += 1) {
    const { chosen, postponed } = choose(app, shown.result, options, record);
    if (round === 0) for (const plan of [...chosen, ...postponed]) propose(plan, base, input.root, record);
    if (chosen.length === 0) break;
    const settled = settleAll(app, chosen, postponed, verify);
    for (const { plan, why } of settled.refused) for (const finding of plan.findings) record.refused.set(identityOf(finding), why);
    for (const plan of settled.accepted) {
      for (const finding of plan.findings) record.plans.set(identityOf(finding), plan);
      record.places.set(plan, placeOfPlan(plan, app.overlay, input.root));
    }
    if (settled.accepted.length === 0 && postponed.length === 0) break;
    app = settled.app;
    shown = examineAgain({ ...input, files: app.overlay.files, moved: app.overlay.moved }, app.examined);
  }
  const { fixed, left } = tableOf(before.result, shown.result, record, first, app);
  const written = options.targets.includes('template') ? withAssetHashes(app) : app.overlay;
  const changes = written.changes.filter(({ file }) => isTarget(file, app, options.targets)).sort(byFile);
  return {
    before: { ...before, result: { ...before.result, findings: before.result.findings.map((finding) => withChanges(finding, record)) } },
    after: shown,
    fixed,
    left,
    plans: [...new Set(record.plans.values())],
    app: first,
    changes,
    review: () => reviewOf(first, app, input.root),
  };
}

/** Every rule counts when a fix is verified, whatever the user has switched off; what the user says of the app stays. */
export function withAllRules({ config = {}, apps, ...input }: LintInput): LintInput {
  return {
    ...input,
    config: allRules(config),
    ...(apps ? { apps: apps.map((app) => ({ ...app, config: allRules(app.config) })) } : {}),
  };
}

function allRules({ presets = [], rules = {}, externalKeys = [] }: Config): Config {
  const options = Object.entries(rules).flatMap(([id, rule]) =>
    typeof rule === 'object' && rule.options ? [[id, { options: rule.options }] as const] : [],
  );
  return { presets: [...new Set([...presets, 'recommended', 'strict'] as const)], rules: Object.fromEntries(options), externalKeys };
}

// ── One round ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The fixes that can be applied side by side, and those that must wait for the next round. */
function choose(
  app: FixableApp,
  { findings }: LintResult,
  options: FixOptions,
  record: Record_,
): { readonly chosen: readonly Plan[]; readonly postponed: readonly Plan[] } {
  // The worst first, and what takes away last: of one resource a fix at a time, since after it the others may not be needed any more.
  const open = findings
    .filter((finding) => isOpen(finding, options, record))
    .sort((a, b) => LEVEL_RANK[a.level] - LEVEL_RANK[b.level] || Number(takesAway(a)) - Number(takesAway(b)));
  const touched = new Set<ResourceId>();
  const chosen: Plan[] = [];
  const postponed: Plan[] = [];
  const covered = new Set<Finding>();
  for (const finding of open) {
    if (covered.has(finding)) continue;
    const plan = planFor(app, finding, open, options.targets);
    const why = 'why' in plan ? plan.why : (blocked(plan, options) ?? newer(plan, app) ?? nothingToDo(plan));
    if ('why' in plan || why !== undefined) {
      record.refused.set(identityOf(finding), why ?? '');
      continue;
    }
    for (const one of plan.findings) covered.add(one);
    const files = [...chosen, plan].flatMap(({ edits, effect }) => [...edits, ...effect]);
    const resources = plan.findings.flatMap(resourcesOf);
    if (resources.some((id) => touched.has(id)) || !sideBySide(files)) postponed.push(plan);
    else {
      chosen.push(plan);
      for (const id of resources) touched.add(id);
    }
  }
  return { chosen, postponed };
}

/** The resources that a finding is about: the one that it stands on, and those that its fix edits. */
function resourcesOf({ stackId, logicalId, fix: proposal }: Finding): readonly ResourceId[] {
  const own = stackId === null || logicalId === null ? [] : [`${stackId}#${logicalId}`];
  return [...own, ...(proposal?.edits ?? []).flatMap((edit) => (edit.is === 'resource' ? [edit.resource] : []))];
}

/** A statement or a property that goes takes with it what somebody meant. */
const takesAway = ({ fix: proposal }: Finding): boolean =>
  (proposal?.edits ?? []).every((edit) => edit.is === 'resource' && edit.op === 'remove');

function isOpen(finding: Finding, { unsafe, promoted, wanted }: FixOptions, { plans, refused }: Record_): boolean {
  const { fix: proposal, suppressed, confidence } = finding;
  const id = identityOf(finding);
  if (!proposal || suppressed || confidence !== 'certain' || plans.has(id) || refused.has(id)) return false;
  if (proposal.edits.length === 0 || wanted?.(finding) === false) return false;
  const allowed = unsafe || proposal.safety === 'safe' || (proposal.safety === 'promotable' && promoted.includes(finding.ruleId));
  if (!allowed)
    refused.set(
      id,
      proposal.safety === 'promotable'
        ? `it is not safe: --unsafe-fixes applies it, or safeFixes for ${finding.ruleId}`
        : 'it is not safe: --unsafe-fixes applies it',
    );
  return allowed;
}

function blocked({ edits, target }: Plan, { readOnly }: FixOptions): string | undefined {
  for (const { file } of edits) {
    const why = readOnly(file, target);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** What was synthesized is what is edited: a file that was changed since says something else, or the same at other places. */
function newer({ edits, target }: Plan, { examined }: FixableApp): string | undefined {
  const file = target === 'source' ? edits.map((one) => one.file).find((each) => examined.evidence.changed(each)) : undefined;
  return file && `${path.basename(file)} was changed after cdk.out was written: run \`npx cdk synth\` first, then fix`;
}

/** What the source says already is not fixed by writing nothing. */
const nothingToDo = ({ edits }: Plan): string | undefined =>
  edits.every((one) => one.edits.length === 0)
    ? 'the source says so already: run `npx cdk synth`; where it is found again, something else sets it'
    : undefined;

function placeOfPlan({ edits }: Plan, over: Overlay, root: string): string | undefined {
  // The edits of a construct come first, then those of its imports.
  const [first] = edits.flatMap(({ file, edits: all }) => all.map(({ start }) => ({ file, start })));
  const text = first && over.text(first.file);
  return text === undefined ? undefined : `${relative(root, first?.file ?? '')}:${lineAndColumn(text, first?.start ?? 0).line}`;
}

interface Settled {
  readonly app: FixableApp;
  readonly accepted: readonly Plan[];
  readonly refused: readonly { readonly plan: Plan; readonly why: string }[];
}

/** More pairs than these are not tried. */
const PAIRS = 12;

/**
 * As `settle`; of what fails, pairs are tried as well, since one fix may need another.
 * @param waiting on the same resources: one of them may be the one that is needed
 */
function settleAll(
  app: FixableApp,
  plans: readonly Plan[],
  waiting: readonly Plan[],
  verify: (app: FixableApp, plans: readonly Plan[]) => FixableApp | Why,
): Settled {
  let settled = settle(app, plans, verify);
  const failed = settled.refused.map(({ plan }) => plan);
  const pairs = failed.flatMap((one, index) => [...failed.slice(index + 1), ...waiting].map((other) => [one, other] as const));
  for (const pair of pairs.slice(0, PAIRS)) {
    if (!settled.refused.some(({ plan }) => plan === pair[0]) || pair.some((plan) => settled.accepted.includes(plan))) continue;
    const accepted = [...settled.accepted, ...pair];
    const after = verify(app, accepted);
    if (!('why' in after)) settled = { app: after, accepted, refused: settled.refused.filter(({ plan }) => !pair.includes(plan)) };
  }
  return settled;
}

/** The fixes that pass together; where they do not, halves are tried until those to blame are found. */
function settle(app: FixableApp, plans: readonly Plan[], verify: (app: FixableApp, plans: readonly Plan[]) => FixableApp | Why): Settled {
  const after = verify(app, plans);
  if (!('why' in after)) return { app: after, accepted: plans, refused: [] };
  const [only] = plans;
  if (plans.length === 1 && only) return { app, accepted: [], refused: [{ plan: only, why: after.why }] };
  const middle = Math.ceil(plans.length / 2);
  const halves = [plans.slice(0, middle), plans.slice(middle)].map((half) => settle(app, half, verify));
  const [left, right] = halves;
  if (!left || !right) return { app, accepted: [], refused: [] };
  const refused = [...left.refused, ...right.refused];
  const both = left.accepted.length > 0 && right.accepted.length > 0 ? verify(app, [...left.accepted, ...right.accepted]) : undefined;
  if (both && !('why' in both)) return { app: both, accepted: [...left.accepted, ...right.accepted], refused };
  // What passes alone but not beside the others waits for the next round.
  const better = left.accepted.length > 0 ? left : right;
  return { ...better, refused };
}

function propose(plan: Plan, base: Overlay, root: string, { proposed }: Record_): void {
  for (const finding of plan.findings) proposed.set(identityOf(finding), fileChanges(plan.edits, base, root));
}

function withChanges(finding: Finding, { proposed, refused }: Record_): Finding {
  const id = identityOf(finding);
  const changes = refused.has(id) ? undefined : proposed.get(id);
  return changes && changes.length > 0 ? { ...finding, changes } : finding;
}

// ── What came of it ──────────────────────────────────────────────────────────────────────────────────────────────────────

function tableOf(
  before: LintResult,
  after: LintResult,
  record: Record_,
  first: FixableApp,
  last: FixableApp,
): { readonly fixed: readonly FixedFinding[]; readonly left: readonly LeftFinding[] } {
  const still = new Set(after.findings.map(identityOf));
  const known = new Set(before.findings.map(identityOf));
  // Some came only when others went.
  const later = [...new Set([...record.plans.values()].flatMap(({ findings }) => findings))].filter(
    (finding) => !known.has(identityOf(finding)),
  );
  const gone = [...before.findings, ...later].filter((finding) => !finding.suppressed && !still.has(identityOf(finding)));
  const fixed = gone.map((finding): FixedFinding => {
    const plan = record.plans.get(identityOf(finding));
    const caveat = plan && caveatOf(plan, first, last);
    return {
      finding,
      target: plan?.target ?? null,
      ...(plan && record.places.get(plan) !== undefined ? { place: record.places.get(plan) ?? '' } : {}),
      ...(caveat === undefined ? {} : { caveat }),
    };
  });
  const left = after.findings
    .filter(({ suppressed, baselineState }) => !suppressed && baselineState !== 'unchanged')
    .map((finding): LeftFinding => ({ finding, why: record.refused.get(identityOf(finding)) ?? whyLeft(finding) }));
  return { fixed, left };
}

function whyLeft({ fix: proposal, confidence }: Finding): string {
  if (!proposal) return 'there is no automatic fix';
  if (proposal.edits.length === 0) return 'it is to be fixed outside this app';
  return confidence === 'possible' ? 'it is only possible' : `the fixes did not settle in ${ROUNDS} rounds`;
}

/** A change that AWS refuses on a key that exists: the template is right then, but the key must be made anew. */
function caveatOf({ patches }: Plan, first: FixableApp, last: FixableApp): string | undefined {
  for (const { file, patch } of patches) {
    const [, section, id] = patch.path.split('/');
    const why = section === 'Resources' && id !== undefined ? newKey(first, last, file, id) : undefined;
    if (why !== undefined)
      return `${why}: where one exists with another value, it must be made anew, and a new key cannot read what the old one encrypted`;
  }
  return undefined;
}

const byFile = (a: ChangedFile, b: ChangedFile): number => (a.file < b.file ? -1 : 1);

/** Which of the changed files are to be written: in memory the templates change with the source. */
function isTarget(file: string, { examined }: FixableApp, targets: readonly Target[]): boolean {
  const { loaded } = examined;
  const inAssembly = loaded.assemblies.some(({ dir }) => isInside(path.resolve(dir), path.resolve(file))) && file.endsWith('.json');
  const template = [...loaded.program.stacks.values()].some((stack) => stack.file === file);
  return inAssembly || template ? targets.includes('template') : true;
}

function reviewOf(first: FixableApp, last: FixableApp, root: string): readonly { readonly file: string; readonly text: string }[] {
  return [...last.overlay.changes].sort(byFile).flatMap(({ file }) => {
    const [before, after] = [first.json(file), last.json(file)];
    const stack = [...first.examined.loaded.program.stacks.values()].find((one) => one.file === file);
    if (!before?.['Resources'] || !after || !stack) return [];
    const names = Object.keys(before['Resources']).flatMap((id) => {
      const located = first.resource(`${stack.id}#${id}`);
      const construct = located && first.constructPath(located);
      return construct === undefined ? [] : [[id, construct] as const];
    });
    const text = templateDifference(before, after).format(Object.fromEntries(names));
    return [{ file: file.startsWith(root) ? file.slice(root.length + 1) : file, text }];
  });
}
