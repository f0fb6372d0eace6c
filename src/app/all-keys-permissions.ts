/** Statements of IAM policies that let somebody decrypt with every key. */
import { not, or } from '../core/answer.js';
import { keyActionsOf } from '../reference/actions.js';
import { printText } from '../core/text.js';
import { memoOf } from '../core/memo.js';
import { items, stringOf, textOf } from '../core/value.js';
import type { Resource } from '../types/facts.js';
import type { Program } from '../types/program.js';
import type { Statement } from '../types/statement.js';
import type { Answer, ResourceId } from '../types/values.js';
import { deniedOnAnyKey, isScope } from './any-key.js';
import { policiesIn, saysKms } from './iam-allows.js';
import { propertyIn } from './scenarios.js';

/** What decrypts, as AWS Security Hub asks (KMS.1, KMS.2): https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html */
const DECRYPTING: ReadonlySet<string> = new Set(['kms:Decrypt', 'kms:ReEncryptFrom']);

export interface AllKeysPermission {
  readonly statement: Statement;
  /** The actions, as written, that decrypt. */
  readonly actions: readonly string[];
  /** Condition keys that limit it otherwise than to some keys. */
  readonly limits: readonly string[];
  /** In every scenario of its template, whatever is not known. */
  readonly certain: boolean;
}

export function allKeysPermissions(policy: Resource, program: Pick<Program, 'stacks' | 'fold' | 'resource'>): readonly AllKeysPermission[] {
  const env = program.stacks.get(policy.stack)?.env;
  if (!env || !saysKms(policy)) return [];
  if (isBoundary(policy, program)) return [];
  const scenarios = policiesIn(policy, env, program);
  const found = new Map<string, { readonly permission: AllKeysPermission; times: number }>();
  for (const together of scenarios)
    for (const statement of together.flatMap(({ statements }) => statements)) {
      const permission = permissionBy(statement, (action) => deniedOnAnyKey(action, together, env));
      if (!permission) continue;
      const before = found.get(statement.at.pointer);
      if (before) before.times += permission.certain ? 1 : 0;
      else found.set(statement.at.pointer, { permission, times: permission.certain ? 1 : 0 });
    }
  return [...found.values()].map(({ permission, times }) => ({ ...permission, certain: times === scenarios.length }));
}

/** @param denied what another statement takes away again is no permission */
function permissionBy(statement: Statement, denied: (action: string) => Answer): AllKeysPermission | undefined {
  const { effect, actions, resources, conditions, opaque } = statement;
  // An administrator with Action * is no matter of KMS; nor is what NotAction leaves.
  if (effect !== 'Allow' || opaque || !actions || actions.negated || !resources || resources.not) return undefined;
  const left = (written: string): Answer =>
    /^kms:/i.test(written) ? or(...keyActionsOf(written).map((action) => (DECRYPTING.has(action) ? not(denied(action)) : 'no'))) : 'no';
  const all = resources.texts.some((text) => text && EVERY_KEY.test(printText(text)));
  if (!all || conditions.some(isScope)) return undefined;
  const decrypting = items(actions.value)
    .flatMap((item) => stringOf(item) ?? [])
    .map((written) => ({ written, answer: left(written) }))
    .filter(({ answer }) => answer !== 'no');
  if (decrypting.length === 0) return undefined;
  return {
    statement,
    actions: decrypting.map(({ written }) => written),
    limits: [...new Set(conditions.map(({ name }) => name))],
    certain: decrypting.some(({ answer }) => answer === 'yes'),
  };
}

/** What bounds other policies gives nothing; Security Hub leaves it out, too. */
const isBoundary = ({ id, type }: Resource, program: Pick<Program, 'stacks' | 'fold' | 'resource'>): boolean =>
  type === 'AWS::IAM::ManagedPolicy' && boundariesIn(program).has(id);

/** The policies of the app that bound its roles and users. */
const boundariesIn = memoOf((program: Pick<Program, 'stacks' | 'fold' | 'resource'>): ReadonlySet<ResourceId> => {
  const bounds = [...program.stacks.values()].flatMap(({ resources }) =>
    resources.flatMap((one) => {
      const named = textOf(propertyIn(one, 'PermissionsBoundary', {}, program));
      return (named && program.resource(named)?.id) ?? [];
    }),
  );
  return new Set(bounds);
});

/** `*`, or an ARN of KMS or of any service with a star for the id. */
const EVERY_KEY = /^(\*+|arn:[^:]*:(\*|kms):(\*|[^:]*:(\*|[^:]*:(\*|\*:\*|key\/\*))))$/;
