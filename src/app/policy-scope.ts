/** Whom the symbols of a policy mean: the resources of the program, with the environments of their stacks. */
import type { PolicyScope } from '../policy/scope.js';
import type { Program } from '../types/program.js';

export function resourceFinder({ stacks, resource }: Pick<Program, 'stacks' | 'resource'>): PolicyScope['resource'] {
  return (text) => {
    const found = resource(text),
      facts = found && stacks.get(found.stack);
    return found && facts && { id: found.id, type: found.type, env: facts.env };
  };
}
