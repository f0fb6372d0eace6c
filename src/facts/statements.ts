/** Of IAM policies, the statements that give something on what other apps own or can name. */
import { isObject, listOf, objectOf } from '../core/json.js';
import type { Json, JsonObject } from '../types/files.js';
import { refersTo } from './refers-to.js';

/** The properties of an IAM policy that name who has it. */
export const NAMES_A_ROLE = ['Roles', 'Users', 'Groups'];
/** On `*`, these give nothing that a key of another app asks for. */
const IDLE = /^(autoscaling|cloudformation|cloudwatch|ec2|ec2messages|ecs|iam|logs|ssm|ssmmessages|sts|tag|xray):/i;

/**
 * The properties of a role, user, group or policy with the other statements left out, and in a statement the resources that nobody else has
 * to do with. A Deny stays whole.
 * @param seen whether others have to do with a resource of this template, by its logical id; true for what is no resource
 */
export function givenToOthers(properties: JsonObject, seen: (logicalId: string) => boolean): JsonObject {
  const cut = (document: Json): Json => {
    const { Statement: statements, ...more } = objectOf(document);
    return { ...more, Statement: listOf(statements).flatMap((statement) => cutStatement(statement, seen)) };
  };
  return {
    ...properties,
    ...(isObject(properties['PolicyDocument']) ? { PolicyDocument: cut(properties['PolicyDocument']) } : {}),
    ...(Array.isArray(properties['Policies'])
      ? {
          Policies: (properties['Policies'] as readonly Json[]).map((policy) =>
            isObject(policy) && isObject(policy['PolicyDocument']) ? { ...policy, PolicyDocument: cut(policy['PolicyDocument']) } : policy,
          ),
        }
      : {}),
  };
}

function cutStatement(statement: Json, seen: (logicalId: string) => boolean): readonly Json[] {
  const { Effect: effect, Action: action, Resource: resource } = objectOf(statement);
  if (effect !== 'Allow' || action === undefined || resource === undefined) return [statement];
  const resources = listOf(resource).filter((one) => refersTo(one).every(seen));
  if (resources.length === 0) return [];
  const idle = resources.every((one) => one === '*') && listOf(action).every((one) => typeof one === 'string' && IDLE.test(one));
  return idle ? [] : [{ ...objectOf(statement), Resource: resources.length === 1 ? (resources[0] ?? null) : resources }];
}
