/**
 * What CloudFormation takes for a key, a replica and an alias: the properties, what is filled in, what a change of them does, and the
 * limits.
 */
import type { Json } from '../types/files.js';
import { DEFAULTS, inCloudFormation, KEY_SPECS, KEY_USAGES, ORIGINS } from './keyspecs.js';
import type { Confidence } from './keyspecs.js';

/**
 * What a change of the property does to the resource that exists. refused: the update fails, and the stack rolls back; a key is never
 * replaced by a change of its properties.
 */
export type OnChange = 'in place' | 'refused' | 'replacement';
export interface Property {
  readonly name: string;
  readonly type: 'string' | 'boolean' | 'integer' | 'policy' | 'tags';
  readonly required: boolean;
  /** What CloudFormation or KMS uses where the property is left out; undefined where nothing is. */
  readonly default?: Json;
  readonly values?: readonly string[];
  /** Smallest and largest integer, or length of the string. */
  readonly range?: readonly [number, number];
  readonly onChange: OnChange;
  readonly note?: string;
  readonly source: string;
  readonly confidence: Confidence;
}

const reference = (page: string): string => `https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/${page}.html`;
const KEY = { required: false, onChange: 'in place', source: reference('aws-resource-kms-key'), confidence: 'high' } as const;
const REPLICA = { required: false, onChange: 'in place', source: reference('aws-resource-kms-replicakey'), confidence: 'high' } as const;
const ALIAS = { required: true, onChange: 'in place', source: reference('aws-resource-kms-alias'), confidence: 'high' } as const;

export const KMS_TYPES: Readonly<Record<'AWS::KMS::Key' | 'AWS::KMS::ReplicaKey' | 'AWS::KMS::Alias', readonly Property[]>> = {
  'AWS::KMS::Key': [
    { ...KEY, name: 'KeySpec', type: 'string', default: DEFAULTS.KeySpec, values: inCloudFormation(KEY_SPECS), onChange: 'refused' },
    {
      ...KEY,
      name: 'KeyUsage',
      type: 'string',
      default: DEFAULTS.KeyUsage,
      values: inCloudFormation(KEY_USAGES),
      onChange: 'refused',
      note: 'filled in for every KeySpec; AWS then refuses what cannot encrypt',
    },
    { ...KEY, name: 'Origin', type: 'string', default: DEFAULTS.Origin, values: inCloudFormation(ORIGINS), onChange: 'refused' },
    { ...KEY, name: 'MultiRegion', type: 'boolean', default: DEFAULTS.MultiRegion, onChange: 'refused' },
    { ...KEY, name: 'KeyPolicy', type: 'policy', note: 'left out or removed: the default key policy, which gives the account kms:*' },
    {
      ...KEY,
      name: 'EnableKeyRotation',
      type: 'boolean',
      default: DEFAULTS.EnableKeyRotation,
      note: 'true only with SYMMETRIC_DEFAULT and AWS_KMS; cannot change while the key stays disabled',
    },
    {
      ...KEY,
      name: 'RotationPeriodInDays',
      type: 'integer',
      default: 365,
      range: [90, 2560],
      note: 'without EnableKeyRotation it has no effect',
    },
    { ...KEY, name: 'Enabled', type: 'boolean', default: true },
    { ...KEY, name: 'PendingWindowInDays', type: 'integer', default: 30, range: [7, 30], note: 'read when the key is deleted' },
    { ...KEY, name: 'BypassPolicyLockoutSafetyCheck', type: 'boolean', default: false },
    { ...KEY, name: 'Description', type: 'string', default: '', range: [0, 8192] },
    { ...KEY, name: 'Tags', type: 'tags', range: [0, 50] },
  ],
  'AWS::KMS::ReplicaKey': [
    {
      ...REPLICA,
      name: 'PrimaryKeyArn',
      type: 'string',
      required: true,
      onChange: 'replacement',
      note: 'the ARN of a multi-Region primary key in another Region of the partition',
    },
    { ...REPLICA, name: 'KeyPolicy', type: 'policy', required: true, note: 'its own: not copied from the primary key' },
    { ...REPLICA, name: 'Enabled', type: 'boolean', default: true },
    { ...REPLICA, name: 'PendingWindowInDays', type: 'integer', default: 30, range: [7, 30] },
    { ...REPLICA, name: 'Description', type: 'string', default: '', range: [0, 8192] },
    { ...REPLICA, name: 'Tags', type: 'tags', range: [0, 50] },
  ],
  'AWS::KMS::Alias': [
    {
      ...ALIAS,
      name: 'AliasName',
      type: 'string',
      range: [1, 256],
      onChange: 'replacement',
      note: 'alias/ and a name; alias/aws/ is reserved',
    },
    {
      ...ALIAS,
      name: 'TargetKeyId',
      type: 'string',
      range: [1, 256],
      note: 'key id or key ARN of the same account and Region, never an alias; a new target has the same kind of key and KeyUsage',
    },
  ],
};

/** The resource types that are keys. */
const KEY_TYPES: ReadonlySet<string> = new Set(['AWS::KMS::Key', 'AWS::KMS::ReplicaKey']);
export const isKeyType = (type: string | undefined): boolean => type !== undefined && KEY_TYPES.has(type);

/** Undefined where CloudFormation has no such property. */
export function kmsProperty(type: keyof typeof KMS_TYPES, name: string): Property | undefined {
  return KMS_TYPES[type].find((property) => property.name === name);
}

/** Limits of KMS that no property type says. Sizes in bytes, lengths in characters. */
export const LIMITS = {
  /** Of the key policy as KMS gets it: minified JSON in UTF-8. Not adjustable. */
  policyBytes: 32_768,
  /** The characters that a key policy may hold: tab, line feed, carriage return, and Latin-1 from the space on. */
  policyCharacters: /^[\t\n\r\u0020-\u00FF]*$/,
  /** CloudFormation's own pattern lets a colon through, KMS does not. */
  aliasName: /^alias\/[a-zA-Z0-9/_-]+$/,
  aliasCharacters: /^[a-zA-Z0-9/_-]*$/,
  aliasLength: 256,
  aliasPrefix: 'alias/',
  aliasReserved: 'alias/aws/',
  aliasesPerKey: 50,
  tagsPerKey: 50,
  tagKeyLength: 128,
  tagValueLength: 256,
  onDemandRotations: 25,
  grantsPerKey: 50_000,
  keysPerRegion: 100_000,
} as const;
