// What other tools say of the same fault, by their ids: the table of docs/other-tools.md, and a part of each rule's page. Read in their sources or run, at the versions that docs/other-tools.md names.

/** @type {readonly { there: string, here: readonly string[], note: string }[]} */
export const PEERS = [
  {
    there:
      'checkov CKV_AWS_7, cfn_nag F19, Guard CMK_BACKING_KEY_ROTATION_ENABLED, cdk-nag AwsSolutions-KMS5 and its NIST, HIPAA and PCI twins, KICS 235ca980 and 1c07bfaf, regula FG_R00036, terrascan AC_AWS_0160, cfripper KMSKeyEnabledKeyRotation, trivy AWS-0065',
    here: ['rotation-disabled'],
    note: 'only keys that KMS can rotate: no HMAC, RSA, ECC, ML-DSA or imported key material',
  },
  {
    there:
      'checkov CKV_AWS_33, cfn_nag F76, Guard KMS_NO_WILDCARD_PRINCIPAL, KICS f6049677, terrascan AC_AWS_0162 and 0482, cfripper KMSKeyWildcardPrincipalRule, Sonar S6270',
    here: ['public-key-access', 'key-open-to-account'],
    note: 'the whole policy is judged: conditions that keep strangers out, a Deny, lists, single statements, policies as text, replicas; a `*` in a Deny is no fault',
  },
  {
    there: 'KICS da905474 (vulnerable policy)',
    here: ['public-key-access'],
    note: "`kms:*` for the account's root is AWS's own default policy: without it `missing-root-trust` speaks",
  },
  { there: 'KICS 2844c749, terrascan (disabled keys)', here: ['key-disabled', 'short-deletion-window'], note: 'a pending window is no scheduled deletion' },
  {
    there: 'cfripper KMSKeyCrossAccountTrustRule',
    here: ['unrestricted-grant-creation', 'cross-account-key-access'],
    note: 'letting another account in is no fault by itself; `kms-lint access` shows who is',
  },
  {
    there: 'cfn-lint E3512, W2511, W3037',
    here: ['invalid-key-policy', 'ineffective-statement'],
    note: 'replicas too, every partition, only actions of KMS',
  },
  {
    there: 'cfn-lint E3019, E3031, E3030, E3004, I3011',
    here: ['duplicate-alias', 'reserved-alias-name', 'invalid-key-usage', 'key-policy-cycle', 'data-outlives-key'],
    note: 'across all stacks of the app; a key without DeletionPolicy is a fault only where it takes data along. Ranges (E3034) are left to cfn-lint and CDK',
  },
  {
    there: 'Security Hub KMS.1 and KMS.2, tfsec AWS097, checkov CKV_AWS_109 and 111',
    here: ['kms-permission-on-all-keys'],
    note: 'key policies, where `*` is right, are left alone; a condition on aliases or tags is a scope',
  },
  {
    there: 'IAM Access Analyzer ALLOW_WITH_NOT_PRINCIPAL, RESTRICT_ACCESS_TO_SERVICE_PRINCIPAL',
    here: ['allow-not-principal', 'unscoped-service-principal'],
    note: 'without credentials; an encryption context that holds the account is a scope',
  },
];

/**
 * Rules of whose fault none of the tools says anything, as far as they were read: cdk-nag, cfn-lint, cfn_nag, checkov, Guard's registry, KICS, regula, terrascan, cfripper, trivy, Sonar,
 * and the validator in aws-cdk-lib.
 */
export const NOBODY = [
  'alias-grant-ignored',
  'cross-stack-cycle',
  'deployer-locked-out',
  'grant-without-root-trust',
  'imported-key-access-unverified',
  'imported-key-policy-ignored',
  'ineffective-rotation-period',
  'invalid-replica',
  'key-access-missing',
  'key-policy-near-limit',
  'lockout-check-bypassed',
  'missing-root-trust',
  'partial-root-trust',
  'principal-created-later',
  'replica-policy-drift',
  'service-access-missing',
  'service-cannot-use-key',
  'unmanageable-key',
  'unsupported-rotation',
  'wrong-key-type',
];

/** The table of Markdown. */
export function peersTable() {
  const rows = PEERS.map(({ there, here, note }) => `| ${there} | ${here.map((id) => `\`${id}\``).join(', ')} | ${note} |`);
  return [
    '| there | here | what is different, and why |',
    '|---|---|---|',
    ...rows,
    '| encryption with a customer key at all (KICS, checkov, cdk-nag, trivy) | none | not about a key; keep that tool for it |',
    '',
  ].join('\n');
}

/** A paragraph or list of Markdown for the page of a rule; undefined where nobody has looked. */
export function otherToolsOf(id) {
  const found = PEERS.filter(({ here }) => here.includes(id));
  if (found.length > 0) return found.map(({ there, note }) => `- ${there}. What is different: ${note}.`).join('\n');
  return NOBODY.includes(id)
    ? "None of the tools that were compared (cdk-nag, cfn-lint, cfn_nag, checkov, Guard's registry, KICS, regula, terrascan, cfripper, trivy, Sonar, the validator in aws-cdk-lib) looks for it."
    : undefined;
}
