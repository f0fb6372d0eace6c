/** The data that resource policies let other accounts use, with the keys that encrypt it. */
import { and, not, or } from '../core/answer.js';
import { memoOf } from '../core/memo.js';
import { sameText } from '../core/text.js';
import { member, textOf } from '../core/value.js';
import { resourcePolicy } from '../policy/other-policies.js';
import { dataActions } from '../reference/data-actions.js';
import type { EncryptedTarget } from '../reference/encrypted-targets.js';
import type { Resource } from '../types/facts.js';
import type { Address } from '../types/files.js';
import type { ResourcePolicy, Sent } from '../types/policy.js';
import type { Program } from '../types/program.js';
import type { PrincipalElement, RequestPrincipal, Statement } from '../types/statement.js';
import type { Answer, KeyName, ResourceId, Text } from '../types/values.js';
import { rightsOf, writtenRights } from './data-rights.js';
import { namedResourceFinder } from './named-resources.js';
import { valuesAt } from './paths.js';
import { resourceFinder } from './policy-scope.js';
import { encryptingKeys, standings, type Search } from './reach.js';
import { holdsFor } from './where.js';

/** What one statement of a resource policy lets one other account do with data under a key. */
export interface SharedData {
  readonly target: ResourceId;
  readonly account: Text;
  readonly key: KeyName;
  /** Where the target names its key, or does without. */
  readonly keyAt: Address;
  /** As the statement writes them. */
  readonly rights: readonly string[];
  /** The `kms:` actions that they need. */
  readonly actions: readonly string[];
  /** The statement. */
  readonly at: Address;
  /** Whether the account is another one, and the policy lets it. */
  readonly answer: Answer;
}

/** The policies of encrypted resources: which property names them, and where the document stands. */
const POLICIES: Readonly<Record<string, readonly [target: string, document: string]>> = {
  'AWS::S3::BucketPolicy': ['Bucket', 'PolicyDocument'],
  'AWS::SQS::QueuePolicy': ['Queues[]', 'PolicyDocument'],
  'AWS::SQS::QueueInlinePolicy': ['Queue', 'PolicyDocument'],
  'AWS::SNS::TopicPolicy': ['Topics[]', 'PolicyDocument'],
  'AWS::SNS::TopicInlinePolicy': ['TopicArn', 'PolicyDocument'],
  'AWS::SecretsManager::ResourcePolicy': ['SecretId', 'ResourcePolicy'],
  'AWS::Kinesis::ResourcePolicy': ['ResourceArn', 'ResourcePolicy'],
};
/** A client of AWS comes by TLS, so that the usual Deny of other requests says nothing of it. */
const BY_TLS: Sent = new Map([['aws:securetransport', [['true']]]]);

export const sharedData: (program: Program) => readonly SharedData[] = memoOf((program: Program) => {
  const search: Search = { program, find: namedResourceFinder(program) };
  return [...program.stacks.values()].flatMap(({ resources }) =>
    resources.flatMap((policy) => {
      const paths = Object.hasOwn(POLICIES, policy.type) ? POLICIES[policy.type] : undefined;
      return paths ? byPolicy(policy, paths, search, program) : [];
    }),
  );
});

function byPolicy(policy: Resource, [path, document]: readonly [string, string], search: Search, program: Program): readonly SharedData[] {
  const [standing, more] = standings(policy, search);
  if (!standing || more || policy.condition !== undefined) return [];
  const { env } = standing.facts,
    scope = { keyId: '', env, resource: resourceFinder(program) };
  return valuesAt(standing.root, path).flatMap(({ value }) => {
    const target = search.find(textOf(value) ?? [], standing.facts)?.resource;
    if (!target) return [];
    const read = resourcePolicy(target.id, member(standing.root, document), scope);
    return read.statements.flatMap((statement) => byStatement(statement, target, { read, own: env.account, search }));
  });
}

interface Reading {
  readonly read: ResourcePolicy;
  /** The account of the resource. */
  readonly own: Text;
  readonly search: Search;
}

function byStatement(statement: Statement, target: Resource, { read, own, search }: Reading): readonly SharedData[] {
  const { effect, notPrincipal, opaque, principals } = statement,
    rights = writtenRights(statement),
    [standing, more] = standings(target, search);
  if (effect !== 'Allow' || notPrincipal || opaque || !standing || more || target.condition !== undefined) return [];
  return dataActions(target.type).flatMap((row): readonly SharedData[] => {
    const { keyProperty, viaService, encryptionContext } = row,
      written = rightsOf(row, rights, true);
    if (!row.speaks || row.usedBy !== 'caller' || keyProperty === undefined || row.keyOf || written.length === 0) return [];
    if (holdsFor(row.where, standing.root, new Map()) !== 'yes') return [];
    const encrypted: EncryptedTarget = { type: target.type, keyProperty, viaService, encryptionContext },
      keys = encryptingKeys(standing, encrypted, search);
    return principals.flatMap((one) => {
      const account = accountOf(one),
        asking = account && { ...askingAs(one, account) };
      if (!account || !asking || keys.length === 0) return [];
      const answer = and(
        not(sameText(account, own)),
        or(
          ...row.actions
            .filter((action) => rightsOf({ ...row, actions: [action] }, written, true).length > 0)
            .map((action) => read.allows(asking, action, BY_TLS).answer),
        ),
      );
      return answer === 'no'
        ? []
        : keys.map(({ key, keyAt }) => ({
            target: target.id,
            account,
            key,
            keyAt,
            rights: written,
            actions: row.enough[0] ?? [],
            at: statement.at,
            answer,
          }));
    });
  });
}

const accountOf = (principal: PrincipalElement): Text | undefined =>
  principal.is === 'account' || principal.is === 'entity' || principal.is === 'someone' ? principal.account : undefined;

function askingAs(principal: PrincipalElement, account: Text): RequestPrincipal {
  return principal.is === 'entity'
    ? { is: 'named', text: principal.text, account, kind: principal.kind, resource: principal.resource, iam: true }
    : { is: 'foreign', account };
}
