/** How an edge of a cycle can be broken: what takes its place, and what it costs. */
import { keyActionsOf } from '../reference/actions.js';
import { stackIdOf } from '../core/ids.js';
import { sameText } from '../core/text.js';
import { iamAllowsOn, scenariosOfKey } from '../app/by-key.js';
import type { Json, JsonObject } from '../types/files.js';
import type { Key, Link, Program } from '../types/program.js';

/**
 * What takes the place of an edge, the cheapest first.
 * granted: a role in a key policy, which IAM gives the same already and the key policy lets it; iam: the same, but the IAM policy must
 * still be written;
 * account: a principal of another account, whose account can be named instead; condition: something else in a key policy that can be spelt
 * out;
 * root: like iam, but first the key policy must let IAM decide; declared: an order that somebody declared; reference: something that is
 * really used;
 * name: a name that is spelt out, which no code could leave out.
 */
export type BreakKind = 'granted' | 'iam' | 'account' | 'condition' | 'root' | 'declared' | 'reference' | 'name';

const COST: Readonly<Record<BreakKind, number>> = {
  granted: 1,
  iam: 2,
  account: 3,
  condition: 3,
  root: 4,
  declared: 8,
  reference: 16,
  name: 32,
};

type Known = Pick<Program, 'keys' | 'iamAllows' | 'stacks'>;

/** The cheapest way to break an edge. */
export function breakKindOf(link: Link, program: Known): BreakKind {
  const { kind, at } = link;
  const [, index, element] = /^\/Resources\/[^/]+\/Properties\/KeyPolicy(?:\/Statement(?:\/(\d+))?(?:\/([^/]+))?)?/.exec(at.pointer) ?? [];
  const key = link.by === undefined ? undefined : scenariosOfKey(link.by, program)[0];
  if (key && (element !== undefined || kind === 'key-policy-principal')) {
    const statement = statementAt(key, index);
    return element === 'Principal' && statement['Effect'] === 'Allow' ? kindOfPrincipal(link, key, statement, program) : 'condition';
  }
  if (kind === 'manifest' || kind === 'depends-on') return 'declared';
  return kind === 'physical-name' ? 'name' : 'reference';
}

/** What it costs to break an edge: whole numbers above 0. */
export const breakCost = (link: Link, program: Known): number => COST[breakKindOf(link, program)];

function kindOfPrincipal(link: Link, key: Key, statement: JsonObject, program: Known): BreakKind {
  const theirs = program.stacks.get(link.target === undefined ? link.to : stackIdOf(link.target))?.env.account;
  if (theirs && sameText(theirs, key.env.account) === 'no') return 'account';
  if (key.policy.fullRootTrust.answer !== 'yes') return 'root';
  return isGranted(link, key, statement, program) ? 'granted' : 'iam';
}

/** Whether the IAM policies of the app give the principal all that the statement gives it. */
function isGranted({ target }: Link, key: Key, statement: JsonObject, program: Known): boolean {
  if (target === undefined) return false;
  const given = new Set(
    iamAllowsOn(key.id, program)
      .filter((grant) => grant.always && grant.owners?.some(({ attribute }) => isAttributeOf(attribute[0], target)))
      .flatMap(({ actions }) => actions.flatMap(keyActionsOf)),
  );
  const wanted = listOf(statement['Action']).flatMap((action) => (typeof action === 'string' ? keyActionsOf(action) : ['?']));
  return wanted.length > 0 && wanted.every((action) => given.has(action));
}

function isAttributeOf(part: Key['env']['account'][number] | undefined, resource: string): boolean {
  return typeof part === 'object' && `${part.scope}#${part.name.split('.')[0] ?? ''}` === resource;
}

const object = (json: Json | undefined): JsonObject =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as JsonObject) : {};
const listOf = (json: Json | undefined): readonly Json[] =>
  Array.isArray(json) ? (json as readonly Json[]) : json === undefined ? [] : [json];

function statementAt(key: Key, index: string | undefined): JsonObject {
  const written = object(object(key.resource.properties)['KeyPolicy'])['Statement'];
  return object(index === undefined ? written : listOf(written)[Number(index)]);
}
