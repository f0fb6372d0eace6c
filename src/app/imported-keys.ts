/** The keys that the app uses and others own: each once, with all that uses it. */
import { textKey } from '../core/text.js';
import type { ImportedKey, KeyUse } from '../types/program.js';
import type { KeyName } from '../types/values.js';

/** A name means one key in one account and Region; the ARN of a key means it everywhere. */
export function importedKeyId({ name, account, region }: KeyName & { is: 'imported' }): string {
  return [name, account, region].map(textKey).join(' ');
}

export function importedKeysOf(uses: readonly KeyUse[]): readonly ImportedKey[] {
  const found = new Map<string, ImportedKey & { readonly uses: KeyUse[] }>();
  for (const use of uses) {
    const { key } = use;
    if (key.is !== 'imported') continue;
    const id = importedKeyId(key),
      before = found.get(id);
    if (before) before.uses.push(use);
    else found.set(id, { id, name: key.name, form: key.form, account: key.account, region: key.region, uses: [use] });
  }
  return [...found.values()];
}
