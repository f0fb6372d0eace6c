/** From a finding with a fix to the edits of files that make it so, in the first target that can have them. */
import { logicalIdOf } from '../core/ids.js';
import type { Edit, ResourceEdit } from '../types/rule.js';
import type { Finding } from '../types/report.js';
import type { ResourceId } from '../types/values.js';
import { madeIn, resourceJson, usedBeside, useIn, type FixableApp } from './app.js';
import { dependencySteps, placeOfStack, stacksBeside } from './dependency.js';
import { effectOf, fileStep, type FilePatch } from './effect.js';
import { flagSteps } from './flag.js';
import type { FileEdits } from './overlay.js';
import { parameterSteps } from './parameter.js';
import { patched } from './patch.js';
import { referTo } from './refer.js';
import { sourceEdits } from './source/edits.js';
import { isInHelper, type Why } from './source/made.js';
import { inSteps, type FixStep } from './steps.js';

export type Target = 'source' | 'cdk-json' | 'template';

export interface Plan {
  /** The findings that it removes: with the one it was made for, its copies in other Stages that the same line makes. */
  readonly findings: readonly Finding[];
  readonly target: Target;
  /** What is written. */
  readonly edits: readonly FileEdits[];
  /** What the next synthesis will write: applied in memory only, so that a lint sees it. */
  readonly effect: readonly FileEdits[];
  /** The effect as changes of JSON, to hold the text against. */
  readonly patches: readonly FilePatch[];
  /** The steps that, over their own result, have nothing more to do. */
  readonly settled: readonly FixStep[];
}

/** @param all the findings that are to be fixed, for those that share a line. @param targets where it may be written, in order. */
export function planFor(app: FixableApp, finding: Finding, all: readonly Finding[], targets: readonly Target[]): Plan | Why {
  const edits = finding.fix?.edits ?? [];
  if (edits.length === 0) return { why: 'it is to be fixed outside this app' };
  const whys: string[] = [];
  for (const target of targets.filter((one) => edits.some((edit) => targetsOf(edit).includes(one)))) {
    const plan = target === 'template' ? inAssembly(app, finding) : inProject(app, finding, all, target, 'made');
    if (!('why' in plan)) return plan;
    // What a class of the app's own makes for several may be changed where it is used.
    const used = target === 'source' && isUsed(app, finding) ? inProject(app, finding, all, target, 'used') : plan;
    if (!('why' in used)) return used;
    whys.push(used.why);
  }
  return { why: whys[0] ?? `it can be fixed only in the ${edits.flatMap(targetsOf)[0] ?? 'source'}: see --fix-target` };
}

/** Where it is made, or where the class of the app's own is used that makes it. */
type MadeOrUsed = 'made' | 'used';
const NOT_USED: Why = { why: 'it is not seen where the class that makes it is used' };

/** Whether the resources of a finding are made by classes of the app's own, each by a line of its own. */
function isUsed(app: FixableApp, finding: Finding): boolean {
  const located = resourcesOf(finding).map((id) => app.resource(id));
  return located.length > 0 && located.every((each) => each && useIn(app, app.overlay, each) !== undefined);
}

const targetsOf = ({ is }: Edit): readonly Target[] => (is === 'flag' ? ['cdk-json'] : ['source', 'template']);

/** In what was synthesized. */
function inAssembly(app: FixableApp, finding: Finding): Plan | Why {
  const effect = effectsOf(app, [finding]);
  if ('why' in effect) return effect;
  return { findings: [finding], target: 'template', edits: effect.edits, effect: [], patches: effect.patches, settled: [] };
}

/** In what the user wrote. */
function inProject(app: FixableApp, finding: Finding, all: readonly Finding[], target: Target, place: MadeOrUsed): Plan | Why {
  const findings = together(app, finding, all, place);
  if ('why' in findings) return findings;
  const steps: FixStep[] = [];
  const settled: FixStep[] = [];
  for (const edit of finding.fix?.edits ?? []) {
    const made = stepsFor(app, edit, place);
    if ('why' in made) return made;
    steps.push(...made);
    // An item of a list that went has another in its place.
    const moves = edit.is === 'resource' && edit.op === 'remove' && /\/\d+$/.test(edit.path);
    if (!moves) settled.push(...made);
  }
  const edits = inSteps(app.overlay, steps);
  if ('why' in edits) return edits;
  const effect = effectsOf(app, findings);
  if ('why' in effect) return effect;
  return { findings, target, edits, effect: effect.edits, patches: effect.patches, settled };
}

function effectsOf(
  app: FixableApp,
  findings: readonly Finding[],
): { readonly edits: readonly FileEdits[]; readonly patches: readonly FilePatch[] } | Why {
  const patches: FilePatch[] = [];
  for (const edit of findings.flatMap(({ fix }) => fix?.edits ?? [])) {
    const effect = effectOf(app, edit);
    if ('why' in effect) return effect;
    patches.push(...effect);
  }
  const ordered = lastFirst(patches);
  const edits = inSteps(app.overlay, ordered.map(fileStep));
  return 'why' in edits ? edits : { edits, patches: ordered };
}

/** What is taken away from a list goes from its end, so that the places of the others stay. */
function lastFirst(patches: readonly FilePatch[]): readonly FilePatch[] {
  const index = ({ patch }: FilePatch): number => (patch.op === 'remove' ? Number(/\/(\d+)$/.exec(patch.path)?.[1] ?? -1) : -1);
  return [...patches].sort((a, b) => index(b) - index(a));
}

function stepsFor(app: FixableApp, edit: Edit, place: MadeOrUsed): readonly FixStep[] | Why {
  switch (edit.is) {
    case 'resource':
      return resourceStep(app, edit, place);
    case 'flag':
      return flagSteps(app, edit);
    case 'dependency':
      return dependencySteps(app, edit);
    case 'parameter':
      return parameterSteps(app, edit);
  }
}

// ── Resources ────────────────────────────────────────────────────────────────────────────────────────────────────────────

function resourceStep(app: FixableApp, edit: ResourceEdit, place: MadeOrUsed): readonly FixStep[] | Why {
  const located = app.resource(edit.resource);
  const resource = located && resourceJson(app.json(located.stack.file), located.logicalId);
  if (!located || !resource) return { why: 'its resource is not in the assembly' };
  return [
    (over) => {
      const made = place === 'used' ? (useIn(app, over, located) ?? NOT_USED) : madeIn(app, over, located);
      if ('why' in made) return made;
      // Over its own result the resource is as it was changed.
      const now = over === app.overlay ? resource : (patched(resource, edit) ?? resource);
      return sourceEdits(made, edit, Array.isArray(now) ? resource : (now as typeof resource), referTo(app, over, located, made));
    },
  ];
}

/** The finding and those on the other resources that the same line makes: all must want the same, or the line is left alone. */
function together(app: FixableApp, finding: Finding, all: readonly Finding[], place: MadeOrUsed): readonly Finding[] | Why {
  const resources = resourcesOf(finding);
  const wanted = shapeOf(finding);
  const found = new Set([finding]);
  for (const id of resources) {
    const located = app.resource(id);
    if (!located) continue;
    const siblings = place === 'used' ? usedBeside(app, located) : app.siblings(located);
    for (const sibling of siblings.filter((one) => one !== id)) {
      const same = all.find(
        (other) => other.ruleId === finding.ruleId && resourcesOf(other).includes(sibling) && shapeOf(other) === wanted,
      );
      if (!same) return { why: `the same line makes ${nameOf(app, sibling)} too, which does not need this` };
      found.add(same);
    }
    const stages = siblings.map((one) => app.resource(one)?.artifact.stage);
    if (new Set(stages).size === stages.length) continue;
    const made = place === 'used' ? (useIn(app, app.overlay, located) ?? NOT_USED) : madeIn(app, app.overlay, located);
    if (!('why' in made) && isInHelper(made)) return { why: 'it is made by a function that makes several' };
  }
  for (const edit of finding.fix?.edits ?? []) {
    if (edit.is !== 'dependency') continue;
    const on = placeOfStack(app, edit.on);
    for (const sibling of stacksBeside(app, edit.stack).filter((one) => one !== edit.stack)) {
      const same = all.find(
        (other) =>
          other.ruleId === finding.ruleId &&
          other.fix?.edits.some((each) => each.is === 'dependency' && each.stack === sibling && placeOfStack(app, each.on) === on),
      );
      const name = app.examined.loaded.program.stacks.get(sibling)?.constructPath ?? sibling;
      if (!same) return { why: `the same line makes the stack ${name} too, which does not need this` };
      found.add(same);
    }
  }
  return [...found];
}

const resourcesOf = ({ fix }: Finding): readonly ResourceId[] => [
  ...new Set((fix?.edits ?? []).flatMap((edit) => (edit.is === 'resource' ? [edit.resource] : []))),
];

/** The edits of a fix without the names of the resources. */
function shapeOf(finding: Finding): string {
  const resources = resourcesOf(finding);
  const edits = (finding.fix?.edits ?? []).map((edit) =>
    edit.is === 'resource' ? { ...edit, resource: resources.indexOf(edit.resource) } : edit.is,
  );
  return JSON.stringify(edits);
}

function nameOf(app: FixableApp, id: ResourceId): string {
  const located = app.resource(id);
  return (located && app.constructPath(located)?.replace(/\/Resource$/, '')) ?? logicalIdOf(id);
}
