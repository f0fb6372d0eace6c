/** What all stacks together define for each other, and which of it a reference of one template means. */
import { objectOf } from '../core/json.js';
import type { Address, JsonObject } from '../types/files.js';
import type { Answer, Certainty, Sym, Text } from '../types/values.js';
import type { ExternalReference, Named, OutputReference, TemplateFacts, ValueReference } from '../types/facts.js';

import { sameEnv } from './env.js';
import { fold } from './fold.js';
import { hasPath, isOfAccount, isRegional, nameReferenceIn, type NameReference } from './physical-names.js';
import { printText, sameText, text, textKey } from '../core/text.js';
import { member, textOf } from '../core/value.js';

/** The other end of an external reference. */
export interface Definition {
  readonly stack: TemplateFacts;
  readonly at: Address;
  readonly certainty: Certainty;
  /** What one gets: the value of an export, an output, an SSM parameter. */
  readonly value?: Text;
  /** Of a thing found by its name: its logical id. */
  readonly logicalId?: string;
}
/** What may be the other end; no: it is not, since its environment or its name is another. */
interface Candidate extends Omit<Definition, 'certainty'> {
  readonly answer: Answer;
}
export interface Definitions {
  /** What a reference means: the certain ones, else those that are possible. */
  of(from: TemplateFacts, reference: ExternalReference): readonly Definition[];
  /** What CDK's cross-Region writers put under a name for this stack. */
  written(reader: TemplateFacts, name: string): Text | undefined;
}

/** A name may be put together with parameters; more ways to fill them in than this are not looked at. */
const MOST_SPELLINGS = 16;

interface Spelling {
  readonly key: string;
  /** It depends on nothing that the deployment may give otherwise. */
  readonly sure: boolean;
}

/** @param resolve what the parents of nested stacks give to their parameters */
export function definitionsOf(all: readonly TemplateFacts[], resolve: (value: Text) => Text): Definitions {
  const exports = new Index<{ stack: TemplateFacts; entry: TemplateFacts['exports'][number] }>(),
    stacks = new Index<TemplateFacts>(),
    named = new Index<{ stack: TemplateFacts; thing: Named }>(),
    writers = new Index<{ stack: TemplateFacts; region: Text | undefined; at: Address; value: Text }>();
  const parameter = parametersOf(all);
  const spell = (name: Text): readonly Spelling[] => spellings(resolve(name), parameter);
  for (const stack of all) {
    for (const entry of stack.exports) for (const { key, sure } of spell(entry.name)) exports.add(key, { stack, entry }, sure);
    if (stack.parent === undefined) stacks.add(stack.stackName, stack, true);
    for (const thing of stack.named) for (const { key, sure } of namesOf(thing, spell)) named.add(key, { stack, thing }, sure);
    for (const resource of stack.resources)
      if (resource.type === 'Custom::CrossRegionExportWriter') {
        const props = member(fold(resource.properties, resource.at, { facts: stack, scenario: {} }), 'WriterProps'),
          written = member(props, 'exports');
        if (written?.is === 'map')
          for (const [name, value] of Object.entries(written.entries))
            writers.add(name, { stack, region: textOf(member(props, 'region')), at: value.at, value: textOf(value) ?? [] }, true);
      }
  }
  const imported = (from: TemplateFacts, reference: ValueReference): readonly Candidate[] =>
    find(exports, spell(reference.name)).map(({ found: { stack, entry }, sure }) => ({
      stack,
      at: entry.at,
      value: entry.value,
      answer: all3(sameEnv(from, stack), sure && !entry.conditional),
    }));
  const outputs = (reference: OutputReference): readonly Candidate[] =>
    find(stacks, spell(reference.name)).map(({ found: stack, sure }) => {
      const output = reference.output === undefined ? undefined : stack.outputs[reference.output];
      return {
        stack,
        at: output?.at ?? { file: stack.file, pointer: '' },
        ...(output ? { value: output.value } : {}),
        answer: all3(same(reference.account, stack.env.account), same(reference.region, stack.env.region), sure),
      };
    });
  const crossRegion = (from: TemplateFacts, name: string): readonly Candidate[] =>
    find(writers, [{ key: name, sure: true }]).map(({ found: { stack, region, at, value } }) => ({
      stack,
      at,
      value,
      answer: all3(sameText(from.env.account, stack.env.account), same(region, from.env.region)),
    }));
  const byName = (from: TemplateFacts, wanted: NameReference): readonly Candidate[] =>
    find(
      named,
      spell(wanted.name).map(({ key, sure }) => ({ key: nameKey(wanted.kind, wanted.bare, key), sure })),
    ).map(({ found: { stack, thing }, sure }) => ({
      stack,
      at: thing.at,
      logicalId: thing.logicalId,
      ...(thing.value ? { value: thing.value } : {}),
      answer: all3(
        isOfAccount(wanted.kind) ? sameText(wanted.account ?? from.env.account, stack.env.account) : 'yes',
        isRegional(wanted.kind) ? sameText(wanted.region ?? from.env.region, stack.env.region) : 'yes',
        sure && !thing.conditional,
      ),
    }));
  const candidates = (from: TemplateFacts, reference: ExternalReference): readonly Candidate[] => {
    switch (reference.kind) {
      case 'import':
        return imported(from, reference);
      case 'stack-output':
        return outputs(reference);
      case 'cross-region-export':
        return crossRegion(from, printText(reference.name));
      case 'ssm-parameter': {
        const wanted = nameReferenceIn(reference.name, 'parameter');
        return wanted ? byName(from, wanted) : [];
      }
      case 'physical-name':
      case 'key-policy-principal': {
        const wanted = nameReferenceIn(resolve(reference.name), reference.of);
        return wanted ? byName(from, wanted) : [];
      }
    }
  };
  return {
    of: (from, reference) => surest(candidates(from, reference), from),
    written: (reader, name) => surest(crossRegion(reader, name), reader)[0]?.value,
  };
}

function surest(candidates: readonly Candidate[], from: TemplateFacts): readonly Definition[] {
  const certain = candidates.filter(({ answer }) => answer === 'yes');
  // A bucket's name is the same everywhere: of two stacks that make it, the own Stage's is meant.
  const near = certain.find(({ stack }) => stack.stage === from.stage) ?? certain[0];
  if (near) return [definition(near, 'certain')];
  return candidates.filter(({ answer }) => answer === 'unknown').map((candidate) => definition(candidate, 'possible'));
}

function definition({ stack, at, value, logicalId }: Candidate, certainty: Certainty): Definition {
  return { stack, at, certainty, ...(value ? { value } : {}), ...(logicalId === undefined ? {} : { logicalId }) };
}

const same = (a: Text | undefined, b: Text): Answer => (a ? sameText(a, b) : 'unknown');
function all3(...answers: readonly (Answer | boolean)[]): Answer {
  if (answers.includes('no')) return 'no';
  return answers.every((answer) => answer === 'yes' || answer === true) ? 'yes' : 'unknown';
}

/** Things by a key; each with whether the key is surely theirs. */
class Index<T> {
  private readonly entries = new Map<string, { readonly found: T; readonly sure: boolean }[]>();
  add(key: string, found: T, sure: boolean): void {
    const list = this.entries.get(key);
    if (list) list.push({ found, sure });
    else this.entries.set(key, [{ found, sure }]);
  }
  get(key: string): readonly { readonly found: T; readonly sure: boolean }[] {
    return this.entries.get(key) ?? [];
  }
}
function find<T>(index: Index<T>, keys: readonly Spelling[]): readonly { readonly found: T; readonly sure: boolean }[] {
  return keys.flatMap(({ key, sure }) => index.get(key).map((entry) => ({ found: entry.found, sure: sure && entry.sure })));
}

const nameKey = (kind: NameReference['kind'], bare: boolean, key: string): string =>
  `${kind}|${bare ? 'bare' : 'full'}|${kind === 'parameter' ? key.replace(/^\//, '') : key}`;

/** The keys of a thing: by its bare name, and by the name in its ARN. */
function namesOf(thing: Named, spell: (name: Text) => readonly Spelling[]): readonly Spelling[] {
  const bare = spell(thing.name).map(({ key, sure }) => ({ key: nameKey(thing.kind, true, key), sure }));
  const path = hasPath(thing.kind) ? thing.path : (['/'] as Text);
  if (!path) return bare;
  const spelt = hasPath(thing.kind) ? text(path, thing.name) : thing.name;
  const full = spell(spelt).map(({ key, sure }) => ({
    key: nameKey(thing.kind, false, hasPath(thing.kind) ? key.replace(/^\//, '') : key),
    sure,
  }));
  return [...bare, ...full];
}

/** The declaration of the parameter that a symbol stands for. */
function parametersOf(all: readonly TemplateFacts[]): (symbol: Sym) => JsonObject | undefined {
  const byId = new Map(all.map((stack) => [stack.id, stack] as const));
  return (symbol) => (symbol.of === 'parameter' ? objectOf(byId.get(symbol.scope)?.parameters[symbol.name]) : undefined);
}

/**
 * How a name may read: as it is, or with the values that its parameters have by default or are allowed, which the deployment may give
 * otherwise.
 */
function spellings(name: Text, parameter: (symbol: Sym) => JsonObject | undefined): readonly Spelling[] {
  const own: Spelling = { key: textKey(name), sure: true };
  if (name.every((part) => typeof part === 'string')) return [own];
  let filled: Text[] = [[]];
  for (const part of name) {
    const ways = typeof part === 'string' ? [part] : waysOf(parameter(part));
    if (ways.length === 0 || filled.length * ways.length > MOST_SPELLINGS) return [own];
    filled = filled.flatMap((before) => ways.map((way) => text(before, way)));
  }
  return [own, ...filled.map((spelt) => ({ key: textKey(spelt), sure: false }))];
}

function waysOf(parameter: JsonObject | undefined): readonly string[] {
  const { AllowedValues: allowed, Default: usual, Type: type } = parameter ?? {};
  // The default of an SSM type is the name of a parameter, not its value.
  if (typeof type !== 'string' || type.startsWith('AWS::SSM::')) return [];
  if (Array.isArray(allowed)) return allowed.map(String);
  return typeof usual === 'string' || typeof usual === 'number' ? [String(usual)] : [];
}
