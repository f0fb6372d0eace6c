/** For tests: what this room says of a policy, by names that stay. The only place where the second judge meets it. */
import type { Answer, Env, Json, World } from '../types.js';
import { allowsDeployer } from './access.js';
import { deadStatements } from './dead.js';
import type { KeyFacts } from './scope.js';
import { env, policyOf, scopeIn } from './testing.js';
import { undelegated } from './undelegated.js';
import { judge } from './verdicts.js';

export interface Asked {
  readonly verdict: (name: VerdictName) => Answer;
  /** The actions that no IAM policy can grant by a direct call: for certain, or else perhaps. */
  readonly notDelegated: () => { readonly actions: readonly string[]; readonly certain: boolean };
  /** The statements that can never match, counted from 0, and what their Sid is. */
  readonly ineffective: () => readonly { readonly index: number; readonly sid: string | undefined }[];
  /** Whether the role of this ARN, whose IAM policies allow everything, can do the action. */
  readonly deployer: (arn: string, action: string) => Answer;
}
export const VERDICTS = ['rootTrust', 'fullRootTrust', 'manageable', 'durable', 'public', 'crossAccount'] as const;
export type VerdictName = (typeof VERDICTS)[number];

const absent = { is: 'absent' } as const;
/** A key for which nothing is chosen: SYMMETRIC_DEFAULT, ENCRYPT_DECRYPT, AWS_KMS, one Region. */
const key: KeyFacts = { spec: absent, usage: absent, origin: absent, multiRegion: absent };

/** @param document as a template has it, with or without intrinsics */
export function ask(document: Json, where: Env = env, world: World = {}): Asked {
  const policy = policyOf(document, where, world),
    scope = { ...scopeIn(where), key },
    verdicts = judge(policy, scope);
  return {
    verdict: (name) => verdicts[name].answer,
    notDelegated: () => undelegated(policy, scope, key),
    ineffective: () => deadStatements(policy, scope, key).map(({ statement }) => statement),
    deployer: (arn, action) => allowsDeployer(policy, scope, [arn], 'T', action).answer,
  };
}
