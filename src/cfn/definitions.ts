/** What all stacks together offer to each other, and which of it a need of one template means. */
import { objectOf } from '../core/json.js';
import type { Address, JsonObject } from '../types/files.js';
import type { Answer, Sym, Text } from '../types/values.js';
import type { Named, ExternalReference, TemplateFacts } from '../types/facts.js';
import { sameEnv } from './env.js';
import { fold } from './fold.js';
import { hasPath, isOfAccount, isRegional, nameReferenceIn, type NameReference } from './physical-names.js';
import { printText, sameText, text, textKey } from '../core/text.js';
import { member, textOf } from '../core/value.js';

/** The other end of a need. */
export interface Definition {
  readonly stack: TemplateFacts;
  readonly at: Address;
  readonly holds: Answer;
  /** What one gets: the value of an export, an output, an SSM parameter. */
  readonly value?: Text;
  /** Of a thing found by its name: its logical id. */
  readonly logicalId?: string;
}
export interface Definitions {
  /** What a need means: the surest candidates, those that hold for certain, else those that may. */
  of(from: TemplateFacts, need: ExternalReference): readonly Definition[];
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
  const imported = (from: TemplateFacts, need: ExternalReference): readonly Definition[] =>
    find(exports, spell(need.name)).map(({ found: { stack, entry }, sure }) => ({
      stack,
      at: entry.at,
      value: entry.value,
      holds: all3(sameEnv(from, stack), sure && !entry.conditional),
    }));
  const outputs = (need: ExternalReference): readonly Definition[] =>
    find(stacks, spell(need.name)).map(({ found: stack, sure }) => {
      const output = need.output === undefined ? undefined : stack.outputs[need.output];
      return {
        stack,
        at: output?.at ?? { file: stack.file, pointer: '' },
        ...(output ? { value: output.value } : {}),
        holds: all3(same(need.account, stack.env.account), same(need.region, stack.env.region), sure),
      };
    });
  const crossRegion = (from: TemplateFacts, name: string): readonly Definition[] =>
    find(writers, [{ key: name, sure: true }]).map(({ found: { stack, region, at, value } }) => ({
      stack,
      at,
      value,
      holds: all3(sameText(from.env.account, stack.env.account), same(region, from.env.region)),
    }));
  const byName = (from: TemplateFacts, wanted: NameReference): readonly Definition[] =>
    find(
      named,
      spell(wanted.name).map(({ key, sure }) => ({ key: nameKey(wanted.kind, wanted.bare, key), sure })),
    ).map(({ found: { stack, thing }, sure }) => ({
      stack,
      at: thing.at,
      logicalId: thing.logicalId,
      ...(thing.value ? { value: thing.value } : {}),
      holds: all3(
        isOfAccount(wanted.kind) ? sameText(wanted.account ?? from.env.account, stack.env.account) : 'yes',
        isRegional(wanted.kind) ? sameText(wanted.region ?? from.env.region, stack.env.region) : 'yes',
        sure && !thing.conditional,
      ),
    }));
  const candidates = (from: TemplateFacts, need: ExternalReference): readonly Definition[] => {
    switch (need.kind) {
      case 'import':
        return imported(from, need);
      case 'stack-output':
        return outputs(need);
      case 'cross-region-export':
        return crossRegion(from, printText(need.name));
      case 'ssm-parameter': {
        const wanted = nameReferenceIn(need.name, 'parameter');
        return wanted ? byName(from, wanted) : [];
      }
      case 'physical-name':
      case 'key-policy-principal': {
        const wanted = nameReferenceIn(resolve(need.name), need.of);
        return wanted ? byName(from, wanted) : [];
      }
      default:
        return [];
    }
  };
  return {
    of: (from, need) => surest(candidates(from, need), from),
    written: (reader, name) => surest(crossRegion(reader, name), reader)[0]?.value,
  };
}

function surest(offers: readonly Definition[], from: TemplateFacts): readonly Definition[] {
  const sure = offers.filter(({ holds }) => holds === 'yes');
  // A bucket's name is the same everywhere: of two stacks that make it, the own Stage's is meant.
  const near = sure.find(({ stack }) => stack.stage === from.stage) ?? sure[0];
  return near ? [near] : offers.filter(({ holds }) => holds === 'unknown');
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

/** How a name may read: as it is, or with the values that its parameters have by default or are allowed, which the deployment may give otherwise. */
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
