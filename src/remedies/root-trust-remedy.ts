/**
 * How a key is given back to its account: the least change of its policy after which the account's IAM policies manage it, or grant all on
 * it, found by the evaluator.
 */
import { sameText, text } from '../core/text.js';
import { booleanFact, inside, items, member } from '../core/value.js';
import { mistakesIn } from '../policy/mistakes.js';
import { actionNamed } from '../reference/actions.js';
import type { Statement } from '../types/statement.js';
import type { Edit } from '../types/rule.js';
import type { Decision, KeyPolicy } from '../types/policy.js';
import type { Key, Program } from '../types/program.js';
import type { Value } from '../types/values.js';
import { deployerOn } from '../app/deployer.js';
import { addRoot, editAt, meanThisKey, removeProperty, removeStatement } from './edits.js';
import type { Remedy, RemedyPart } from './remedy.js';

type Change = { readonly edits: readonly Edit[]; readonly statements: readonly Value[] };

/**
 * rootTrust: IAM policies can manage the key; fullRootTrust: they can grant everything on it; deployer: the role that deploys the key can
 * put its policy.
 */
export type Wanted = 'rootTrust' | 'fullRootTrust' | 'deployer';

/**
 * Promotable where nobody who is named can manage the key for certain: it lets the account's administrators in, and takes nothing away.
 * Else unsafe, since a key may be closed on purpose. A Deny is taken back only where nobody manages the key, which is unsafe, and so is
 * taking back a condition, and leaving the lockout check in; nothing goes around a condition on the account's
 * own statement.
 * @param lockoutCheck the key leaves BypassPolicyLockoutSafetyCheck out as well: KMS refuses the next policy that locks the owner out
 * @returns undefined where it is so already, or no single change helps
 */
export function rootTrustRemedy(
  key: Key,
  program: Program,
  wanted: Wanted = 'rootTrust',
  { lockoutCheck = false }: { readonly lockoutCheck?: boolean } = {},
): Remedy | undefined {
  const remedy = trusting(key, program, wanted);
  return lockoutCheck && remedy ? withLockoutCheck(remedy, key) : remedy;
}

function trusting(key: Key, program: Program, wanted: Wanted): Remedy | undefined {
  const { document } = key.policy;
  const now = decisionOn(key.policy, key, program, wanted);
  if (document.is !== 'known' || document.value.is !== 'map' || now?.answer === 'yes') return undefined;
  const statements = items(member(document.value, 'Statement'));
  // The role that deploys, and a grant, get what somebody may have kept from them on purpose.
  const opening = wanted === 'rootTrust' && key.policy.manageable.answer === 'no' ? 'promotable' : 'unsafe';
  const trusted = ({ statements: changed }: Change): boolean => {
    const entries = { ...(document.value as Value & { is: 'map' }).entries, Statement: listOf(changed, key) };
    const policy = key.policy.with({ ...document.value, is: 'map', entries });
    // What is proposed is about the account's root, whoever is to be let in by it.
    const wants: readonly Wanted[] = wanted === 'deployer' ? ['rootTrust', wanted] : [wanted];
    return wants.every((one) => decisionOn(policy, key, program, one)?.answer === 'yes');
  };
  const revived = deadResources(key, statements).find(trusted);
  if (revived) return made(wanted === 'deployer' ? 'unsafe' : 'promotable', revived, { kind: 'let-root-statement-mean-key' });
  const widened = widenedStatements(key, statements).find(trusted);
  if (widened) return made(wanted === 'fullRootTrust' ? 'promotable' : opening, widened, { kind: 'widen-root-statement' });
  const conditional = conditionalRoots(key);
  if (conditional.length > 0) {
    // Who wrote a wrong condition wants a right one.
    if (conditional.some((one) => mistakesIn(one).length > 0)) return undefined;
    const free = unconditional(key, conditional, statements).find(trusted);
    return free && made('unsafe', free, { kind: 'remove-root-condition' });
  }
  const added: Change = { edits: addRoot(key), statements: [...statements, rootStatement(key)] };
  if (trusted(added)) return made(opening, added, { kind: 'add-root-statement' });
  // Where somebody manages the key, who is denied is denied on purpose.
  if (key.policy.manageable.answer !== 'no') return undefined;
  const denies = now ? denying(now) : [];
  // A condition shows what the Deny is for: it is to be corrected, not to go.
  if (denies.some((one) => one.conditions.length > 0)) return undefined;
  const undone = withoutStatements(key, denies, statements);
  const both = undone && { edits: [...undone.edits, ...added.edits], statements: [...undone.statements, rootStatement(key)] };
  const part: RemedyPart = { kind: 'delete-denies', statements: denies, of: wanted === 'fullRootTrust' ? 'all' : 'kms:PutKeyPolicy' };
  if (undone && trusted(undone)) return made('unsafe', undone, part);
  return both && trusted(both) ? made('unsafe', both, part, { kind: 'add-root-statement' }) : undefined;
}

const made = (safety: Remedy['safety'], { edits }: Change, ...parts: Remedy['parts']): Remedy => ({
  kind: 'root-trust',
  parts,
  safety,
  edits,
});

/** The same with the check that KMS makes: it refuses the next policy that locks the owner out. */
function withLockoutCheck(remedy: Remedy, key: Key): Remedy {
  const bypass = booleanFact(key.properties['BypassPolicyLockoutSafetyCheck']);
  if (bypass.is === 'absent' || (bypass.is === 'known' && !bypass.value)) return remedy;
  const edits = [...remedy.edits, removeProperty(key.id, 'BypassPolicyLockoutSafetyCheck')];
  return { ...remedy, parts: [...remedy.parts, { kind: 'leave-lockout-bypass-out' }], safety: 'unsafe', edits };
}

function decisionOn(policy: KeyPolicy, key: Key, program: Program, wanted: Wanted): Decision | undefined {
  return wanted === 'deployer' ? deployerOn(policy, key, program, 'kms:PutKeyPolicy')?.decision : policy[wanted];
}

const listOf = (statements: readonly Value[], key: Key): Value => ({
  is: 'list',
  items: statements,
  at: inside(key.policy.at, 'Statement'),
});

/** Each statement that has no effect for its Resource only, made to mean this key. */
function deadResources(key: Key, statements: readonly Value[]): readonly Change[] {
  return key.policy.ineffective.flatMap(({ byResource, at, statement }) => {
    const edit = byResource ? meanThisKey(key, statement) : undefined;
    const now = statements[statement.index];
    if (!edit || now?.is !== 'map') return [];
    const star: Value = { is: 'text', text: ['*'], at };
    const changed: Value = { ...now, entries: { ...now.entries, Resource: star } };
    return [{ edits: [edit], statements: statements.map((one, index) => (index === statement.index ? changed : one)) }];
  });
}

/**
 * Each statement for one principal alone, made to allow everything: of these only the one for the account's root gives its IAM policies
 * more.
 */
function widenedStatements(key: Key, statements: readonly Value[]): readonly Change[] {
  return statements.flatMap((statement, index) => {
    const action = member(statement, 'Action');
    const principals = items(member(member(statement, 'Principal'), 'AWS'));
    const edit = action && principals.length === 1 ? editAt(key, action.at, { value: 'kms:*' }) : undefined;
    if (!action || !edit || statement.is !== 'map') return [];
    const all: Value = { is: 'text', text: ['kms:*'], at: action.at };
    const changed: Value = { ...statement, entries: { ...statement.entries, Action: all } };
    return [{ edits: [edit], statements: statements.map((one, at) => (at === index ? changed : one)) }];
  });
}

/**
 * The statements that would let the account's IAM policies manage the key, or use it, but for a condition. One on kms:ViaService is such
 * only where it manages the key: of mere use it is meant for a service.
 */
export function conditionalRoots({ env, policy }: Pick<Key, 'env' | 'policy'>): readonly Statement[] {
  const wanted = ['kms:PutKeyPolicy', 'kms:Decrypt'].flatMap((name) => actionNamed(name) ?? []),
    [managing] = wanted;
  return policy.statements.filter(
    (statement) =>
      statement.effect === 'Allow' &&
      !statement.notPrincipal &&
      statement.conditions.length > 0 &&
      (managing === undefined ||
        statement.actions?.answers[managing.index] === 'yes' ||
        !statement.conditions.some(({ key }) => key === 'kms:viaservice')) &&
      statement.principals.some(
        (who) =>
          (who.is === 'account' && sameText(who.account, env.account) === 'yes') ||
          (who.is === 'everyone' && mistakesIn(statement).length > 0),
      ) &&
      wanted.some(({ index }) => statement.actions?.answers[index] === 'yes'),
  );
}

/** Each of the statements without its condition. */
function unconditional(key: Key, conditional: readonly Statement[], statements: readonly Value[]): readonly Change[] {
  return conditional.flatMap(({ index, conditionsAt }) => {
    const edit = conditionsAt && editAt(key, conditionsAt, 'remove');
    const now = statements[index];
    if (!edit || now?.is !== 'map') return [];
    const entries = Object.fromEntries(Object.entries(now.entries).filter(([name]) => name !== 'Condition'));
    return [{ edits: [edit], statements: statements.map((one, at) => (at === index ? { ...now, entries } : one)) }];
  });
}

/**
 * The Deny statements among what decides an answer, each once, in the order of the policy.
 * @example denying(key.policy.manageable)
 */
export function denying({ reasons }: Decision): readonly Statement[] {
  const statements = reasons.flatMap((reason) => {
    const told = reason.kind === 'only-one-manager' ? reason.by : reason;
    return 'statement' in told && told.statement.effect === 'Deny' ? [told.statement] : [];
  });
  return [...new Set(statements)].sort((a, b) => a.index - b.index);
}

function withoutStatements(key: Key, gone: readonly Statement[], statements: readonly Value[]): Change | undefined {
  const edits = gone.flatMap((statement) => removeStatement(key, statement) ?? []);
  if (gone.length === 0 || edits.length < gone.length || gone.length === statements.length) return undefined;
  return { edits, statements: statements.filter((_, index) => !gone.some((statement) => statement.index === index)) };
}

function rootStatement({ env, policy: { at } }: Key): Value {
  const written = (name: string): Value => ({ is: 'text', text: [name], at });
  const root: Value = { is: 'text', text: text('arn:', env.partition, ':iam::', env.account, ':root'), at };
  const entries = {
    Effect: written('Allow'),
    Principal: { is: 'map', entries: { AWS: root }, at } satisfies Value,
    Action: written('kms:*'),
    Resource: written('*'),
  };
  return { is: 'map', entries, at };
}
