/** In which Region a property looks for the key that it names. */
import { sameText } from '../core/text.js';
import { textOf } from '../core/value.js';
import { consumingProperties, type ConsumingProperty } from '../reference/consumers.js';
import type { Confidence } from '../reference/keyspecs.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { KeyUse, Program } from '../types/program.js';
import type { Text, Value } from '../types/values.js';
import { namedResourceFinder, type ResourceFinder } from './named-resources.js';
import { rootOf, valuesAt } from './paths.js';
import { inScenarios } from './scenarios.js';

type Whole = Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>;

/** confidence: how well it is established that the property means this Region. */
export interface MeantRegion {
  readonly region: Text;
  readonly confidence: Confidence;
}

/** The row of the table of consuming properties for a use. */
export function consumingPropertyOf({ type, path }: Pick<KeyUse, 'type' | 'path'>): ConsumingProperty | undefined {
  return consumingProperties(type).find((one) => one.path === path);
}

/** @returns a function that is undefined where the Region is not established, or not the same in every scenario of the template */
export function meantRegionFinder(program: Whole): (use: KeyUse) => MeantRegion | undefined {
  let find: ResourceFinder | undefined;
  const bucket = (text: Text, facts: TemplateFacts): Resource | undefined =>
    program.resource(program.resolve(text)) ?? (find ??= namedResourceFinder(program))(text, facts)?.resource;
  return (use) => {
    const region = consumingPropertyOf(use)?.region,
      facts = program.stacks.get(use.by.slice(0, use.by.lastIndexOf('#')));
    if (!region || !facts || region.is === 'unknown') return undefined;
    const { confidence } = region;
    if (!('path' in region))
      return region.is === 'fixed' ? { region: [region.region], confidence } : { region: facts.env.region, confidence };
    const regions = besideUse(use, region.path, facts, program).map((value): Text | undefined => {
      const text = textOf(value);
      if (!text || region.is === 'property') return text && program.resolve(text);
      const named = bucket(text, facts);
      return named?.type === 'AWS::S3::Bucket' ? program.stacks.get(named.stack)?.env.region : undefined;
    });
    const [first] = regions;
    return first && regions.every((one) => one && sameText(one, first) === 'yes') ? { region: first, confidence } : undefined;
  };
}

/** What stands at a path beside the key, in the same items of the same lists. */
function besideUse({ by, at, path }: KeyUse, wanted: string, facts: TemplateFacts, program: Whole): readonly Value[] {
  const resource = facts.consumers.find(({ id }) => id === by);
  if (!resource) return [];
  return inScenarios(resource, program).flatMap(({ properties }) => {
    const root = rootOf(properties, resource.at);
    return valuesAt(root, path)
      .filter(({ value }) => value.at.pointer === at.pointer)
      .flatMap(({ taken }) => valuesAt(root, wanted, taken).map(({ value }) => value));
  });
}

/** Where a key lives. */
export interface KeyHome {
  readonly account: Text;
  readonly region: Text;
}

/**
 * In which accounts and Regions the app's templates say that a key with a bare id lives: each ARN with the id that is spelt out in them.
 */
export function keyHomeFinder({ stacks }: Pick<Program, 'stacks'>): (id: string) => readonly KeyHome[] {
  let found: Map<string, KeyHome[]> | undefined;
  const read = (): Map<string, KeyHome[]> => {
    const homes = new Map<string, KeyHome[]>();
    for (const { resources, consumers } of stacks.values())
      for (const { properties } of [...resources, ...consumers])
        for (const [, region = '', account = '', id = ''] of JSON.stringify(properties).matchAll(SPELT_OUT))
          homes.set(id, [...(homes.get(id) ?? []), { account: [account], region: [region] }]);
    return homes;
  };
  return (id) => (found ??= read()).get(id) ?? [];
}

const SPELT_OUT = /:kms:([a-z0-9-]+):(\d{12}):key\/([0-9a-f-]{36})/g;
