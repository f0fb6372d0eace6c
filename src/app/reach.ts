/** What a resource reaches: the encrypted resources that it names, and their keys, in one scenario of its template's conditions. */
import { conditionDecided } from '../cfn/scenarios.js';
import { literal, sameText } from '../core/text.js';
import { textOf } from '../core/value.js';
import type { EncryptedTarget } from '../reference/encrypted-targets.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { Address } from '../types/files.js';
import type { Program } from '../types/program.js';
import type { KeyName } from '../types/values.js';
import type { Scenario, Value } from '../types/values.js';
import { keyNameOf } from './key-names.js';
import type { ResourceFinder } from './named-resources.js';
import { rootOf, valuesAt, type Taken } from './paths.js';
import { inScenarios, propertiesIn } from './scenarios.js';

/** What the search for those who need a key works with. */
export interface Search {
  readonly program: Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>;
  readonly find: ResourceFinder;
}

/** A resource as it is in one scenario. */
export interface Standing {
  readonly resource: Resource;
  readonly facts: TemplateFacts;
  readonly scenario: Scenario;
  readonly root: Value;
}

/** An encrypted resource with its key. */
export interface Encrypted {
  readonly target: Standing;
  readonly encrypted: EncryptedTarget;
  readonly key: KeyName;
  readonly keyAt: Address;
}

/** A target that a source names. at: where; taken: the items of lists that lead there. */
export interface Reached extends Encrypted {
  readonly at: Address;
  readonly taken: Taken;
}

/** The resource in each scenario in which it exists. */
export function standings(resource: Resource, { program }: Search): readonly Standing[] {
  const facts = program.stacks.get(resource.stack);
  if (!facts) return [];
  return inScenarios(resource, program).map(({ scenario, properties }) => ({
    resource,
    facts,
    scenario,
    root: rootOf(properties, resource.at),
  }));
}

/** Another resource beside one that stands in a scenario; undefined where it is not there for certain. */
export function beside(resource: Resource, { facts, scenario }: Standing, { program }: Search): Standing | undefined {
  const own = program.stacks.get(resource.stack),
    known = own?.id === facts.id ? scenario : {};
  if (!own || (resource.condition !== undefined && (known[resource.condition] ?? conditionDecided(own, resource.condition)) !== true))
    return undefined;
  const root = propertiesIn(resource, known, program);
  return root && { resource, facts: own, scenario: known, root };
}

/** All resources of a type in the account and Region of one that stands there: those that only name keys or deliver among them. */
export function allBeside(type: string, { facts: { env } }: Standing, { program }: Search): readonly Resource[] {
  return [...program.stacks.values()].flatMap((facts) =>
    sameText(facts.env.account, env.account) === 'yes' && sameText(facts.env.region, env.region) === 'yes'
      ? [...facts.consumers, ...facts.resources].filter((one) => one.type === type)
      : [],
  );
}

/** The targets that a value names, each with its keys. */
export function reachedAt(value: Value, from: Standing, targets: readonly EncryptedTarget[], search: Search): readonly Encrypted[] {
  const written = textOf(value);
  if (!written || written.length === 0) return [];
  if (targets.some(({ type, keyProperty }) => type === 'AWS::KMS::Key' && keyProperty === undefined)) {
    const key = keyNameOf(written, from.facts, search.program),
      [encrypted] = targets;
    return key && encrypted ? [{ target: from, encrypted, key, keyAt: value.at }] : [];
  }
  const found = search.find(written, from.facts),
    fitting = targets.filter(({ type }) => type === found?.resource.type),
    target = found && fitting.length > 0 ? beside(found.resource, from, search) : undefined;
  return target ? fitting.flatMap((encrypted) => encryptingKeys(target, encrypted, search)) : [];
}

/** The keys of an encrypted resource. */
export function encryptingKeys(target: Standing, encrypted: EncryptedTarget, { program }: Search): readonly Encrypted[] {
  if (encrypted.keyProperty === undefined) return [];
  const named = valuesAt(target.root, encrypted.keyProperty).flatMap(({ value }) => {
    const key = keyNameOf(textOf(value), target.facts, program);
    return key ? [{ target, encrypted, key, keyAt: value.at }] : [];
  });
  return named.length > 0 ? named : managedKeyOf(target, encrypted).map((one) => ({ ...one, encrypted }));
}

/**
 * Which key that AWS manages encrypts a resource that names none: a bucket where it is encrypted by KMS at all
 * (https://docs.aws.amazon.com/AmazonS3/latest/userguide/UsingKMSEncryption.html), a secret always
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-secretsmanager-secret.html).
 */
function managedKeyOf(target: Standing, { type, keyProperty }: EncryptedTarget): readonly Omit<Encrypted, 'encrypted'>[] {
  if (keyProperty === undefined || valuesAt(target.root, keyProperty).length > 0) return [];
  if (type === 'AWS::SecretsManager::Secret')
    return [{ target, key: { is: 'aws-managed', alias: 'alias/aws/secretsmanager' }, keyAt: target.resource.at }];
  if (type !== 'AWS::S3::Bucket') return [];
  return valuesAt(target.root, keyProperty.replace(/KMSMasterKeyID$/, 'SSEAlgorithm')).flatMap(({ value }) =>
    /^aws:kms/.test(literal(textOf(value) ?? []) ?? '')
      ? [{ target, key: { is: 'aws-managed', alias: 'alias/aws/s3' }, keyAt: value.at }]
      : [],
  );
}

/** The targets that a path of a source leads to. */
export function reachedBy(source: Standing, path: string, targets: readonly EncryptedTarget[], search: Search): readonly Reached[] {
  return valuesAt(source.root, path).flatMap(({ value, taken }) =>
    reachedAt(value, source, targets, search).map((one) => ({ ...one, at: value.at, taken })),
  );
}
