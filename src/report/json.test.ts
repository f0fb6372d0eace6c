/** The contract of the JSON report. */
import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, it } from 'vitest';
import { clean, mixed } from '../../fixtures/reports/result.js';
import { report } from './index.js';
import { countsByRule } from './statistics.js';

describe('the JSON report', () => {
  const validate = new Ajv2020({ strict: true, allowUnionTypes: true }).compile(
    JSON.parse(readFileSync(new URL('../../schema/report.schema.json', import.meta.url), 'utf8')) as object,
  );
  it('keeps to its schema', () => {
    for (const result of [mixed, clean]) {
      validate(JSON.parse(report('json', result)));
      expect(validate.errors).toBeNull();
    }
  });
  it('has the counts by rule where they are asked for, and keeps to its schema', () => {
    const read = JSON.parse(report('json', mixed, { statistics: true })) as { statistics: unknown };
    validate(read);
    expect(validate.errors).toBeNull();
    expect(read.statistics).toEqual(countsByRule(mixed.findings));
    expect(JSON.parse(report('json', mixed))).not.toHaveProperty('statistics');
  });
  it('the schema is tight', () => {
    const json = JSON.parse(report('json', mixed)) as { findings: object[] };
    expect(
      [
        { ...json, schemaVersion: 2 },
        { ...json, more: 1 },
        { ...json, findings: [{ ...json.findings[0], level: 'fatal' }] },
        { ...json, findings: [{ ...json.findings[0], source: {} }] },
      ].map((broken) => validate(broken)),
    ).toEqual([false, false, false, false]);
  });
});
