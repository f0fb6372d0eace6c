/** For tests: what a key policy says, by the few names that the second judge asks for. The only place where it meets this room. */
import type { Json } from '../types/files.js';
import type { Verdicts } from '../types/policy.js';
import type { Answer, Env, Scenario } from '../types/values.js';
import { allowsDeployer, keyPolicy, VERDICTS } from './said.testing.js';
import type { KeyFacts } from './scope.js';
import { env, policyOf, scopeIn } from './testing.js';

export { VERDICTS };
export type VerdictName = keyof Verdicts;

export interface Asked {
  readonly verdict: (name: VerdictName) => Answer;
  /** The actions that no IAM policy can grant by a direct call: for certain, or else perhaps. */
  readonly notDelegated: () => { readonly actions: readonly string[]; readonly certain: boolean };
  /** The statements that can never match, counted from 0, and what their Sid is. */
  readonly ineffective: () => readonly { readonly index: number; readonly sid: string | undefined }[];
  /** Whether the role of this ARN, whose IAM policies allow everything, can do the action. */
  readonly deployer: (arn: string, action: string) => Answer;
}

const absent = { is: 'absent' } as const;
/** A key for which nothing is chosen: SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT, AWS_KMS, one Region. */
const key: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };

/** @param document as a template has it, with or without intrinsics */
export function ask(document: Json, where: Env = env, scenario: Scenario = {}): Asked {
  const written = policyOf(document, where, scenario),
    scope = { ...scopeIn(where), key },
    policy = keyPolicy(written, scope);
  return {
    verdict: (name) => policy[name].answer,
    notDelegated: () => policy.notDelegated,
    ineffective: () => policy.ineffective.map(({ statement }) => statement),
    deployer: (arn, action) => allowsDeployer(written, scope, [arn], 'T', action).answer,
  };
}
