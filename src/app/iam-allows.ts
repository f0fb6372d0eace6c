/** The IAM policies of the app that give KMS actions on one of its keys. */
import { keyActionsOf } from '../reference/actions.js';
import { stackIdOf } from '../core/ids.js';
import { scenariosOf } from '../cfn/scenarios.js';
import { memoOf } from '../core/memo.js';
import { identical } from '../core/text.js';
import { items, member, stringOf, textOf } from '../core/value.js';

import type { RoleOrUser, IamAllow, Key, Program } from '../types/program.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { IamPolicy } from '../types/policy.js';
import type { Env, Value, Scenario, Text } from '../types/values.js';
import { iamAllowsOn } from './by-key.js';
import { isKey } from './key-names.js';
import { rootOf } from './paths.js';
import { iamPolicyIn } from './policy-scope.js';
import { roleOrUser } from './roles.js';
import { inScenarios, propertyIn, type InScenario } from './scenarios.js';

type Whole = Pick<Program, 'stacks' | 'resource' | 'fold'>;

/**
 * Only what names the key itself is a grant on it: a `*` may mean any key. A grant that conditions decide about is there once for each of
 * their scenarios.
 */
export function iamAllowsIn({ resources }: TemplateFacts, program: Whole): readonly IamAllow[] {
  return resources
    .filter((resource) => resource.type.startsWith('AWS::IAM::') && saysKms(resource))
    .flatMap((resource) => inScenarios(resource, program).flatMap((standing) => grantsOf(resource, standing, program)));
}

/** Whether a policy names an action of KMS at all: most do not, and need not be read. */
export const saysKms = memoOf(({ properties }: Resource) => /kms:/i.test(JSON.stringify(properties)));

function grantsOf(resource: Resource, standing: InScenario, program: Whole): readonly IamAllow[] {
  const { scenario } = standing,
    properties = rootOf(standing.properties, resource.at),
    env = program.stacks.get(resource.stack)?.env;
  if (!env) return [];
  return documentsIn(properties)
    .flatMap((document) => iamPolicyIn(document, env, program).statements)
    .flatMap(({ effect, actions: element, resources, conditionsAt, at }) => {
      const actions = element?.negated === false ? items(element.value).flatMap((action) => stringOf(action) ?? []) : [];
      const ofKms = actions.filter((action) => /^kms:/i.test(action));
      if (effect !== 'Allow' || ofKms.length === 0 || !resources || resources.not) return [];
      const always = !conditionsAt && Object.keys(scenario).length === 0;
      return resources.texts.flatMap((target): readonly IamAllow[] => {
        const key = program.resource(target ?? []);
        if (!key || !isKey(key)) return [];
        const owners = holders(resource, properties, program);
        return [{ policy: resource.id, key: key.id, actions: ofKms, at, owners, scenario, always }];
      });
    });
}

/**
 * Where the types of IAM keep their policy documents (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html).
 */
export const documentsIn = (properties: Value | undefined): readonly Value[] =>
  [member(properties, 'PolicyDocument'), ...items(member(properties, 'Policies')).map((policy) => member(policy, 'PolicyDocument'))].filter(
    (document) => document !== undefined,
  );

/**
 * Where other types keep policy documents of roles that they make: a permission set of IAM Identity Center, functions and state machines of
 * SAM without a Role of their own
 * (https://docs.aws.amazon.com/serverless-application-model/latest/developerguide/sam-resource-function.html#sam-function-policies).
 */
const OF_MADE_ROLES: Readonly<Record<string, (properties: Value | undefined) => readonly Value[]>> = {
  'AWS::SSO::PermissionSet': (properties) => [member(properties, 'InlinePolicy')].filter((document) => document !== undefined),
  'AWS::Serverless::Function': ofSam,
  'AWS::Serverless::StateMachine': ofSam,
};
function ofSam(properties: Value | undefined): readonly Value[] {
  if (member(properties, 'Role')) return [];
  return items(member(properties, 'Policies')).filter((policy) => member(policy, 'Statement') !== undefined);
}

/** The IAM policies that a resource has or is, those of one scenario together: whoever has one of them has all. */
export const policiesIn = (
  resource: Resource,
  env: Env,
  program: Pick<Program, 'stacks' | 'fold' | 'resource'>,
): readonly (readonly IamPolicy[])[] =>
  inScenarios(resource, program).map(({ properties }) =>
    (OF_MADE_ROLES[resource.type] ?? documentsIn)(rootOf(properties, resource.at)).map((document) => iamPolicyIn(document, env, program)),
  );

/**
 * The Allow statements of the app's IAM policies whose Resource names this very key and whose Action begins with `kms:`, as far as they can
 * be there together with it, by the conditions of their templates. Not those on `*` or a pattern, with Action `*` or NotAction, in a policy
 * that AWS manages or another app makes; and a Deny may stand against them. Who may do what in the end is answered by mayOn.
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
  if (resource.type === 'AWS::IAM::Role' || resource.type === 'AWS::IAM::User') return [roleOrUser(resource, program)];
  const named = ['Roles', 'Users', 'RoleName', 'UserName'].flatMap((list) => items(member(properties, list))),
    found = [...named.map((entry) => program.resource(textOf(entry) ?? [])), ...attachedTo(resource, program)];
  return found.length > 0 && !member(properties, 'Groups') && !found.includes(undefined)
    ? found.flatMap((one) => (one ? [roleOrUser(one, program)] : []))
    : undefined;
}

/** The roles and users of its stack that attach a managed policy by themselves. */
function attachedTo({ id, type, stack }: Resource, program: Whole): readonly Resource[] {
  if (type !== 'AWS::IAM::ManagedPolicy') return [];
  return (program.stacks.get(stack)?.resources ?? []).filter((one) => {
    if (one.type !== 'AWS::IAM::Role' && one.type !== 'AWS::IAM::User') return false;
    const attached = propertyIn(one, 'ManagedPolicyArns', {}, program);
    return items(attached).some((arn) => program.resource(textOf(arn) ?? [])?.id === id);
  });
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
