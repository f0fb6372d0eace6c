/** Writes down what an app tells other apps of itself: the same bytes for the same app, wherever it lies. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { objectOf } from '../core/json.js';
import { compare } from '../core/compare.js';
import { literal } from '../core/text.js';
import { FACTS_VERSION, usual, type AppFacts, type ResourceRecord, type StackRecord } from '../types/app-facts.js';
import type { TemplateFacts } from '../types/facts.js';
import type { Address, Json, JsonObject, Position } from '../types/files.js';
import { cutTemplate } from './cut.js';
import { withStatements } from './shared-statements.js';

/** What is known of the app besides the facts of its stacks. */
export interface Told {
  readonly stacks: readonly TemplateFacts[];
  readonly tool: AppFacts['tool'];
  /** What files are relative to. */
  readonly root: string;
  /** The template of a stack as it is written, and its text. */
  readonly template: (facts: TemplateFacts) => { readonly template: JsonObject; readonly text: string };
  readonly constructPath: (facts: TemplateFacts, logicalId: string) => string | undefined;
  /** The line of source that made a construct. */
  readonly source: (facts: TemplateFacts, constructPath: string | undefined) => Position | undefined;
  /** The text of a file of source. */
  readonly text: (file: string) => Uint8Array | undefined;
  /** Where a place in a template stands. */
  readonly position: (at: Address) => Position | undefined;
}

export function appFacts(told: Told): AppFacts {
  const stacks = [...told.stacks].sort((a, b) => compare(a.id, b.id));
  const cuts = stacks.map((facts) => {
    const { template, text } = told.template(facts);
    return { facts, cut: cutTemplate(template, facts), digest: createHash('sha256').update(text).digest('hex') };
  });
  const definitions = inOrder(cuts.flatMap(({ cut }) => Object.values(objectOf(cut['Resources'])).map(stable))),
    statements = inOrder([...definitions.keys()].flatMap((text) => statementsIn(JSON.parse(text) as Json).map(stable)));
  const found = new Map<string, Position>(),
    paths = new Map<string, string>();
  for (const { facts, cut } of cuts)
    for (const logicalId of Object.keys(objectOf(cut['Resources']))) {
      const construct = told.constructPath(facts, logicalId),
        source = told.source(facts, construct);
      if (construct !== undefined) paths.set(`${facts.id}#${logicalId}`, construct);
      if (source && isInside(told.root, source.file)) found.set(`${facts.id}#${logicalId}`, source);
    }
  const sourceFiles = [...new Set([...found.values()].map(({ file }) => path.resolve(file)))].sort(compare);
  const file = (name: string, facts: TemplateFacts): string =>
    isInside(told.root, name) ? below(told.root, name) : below(path.dirname(assemblyOf(facts)), name);
  const idOf = (facts: TemplateFacts): string => shortId(facts, file);
  const byId = new Map(stacks.map((facts) => [facts.id, facts] as const));
  const recordOf = (facts: TemplateFacts, logicalId: string, definition: unknown): ResourceRecord => {
    const id = `${facts.id}#${logicalId}`,
      source = found.get(id),
      construct = paths.get(id),
      line = source ? undefined : told.position({ file: facts.file, pointer: `/Resources/${logicalId}` })?.line;
    const index = definitions.get(stable(definition)) ?? 0,
      short = construct?.startsWith(`${facts.constructPath}/`) ? shortPath(construct, facts) : '';
    if (source) return [index, short, sourceFiles.indexOf(path.resolve(source.file)), source.line, source.column];
    return line === undefined ? [index, short] : [index, short, line];
  };
  return {
    factsVersion: FACTS_VERSION,
    tool: told.tool,
    fingerprint: createHash('sha256')
      .update(JSON.stringify(cuts.map(({ facts, digest }) => [idOf(facts), digest]).sort()))
      .digest('hex'),
    sources: sourceFiles.map((name) => ({ file: below(told.root, name), hash: hashOfSource(told.text(name) ?? new Uint8Array()) })),
    statements: [...statements.keys()].map((text) => JSON.parse(text) as Json),
    definitions: [...definitions.keys()].map(
      (text) => withStatements(JSON.parse(text) as Json, (one) => statements.get(stable(one)) ?? one) as JsonObject,
    ),
    stacks: cuts.map(({ facts, cut }): StackRecord => {
      const { Resources: resources, ...template } = cut,
        { account, region } = facts.env;
      const parent = facts.parent === undefined ? undefined : byId.get(facts.parent.slice(0, facts.parent.lastIndexOf('#')));
      const dependsOn = facts.dependsOn.flatMap(({ to }) => byId.get(to) ?? []).map(idOf);
      const { name } = facts,
        stage = file(facts.stage, facts),
        left = usual({ name, stage }),
        [id, written] = [idOf(facts), file(facts.file, facts)];
      return {
        ...(id === left.id ? {} : { id }),
        name,
        ...(facts.stackName === facts.name ? {} : { stackName: facts.stackName }),
        ...(stage === '' ? {} : { stage }),
        ...(facts.stagePath === '' ? {} : { stagePath: facts.stagePath }),
        ...(facts.constructPath === facts.name ? {} : { constructPath: facts.constructPath }),
        ...(literal(account) === undefined ? {} : { account: literal(account) ?? '' }),
        ...(literal(region) === undefined ? {} : { region: literal(region) ?? '' }),
        ...(written === left.file ? {} : { file: written }),
        ...(dependsOn.length > 0 ? { dependsOn: [...new Set(dependsOn)].sort(compare) } : {}),
        ...(parent ? { parent: [idOf(parent), facts.id.slice(facts.id.lastIndexOf('/') + 1)] as const } : {}),
        resources: Object.fromEntries(
          Object.entries(objectOf(resources))
            .sort(([a], [b]) => compare(a, b))
            .map(([logicalId, definition]) => [logicalId, recordOf(facts, logicalId, definition)]),
        ),
        template: JSON.parse(stable(template)) as JsonObject,
      };
    }),
  };
}

/** A construct path below its stack; most end in `/Resource`. */
const shortPath = (construct: string, { constructPath }: Pick<TemplateFacts, 'constructPath'>): string =>
  construct.slice(constructPath.length + 1).replace(/\/Resource$/, '/');

/** The construct path that is written down so. */
export const wholePath = (short: string, stack: string): string => `${stack}/${short.endsWith('/') ? `${short}Resource` : short}`;

/** Enough to tell two texts of one name apart. */
export const hashOfSource = (text: Uint8Array): string => createHash('sha256').update(text).digest('hex').slice(0, 16);

/** One stack and one definition to a line, so that a difference can be read. */
export function printFacts({ statements, definitions, stacks, ...head }: AppFacts): string {
  const lines = (items: readonly unknown[]): string =>
    items.length === 0 ? '[]' : `[\n${items.map((item) => JSON.stringify(item)).join(',\n')}\n]`;
  return `${JSON.stringify(head).slice(0, -1)},\n"statements":${lines(statements)},\n"definitions":${lines(definitions)},\n"stacks":${lines(stacks)}}\n`;
}

/** Each text once, with its index. */
function inOrder(texts: readonly string[]): ReadonlyMap<string, number> {
  return new Map([...new Set(texts)].sort(compare).map((text, index) => [text, index] as const));
}

function statementsIn(definition: Json): readonly Json[] {
  const found: Json[] = [];
  withStatements(definition, (statement) => {
    found.push(statement);
    return statement;
  });
  return found;
}

/** JSON with the names in order. */
function stable(json: unknown): string {
  return JSON.stringify(json, (_, value: unknown) =>
    typeof value === 'object' && value !== null && !Array.isArray(value)
      ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => compare(a, b)))
      : value,
  );
}

/** What comes before the first sign of an id is the assembly, or the file of a template by itself. */
const assemblyOf = ({ id }: Pick<TemplateFacts, 'id'>): string => (id.includes('#') ? id.slice(0, id.indexOf('#')) : id);

function shortId(facts: TemplateFacts, file: (name: string, facts: TemplateFacts) => string): string {
  const assembly = assemblyOf(facts);
  return `${file(assembly, facts)}${facts.id.slice(assembly.length)}`;
}

const below = (root: string, file: string): string => path.relative(root, path.resolve(file)).split(path.sep).join('/');
const isInside = (root: string, file: string): boolean => !/^(\.\.(\/|$)|[A-Za-z]:|\/)/.test(below(root, file));
