/** Links in words. */
import { describe, expect, it } from 'vitest';
import { link } from '../cycles/testing.js';
import type { Link } from '../types/program.js';
import { innerLinkLabel, linkPhrase } from './link.js';

describe('a link is said', () => {
  it.each<[Link['kind'], string, string]>([
    ['import', 'imports the export "AB"', 'imports the export "AB" of B'],
    ['stack-output', 'reads the output "AB"', 'reads the output "AB" of B'],
    ['nested-output', 'reads the output "AB"', 'reads the output "AB" of B'],
    ['cross-region-export', 'reads the cross-Region export "AB"', 'reads the cross-Region export "AB" of B'],
    ['ssm-parameter', 'reads the SSM parameter "AB"', 'reads the SSM parameter "AB", which B creates'],
    ['nested-parameter', 'is given the parameter "AB"', 'is given the parameter "AB" by B'],
    ['physical-name', 'names "AB"', 'names "AB", which B creates'],
    ['key-policy-principal', 'names the principal "AB" in a key policy', 'names the principal "AB", which B creates, in a key policy'],
    ['reference', 'refers to "AB"', 'refers to B'],
    ['manifest', 'is declared to be deployed after it', 'is declared to be deployed after B'],
    ['depends-on', 'depends on it', 'depends on B'],
  ])('%s', (kind, alone, withOther) => {
    const one = link('A', 'B', { kind });
    expect([linkPhrase(one), linkPhrase(one, 'B')]).toEqual([alone, withOther]);
    expect(alone.startsWith(innerLinkLabel(one))).toBe(true);
  });
});
