/** Holds fixes against what they promise, before anything is written: the texts parse, the findings are gone, nothing else changed. */
import { stepsOf } from '../core/pointer.js';
import { objectOf } from '../core/json.js';
import path from 'node:path';
import type { Examined } from '../lint/lint.js';
import { isDeepStrictEqual } from 'node:util';
import { parseTemplate } from '../assembly/read-template.js';
import type { Finding } from '../types/report.js';
import type { Json } from '../types/files.js';
import type { Level } from '../types/config.js';
import { openApp, type FixableApp } from './app.js';
import { templateDifference } from './difference.js';
import { overlay, type Overlay } from './overlay.js';
import { patched } from './patch.js';
import type { Plan } from './plan.js';
import { unsafety } from './safety.js';
import { parse } from '../source/calls/parse.js';
import type { Why } from './source/made.js';
import { sideBySide } from './steps.js';

/** Lints the app as it is in an overlay, by all rules. */
export type LintAt = (over: Overlay) => Examined;

/** The app with all these fixes in it, or what is wrong with them. */
export function verified(
  app: FixableApp,
  plans: readonly Plan[],
  lintAt: LintAt,
  where: { readonly root: string; readonly sourceRoot?: string },
): FixableApp | Why {
  for (const plan of plans) {
    const fault = effectFault(app, plan) ?? sourceFault(app, plan);
    if (fault !== undefined) return { why: fault };
  }
  const edits = sideBySide(plans.flatMap((plan) => [...plan.edits, ...plan.effect]));
  if (!edits) return { why: 'its edits are in the way of one another' };
  const next = app.overlay.with(edits);
  const after = openApp(lintAt(next), next, where);
  const fault = findingFault(app, after, plans) ?? templateFault(app, after, plans) ?? safetyFault(app, after, plans);
  return fault === undefined ? after : { why: fault };
}

/** The changed text of the assembly must read as the changed value. */
function effectFault(app: FixableApp, { edits, effect, patches, target }: Plan): string | undefined {
  const next = app.overlay.with(target === 'template' ? edits : effect);
  const wanted = new Map<string, Json | undefined>();
  for (const { file, patch } of patches) {
    const before = wanted.has(file) ? wanted.get(file) : app.json(file);
    wanted.set(file, before === undefined ? undefined : patched(before, patch));
  }
  for (const [file, value] of wanted) {
    const read = parseTemplate(next.text(file) ?? '', file);
    if (value === undefined || !('json' in read) || !isDeepStrictEqual(read.json, value))
      return `${path.basename(file)} cannot be changed so: what is to be changed is not written plainly there`;
  }
  return undefined;
}

/** Changed source must have no more faults than before, and the same change once more must find nothing to do. */
function sourceFault(app: FixableApp, { edits, settled, target }: Plan): string | undefined {
  if (target !== 'source') return undefined;
  const over = overlay(app.overlay.files).with(edits);
  for (const { file } of edits) {
    const [before, after] = [app.overlay.text(file), over.text(file)].map((text) =>
      text === undefined ? undefined : faultsOf(file, text),
    );
    if (before === undefined || after === undefined || after > before) return `${path.basename(file)} would not be valid any more`;
  }
  for (const step of settled) {
    const again = step(over);
    if ('why' in again) return again.why;
    if (again.some((one) => one.edits.length > 0))
      return 'it could not be confirmed: the changed source, read again, still lacks the change';
  }
  return undefined;
}

function faultsOf(file: string, text: string): number | undefined {
  const read = parse(file, text);
  return 'problem' in read ? undefined : read.faults;
}

/** The findings must be gone, and no other error or warning may come. */
function findingFault(app: FixableApp, after: FixableApp, plans: readonly Plan[]): string | undefined {
  const left = new Set(after.examined.result.findings.map(identityOf));
  for (const { findings } of plans)
    for (const finding of findings) if (left.has(identityOf(finding))) return 'the finding would still be there';
  const fatal = after.examined.result.problems.filter(({ weight }) => weight === 'fatal');
  if (fatal.length > app.examined.result.problems.filter(({ weight }) => weight === 'fatal').length)
    return `it could not be linted then: ${fatal[0]?.message ?? ''}`;
  const before = counted(app.examined.result.findings);
  for (const [subject, { count, finding }] of counted(after.examined.result.findings))
    if (count > (before.get(subject)?.count ?? 0)) return `it would bring another finding: ${finding.ruleId}: ${finding.message}`;
  return undefined;
}

export const identityOf = ({ ruleId, stackId, logicalId, constructPath, detail }: Finding): string =>
  [ruleId, stackId, logicalId, constructPath, detail].join('|');

/** How many errors and warnings there are of each rule on each thing; the wording of their details may change. */
function counted(findings: readonly Finding[]): ReadonlyMap<string, { readonly count: number; readonly finding: Finding }> {
  const counts = new Map<string, { count: number; finding: Finding }>();
  const heavy: readonly Level[] = ['error', 'warning'];
  for (const finding of findings.filter(({ level }) => heavy.includes(level))) {
    const subject = [finding.ruleId, finding.stackId, finding.logicalId, finding.constructPath].join('|');
    counts.set(subject, { count: (counts.get(subject)?.count ?? 0) + 1, finding });
  }
  return counts;
}

/** Only the resources and parameters that the fixes name may differ, and what goes must not be referred to. */
function templateFault(app: FixableApp, after: FixableApp, plans: readonly Plan[]): string | undefined {
  const patches = plans.flatMap((plan) => plan.patches);
  for (const file of new Set(patches.map((one) => one.file))) {
    const [before, now] = [app.json(file), after.json(file)];
    if (!before || !now || before['Resources'] === undefined) continue;
    const named = (section: string): ReadonlySet<string> =>
      new Set(
        patches.flatMap((one) => (one.file === file && stepsOf(one.patch.path)[0] === section ? (stepsOf(one.patch.path)[1] ?? []) : [])),
      );
    const parameters = named('Parameters');
    const other = templateDifference(before, now).others(named('Resources'), parameters);
    if (other !== undefined) return `it would change ${other} too`;
    for (const parameter of parameters)
      if (objectOf(now['Parameters'])[parameter] === undefined && refersTo(now, parameter))
        return `the parameter ${parameter} is used elsewhere in ${path.basename(file)}`;
  }
  return undefined;
}

/** Whether Ref or Fn::Sub names a parameter anywhere in a template. */
function refersTo(json: Json, parameter: string): boolean {
  if (typeof json === 'string') return json.includes(`\${${parameter}}`);
  if (typeof json !== 'object' || json === null) return false;
  if (Array.isArray(json)) return (json as readonly Json[]).some((item) => refersTo(item, parameter));
  return Object.entries(json).some(([name, value]) => (name === 'Ref' && value === parameter) || refersTo(value, parameter));
}

/** What calls itself safe is proved so. */
function safetyFault(app: FixableApp, after: FixableApp, plans: readonly Plan[]): string | undefined {
  for (const { findings, patches } of plans)
    if (findings.some(({ fix }) => fix?.safety === 'safe')) {
      const why = unsafety(app, after, patches);
      if (why !== undefined) return `it is not safe here: ${why}`;
    }
  return undefined;
}
