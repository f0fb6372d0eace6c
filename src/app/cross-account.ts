/** Uses of the app's keys from other accounts, and the side that does not allow them: the key policy, or the IAM policies of the role. */
import { stackIdOf } from '../core/ids.js';
import { memoOf } from '../core/memo.js';
import { sameText } from '../core/text.js';
import type { Address } from '../types/files.js';
import type { Key, Program } from '../types/program.js';
import type { ServiceAccess } from '../types/required-access.js';
import type { Statement } from '../types/statement.js';
import type { ResourceId, Text } from '../types/values.js';
import { scenariosOfKey } from './by-key.js';
import { consumingPropertyOf } from './key-region.js';
import { roleDecision, roleLack } from './may-use.js';
import { sharedData } from './shared-data.js';

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
      account = role.resource === undefined ? undefined : program.stacks.get(stackIdOf(role.resource))?.env.account;
    if (named.is !== 'own' || role.resource === undefined || !account) return [];
    const keys = scenariosOfKey(named.key, program);
    // Asked first: most roles are of the key's own account, and what they lack is dear to work out.
    if (!keys.every((key) => isForeign(account, key))) return [];
    const shut = shutTo(account, keys),
      lacks = keys.map((key) => roleLack(access, key, program.requiredAccess)),
      [first] = keys,
      lack = lacks[0];
    if (!first || !lack || lacks.some((one) => one?.answer !== 'no')) return [];
    const certain = access.certainty === 'certain';
    if (shut)
      return [{ key: shut, account, side: 'key-policy', how: 'role', target, role: role.resource, actions: lack.missing, at, certain }];
    // The key policy lets the role in as far as it goes: the other side is missing.
    const held = program.requiredAccess.policiesOf(role.resource);
    if (!held) return [];
    const byKeyPolicy = lack.missing.every((action) => roleDecision(action, access, first, held).keyPolicy.answer === 'yes');
    return byKeyPolicy
      ? [{ key: first, account, side: 'iam', how: 'role', target, role: role.resource, actions: lack.missing, at, certain }]
      : [];
  });
}

/** Resource policies that let another account use data under a key which does not admit it. */
function ofResourcePolicies(program: Program): readonly CrossAccountLack[] {
  return sharedData(program).flatMap(({ key: named, account, target, rights, actions, at, answer }): readonly CrossAccountLack[] => {
    if (rights.every(isWrite) && isOfService(target, program)) return [];
    const key = named.is === 'own' && answer !== 'no' ? shutTo(account, scenariosOfKey(named.key, program)) : undefined;
    return key ? [{ key, account, side: 'key-policy', how: 'right', target, actions, at, certain: answer === 'yes' }] : [];
  });
}

const isWrite = (right: string): boolean => /^s3:(?:Put|Abort)/i.test(right);

/**
 * Whether a service of AWS delivers there that can never use a key: load balancers write their logs from accounts of AWS, which a right on
 * the key does not help.
 */
const isOfService = (target: ResourceId, { requiredAccess }: Program): boolean => shutOut(requiredAccess.services).has(target);

const shutOut = memoOf(
  (services: readonly ServiceAccess[]): ReadonlySet<ResourceId> =>
    new Set(services.flatMap(({ kind, target }) => (kind === 'impossible' ? [target] : []))),
);

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
