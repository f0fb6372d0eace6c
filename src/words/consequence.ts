/** What happens where a service or role that must use a key may not. */
import type { RequiredUse } from '../types/required-access.js';
import { nameOf } from './resource.js';
import { say } from './say.js';

const messages = {
  deploy: 'the deployment fails',
  use: '{target} does not work',
  useSilent: 'what {target} does with it fails, and nobody is told',
  lost: 'what {source} sends to {target} is lost',
  lostOfMany: 'what {source} send to {target} is lost',
  unread: '{source} cannot read from {target}',
  unwritten: '{source} cannot write to {target}',
  unused: '{source} cannot use {target}',
  silent: '{consequence}, and nobody is told',
  many: '{number} resources ({one} among them)',
  it: 'it',
  them: 'them',
} as const;

type Failing = Pick<RequiredUse, 'failsAt' | 'source' | 'target' | 'enough'>;

/** A clause: `the deployment fails`. */
export function consequenceOf(failing: Failing): string {
  const { source, target } = failing;
  return withoutDelivery(failing) ?? delivery(failing, [nameOf(source)], nameOf(target));
}

/**
 * The clause for a sentence that has named the targets: `what S/Alarm sends to it is lost, and nobody is told`.
 * @param sources the names of all that reach them
 * @param many whether there is more than one target
 */
export function consequenceForIt(failing: Failing, sources: readonly string[], many = false): string {
  const whole = withoutDelivery(failing);
  if (whole !== undefined) return whole;
  const consequence = delivery(failing, sources, many ? messages.them : messages.it);
  return failing.failsAt === 'runtime-silent' ? say(messages.silent, { consequence }) : consequence;
}

/** The clauses in which no source reaches a target. */
function withoutDelivery({ failsAt, source, target }: Failing): string | undefined {
  if (failsAt === 'deploy') return messages.deploy;
  if (source !== target) return undefined;
  return say(failsAt === 'runtime-silent' ? messages.useSilent : messages.use, { target: nameOf(target) });
}

function delivery(failing: Failing, [only = '', ...others]: readonly string[], target: string): string {
  const source = others.length === 0 ? only : say(messages.many, { number: others.length + 1, one: only });
  switch (purposeOf(failing)) {
    case 'use':
      return say(messages.unused, { source, target });
    case 'read':
      return say(messages.unread, { source, target });
    case 'write':
      if (failing.failsAt !== 'runtime-silent') return say(messages.unwritten, { source, target });
      return say(others.length === 0 ? messages.lost : messages.lostOfMany, { source, target });
  }
}

/** What a source does with its target, as the rights on the key tell: who writes must make data keys or encrypt. */
function purposeOf({ enough: [actions = []] }: Failing): 'read' | 'write' | 'use' {
  if (actions.includes('kms:CreateGrant')) return 'use';
  return actions.length === 0 || actions.some((action) => /:(?:GenerateDataKey|Encrypt)/.test(action)) ? 'write' : 'read';
}
