/** The IAM policies of the app that give KMS actions on one of its keys. */
import { keyActionsOf } from '../reference/actions.js';
import { stackIdOf } from '../core/ids.js';
import { conditionsIn, scenariosOf } from '../cfn/scenarios.js';
import { identical, text } from '../core/text.js';
import { inside, items, member, stringOf, textOf } from '../core/value.js';

import type { RoleOrUser, IamAllow, Key, Program } from '../types/program.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { Text, Value, Scenario } from '../types/values.js';
import { iamPolicy } from '../policy/other-policies.js';
import { iamAllowsOn } from './by-key.js';
import { resourceFinder } from './policy-scope.js';

type Whole = Pick<Program, 'stacks' | 'resource' | 'fold'>;

/**
 * Only what names the key itself is a grant on it: a `*` may mean any key. A grant that conditions decide about is there once for each of
 * their scenarios.
 */
export function iamAllowsIn(program: Whole): readonly IamAllow[] {
  const grants: IamAllow[] = [];
  for (const facts of program.stacks.values())
    for (const resource of facts.resources) {
      if (!resource.type.startsWith('AWS::IAM::') || !/kms:/i.test(JSON.stringify(resource.properties))) continue;
      for (const scenario of scenariosWith(resource, facts)) grants.push(...grantsOf(resource, scenario, program));
    }
  return grants;
}

/** The scenarios of a template in which a resource exists. Where they are too many, there is one in which nothing is decided. */
function scenariosWith({ condition, properties }: Resource, facts: TemplateFacts): readonly Scenario[] {
  const names = conditionsIn(properties);
  if (condition !== undefined) names.add(condition);
  return (scenariosOf(facts, names) ?? [{}]).filter((scenario) => condition === undefined || scenario[condition] !== false);
}

function grantsOf(resource: Resource, scenario: Scenario, program: Whole): readonly IamAllow[] {
  const properties = program.fold(resource.properties, inside(resource.at, 'Properties'), resource.stack, scenario),
    env = program.stacks.get(resource.stack)?.env;
  if (!env) return [];
  const scope = { keyId: '', env, resource: resourceFinder(program) };
  return documentsIn(properties)
    .flatMap((document) => iamPolicy(document, scope).statements)
    .flatMap(({ effect, actions: element, resources, conditionsAt, at }) => {
      const actions = element?.negated === false ? items(element.value).flatMap((action) => stringOf(action) ?? []) : [];
      const ofKms = actions.filter((action) => /^kms:/i.test(action));
      if (effect !== 'Allow' || ofKms.length === 0 || !resources || resources.not) return [];
      const always = !conditionsAt && Object.keys(scenario).length === 0;
      return resources.texts.flatMap((target): readonly IamAllow[] => {
        const key = program.resource(target ?? []);
        if (key?.type !== 'AWS::KMS::Key' && key?.type !== 'AWS::KMS::ReplicaKey') return [];
        const owners = holders(resource, properties, program);
        return [{ policy: resource.id, key: key.id, actions: ofKms, at, owners, scenario, always }];
      });
    });
}

/**
 * Where the types of IAM keep their policy documents (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html).
 */
export const documentsIn = (properties: Value | undefined): readonly (Value | undefined)[] => [
  member(properties, 'PolicyDocument'),
  ...items(member(properties, 'Policies')).map((policy) => member(policy, 'PolicyDocument')),
];

/**
 * The Allow statements of the app's IAM policies that name the key, as far as they can be there together with it, by the conditions of
 * their templates.
 * @example iamAllowsBeside(key, program).filter(({ actions }) => actions.includes('kms:*'))
 */
export function iamAllowsBeside(key: Key, program: Pick<Program, 'iamAllows' | 'stacks'>): readonly IamAllow[] {
  const facts = program.stacks.get(key.stack);
  if (!facts) return [];
  return iamAllowsOn(key.id, program).filter(
    (grant) => stackIdOf(grant.policy) !== key.stack || compatible(key.scenario, grant.scenario, facts),
  );
}

/** Whether the conditions of one template can be decided in both ways at once. */
function compatible(one: Scenario, other: Scenario, facts: TemplateFacts): boolean {
  const wanted = Object.entries({ ...one, ...other });
  const agrees = (scenario: Scenario): boolean =>
    [one, other].every((part) => Object.entries(part).every(([name, way]) => scenario[name] === undefined || scenario[name] === way));
  if (!agrees({ ...one, ...other })) return false;
  const together = scenariosOf(
    facts,
    wanted.map(([name]) => name),
  );
  return !together || together.some(agrees);
}

/** Who has the policy: the role or user itself, or those that the policy names. Undefined where others may have it too. */
function holders(resource: Resource, properties: Value | undefined, program: Whole): readonly RoleOrUser[] | undefined {
  if (resource.type === 'AWS::IAM::Role' || resource.type === 'AWS::IAM::User') return [holder(resource, program)];
  const named = ['Roles', 'Users', 'RoleName', 'UserName'].flatMap((list) => items(member(properties, list))),
    found = [...named.map((entry) => program.resource(textOf(entry) ?? [])), ...attachedTo(resource, program)];
  return found.length > 0 && !member(properties, 'Groups') && !found.includes(undefined)
    ? found.flatMap((one) => (one ? [holder(one, program)] : []))
    : undefined;
}

/** Of a template by itself not even the stack's name is known: the hyphens alone tell the name from a short one, such as `Admin`. */
function generatedName({ stack, logicalId }: Pick<Resource, 'stack' | 'logicalId'>, stackName: string): Text {
  const some = (what: string): Text => [{ of: 'other', name: `${what} of the name of ${logicalId}`, scope: stack }];
  return stackName === ''
    ? text(some('the start'), '-', some('the middle'), '-', some('the end'))
    : text(stackName.slice(0, KEPT_OF_STACK_NAME), some('the rest'));
}

/** The roles and users of its stack that attach a managed policy by themselves. */
function attachedTo({ id, type, stack }: Resource, program: Whole): readonly Resource[] {
  if (type !== 'AWS::IAM::ManagedPolicy') return [];
  return (program.stacks.get(stack)?.resources ?? []).filter((one) => {
    if (one.type !== 'AWS::IAM::Role' && one.type !== 'AWS::IAM::User') return false;
    const attached = member(program.fold(one.properties, inside(one.at, 'Properties'), stack, {}), 'ManagedPolicyArns');
    return items(attached).some((arn) => program.resource(textOf(arn) ?? [])?.id === id);
  });
}

/** CloudFormation may shorten the stack's name in a generated one, but not below this. */
const KEPT_OF_STACK_NAME = 12;

/**
 * A role without a name of its own is called after its stack: `Stack-Role1ABCC5F0-1A2B3C4D5E6F`
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html), so that it is none of the roles that
 * are called otherwise.
 */
function holder({ stack, logicalId, type, properties, at }: Resource, program: Whole): RoleOrUser {
  const attribute: Text = [{ of: 'attribute', name: `${logicalId}.Arn`, scope: stack }],
    facts = program.stacks.get(stack);
  const folded = program.fold(properties, inside(at, 'Properties'), stack, {}),
    own = member(folded, type === 'AWS::IAM::Role' ? 'RoleName' : 'UserName');
  const name = own ? textOf(own) : generatedName({ stack, logicalId }, facts?.stackName ?? '');
  if (!facts || !name || folded?.is !== 'map' || member(folded, 'Path')) return { attribute, arn: undefined };
  return {
    attribute,
    arn: text('arn:', facts.env.partition, ':iam::', facts.env.account, type === 'AWS::IAM::Role' ? ':role/' : ':user/', name),
  };
}

/** Whether an IAM policy of the app, in the key's own account, gives a role or user the action on the key, whatever the request is. */
export function alwaysGranted(
  { iamAllows: grants, stacks }: Pick<Program, 'iamAllows' | 'stacks'>,
  key: Pick<Key, 'id' | 'env'>,
  principal: Text,
  action: string,
): boolean {
  return grants.some((grant) => {
    const owner = stacks.get(stackIdOf(grant.policy));
    const sameAccount = owner !== undefined && identical(owner.env.account, key.env.account);
    const holds = grant.owners?.some(({ attribute, arn }) => [attribute, arn].some((text) => text && identical(text, principal))) ?? false;
    return grant.key === key.id && grant.always && sameAccount && holds && grant.actions.flatMap(keyActionsOf).includes(action);
  });
}
