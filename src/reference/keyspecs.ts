/** What a KMS key may be: every KeySpec with its usages, algorithms, origins, rotation and where it exists. */
import type { Answer } from '../types/values.js';

/** high: read in AWS's own documentation or code; medium: one indirect source; low: inferred. What is not high never becomes an error. */
export type Confidence = 'high' | 'medium' | 'low';

export interface KeySpec {
  readonly name: string;
  readonly family: string;
  /** The legal KeyUsages, each with the algorithms that it makes possible. The first is the one that AWS lists first. */
  readonly usages: Readonly<Record<string, readonly string[]>>;
  /** Whether key material may be imported (Origin EXTERNAL). */
  readonly external: Answer;
  /**
   * Whether it may live in a custom key store (Origin AWS_CLOUDHSM or EXTERNAL_KEY_STORE): always in a single Region, never made by
   * CloudFormation.
   */
  readonly customKeyStore: boolean;
  readonly multiRegion: Answer;
  /** Origins with which KMS rotates it by itself, every 90 to 2560 days. */
  readonly automaticRotation: readonly string[];
  /** Origins with which it can be rotated on demand, at most 25 times. */
  readonly onDemandRotation: readonly string[];
  /** Whether CloudFormation's enum has it; KMS itself knows every row. */
  readonly cloudFormation: boolean;
  readonly china: Answer;
  readonly elsewhere: Answer;
  readonly source: string;
  readonly confidence: Confidence;
}

const SPECS = 'https://docs.aws.amazon.com/kms/latest/developerguide/symm-asymm-choose-key-spec.html';
const CFN = 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/aws-resource-kms-key.html';
const API = 'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateKey.html';

const RSA_USAGES = {
  ENCRYPT_DECRYPT: ['RSAES_OAEP_SHA_1', 'RSAES_OAEP_SHA_256'],
  SIGN_VERIFY: [
    'RSASSA_PKCS1_V1_5_SHA_256',
    'RSASSA_PKCS1_V1_5_SHA_384',
    'RSASSA_PKCS1_V1_5_SHA_512',
    'RSASSA_PSS_SHA_256',
    'RSASSA_PSS_SHA_384',
    'RSASSA_PSS_SHA_512',
  ],
};
const ecc = (signing: string) => ({ SIGN_VERIFY: [signing], KEY_AGREEMENT: ['ECDH'] });
const sign = (...signing: readonly string[]) => ({ SIGN_VERIFY: signing });
const mac = (algorithm: string) => ({ GENERATE_VERIFY_MAC: [algorithm] });

/** What holds for every key but the symmetric encryption key. */
const PLAIN = {
  external: 'yes',
  customKeyStore: false,
  multiRegion: 'yes',
  automaticRotation: [],
  onDemandRotation: [],
  cloudFormation: true,
  china: 'yes',
  elsewhere: 'yes',
  source: SPECS,
  confidence: 'high',
} as const;
const RSA = { ...PLAIN, family: 'RSA', usages: RSA_USAGES };
const NIST = { ...PLAIN, family: 'NIST elliptic curve' };
const HMAC = { ...PLAIN, family: 'HMAC' };
/** CloudFormation's reference: "EXTERNAL is not supported for ML-DSA keys". */
const ML_DSA = { ...PLAIN, family: 'ML-DSA', usages: sign('ML_DSA_SHAKE_256'), external: 'no', source: CFN } as const;
/** In KMS since autumn 2026, in no CloudFormation schema yet: what is not established stays unknown. */
const ML_KEM = {
  ...PLAIN,
  family: 'ML-KEM',
  usages: { ENCAPSULATE_DECAPSULATE: ['ML_KEM'] },
  external: 'unknown',
  multiRegion: 'unknown',
  cloudFormation: false,
  china: 'no',
  source: API,
  confidence: 'medium',
} as const;

export const KEY_SPECS: readonly KeySpec[] = [
  {
    ...PLAIN,
    name: 'SYMMETRIC_DEFAULT',
    family: 'symmetric encryption',
    usages: { ENCRYPT_DECRYPT: ['SYMMETRIC_DEFAULT'] },
    customKeyStore: true,
    automaticRotation: ['AWS_KMS'],
    onDemandRotation: ['AWS_KMS', 'EXTERNAL'],
  },
  { ...RSA, name: 'RSA_2048' },
  { ...RSA, name: 'RSA_3072' },
  { ...RSA, name: 'RSA_4096' },
  { ...NIST, name: 'ECC_NIST_P256', usages: ecc('ECDSA_SHA_256') },
  { ...NIST, name: 'ECC_NIST_P384', usages: ecc('ECDSA_SHA_384') },
  { ...NIST, name: 'ECC_NIST_P521', usages: ecc('ECDSA_SHA_512') },
  {
    ...PLAIN,
    name: 'ECC_NIST_EDWARDS25519',
    family: 'Edwards curve',
    usages: sign('ED25519_SHA_512', 'ED25519_PH_SHA_512'),
    external: 'unknown',
    china: 'unknown',
    source: CFN,
  },
  { ...PLAIN, name: 'ECC_SECG_P256K1', family: 'SECG elliptic curve', usages: sign('ECDSA_SHA_256') },
  { ...HMAC, name: 'HMAC_224', usages: mac('HMAC_SHA_224') },
  { ...HMAC, name: 'HMAC_256', usages: mac('HMAC_SHA_256') },
  { ...HMAC, name: 'HMAC_384', usages: mac('HMAC_SHA_384') },
  { ...HMAC, name: 'HMAC_512', usages: mac('HMAC_SHA_512') },
  { ...ML_DSA, name: 'ML_DSA_44' },
  { ...ML_DSA, name: 'ML_DSA_65' },
  { ...ML_DSA, name: 'ML_DSA_87' },
  { ...ML_KEM, name: 'ML_KEM_512' },
  { ...ML_KEM, name: 'ML_KEM_768' },
  { ...ML_KEM, name: 'ML_KEM_1024' },
  {
    ...PLAIN,
    name: 'SM2',
    family: 'SM2',
    usages: { ENCRYPT_DECRYPT: ['SM2PKE'], SIGN_VERIFY: ['SM2DSA'], KEY_AGREEMENT: ['ECDH'] },
    elsewhere: 'no',
  },
];

/**
 * A value of an enum, and whether CloudFormation takes it. refused: CloudFormation's documentation says that it does not; else a value that
 * is missing there is only unknown.
 */
export interface EnumValue {
  readonly name: string;
  readonly cloudFormation: boolean;
  readonly refused?: boolean;
  readonly means: string;
  readonly source: string;
  readonly confidence: Confidence;
}

export const KEY_USAGES: readonly EnumValue[] = [
  { name: 'ENCRYPT_DECRYPT', cloudFormation: true, means: 'encrypts and decrypts', source: API, confidence: 'high' },
  { name: 'SIGN_VERIFY', cloudFormation: true, means: 'signs and verifies signatures', source: API, confidence: 'high' },
  { name: 'GENERATE_VERIFY_MAC', cloudFormation: true, means: 'generates and verifies HMAC tags', source: API, confidence: 'high' },
  { name: 'KEY_AGREEMENT', cloudFormation: true, means: 'derives shared secrets', source: API, confidence: 'high' },
  {
    name: 'ENCAPSULATE_DECAPSULATE',
    cloudFormation: false,
    means: 'encapsulates and decapsulates shared secrets',
    source: API,
    confidence: 'medium',
  },
];

export const ORIGINS: readonly EnumValue[] = [
  { name: 'AWS_KMS', cloudFormation: true, means: 'KMS makes the key material', source: CFN, confidence: 'high' },
  {
    name: 'EXTERNAL',
    cloudFormation: true,
    means: 'you import the key material after the key is created',
    source: CFN,
    confidence: 'high',
  },
  {
    name: 'AWS_CLOUDHSM',
    cloudFormation: false,
    refused: true,
    means: 'a custom key store of AWS CloudHSM',
    source: CFN,
    confidence: 'high',
  },
  {
    name: 'EXTERNAL_KEY_STORE',
    cloudFormation: false,
    refused: true,
    means: 'a custom key store outside AWS',
    source: CFN,
    confidence: 'high',
  },
];

/** What CloudFormation fills in for a property that is left out. */
export const DEFAULTS = {
  KeySpec: 'SYMMETRIC_DEFAULT',
  KeyUsage: 'ENCRYPT_DECRYPT',
  Origin: 'AWS_KMS',
  MultiRegion: false,
  EnableKeyRotation: false,
} as const;

export function keySpec(name: string): KeySpec | undefined {
  return KEY_SPECS.find((spec) => spec.name === name);
}

/** The names of an enum that CloudFormation takes, in AWS's order. */
export function inCloudFormation(rows: readonly { readonly name: string; readonly cloudFormation: boolean }[]): readonly string[] {
  return rows.filter((row) => row.cloudFormation).map((row) => row.name);
}

/** The KeyUsages that a spec can have; none for a spec that does not exist. */
export function usagesOf(name: string): readonly string[] {
  return Object.keys(keySpec(name)?.usages ?? {});
}

/** The KeySpecs that CloudFormation takes and that can have a usage, outside the partitions with specs of their own. */
export function specsFor(usage: string): readonly string[] {
  return KEY_SPECS.filter((spec) => spec.cloudFormation && Object.hasOwn(spec.usages, usage) && spec.name !== 'SM2').map(
    ({ name }) => name,
  );
}
