/** The fix that cuts edges which only key policies make: the least change of each statement that refers to what must be there first. */
import { stackIdOf } from '../core/ids.js';
import { literal } from '../core/text.js';
import { inside, items, member, stringOf, textOf } from '../core/value.js';
import { editAt, removeStatement } from './edits.js';
import type { Edit, Fix } from '../types/rule.js';
import type { Json } from '../types/files.js';
import type { Key, Link, Program } from '../types/program.js';
import type { Value } from '../types/values.js';
import { breakKindOf } from '../cycles/break-cost.js';

/** What a cut does to one statement. */
interface Cut {
  readonly title: string;
  readonly isSafe: boolean;
  readonly edit: Edit;
}

/** The fix where every edge to cut can be given up by a key policy: safe where nobody loses anything by it. */
export function breakFix(cut: readonly Link[], program: Program): { readonly fix?: Fix } {
  // A declared order goes with the reference that made it.
  const made = cut.filter(({ kind }) => kind !== 'manifest');
  const cuts = made.map((link) => cutOf(link, program));
  const [first] = cuts;
  if (!first || cuts.includes(undefined)) return {};
  const parameters = made.flatMap((link) => parameterOf(link, program) ?? []);
  const edits = new Map([...cuts.flatMap((one) => one?.edit ?? []), ...parameters].map((edit) => [JSON.stringify(edit), edit]));
  const titles = new Set(cuts.map((one) => one?.title));
  const title = titles.size === 1 ? first.title : 'Change the statements of the key policy that refer to another stack';
  return { fix: { title, safety: cuts.every((one) => one?.isSafe) ? 'safe' : 'unsafe', edits: [...edits.values()] } };
}

/** What a template takes from SSM by a parameter it reads also where nothing uses it, so that the parameter must go. A nested stack's is given by its parent. */
export function parameterOf({ parameter, from, by }: Link, { stacks }: Pick<Program, 'stacks'>): (Edit & { is: 'parameter' }) | undefined {
  const stack = stacks.get(by === undefined ? from : stackIdOf(by));
  return parameter === undefined || !stack || stack.parent !== undefined
    ? undefined
    : { is: 'parameter', stack: stack.id, name: parameter };
}

function cutOf(link: Link, program: Program): Cut | undefined {
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
function ofPrincipal(link: Link, key: Key, program: Program, statement: Value, rest: string): Cut | undefined {
  const [, item] = /^\/AWS(?:\/(\d+))?/.exec(rest) ?? [];
  const principals = items(member(member(statement, 'Principal'), 'AWS'));
  const principal = principals[Number(item ?? 0)];
  if (!principal) return undefined;
  const way = breakKindOf(link, program);
  if (way === 'account') return byRoot(key, principal);
  if (way !== 'granted' && way !== 'iam') return undefined;
  const edit = principals.length > 1 ? editAt(key, principal.at, 'remove') : removeStatement(key, statement);
  if (!edit) return undefined;
  const title = 'Leave the principal out of the key policy';
  return way === 'granted'
    ? { title: `${title}: its IAM policy gives it the same`, isSafe: true, edit }
    : { title: `${title}; its own IAM policy must then allow it to use the key`, isSafe: false, edit };
}

function byRoot(key: Key, principal: Value): Cut | undefined {
  const text = textOf(principal);
  const who = text && key.policy.principal(text, false);
  const account = who?.is === 'named' && who.kind !== 'unknown' && who.account ? literal(who.account) : undefined;
  if (account === undefined) return undefined;
  const edit = editAt(key, principal.at, { value: `arn:${literal(key.env.partition) ?? 'aws'}:iam::${account}:root` });
  return edit && { title: `Name the account ${account} instead of its role, and let its IAM policies decide`, isSafe: false, edit };
}

/** In a key policy * means this key and no other. */
function ofResource(key: Key, program: Program, statement: Value): Cut | undefined {
  const resources = items(member(statement, 'Resource'));
  const resource = resources.length === 1 ? textOf(resources[0]) : undefined;
  if (!resource || program.resource(resource)?.id !== key.id) return undefined;
  const edit = partEdit(key, statement, 'Resource', '*');
  return edit && { title: 'Write Resource "*", which in a key policy means this key', isSafe: true, edit };
}

/** The account of the source instead of the source itself. */
function ofCondition(key: Key, statement: Value): Cut | undefined {
  const condition = member(statement, 'Condition');
  const tests =
    condition?.is === 'map'
      ? Object.values(condition.entries).flatMap((test) => (test.is === 'map' ? Object.keys(test.entries) : ['']))
      : [];
  const isOfService = member(member(statement, 'Principal'), 'Service') !== undefined;
  if (!isOfService || tests.length !== 1 || tests[0]?.toLowerCase() !== 'aws:sourcearn') return undefined;
  const edit = partEdit(key, statement, 'Condition', { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } });
  return edit && { title: 'Let the condition name the account of the source (aws:SourceAccount), not the source', isSafe: false, edit };
}

function partEdit(key: Key, statement: Value, part: string, value: Json): Edit | undefined {
  return member(statement, part) && editAt(key, inside(statement.at, part), { value });
}
