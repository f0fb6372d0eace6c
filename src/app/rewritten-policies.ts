/** Key policies that a custom resource of the app may change once the key is there: what the template says of them is not the last word. */
import { stackIdOf } from '../core/ids.js';
import { memoOf } from '../core/memo.js';
import type { TemplateFacts } from '../types/facts.js';
import type { Key, Program } from '../types/program.js';
import { iamAllowsOn } from './by-key.js';

const PUT_KEY_POLICY = /^kms:PutKeyPolicy$/i;
const CUSTOM = /^Custom::|^AWS::CloudFormation::CustomResource$/;

/**
 * Whether an IAM policy names kms:PutKeyPolicy on this very key beside a custom resource, as where a construct lets a distribution read a
 * bucket under a key that it was given. Administrators have it among others by a pattern.
 */
export function mayBeRewritten({ id }: Pick<Key, 'id'>, program: Pick<Program, 'iamAllows' | 'stacks'>): boolean {
  return iamAllowsOn(id, program).some(({ actions, policy }) => {
    const facts = program.stacks.get(stackIdOf(policy));
    return facts !== undefined && actions.some((action) => PUT_KEY_POLICY.test(action)) && hasCustomResource(facts);
  });
}

const hasCustomResource = memoOf(({ types }: TemplateFacts) => Object.values(types).some((type) => CUSTOM.test(type)));
