/** What rules say of published lists is what Security Hub's page says, and each number leads to its page. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../../rules/index.js';
import { requirementsOf } from './standards.js';

/** "Related requirements" of https://docs.aws.amazon.com/securityhub/latest/userguide/kms-controls.html, in the versions that we name. */
const ALL_KEYS = ['AC-2', 'AC-2(1)', 'AC-3', 'AC-3(7)', 'AC-3(15)', 'AC-5', 'AC-6', 'AC-6(3)'];
const RELATED: Readonly<
  Record<string, { readonly cis?: readonly string[]; readonly nist?: readonly string[]; readonly pci?: readonly string[] }>
> = {
  'KMS.1': { nist: ALL_KEYS },
  'KMS.2': { nist: ALL_KEYS },
  'KMS.4': { cis: ['3.6'], nist: ['SC-12', 'SC-12(2)', 'SC-28(3)'], pci: ['3.7.4'] },
  'KMS.5': {},
};
const mapped = rules.filter((rule) => requirementsOf(rule).some((all) => all.length > 0));

describe('the standards of rules', () => {
  it('are those of the presets', () => {
    const inPreset = (preset: 'security-hub' | 'cis'): readonly string[] =>
      rules.filter(({ presets = {} }) => preset in presets).map(({ id }) => id);
    expect(mapped.map(({ id }) => id)).toEqual(inPreset('security-hub'));
    expect(mapped.filter(({ standards = {} }) => standards.cis !== undefined).map(({ id }) => id)).toEqual(inPreset('cis'));
  });
  it.each(mapped.map((rule) => [rule.id, rule] as const))('of %s are those of its controls, each with its page', (_id, rule) => {
    const { securityHub = [], cis, nist, pci } = rule.standards ?? {};
    for (const control of securityHub)
      expect({ cis, nist, pci }).toEqual({ cis: undefined, nist: undefined, pci: undefined, ...RELATED[control] });
    for (const [list, requirements] of requirementsOf(rule).entries())
      for (const { id, source } of requirements) {
        const control = list === 0 ? id : securityHub[0];
        const anchor = `kms-controls.html#${control?.toLowerCase().replace('.', '-') ?? ''}`;
        expect(source.endsWith(list === 1 ? 'cis-aws-foundations-benchmark.html' : anchor)).toBe(true);
      }
  });
});
