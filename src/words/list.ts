/** Words of messages that several rules need. */

/**
 * The words as a list in a sentence.
 * @example enumerated(['kms:Decrypt', 'kms:Encrypt', 'kms:Sign']) // 'kms:Decrypt, kms:Encrypt and kms:Sign'
 */
export const enumerated = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} and ${words.at(-1) ?? ''}`;
