/** The tables held against the enums of KMS in @aws-sdk/client-kms. */
export async function compareSdk(sdk, { load, compare }) {
  const { KEY_SPECS, KEY_USAGES, ORIGINS } = await load('keyspecs');
  const values = (name) => Object.values(sdk[name] ?? {}),
    names = (rows) => rows.map((row) => row.name);
  compare('KeySpec in KMS', values('KeySpec'), names(KEY_SPECS));
  compare('KeyUsage in KMS', values('KeyUsageType'), names(KEY_USAGES));
  compare('Origin in KMS', values('OriginType'), names(ORIGINS));
  compare(
    'algorithm',
    [
      'EncryptionAlgorithmSpec',
      'SigningAlgorithmSpec',
      'MacAlgorithmSpec',
      'KeyAgreementAlgorithmSpec',
      'EncapsulationAlgorithmSpec',
    ].flatMap(values),
    KEY_SPECS.flatMap((row) => Object.values(row.usages).flat()),
  );
}
