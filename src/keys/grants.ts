/** The IAM policies of the app that give KMS actions on one of its keys. */
import { text } from '../cfn/text.js';
import { inside, items, member, stringOf, textOf } from '../cfn/value.js';
import type { Holder, IamGrant, Program, Resource, Text, Value } from '../types.js';

type Whole = Pick<Program, 'stacks' | 'resource' | 'fold'>;

/** Where the types of IAM keep their policy documents (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html). */
const documents = (resource: Resource, properties: Value | undefined): readonly (Value | undefined)[] =>
  [member(properties, 'PolicyDocument'), ...items(member(properties, 'Policies')).map((policy) => member(policy, 'PolicyDocument'))].filter(
    () => resource.type.startsWith('AWS::IAM::'),
  );

/** Only what names the key itself is a grant on it: a `*` may mean any key. Statements under an open condition count: they may come to be. */
export function grantsIn(program: Whole): readonly IamGrant[] {
  const grants: IamGrant[] = [];
  for (const facts of program.stacks.values())
    for (const resource of facts.resources) {
      if (!resource.type.startsWith('AWS::IAM::') || !/kms:/i.test(JSON.stringify(resource.properties))) continue;
      const properties = program.fold(resource.properties, inside(resource.at, 'Properties'), facts.id, {});
      for (const document of documents(resource, properties))
        for (const statement of items(member(document, 'Statement'))) {
          const actions = items(member(statement, 'Action'))
            .map((action) => stringOf(action) ?? '')
            .filter((action) => /^kms:/i.test(action));
          if (stringOf(member(statement, 'Effect')) !== 'Allow' || actions.length === 0) continue;
          for (const target of items(member(statement, 'Resource'))) {
            const named = textOf(target),
              key = named && program.resource(named);
            if (key?.type === 'AWS::KMS::Key' || key?.type === 'AWS::KMS::ReplicaKey')
              grants.push({ policy: resource.id, key: key.id, actions, at: statement.at, holders: holders(resource, properties, program) });
          }
        }
    }
  return grants;
}

/** Who has the policy: the role or user itself, or those that an AWS::IAM::Policy names. */
function holders(resource: Resource, properties: Value | undefined, program: Whole): readonly Holder[] | undefined {
  if (resource.type === 'AWS::IAM::Role' || resource.type === 'AWS::IAM::User') return [holder(resource, program)];
  const named = ['Roles', 'Users'].flatMap((list) => items(member(properties, list))),
    found = named.map((entry) => program.resource(textOf(entry) ?? []));
  return named.length > 0 && !member(properties, 'Groups') && !found.includes(undefined)
    ? found.flatMap((one) => (one ? [holder(one, program)] : []))
    : undefined;
}

/** CloudFormation may shorten the stack's name in a generated one, but not below this. */
const KEPT_OF_STACK_NAME = 12;

/**
 * A role without a name of its own is called after its stack: `Stack-Role1ABCC5F0-1A2B3C4D5E6F`
 * (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-properties-name.html), so that it is none of the roles that are called otherwise.
 */
function holder({ stack, logicalId, type, properties, at }: Resource, program: Whole): Holder {
  const attribute: Text = [{ of: 'attribute', name: `${logicalId}.Arn`, scope: stack }],
    facts = program.stacks.get(stack);
  const folded = program.fold(properties, inside(at, 'Properties'), stack, {}),
    own = member(folded, type === 'AWS::IAM::Role' ? 'RoleName' : 'UserName');
  const name = own
    ? textOf(own)
    : facts?.stackName
      ? text(facts.stackName.slice(0, KEPT_OF_STACK_NAME), { of: 'other', name: `the rest of the name of ${logicalId}`, scope: stack })
      : undefined;
  if (!facts || !name || folded?.is !== 'map' || member(folded, 'Path')) return { attribute, arn: undefined };
  return {
    attribute,
    arn: text('arn:', facts.env.partition, ':iam::', facts.env.account, type === 'AWS::IAM::Role' ? ':role/' : ':user/', name),
  };
}
