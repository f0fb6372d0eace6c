/** Which policy documents a role of the app has: inline, attached from any stack, and those that AWS manages. */
import { arnOf, literal } from '../core/text.js';
import { items, member, textOf, valueOf } from '../core/value.js';
import { managedPolicy } from '../reference/managed-policies.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { Address } from '../types/files.js';
import type { Program } from '../types/program.js';
import type { ResourceId, Value } from '../types/values.js';
import type { ResourceFinder } from './named-resources.js';
import { inScenarios } from './scenarios.js';

type Whole = Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>;

/** A policy document that a role has. certain: whatever the conditions of the templates are. by: the resource in which it stands; undefined where AWS manages it. */
export interface Attached {
  readonly document: Value;
  readonly certain: boolean;
  readonly by: ResourceId | undefined;
}

/** The policies of a role. complete: there is none beside these, as far as the app goes. boundary: whether something bounds them that nobody can read here. */
export interface RolePolicies {
  readonly role: Resource;
  readonly documents: readonly Attached[];
  readonly complete: boolean;
  readonly boundary: 'none' | 'read' | 'unread';
}

/** The policies of every role of the app; each worked out when first asked for. */
export function rolePolicies(program: Whole, find: ResourceFinder): (role: ResourceId) => RolePolicies | undefined {
  const attached = attachedTo(program, find),
    known = new Map<ResourceId, RolePolicies>();
  return (id) => {
    const before = known.get(id);
    if (before) return before;
    const role = roleOf(id, program);
    if (!role) return undefined;
    const own = ownPolicies(role, program, find);
    const others = attached.byRole.get(id) ?? [];
    const policies: RolePolicies = { ...own, documents: [...own.documents, ...others], complete: own.complete && !attached.unfollowed };
    known.set(id, policies);
    return policies;
  };
}

function roleOf(id: ResourceId, { stacks }: Whole): Resource | undefined {
  return stacks.get(id.slice(0, id.lastIndexOf('#')))?.resources.find((one) => one.id === id && one.type === 'AWS::IAM::Role');
}

/** What stands at the role itself: inline policies and the ARNs of managed ones. */
function ownPolicies(role: Resource, program: Whole, find: ResourceFinder): RolePolicies {
  const scenarios = inScenarios(role, program),
    facts = program.stacks.get(role.stack);
  const documents: Attached[] = [];
  let complete = facts !== undefined && scenarios.length > 0,
    boundary: RolePolicies['boundary'] = 'none';
  for (const { properties } of scenarios) {
    const { Policies: inline, ManagedPolicyArns: managed, PermissionsBoundary: bound } = properties;
    if (inline?.is === 'unknown' || managed?.is === 'unknown') complete = false;
    for (const policy of items(inline)) {
      const document = member(policy, 'PolicyDocument');
      if (document) documents.push({ document, certain: scenarios.length === 1, by: role.id });
      else complete = false;
    }
    for (const arn of items(managed)) {
      const found = facts && managedDocument(arn, facts, program, find);
      if (found) documents.push({ ...found, certain: found.certain && scenarios.length === 1 });
      else complete = false;
    }
    if (bound) boundary = facts && managedDocument(bound, facts, program, find) ? 'read' : 'unread';
  }
  return { role, documents, complete, boundary };
}

/** A managed policy by its ARN: one of the app, or one that AWS manages and that is known. */
function managedDocument(arn: Value, facts: TemplateFacts, program: Whole, find: ResourceFinder): Attached | undefined {
  const text = textOf(arn);
  if (!text) return undefined;
  const own = program.resource(text) ?? find(text, facts)?.resource;
  if (own?.type === 'AWS::IAM::ManagedPolicy') {
    const [only, more] = documentsOf(own, program);
    return only && !more ? only : undefined;
  }
  const { account, resource } = arnOf(program.resolve(text)) ?? {};
  if (!account || !resource || literal(account) !== 'aws') return undefined;
  const statements = managedPolicy((literal(resource) ?? '').replace(/^policy\//, ''));
  return statements && { document: valueOf({ Version: '2012-10-17', Statement: statements }, arn.at), certain: true, by: undefined };
}

const ATTACHED: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Policy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::ManagedPolicy': ['Roles', 'Users', 'Groups'],
  'AWS::IAM::RolePolicy': ['RoleName'],
};

/** The policies that name the roles which have them. unfollowed: one gives KMS actions to a role of which nobody can tell which it is. */
function attachedTo(program: Whole, find: ResourceFinder): { readonly byRole: ReadonlyMap<ResourceId, readonly Attached[]>; readonly unfollowed: boolean } {
  const byRole = new Map<ResourceId, Attached[]>();
  let unfollowed = false;
  for (const facts of program.stacks.values())
    for (const resource of facts.resources) {
      const lists = ATTACHED[resource.type];
      if (!lists) continue;
      for (const { properties } of inScenarios(resource, program))
        for (const name of lists.slice(0, 1).flatMap((list) => items(properties[list]))) {
          const text = textOf(name),
            role = text && (program.resource(text) ?? find(roleArn(text, facts), facts)?.resource);
          if (role?.type === 'AWS::IAM::Role') byRole.set(role.id, byRole.get(role.id) ?? []);
          else if (!text || literal(text) === undefined) unfollowed ||= /kms:|"\*"/i.test(JSON.stringify(resource.properties));
          if (role?.type === 'AWS::IAM::Role')
            for (const document of documentsOf(resource, program)) {
              const list = byRole.get(role.id) ?? [];
              if (!list.some((one) => sameAt(one.document.at, document.document.at) && one.by === document.by)) list.push(document);
            }
        }
    }
  return { byRole, unfollowed };
}

/** A bare name of a role as its ARN, which is found by its name. */
function roleArn(name: NonNullable<ReturnType<typeof textOf>>, { env }: TemplateFacts): NonNullable<ReturnType<typeof textOf>> {
  const known = literal(name);
  return known === undefined ? name : ['arn:', ...env.partition, ':iam::', ...env.account, `:role/${known}`];
}

/** The document of a policy in each scenario in which it exists. */
function documentsOf(resource: Resource, program: Whole): readonly Attached[] {
  const scenarios = inScenarios(resource, program);
  return scenarios.flatMap(({ properties }): readonly Attached[] => {
    const document = properties['PolicyDocument'];
    return document ? [{ document, certain: scenarios.length === 1 && resource.condition === undefined, by: resource.id }] : [];
  });
}

const sameAt = (one: Address, other: Address): boolean => one.file === other.file && one.pointer === other.pointer;
