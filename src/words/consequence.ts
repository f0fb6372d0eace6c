/** What happens where a service that must use a key may not. */
import type { ServiceAccess } from '../types/required-access.js';
import { nameOf } from './resource.js';
import { say } from './say.js';

const messages = {
  deploy: 'the deployment fails',
  delivery: 'what {source} sends to {target} is lost',
  use: '{target} does not work',
} as const;

/** A clause: `the deployment fails`. */
export function consequenceOf({ failsAt, source, target }: Pick<ServiceAccess, 'failsAt' | 'source' | 'target'>): string {
  if (failsAt === 'deploy') return messages.deploy;
  return source === target
    ? say(messages.use, { target: nameOf(target) })
    : say(messages.delivery, { source: nameOf(source), target: nameOf(target) });
}
