/** Who uses keys, must be able to, and is allowed to: found stack by stack, so that what a stack holds is folded once and can then go. */
import { iamAllowsIn } from '../app/iam-allows.js';
import { scenariosOfKey } from '../app/by-key.js';
import { keyUsesIn } from '../app/key-uses.js';
import { roleLack } from '../app/may-use.js';
import { misnamedKeysIn } from '../app/misnamed-keys.js';
import { requiredAccess } from '../app/required-access.js';
import { lazy } from '../core/memo.js';
import type { Program } from '../types/program.js';

/** Each list in the order of the stacks; all of them are worked out when one is first asked for. */
export function keyAccess(
  program: Pick<Program, 'stacks' | 'keys' | 'fold' | 'resource' | 'resolve'>,
): Pick<Program, 'iamAllows' | 'uses' | 'misnamedKeys' | 'requiredAccess'> {
  const access = lazy(() => requiredAccess(program));
  const found = lazy(() =>
    [...program.stacks.values()].map((facts) => {
      const required = access().of(facts);
      // Now, while the policies of the roles of this stack are at hand.
      for (const use of required.roles)
        if (use.key.is === 'own') for (const key of scenariosOfKey(use.key.key, program)) roleLack(use, key, access());
      return {
        ...required,
        uses: keyUsesIn(facts, program),
        misnamedKeys: misnamedKeysIn(facts, program),
        iamAllows: iamAllowsIn(facts, program),
      };
    }),
  );
  const uses = lazy(() => found().flatMap((one) => one.uses)),
    misnamedKeys = lazy(() => found().flatMap((one) => one.misnamedKeys)),
    services = lazy(() => found().flatMap((one) => one.services)),
    roles = lazy(() => found().flatMap((one) => one.roles)),
    iamAllows = lazy(() => found().flatMap((one) => one.iamAllows));
  return {
    get uses() {
      return uses();
    },
    get misnamedKeys() {
      return misnamedKeys();
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
