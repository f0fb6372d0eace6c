/** How a thing is called: in a message by a marker, since construct paths are read only for what is shown; in a detail by its path. */
import { logicalIdOf, stackIdOf } from '../core/ids.js';
import { objectOf } from '../core/json.js';
import type { TemplateFacts } from '../types/facts.js';
import type { Program } from '../types/program.js';
import type { ResourceId } from '../types/values.js';

const OPEN = '\u27e6',
  CLOSE = '\u27e7',
  OPEN_VARIABLE = '\u2983',
  CLOSE_VARIABLE = '\u2984';

/**
 * The marker for a resource; the engine puts its construct path there, or stack and logical id where none is known.
 * @example message: `${nameOf(key.id)} has no owner.`
 */
export function nameOf(resource: ResourceId): string {
  return `${OPEN}${resource}${CLOSE}`;
}

/** The resources that a message names by markers. */
export function resourcesNamed(message: string): readonly ResourceId[] {
  return Array.from(message.matchAll(new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, 'g')), ([, resource = '']) => resource);
}

/**
 * The marker for the variable that holds a construct in the app's source: the engine puts its name there, or the fallback where none is
 * known.
 * @example remedy: `${variableOf(key.id, 'key')}.grantDecrypt(role)`
 */
export function variableOf(resource: ResourceId, fallback: string): string {
  return `${OPEN_VARIABLE}${fallback} ${resource}${CLOSE_VARIABLE}`;
}

/** @param variable the name of the variable that holds a construct; undefined where none is known */
export function withNames(
  message: string,
  name: (resource: ResourceId) => string,
  variable: (resource: ResourceId) => string | undefined = () => undefined,
): string {
  return message
    .replace(new RegExp(`${OPEN}([^${CLOSE}]*)${CLOSE}`, 'g'), (_, resource: string) => name(resource))
    .replace(
      new RegExp(`${OPEN_VARIABLE}(\\S+) ([^${CLOSE_VARIABLE}]*)${CLOSE_VARIABLE}`, 'g'),
      (_, fallback: string, resource: string) => variable(resource) ?? fallback,
    );
}

/**
 * What a resource is called in the `detail` of a finding, the same in every Stage: its construct path below the Stage, or stack and logical
 * id where its template has no path. No two resources are called the same.
 * @example yield { at, when, detail: detailOf(policy, program), message }
 */
export function detailOf(resource: ResourceId, { stacks }: Pick<Program, 'stacks'>): string {
  const facts = stacks.get(stackIdOf(resource)),
    path = objectOf(facts?.resources.find(({ id }) => id === resource)?.metadata)['aws:cdk:path'];
  const whole = typeof path === 'string' ? path.replace(/\/Resource$/, '') : [facts?.name, logicalIdOf(resource)].join('/');
  return belowStage(whole, facts);
}

/** A construct path without the Stage that it starts with: the same for all copies of an app. */
export function belowStage(path: string, facts: Pick<TemplateFacts, 'stagePath'> | undefined): string {
  return facts && facts.stagePath !== '' && path.startsWith(`${facts.stagePath}/`) ? path.slice(facts.stagePath.length + 1) : path;
}
