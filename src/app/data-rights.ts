/** The rights that IAM policies of the app give roles on encrypted resources: who may read a bucket must be able to use its key. */
import { items, textOf } from '../core/value.js';
import { literal } from '../core/text.js';
import { like } from '../policy/match.js';
import { dataActions, dataActionTypes, type DataAction } from '../reference/data-actions.js';
import type { EncryptedTarget } from '../reference/encrypted-targets.js';
import type { IamPolicy } from '../types/policy.js';
import type { RoleAccess } from '../types/required-access.js';
import type { Statement } from '../types/statement.js';
import type { ResourceId, Text } from '../types/values.js';
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

const TYPES: ReadonlySet<string> = new Set(dataActionTypes());
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
      if (named && TYPES.has(named.resource.type)) found.set(named.resource.id, [...(found.get(named.resource.id) ?? []), named]);
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
    all = standings(resource, search),
    ofParts = named.some(({ part }) => part.length > 0);
  return dataActions(resource.type).flatMap((row): readonly RoleAccess[] => {
    if (!row.speaks || row.usedBy !== 'caller' || row.keyProperty === undefined || row.keyOf) return [];
    const matching = rightsOf(row, rights, ofParts);
    if (matching.length === 0) return [];
    const encrypted: EncryptedTarget = {
      type: resource.type,
      keyProperty: row.keyProperty,
      viaService: row.viaService,
      encryptionContext: row.encryptionContext,
    };
    return all.flatMap((standing) =>
      holdsFor(row.where, standing.root, new Map()) !== 'yes'
        ? []
        : encryptingKeys(standing, encrypted, search).map(({ key, keyAt }) => ({
            kind: 'data-right' as const,
            role: { text, resource: role },
            rights: matching,
            key,
            keyAt,
            target: resource.id,
            source: by,
            at: statement.at,
            enough: row.enough,
            sent: sentBy(row, standing),
            failsAt: row.failsAt,
            atMost: row.atMost,
            confidence: row.confidence,
            certainty: certain && all.length === 1 && statement.conditions.length === 0 ? ('certain' as const) : ('possible' as const),
          })),
    );
  });
}

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
