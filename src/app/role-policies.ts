/** Which policy documents a role of the app has: inline, attached from any stack, and those that AWS manages. */
import { and, not, or } from '../core/answer.js';
import { arnOf, literal, textKey } from '../core/text.js';
import { stackIdOf } from '../core/ids.js';
import { memo, memoLast } from '../core/memo.js';
import { items, member, textOf, valueOf } from '../core/value.js';
import { managedPolicy, type ManagedStatement } from '../reference/managed-policies.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { Address } from '../types/files.js';
import type { Program } from '../types/program.js';
import type { HeldPolicy, RolePolicies } from '../types/required-access.js';
import type { Answer, ResourceId, StackId, Text, Value } from '../types/values.js';
import { keptResource, type ResourceFinder } from './named-resources.js';
import { iamPolicyIn } from './policy-scope.js';
import { roleOrUser } from './roles.js';
import { inScenarios, propertyIn, scenariosOfResource } from './scenarios.js';

type Whole = Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>;

/**
 * A policy document that a role has. certain: whatever the conditions of the templates are. by: the resource in which it stands; undefined
 * where AWS manages it.
 */
interface Attached {
  readonly document: Value;
  readonly certain: boolean;
  readonly by: ResourceId | undefined;
}

/**
 * What is attached to a role. complete: there is nothing beside these, as far as the app goes. boundary: whether something bounds them
 * that nobody can read here.
 */
interface Attachments {
  readonly role: Resource;
  readonly documents: readonly Attached[];
  readonly complete: boolean;
  readonly boundary: 'none' | Attached | 'unread';
}

/** The policies of every role of the app; each worked out when first asked for. */
export function rolePolicies(program: Whole, find: ResourceFinder): (role: ResourceId) => RolePolicies | undefined {
  const attached = attachedTo(program, find);
  const read = (id: ResourceId): RolePolicies | undefined => {
    const role = roleOf(id, program),
      env = role && program.stacks.get(role.stack)?.env;
    if (!role || !env) return undefined;
    const own = ownPolicies(role, program, find);
    const held = ({ document, certain, by }: Attached): HeldPolicy => ({
      policy: iamPolicyIn(document, env, program),
      certain,
      by,
    });
    const elsewhere = (attached.byRole.get(id) ?? []).flatMap((policy) => documentsOf(policy, program));
    const policies = [...own.documents, ...elsewhere].map(held);
    const complete = own.complete && !attached.unfollowed;
    return {
      role,
      arn: roleOrUser(role, program).arn,
      account: env.account,
      policies,
      complete,
      boundary: typeof own.boundary === 'object' ? held(own.boundary) : undefined,
      bounded: own.boundary === 'unread',
      allows: allowedBy(policies, complete),
    };
  };
  // Who asks, asks stack by stack: documents are large, so only those of a few stacks are kept.
  const ofStack = memoLast<StackId, (id: ResourceId) => RolePolicies | undefined>(8, () => memo(read));
  return (id) => ofStack(stackIdOf(id))(id);
}

/** @param complete whether there is nothing beside these policies */
function allowedBy(policies: readonly HeldPolicy[], complete: boolean): RolePolicies['allows'] {
  const known = new Map<string, Answer>();
  const ask: RolePolicies['allows'] = (action, target, sends) => {
    let allowed: Answer = complete ? 'no' : 'unknown',
      denied: Answer = 'no';
    for (const { policy, certain } of policies) {
      const said = policy.allows(action, target, sends),
        sure = certain ? 'yes' : 'unknown';
      allowed = or(allowed, and(said.answer, sure));
      denied = or(denied, and(said.denied, sure));
    }
    return and(allowed, not(denied));
  };
  if (policies.some(({ policy }) => policy.statements.some(({ conditions }) => conditions.length > 0))) return ask;
  // No condition reads what the request carries.
  return (action, target, sends) => {
    const asked = `${action} ${textKey(target)}`,
      answer = known.get(asked) ?? ask(action, target, sends);
    known.set(asked, answer);
    return answer;
  };
}

function roleOf(id: ResourceId, program: Whole): Resource | undefined {
  const resource = keptResource(id, program);
  return resource?.type === 'AWS::IAM::Role' ? resource : undefined;
}

/** What stands at the role itself: inline policies and the ARNs of managed ones. */
function ownPolicies(role: Resource, program: Whole, find: ResourceFinder): Attachments {
  const scenarios = inScenarios(role, program),
    facts = program.stacks.get(role.stack);
  const documents: Attached[] = [];
  let complete = facts !== undefined && scenarios.length > 0,
    boundary: Attachments['boundary'] = 'none';
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
    if (bound) boundary = (facts && scenarios.length === 1 && managedDocument(bound, facts, program, find)) || 'unread';
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
  const document = managedByAws((literal(resource) ?? '').replace(/^policy\//, ''), arn.at);
  return document && { document, certain: true, by: undefined };
}

/** Where a policy denies, that is told at the role which has it; others are the same for all roles, and read once. */
function managedByAws(path: string, at: Address): Value | undefined {
  const statements = managedPolicy(path);
  return statements?.some(({ Effect }) => Effect === 'Deny') ? documentOf(statements, at) : sharedDocument(path);
}
const sharedDocument = memo((path: string) => {
  const statements = managedPolicy(path);
  return statements && documentOf(statements, { file: '', pointer: '' });
});
const documentOf = (statements: readonly ManagedStatement[], at: Address): Value =>
  valueOf({ Version: '2012-10-17', Statement: statements }, at);

/** A role of which only the deployment knows which it is. */
const SOMEBODY = { is: 'somebody' } as const;

/** Where policies name the roles that have them. */
const ATTACHED: Readonly<Record<string, string>> = {
  'AWS::IAM::Policy': 'Roles',
  'AWS::IAM::ManagedPolicy': 'Roles',
  'AWS::IAM::RolePolicy': 'RoleName',
};

/** The policies that name the roles which have them. unfollowed: one gives KMS actions to a role of which nobody can tell which it is. */
function attachedTo(
  program: Whole,
  find: ResourceFinder,
): { readonly byRole: ReadonlyMap<ResourceId, readonly Resource[]>; readonly unfollowed: boolean } {
  const byRole = new Map<ResourceId, Resource[]>();
  let unfollowed = false;
  for (const facts of program.stacks.values())
    for (const resource of facts.resources) {
      const list = ATTACHED[resource.type];
      if (list === undefined) continue;
      const names = scenariosOfResource(resource, facts).flatMap((scenario) => items(propertyIn(resource, list, scenario, program)));
      for (const role of new Set(names.map((name) => roleNamed(textOf(name), facts, program, find)))) {
        if (typeof role === 'object') unfollowed ||= /kms:|"\*"/i.test(JSON.stringify(resource.properties));
        else if (role !== undefined) byRole.set(role, [...(byRole.get(role) ?? []), resource]);
      }
    }
  return { byRole, unfollowed };
}

/** The role of the app that a list of roles names; undefined where it is none of the app's, somebody where only the deployment knows. */
function roleNamed(
  text: Text | undefined,
  facts: TemplateFacts,
  program: Whole,
  find: ResourceFinder,
): ResourceId | typeof SOMEBODY | undefined {
  if (!text) return SOMEBODY;
  const resource = program.resource(text) ?? find(roleArn(text, facts), facts)?.resource;
  if (resource?.type === 'AWS::IAM::Role') return resource.id;
  return literal(program.resolve(text)) === undefined ? SOMEBODY : undefined;
}

/** A bare name of a role as its ARN, which is found by its name. */
function roleArn(name: Text, { env }: TemplateFacts): Text {
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
