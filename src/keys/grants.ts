/** The IAM policies of the app that give KMS actions on one of its keys. */
import { inside, items, member, stringOf, textOf } from '../cfn/value.js';
import type { Address, Program, Resource, ResourceId, Value } from '../types.js';

/** One Allow statement of an IAM policy that names a key of the app. */
export interface IamGrant { readonly policy: ResourceId; readonly key: ResourceId; readonly actions: readonly string[]; readonly at: Address }

/** Where the types of IAM keep their policy documents (https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/AWS_IAM.html). */
const documents = (resource: Resource, properties: Value | undefined): readonly (Value | undefined)[] =>
  [member(properties, 'PolicyDocument'), ...items(member(properties, 'Policies')).map((policy) => member(policy, 'PolicyDocument'))].filter(() => resource.type.startsWith('AWS::IAM::'));

/** Only what names the key itself is a grant on it: a `*` may mean any key. Statements under an open condition count: they may come to be. */
export function iamGrants(program: Pick<Program, 'stacks' | 'resource' | 'fold'>): readonly IamGrant[] {
  const grants: IamGrant[] = [];
  for (const facts of program.stacks.values()) for (const resource of facts.resources) {
    if (!resource.type.startsWith('AWS::IAM::') || !/kms:/i.test(JSON.stringify(resource.properties))) continue;
    const properties = program.fold(resource.properties, inside(resource.at, 'Properties'), facts.id, {});
    for (const document of documents(resource, properties)) for (const statement of items(member(document, 'Statement'))) {
      const actions = items(member(statement, 'Action')).map((action) => stringOf(action) ?? '').filter((action) => /^kms:/i.test(action));
      if (stringOf(member(statement, 'Effect')) !== 'Allow' || actions.length === 0) continue;
      for (const target of items(member(statement, 'Resource'))) {
        const named = textOf(target), key = named && program.resource(named);
        if (key?.type === 'AWS::KMS::Key' || key?.type === 'AWS::KMS::ReplicaKey') grants.push({ policy: resource.id, key: key.id, actions, at: statement.at });
      }
    }
  }
  return grants;
}
