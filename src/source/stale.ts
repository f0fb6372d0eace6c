/** Whether the app's source was changed after its assembly was written: then what is linted is not what stands in the editor. */
import path from 'node:path';
import { decode } from '../core/read-json.js';
import type { Files } from '../types/files.js';
import type { Problem } from '../types/report.js';

/** A synthesis, or a checkout, writes many files: what is so near to the manifest was written with it. In milliseconds. */
const TOGETHER = 10_000;
/** Files that a synthesis does not write, nor most edits change: where even these are newer, all of the project is, as after a checkout. */
const PROJECT_FILES = ['cdk.json', 'package.json', 'tsconfig.json', '.gitignore'];

export interface Staleness {
  /** The last edited first. */
  readonly changed: readonly string[];
  readonly problems: readonly Problem[];
}
const NOTHING: Staleness = { changed: [], problems: [] };

/**
 * The files that are newer than the manifest, and a notice of it. None where times mean nothing: where all of the project is newer (it was
 * checked out
 * or copied after the assembly), and where the assembly is under version control itself.
 * @param assembly its folder. @param sources the files of the app. @param home the folder of cdk.json
 */
export function staleness(files: Files, assembly: string, sources: readonly string[], home: string | undefined): Staleness {
  const manifest = path.join(assembly, 'manifest.json');
  const made = files.modified(manifest);
  if (made === undefined || home === undefined) return NOTHING;
  const time = (file: string): number => files.modified(file) ?? made;
  const changed = sources.filter((file) => time(file) > made + TOGETHER).sort((a, b) => time(b) - time(a)),
    [last] = changed;
  if (last === undefined) return NOTHING;
  const project = [...sources, ...PROJECT_FILES.map((name) => path.join(home, name))];
  if (project.every((file) => files.modified(file) === undefined || time(file) > made)) return NOTHING;
  if (!isMadeHere(files, assembly)) return NOTHING;
  const name = path.relative(home, last).split(path.sep).join('/');
  const message = `${name} was changed after this assembly was synthesized: run npx cdk synth again, else the findings are those of the app as it was`;
  return { changed, problems: [{ weight: 'notice', message, at: { file: manifest } }] };
}

/** In a repository the assembly must be ignored, as `cdk init` has it: else its files have the time of the checkout. */
function isMadeHere(files: Files, assembly: string): boolean {
  const name = path.basename(path.resolve(assembly));
  for (let dir = path.dirname(path.resolve(assembly)); ; dir = path.dirname(dir)) {
    const bytes = files.read(path.join(dir, '.gitignore'));
    if (
      bytes &&
      decode(bytes)
        .split(/\r?\n/)
        .some((line) => ignores(line, name))
    )
      return true;
    if (files.realpath(path.join(dir, '.git')) !== undefined) return false;
    if (dir === path.dirname(dir)) return true;
  }
}

/** `cdk.out`, `/cdk.out/`, `**` + `/cdk.out`, `packages/app/cdk.out`, `*.out` */
function ignores(line: string, name: string): boolean {
  const last =
    line
      .trim()
      .replace(/\/\*{0,2}$/, '')
      .split('/')
      .at(-1) ?? '';
  return last === name || (last.startsWith('*.') && name.endsWith(last.slice(1)));
}
