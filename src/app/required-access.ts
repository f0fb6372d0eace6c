/** Who must be able to use which key, over the whole app: services, and roles by deliveries and by rights on encrypted data. */
import type { TemplateFacts } from '../types/facts.js';
import type { Program } from '../types/program.js';
import type { RequiredAccess, RoleAccess, RolePolicies } from '../types/required-access.js';
import type { Text } from '../types/values.js';
import { dataRightsOf } from './data-rights.js';
import { namedResourceFinder } from './named-resources.js';
import type { Search } from './reach.js';
import { roleDeliveriesOf } from './role-deliveries.js';
import { rolePolicies } from './role-policies.js';
import { serviceAccessOf } from './service-access.js';

/** What one stack asks of services and of roles. */
export type AccessOfStack = Pick<RequiredAccess, 'services' | 'roles'>;

/** The finder of what each stack asks for, and of the policies that roles of the app have. */
export function requiredAccess(
  program: Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>,
): Pick<RequiredAccess, 'policiesOf'> & { readonly of: (facts: TemplateFacts) => AccessOfStack } {
  const search: Search = { program, find: namedResourceFinder(program) },
    policiesOf = rolePolicies(program, search.find);
  return {
    policiesOf,
    of: ({ consumers, resources }) => ({
      services: consumers.flatMap((one) => serviceAccessOf(one, search)),
      roles: [
        ...consumers.flatMap((one) => roleDeliveriesOf(one, search)),
        ...resources.flatMap(({ type, id }) => (type === 'AWS::IAM::Role' ? rightsOf(id, policiesOf(id), search) : [])),
      ],
    }),
  };
}

function rightsOf(role: string, held: RolePolicies | undefined, search: Search): readonly RoleAccess[] {
  if (!held) return [];
  const text: Text = [{ of: 'attribute', name: `${held.role.logicalId}.Arn`, scope: held.role.stack }];
  return held.policies.flatMap(({ policy, by, certain }) =>
    by === undefined ? [] : dataRightsOf({ role, text, policy, by, certain }, search),
  );
}
