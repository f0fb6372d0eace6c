/** What a key may be, written a second time for tests. */

/**
 * The same rules written a second time, as sentences of AWS's documentation and not from the tables. Three kinds of key are left open by
 * it: see `open`.
 */
export const spec = {
  symmetric: (name: string) => name === 'SYMMETRIC_DEFAULT',
  rsa: (name: string) => /^RSA_(2048|3072|4096)$/.test(name),
  nist: (name: string) => /^ECC_NIST_P(256|384|521)$/.test(name),
  edwards: (name: string) => name === 'ECC_NIST_EDWARDS25519',
  secg: (name: string) => name === 'ECC_SECG_P256K1',
  hmac: (name: string) => /^HMAC_(224|256|384|512)$/.test(name),
  mldsa: (name: string) => /^ML_DSA_(44|65|87)$/.test(name),
  mlkem: (name: string) => /^ML_KEM_(512|768|1024)$/.test(name),
  sm2: (name: string) => name === 'SM2',
};
/**
 * "For symmetric encryption KMS keys, omit the parameter or specify ENCRYPT_DECRYPT. For HMAC KMS keys, specify GENERATE_VERIFY_MAC. …"
 * (reference of AWS::KMS::Key, KeyUsage)
 */
export function usageAllowed(name: string, usage: string): boolean {
  if (usage === 'ENCRYPT_DECRYPT') return spec.symmetric(name) || spec.rsa(name) || spec.sm2(name);
  if (usage === 'SIGN_VERIFY') return !spec.symmetric(name) && !spec.hmac(name) && !spec.mlkem(name);
  if (usage === 'GENERATE_VERIFY_MAC') return spec.hmac(name);
  if (usage === 'KEY_AGREEMENT') return spec.nist(name) || spec.sm2(name);
  return spec.mlkem(name);
}
/**
 * "SM2 (China Regions only)"; "EXTERNAL is not supported for ML-DSA keys"; "automatic rotation only for symmetric encryption KMS keys", not
 * "with Origin EXTERNAL"; no custom key stores in CloudFormation.
 */
export function refused(name: string, usage: string, origin: string, rotation: boolean, china: boolean): boolean {
  if (!usageAllowed(name, usage)) return true;
  if (spec.sm2(name) && !china) return true;
  if (origin !== 'AWS_KMS' && origin !== 'EXTERNAL') return true;
  if (origin === 'EXTERNAL' && spec.mldsa(name)) return true;
  return rotation && (!spec.symmetric(name) || origin === 'EXTERNAL');
}
/** Not established: what CloudFormation does with ML-KEM, imported Ed25519 material, Ed25519 in China. */
export const open = (name: string, origin: string, china: boolean): boolean =>
  spec.mlkem(name) || (spec.edwards(name) && (origin === 'EXTERNAL' || china));

export const SPECS = [
  'SYMMETRIC_DEFAULT',
  'RSA_2048',
  'RSA_3072',
  'RSA_4096',
  'ECC_NIST_P256',
  'ECC_NIST_P384',
  'ECC_NIST_P521',
  'ECC_NIST_EDWARDS25519',
  'ECC_SECG_P256K1',
  'HMAC_224',
  'HMAC_256',
  'HMAC_384',
  'HMAC_512',
  'ML_DSA_44',
  'ML_DSA_65',
  'ML_DSA_87',
  'ML_KEM_512',
  'ML_KEM_768',
  'ML_KEM_1024',
  'SM2',
];
export const USAGES = ['ENCRYPT_DECRYPT', 'SIGN_VERIFY', 'GENERATE_VERIFY_MAC', 'KEY_AGREEMENT', 'ENCAPSULATE_DECAPSULATE'];
export const ORIGINS = ['AWS_KMS', 'EXTERNAL', 'AWS_CLOUDHSM', 'EXTERNAL_KEY_STORE'];
