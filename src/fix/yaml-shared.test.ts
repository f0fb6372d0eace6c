/** What stands in two places of a YAML text at once is named, with the other place. */
import { describe, expect, it } from 'vitest';
import { yamlShared } from './yaml-shared.js';

const TEXT = `Resources:
  Sign:
    Properties: &props
      KeySpec: RSA_2048
      KeyPolicy: &policy
        Statement:
          - Action: kms:*
  Mac:
    Properties:
      KeyUsage: &usage SIGN_VERIFY
      KeyPolicy: *policy
  Own:
    Properties:
      <<: *props
      KeyUsage: *usage
  Free: &free
    Properties: { KeySpec: HMAC_256 }
`;

describe('what is shared in YAML', () => {
  it.each([
    ['/Resources/Mac/Properties/KeyPolicy/Statement/0', 'line 11 says *policy, so that a change there would change &policy (line 6) too'],
    ['/Resources/Sign/Properties/KeyPolicy/Statement/-', '&props (line 4) is used in line 14 too, so that a change would change both'],
    ['/Resources/Mac/Properties/KeyUsage', '&usage (line 10) is used in line 15 too, so that a change would change both'],
    ['/Resources/Own/Properties/KeyUsage', 'line 15 says *usage, so that a change there would change &usage (line 10) too'],
    ['/Resources/Own/Properties/KeySpec', 'line 14 takes members over from *props, and KeySpec may be one of them'],
  ])('%s', (pointer, why) => {
    expect(yamlShared(TEXT, pointer)).toBe(why);
  });
  it.each(['/Resources/Free/Properties/KeySpec', '/Resources/Mac/Properties/EnableKeyRotation', '/Resources/None/Properties'])(
    '%s is not',
    (pointer) => {
      expect(yamlShared(TEXT, pointer)).toBeUndefined();
    },
  );
});
