/** Access to keys that hangs on an alias or a tag which the same role may set. */
import { literal, printText } from '../core/text.js';
import { namedActions, writtenRights } from './data-rights.js';
import type { Resource } from '../types/facts.js';
import type { Program } from '../types/program.js';
import type { IamPolicy } from '../types/policy.js';
import type { Statement } from '../types/statement.js';
import type { Answer } from '../types/values.js';
import { keyActionsOf } from '../reference/actions.js';
import { deniedOnAnyKey } from './any-key.js';

export interface SelfGranted {
  readonly role: Resource;
  readonly statement: Statement;
  readonly bound: 'alias' | 'tag';
  /** The action by which the role binds another key. */
  readonly by: string;
  readonly answer: Answer;
}

/** What sets it, and what may do so on any key or alias. */
const SETS = { alias: ['kms:CreateAlias', 'kms:UpdateAlias'], tag: ['kms:TagResource'] } as const;

/** By what the access to keys of a statement is bound: conditions on the tags of other resources bind none. */
function boundBy(statement: Statement): 'alias' | 'tag' | undefined {
  const { effect, conditions, opaque, actions } = statement;
  if (effect !== 'Allow' || opaque || !actions || actions.negated) return undefined;
  if (!namedActions(statement).some((action) => keyActionsOf(action).length > 0)) return undefined;
  const key = conditions.find(
    ({ negated, ifExists, key: name }) => !negated && !ifExists && /^(kms:resourcealiases|aws:resourcetag\/)/.test(name),
  )?.key;
  return key === undefined ? undefined : key.startsWith('kms:') ? 'alias' : 'tag';
}

/** A setting statement without conditions of its own, on `*` or a pattern. */
function setsFreely({ statements }: IamPolicy, wanted: readonly string[]): string | undefined {
  for (const statement of statements) {
    const { effect, opaque, actions, conditions, resources } = statement;
    if (effect !== 'Allow' || opaque || !actions || actions.negated || conditions.length > 0 || !resources || resources.not) continue;
    const isWide = resources.texts.some((text) => text && (literal(text) === '*' || printText(text).endsWith('*')));
    const found =
      isWide &&
      writtenRights(statement)
        .flatMap(keyActionsOf)
        .find((action) => wanted.includes(action));
    if (found) return found;
  }
  return undefined;
}

/** One for each role and kind of binding. */
export function selfGrantedAccess(
  role: Resource,
  { requiredAccess, stacks }: Pick<Program, 'requiredAccess' | 'stacks'>,
): readonly SelfGranted[] {
  const held = requiredAccess.policiesOf(role.id),
    env = stacks.get(role.stack)?.env;
  if (!held || !env) return [];
  const all = held.policies.map(({ policy }) => policy);
  return (['alias', 'tag'] as const).flatMap((bound): readonly SelfGranted[] => {
    const binding = held.policies.flatMap(({ policy, certain }) =>
      policy.statements.filter((one) => boundBy(one) === bound).map((statement) => ({ statement, certain })),
    );
    const setting = held.policies.flatMap(({ policy, certain }) => {
      const by = setsFreely(
        policy,
        SETS[bound].filter((action) => deniedOnAnyKey(action, all, env) === 'no'),
      );
      return by === undefined ? [] : [{ by, certain }];
    });
    const first = binding.find(({ certain }) => certain) ?? binding[0],
      by = setting.find(({ certain }) => certain) ?? setting[0];
    if (!first || !by) return [];
    const answer: Answer = first.certain && by.certain && !held.bounded ? 'yes' : 'unknown';
    return [{ role, statement: first.statement, bound, by: by.by, answer }];
  });
}
