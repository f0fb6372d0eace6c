/** Counts what must use a key and was not judged, so that a report without findings says how far it saw. */
import { consumingPropertyOf } from '../app/key-region.js';
import { importedKeyId } from '../app/imported-keys.js';
import { vouchedFor } from '../app/external-keys.js';
import { printText, textKey } from '../core/text.js';
import { dataActionTypes } from '../reference/data-actions.js';
import type { Program } from '../types/program.js';
import type { NotJudged } from '../types/report.js';

export function notJudged({ requiredAccess, importedKeys, uses, externalKeys }: Program): NotJudged {
  const { services, roles } = requiredAccess,
    needed = new Set([...services, ...roles].flatMap(({ key }) => (key.is === 'imported' ? [importedKeyId(key)] : [])));
  const isVouched = (name: string): boolean => vouchedFor(externalKeys, { names: [name], principals: [], actions: [] }) !== 'no';
  const judged = new Set(dataActionTypes());
  const outside = roles.filter(({ role, key }) => role.resource === undefined && key.is === 'own').map(({ role }) => textKey(role.text));
  const unknown = uses.filter((use) => {
    const service = consumingPropertyOf(use)?.service;
    // Who calls KMS in the name of others is judged by the rights on what the key encrypts, where the tables know those.
    const isJudged = service?.kind === 'caller' && judged.has(use.type);
    return use.key.is === 'own' && !isJudged && (service === undefined || service.statement === 'unknown' || service.confidence === 'low');
  });
  return {
    importedKeys: importedKeys.filter(({ id, name }) => needed.has(id) && !isVouched(printText(name))).length,
    rolesOutside: new Set(outside).size,
    unknownServices: new Set(unknown.map(({ by, path }) => `${by} ${path}`)).size,
  };
}
