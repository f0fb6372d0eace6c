/**
 * For tests: what a key policy says, by names that stay, with its reasons as the sentences that people read. The tests of this room ask
 * through it, so that they
 * also hold the words; what is asked is a KeyPolicy, as the program has it.
 */
import type { RequestPrincipal, Statement } from '../types/statement.js';
import type { Access } from '../types/access.js';
import type { Decision, IneffectiveStatement, KeyPolicy, NotDelegated, Reason, Refusal, Verdicts, WrittenPolicy } from '../types/policy.js';
import type { Nobody } from '../types/statement.js';
import type { Address } from '../types/files.js';
import type { Answer, StackId, Text } from '../types/values.js';
import { ineffectiveClause } from '../words/ineffective.js';
import { differenceSentence, reasonSentence } from '../words/reasons.js';
import { refusalSentence } from '../words/refusals.js';
import { KeyPolicies } from './key-policy.js';
import type { KeyFacts, PolicyScope } from './scope.js';

const unknown = { is: 'unknown', at: { file: '', pointer: '' }, why: { of: 'properties' } } as const;
/** A key of which nothing is known. */
const ANY_KEY: KeyFacts = { spec: unknown, usage: unknown, origin: unknown, multiRegion: unknown };

export function keyPolicy({ document, at }: WrittenPolicy, scope: PolicyScope, facts: KeyFacts = scope.key ?? ANY_KEY): KeyPolicy {
  return new KeyPolicies((text) => scope.resource(text)).policyOf({ id: scope.keyId, env: scope.env, facts, at }, document);
}

export interface Said {
  readonly answer: Answer;
  readonly because: readonly { readonly at: Address; readonly text: string }[];
}
const textsOf = (reasons: readonly Reason[], policy: KeyPolicy): Said['because'] =>
  reasons.map((reason) => ({ at: policy.place(reason.at), text: reasonSentence(reason) }));

/** Lazy as the decision is: the same list each time. */
function say(decision: Decision, policy: KeyPolicy): Said {
  let because: Said['because'] | undefined;
  return {
    answer: decision.answer,
    get because() {
      return (because ??= textsOf(decision.reasons, policy));
    },
  };
}

export const VERDICTS = ['rootTrust', 'fullRootTrust', 'manageable', 'durable', 'public', 'crossAccount'] as const;
export type SaidVerdicts = Readonly<Record<keyof Verdicts, Said>>;

export function judge(written: WrittenPolicy, scope: PolicyScope): SaidVerdicts {
  const policy = keyPolicy(written, scope);
  return Object.fromEntries(VERDICTS.map((name) => [name, say(policy[name], policy)])) as SaidVerdicts;
}

export function delegates(written: WrittenPolicy, scope: PolicyScope, action: string): Said {
  const policy = keyPolicy(written, scope);
  return say(policy.delegatesToIam(action), policy);
}

/** @param iam what the principal's own IAM policies give */
export function allowsPrincipal(
  written: WrittenPolicy,
  scope: PolicyScope,
  principal: Text,
  action: string,
  iam: 'none' | 'allow' = 'none',
): Said {
  const policy = keyPolicy(written, scope);
  return allows(policy, policy.principal(principal, iam === 'allow'), action);
}

/** The role with which CloudFormation deploys the stack. */
export function allowsDeployer(written: WrittenPolicy, scope: PolicyScope, role: Text, stack: StackId, action: string): Said {
  const policy = keyPolicy(written, scope),
    named = policy.principal(role, true);
  return allows(policy, named.is === 'named' ? { ...named, before: stack } : named, action);
}

export function allowsService(written: WrittenPolicy, scope: PolicyScope, service: Text, action: string): Said {
  return allows(keyPolicy(written, scope), { is: 'service', name: service }, action);
}

const allows = (policy: KeyPolicy, principal: RequestPrincipal | Nobody, action: string): Said =>
  say(policy.decide({ principal, action, route: 'any' }), policy);

/** What the faults have in common; those that are not listed go by their own names. */
const KINDS: Readonly<Partial<Record<Refusal['fault'], string>>> = {
  'unknown-element': 'element',
  'both-elements': 'element',
  'bad-version': 'version',
  'bad-operator': 'operator',
  'bad-principal': 'principal',
  'too-large': 'size',
  'bad-character': 'characters',
  'set-operator': 'set-operator',
  'duplicate-sid': 'duplicate-sid',
};
export const kindOf = ({ fault }: Refusal): string => KINDS[fault] ?? 'shape';

export function refusals(
  written: WrittenPolicy,
  scope: PolicyScope,
): readonly { readonly at: Address; readonly level: string; readonly kind: string; readonly why: string }[] {
  const policy = keyPolicy(written, scope);
  return policy.refusals.map((refusal) => ({
    at: policy.place(refusal.at),
    level: refusal.odd ? 'note' : 'refused',
    kind: kindOf(refusal),
    why: refusalSentence(refusal),
  }));
}

export function ineffectiveStatements(
  written: WrittenPolicy,
  scope: PolicyScope,
  key: KeyFacts,
): readonly (IneffectiveStatement & { readonly at: Address; readonly why: string; readonly key: string | undefined })[] {
  const policy = keyPolicy(written, scope, key);
  return policy.ineffective.map((one) => ({ ...one, at: policy.place(one.at), why: ineffectiveClause(one), key: one.conditionKey }));
}

export function notDelegated(
  written: WrittenPolicy,
  scope: PolicyScope,
  key: KeyFacts,
): Omit<NotDelegated, 'reasons'> & Pick<Said, 'because'> & { readonly denies: readonly Statement[] } {
  const policy = keyPolicy(written, scope, key);
  const { reasons, ...found } = policy.notDelegated;
  return { ...found, because: textsOf(reasons, policy) };
}

export const accessOf = (written: WrittenPolicy, scope: PolicyScope, key: KeyFacts): Access => keyPolicy(written, scope, key).access;

export function accessDifference(
  before: WrittenPolicy,
  after: WrittenPolicy,
  scope: PolicyScope,
  key: KeyFacts,
  granted?: (principal: Text, action: string) => boolean,
): string | undefined {
  const difference = keyPolicy(before, scope, key).differenceTo(keyPolicy(after, scope, key), granted);
  return difference && differenceSentence(difference);
}
