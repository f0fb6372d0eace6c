/** The edits of a key that rules propose: data, in the words of the template. */
import { pointerStep } from '../core/pointer.js';
import { inside } from '../core/value.js';
import type { Address, Json, JsonObject } from '../types/files.js';
import type { Edit } from '../types/rule.js';
import type { Key } from '../types/program.js';
import type { Statement } from '../types/statement.js';

/** The statement by which the account's own IAM policies decide, as CDK writes it. */
const ROOT: JsonObject = {
  Action: 'kms:*',
  Effect: 'Allow',
  Principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, ':iam::', { Ref: 'AWS::AccountId' }, ':root']] } },
  Resource: '*',
};

/**
 * One more statement in the key policy; a key that has none keeps what KMS gives it by default.
 * @example addStatement(key, { Effect: 'Deny', Principal: '*', Action: 'kms:ScheduleKeyDeletion', Resource: '*' })
 */
export function addStatement({ id, policy }: Pick<Key, 'id' | 'policy'>, statement: Json): readonly Edit[] {
  if (policy.document.is === 'absent')
    return [setProperty(id, 'KeyPolicy', { Version: '2012-10-17', Statement: [ROOT, ...(statement === ROOT ? [] : [statement])] })];
  return [{ is: 'resource', resource: id, op: 'add', path: '/Properties/KeyPolicy/Statement/-', value: statement }];
}

/** Lets the account's own IAM policies decide about the key. */
export function addRoot(key: Pick<Key, 'id' | 'policy'>): readonly Edit[] {
  return addStatement(key, ROOT);
}

/**
 * The edit that gives a property a value.
 * @example setProperty(key.id, 'EnableKeyRotation', true)
 */
export function setProperty(resource: string, name: string, value: Json): Edit {
  return { is: 'resource', resource, op: 'add', path: `/Properties/${name}`, value };
}

/**
 * The edit that leaves a property out.
 * @example removeProperty(key.id, 'BypassPolicyLockoutSafetyCheck')
 */
export function removeProperty(resource: string, name: string): Edit {
  return { is: 'resource', resource, op: 'remove', path: `/Properties/${name}` };
}

/**
 * A change at a place inside a resource, such as a statement of its policy, whether the place is relative to the policy or not.
 * Undefined where the place is no part of it of its own: the policy is one text, or an intrinsic function chooses it.
 */
export function editAt(
  { id, at, policy }: Pick<Key, 'id' | 'at' | 'policy'>,
  within: Address,
  change: { readonly value: Json } | 'remove',
): Edit | undefined {
  const place = policy.place(within);
  const path = place.pointer.slice(at.pointer.length);
  if (place.file !== at.file || !place.pointer.startsWith(`${at.pointer}/`) || path.includes('/Fn::')) return undefined;
  return change === 'remove'
    ? { is: 'resource', resource: id, op: 'remove', path }
    : { is: 'resource', resource: id, op: 'replace', path, value: change.value };
}

/**
 * Takes a statement out of the policy; not the only one, since a policy without statements is refused.
 * @example removeStatement(key, statement)
 */
export function removeStatement(key: Pick<Key, 'id' | 'at' | 'policy'>, statement: { readonly at: Address }): Edit | undefined {
  const { document } = key.policy;
  const list = document.is === 'known' && document.value.is === 'map' ? document.value.entries['Statement'] : undefined;
  if (list?.is !== 'list' || list.items.length < 2 || !/\/Statement\/\d+$/.test(statement.at.pointer)) return undefined;
  return editAt(key, statement.at, 'remove');
}

/** Moves a member of the policy to another place beside it, or higher up where `at` and `to` have fewer parts, with its value. */
export function move(key: Pick<Key, 'id' | 'at' | 'policy'>, at: Address, to: string, value: Json): readonly Edit[] | undefined {
  const gone = editAt(key, at, 'remove'),
    put = editAt(key, { ...at, pointer: `${at.pointer.slice(0, at.pointer.lastIndexOf('/'))}/${pointerStep(to)}` }, { value });
  return gone && put?.is === 'resource' ? [gone, { ...put, op: 'add' }] : undefined;
}

/** Lets a statement that names another resource, or none, mean the key itself. */
export function meanThisKey(
  key: Pick<Key, 'id' | 'at' | 'policy'>,
  { at, resources }: Pick<Statement, 'at' | 'resources'>,
): Edit | undefined {
  if (resources?.not) return undefined;
  const edit = editAt(key, resources?.at ?? inside(at, 'Resource'), { value: '*' });
  return edit?.is === 'resource' && !resources ? { ...edit, op: 'add' } : edit;
}

/** Keeps a resource when its stack is deleted, or when an update replaces it. */
export const retain = (resource: string): readonly Edit[] =>
  ['DeletionPolicy', 'UpdateReplacePolicy'].map((name) => ({ is: 'resource', resource, op: 'add', path: `/${name}`, value: 'Retain' }));
