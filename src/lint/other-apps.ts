/** The stacks of other apps, as their files of facts tell them, beside those that are linted. */
import path from 'node:path';
import { objectOf } from '../core/json.js';
import { textKey } from '../core/text.js';
import { readFacts, type ToldStack } from '../facts/read.js';
import { hashOfSource, wholePath } from '../facts/write.js';
import type { TemplateFacts } from '../types/facts.js';
import type { Files, Place, Position } from '../types/files.js';
import type { Problem } from '../types/report.js';
import type { StackId } from '../types/values.js';

export interface ForeignStacks {
  readonly stacks: ReadonlyMap<StackId, ToldStack>;
  readonly problems: readonly Problem[];
}

/**
 * @param facts files that `--facts` wrote. What they tell of a stack that is here is left out: the newer is known
 * @param own the stacks that are linted
 */
export function foreignStacks(files: Files, facts: readonly string[], own: readonly TemplateFacts[]): ForeignStacks {
  const { stacks: told, problems: faults } = readFacts(files, facts),
    problems: Problem[] = [...faults];
  // The same name in the same environment is the same stack: see sameEnv.
  const keyOf = ({ stackName, env }: TemplateFacts): string => [[stackName], env.account, env.region].map(textKey).join('\n');
  const known = new Map<string, TemplateFacts>();
  const add = (stack: TemplateFacts): void => {
    if (!known.has(keyOf(stack))) known.set(keyOf(stack), stack);
  };
  for (const stack of own) if (stack.parent === undefined) add(stack);
  const stacks = new Map<StackId, ToldStack>(),
    leftOut = new Set<StackId>();
  for (const one of [...told].sort((a, b) => a.stack.id.length - b.stack.id.length)) {
    const { stack } = one;
    const above = stack.parent?.slice(0, stack.parent.lastIndexOf('#'));
    const twin = above === undefined ? known.get(keyOf(stack)) : undefined;
    const taken = twin && stacks.get(twin.id);
    if (taken) problems.push(...toldTwice(one, taken));
    else if (twin) problems.push(...stale(one, twin));
    if (twin || (above !== undefined && leftOut.has(above))) leftOut.add(stack.id);
    else {
      stacks.set(stack.id, one);
      if (above === undefined) add(stack);
    }
  }
  return { stacks: new Map([...stacks].sort(([a], [b]) => (a < b ? -1 : 1))), problems };
}

/** Facts of a stack that is known better: told where an export has another value by now. */
function stale({ facts, stack, record }: ToldStack, twin: TemplateFacts): readonly Problem[] {
  const now = new Map(twin.exports.map(({ name, value }) => [fingerprint(name), fingerprint(value)] as const));
  const changed = stack.exports.filter(({ name, value }) => now.get(fingerprint(name)) !== fingerprint(value));
  const [first] = changed;
  if (!first) return [];
  const message = `these facts of the stack ${record.name} are stale: ${Object.keys(objectOf(record.template['Outputs'])).length > 0 ? 'an export has' : 'exports have'} another value or name in the stack as it is now; what is known of it here was taken`;
  return [{ weight: 'notice', message, at: { file: facts } }];
}

/** Two files of one stack: two checkouts of an app, or an older run of it. Which of them is right nobody can tell from here. */
function toldTwice({ facts, stack, record }: ToldStack, taken: ToldStack): readonly Problem[] {
  if (contentOf(stack) === contentOf(taken.stack)) return [];
  const message = `${path.basename(taken.facts)} tells something else of the stack ${record.name}, and was taken: keep the facts of one run of each app, the last`;
  return [{ weight: 'notice', message, at: { file: facts } }];
}

const contentOf = ({ exports, resources, consumers }: TemplateFacts): string =>
  JSON.stringify([
    exports.map(({ name, value }) => [fingerprint(name), fingerprint(value)]),
    [...resources, ...consumers].map(({ logicalId, type, properties }) => [logicalId, type, properties]),
  ]);

/** The same for texts that are the same but for where their app lies. */
const fingerprint = (value: TemplateFacts['exports'][number]['value']): string =>
  JSON.stringify(value.map((part) => (typeof part === 'string' ? part : [part.of, part.name])));

/** Where a place of another app is, as far as its facts tell. */
export interface ForeignPlaces {
  /** The stack in whose template a place lies. */
  stackAt(place: Place): ToldStack | undefined;
  position(place: Place): Position | undefined;
  /** The template that a place lies in, though it is not here; its first line where only the line of source is told. */
  template(place: Place): Position | undefined;
  /** The line of source of a resource; undefined where the facts tell none. */
  source(stack: StackId, logicalId: string): Position | undefined;
  constructPath(stack: StackId, logicalId: string): string | undefined;
}

/** @param root a file of the same name and text below it is the one that the facts mean */
export function foreignPlaces(files: Files, root: string, stacks: ReadonlyMap<StackId, ToldStack>): ForeignPlaces {
  const byFile = new Map([...stacks.values()].map((told) => [told.stack.file, told] as const));
  const here = new Map<string, string>();
  const tellers = new Map<string, Set<string>>();
  for (const { facts, record, sources } of stacks.values())
    for (const file of [record.file, ...sources.map((source) => source.file)])
      tellers.set(file, (tellers.get(file) ?? new Set()).add(facts));
  /** A file as its app calls it; with the file of facts before it where another app, or this folder, has one of that name. */
  const elsewhere = (facts: string, file: string): string => {
    const own = path.join(root, file);
    return tellers.get(file)?.size === 1 && files.realpath(own) === undefined ? own : path.join(facts, file);
  };
  const fileOf = ({ facts, sources }: ToldStack, index: number): string => {
    const { file = '', hash = '' } = sources[index] ?? {};
    const known = here.get(`${file} ${hash} ${facts}`);
    if (known !== undefined) return known;
    const own = path.join(root, file),
      real = files.realpath(own),
      inside = real !== undefined && !path.relative(files.realpath(root) ?? root, real).startsWith('..'),
      bytes = inside ? files.read(own) : undefined;
    const found = bytes && hashOfSource(bytes) === hash ? own : elsewhere(facts, file);
    here.set(`${file} ${hash} ${facts}`, found);
    return found;
  };
  const at = (file: string, line: number, column: number): Position => ({ file, line, column, endLine: line, endColumn: column });
  const recordOf = (told: ToldStack | undefined, logicalId: string) =>
    told && Object.hasOwn(told.record.resources, logicalId) ? told.record.resources[logicalId] : undefined;
  const sourceOf = (told: ToldStack | undefined, logicalId: string): Position | undefined => {
    const [, , source, line, column] = recordOf(told, logicalId) ?? [];
    return told && source !== undefined && line !== undefined ? at(fileOf(told, source), line, column ?? 1) : undefined;
  };
  const logicalIdIn = (place: Place): string => ('pointer' in place ? (/^\/Resources\/([^/]+)/.exec(place.pointer)?.[1] ?? '') : '');
  return {
    stackAt: (place) => byFile.get(place.file),
    template(place) {
      const told = byFile.get(place.file);
      if (!told) return undefined;
      // The third is the line in the template where no source is known.
      const [, , line = 1, inSource] = recordOf(told, logicalIdIn(place)) ?? [];
      const file = elsewhere(told.facts, told.record.file);
      return { ...at(file, inSource === undefined ? line : 1, 1), ...('pointer' in place ? { pointer: place.pointer } : {}) };
    },
    position(place) {
      const told = byFile.get(place.file);
      if (!told) return undefined;
      const logicalId = logicalIdIn(place),
        [, , line = 1] = recordOf(told, logicalId) ?? [];
      return {
        ...(sourceOf(told, logicalId) ?? at(elsewhere(told.facts, told.record.file), line, 1)),
        ...('pointer' in place ? { pointer: place.pointer } : {}),
      };
    },
    source: (stack, logicalId) => sourceOf(stacks.get(stack), logicalId),
    constructPath(stack, logicalId) {
      const told = stacks.get(stack),
        [, short = ''] = recordOf(told, logicalId) ?? [];
      return told && short !== '' ? wholePath(short, told.stack.constructPath) : undefined;
    },
  };
}
