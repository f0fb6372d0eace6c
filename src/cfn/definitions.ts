/** What all stacks together define for each other, and which of it a reference of one template means. */
import { objectOf } from '../core/json.js';
import type { Address, JsonObject } from '../types/files.js';
import type { Certainty, Sym, Text } from '../types/values.js';
import type { ExternalReference, Named, OutputReference, TemplateFacts, ValueReference } from '../types/facts.js';

import { fold } from './fold.js';
import { hasPath, isOfAccount, isRegional, nameReferenceIn, type NameReference } from './physical-names.js';
import { literal, printText, sameText, text, textKey } from '../core/text.js';
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
    stacks = new Index<{ stack: TemplateFacts }>(),
    named = new Index<{ stack: TemplateFacts; thing: Named }>(),
    writers = new Index<{ stack: TemplateFacts; at: Address; value: Text }>();
  const parameter = parametersOf(all);
  const spell = (name: Text): readonly Spelling[] => spellings(resolve(name), parameter);
  for (const stack of all) {
    const { account, region } = stack.env;
    for (const entry of stack.exports)
      for (const { key, sure } of spell(entry.name)) exports.add(key, [account, region], { stack, entry }, sure && !entry.conditional);
    if (stack.parent === undefined) stacks.add(stack.stackName, [account, region], { stack }, true);
    for (const thing of stack.named)
      for (const { key, sure } of namesOf(thing, spell))
        named.add(key, placeOf(thing.kind, account, region), { stack, thing }, sure && !thing.conditional);
    for (const resource of stack.resources)
      if (resource.type === 'Custom::CrossRegionExportWriter') {
        const props = member(fold(resource.properties, resource.at, { facts: stack, scenario: {} }), 'WriterProps'),
          written = member(props, 'exports');
        if (written?.is === 'map')
          for (const [name, value] of Object.entries(written.entries))
            writers.add(name, [account, textOf(member(props, 'region'))], { stack, at: value.at, value: textOf(value) ?? [] }, true);
      }
  }
  const imported = (from: TemplateFacts, reference: ValueReference): readonly Definition[] =>
    exports.find(spell(reference.name), [from.env.account, from.env.region], from).map(({ found: { stack, entry }, certainty }) => ({
      stack,
      at: entry.at,
      certainty,
      value: entry.value,
    }));
  const outputs = (from: TemplateFacts, reference: OutputReference): readonly Definition[] =>
    stacks.find(spell(reference.name), [reference.account, reference.region], from).map(({ found: { stack }, certainty }) => {
      const output = reference.output === undefined ? undefined : stack.outputs[reference.output];
      return { stack, at: output?.at ?? { file: stack.file, pointer: '' }, certainty, ...(output ? { value: output.value } : {}) };
    });
  const crossRegion = (from: TemplateFacts, name: string): readonly Definition[] =>
    writers
      .find([{ key: name, sure: true }], [from.env.account, from.env.region], from)
      .map(({ found: { stack, at, value }, certainty }) => ({ stack, at, certainty, value }));
  const byName = (from: TemplateFacts, { kind, bare, name, account, region }: NameReference): readonly Definition[] =>
    named
      .find(
        spell(name).map(({ key, sure }) => ({ key: nameKey(kind, bare, key), sure })),
        placeOf(kind, account ?? from.env.account, region ?? from.env.region),
        from,
      )
      .map(({ found: { stack, thing }, certainty }) => ({
        stack,
        at: thing.at,
        certainty,
        logicalId: thing.logicalId,
        ...(thing.value ? { value: thing.value } : {}),
      }));
  const of = (from: TemplateFacts, reference: ExternalReference): readonly Definition[] => {
    switch (reference.kind) {
      case 'import':
        return imported(from, reference);
      case 'stack-output':
        return outputs(from, reference);
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
    of,
    written: (reader, name) => crossRegion(reader, name)[0]?.value,
  };
}

/** Where a name means one thing: an account and a Region, as far as the kind of thing has them; undefined where that is not known. */
type Place = readonly (Text | undefined)[];

const placeOf = (kind: NameReference['kind'], account: Text, region: Text): Place => [
  ...(isOfAccount(kind) ? [account] : []),
  ...(isRegional(kind) ? [region] : []),
];

/** A string that is the same exactly for places that are the same for certain; undefined where one is not known at all. */
const placeKey = (place: Place): string | undefined => {
  const parts = place.map((one) => one && textKey(one));
  return parts.includes(undefined) ? undefined : parts.join('|');
};
const isLiteral = (place: Place): boolean => place.every((one) => one !== undefined && literal(one) !== undefined);

interface Entry<T> {
  readonly found: T;
  readonly place: Place;
  readonly sure: boolean;
  readonly order: number;
}
/** The things of one name: by their places, those whose place only the deployment knows, and all of them. */
interface Things<T> {
  readonly at: Map<string, { readonly nearest: Map<string, Entry<T>>; readonly all: Entry<T>[] }>;
  readonly open: Entry<T>[];
  readonly all: Entry<T>[];
}

/**
 * Things by a name and a place. Looking one up takes a time that does not hang on how many there are: many apps call what they have alike,
 * each in its own account.
 */
class Index<T extends { readonly stack: TemplateFacts }> {
  readonly #things = new Map<string, Things<T>>();

  /** @param sure whether it is certain that the name is the thing's, and that the thing is there */
  add(key: string, place: Place, found: T, sure: boolean): void {
    const things: Things<T> = this.#things.get(key) ?? { at: new Map(), open: [], all: [] };
    this.#things.set(key, things);
    const entry = { found, place, sure, order: things.all.length };
    things.all.push(entry);
    const where = placeKey(place);
    if (!isLiteral(place)) things.open.push(entry);
    if (where === undefined) return;
    const here = things.at.get(where) ?? { nearest: new Map<string, Entry<T>>(), all: [] as Entry<T>[] };
    things.at.set(where, here);
    here.all.push(entry);
    if (!sure) return;
    for (const stage of [ANY_STAGE, found.stack.stage]) if (!here.nearest.has(stage)) here.nearest.set(stage, entry);
  }

  /** What a name means in a place: the certain one, else those that are possible, unless these are many. */
  find(keys: readonly Spelling[], place: Place, from: TemplateFacts): readonly { readonly found: T; readonly certainty: Certainty }[] {
    const where = placeKey(place);
    for (const { key, sure } of keys) {
      const here = sure && where !== undefined ? this.#things.get(key)?.at.get(where) : undefined;
      // A bucket's name is the same everywhere: of two stacks that make it, the own Stage's is meant.
      const near = here?.nearest.get(from.stage) ?? here?.nearest.get(ANY_STAGE);
      if (near) return [{ found: near.found, certainty: 'certain' }];
    }
    const possible: Entry<T>[] = [];
    for (const { key } of keys) {
      const things = this.#things.get(key);
      if (!things) continue;
      const lists = isLiteral(place) ? [things.at.get(where ?? '')?.all ?? [], things.open] : [things.all];
      if (lists.some(({ length }) => length > MOST_POSSIBLE)) return [];
      const here = lists.flat().filter((entry) => mayBeSame(entry.place, place));
      possible.push(...here.sort((a, b) => a.order - b.order));
    }
    return possible.map(({ found }) => ({ found, certainty: 'possible' }));
  }
}

/** No folder of a manifest is called so. */
const ANY_STAGE = '\0';
/** A name that may mean more things than this says nothing of any of them. */
const MOST_POSSIBLE = 64;

const mayBeSame = (a: Place, b: Place): boolean =>
  a.every((one, index) => {
    const other = b[index];
    return !one || !other || sameText(one, other) !== 'no';
  });

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
