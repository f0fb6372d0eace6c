/**
 * Holds what an app was synthesized to before and after its source was fixed against what the fixes promise: only that changed, and the
 * findings are gone.
 */
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { objectOf } from '../core/json.js';
import { stepsOf } from '../core/pointer.js';
import { examine, examineAgain, type Examined, type LintInput } from '../lint/lint.js';
import type { JsonObject } from '../types/files.js';
import type { Finding } from '../types/report.js';
import { standingIn } from './standing-in.js';
import { withoutNestedHashes } from './asset-hashes.js';
import { openApp, resourceJson, type FixableApp } from './app.js';
import { templateDifference } from './difference.js';
import { withAllRules } from './fix.js';
import { overlay } from './overlay.js';
import type { Plan } from './plan.js';
import { unsafety } from './safety.js';
import { identityOf } from './verify.js';

/** An assembly as it was synthesized once, under the path of the one that was linted: what is the same in both has the same name. */
export interface Synthesized {
  readonly app: FixableApp;
  /** By the rules that the user has switched on. */
  readonly shown: Examined;
}
/** plan: the one to blame, where that is known. */
export interface Fault {
  readonly why: string;
  readonly plan?: Plan;
}

/**
 * Reads an assembly at once: the source beside it may be changed afterwards.
 * @param dir its folder. @param place that of the assembly that was linted. @param home the folder of the app's cdk.json
 */
export function readSynthesized(input: LintInput, dir: string, place: string, home: string): Synthesized {
  const files = standingIn(input.files, dir, place);
  const here = { ...input, files, paths: [place], sourceRoot: home };
  const shown = examine(here),
    examined = examineAgain(withAllRules(here), shown);
  const app = openApp(examined, overlay(files), { root: input.root, sourceRoot: home });
  for (const { file } of examined.loaded.program.stacks.values()) app.json(file);
  return { app, shown };
}

/** The plans whose resources are not what was linted: the source is newer, or the app was synthesized in another configuration. */
export function staleFor(linted: FixableApp, now: Synthesized, plans: readonly Plan[]): readonly Plan[] {
  return plans.filter(({ patches }) =>
    patches.some(({ file, patch }) => {
      const [section, id = ''] = stepsOf(patch.path);
      if (section !== 'Resources') return false;
      const [was, is] = [linted, now.app].map((app) => resourceJson(app.json(file), id));
      return !is || !isDeepStrictEqual(was?.['Properties'], is['Properties']);
    }),
  );
}

/** @param expected identities that may be found afterwards; undefined in a configuration other than the one that was linted */
export function faultIn(
  before: Synthesized,
  after: Synthesized,
  plans: readonly Plan[],
  expected: ReadonlySet<string> | undefined,
): Fault | undefined {
  const allowed = expected ? byPatches(plans) : byFindings(plans, before);
  return (
    (expected ? leftIn(after, plans) : undefined) ??
    broughtBy(before, after, expected) ??
    changedIn(before, after, allowed) ??
    (expected ? unsafe(before, after, plans) : undefined)
  );
}

// ── Findings ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function leftIn({ app }: Synthesized, plans: readonly Plan[]): Fault | undefined {
  const still = new Set(app.examined.result.findings.map(identityOf));
  for (const plan of plans)
    if (plan.findings.some((finding) => still.has(identityOf(finding))))
      return { why: 'something else sets it: it is found again after a synthesis of the changed source', plan };
  return undefined;
}

function broughtBy(before: Synthesized, after: Synthesized, expected: ReadonlySet<string> | undefined): Fault | undefined {
  const { problems } = after.app.examined.result;
  const fatal = problems.find(({ weight }) => weight === 'fatal');
  if (fatal && !before.app.examined.result.problems.some(({ weight }) => weight === 'fatal'))
    return { why: `it could not be linted then: ${fatal.message}` };
  const counts = (one: Synthesized): ReadonlyMap<string, number> => {
    const all = new Map<string, number>();
    for (const finding of one.app.examined.result.findings.filter(({ level }) => level !== 'note'))
      all.set(subjectOf(finding), (all.get(subjectOf(finding)) ?? 0) + 1);
    return all;
  };
  const was = counts(before);
  const grown = [...counts(after)].find(([subject, count]) => count > (was.get(subject) ?? 0));
  if (grown) return { why: `it would bring another finding: ${grown[0].split('|')[0] ?? ''}` };
  if (!expected) return undefined;
  const known = new Set(before.shown.result.findings.map(identityOf));
  const unforeseen = after.shown.result.findings.find((finding) => {
    const id = identityOf(finding);
    return !known.has(id) && !expected.has(id);
  });
  return unforeseen && { why: `it would bring another finding: ${unforeseen.ruleId}: ${unforeseen.message}` };
}

const subjectOf = ({ ruleId, stackId, logicalId, constructPath }: Finding): string => [ruleId, stackId, logicalId, constructPath].join('|');

// ── Templates ────────────────────────────────────────────────────────────────────────────────────────────────────────────

/**
 * By template: which properties of which resources may change, which parameters may go; the stacks that may
 * depend on more.
 */
interface Allowed {
  readonly resources: ReadonlyMap<string, ReadonlySet<string>>;
  readonly parameters: ReadonlySet<string>;
  readonly stacks: ReadonlySet<string>;
  /** A feature flag is changed, which decides over IAM policies. */
  readonly policies: boolean;
}

const POLICY = /^AWS::IAM::(Policy|ManagedPolicy|Role|User|Group)$/;
const keyOf = (file: string, id: string): string => `${file}#${id}`;

function partOf(path_: string): readonly string[] {
  const [, , section = '', property = ''] = stepsOf(path_);
  // CDK sets both at once.
  if (/^(Deletion|UpdateReplace)Policy$/.test(section)) return ['DeletionPolicy', 'UpdateReplacePolicy'];
  return property === '' ? [section] : [`${section}/${property}`];
}

function byPatches(plans: readonly Plan[]): Allowed {
  const resources = new Map<string, Set<string>>();
  const parameters = new Set<string>();
  for (const { file, patch } of plans.flatMap((plan) => plan.patches)) {
    const [section, id = ''] = stepsOf(patch.path);
    const key = keyOf(file, id);
    if (section === 'Parameters') parameters.add(key);
    if (section === 'Resources') resources.set(key, new Set([...(resources.get(key) ?? []), ...partOf(patch.path)]));
  }
  const edits = plans.flatMap(({ findings }) => findings.flatMap(({ fix }) => fix?.edits ?? []));
  const stacks = edits.flatMap((edit) => (edit.is === 'dependency' ? [edit.stack] : []));
  return { resources, parameters, stacks: new Set(stacks), policies: edits.some(({ is }) => is === 'flag') };
}

/** In another configuration those resources may change that have the same finding. */
function byFindings(plans: readonly Plan[], { app }: Synthesized): Allowed {
  const parts = new Map<string, Set<string>>();
  for (const { findings, patches } of plans)
    for (const { ruleId } of findings)
      parts.set(ruleId, new Set([...(parts.get(ruleId) ?? []), ...patches.flatMap(({ patch }) => partOf(patch.path))]));
  const resources = new Map<string, ReadonlySet<string>>();
  const stacks = new Set<string>();
  for (const { ruleId, stackId, logicalId } of app.examined.result.findings) {
    const allowed = parts.get(ruleId);
    const stack = stackId === null ? undefined : app.examined.loaded.program.stacks.get(stackId);
    if (!allowed || !stack) continue;
    stacks.add(stack.id);
    if (logicalId !== null)
      resources.set(keyOf(stack.file, logicalId), new Set([...(resources.get(keyOf(stack.file, logicalId)) ?? []), ...allowed]));
  }
  const policies = plans.some(({ findings }) => findings.some(({ fix }) => fix?.edits.some(({ is }) => is === 'flag')));
  return { resources, parameters: new Set(), stacks, policies };
}

function changedIn(before: Synthesized, after: Synthesized, allowed: Allowed): Fault | undefined {
  const [was, is] = [before, after].map(templatesOf);
  if (!was || !is) return undefined;
  for (const name of new Set([...was.keys(), ...is.keys()])) {
    const [one, other] = [was.get(name), is.get(name)];
    if (!one || !other) return { why: `it would ${one ? 'take away' : 'add'} the stack of ${path.basename(name)}` };
    const why = changedTemplate(name, one, other, allowed);
    if (why !== undefined) return { why: `it would change ${why}` };
  }
  const order = [before, after].map(dependenciesOf);
  for (const [id, on] of order[1] ?? [])
    if (!allowed.stacks.has(id) && !isDeepStrictEqual(on, order[0]?.get(id)))
      return { why: `it would change what the stack ${id} depends on` };
  return undefined;
}

function changedTemplate(name: string, was: JsonObject, is: JsonObject, { resources, parameters, policies }: Allowed): string | undefined {
  const all = { ...objectOf(was['Resources']), ...objectOf(is['Resources']) };
  const free = Object.keys(all).filter((id) => {
    const type = objectOf(all[id])['Type'];
    return type === 'AWS::CDK::Metadata' || (policies && typeof type === 'string' && POLICY.test(type));
  });
  const mine = Object.keys(all).filter((id) => resources.has(keyOf(name, id)));
  const gone = Object.keys(objectOf(was['Parameters'])).filter((id) => parameters.has(keyOf(name, id)));
  const other = templateDifference(was, is).others(new Set([...free, ...mine]), new Set(gone));
  if (other !== undefined) return `${other} in ${path.basename(name)}`;
  for (const id of mine) {
    const [old, fresh] = [was, is].map((json) => flat(resourceJson(json, id)));
    const part = [...new Set([...Object.keys(old ?? {}), ...Object.keys(fresh ?? {})])].find(
      (each) => resources.get(keyOf(name, id))?.has(each) !== true && !isDeepStrictEqual(old?.[each], fresh?.[each]),
    );
    if (part !== undefined) return `${part.replace('/', ' ')} of ${id} in ${path.basename(name)} too`;
  }
  return undefined;
}

/** A resource as its parts, each property one of them. */
function flat(resource: JsonObject | undefined): JsonObject {
  const { Properties: properties, ...rest } = resource ?? {};
  return { ...rest, ...Object.fromEntries(Object.entries(objectOf(properties)).map(([name, value]) => [`Properties/${name}`, value])) };
}

function templatesOf({ app }: Synthesized): ReadonlyMap<string, JsonObject> {
  return new Map(
    [...app.examined.loaded.program.stacks.values()].flatMap(({ file }) => {
      const json = app.json(file);
      return json ? [[file, json['Resources'] === undefined ? json : withoutNestedHashes(json)] as const] : [];
    }),
  );
}

function dependenciesOf({ app }: Synthesized): ReadonlyMap<string, readonly string[]> {
  return new Map([...app.examined.loaded.artifacts.values()].map(({ id, dependsOn }) => [id, dependsOn.map(({ to }) => to).sort()]));
}

// ── Safety ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

function unsafe(before: Synthesized, after: Synthesized, plans: readonly Plan[]): Fault | undefined {
  for (const plan of plans.filter(({ findings }) => findings.some(({ fix }) => fix?.safety === 'safe'))) {
    const why = unsafety(before.app, after.app, plan.patches);
    if (why !== undefined) return { why: `it is not safe here: ${why}`, plan };
  }
  return undefined;
}
