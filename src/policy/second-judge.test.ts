/** Every certain verdict against concrete requests, on random policies. KMS_LINT_RUNS says how many, KMS_LINT_SEED which. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
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
type Claim = (asked: Asked, one: Case) => string | undefined;
const CLAIMS: readonly Claim[] = [
  ...VERDICTS.map(
    (name): Claim =>
      (asked, one) =>
        verdictBroken(asked, name, one),
  ),
  delegationBroken,
  ineffectiveBroken,
];
/** Every claim that some request breaks. */
const broken = (claims: readonly Claim[], asked: Asked, one: Case): readonly string[] => claims.flatMap((claim) => claim(asked, one) ?? []);

it('what is certain holds for concrete requests: verdicts, what is not delegated, the statements that can never match, the deployer', () => {
  const claims = [...CLAIMS, (asked: Asked, one: Case): string | undefined => deployerBroken(asked, one, DEPLOYER)];
  fc.assert(
    fc.property(nastyPolicy, (policy) => {
      expect(broken(claims, ask(policy as unknown as Json), caseOf(policy, OWN))).toEqual([]);
    }),
    parameters,
  );
}, 3_600_000);

it('what is certain of a template holds in each of its deployments', () => {
  const unknownAccount: Env = { ...env, account: [{ of: 'pseudo', name: 'AWS::AccountId', scope: 'T' }] };
  const scenarios: readonly Scenario[] = [{}, { C: true }, { C: false }, { C: true, D: true }, { C: false, D: false }];
  fc.assert(
    fc.property(deployments(nastyPolicy), fc.constantFrom(...scenarios), fc.boolean(), ({ document, instances }, scenario, isKnown) => {
      const asked = ask(document, isKnown ? env : unknownAccount, scenario);
      for (const instance of instances) {
        const where = { ...instance, account: isKnown ? OWN : instance.account, conditions: { ...instance.conditions, ...scenario } };
        const policy = deployed(document, where);
        // What KMS refuses is no policy of any key.
        if (statementsOf(policy).some(isRefused)) continue;
        expect(broken(CLAIMS, asked, caseOf(policy, where.account))).toEqual([]);
      }
    }),
    { ...parameters, numRuns: Math.ceil(parameters.numRuns / 2) },
  );
}, 3_600_000);
