/** The properties of CloudFormation that take a KMS key: in which form, for which service, and which kind of key the service can use. */
import { memo } from '../core/memo.js';
import type { Answer, KeyForm } from '../types/values.js';
import { CONSUMERS } from './consumers.data.js';
import type { SourceCondition } from './delivery-facts.js';
import { effective } from './key-usage.js';
import type { PlainKey } from './key-usage.js';
import { DEFAULTS, KEY_SPECS } from './keyspecs.js';
import type { Confidence } from './keyspecs.js';
import { service } from './services.js';
import type { Service } from './services.js';

/** The kind of key that a property can be given: one of the specs, with the usage, in one of the Regions (none: in any). */
export interface KeyNeed {
  readonly specs: readonly string[];
  readonly usage: string;
  readonly regions: readonly string[];
  readonly source: string;
  readonly confidence: Confidence;
}

/**
 * Where a property looks for its key: in the Region of the resource (own), in the one that a property of the same list item holds
 * (property),
 * in that of the bucket that a property names (bucket), in a given one (fixed); unknown where that is not established.
 */
export type KeyRegion = (
  | { readonly is: 'own' | 'unknown' }
  | { readonly is: 'property' | 'bucket'; readonly path: string }
  | { readonly is: 'fixed'; readonly region: string }
) & { readonly confidence: Confidence };

export interface ConsumingProperty {
  readonly type: string;
  /** Below Properties; `[]` stands for each item of a list: `Rules[].Destination.KmsKeyId`. */
  readonly path: string;
  /** The start of the path that holds a JSON document, often written as text, into which the path goes on: `Policy` of `Policy.KmsARN`. */
  readonly document: string | undefined;
  /** The forms that the documentation says it takes, and those that it does not take; a form in neither is not established. */
  readonly takes: readonly KeyForm[];
  readonly refuses: readonly KeyForm[];
  readonly forms: Confidence;
  readonly service: Service;
  /** When the resource uses the key that it names; otherwise its service needs nothing. */
  readonly where: readonly SourceCondition[];
  readonly key: KeyNeed;
  readonly region: KeyRegion;
}

const KEY_REFERENCE = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kms-key.html';
/** "These services do not support encryption with asymmetric KMS keys" (CloudFormation's reference, KeySpec). */
const symmetric = (confidence: Confidence): KeyNeed => ({
  specs: [DEFAULTS.KeySpec],
  usage: DEFAULTS.KeyUsage,
  regions: [],
  source: KEY_REFERENCE,
  confidence,
});
const SIGNING = KEY_SPECS.filter((spec) => Object.hasOwn(spec.usages, 'SIGN_VERIFY')).map((spec) => spec.name);

/** Services take symmetric encryption keys, but for these properties, which take a key to sign with. */
const EXCEPTIONS: Readonly<Record<string, KeyNeed>> = {
  'AWS::Route53::KeySigningKey KeyManagementServiceArn': {
    specs: ['ECC_NIST_P256'],
    usage: 'SIGN_VERIFY',
    regions: ['us-east-1'],
    source: 'https://docs.aws.amazon.com/Route53/latest/DeveloperGuide/dns-configuring-dnssec-cmk-requirements.html',
    confidence: 'high',
  },
  'AWS::LicenseManager::License Issuer.SignKey': {
    specs: ['RSA_2048', 'RSA_3072', 'RSA_4096'],
    usage: 'SIGN_VERIFY',
    regions: [],
    source: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-licensemanager-license.html',
    confidence: 'high',
  },
  'AWS::BedrockAgentCore::OAuth2CredentialProvider Oauth2ProviderConfigInput.CustomOauth2ProviderConfig.PrivateKeyJwtConfig.PrivateKeySource.KmsKeySource.KmsKeyArn':
    {
      specs: SIGNING,
      usage: 'SIGN_VERIFY',
      regions: [],
      source: 'the property is a key to sign with; which specs it takes is not established',
      confidence: 'low',
    },
  'AWS::SupportAuthZ::SupportPermit SigningKeyInfo.KmsKey': {
    specs: SIGNING,
    usage: 'SIGN_VERIFY',
    regions: [],
    source: 'the property is a key to sign with; which specs it takes is not established',
    confidence: 'low',
  },
};

/** Properties that hold a JSON document with the key in it. */
const DOCUMENTS: Readonly<Record<string, string>> = {
  'AWS::EMR::SecurityConfiguration': 'SecurityConfiguration',
  'AWS::OpenSearchServerless::SecurityPolicy': 'Policy',
  'AWS::SSM::Document': 'Content',
};

/**
 * A key beside `AES256` encrypts nothing: EncryptionConfiguration of
 * https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3tables-tablebucket.html.
 */
const WHERE: Readonly<Record<string, readonly SourceCondition[]>> = {
  'AWS::S3Tables::TableBucket': [{ property: 'EncryptionConfiguration.SSEAlgorithm', equals: ['aws:kms'], orAbsent: true }],
  'AWS::S3Vectors::Index': [{ property: 'EncryptionConfiguration.SseType', equals: ['aws:kms'], orAbsent: true }],
  'AWS::S3Vectors::VectorBucket': [{ property: 'EncryptionConfiguration.SseType', equals: ['aws:kms'], orAbsent: true }],
};

/** The resource types that can name a key. */
export function consumingTypes(): readonly string[] {
  return Object.keys(CONSUMERS);
}

/** The properties of a resource type that take a key; none for a type that takes none. */
export const consumingProperties: (type: string) => readonly ConsumingProperty[] = memo((type) => {
  const rows = Object.hasOwn(CONSUMERS, type) ? (CONSUMERS[type] ?? []) : [];
  return rows.map(([path, takes, refuses, forms, by, key, region, regionConfidence]) => ({
    type,
    path,
    document: DOCUMENTS[type],
    takes: takes.split(' ').filter((form) => form !== '') as KeyForm[],
    refuses: refuses.split(' ').filter((form) => form !== '') as KeyForm[],
    forms,
    service: service(by),
    where: WHERE[type] ?? [],
    key: EXCEPTIONS[`${type} ${path}`] ?? symmetric(key),
    region: { ...regionOf(region ?? 'own'), confidence: regionConfidence ?? 'medium' },
  }));
});

function regionOf(text: string) {
  if (text === 'own' || text === 'unknown') return { is: text } as const;
  if (text.startsWith('in ')) return { is: 'property', path: text.slice(3) } as const;
  if (text.startsWith('of ')) return { is: 'bucket', path: text.slice(3) } as const;
  return { is: 'fixed', region: text } as const;
}

/** The properties of a resource type that name a key, or hold something that does: the first steps of its paths. */
export const namingProperties: (type: string) => ReadonlySet<string> = memo((type) => {
  const rows = Object.hasOwn(CONSUMERS, type) ? (CONSUMERS[type] ?? []) : [];
  return new Set(rows.map(([path]) => path.replace(/[.[].*$/, '')));
});

/**
 * Whether a key is of the kind that a property needs. It says nothing of the key policy, and nothing of how sure the need is: see its
 * confidence.
 */
export function suits(need: KeyNeed, key: PlainKey): Answer {
  const spec = effective(key.spec, DEFAULTS.KeySpec),
    usage = effective(key.usage, DEFAULTS.KeyUsage),
    region = key.region.is === 'known' ? key.region.value : undefined;
  const parts: readonly (boolean | undefined)[] = [
    spec === undefined ? undefined : need.specs.includes(spec),
    usage === undefined ? undefined : usage === need.usage,
    need.regions.length === 0 ? true : region === undefined ? undefined : need.regions.includes(region),
  ];
  return parts.includes(false) ? 'no' : parts.includes(undefined) ? 'unknown' : 'yes';
}
