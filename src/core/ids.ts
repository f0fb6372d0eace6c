/** The parts of a resource's id, `stack#logicalId`: a stack's own id holds such a sign too, so that the last one parts them. */
import type { ResourceId, StackId } from '../types/values.js';

/**
 * The id of the stack that has a resource: `program.stacks.get` takes it.
 * @example program.stacks.get(stackIdOf(use.by))
 */
export function stackIdOf(resource: ResourceId): StackId {
  return resource.slice(0, resource.lastIndexOf('#'));
}

/**
 * The logical id of a resource, as its template has it.
 * @example logicalIdOf(key.id) // 'OrdersKey2F1E'
 */
export function logicalIdOf(resource: ResourceId): string {
  return resource.slice(resource.lastIndexOf('#') + 1);
}

/** The app that a stack is of: its assembly, its file of facts, or the file of a template by itself. */
export const appOf = (stack: StackId): string => stack.split('#', 1)[0] ?? stack;
