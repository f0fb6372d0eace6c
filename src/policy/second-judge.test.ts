/** Every certain verdict against concrete requests, on random policies. KMS_LINT_RUNS says how many, KMS_LINT_SEED which. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../types/files.js';
import type { Env, Scenario } from '../types/values.js';
import { ask, VERDICTS, type Asked } from './asked.testing.js';
import { isRefused } from './concrete.testing.js';
import { deployed, deployments } from './instances.testing.js';
import { DEPLOYER, nastyPolicy } from './nasty.testing.js';
import { type Case, caseOf, delegationBroken, deployerBroken, ineffectiveBroken, verdictBroken } from './promises.testing.js';
import { statementsOf } from './requests.testing.js';
import { env, OWN } from './testing.js';

const parameters = {
  numRuns: Number(process.env['KMS_LINT_RUNS'] ?? 300),
  seed: Number(process.env['KMS_LINT_SEED'] ?? 20261130),
};
type Claim = readonly [string, (asked: Asked, one: Case) => string | undefined];
const CLAIMS: readonly Claim[] = [
  ...VERDICTS.map((name): Claim => [name, (asked, one) => verdictBroken(asked, name, one)]),
  ['the actions that are not delegated', delegationBroken],
  ['the statements that can never match', ineffectiveBroken],
];

describe('what is certain holds for concrete requests', () => {
  it.each<Claim>([...CLAIMS, ['the deployer', (asked, one) => deployerBroken(asked, one, DEPLOYER)]])(
    '%s',
    (_name, broken) => {
      fc.assert(
        fc.property(nastyPolicy, (policy) => {
          expect(broken(ask(policy as unknown as Json), caseOf(policy, OWN))).toBeUndefined();
        }),
        parameters,
      );
    },
    3_600_000,
  );
});

describe('what is certain of a template holds in each of its deployments', () => {
  const unknownAccount: Env = { ...env, account: [{ of: 'pseudo', name: 'AWS::AccountId', scope: 'T' }] };
  const scenarios: readonly Scenario[] = [{}, { C: true }, { C: false }, { C: true, D: true }, { C: false, D: false }];
  it.each(CLAIMS)(
    '%s',
    (_name, broken) => {
      fc.assert(
        fc.property(deployments(nastyPolicy), fc.constantFrom(...scenarios), fc.boolean(), ({ document, instances }, scenario, isKnown) => {
          const asked = ask(document, isKnown ? env : unknownAccount, scenario);
          for (const instance of instances) {
            const where = { ...instance, account: isKnown ? OWN : instance.account, conditions: { ...instance.conditions, ...scenario } };
            const policy = deployed(document, where);
            // What KMS refuses is no policy of any key.
            if (statementsOf(policy).some(isRefused)) continue;
            expect(broken(asked, caseOf(policy, where.account))).toBeUndefined();
          }
        }),
        { ...parameters, numRuns: Math.ceil(parameters.numRuns / 2) },
      );
    },
    3_600_000,
  );
});
