/** How buckets are encrypted: with which key, named in which way, and with an S3 Bucket Key or not. */
import { booleanFact, member, stringOf, textOf } from '../core/value.js';
import type { Resource } from '../types/facts.js';
import type { Address } from '../types/files.js';
import type { Program } from '../types/program.js';
import type { Answer, Fact, ResourceId, StackId, Text } from '../types/values.js';
import { not } from '../core/answer.js';
import { sameText } from '../core/text.js';
import { resourcePolicy } from '../policy/other-policies.js';
import { namedResourceFinder } from './named-resources.js';
import { valuesAt, rootOf } from './paths.js';
import { resourceFinder } from './policy-scope.js';
import { inScenarios } from './scenarios.js';

type Whole = Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>;

/** One default encryption rule of a bucket, in one scenario of its template. */
export interface BucketEncryption {
  readonly at: Address;
  readonly algorithm: string | undefined;
  readonly key: Text | undefined;
  readonly bucketKey: Fact<boolean>;
}

/** The buckets of the app that say how they are encrypted. */
export const bucketsIn = ({ stacks }: Pick<Program, 'stacks'>): readonly Resource[] =>
  [...stacks.values()].flatMap(({ consumers }) => consumers.filter(({ type }) => type === 'AWS::S3::Bucket'));

/** One list for each scenario in which the bucket exists. */
export function bucketEncryptions(bucket: Resource, program: Whole): readonly (readonly BucketEncryption[])[] {
  return inScenarios(bucket, program).map(({ properties }) =>
    valuesAt(rootOf(properties, bucket.at), 'BucketEncryption.ServerSideEncryptionConfiguration[]').map(({ value }) => {
      const byDefault = member(value, 'ServerSideEncryptionByDefault');
      return {
        at: value.at,
        algorithm: stringOf(member(byDefault, 'SSEAlgorithm')),
        key: textOf(member(byDefault, 'KMSMasterKeyID')),
        bucketKey: booleanFact(member(value, 'BucketKeyEnabled')),
      };
    }),
  );
}

/** A replication rule whose destination's key is named, in one scenario of the template. */
export interface ReplicationKey {
  readonly at: Address;
  readonly key: Text;
  /** Of the destination bucket, as far as the rule names it. */
  readonly account: Text | undefined;
  /** Whether it is another account than that of the bucket. */
  readonly foreign: Answer;
}

/** One list for each scenario in which the bucket exists. */
export function replicationKeys(bucket: Resource, program: Whole): readonly (readonly ReplicationKey[])[] {
  const own = program.stacks.get(bucket.stack)?.env.account ?? [];
  return inScenarios(bucket, program).map(({ properties }) =>
    valuesAt(rootOf(properties, bucket.at), 'ReplicationConfiguration.Rules[].Destination').flatMap(({ value }) => {
      const named = member(member(value, 'EncryptionConfiguration'), 'ReplicaKmsKeyID'),
        key = textOf(named),
        account = textOf(member(value, 'Account'));
      return named && key ? [{ at: named.at, key, account, foreign: account ? not(sameText(account, own)) : 'no' }] : [];
    }),
  );
}

/** A name of a key without an account: the alias is looked up in the account of whoever writes. */
export const isAliasName = (key: Text | undefined, { resource }: Pick<Program, 'resource'>): boolean =>
  key !== undefined && ((typeof key[0] === 'string' && key[0].startsWith('alias/')) || resource(key)?.type === 'AWS::KMS::Alias');

/** A statement of a bucket's policy that lets another account write. account: as far as it is known. */
export interface ForeignWriter {
  readonly at: Address;
  readonly account: Text | undefined;
  readonly answer: Answer;
}

const PUT = /^(s3:\*|\*|s3:put(\*|object\*?))$/i;

/** Who of other accounts may write objects into the bucket, as the bucket policies of the app say. */
export function foreignWriters(bucket: Resource, program: Whole): readonly ForeignWriter[] {
  const own = program.stacks.get(bucket.stack)?.env;
  if (!own) return [];
  const finder = namedResourceFinder(program);
  const find = (name: Text, stack: StackId): ResourceId | undefined => {
    const facts = program.stacks.get(stack);
    return facts && finder(name, facts)?.resource.id;
  };
  const scope = { keyId: '', env: own, resource: resourceFinder(program) };
  return [...program.stacks.values()]
    .flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::S3::BucketPolicy'))
    .flatMap((policy) =>
      inScenarios(policy, program).flatMap(({ properties }) =>
        find(textOf(properties['Bucket']) ?? [], policy.stack) === bucket.id
          ? resourcePolicy(bucket.id, properties['PolicyDocument'], scope).statements
          : [],
      ),
    )
    .flatMap(({ effect, notPrincipal, opaque, conditions, principals, actions, at }) => {
      const writes = valuesOf(actions?.value).some((action) => PUT.test(action));
      if (effect !== 'Allow' || notPrincipal || opaque || !writes || actions?.negated) return [];
      return principals.flatMap((who): readonly ForeignWriter[] => {
        if (who.is === 'everyone') return [{ at, account: undefined, answer: conditions.length > 0 ? 'unknown' : 'yes' }];
        if (who.is !== 'account' && who.is !== 'entity') return [];
        const same = sameText(who.account, own.account);
        return same === 'yes' ? [] : [{ at, account: who.account, answer: same === 'no' ? 'yes' : 'unknown' }];
      });
    });
}

const valuesOf = (value: Parameters<typeof stringOf>[0]): readonly string[] =>
  value?.is === 'list' ? value.items.flatMap((item) => stringOf(item) ?? []) : [stringOf(value) ?? ''];
