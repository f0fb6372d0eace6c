/** Reads assemblies and joins them to the one Program that rules look at. */
import { nestedTemplateFile, object, readAssembly, type StackArtifact } from '../assembly/assembly.js';
import { readContext } from '../assembly/context.js';
import { readJson } from '../assembly/read-json.js';
import { envOf, sameEnv } from '../cfn/env.js';
import { factsOf, type StackFrame } from '../cfn/facts.js';
import { fold } from '../cfn/fold.js';
import { link } from '../cfn/link.js';
import { referencesIn } from '../cfn/references.js';
import { ringsOf } from '../graph/rings.js';
import { loopsIn, ringsInside } from '../graph/template-rings.js';
import { grantsIn } from '../keys/grants.js';
import { lookupsOf, PLACEHOLDER_KEY_ID, placeholdersIn } from '../keys/lookups.js';
import { keysOf } from '../keys/model.js';
import type { Call, Fact, Files, IamGrant, Json, JsonObject, KeyLookup, Problem, Program, StackFacts, StackId } from '../types.js';

export interface Loaded {
  readonly program: Program;
  /** The manifest's artifact that a stack, or the parent of a nested stack, comes from. */
  readonly artifacts: ReadonlyMap<StackId, StackArtifact>;
  readonly problems: readonly Problem[];
  readonly assemblies: readonly string[];
}

/** The stacks of one assembly, those of its Stages among them. */
export interface AssemblyStacks {
  readonly dir: string;
  readonly artifacts: readonly StackArtifact[];
}

/** @param calls finds the calls on imported keys, once the stacks are known. */
export function loadProgram(
  files: Files,
  dirs: readonly string[],
  options: {
    readonly context?: string;
    readonly calls: (assemblies: readonly AssemblyStacks[], flags: Program['flags']) => readonly Call[];
  },
): Loaded {
  const stacks = new Map<StackId, StackFacts>(),
    artifacts = new Map<StackId, StackArtifact>(),
    problems: Problem[] = [],
    lookups: KeyLookup[] = [];
  const read: AssemblyStacks[] = [],
    flags: Record<string, Fact<Json>> = {},
    seen = new Set<string>(),
    assemblies: string[] = [],
    named = new Map<string, readonly Pick<StackFacts, 'stage' | 'env'>[]>();
  let context: JsonObject = {};
  for (const dir of dirs) {
    const real = files.realpath(dir) ?? dir;
    if (seen.has(real)) continue;
    seen.add(real);
    assemblies.push(dir);
    const assembly = readAssembly(files, dir),
      around = readContext(files, dir, options.context);
    problems.push(...assembly.problems, ...around.problems);
    read.push({ dir, artifacts: assembly.stacks });
    lookups.push(
      ...lookupsOf(assembly.missing, [
        ...(around.cdkJson ? [{ values: around.flags, at: { file: around.cdkJson, pointer: '/context' } }] : []),
        ...(around.file ? [{ values: around.saved, at: { file: around.file, pointer: '' } }] : []),
      ]),
    );
    context = { ...context, ...around.values };
    for (const [flag, value] of Object.entries(flagsOf(assembly.flags, around.flags)))
      flags[flag] = { is: 'known', value, at: { file: around.cdkJson ?? dir, pointer: '' } };
    for (const artifact of assembly.stacks) {
      const env = envOf(artifact.account, artifact.region, artifact.stage),
        namesakes = named.get(artifact.stackName) ?? [];
      if (namesakes.some((other) => other.stage !== artifact.stage && sameEnv(other, { env }) === 'yes')) {
        problems.push({
          weight: 'fatal',
          message: `the stack ${artifact.stackName} of the same account and Region is given twice; the second was not linted: name each assembly once`,
          at: { file: artifact.templateFile },
        });
        continue;
      }
      readStack(files, artifact, artifact.templateFile, undefined, stacks, artifacts, problems);
      if (stacks.has(artifact.id)) named.set(artifact.stackName, [...namesakes, { stage: artifact.stage, env }]);
    }
  }
  const linked = link(stacks),
    within = ringsInside(stacks);
  let grants: readonly IamGrant[] | undefined;
  const program: Program = {
    stacks,
    keys: [...stacks.values()].flatMap((facts) => keysOf(facts, linked, stacks)),
    links: linked.links,
    rings: [...ringsOf(linked.links), ...within.nested],
    templateRings: within.policies,
    calls: options.calls(read, flags),
    context,
    lookups,
    flags,
    resolve: linked.resolve,
    resource: linked.resource,
    get grants() {
      return (grants ??= grantsIn(program));
    },
    fold(value, at, stack, world) {
      const facts = stacks.get(stack);
      return facts && fold(value, at, { facts, world, resolve: linked.resolveSymbol });
    },
  };
  return { program, artifacts, problems, assemblies };
}

/** The flag report of the assembly says what was in force; older assemblies have none, then cdk.json speaks. */
function flagsOf(report: JsonObject, context: JsonObject): Record<string, Json> {
  const reported = Object.entries(report).map(
    ([flag, entry]) => [flag, object(entry)['userValue'] ?? object(object(entry)['unconfiguredBehavesLike'])['v2'] ?? false] as const,
  );
  return { ...Object.fromEntries(Object.entries(context).filter(([key]) => key.startsWith('@aws-cdk/'))), ...Object.fromEntries(reported) };
}

/** A template without keys and nested stacks cannot have a ring that is told. */
function withLoops(facts: StackFacts, template: JsonObject): StackFacts {
  const looked = facts.counts.keys > 0 || Object.values(facts.types).includes('AWS::CloudFormation::Stack');
  return looked ? { ...facts, loops: loopsIn(referencesIn(template, facts), facts.types) } : facts;
}

function readStack(
  files: Files,
  artifact: StackArtifact,
  file: string,
  nested: { readonly parent: StackFacts; readonly logicalId: string } | undefined,
  stacks: Map<StackId, StackFacts>,
  artifacts: Map<StackId, StackArtifact>,
  problems: Problem[],
): void {
  const read = readJson(files, file);
  if ('problem' in read) {
    problems.push(read.problem);
    return;
  }
  if (typeof read.json !== 'object' || read.json === null || Array.isArray(read.json)) {
    problems.push({
      weight: 'fatal',
      message: `${file} is not a template: it holds ${Array.isArray(read.json) ? 'a list' : 'a single value'} where an object with Resources is wanted`,
      at: { file, line: 1, column: 1 },
    });
    return;
  }
  const template = read.json as JsonObject;
  const frame: StackFrame = {
    id: nested ? `${nested.parent.id}/${nested.logicalId}` : artifact.id,
    stackName: nested ? '' : artifact.stackName,
    name: nested ? `${nested.parent.name}/${nested.logicalId}` : artifact.displayName,
    stage: artifact.stage,
    stagePath: artifact.stagePath,
    env: envOf(artifact.account, artifact.region, artifact.stage),
    file,
    constructPath: artifact.displayName,
    dependsOn: nested ? [] : artifact.dependsOn,
    ...(nested ? { parent: `${nested.parent.id}#${nested.logicalId}` } : {}),
    ...(artifact.executionRole === undefined ? {} : { executionRole: artifact.executionRole }),
    ...(read.text.includes(PLACEHOLDER_KEY_ID) ? { placeholders: placeholdersIn(template, file) } : {}),
  };
  const facts = withLoops(factsOf(template, frame), template);
  stacks.set(facts.id, facts);
  artifacts.set(facts.id, artifact);
  for (const [logicalId, type] of Object.entries(facts.types)) {
    if (type !== 'AWS::CloudFormation::Stack') continue;
    const child = nestedTemplateFile(files, artifact, object(object(template['Resources'])[logicalId]));
    // A template that contains itself would never end; CloudFormation refuses it as well.
    if (child !== undefined && !frame.id.split('/').includes(logicalId))
      readStack(files, artifact, child, { parent: facts, logicalId }, stacks, artifacts, problems);
  }
}
