/**
 * Other tools' suppressions in a template, honoured for the rules that say exactly the same. A foreign id never silences a rule about
 * lock-out.
 */
import { pointerStep } from '../../core/pointer.js';
import { objectOf } from '../../core/json.js';

import type { Address, Json } from '../../types/files.js';
import type { ForeignKind } from './suppression.js';

/**
 * The ids by which other tools say what our rule says, from the sources of the tools (cfn_nag 0.8, checkov 3, cdk-nag 2 and 3, the Guard
 * rules registry, terrascan 1.19).
 */
export const FOREIGN_IDS: Readonly<Record<string, readonly string[]>> = {
  'rotation-disabled': [
    'F19',
    'CKV_AWS_7',
    'AwsSolutions-KMS5',
    'HIPAA.Security-KMSBackingKeyRotationEnabled',
    'NIST.800.53.R4-KMSBackingKeyRotationEnabled',
    'NIST.800.53.R5-KMSBackingKeyRotationEnabled',
    'PCI.DSS.321-KMSBackingKeyRotationEnabled',
    'CMK_BACKING_KEY_ROTATION_ENABLED',
    'AC_AWS_0160',
  ],
  'public-key-access': ['F76', 'CKV_AWS_33', 'KMS_NO_WILDCARD_PRINCIPAL', 'AC_AWS_0162', 'AC_AWS_0482'],
};

/** Our rules that a foreign id stands for; an id may have a namespace before it, as cdk-nag 3 writes them. */
export function rulesOfForeign(id: string): readonly string[] {
  const bare = id.slice(id.lastIndexOf('::') < 0 ? 0 : id.lastIndexOf('::') + 2);
  return Object.keys(FOREIGN_IDS).filter((rule) => FOREIGN_IDS[rule]?.includes(bare));
}

export interface ForeignEntry {
  readonly by: ForeignKind;
  readonly rule: string;
  readonly reason: string;
  readonly at: Address;
}

/** @param metadata of a resource or a template. @param at where it stands */
export function foreignEntries(metadata: Json | undefined, at: Address): readonly ForeignEntry[] {
  const found = [...cfnNag(metadata), ...checkov(metadata), ...cdkNag(metadata), ...guard(metadata), ...terrascan(metadata)];
  return found.flatMap(({ by, id, reason, path }) =>
    rulesOfForeign(id).map((rule) => ({
      by,
      rule,
      reason: `${id}${reason === '' ? '' : `: ${reason}`}`,
      at: { file: at.file, pointer: [at.pointer, ...path.map(pointerStep)].join('/') },
    })),
  );
}

interface Noted {
  readonly by: ForeignKind;
  readonly id: string;
  readonly reason: string;
  readonly path: readonly string[];
}

const list = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? (json as readonly Json[]) : []);
const text = (json: Json | undefined): string => (typeof json === 'string' ? json : '');

/** `{ "cfn_nag": { "rules_to_suppress": [ { "id", "reason" } ] } }` */
function cfnNag(metadata: Json | undefined): readonly Noted[] {
  return list(objectOf(objectOf(metadata)['cfn_nag'])['rules_to_suppress']).map((item) => ({
    by: 'cfn_nag',
    id: text(objectOf(item)['id']),
    reason: text(objectOf(item)['reason']),
    path: ['cfn_nag'],
  }));
}

/** `{ "checkov": { "skip": [ { "id", "comment" } ] } }`, earlier under "bridgecrew". */
function checkov(metadata: Json | undefined): readonly Noted[] {
  return ['checkov', 'bridgecrew'].flatMap((key) =>
    list(objectOf(objectOf(metadata)[key])['skip']).map((item) => ({
      by: 'checkov' as const,
      id: text(objectOf(item)['id']),
      reason: text(objectOf(item)['comment']),
      path: [key],
    })),
  );
}

/**
 * `{ "cdk_nag": { "rules_to_suppress": [ { "id", "reason", "is_reason_encoded" } ] } }`; with "applies_to" it covers only findings that
 * ours are none of.
 */
function cdkNag(metadata: Json | undefined): readonly Noted[] {
  return list(objectOf(objectOf(metadata)['cdk_nag'])['rules_to_suppress']).flatMap((item) => {
    const { id, reason, applies_to: only, is_reason_encoded: encoded } = objectOf(item);
    const said = encoded === true ? Buffer.from(text(reason), 'base64').toString('utf8') : text(reason);
    return only === undefined ? [{ by: 'cdk-nag' as const, id: text(id), reason: said, path: ['cdk_nag'] }] : [];
  });
}

/** `{ "guard": { "SuppressedRules": [ "RULE", { "RULE": "why" } ] } }` */
function guard(metadata: Json | undefined): readonly Noted[] {
  return list(objectOf(objectOf(metadata)['guard'])['SuppressedRules']).flatMap((item) => {
    const named: readonly (readonly [string, Json])[] = typeof item === 'string' ? [[item, '']] : Object.entries(objectOf(item));
    return named.map(([id, why]) => ({ by: 'guard' as const, id, reason: text(why), path: ['guard'] }));
  });
}

/** `{ "runterrascan.io/skip": "[{\\"rule\\": \\"AC_AWS_0160\\", \\"comment\\": \\"...\\"}]" }` */
function terrascan(metadata: Json | undefined): readonly Noted[] {
  const key = 'runterrascan.io/skip';
  const written = objectOf(metadata)[key];
  if (typeof written !== 'string') return [];
  let read: Json;
  try {
    read = JSON.parse(written) as Json;
  } catch {
    return [];
  }
  return list(read).map((item) => ({
    by: 'terrascan',
    id: text(objectOf(item)['rule']),
    reason: text(objectOf(item)['comment']),
    path: [key],
  }));
}
