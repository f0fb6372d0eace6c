/** The look-ups of keys by alias (Key.fromLookup) that the manifest and the context of an app tell of. */
import { pointerStep } from '../core/pointer.js';
import { objectOf } from '../core/json.js';

import type { Address, Json, JsonObject } from '../types/files.js';
import type { KeyLookup } from '../types/program.js';

/**
 * The key id that CDK writes where a look-up has no answer yet: Key.DEFAULT_DUMMY_KEY_ID in aws-cdk-lib/aws-kms/lib/key.ts.
 * It is also the example id of AWS's documentation, so people paste it.
 */
export const PLACEHOLDER_KEY_ID = '1234abcd-12ab-34cd-56ef-1234567890ab';

/** The provider's name in context keys: cloud-assembly-schema, ContextProvider.KEY_PROVIDER. */
const PROVIDER = 'key-provider';

/** Values of the context with the place of the object that holds them. */
export interface ContextValues {
  readonly values: JsonObject;
  readonly at: Address;
}

/**
 * @param missing the manifest's `missing` list, each entry with its place
 * @param contexts where values may stand; of two that answer one look-up the later one counts, as for CDK
 */
export function lookupsOf(
  missing: readonly { readonly json: Json; readonly at: Address }[],
  contexts: readonly ContextValues[],
): readonly KeyLookup[] {
  const found = new Map<string, KeyLookup>();
  for (const { values, at } of contexts)
    for (const [key, value] of Object.entries(values)) {
      const about = readContextKey(key);
      if (about)
        found.set(key, { key, ...about, ...answerOf(value, about), at: { file: at.file, pointer: `${at.pointer}/${pointerStep(key)}` } });
    }
  for (const { json, at } of missing) {
    const entry = objectOf(json);
    const key = entry['key'];
    const about = entry['provider'] === PROVIDER && typeof key === 'string' ? readContextKey(key) : undefined;
    if (!about || typeof key !== 'string') continue;
    const mayBeMissing = objectOf(entry['props'])['ignoreErrorOnMissingContext'] === true;
    const answered = found.get(key);
    // An error of the provider stays in the list of what is missing: it says more than that.
    found.set(
      key,
      answered?.outcome === 'failed' ? { ...answered, mayBeMissing } : { key, ...about, outcome: 'missing', mayBeMissing, at },
    );
  }
  return [...found.values()];
}

type About = Pick<KeyLookup, 'alias' | 'account' | 'region'>;

/** `key-provider:account=111122223333:aliasName=alias/shared:region=us-east-1`; a colon inside a value is written `$:`. */
function readContextKey(key: string): About | undefined {
  if (!key.startsWith(`${PROVIDER}:`)) return undefined;
  const parts = key.split(/(?<!\$):/).map((part) => part.replaceAll('$:', ':'));
  const part = (name: string): string => parts.find((one) => one.startsWith(`${name}=`))?.slice(name.length + 1) ?? '';
  return { alias: part('aliasName'), account: part('account'), region: part('region') };
}

function answerOf(value: Json, { alias, account, region }: About): Pick<KeyLookup, 'outcome' | 'keyId' | 'reason' | 'mayBeMissing'> {
  const { keyId, $providerError: error } = objectOf(value);
  if (typeof error === 'string') return { outcome: 'failed', reason: error, mayBeMissing: false };
  const malformed = (reason: string) => ({ outcome: 'malformed' as const, reason, mayBeMissing: false });
  if (!/^\d{12}$/.test(account)) return malformed(`its account is "${account}", where 12 digits are wanted`);
  if (!/^[a-z]{2}(-[a-z]+)+-\d+$/.test(region)) return malformed(`its Region is "${region}"`);
  if (!alias.startsWith('alias/')) return malformed(`its alias is "${alias}", which does not start with alias/`);
  if (typeof keyId !== 'string') return malformed('its value holds no keyId');
  if (keyId === PLACEHOLDER_KEY_ID) return { outcome: 'placeholder', keyId, mayBeMissing: true };
  if (!/^(mrk-[0-9a-f]{32}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/.test(keyId))
    return malformed(`its keyId "${keyId}" is no id of a key`);
  return { outcome: 'found', keyId, mayBeMissing: false };
}

/** The places in the properties of a template's resources that hold the placeholder id. */
export function placeholdersIn(template: JsonObject, file: string): readonly Address[] {
  const found: Address[] = [];
  const walk = (json: Json, pointer: string): void => {
    if (typeof json === 'string') {
      if (json.includes(PLACEHOLDER_KEY_ID)) found.push({ file, pointer });
    } else if (typeof json === 'object' && json !== null)
      for (const [step, value] of Object.entries(json)) walk(value, `${pointer}/${pointerStep(step)}`);
  };
  for (const [logicalId, resource] of Object.entries(objectOf(template['Resources'])))
    walk(objectOf(resource)['Properties'] ?? null, `/Resources/${pointerStep(logicalId)}/Properties`);
  return found;
}
