/** Statements of IAM policies that let somebody decrypt with every key. */
import { keyActionsOf } from '../reference/actions.js';
import { printText } from '../core/text.js';
import { memoOf } from '../core/memo.js';
import { items, stringOf, textOf } from '../core/value.js';
import { iamPolicy } from '../policy/other-policies.js';
import type { Resource } from '../types/facts.js';
import type { Program } from '../types/program.js';
import type { Statement } from '../types/statement.js';
import type { ResourceId } from '../types/values.js';
import { documentsIn, saysKms } from './iam-allows.js';
import { rootOf } from './paths.js';
import { resourceFinder } from './policy-scope.js';
import { inScenarios, propertyIn } from './scenarios.js';

/** What decrypts, as AWS Security Hub asks (KMS.1, KMS.2): https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html */
const DECRYPTING: ReadonlySet<string> = new Set(['kms:Decrypt', 'kms:ReEncryptFrom']);

export interface AllKeysPermission {
  readonly statement: Statement;
  /** The actions, as written, that decrypt. */
  readonly actions: readonly string[];
  /** Condition keys that limit it otherwise than to some keys. */
  readonly limits: readonly string[];
  /** In every scenario of its template. */
  readonly certain: boolean;
}

export function allKeysPermissions(policy: Resource, program: Pick<Program, 'stacks' | 'fold' | 'resource'>): readonly AllKeysPermission[] {
  const env = program.stacks.get(policy.stack)?.env;
  if (!env || !saysKms(policy)) return [];
  if (isBoundary(policy, program)) return [];
  const scope = { keyId: '', env, resource: resourceFinder(program) };
  const scenarios = inScenarios(policy, program);
  const found = new Map<string, { readonly permission: Omit<AllKeysPermission, 'certain'>; times: number }>();
  for (const { properties } of scenarios)
    for (const document of documentsIn(rootOf(properties, policy.at)))
      for (const statement of iamPolicy(document, scope).statements) {
        const permission = permissionBy(statement);
        if (!permission) continue;
        const before = found.get(statement.at.pointer);
        if (before) before.times += 1;
        else found.set(statement.at.pointer, { permission, times: 1 });
      }
  return [...found.values()].map(({ permission, times }) => ({ ...permission, certain: times === scenarios.length }));
}

function permissionBy(statement: Statement): Omit<AllKeysPermission, 'certain'> | undefined {
  const { effect, actions, resources, conditions, opaque } = statement;
  // An administrator with Action * is no matter of KMS; nor is what NotAction leaves.
  if (effect !== 'Allow' || opaque || !actions || actions.negated || !resources || resources.not) return undefined;
  const written = items(actions.value).flatMap((item) => stringOf(item) ?? []);
  const decrypting = written.filter((one) => /^kms:/i.test(one) && keyActionsOf(one).some((action) => DECRYPTING.has(action)));
  const all = resources.texts.some((text) => text && EVERY_KEY.test(printText(text)));
  if (decrypting.length === 0 || !all || conditions.some(isScope)) return undefined;
  return { statement, actions: decrypting, limits: [...new Set(conditions.map(({ name }) => name))] };
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

/** `*`, or an ARN of KMS with a star for the id. */
const EVERY_KEY = /^(\*|arn:[^:]*:kms:(\*|[^:]*:(\*|[^:]*:(\*|key\/\*))))$/;

/** Limits it to keys by their aliases or tags. */
const isScope = ({ key, negated, ifExists }: Statement['conditions'][number]): boolean =>
  !negated && !ifExists && (/^kms:(resourcealiases|requestalias)$/.test(key) || key.startsWith('aws:resourcetag/'));
