/** The parts of a resource's id, `stack#logicalId`: a stack's own id holds such a sign too, so that the last one parts them. */
import type { ResourceId, StackId } from '../types/values.js';

export function stackIdOf(resource: ResourceId): StackId {
  return resource.slice(0, resource.lastIndexOf('#'));
}

export function logicalIdOf(resource: ResourceId): string {
  return resource.slice(resource.lastIndexOf('#') + 1);
}
