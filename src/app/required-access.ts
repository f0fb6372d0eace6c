/** Who must be able to use which key, over the whole app: services, and roles by deliveries and by rights on encrypted data. */
import type { Program } from '../types/program.js';
import type { RequiredAccess, RoleAccess, RolePolicies, ServiceAccess } from '../types/required-access.js';
import type { Text } from '../types/values.js';
import { dataRightsOf } from './data-rights.js';
import { namedResourceFinder } from './named-resources.js';
import type { Search } from './reach.js';
import { roleDeliveriesOf } from './role-deliveries.js';
import { rolePolicies } from './role-policies.js';
import { serviceAccessOf } from './service-access.js';

export function requiredAccess(program: Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>): RequiredAccess {
  const search: Search = { program, find: namedResourceFinder(program) },
    policiesOf = rolePolicies(program, search.find);
  let services: readonly ServiceAccess[] | undefined, roles: readonly RoleAccess[] | undefined;
  const stacks = [...program.stacks.values()];
  return {
    policiesOf,
    get services() {
      return (services ??= stacks.flatMap(({ consumers }) => consumers.flatMap((one) => serviceAccessOf(one, search))));
    },
    get roles() {
      return (roles ??= stacks.flatMap(({ consumers, resources }) => [
        ...consumers.flatMap((one) => roleDeliveriesOf(one, search)),
        ...resources.filter(({ type }) => type === 'AWS::IAM::Role').flatMap(({ id }) => rightsOf(id, policiesOf(id), search)),
      ]));
    },
  };
}

function rightsOf(role: string, held: RolePolicies | undefined, search: Search): readonly RoleAccess[] {
  if (!held) return [];
  const text: Text = [{ of: 'attribute', name: `${held.role.logicalId}.Arn`, scope: held.role.stack }];
  return held.policies.flatMap(({ policy, by, certain }) =>
    by === undefined ? [] : dataRightsOf({ role, text, policy, by, certain }, search),
  );
}
