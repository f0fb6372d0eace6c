/** Reads what the user named, assemblies and templates by themselves, to the facts of all their stacks. */
import { objectOf } from '../core/json.js';
import path from 'node:path';
import { nestedTemplateFile, readAssembly, type Assembly, type StackArtifact } from '../assembly/assembly.js';
import { readContext } from '../assembly/context.js';
import { inputsAt, loneArtifact, inputPath, type Input } from '../assembly/inputs.js';
import { hasResources, readTemplate } from '../assembly/read-template.js';
import { envOf, sameEnv } from '../cfn/env.js';
import { factsOf, type StackFrame } from '../cfn/template-facts.js';
import { cyclicReferencesIn } from '../cycles/template-cycles.js';
import { lookupsOf, PLACEHOLDER_KEY_ID, placeholdersIn } from '../app/key-lookups.js';
import { isExcluded } from './excluded.js';
import type { Fact, StackId } from '../types/values.js';
import type { Files, Json, JsonObject } from '../types/files.js';
import type { KeyLookup, Program } from '../types/program.js';
import type { Exclusion } from '../types/config.js';
import type { Problem } from '../types/report.js';
import type { TemplateFacts } from '../types/facts.js';

/** The stacks of one assembly, those of its Stages among them. */
export interface AssemblyStacks {
  readonly dir: string;
  readonly artifacts: readonly StackArtifact[];
}

/** What was read. Templates by themselves belong to no assembly. */
export interface ReadStacks extends Pick<Program, 'stacks' | 'context' | 'lookups' | 'flags'> {
  /** The manifest's artifact that a stack, or the parent of a nested stack, comes from. */
  readonly artifacts: ReadonlyMap<StackId, StackArtifact>;
  readonly assemblies: readonly AssemblyStacks[];
  readonly problems: readonly Problem[];
}

/** @param context the cdk.context.json that the user named. @param exclusions what is not read where a folder around it is named */
export function readStacks(
  files: Files,
  paths: readonly string[],
  context: string | undefined,
  exclusions: readonly Exclusion[] = [],
): ReadStacks {
  const reading = new Reading(files, context, exclusions);
  for (const named of paths) reading.named(named);
  reading.leaveOutNestedTwice();
  return reading;
}

class Reading implements ReadStacks {
  readonly stacks = new Map<StackId, TemplateFacts>();
  readonly artifacts = new Map<StackId, StackArtifact>();
  readonly assemblies: AssemblyStacks[] = [];
  readonly problems: Problem[] = [];
  readonly lookups: KeyLookup[] = [];
  readonly flags: Record<string, Fact<Json>> = {};
  context: JsonObject = {};
  /** Real paths of what was read: a thing that is named twice is read once. */
  readonly #seen = new Set<string>();
  readonly #namesakes = new Map<string, Pick<TemplateFacts, 'stage' | 'env'>[]>();

  constructor(
    readonly files: Files,
    readonly contextFile: string | undefined,
    readonly exclusions: readonly Exclusion[],
  ) {}

  /** Reads one path of the user's, and says so where nothing to lint comes of it. */
  named(named: string): void {
    const found = inputsAt(this.files, named);
    const wanted = found.filter((input) => !isExcluded(this.exclusions, inputPath(input), [named]));
    if (wanted.length === 0) {
      const message = `all that is in ${named} is excluded by the configuration, so nothing was linted: name what is to be linted all the same`;
      this.problems.push({ weight: 'fatal', message, at: { file: named } });
      return;
    }
    const inputs = wanted.filter((input) => this.#isNew(input));
    const before = this.problems.length + this.stacks.size;
    for (const input of inputs)
      if (input.is === 'assembly') this.#assembly(input.dir);
      else this.#template(input);
    if (inputs.length === 0 || this.problems.length + this.stacks.size > before) return;
    const message = `${named} holds no template with Resources, so nothing was linted: name a folder that \`npx cdk synth\` wrote, or a template`;
    this.problems.push({ weight: 'fatal', message, at: { file: named } });
  }

  #isNew(input: Input): boolean {
    const given = inputPath(input);
    const real = this.files.realpath(given) ?? given;
    if (this.#seen.has(real)) return false;
    this.#seen.add(real);
    return true;
  }

  #assembly(dir: string): void {
    const assembly = readAssembly(this.files, dir);
    this.problems.push(...assembly.problems);
    this.assemblies.push({ dir, artifacts: assembly.stacks });
    this.#surroundings(assembly);
    for (const artifact of assembly.stacks) if (!this.#isSecond(artifact)) this.#stack(artifact, artifact.templateFile);
  }

  /** The context and the flags. */
  #surroundings({ dir, missing, flags }: Assembly): void {
    const around = readContext(this.files, dir, this.contextFile);
    this.problems.push(...around.problems);
    const answers = [
      ...(around.cdkJson ? [{ values: around.flags, at: { file: around.cdkJson, pointer: '/context' } }] : []),
      ...(around.file ? [{ values: around.saved, at: { file: around.file, pointer: '' } }] : []),
    ];
    this.lookups.push(...lookupsOf(missing, answers));
    this.context = { ...this.context, ...around.values };
    for (const [flag, value] of Object.entries(flagsOf(flags, around.flags)))
      this.flags[flag] = { is: 'known', value, at: { file: around.cdkJson ?? dir, pointer: '' } };
  }

  /** A stack of another assembly has the same name in the same environment: one would be deployed over the other. */
  #isSecond({ account, region, stage, stackName, templateFile }: StackArtifact): boolean {
    const env = envOf(account, region, stage);
    const namesakes = this.#namesakes.get(stackName) ?? [];
    if (namesakes.some((other) => other.stage !== stage && sameEnv(other, { env }) === 'yes')) {
      const message = `the stack ${stackName} of the same account and Region is given twice; the second was not linted: name each assembly once`;
      this.problems.push({ weight: 'fatal', message, at: { file: templateFile } });
      return true;
    }
    this.#namesakes.set(stackName, [...namesakes, { stage, env }]);
    return false;
  }

  #template({ file, named }: Input & { readonly is: 'template' }): void {
    const read = readTemplate(this.files, file);
    if ('problem' in read) this.problems.push(read.problem);
    else if (hasResources(read.template)) this.#facts(loneArtifact(file), file, read);
    else if (named) {
      const message = `${file} is not a template: it has no Resources with a Type`;
      this.problems.push({ weight: 'fatal', message, at: { file, line: 1, column: 1 } });
    }
  }

  #stack(artifact: StackArtifact, file: string, nested?: Nested): void {
    const read = readTemplate(this.files, file);
    if ('problem' in read) this.problems.push(read.problem);
    else this.#facts(artifact, file, read, nested);
  }

  /** The facts of one template, then those of the stacks nested in it. */
  #facts(artifact: StackArtifact, file: string, { template, text }: TemplateText, nested?: Nested): void {
    const placeholders = text.includes(PLACEHOLDER_KEY_ID) ? placeholdersIn(template, file) : undefined;
    const bare = factsOf(template, { ...frameOf(artifact, file, nested), ...(placeholders ? { placeholders } : {}) });
    const facts = withLoops(bare, template);
    if (text.includes('Fn::ForEach::')) this.#loops(template, file);
    this.stacks.set(facts.id, facts);
    this.artifacts.set(facts.id, artifact);
    for (const [logicalId, type] of Object.entries(facts.types)) {
      if (type !== 'AWS::CloudFormation::Stack') continue;
      const child = nestedTemplateFile(
        this.files,
        { ...artifact, templateFile: file },
        objectOf(objectOf(template['Resources'])[logicalId]),
      );
      // A template that contains itself would never end; CloudFormation refuses it as well.
      const around = [...(nested?.around ?? []), path.resolve(file)];
      if (child !== undefined && !around.includes(path.resolve(child))) this.#stack(artifact, child, { parent: facts, logicalId, around });
    }
  }

  /** What a loop of the template makes has no logical id before CloudFormation expands it. */
  #loops(template: JsonObject, file: string): void {
    for (const [name, made] of Object.entries(objectOf(template['Resources'])))
      if (name.startsWith('Fn::ForEach::') && JSON.stringify(made).includes('"AWS::KMS::'))
        this.problems.push({
          weight: 'notice',
          message: `${name} makes KMS resources that only CloudFormation expands, so they were not linted`,
          at: { file },
        });
  }

  /**
   * A template that lies in the folder of its parent is read as the parent's nested stack, where its parameters are known, and not by
   * itself too.
   */
  leaveOutNestedTwice(): void {
    const lone = [...this.stacks.values()].filter(
      ({ id, parent }) => parent === undefined && this.artifacts.get(id)?.manifestFile === undefined,
    );
    for (const { id, file } of lone) {
      const nestedElsewhere = [...this.stacks.values()].some(
        (other) => other.parent !== undefined && !other.id.startsWith(`${id}/`) && path.resolve(other.file) === path.resolve(file),
      );
      if (!nestedElsewhere) continue;
      for (const below of [...this.stacks.keys()]) if (below === id || below.startsWith(`${id}/`)) this.stacks.delete(below);
    }
  }
}

interface TemplateText {
  readonly template: JsonObject;
  readonly text: string;
}
/** Where a nested stack stands. around: the files of the templates that it is nested in. */
interface Nested {
  readonly parent: TemplateFacts;
  readonly logicalId: string;
  readonly around: readonly string[];
}

function frameOf(artifact: StackArtifact, file: string, nested: Nested | undefined): StackFrame {
  const { stage, stagePath, displayName, account, region, executionRole } = artifact;
  const common = {
    stage,
    stagePath,
    env: envOf(account, region, stage),
    file,
    constructPath: displayName,
    ...(executionRole === undefined ? {} : { executionRole }),
  };
  if (!nested) return { ...common, id: artifact.id, stackName: artifact.stackName, name: displayName, dependsOn: artifact.dependsOn };
  const { parent, logicalId } = nested;
  return {
    ...common,
    id: `${parent.id}/${logicalId}`,
    stackName: '',
    name: `${parent.name}/${logicalId}`,
    dependsOn: [],
    parent: `${parent.id}#${logicalId}`,
  };
}

/** The flag report of the assembly says what was in force; older assemblies have none, then cdk.json speaks. */
function flagsOf(report: JsonObject, context: JsonObject): Record<string, Json> {
  const reported = Object.entries(report).map(
    ([flag, entry]) => [flag, objectOf(entry)['userValue'] ?? objectOf(objectOf(entry)['unconfiguredBehavesLike'])['v2'] ?? false] as const,
  );
  return { ...Object.fromEntries(Object.entries(context).filter(([key]) => key.startsWith('@aws-cdk/'))), ...Object.fromEntries(reported) };
}

/** A template without keys and nested stacks cannot have a cycle that is told. */
function withLoops(facts: TemplateFacts, template: JsonObject): TemplateFacts {
  const looked = facts.counts.keys > 0 || Object.values(facts.types).includes('AWS::CloudFormation::Stack');
  return looked ? { ...facts, cyclicReferences: cyclicReferencesIn(template, facts) } : facts;
}
