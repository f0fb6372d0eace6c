/** Joins the stacks that were read to the one Program that rules look at. */
import { fold } from '../cfn/fold.js';
import { link } from '../cfn/link.js';
import { stackCycles } from '../cycles/stack-cycles.js';
import { templateCycles } from '../cycles/template-cycles.js';
import { breakCost } from '../cycles/break-cost.js';
import { keysOf } from '../app/keys.js';
import { importedKeysOf } from '../app/imported-keys.js';
import type { Call, Program } from '../types/program.js';
import type { Exclusion } from '../types/config.js';
import type { Files } from '../types/files.js';
import { keyAccess } from './key-access.js';
import { foreignStacks, type ForeignStacks } from './other-apps.js';
import type { ToldStack } from '../facts/read.js';
import { isExcluded } from './excluded.js';
import { readStacks, type AssemblyStacks, type ReadStacks } from './stacks.js';

export type { AssemblyStacks } from './stacks.js';

export interface Loaded extends Pick<ReadStacks, 'artifacts' | 'assemblies' | 'problems'> {
  readonly program: Program;
  /** The stacks that are linted, nested ones among them: all that were read but those whose templates are excluded. */
  readonly own: ReadStacks['stacks'];
  /** Those of other apps, as their facts tell them. */
  readonly foreign: ForeignStacks['stacks'];
}

/**
 * @param paths what the user named: see inputsAt
 * @param options calls: finds the calls on imported keys, once the stacks are known
 */
export function loadProgram(
  files: Files,
  paths: readonly string[],
  options: {
    readonly context?: string;
    /** Files of facts of other apps. */
    readonly facts?: readonly string[];
    /** What is vouched for, once the stacks are known. */
    readonly externalKeys?: (stacks: Program['stacks']) => Program['externalKeys'];
    readonly exclusions?: readonly Exclusion[];
    readonly calls: (assemblies: readonly AssemblyStacks[], flags: Program['flags']) => readonly Call[];
  },
): Loaded {
  const { exclusions = [] } = options;
  const { stacks: read, artifacts, assemblies, problems, context, lookups, flags } = readStacks(files, paths, options.context, exclusions);
  const own = exclusions.length === 0 ? read : new Map([...read].filter(([, { file }]) => !isExcluded(exclusions, file, paths)));
  const others = options.facts
    ? foreignStacks(files, options.facts, [...read.values()])
    : { stacks: new Map<string, ToldStack>(), problems: [] };
  // What is linted comes last: of two that clash, the second is told.
  const stacks = others.stacks.size === 0 ? read : new Map([...[...others.stacks].map(([id, { stack }]) => [id, stack] as const), ...read]);
  const linked = link(stacks),
    within = templateCycles(stacks);
  let imported: Program['importedKeys'] | undefined;
  let cycles: Program['cycles'] | undefined;
  const program: Program = {
    stacks,
    keys: keysOf(stacks, linked),
    links: linked.links,
    get cycles() {
      return (cycles ??= [...stackCycles(linked.links, (link) => breakCost(link, program)), ...within.nested]);
    },
    templateCycles: within.policies,
    calls: options.calls(assemblies, flags),
    context,
    lookups,
    flags,
    externalKeys: options.externalKeys?.(stacks) ?? [],
    resolve: linked.resolve,
    resource: linked.resource,
    get iamAllows() {
      return access.iamAllows;
    },
    get uses() {
      return access.uses;
    },
    get misnamedKeys() {
      return access.misnamedKeys;
    },
    get importedKeys() {
      return (imported ??= importedKeysOf(program.uses));
    },
    get requiredAccess() {
      return access.requiredAccess;
    },
    fold(value, at, stack, scenario) {
      const facts = stacks.get(stack);
      return facts && fold(value, at, { facts, scenario, resolve: linked.resolveSymbol });
    },
  };
  const access = keyAccess(program);
  return { program, artifacts, problems: [...problems, ...others.problems], assemblies, own, foreign: others.stacks };
}
