/** Finds the suppressions of a program, wherever they are written, and holds its findings against them. */
import path from 'node:path';
import type { StackArtifact } from '../../assembly/assembly.js';
import { openLocator } from '../../assembly/locate.js';
import type { Address, Files } from '../../types/files.js';
import type { Finding, Problem } from '../../types/report.js';
import type { TemplateFacts } from '../../types/facts.js';
import type { Part } from '../by-app.js';
import type { Evidence } from '../evidence.js';
import { relative } from '../relative.js';
import { SCRIPT } from '../../source/entry.js';
import { acknowledged } from './acknowledged.js';
import { applySuppressions, type Applied, type Circumstances } from './apply.js';
import { checkovComments } from './checkov-comments.js';
import { commentsIn, mayHoldDirectives, placeOf } from './comments.js';
import { configured } from './ignores.js';
import { inTemplates } from './in-template.js';
import type { Candidate, Suppression, Found } from './suppression.js';

export type { Candidate } from './suppression.js';

/** Where suppressions are looked for. */
export interface Searched {
  readonly files: Files;
  readonly root: string;
  readonly evidence: Evidence;
  readonly stacks: ReadonlyMap<string, TemplateFacts>;
  readonly artifacts: ReadonlyMap<string, StackArtifact>;
  /** The configurations, each for its part of what is linted. */
  readonly parts: readonly Part[];
  readonly partOf: (finding: Finding) => Part;
}

/** @returns the findings in their order, and notices of suppressions that do nothing */
export function suppress(candidates: readonly Candidate[], searched: Searched, circumstances: Circumstances): Applied {
  const position = positions(searched.files);
  const written = [
    ...inMetadata(searched, circumstances.rules),
    inTemplates(searched.stacks.values(), position),
    { suppressions: checkovComments(searched.stacks.values(), (file) => textOf(searched.files, file), position), problems: [] },
    ...inSources(candidates, searched),
  ];
  const suppressions: readonly Suppression[] = [
    ...written.flatMap((each) => each.suppressions),
    ...searched.parts.flatMap((part) => inConfiguration(part, searched, position)),
  ];
  const { findings, problems } = applySuppressions(candidates, suppressions, circumstances);
  return { findings, problems: [...written.flatMap((each) => each.problems), ...problems].sort(byPlace) };
}

/** Where there are several configurations, one is about its own part only. */
function inConfiguration(
  part: Part,
  { parts, partOf }: Searched,
  position: (at: Address) => NonNullable<Problem['at']>,
): readonly Suppression[] {
  const all = configured(part.config.ignores ?? [], part.configAt, position);
  if (parts.length < 2) return all;
  return all.map((one, index) => ({
    ...one,
    // Of a configuration that several go on from one use is enough.
    copy: JSON.stringify(part.configAt?.(`/ignores/${index}`) ?? [parts.indexOf(part), index]),
    doubtful: () => !part.rules.some((rule) => rule.id === one.rule && part.settings.runs(rule)),
    covers: (candidate) => partOf(candidate.finding) === part && one.covers(candidate),
  }));
}

function byPlace({ at: a }: Problem, { at: b }: Problem): number {
  return (a?.file ?? '').localeCompare(b?.file ?? '', 'en') || (a?.line ?? 0) - (b?.line ?? 0);
}

function inMetadata({ evidence, stacks, artifacts }: Searched, rules: readonly string[]): readonly Found[] {
  return [...artifacts].flatMap(([id, artifact]) => {
    const stack = stacks.get(id);
    // Nested stacks are in the metadata of the stack around them.
    const entries = stack?.parent === undefined ? evidence.noted(artifact) : undefined;
    if (!stack || !entries) return [];
    const position = (constructPath: string, trace: readonly string[]): NonNullable<Problem['at']> =>
      evidence.source(artifact, constructPath, undefined, trace) ?? {
        file: artifact.metadataFile ?? artifact.manifestFile ?? artifact.templateFile,
      };
    return [acknowledged({ entries, stack, position: (at, trace) => placed(position(at, trace)) }, rules)];
  });
}

/** The app's sources, and the files that findings stand on. */
function inSources(candidates: readonly Candidate[], { files, root, evidence, artifacts }: Searched): readonly Found[] {
  const texts = new Map(evidence.sources().map(({ file, text }) => [relative(root, file), text] as const));
  const stoodOn = candidates.flatMap(({ finding }) => placeOf(finding)?.file ?? []);
  for (const file of stoodOn) if (!texts.has(file)) texts.set(file, textOf(files, path.resolve(root, file)));
  // Without traces findings stand in templates; in a file that was edited since the synthesis, perhaps on other lines.
  const untraced = (): boolean =>
    [...artifacts.values()].some((artifact) => artifact.manifestFile !== undefined && !evidence.traced(artifact));
  return [...texts].flatMap(([file, text]) => {
    const whole = path.resolve(root, file);
    return mayHoldDirectives(text)
      ? [commentsIn(file, text, whole, () => evidence.changed(whole) || (SCRIPT.test(file) && untraced()))]
      : [];
  });
}

function textOf(files: Files, file: string): string {
  const bytes = files.read(file);
  return bytes === undefined ? '' : Buffer.from(bytes).toString('utf8');
}

/** The lines of places in templates and in a configuration of JSON; of other configurations the file alone. */
function positions(files: Files): (at: Address) => NonNullable<Problem['at']> {
  const locator = openLocator(files);
  return (at) => (/\.[cm]?[jt]s$/.test(at.file) ? { file: at.file } : placed(locator.position(at) ?? { file: at.file }));
}

const placed = ({ file, line, column }: NonNullable<Problem['at']>): NonNullable<Problem['at']> => ({
  file,
  ...(line === undefined ? {} : { line }),
  ...(column === undefined ? {} : { column }),
});
