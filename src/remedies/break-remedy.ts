/**
 * The remedy that breaks edges which only key policies make: the least change of each statement that refers to what must be there first.
 */
import { stackIdOf } from '../core/ids.js';
import { literal } from '../core/text.js';
import { inside, items, member, stringOf, textOf } from '../core/value.js';
import { editAt, removeStatement } from './edits.js';
import type { Edit } from '../types/rule.js';
import type { Json } from '../types/files.js';
import type { Key, Link, Program } from '../types/program.js';
import type { Value } from '../types/values.js';
import { breakKindOf } from '../cycles/break-cost.js';
import type { Remedy, RemedyPart } from './remedy.js';

/** What breaking an edge does to one statement. */
interface Break {
  readonly part: RemedyPart;
  readonly isSafe: boolean;
  readonly edit: Edit;
}

/** Where every edge can be given up by a key policy: safe where nobody loses anything by it. Undefined where one cannot. */
export function breakRemedy(links: readonly Link[], program: Program): Remedy | undefined {
  // A declared order goes with the reference that made it.
  const made = links.filter(({ kind }) => kind !== 'manifest');
  const breaks = made.flatMap((link) => breakOf(link, program) ?? []);
  const [first, ...others] = breaks;
  if (!first || breaks.length < made.length) return undefined;
  const parameters = made.flatMap((link) => parameterOf(link, program) ?? []);
  const edits = new Map([...breaks.map(({ edit }) => edit), ...parameters].map((edit) => [JSON.stringify(edit), edit]));
  const safety = breaks.every(({ isSafe }) => isSafe) ? 'safe' : 'unsafe';
  return { kind: 'break', parts: [first.part, ...others.map(({ part }) => part)], safety, edits: [...edits.values()] };
}

/**
 * What a template takes from SSM by a parameter is read also where nothing uses it, so that the parameter must go. A nested stack's is
 * given by its parent.
 */
export function parameterOf(link: Link, { stacks }: Pick<Program, 'stacks'>): (Edit & { is: 'parameter' }) | undefined {
  if (link.kind !== 'ssm-parameter') return undefined;
  const { parameter, from, by } = link;
  const stack = stacks.get(by === undefined ? from : stackIdOf(by));
  return parameter === undefined || !stack || stack.parent !== undefined
    ? undefined
    : { is: 'parameter', stack: stack.id, name: parameter };
}

function breakOf(link: Link, program: Program): Break | undefined {
  const key = program.keys.find(({ id }) => id === link.by);
  const [, index, part, rest = ''] = /\/KeyPolicy\/Statement\/(\d+)\/(\w+)(\/.*)?$/.exec(link.at.pointer) ?? [];
  const document = key?.policy.document;
  const statement = document?.is === 'known' ? items(member(document.value, 'Statement'))[Number(index)] : undefined;
  if (!key || !statement || stringOf(member(statement, 'Effect')) !== 'Allow') return undefined;
  if (part === 'Principal') return ofPrincipal(link, key, program, statement, rest);
  if (part === 'Resource') return ofResource(key, program, statement);
  return part === 'Condition' ? ofCondition(key, statement) : undefined;
}

/** Of the own account: IAM may give the same. Of another: its root stands for it, and its own IAM policies decide. */
function ofPrincipal(link: Link, key: Key, program: Program, statement: Value, rest: string): Break | undefined {
  const [, item] = /^\/AWS(?:\/(\d+))?/.exec(rest) ?? [];
  const principals = items(member(member(statement, 'Principal'), 'AWS'));
  const principal = principals[Number(item ?? 0)];
  if (!principal) return undefined;
  const kind = breakKindOf(link, program);
  if (kind === 'account') return byRoot(key, principal);
  if (kind !== 'granted' && kind !== 'iam') return undefined;
  const edit = principals.length > 1 ? editAt(key, principal.at, 'remove') : removeStatement(key, statement);
  const granted = kind === 'granted';
  return edit && { part: { kind: 'leave-principal-out', granted }, isSafe: granted, edit };
}

function byRoot(key: Key, principal: Value): Break | undefined {
  const text = textOf(principal);
  const who = text && key.policy.principal(text, false);
  const account = who?.is === 'named' && who.kind !== 'unknown' && who.account ? literal(who.account) : undefined;
  if (account === undefined) return undefined;
  const edit = editAt(key, principal.at, { value: `arn:${literal(key.env.partition) ?? 'aws'}:iam::${account}:root` });
  return edit && { part: { kind: 'name-account-instead', account }, isSafe: false, edit };
}

/** In a key policy * means this key and no other. */
function ofResource(key: Key, program: Program, statement: Value): Break | undefined {
  const resources = items(member(statement, 'Resource'));
  const resource = resources.length === 1 ? textOf(resources[0]) : undefined;
  if (!resource || program.resource(resource)?.id !== key.id) return undefined;
  const edit = partEdit(key, statement, 'Resource', '*');
  return edit && { part: { kind: 'write-resource-star' }, isSafe: true, edit };
}

/** The account of the source instead of the source itself. */
function ofCondition(key: Key, statement: Value): Break | undefined {
  const condition = member(statement, 'Condition');
  const tests =
    condition?.is === 'map'
      ? Object.values(condition.entries).flatMap((test) => (test.is === 'map' ? Object.keys(test.entries) : ['']))
      : [];
  const isOfService = member(member(statement, 'Principal'), 'Service') !== undefined;
  if (!isOfService || tests.length !== 1 || tests[0]?.toLowerCase() !== 'aws:sourcearn') return undefined;
  const edit = partEdit(key, statement, 'Condition', { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
  return edit && { part: { kind: 'name-source-account' }, isSafe: false, edit };
}

function partEdit(key: Key, statement: Value, part: string, value: Json): Edit | undefined {
  return member(statement, part) && editAt(key, inside(statement.at, part), { value });
}
