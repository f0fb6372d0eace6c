/** Joins the stacks that were read to the one Program that rules look at. */
import { fold } from '../cfn/fold.js';
import { link } from '../cfn/link.js';
import { ringsOf } from '../graph/rings.js';
import { ringsInside } from '../graph/template-rings.js';
import { costOf } from '../graph/ways.js';
import { grantsIn } from '../keys/grants.js';
import { keysOf } from '../keys/model.js';
import { usesIn } from '../keys/uses.js';
import type { Call, Files, IamGrant, KeyUse, Program } from '../types.js';
import { readStacks, type AssemblyStacks, type ReadStacks } from './stacks.js';

export type { AssemblyStacks } from './stacks.js';

export interface Loaded extends Pick<ReadStacks, 'artifacts' | 'assemblies' | 'problems'> {
  readonly program: Program;
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
    readonly externalKeys?: Program['externalKeys'];
    readonly calls: (assemblies: readonly AssemblyStacks[], flags: Program['flags']) => readonly Call[];
  },
): Loaded {
  const { stacks, artifacts, assemblies, problems, context, lookups, flags } = readStacks(files, paths, options.context);
  const linked = link(stacks),
    within = ringsInside(stacks);
  let grants: readonly IamGrant[] | undefined;
  let uses: readonly KeyUse[] | undefined;
  let rings: Program['rings'] | undefined;
  const program: Program = {
    stacks,
    keys: [...stacks.values()].flatMap((facts) => keysOf(facts, linked, stacks)),
    links: linked.links,
    get rings() {
      return (rings ??= [...ringsOf(linked.links, (link) => costOf(link, program)), ...within.nested]);
    },
    templateRings: within.policies,
    calls: options.calls(assemblies, flags),
    context,
    lookups,
    flags,
    externalKeys: options.externalKeys ?? [],
    resolve: linked.resolve,
    resource: linked.resource,
    get grants() {
      return (grants ??= grantsIn(program));
    },
    get uses() {
      return (uses ??= usesIn(program));
    },
    fold(value, at, stack, world) {
      const facts = stacks.get(stack);
      return facts && fold(value, at, { facts, world, resolve: linked.resolveSymbol });
    },
  };
  return { program, artifacts, problems, assemblies };
}
