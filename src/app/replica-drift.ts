/** What the key policy of a primary key gives and that of its replica does not. */
import { literal, printText } from '../core/text.js';
import type { PrincipalAccess } from '../types/access.js';
import type { Address } from '../types/files.js';
import type { Key, Program } from '../types/program.js';
import type { ResourceId } from '../types/values.js';
import { scenariosOfKey } from './by-key.js';
import { keyNamed } from './key-names.js';
import { textOf } from '../core/value.js';

export interface ReplicaDrift {
  readonly primary: ResourceId;
  /** Whom the primary lets in. */
  readonly principal: PrincipalAccess;
  /** What it may do there, and not here. */
  readonly actions: readonly string[];
  /** Whether IAM policies of the account can give it the same on the replica. */
  readonly byIam: boolean;
  /** Where the policy of the primary lets it in. */
  readonly at: Address;
}

/** What only a primary key has: https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html */
const OF_PRIMARY: ReadonlySet<string> = new Set([
  'kms:ReplicateKey',
  'kms:UpdatePrimaryRegion',
  'kms:EnableKeyRotation',
  'kms:DisableKeyRotation',
  'kms:RotateKeyOnDemand',
  'kms:SynchronizeMultiRegionKey',
]);

/** Empty where the app does not make the primary, or a policy is not known as a whole. */
export function replicaDrift(
  replica: Key,
  program: Pick<Program, 'keys' | 'stacks' | 'fold' | 'resource' | 'resolve'>,
): readonly ReplicaDrift[] {
  const id = keyNamed(textOf(replica.properties['PrimaryKeyArn']), program);
  const [primary, more] = id === undefined ? [] : scenariosOfKey(id, program);
  if (!primary || more || !isPlain(replica) || !isPlain(primary)) return [];
  const here = new Map(replica.policy.access.principals.map((row) => [nameIn(row, replica), row]));
  return primary.policy.access.principals.flatMap((principal): readonly ReplicaDrift[] => {
    const row = here.get(nameIn(principal, primary));
    const actions = principal.actions.filter(
      (action) => !OF_PRIMARY.has(action) && !row?.actions.includes(action) && !row?.perhaps.includes(action),
    );
    const byIam = principal.own === 'yes' && actions.every((action) => replica.policy.delegatesToIam(action).answer !== 'no');
    return actions.length > 0 ? [{ primary: primary.id, principal, actions, byIam, at: primary.policy.place(principal.at) }] : [];
  });
}

/** All of the policy is written here, with principals that mean the same in each Region: nothing that only the deployment knows. */
function isPlain({ policy }: Key): boolean {
  const isWritten = policy.statements.every(({ opaque, effect }) => !opaque && effect !== 'unknown');
  const rows = policy.access.principals;
  return (
    policy.accepted &&
    policy.document.is !== 'unknown' &&
    isWritten &&
    rows.every(({ kind, text }) => kind !== 'unknown' && text.every((part) => typeof part === 'string' || part.of === 'pseudo'))
  );
}

/** The principal, with what is the same in each Region and account by its name there. */
function nameIn({ kind, text }: PrincipalAccess, { env }: Key): string {
  const known = (part: Key['env']['account'], name: string): readonly [string, string][] => {
    const value = literal(part);
    return value === undefined ? [] : [[value, `\${${name}}`]];
  };
  const names = [...known(env.account, 'AWS::AccountId'), ...known(env.region, 'AWS::Region')];
  const written = names.reduce((one, [value, name]) => one.replaceAll(value, name), printText(text));
  return `${kind} ${written.replace(/^arn:aws[a-z-]*:/, 'arn:${AWS::Partition}:')}`;
}
