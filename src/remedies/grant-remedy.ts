/** The remedy that lets a grant of the app count: the key policy names the role or user that is granted, and nobody else. */
import { stackIdOf } from '../core/ids.js';
import { valueOf } from '../core/value.js';
import type { Json, JsonObject } from '../types/files.js';
import type { IamAllow, Key, Program, RoleOrUser } from '../types/program.js';
import { addStatement } from './edits.js';
import type { Remedy } from './remedy.js';

/**
 * Unsafe: it gives access, though no more than the app means to give.
 * @param grants with the actions of each that the key policy does not delegate
 * @returns undefined where one of those who are granted is of another stack or may wait for the key, so that naming him might make a
 * cycle; or where a Deny counts before it
 */
export function grantRemedy(
  key: Key,
  grants: readonly { readonly grant: IamAllow; readonly actions: readonly string[] }[],
  program: Program,
): Remedy | undefined {
  const owners = new Map<string, RoleOrUser>();
  for (const { grant } of grants) {
    if (!grant.owners || grant.owners.length === 0) return undefined;
    for (const owner of grant.owners) owners.set(JSON.stringify(owner.attribute), owner);
  }
  const attributes = [...owners.values()].map((owner) => attributeIn(key, owner, grants, program));
  const { document } = key.policy;
  if (attributes.includes(undefined) || document.is !== 'known' || document.value.is !== 'map') return undefined;
  const actions = [...new Set(grants.flatMap((one) => one.actions))].sort();
  const [first, ...others] = attributes as readonly (readonly [string, string])[];
  if (!first) return undefined;
  const named = [first, ...others].map((attribute): Json => ({ 'Fn::GetAtt': attribute }));
  const statement: JsonObject = {
    Action: actions.length === 1 ? (actions[0] ?? '') : actions,
    Effect: 'Allow',
    Principal: { AWS: named.length === 1 ? (named[0] ?? '') : named },
    Resource: '*',
  };
  return allows(key, [...owners.values()], actions, statement)
    ? { kind: 'grant', parts: [{ kind: 'name-granted', actions }], safety: 'unsafe', edits: addStatement(key, statement) }
    : undefined;
}

/** The role or user by its attribute, where it is of the key's stack, and neither it nor a policy inside it refers to anything. */
function attributeIn(
  { stack }: Key,
  { attribute }: RoleOrUser,
  grants: readonly { readonly grant: IamAllow }[],
  program: Program,
): readonly [string, string] | undefined {
  const resource = program.resource(attribute);
  if (!resource || stackIdOf(resource.id) !== stack || grants.some(({ grant }) => grant.policy === resource.id)) return undefined;
  const refers = /"(?:Fn::GetAtt|Fn::Sub)":|"Ref":"(?!AWS::)/.test(JSON.stringify(resource.properties));
  return refers ? undefined : [resource.logicalId, 'Arn'];
}

/** Whether the policy with the statement gives each of them the actions, without an IAM policy. */
function allows({ policy }: Key, owners: readonly RoleOrUser[], actions: readonly string[], statement: JsonObject): boolean {
  const { document } = policy;
  if (document.is !== 'known' || document.value.is !== 'map') return false;
  const written = document.value.entries['Statement'];
  const before = written?.is === 'list' ? written.items : written ? [written] : [];
  return owners.every(({ attribute }) => {
    const added = valueOf({ ...statement, Principal: {} }, document.at);
    if (added.is !== 'map') return false;
    const who = { is: 'map', entries: { AWS: { is: 'text', text: attribute, at: document.at } }, at: document.at } as const;
    const entries = {
      ...(document.value.is === 'map' ? document.value.entries : {}),
      Statement: {
        is: 'list',
        items: [...before, { ...added, entries: { ...added.entries, Principal: who } }],
        at: written?.at ?? document.at,
      },
    } as const;
    const changed = policy.with({ is: 'map', entries, at: document.value.at });
    const principal = policy.principal(attribute, false);
    return actions.every((action) => changed.decide({ principal, action, route: 'direct' }).answer === 'yes');
  });
}
