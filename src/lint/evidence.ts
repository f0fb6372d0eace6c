/** The evidence around the templates: construct paths, CDK's warnings and the lines of source. Read only when it is asked for. */
import { objectOf } from '../core/json.js';
import { logicalIdOf } from '../core/ids.js';
import { lazy, memoLast } from '../core/memo.js';
import { type StackArtifact } from '../assembly/assembly.js';
import { anyOf, constructPaths, mentions, readMetadata, type Entries } from '../assembly/construct-metadata.js';
import { findCalls } from '../source/calls/find.js';
import { warnedCalls } from '../source/warnings.js';
import { readValidationReport, type Violation } from '../assembly/validation-report.js';
import { hasTraces, openProject, type SourceProject, type Where } from '../source/positions.js';
import type { SourceTree } from '../source/project.js';
import { staleness } from '../source/stale.js';
import type { Frame } from '../source/trace.js';
import type { Call, Program } from '../types/program.js';
import type { Address, Files, Position } from '../types/files.js';
import type { Problem } from '../types/report.js';
import type { TemplateFacts } from '../types/facts.js';
import type { AssemblyStacks } from './program.js';
import { NO_NAMESPACE } from './suppressions/acknowledged.js';
import { FOREIGN_IDS } from './suppressions/foreign.js';
import { hasWatchedKeys, recordedCalls, withoutTwins } from './recorded.js';

export interface Evidence {
  /** The calls on imported keys: those that CDK or the recorder noted in the metadata, and those that stand in the app's source. */
  readonly calls: (assemblies: readonly AssemblyStacks[], flags: Program['flags']) => readonly Call[];
  /** What the app noted with the constructs of a stack: warnings, acknowledgements, our own; undefined where it noted none of these. */
  noted(artifact: StackArtifact): Entries | undefined;
  /** The files of the app's source that were looked through for calls, with their texts. */
  sources(): readonly { readonly file: string; readonly text: string }[];
  /** The construct path of a resource, `Stack/Key/Resource`. */
  constructPath(facts: TemplateFacts, artifact: StackArtifact, logicalId: string): string | undefined;
  /**
   * The line of source that made a construct, or wrote its property: its own, its nearest ancestor's, the stack's; undefined where there
   * is no trace.
   */
  source(
    artifact: StackArtifact,
    constructPath: string | undefined,
    property: string | undefined,
    trace: readonly string[] | undefined,
  ): Position | undefined;
  /** Whether CDK wrote down where the constructs of a stack were made. */
  traced(artifact: StackArtifact): boolean;
  /** Whether a file of the app's source is newer than its assembly. */
  changed(file: string): boolean;
  /** The user's own lines that made this very construct, the innermost first; undefined stands for one that is not here. */
  creation(artifact: StackArtifact, constructPath: string): readonly (Frame | undefined)[];
  /** The variable that a construct is assigned to where the user makes it: `topicKey`, `this.key`. Undefined where none is seen. */
  variable(artifact: StackArtifact, constructPath: string): string | undefined;
  /** The same lines as the assembly names them, wherever they are. */
  told(artifact: StackArtifact, constructPath: string): readonly Frame[];
  /** The app's files, as seen from the folder of an assembly or of a Stage's. */
  tree(dir: string): SourceTree;
  /** What CDK's own validator says of a resource: of it as a whole where no property is named. */
  validated(
    artifact: StackArtifact,
    logicalId: string,
  ): readonly (Pick<Violation, 'rule' | 'at'> & { readonly properties: readonly string[] })[];
  problems(): readonly Problem[];
  /** The assemblies whose app's source was not found. */
  sourcesMissing(): readonly string[];
}

/** Stacks whose metadata is held at once. */
const HELD = 4;
/** Acknowledgements by their ids: CDK itself writes some in every stack, about other things. */
const WORDS = anyOf(['aws:cdk:warning', 'kms-lint', NO_NAMESPACE, ...Object.values(FOREIGN_IDS).flat()]);

export function openEvidence(files: Files, where: Omit<Where, 'changed'>): Evidence {
  const problems: Problem[] = [],
    missing: string[] = [],
    telling = new Map<string, boolean>(),
    sources = new Map<string, string>(),
    newer = new Set<string>(),
    changed = (file: string): boolean => newer.has(file),
    traced = new Map<string, boolean>(),
    faulty = new Set<string>(),
    projects = new Map<string, SourceProject>(),
    reports = new Map<string, readonly Violation[]>();
  // The metadata of a stack is half as large as its template, and findings are located stack by stack.
  const metadata = memoLast(HELD, (artifact: StackArtifact) => {
    const { entries: list, problem } = readMetadata(files, artifact);
    if (problem && !faulty.has(artifact.id)) problems.push(problem);
    if (problem) faulty.add(artifact.id);
    if (!traced.has(artifact.id)) traced.set(artifact.id, hasTraces(list));
    return { list, paths: lazy(() => constructPaths(list)) };
  });
  const entries = (artifact: StackArtifact): Entries => metadata(artifact).list;
  const noted = (artifact: StackArtifact): Entries | undefined => {
    const tells = telling.get(artifact.id) ?? mentions(files, artifact, WORDS);
    telling.set(artifact.id, tells);
    return tells ? entries(artifact) : undefined;
  };
  const project = (dir: string): SourceProject => {
    const known = projects.get(dir) ?? openProject(files, dir, { ...where, changed });
    projects.set(dir, known);
    return known;
  };
  return {
    calls(assemblies, flags) {
      return assemblies.flatMap(({ dir, artifacts }) => {
        const resourceAt = (path: string): Address | undefined => resourceOf(path, artifacts, entries);
        const told = artifacts.flatMap((artifact) => {
          const list = noted(artifact) ?? new Map();
          return withoutTwins(recordedCalls(list, artifact, resourceAt), warnedCalls(list, artifact));
        });
        const watched = artifacts.some((artifact) => hasWatchedKeys(noted(artifact) ?? new Map()));
        const { tree } = project(dir);
        const found = findCalls(files, tree, artifacts, flags, told, watched);
        const stale = staleness(files, dir, found.sources, tree.home);
        problems.push(...found.problems, ...stale.problems);
        for (const file of stale.changed) newer.add(file);
        if (!found.sourcesFound && artifacts.length > 0) missing.push(dir);
        for (const file of found.sources) sources.set(file, tree.text(file) ?? '');
        return [...told, ...found.calls];
      });
    },
    noted,
    sources: () => [...sources].map(([file, text]) => ({ file, text })),
    constructPath(facts, artifact, logicalId) {
      const written = objectOf(facts.resources.find((resource) => resource.logicalId === logicalId)?.metadata)['aws:cdk:path'];
      if (typeof written === 'string') return written;
      const byId = metadata(artifact).paths();
      const candidates = byId.get(logicalId) ?? [];
      // Logical ids of a nested stack and of its parent may be the same: the nested one's path lies below the nested construct.
      const nested =
        facts.parent === undefined ? undefined : byId.get(logicalIdOf(facts.parent))?.[0]?.replace(/\.NestedStack\/[^/]*$/, '');
      return nested === undefined ? candidates[0] : (candidates.find((path) => path.startsWith(`${nested}/`)) ?? candidates[0]);
    },
    source: (artifact, constructPath, property, trace) =>
      artifact.manifestFile === undefined
        ? undefined
        : project(artifact.stage).locate(entries(artifact), constructPath ?? artifact.displayName, {
            ...(property === undefined ? {} : { property }),
            ...(trace ? { trace } : {}),
          }),
    traced(artifact) {
      if (!traced.has(artifact.id)) metadata(artifact);
      return traced.get(artifact.id) === true;
    },
    changed,
    creation: (artifact, constructPath) => project(artifact.stage).creation(entries(artifact), constructPath),
    variable(artifact, constructPath) {
      const app = project(artifact.stage),
        [frame] = app.creation(entries(artifact), constructPath);
      if (!frame || changed(frame.file)) return undefined;
      // A bucket's own key is made by the line that makes the bucket: the variable there is the bucket's.
      const [above] = app.creation(entries(artifact), constructPath.slice(0, constructPath.lastIndexOf('/')));
      if (above && above.file === frame.file && above.line === frame.line) return undefined;
      const id = constructPath.slice(constructPath.lastIndexOf('/') + 1);
      return variableIn(app.tree.text(frame.file)?.split('\n')[frame.line - 1] ?? '', id);
    },
    told: (artifact, constructPath) => project(artifact.stage).told(entries(artifact), constructPath),
    tree: (dir) => project(dir).tree,
    validated({ stage, templateFile }, logicalId) {
      let violations = reports.get(stage);
      if (!violations) {
        const report = readValidationReport(files, stage);
        problems.push(...(report?.problems ?? []));
        violations = report?.violations ?? [];
        reports.set(stage, violations);
      }
      return violations.flatMap(({ rule, at, constructs, acknowledged }) => {
        const construct = constructs.find((one) => one.logicalId === logicalId && one.templateFile === templateFile);
        return construct && acknowledged === undefined ? [{ rule, at, properties: construct.propertyPaths }] : [];
      });
    },
    problems: () => problems,
    sourcesMissing: () => missing,
  };
}

/** Where the resource of a construct is written: in the stack that it lies in. */
function resourceOf(path: string, artifacts: readonly StackArtifact[], entries: (artifact: StackArtifact) => Entries): Address | undefined {
  for (const artifact of artifacts.filter(({ displayName }) => path.startsWith(`${displayName}/`))) {
    const id = entries(artifact)
      .get(path)
      ?.find(({ type }) => type === 'aws:cdk:logicalId')?.data;
    if (typeof id === 'string') return { file: artifact.templateFile, pointer: `/Resources/${id}` };
  }
  return undefined;
}

/**
 * What a line assigns the construct to that it makes; nothing else is made on it before.
 * @param id of the construct: where the line spells ids, and not this one, it makes another, which makes this one inside
 */
function variableIn(line: string, id: string): string | undefined {
  const spelled = Array.from(line.matchAll(/'([^']*)'|"([^"]*)"/g), ([, single, double]) => single ?? double);
  if (spelled.length > 0 && !spelled.includes(id)) return undefined;
  return /^\s*(?:(?:export\s+)?(?:const|let|var)\s+)?((?:this\.)?[\w$]+)\s*(?::\s*[\w.]+\s*)?=\s*new\s/.exec(line)?.[1];
}
