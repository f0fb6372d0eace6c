/** Uses of the app's keys from other accounts, and the side that does not allow them: the key policy, or the IAM policies of the role. */
import { sameText } from '../core/text.js';
import { member, textOf } from '../core/value.js';
import { resourcePolicy } from '../policy/other-policies.js';
import type { EncryptedTarget } from '../reference/encrypted-targets.js';
import { dataActions } from '../reference/data-actions.js';
import type { Resource } from '../types/facts.js';
import type { Address } from '../types/files.js';
import type { Key, Program } from '../types/program.js';
import type { Statement } from '../types/statement.js';
import type { ResourceId, Text } from '../types/values.js';
import { scenariosOfKey } from './by-key.js';
import { writtenRights, rightsOf } from './data-rights.js';
import { consumingPropertyOf } from './key-region.js';
import { roleLack } from './may-use.js';
import { namedResourceFinder } from './named-resources.js';
import { valuesAt } from './paths.js';
import { resourceFinder } from './policy-scope.js';
import { encryptingKeys, standings, type Search } from './reach.js';
import { holdsFor } from './where.js';

/** One use that cannot work. account: the one from which the key is used. */
export interface CrossAccountLack {
  readonly key: Key;
  readonly account: Text;
  /** The side that does not allow it. */
  readonly side: 'key-policy' | 'iam';
  /**
   * use: a resource of that account is encrypted with the key; right: a resource policy lets the account use encrypted data; role: a role
   * of that account must use the key.
   */
  readonly how: 'use' | 'right' | 'role';
  /** The encrypted resource. */
  readonly target: ResourceId;
  readonly role?: ResourceId;
  /** The `kms:` actions that are missing; empty where the kind of use does not tell them. */
  readonly actions: readonly string[];
  readonly at: Address;
  readonly certain: boolean;
}

export function crossAccountLacks(program: Program): readonly CrossAccountLack[] {
  return [...ofUses(program), ...ofRoles(program), ...ofResourcePolicies(program)];
}

/** A resource whose callers use its key themselves, with a key of another account. */
function ofUses(program: Program): readonly CrossAccountLack[] {
  return program.uses.flatMap((use): readonly CrossAccountLack[] => {
    const account = program.stacks.get(use.by.slice(0, use.by.lastIndexOf('#')))?.env.account;
    if (use.key.is !== 'own' || !account || consumingPropertyOf(use)?.service.kind !== 'caller') return [];
    const key = shutTo(account, scenariosOfKey(use.key.key, program));
    return key
      ? [{ key, account, side: 'key-policy', how: 'use', target: use.by, actions: [], at: use.at, certain: use.certainty === 'certain' }]
      : [];
  });
}

function ofRoles(program: Program): readonly CrossAccountLack[] {
  return program.requiredAccess.roles.flatMap((access): readonly CrossAccountLack[] => {
    const { role, key: named, target, at } = access,
      held = role.resource === undefined ? undefined : program.requiredAccess.policiesOf(role.resource),
      account = held && program.stacks.get(held.role.stack)?.env.account;
    if (named.is !== 'own' || role.resource === undefined || !held || !account) return [];
    const keys = scenariosOfKey(named.key, program),
      shut = shutTo(account, keys);
    const lacks = keys.map((key) => roleLack(access, key, held)),
      [first] = keys,
      lack = lacks[0];
    if (!first || !lack || !keys.every((key) => isForeign(account, key)) || lacks.some(({ answer }) => answer !== 'no')) return [];
    const certain = access.certainty === 'certain';
    if (shut)
      return [{ key: shut, account, side: 'key-policy', how: 'role', target, role: role.resource, actions: lack.missing, at, certain }];
    // The key policy lets the role in as far as it goes: the other side is missing.
    const byKeyPolicy = lack.missing.every(
      (action) =>
        first.policy.decide({ principal: first.policy.principal(role.text, true), action, route: 'any', sends: access.sent }).answer ===
        'yes',
    );
    return byKeyPolicy
      ? [{ key: first, account, side: 'iam', how: 'role', target, role: role.resource, actions: lack.missing, at, certain }]
      : [];
  });
}

/** The policies of encrypted resources: which property names them, and where the document stands. */
const POLICIES: Readonly<Record<string, readonly [target: string, document: string]>> = {
  'AWS::S3::BucketPolicy': ['Bucket', 'PolicyDocument'],
  'AWS::SQS::QueuePolicy': ['Queues[]', 'PolicyDocument'],
  'AWS::SNS::TopicPolicy': ['Topics[]', 'PolicyDocument'],
  'AWS::SecretsManager::ResourcePolicy': ['SecretId', 'ResourcePolicy'],
};

/** Resource policies that let another account use data under a key which does not admit it. */
function ofResourcePolicies(program: Program): readonly CrossAccountLack[] {
  const search: Search = { program, find: namedResourceFinder(program) };
  return [...program.stacks.values()].flatMap(({ resources }) =>
    resources.flatMap((policy) => {
      const paths = Object.hasOwn(POLICIES, policy.type) ? POLICIES[policy.type] : undefined;
      return paths ? ofResourcePolicy(policy, paths, search, program) : [];
    }),
  );
}

function ofResourcePolicy(
  policy: Resource,
  [path, document]: readonly [string, string],
  search: Search,
  program: Program,
): readonly CrossAccountLack[] {
  const [standing, more] = standings(policy, search);
  if (!standing || more || policy.condition !== undefined) return [];
  const { env } = standing.facts,
    scope = { keyId: '', env, resource: resourceFinder(program) };
  return valuesAt(standing.root, path).flatMap(({ value }) => {
    const target = search.find(textOf(value) ?? [], standing.facts)?.resource;
    if (!target) return [];
    const { statements } = resourcePolicy(target.id, member(standing.root, document), scope);
    return statements.flatMap((statement) =>
      foreignAccounts(statement, env.account).flatMap((account) => underKeys(target, statement, account, search, program)),
    );
  });
}

/** The accounts other than its own that a statement lets in for certain. */
function foreignAccounts({ effect, notPrincipal, conditions, opaque, principals }: Statement, own: Text): readonly Text[] {
  if (effect !== 'Allow' || notPrincipal || conditions.length > 0 || opaque) return [];
  return principals.flatMap((one) =>
    (one.is === 'account' || one.is === 'entity' || one.is === 'someone') && sameText(one.account, own) === 'no' ? [one.account] : [],
  );
}

function underKeys(
  target: Resource,
  statement: Statement,
  account: Text,
  search: Search,
  { keys }: Pick<Program, 'keys'>,
): readonly CrossAccountLack[] {
  const rights = writtenRights(statement),
    [standing, more] = standings(target, search);
  if (!standing || more || target.condition !== undefined) return [];
  return dataActions(target.type).flatMap((row): readonly CrossAccountLack[] => {
    const { keyProperty, viaService, encryptionContext } = row;
    if (!row.speaks || row.usedBy !== 'caller' || keyProperty === undefined || row.keyOf || rightsOf(row, rights, true).length === 0)
      return [];
    if (holdsFor(row.where, standing.root, new Map()) !== 'yes') return [];
    const encrypted: EncryptedTarget = { type: target.type, keyProperty, viaService, encryptionContext };
    return encryptingKeys(standing, encrypted, search).flatMap(({ key: named }) => {
      const key = named.is === 'own' ? shutTo(account, scenariosOfKey(named.key, { keys })) : undefined;
      const actions = row.enough[0] ?? [];
      return key ? [{ key, account, side: 'key-policy', how: 'right', target: target.id, actions, at: statement.at, certain: true }] : [];
    });
  });
}

const isForeign = (account: Text, key: Key): boolean => sameText(account, key.env.account) === 'no';

/** The key, where in every scenario nobody of another account is let in by its policy. */
function shutTo(account: Text, keys: readonly Key[]): Key | undefined {
  const isShut = ({ policy }: Key): boolean =>
    policy.readable &&
    policy.document.is !== 'unknown' &&
    policy.statements.every(
      ({ effect, opaque, notPrincipal, principals }) =>
        effect === 'Deny' || (!opaque && !notPrincipal && principals.every((one) => isOther(one, account))),
    );
  return keys.every((key) => isForeign(account, key) && isShut(key)) ? keys[0] : undefined;
}

function isOther(principal: Statement['principals'][number], account: Text): boolean {
  if (principal.is === 'account' || principal.is === 'entity' || principal.is === 'someone')
    return sameText(principal.account, account) === 'no';
  return principal.is === 'service' || principal.is === 'nobody';
}
