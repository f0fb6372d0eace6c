/** The actions of a key that a pattern of an IAM policy means. */
import { describe, expect, it } from 'vitest';
import { keyActionsOf } from './access.js';

describe('keyActionsOf', () => {
  it('expands patterns and leaves out what has no key', () => {
    expect(keyActionsOf('kms:ReEncrypt*')).toEqual(['kms:ReEncryptFrom', 'kms:ReEncryptTo']);
    expect(keyActionsOf('kms:ListK*')).toEqual(['kms:ListKeyPolicies', 'kms:ListKeyRotations']);
    expect(keyActionsOf('s3:*')).toEqual([]);
  });
});
