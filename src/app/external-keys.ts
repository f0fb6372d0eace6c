/** Keys that others own: what the configuration vouches for, since no template can tell. */
import { and, or } from '../core/answer.js';
import { like } from '../policy/match.js';
import type { Allowance } from '../types/config.js';
import type { VouchedKey } from '../types/program.js';
import type { Answer, StackId } from '../types/values.js';
import type { Json, JsonObject } from '../types/files.js';

/** What a key is asked to allow. A part that is left out is not known. */
export interface Asked {
  /** All that the key is called: its ARN, id or alias, the construct of its import. */
  readonly names: readonly string[];
  readonly principals?: readonly string[];
  readonly actions?: readonly string[];
  /** The stacks that need it, of which one that is vouched for is enough; any, where they are left out. */
  readonly stacks?: readonly StackId[];
}

/** Whether the configuration says that the key allows this: yes for all of it, unknown where what is asked is not known. */
export function vouchedFor(externalKeys: readonly VouchedKey[], { names, principals, actions, stacks: asking }: Asked): Answer {
  const entries = externalKeys.filter(
    ({ key, stacks }) =>
      (!stacks || !asking || asking.some((stack) => stacks.includes(stack))) && names.some((name) => isCalled(key, name)),
  );
  const allowances = entries.flatMap(({ allow }) => (allow === 'all' ? [{}] : allow));
  return or(
    ...allowances.map((allowance) =>
      and(
        everyOne(principals, allowance.principals, isPrincipal),
        everyOne(actions, allowance.actions, (pattern, action) => isLike(pattern.toLowerCase(), action.toLowerCase())),
      ),
    ),
  );
}

/** The principals and actions of a statement as it is written down; only what is plain text is known. */
export function askedIn(statement: Json | undefined): Omit<Asked, 'names'> {
  const { Action: action, Principal: principal } = isObject(statement) ? statement : {};
  const actions = textsOf(action);
  const principals = principal === '*' ? ['*'] : isObject(principal) ? joined(Object.values(principal).map(textsOf)) : undefined;
  return { ...(actions ? { actions } : {}), ...(principals ? { principals } : {}) };
}

/** Whether a key of this name is the one that an entry means: by pattern, by the id in its ARN, by the alias in its ARN. */
export function isCalled(pattern: string, name: string): boolean {
  const bare = (text: string): string => text.replace(/^arn:[^/]*:(?:key\/)?/, '').replace(/^['"`]|['"`]$/g, '');
  const byId = /^[\w-]*\d[\w-]*$|^alias\//.test(bare(pattern)) && !(pattern.startsWith('arn:') && name.startsWith('arn:'));
  return isLike(pattern, name) || pattern === name || (byId && bare(pattern) === bare(name));
}

function everyOne(
  asked: readonly string[] | undefined,
  allowed: Allowance['actions'],
  covers: (pattern: string, one: string) => boolean,
): Answer {
  if (!allowed) return 'yes';
  if (!asked || asked.length === 0) return 'unknown';
  return asked.every((one) => allowed.some((pattern) => covers(pattern, one))) ? 'yes' : 'no';
}

/** An account stands for its root and all in it. */
function isPrincipal(pattern: string, principal: string): boolean {
  const [, account] = /^arn:[^:]*:(?:iam|sts)::(\d{12}):/.exec(principal) ?? [];
  return isLike(pattern, principal) || pattern === account;
}

const isLike = (pattern: string, text: string): boolean => like([pattern], [text], true) === 'yes';

function textsOf(json: Json | undefined): readonly string[] | undefined {
  const items = Array.isArray(json) ? (json as readonly Json[]) : json === undefined ? [] : [json];
  const texts = items.filter((item) => typeof item === 'string');
  return texts.length > 0 && texts.length === items.length ? texts : undefined;
}

function joined(lists: readonly (readonly string[] | undefined)[]): readonly string[] | undefined {
  return lists.some((list) => list === undefined) ? undefined : lists.flatMap((list) => list ?? []);
}

const isObject = (json: Json | undefined): json is JsonObject => typeof json === 'object' && json !== null && !Array.isArray(json);
