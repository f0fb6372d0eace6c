/** The account, Region and partition of a stack, and when two of them are the same. */
import type { Answer, Env, Text } from '../types/values.js';
import type { TemplateFacts } from '../types/facts.js';
import { literal, sameText } from '../core/text.js';

/**
 * AWS's partitions by the first letters of their Regions
 * (https://docs.aws.amazon.com/whitepapers/latest/aws-fault-isolation-boundaries/partitions.html).
 */
const PARTITIONS: readonly (readonly [prefix: string, partition: string])[] = [
  ['cn-', 'aws-cn'],
  ['us-gov-', 'aws-us-gov'],
  ['us-iso-', 'aws-iso'],
  ['us-isob-', 'aws-iso-b'],
  ['eu-isoe-', 'aws-iso-e'],
  ['us-isof-', 'aws-iso-f'],
  ['eusc-', 'aws-eusc'],
];

export function partitionOf(region: string): string {
  return PARTITIONS.find(([prefix]) => region.startsWith(prefix))?.[1] ?? 'aws';
}

/**
 * The environment of a stack. Where the assembly does not say, a symbol stands, whose scope is the Stage:
 * two unknown environments are the same only within one Stage of one assembly.
 */
export function envOf(account: string | undefined, region: string | undefined, stage: string): Env {
  const pseudo = (name: string): Text => [{ of: 'pseudo', name, scope: stage }];
  return {
    account: account === undefined ? pseudo('AWS::AccountId') : [account],
    region: region === undefined ? pseudo('AWS::Region') : [region],
    partition: region === undefined ? pseudo('AWS::Partition') : [partitionOf(region)],
  };
}

/**
 * Whether two stacks are deployed to the same account and Region.
 * @example sameEnv(stackOfAlias, stackOfKey) // 'unknown' where one of them names no environment
 */
export function sameEnv(a: Pick<TemplateFacts, 'env'>, b: Pick<TemplateFacts, 'env'>): Answer {
  const account = sameText(a.env.account, b.env.account),
    region = sameText(a.env.region, b.env.region);
  return account === 'no' || region === 'no' ? 'no' : account === 'yes' && region === 'yes' ? 'yes' : 'unknown';
}

/**
 * The same for collisions, one name twice: two stacks that say no environment may be deployed to two, or only one of them at all, so that
 * is unknown even
 * within one Stage. A template meets itself for certain.
 */
export function sameDeployment(a: Pick<TemplateFacts, 'id' | 'env'>, b: Pick<TemplateFacts, 'id' | 'env'>): Answer {
  const same = sameEnv(a, b);
  if (same !== 'yes' || a.id === b.id) return same;
  return literal(a.env.account) !== undefined && literal(a.env.region) !== undefined ? 'yes' : 'unknown';
}

/** The name of an environment, as the scope of what means the same thing everywhere in it: exports, dynamic references. */
export function envKey(env: Env, stage: string): string {
  const account = literal(env.account),
    region = literal(env.region);
  return account === undefined || region === undefined ? `${stage}|${account ?? '?'}|${region ?? '?'}` : `${account}|${region}`;
}
