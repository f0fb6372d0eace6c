/** How a thing is called in a message: rules leave a marker, since construct paths are read only for what is shown. */
import type { ResourceId } from '../types/values.js';

const OPEN = '\u27e6',
  CLOSE = '\u27e7';

/**
 * The marker for a resource; the engine puts its construct path there, or stack and logical id where none is known.
 * @example message: `${nameOf(key.id)} has no owner.`
 */
export function nameOf(resource: ResourceId): string {
  return `${OPEN}${resource}${CLOSE}`;
}

export function withNames(message: string, name: (resource: ResourceId) => string): string {
  return message.replace(new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, 'g'), (_, resource: string) => name(resource));
}
