/** From what a rule says to a finding: where it stands in template and source, what its things are called, how it is known again. */
import { logicalIdOf, stackIdOf } from '../core/ids.js';
import { createHash } from 'node:crypto';
import type { StackArtifact } from '../assembly/assembly.js';
import { openLocator } from '../assembly/locate.js';
import type { Files, Place, Position } from '../types/files.js';
import type { Finding, Related } from '../types/report.js';
import type { Edit, Report } from '../types/rule.js';
import type { ResourceId, StackId } from '../types/values.js';
import type { TemplateFacts } from '../types/facts.js';
import { resourceAt } from './apart.js';
import type { Evidence } from './evidence.js';
import { foreignPlaces } from './other-apps.js';
import type { Loaded } from './program.js';
import { LEVEL_RANK } from '../core/level-rank.js';
import { belowStage, withNames } from '../words/resource.js';
import { relative } from './relative.js';
import { stackFinder, type Said } from './run.js';
import type { Candidate } from './suppressions/suppression.js';

/** What findings are located in. */
export interface FindingSources {
  readonly files: Files;
  readonly root: string;
  readonly evidence: Evidence;
  readonly stacks: ReadonlyMap<StackId, TemplateFacts>;
  readonly artifacts: ReadonlyMap<StackId, StackArtifact>;
  readonly foreign: Loaded['foreign'];
}

/** @returns turns one report into a finding, with all that it is about; files are read when they are first needed, once. */
export function findingMaker({ files, root, evidence, stacks, artifacts, foreign }: FindingSources): (said: Said) => Candidate {
  const places = openLocator(files);
  const stackOf = stackFinder({ stacks });
  const others = foreignPlaces(files, root, foreign);

  const constructPath = (resource: ResourceId): string | undefined => {
    const [stack, logicalId] = [stackIdOf(resource), logicalIdOf(resource)];
    const facts = stacks.get(stack);
    const artifact = artifacts.get(stack);
    return facts && artifact ? evidence.constructPath(facts, artifact, logicalId) : others.constructPath(stack, logicalId);
  };
  const called = (resource: ResourceId): string => {
    const [stack, logicalId] = [stackIdOf(resource), logicalIdOf(resource)];
    const path = constructPath(resource);
    // CDK keeps the resource of a nested stack beside the construct: `App/Child.NestedStack/Child.NestedStackResource`.
    return path?.replace(/\/Resource$|\.NestedStack\/[^/]*\.NestedStackResource$/, '') ?? `${stacks.get(stack)?.name ?? ''}/${logicalId}`;
  };
  /** Of an L2 construct that of the user's own code, not of what CDK makes inside it. */
  const variable = (resource: ResourceId): string | undefined => {
    const artifact = artifacts.get(stackIdOf(resource)),
      path = constructPath(resource)?.replace(/\/Resource$/, '');
    return artifact && path !== undefined ? evidence.variable(artifact, path) : undefined;
  };
  const shown = (position: Position): Position => ({ ...position, file: relative(root, position.file) });
  const positionOf = (place: Place): Position => {
    const found = others.position(place) ?? places.position(place);
    return shown(found ?? { file: place.file, line: 1, column: 1, endLine: 1, endColumn: 1 });
  };
  const templateOf = (place: Place): Position => {
    const told = others.template(place);
    return told ? shown(told) : positionOf(place);
  };
  /** Templates by themselves often have one name in many folders: their file tells them apart. */
  const nameOfStack = (facts: TemplateFacts | undefined): string => {
    const lone = facts && !foreign.has(facts.id) && artifacts.get(facts.id)?.manifestFile === undefined;
    return lone ? relative(root, facts.file) : (facts?.name ?? '');
  };
  const related = (list: Report['related'] = []): readonly Related[] =>
    list.map(({ at, message }) => ({ at: positionOf(at), message: withNames(message, called) }));
  /** Where CDK's own validator says the very same. */
  const alsoSaid = ({ at, validator = [] }: Report, id: ResourceId | undefined): readonly Related[] => {
    const artifact = id === undefined ? undefined : artifacts.get(stackIdOf(id));
    if (validator.length === 0 || id === undefined || !artifact || !('pointer' in at)) return [];
    const property = at.pointer.split('/').slice(3).join('.');
    const same = evidence
      .validated(artifact, logicalIdOf(id))
      .find(({ rule, properties }) => validator.includes(rule) && (properties.length === 0 || properties.includes(property)));
    return same ? [{ at: positionOf(same.at), message: `CDK's own validation says so too: ${same.rule}` }] : [];
  };
  const sourceOf = (report: Report, facts: TemplateFacts | undefined, construct: string | undefined): Position | null => {
    if ('start' in report.at) return positionOf(report.at);
    const artifact = facts && artifacts.get(facts.id);
    const id = facts && foreign.has(facts.id) ? resourceAt(report.at, facts) : undefined;
    const told = facts && id !== undefined ? others.source(facts.id, logicalIdOf(id)) : undefined;
    if (told) return shown(told);
    const [, property] = /^\/Resources\/[^/]+\/Properties\/([^/]+)/.exec(report.at.pointer) ?? [];
    const found = artifact && evidence.source(artifact, construct, property, report.trace);
    return found ? shown(found) : null;
  };

  /** A fix as this run can make it: what is in another app is not here to be changed. */
  const fixHere = (fix: Report['fix']): Finding['fix'] => {
    const stackOfEdit = (edit: Edit): string | undefined =>
      edit.is === 'flag' ? undefined : edit.is === 'resource' ? stackIdOf(edit.resource) : edit.stack;
    return fix?.edits.some((edit) => foreign.has(stackOfEdit(edit) ?? '')) ? { ...fix, edits: [] } : (fix ?? null);
  };

  /** What a finding of the app as a whole leads over: the constructs of its steps, or their stacks where a step is in no resource. */
  const along = (report: Report): readonly { readonly path: string; readonly resource: ResourceId | undefined }[] =>
    (report.flow ?? []).flatMap(({ at }) => {
      const facts = stackOf(undefined, { at });
      const resource = resourceAt(at, facts);
      const path = (resource === undefined ? undefined : constructPath(resource)) ?? facts?.constructPath;
      return path === undefined ? [] : [{ path, resource }];
    });

  return ({ rule, level, report, stack, resource, certain }) => {
    const facts = stackOf(stack, report);
    const id = resource ?? resourceAt(report.at, facts);
    const construct = report.constructPath ?? (id === undefined ? undefined : constructPath(id));
    const source = sourceOf(report, facts, construct);
    const subject = subjectOf(facts, construct, id, nameOfStack(facts));
    const finding: Finding = {
      ruleId: rule.id,
      level,
      confidence: certain ? 'certain' : 'possible',
      message: withNames(report.message, called),
      remedy: withNames(report.remedy ?? rule.remedy, called, variable),
      detail: report.detail,
      stackId: facts?.id ?? null,
      stackName: facts?.name ?? null,
      logicalId: id === undefined ? null : logicalIdOf(id),
      constructPath: construct ?? null,
      template: 'pointer' in report.at ? templateOf(report.at) : null,
      source,
      related: [...related(report.related), ...alsoSaid(report, id)],
      flow: related(report.flow),
      group: [rule.id, source ? `${source.file}:${source.line}:${source.column}` : subject, report.detail].join('|'),
      subject,
      fingerprint: hash([rule.id, subject, report.detail]),
      fix: fixHere(report.fix),
      suppressed: null,
    };
    const steps = rule.on === 'program' ? along(report) : [];
    const around = stackOf(undefined, report),
      standing = resourceAt(report.at, around);
    return {
      finding,
      owner: id === undefined ? subject : called(id),
      ...(standing === undefined || standing === id
        ? {}
        : { elsewhere: () => ({ paths: [constructPath(standing) ?? around?.constructPath ?? ''], resources: [standing] }) }),
      paths: [construct ?? facts?.constructPath ?? '', ...steps.map(({ path }) => path)],
      resources: [id, ...steps.map((step) => step.resource)].filter((one) => one !== undefined),
    };
  };
}

/** A total order, so that two runs print the same bytes: by place, and the graver first where they share one. */
export function inOrder(findings: readonly Finding[]): readonly Finding[] {
  return findings
    .map((finding) => ({ finding, order: orderOf(finding) }))
    .sort((a, b) => compared(a.order, b.order))
    .map(({ finding }) => finding);
}

type Order = readonly (string | number)[];

function compared(left: Order, right: Order): number {
  const differs = left.findIndex((part, index) => part !== right[index]);
  if (differs < 0) return 0;
  return (left[differs] ?? '') < (right[differs] ?? '') ? -1 : 1;
}

function orderOf({ source, template, level, ruleId, stackName, detail, logicalId }: Finding): Order {
  const place = source ?? template;
  const where = [place?.file ?? '', place?.line ?? 0, place?.column ?? 0] as const;
  return [...where, LEVEL_RANK[level], ruleId, stackName ?? '', logicalId ?? '', template?.line ?? 0, detail];
}

/** What a finding is about, the same in every Stage: the construct path below the Stage, else stack and logical id. */
function subjectOf(facts: TemplateFacts | undefined, construct: string | undefined, id: ResourceId | undefined, stack: string): string {
  if (construct !== undefined) return belowStage(construct, facts);
  if (!facts) return '';
  return id === undefined ? belowStage(stack, facts) : `${belowStage(stack, facts)}#${logicalIdOf(id)}`;
}

const hash = (parts: readonly string[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 32);
