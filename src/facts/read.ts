/** Reads what other apps tell of themselves. The files come from other teams: nothing in them is trusted. */
import path from 'node:path';
import { decode, parseJson } from '../core/read-json.js';
import { isObject, objectOf } from '../core/json.js';
import { envOf } from '../cfn/env.js';
import { factsOf } from '../cfn/template-facts.js';
import {
  FACTS_VERSION,
  FILE_PATTERN,
  usual,
  type AppFacts,
  type ForeignStack,
  type StackRecord,
  type WholeRecord,
} from '../types/app-facts.js';
import type { TemplateFacts } from '../types/facts.js';
import type { Files, Json, JsonObject } from '../types/files.js';
import type { Problem } from '../types/report.js';
import type { StackId } from '../types/values.js';
import { factsFault } from './facts-validator.js';
import { withSharedStatements } from './shared-statements.js';
import { wholePath } from './write.js';

/** A stack of another app, with what its file tells of its places. */
export interface ToldStack extends ForeignStack {
  readonly stack: TemplateFacts;
}
export interface ReadFacts {
  readonly apps: readonly { readonly file: string; readonly facts: AppFacts }[];
  readonly stacks: readonly ToldStack[];
  readonly problems: readonly Problem[];
}

/** @param paths files of facts. One that is broken is a fatal Problem; the others are read. */
export function readFacts(files: Files, paths: readonly string[]): ReadFacts {
  const apps: { readonly file: string; readonly facts: AppFacts }[] = [];
  const problems: Problem[] = [];
  const seen = new Set<string>();
  for (const file of paths) {
    const read = readFile(files, file);
    if ('problem' in read) problems.push(read.problem);
    else if (!seen.has(read.facts.fingerprint)) {
      seen.add(read.facts.fingerprint);
      apps.push({ file, facts: read.facts });
    }
  }
  return { apps, problems, stacks: apps.flatMap(({ file, facts }) => toldStacks(file, facts)) };
}

function readFile(files: Files, file: string): { readonly facts: AppFacts } | { readonly problem: Problem } {
  const fatal = (message: string, line?: number, column?: number) => ({
    problem: {
      weight: 'fatal' as const,
      message,
      at: { file, ...(line === undefined ? {} : { line }), ...(column === undefined ? {} : { column }) },
    },
  });
  const bytes = files.read(file);
  if (bytes === undefined) return fatal(absent(files, file));
  const parsed = parseJson(decode(bytes), file);
  if ('problem' in parsed) return parsed;
  const { json } = parsed;
  const version = isObject(json) ? json['factsVersion'] : undefined;
  if (version === undefined) return fatal('these are no facts of an app: `kms-lint --facts FILE` writes them');
  if (version !== FACTS_VERSION)
    return fatal(
      `these facts have the version ${JSON.stringify(version).slice(0, 40)}, and this kms-lint reads version ${FACTS_VERSION}: write and read them with the same version of kms-lint`,
    );
  const fault = factsFault(json);
  if (fault) return fatal(`these facts are broken: ${fault.instancePath.slice(0, 200) || 'the file'} ${fault.message ?? 'is wrong'}`);
  // The schema has been checked: this is what it describes.
  const facts = json as unknown as AppFacts;
  const wrong = pollutes(json) ? 'the name __proto__ is not read' : inconsistency(facts);
  return wrong === undefined ? { facts } : fatal(`these facts are broken: ${wrong}`);
}

function absent(files: Files, file: string): string {
  const name = path.basename(file);
  if (files.list(file).length > 0) return `this is a folder: name the files of facts in it, as in '${name}/*.json'`;
  return /[*?[{]/.test(name)
    ? 'no file of facts has a name like this'
    : `there are no facts ${name}: \`kms-lint --facts FILE\` writes them`;
}

/**
 * Far more than CloudFormation takes in one stack, 500: no app has them, and reading them is no answer in good time.
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html
 */
const MOST_RESOURCES = 10_000;

/** What a schema cannot say. */
function inconsistency({ definitions, sources, stacks: told }: AppFacts): string | undefined {
  const stacks = told.map(whole);
  const byId = new Map(stacks.map((stack) => [stack.id, stack] as const));
  if (byId.size < stacks.length) return 'two stacks have the same id';
  for (const { id, file, parent, resources } of stacks) {
    // Where it is left out it is made of the name.
    const count = Object.keys(resources).length;
    if (count > MOST_RESOURCES) return `the stack ${id.slice(0, 200)} has ${count} resources, and CloudFormation deploys 500 in one`;
    if (!isBelow(file)) return `the template of the stack ${id.slice(0, 200)} lies outside`;
    for (const [logicalId, [definition, , source, line]] of Object.entries(resources)) {
      if (definition >= definitions.length) return `the resource ${logicalId} of ${id} has no definition ${definition}`;
      if (line !== undefined && source !== undefined && source >= sources.length)
        return `the resource ${logicalId} of ${id} has no source ${source}`;
    }
    // A stack is made by one that is there, and not by itself.
    const above = new Set([id]);
    for (let next = parent; next; next = byId.get(next[0])?.parent) {
      if (!byId.has(next[0])) return `the stack ${id} is nested in ${next[0]}, which is not told`;
      if (above.has(next[0])) return `the stack ${id} is nested in itself`;
      above.add(next[0]);
    }
  }
  return undefined;
}

const isBelow = (file: string): boolean => new RegExp(FILE_PATTERN, 'u').test(file);

const whole = (record: StackRecord): WholeRecord => ({ ...usual(record), stage: '', ...record });

function pollutes(json: Json): boolean {
  if (typeof json !== 'object' || json === null) return false;
  return Object.hasOwn(json, '__proto__') || Object.values(json as JsonObject).some(pollutes);
}

/** The ids and files of an app lie below its file of facts, so that they are no others' and name nothing on this machine. */
function toldStacks(file: string, { statements, definitions: cut, sources, stacks: told }: AppFacts): readonly ToldStack[] {
  const stacks = told.map(whole);
  const definitions = withSharedStatements(cut, statements);
  const records = new Map(stacks.map((record) => [record.id, record] as const));
  const ids = new Map<string, StackId>();
  const idOf = (record: WholeRecord): StackId => {
    const parent = record.parent && records.get(record.parent[0]);
    const id = ids.get(record.id) ?? (parent ? `${idOf(parent)}/${record.parent[1]}` : `${file}/${record.id}`);
    ids.set(record.id, id);
    return id;
  };
  return stacks.map((record) => {
    const parent = record.parent && records.get(record.parent[0]),
      stage = path.join(file, record.stage),
      template = path.join(file, record.file);
    const stack = factsOf(
      { ...record.template, Resources: resourcesOf(record, definitions) },
      {
        id: idOf(record),
        stackName: record.stackName ?? (record.parent ? '' : record.name),
        name: record.name,
        stage,
        stagePath: record.stagePath ?? '',
        env: envOf(record.account, record.region, stage),
        file: template,
        constructPath: record.constructPath ?? record.name,
        dependsOn: (record.dependsOn ?? []).flatMap((wanted) => {
          const to = records.get(wanted);
          return to ? [{ to: idOf(to), at: { file: template, pointer: '' } }] : [];
        }),
        ...(parent ? { parent: `${idOf(parent)}#${record.parent[1]}` } : {}),
      },
    );
    return { facts: file, record, sources, stack };
  });
}

/** As the template has them; what CDK notes with a resource is its construct path. */
function resourcesOf({ name, constructPath = name, resources }: WholeRecord, definitions: AppFacts['definitions']): JsonObject {
  return Object.fromEntries(
    Object.entries(resources).map(([logicalId, [index, short = '']]) => {
      const definition = definitions[index] ?? {};
      const path = short === '' ? {} : { 'aws:cdk:path': wholePath(short, constructPath) };
      return [logicalId, { ...definition, Metadata: { ...objectOf(definition['Metadata']), ...path } }];
    }),
  );
}
