/** What the evaluator must know beside a key's policy: whose key it is, and whom its symbols mean. */
import type { KeyFacts, PolicyScope } from '../policy/scope.js';
import type { Key, Program } from '../types/program.js';

export function scopeOf(key: Pick<Key, 'id' | 'env'> & KeyFacts, program: Pick<Program, 'stacks' | 'resource'>): PolicyScope {
  return {
    keyId: key.id,
    env: key.env,
    key,
    resource(text) {
      const resource = program.resource(text),
        facts = resource && program.stacks.get(resource.stack);
      return resource && facts && { id: resource.id, type: resource.type, env: facts.env };
    },
  };
}
