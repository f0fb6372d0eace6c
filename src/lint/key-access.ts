/** Who uses keys, must be able to, and is allowed to: found stack by stack, so that what a stack holds is folded once and can then go. */
import { iamAllowsIn } from '../app/iam-allows.js';
import { keyUsesIn } from '../app/key-uses.js';
import { requiredAccess } from '../app/required-access.js';
import { lazy } from '../core/memo.js';
import type { Program } from '../types/program.js';

/** Each list in the order of the stacks; all of them are worked out when one is first asked for. */
export function keyAccess(
  program: Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>,
): Pick<Program, 'iamAllows' | 'uses' | 'requiredAccess'> {
  const access = lazy(() => requiredAccess(program));
  const found = lazy(() =>
    [...program.stacks.values()].map((facts) => ({
      uses: keyUsesIn(facts, program),
      ...access().of(facts),
      iamAllows: iamAllowsIn(facts, program),
    })),
  );
  const uses = lazy(() => found().flatMap((one) => one.uses)),
    services = lazy(() => found().flatMap((one) => one.services)),
    roles = lazy(() => found().flatMap((one) => one.roles)),
    iamAllows = lazy(() => found().flatMap((one) => one.iamAllows));
  return {
    get uses() {
      return uses();
    },
    get iamAllows() {
      return iamAllows();
    },
    requiredAccess: {
      get services() {
        return services();
      },
      get roles() {
        return roles();
      },
      policiesOf: (role) => access().policiesOf(role),
    },
  };
}
