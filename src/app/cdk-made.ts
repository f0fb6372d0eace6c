/** What CDK makes by itself, told by what it writes. */
import { sameEnv } from '../cfn/env.js';
import { literal, sameText } from '../core/text.js';
import { items, textOf } from '../core/value.js';
import type { Resource } from '../types/facts.js';
import type { Key, Program } from '../types/program.js';
import type { Statement } from '../types/statement.js';
import type { ResourceId, Text } from '../types/values.js';
import { namedActions } from './data-rights.js';
import { roleNamed } from './roles.js';
import { inScenarios } from './scenarios.js';

type Whole = Pick<Program, 'stacks' | 'flags' | 'keys' | 'resource' | 'resolve' | 'fold'>;

/** Whether a pipeline of CDK made the key: its user can only tell the pipeline. */
export const isOfPipeline = ({ resource }: Pick<Key, 'resource'>): boolean =>
  /ArtifactsBucketEncryptionKey|ReplicationBucketEncryptionKey/.test(resource.logicalId);

/** Whether a pipeline of CDK made the bucket, for its artifacts. */
export const isBucketOfPipeline = ({ type, logicalId }: Resource): boolean =>
  type === 'AWS::S3::Bucket' && /ArtifactsBucket[0-9A-F]{8}$|ReplicationBucket/.test(logicalId);

/** What key.grant…, bucket.grant… and the like write (aws-cdk-lib, aws-kms/lib/private/perms). */
const GRANTED: ReadonlySet<string> = new Set(['kms:Decrypt', 'kms:DescribeKey', 'kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*']);
const FLAG = '@aws-cdk/aws-kms:reduceCrossAccountRegionPolicyScope';

/**
 * Whether CDK wrote the statement of an IAM policy for a key of another environment, whose ARN it does not know there: without the flag it
 * writes `*`, and the same actions into the policy of that key (aws-kms/lib/key.ts, grant).
 */
export function isCdkGrant(policy: Resource, statement: Statement, program: Whole): boolean {
  const { sid, conditions, resources } = statement,
    facts = program.stacks.get(policy.stack),
    flag = program.flags[FLAG];
  if (!facts || (flag?.is === 'known' && flag.value === true)) return false;
  const isPlain = sid === undefined && conditions.length === 0 && /DefaultPolicy[0-9A-F]{8}$/.test(policy.logicalId),
    isBare = resources?.texts.every((text) => text && literal(text) === '*') === true;
  // CDK merges statements with the same Resource.
  const written = namedActions(statement).filter((action) => /^kms:/i.test(action));
  if (!isPlain || !isBare || !written.every((action) => GRANTED.has(action))) return false;
  const roles = inScenarios(policy, program).flatMap(({ properties }) =>
    items(properties['Roles']).map((role) => program.resource(textOf(role) ?? [])?.id),
  );
  if (program.keys.some((key) => sameEnv(key, facts) !== 'yes' && grantsToo(key, written, roles, facts.env.account, program))) return true;
  // Of a key that the app does not own, or in a stack that is not there, there is no policy to see: a bucket grants in its own way.
  const isApart = facts.stage === facts.file || [...program.stacks.values()].some((other) => sameEnv(other, facts) !== 'yes'),
    isOfBucket = JSON.stringify(policy.properties).includes('"s3:GetBucket*"');
  return (isApart || isOfBucket) && written.includes('kms:DescribeKey') && written.length > 1;
}

/** Whether a statement of the key policy gives these actions to one of the roles that have the IAM policy, or to its account. */
function grantsToo(
  key: Key,
  written: readonly string[],
  roles: readonly (ResourceId | undefined)[],
  account: Text,
  program: Whole,
): boolean {
  return key.policy.statements.some((statement) => {
    const { effect, principals, notPrincipal } = statement;
    const given = namedActions(statement);
    if (effect !== 'Allow' || notPrincipal || !written.every((action) => given.includes(action))) return false;
    return principals.some((principal) =>
      principal.is === 'account'
        ? sameText(principal.account, account) !== 'no'
        : 'text' in principal && roles.includes(roleNamed(principal.text, program)?.resource.id),
    );
  });
}
