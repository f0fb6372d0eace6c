/** The rights that IAM policies of the app give roles on encrypted resources: who may read a bucket must be able to use its key. */
import { memo, memoLast, memoOf } from '../core/memo.js';
import { items, textOf } from '../core/value.js';
import { literal } from '../core/text.js';
import { like } from '../policy/match.js';
import { dataActions, type DataAction } from '../reference/data-actions.js';
import type { EncryptedTarget } from '../reference/encrypted-targets.js';
import type { Resource } from '../types/facts.js';
import type { IamPolicy } from '../types/policy.js';
import type { RoleAccess } from '../types/required-access.js';
import type { Statement } from '../types/statement.js';
import type { KeyName, ResourceId, StackId, Text } from '../types/values.js';
import type { NamedResource } from './named-resources.js';
import { encryptingKeys, standings, type Search } from './reach.js';
import { sentBy } from './sent.js';
import { holdsFor } from './where.js';

/** A role with one of its policies. */
export interface Holding {
  readonly role: ResourceId;
  readonly text: Text;
  readonly policy: IamPolicy;
  /** The resource in which the policy stands. */
  readonly by: ResourceId;
  readonly certain: boolean;
}

/** Actions on what is in a bucket need `bucket/…` as Resource: on the bucket itself they mean nothing. */
const ON_PARTS = /^s3:.*Object/;

/** The needs of a role by one of its policies. */
export function dataRightsOf(holding: Holding, search: Search): readonly RoleAccess[] {
  const facts = search.program.stacks.get(holding.by.slice(0, holding.by.lastIndexOf('#')));
  if (!facts) return [];
  return holding.policy.statements.flatMap((statement) => {
    const { effect, resources } = statement,
      rights = writtenRights(statement);
    if (effect !== 'Allow' || !resources || resources.not || rights.length === 0) return [];
    const found = new Map<ResourceId, NamedResource[]>();
    for (const text of resources.texts) {
      const named = text && search.find(text, facts);
      if (named && dataActions(named.resource.type).length > 0)
        found.set(named.resource.id, [...(found.get(named.resource.id) ?? []), named]);
    }
    return [...found.values()].flatMap((named) => onResource(named, rights, statement, holding, search));
  });
}

function onResource(
  named: readonly NamedResource[],
  rights: readonly string[],
  statement: Statement,
  { role, text, by, certain }: Holding,
  search: Search,
): readonly RoleAccess[] {
  const [first] = named;
  if (!first) return [];
  const { resource } = first,
    ofParts = named.some(({ part }) => part.length > 0),
    { encryptions, always } = encryptionOf(search)(resource);
  return rowsFor(resource.type, rights, ofParts).flatMap(([row, matching]) =>
    encryptions(row).map(({ key, keyAt, sent }): RoleAccess => ({
      kind: 'data-right',
      role: { text, resource: role },
      rights: matching,
      key,
      keyAt,
      target: resource.id,
      source: by,
      at: statement.at,
      enough: row.enough,
      sent,
      failsAt: row.failsAt,
      atMost: row.atMost,
      confidence: row.confidence,
      certainty: certain && always && statement.conditions.length === 0 ? 'certain' : 'possible',
    })),
  );
}

/** The keys of an encrypted resource, by the rows of the table. always: no condition of its template decides about it. */
interface Encryption {
  readonly encryptions: (row: DataAction) => readonly (Pick<RoleAccess, 'keyAt' | 'sent'> & { readonly key: KeyName })[];
  readonly always: boolean;
}

/** Many roles have rights on the same resources, most of their own stack. */
const encryptionOf = memoOf((search: Search) => {
  const ofStack = memoLast<StackId, (resource: Resource) => Encryption>(8, () => memo((resource) => encryptionIn(resource, search)));
  return (resource: Resource): Encryption => ofStack(resource.stack)(resource);
});

function encryptionIn(resource: Resource, search: Search): Encryption {
  const all = standings(resource, search);
  return {
    always: all.length === 1,
    encryptions: memo((row: DataAction) => {
      const { keyProperty, viaService, encryptionContext, where } = row;
      if (keyProperty === undefined) return [];
      const encrypted: EncryptedTarget = { type: resource.type, keyProperty, viaService, encryptionContext };
      return all
        .filter(({ root }) => holdsFor(where, root, new Map()) === 'yes')
        .flatMap((standing) =>
          encryptingKeys(standing, encrypted, search).map(({ key, keyAt }) => ({ key, keyAt, sent: sentBy(row, standing) })),
        );
    }),
  };
}

/** The rows that rights on a resource of such a type are for, each with those of them that stand for it. */
function rowsFor(type: string, rights: readonly string[], ofParts: boolean): readonly (readonly [DataAction, readonly string[]])[] {
  return rowsOf(JSON.stringify([type, ofParts, ...rights]));
}

/** The same few lists of rights stand in the policies of all roles. */
const rowsOf = memo((asked: string): readonly (readonly [DataAction, readonly string[]])[] => {
  const [type, ofParts, ...rights] = JSON.parse(asked) as [string, boolean, ...string[]];
  return dataActions(type).flatMap((row) => {
    if (!row.speaks || row.usedBy !== 'caller' || row.keyProperty === undefined || row.keyOf) return [];
    const matching = rightsOf(row, rights, ofParts);
    return matching.length === 0 ? [] : [[row, matching] as const];
  });
});

/** The actions that a statement spells out. */
export function namedActions({ actions }: Statement): readonly string[] {
  if (!actions?.value || actions.negated) return [];
  return items(actions.value).flatMap((action) => literal(textOf(action) ?? []) ?? []);
}

/** The actions that a statement spells out; without those of who may do everything on a resource, and so administers it. */
export function writtenRights(statement: Statement): readonly string[] {
  return namedActions(statement).filter((action) => action !== '*' && !/^\w+:\*$/.test(action));
}

/** Which of the written actions stand for one of the row. */
export function rightsOf({ actions }: DataAction, rights: readonly string[], ofParts: boolean): readonly string[] {
  const wanted = ofParts ? actions : actions.filter((action) => !ON_PARTS.test(action));
  return rights.filter((pattern) => wanted.some((action) => like([pattern.toLowerCase()], [action.toLowerCase()], true) === 'yes'));
}
