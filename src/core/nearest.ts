/** The nearest real name to one that does not exist. */

/** What people write who think of another API's names. */
const MEANT: Readonly<Record<string, string>> = {
  AES_128: 'SYMMETRIC_DEFAULT',
  AES_256: 'SYMMETRIC_DEFAULT',
  AES_256_GCM: 'SYMMETRIC_DEFAULT',
  ED25519: 'ECC_NIST_EDWARDS25519',
  EDDSA: 'ECC_NIST_EDWARDS25519',
  ECDH: 'KEY_AGREEMENT',
};

/**
 * The name that was most likely meant: one known by another name, the shortest that contains the written word, else the one at the
 * smallest edit distance.
 * Undefined where more than half of the longer name would have to change. Case and separators do not count; of equals the first wins.
 * @param most the greatest share of the longer name that may change
 */
export function nearest(written: string, names: readonly string[], most = 0.5): string | undefined {
  const word = normal(written);
  const meant = Object.hasOwn(MEANT, word) ? MEANT[word] : undefined;
  if (meant !== undefined && names.includes(meant)) return meant;
  const [within] = word.length < 3 ? [] : names.filter((name) => name.includes(word)).sort((a, b) => a.length - b.length);
  if (within !== undefined) return within;
  let best: { readonly name: string; readonly cost: number } | undefined;
  for (const name of names) {
    const changes = editDistance(word, name),
      cost = changes / Math.max(word.length, name.length);
    // Of a short word one letter is much.
    if (cost <= (changes === 1 ? 0.5 : most) && (!best || cost < best.cost)) best = { name, cost };
  }
  return best?.name;
}

/** Of a word that was mistyped a third is wrong at most; else it is another word. */
const MISTYPED = 1 / 3;

/** "; did you mean X?" where a known word is near enough, else nothing. Case does not count. */
export function didYouMean(word: string, known: readonly string[], prefix = ''): string {
  const best = nearest(word, known.map(normal), MISTYPED);
  const meant = known.find((name) => normal(name) === best);
  return meant === undefined ? '' : `; did you mean ${prefix}${meant}?`;
}

const normal = (text: string): string =>
  text
    .toUpperCase()
    .replace(/[^A-Z0-9]+/g, '_')
    .slice(0, 100);

/** Levenshtein's distance, with two neighbours that changed places as one: the least number of such changes. */
export function editDistance(a: string, b: string): number {
  let before: readonly number[] = [];
  let row = Array.from({ length: b.length + 1 }, (_, j) => j);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const replace = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      const swapped = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1];
      const swap = swapped ? (before[j - 2] ?? 0) + 1 : Infinity;
      next.push(Math.min(replace, swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    before = row;
    row = next;
  }
  return row[b.length] ?? 0;
}
