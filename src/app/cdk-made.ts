/** What CDK makes by itself, told by what it writes. */
import { sameEnv } from '../cfn/env.js';
import { items, stringOf } from '../core/value.js';
import type { Resource } from '../types/facts.js';
import type { Key, Program } from '../types/program.js';
import type { Statement } from '../types/statement.js';

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
 * writes `*`.
 */
export function isCdkGrant(policy: Resource, { actions, sid, conditions }: Statement, program: Pick<Program, 'stacks' | 'flags'>): boolean {
  const facts = program.stacks.get(policy.stack),
    flag = program.flags[FLAG];
  if (!facts || (flag?.is === 'known' && flag.value === true)) return false;
  const isPlain = sid === undefined && conditions.length === 0 && /DefaultPolicy[0-9A-F]{8}$/.test(policy.logicalId);
  const written = items(actions?.value).map((item) => stringOf(item) ?? '');
  const isElsewhere = [...program.stacks.values()].some((other) => other.counts.keys > 0 && sameEnv(other, facts) !== 'yes');
  // What nobody writes by hand tells it also where the other stack is out of sight.
  const isTelling = written.includes('kms:DescribeKey') && written.length > 1;
  return isPlain && (isElsewhere || isTelling) && written.every((action) => GRANTED.has(action));
}
