/** What CDK makes by itself, told by the logical ids that it gives. */
import type { Key } from '../types/program.js';

/** Whether a pipeline of CDK made the key: its user can only tell the pipeline. */
export const isOfPipeline = ({ resource }: Pick<Key, 'resource'>): boolean =>
  /ArtifactsBucketEncryptionKey|ReplicationBucketEncryptionKey/.test(resource.logicalId);
