/** The keys that the app uses and others own: each once, with all that uses it. */
import { textKey } from '../core/text.js';
import { objectOf } from '../core/json.js';
import type { Json } from '../types/files.js';
import type { ImportedKey, KeyUse, Program } from '../types/program.js';
import type { KeyName } from '../types/values.js';

/** A name means one key in one account and Region; the ARN of a key means it everywhere. */
export function importedKeyId({ name, account, region }: KeyName & { is: 'imported' }): string {
  return [name, account, region].map(textKey).join(' ');
}

/**
 * Whether the key is known to be none that this app makes: its name is spelt out, or another app exports it or writes it into a
 * parameter of SSM. What a parameter of the template gives may be any key.
 */
export function isSurelyImported({ name }: Pick<ImportedKey, 'name'>, { stacks }: Pick<Program, 'stacks'>): boolean {
  return name.every((part) => {
    if (typeof part === 'string' || part.of === 'pseudo' || part.of === 'import' || part.of === 'dynamic') return true;
    return part.of === 'parameter' && /^AWS::SSM::Parameter::Value/.test(typeOf(stacks.get(part.scope)?.parameters[part.name]));
  });
}

const typeOf = (parameter: Json | undefined): string => {
  const { Type: type } = objectOf(parameter);
  return typeof type === 'string' ? type : '';
};

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
