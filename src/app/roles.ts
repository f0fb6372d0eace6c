/** The roles of the app: what they are called, and which one a text names. */
import { sameText, text } from '../core/text.js';
import { inside, member, textOf } from '../core/value.js';
import type { Resource } from '../types/facts.js';
import type { Program, RoleOrUser } from '../types/program.js';
import type { Text } from '../types/values.js';

type Whole = Pick<Program, 'stacks' | 'resource' | 'fold'>;

const known = new WeakMap<Program['stacks'], readonly RoleOrUser[]>();

/**
 * Every AWS::IAM::Role of the app: its resource, its ARN as GetAtt, and the same spelt out as far as its name is known.
 * @example for (const role of rolesOf(program)) mayOn(role, 'kms:Decrypt', key, program).answer
 */
export function rolesOf(program: Pick<Program, 'stacks' | 'fold'>): readonly RoleOrUser[] {
  const before = known.get(program.stacks);
  if (before) return before;
  const resources = [...program.stacks.values()].flatMap((facts) => facts.resources.filter(({ type }) => type === 'AWS::IAM::Role'));
  const roles = resources.map((resource) => roleOrUser(resource, program));
  known.set(program.stacks, roles);
  return roles;
}

/**
 * The role of the app that a text names: by GetAtt, through exports, or by an ARN that is spelt out with its RoleName. Undefined where it
 * is none, or only the deployment knows which.
 * @example key.policy.access.principals.map(({ text }) => roleNamed(text, program)?.resource)
 */
export function roleNamed(written: Text, program: Whole & Pick<Program, 'resolve'>): RoleOrUser | undefined {
  const roles = rolesOf(program),
    resource = program.resource(written);
  if (resource) return roles.find((role) => role.resource.id === resource.id);
  const name = program.resolve(written);
  return roles.find(({ arn }) => arn && sameText(arn, name) === 'yes');
}

/** CloudFormation may shorten the stack's name in a generated one, but not below this. */
const KEPT_OF_STACK_NAME = 12;

/**
 * A role or user with its names. A role without a name of its own is called after its stack: `Stack-Role1ABCC5F0-1A2B3C4D5E6F`
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html), so that it is none of the roles that
 * are called otherwise.
 */
export function roleOrUser(resource: Resource, program: Pick<Program, 'stacks' | 'fold'>): RoleOrUser {
  const { stack, logicalId, type, properties, at } = resource;
  const attribute: Text = [{ of: 'attribute', name: `${logicalId}.Arn`, scope: stack }],
    facts = program.stacks.get(stack);
  const folded = program.fold(properties, inside(at, 'Properties'), stack, {}),
    own = member(folded, type === 'AWS::IAM::Role' ? 'RoleName' : 'UserName');
  const name = own ? textOf(own) : generatedName(resource, facts?.stackName ?? '');
  const path = folded?.is !== 'map' ? undefined : folded.entries['Path'] ? textOf(folded.entries['Path']) : ['/'];
  if (!facts || !name || !path) return { resource, attribute, arn: undefined };
  const kind = type === 'AWS::IAM::Role' ? ':role' : ':user';
  return { resource, attribute, arn: text('arn:', facts.env.partition, ':iam::', facts.env.account, kind, path, name) };
}

/** Of a template by itself not even the stack's name is known: the hyphens alone tell the name from a short one, such as `Admin`. */
function generatedName({ stack, logicalId }: Pick<Resource, 'stack' | 'logicalId'>, stackName: string): Text {
  const some = (what: string): Text => [{ of: 'other', name: `${what} of the name of ${logicalId}`, scope: stack }];
  return stackName === ''
    ? text(some('the start'), '-', some('the middle'), '-', some('the end'))
    : text(stackName.slice(0, KEPT_OF_STACK_NAME), some('the rest'));
}
