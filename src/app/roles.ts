/** The roles of the app: what they are called, and which one a text names. */
import { objectOf } from '../core/json.js';
import { memo, memoOf } from '../core/memo.js';
import { sameText, text } from '../core/text.js';
import { textOf } from '../core/value.js';
import type { Resource } from '../types/facts.js';
import type { Program, RoleOrUser } from '../types/program.js';
import type { Text, Value } from '../types/values.js';
import { propertyIn } from './scenarios.js';

type Whole = Pick<Program, 'stacks' | 'resource' | 'fold'>;

/**
 * Every AWS::IAM::Role of the app: its resource, its ARN as GetAtt, and the same spelt out as far as its name is known.
 * @example for (const role of rolesOf(program)) mayOn(role, 'kms:Decrypt', key, program).answer
 */
export function rolesOf(program: Pick<Program, 'stacks' | 'fold'>): readonly RoleOrUser[] {
  return rolesIn(program);
}

const rolesIn = memoOf((program: Pick<Program, 'stacks' | 'fold'>): readonly RoleOrUser[] =>
  [...program.stacks.values()].flatMap(({ resources }) =>
    resources.flatMap((resource) => (resource.type === 'AWS::IAM::Role' ? [roleOrUser(resource, program)] : [])),
  ),
);

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
export const roleOrUser = (resource: Resource, program: Pick<Program, 'stacks' | 'fold'>): RoleOrUser => namedIn(program)(resource);

const namedIn = memoOf((program: Pick<Program, 'stacks' | 'fold'>) => memo((resource: Resource) => withNames(resource, program)));

function withNames(resource: Resource, program: Pick<Program, 'stacks' | 'fold'>): RoleOrUser {
  const { stack, logicalId, type, properties } = resource;
  const attribute: Text = [{ of: 'attribute', name: `${logicalId}.Arn`, scope: stack }],
    facts = program.stacks.get(stack);
  const property = (called: string): Value | undefined => propertyIn(resource, called, {}, program);
  const own = property(type === 'AWS::IAM::Role' ? 'RoleName' : 'UserName'),
    under = property('Path');
  const name = own ? textOf(own) : generatedName(resource, facts?.stackName ?? '');
  const isReadable = !Object.keys(objectOf(properties)).some((one) => one.startsWith('Fn::')),
    path = !isReadable ? undefined : under ? textOf(under) : ['/'];
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
