/** What CDK's own validator says too is said once, with the name of its rule. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { memoryFiles } from '../files/memory.js';
import type { Finding } from '../types/report.js';
import type { JsonObject } from '../types/files.js';
import { lintInputs } from './lint.js';

const violation = (logicalId: string, property: string): JsonObject => ({
  ruleName: 'W3030',
  description: `${property}: is not one of [...]`,
  severity: 'warning',
  violatingConstructs: [
    { constructPath: `S/${logicalId}`, cloudFormationResource: { templatePath: 'S.template.json', logicalId, propertyPaths: [property] } },
  ],
});
const found = (report: string): readonly Finding[] =>
  lintInputs({
    files: memoryFiles({
      '/app/cdk.out/manifest.json': JSON.stringify({
        artifacts: { S: { type: 'aws:cloudformation:stack', properties: { templateFile: 'S.template.json' } } },
      }),
      '/app/cdk.out/S.template.json': JSON.stringify({
        Resources: {
          Key: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'RSA_1024', KeyUsage: 'SIGN_VERIFY' } },
          Pair: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'HMAC_256', KeyUsage: 'SIGN_VERIFY' } },
        },
      }),
      '/app/cdk.out/validation-report.json': report,
    }),
    paths: ['/app/cdk.out'],
    root: '/app',
    rules,
    tool: { name: 'kms-lint', version: '0' },
  }).findings.filter(({ ruleId }) => ruleId === 'invalid-key-usage');
const told = (report: string): readonly string[] =>
  found(report).map(
    ({ logicalId, related }) => `${logicalId ?? ''}: ${related.map(({ at, message }) => `${message} (${at.file}:${at.line})`).join()}`,
  );

describe("CDK's own validation", () => {
  it('is named where it says the very same of the same property', () => {
    const report = { pluginReports: [{ violations: [violation('Key', 'Properties.KeySpec'), violation('Pair', 'Properties.KeySpec')] }] };
    expect(told(JSON.stringify(report, null, 1))).toEqual([
      "Key: CDK's own validation says so too: W3030 (cdk.out/validation-report.json:5)",
      'Pair: ',
    ]);
  });
  it('changes nothing where it is silent, or broken', () => {
    expect(told('{"pluginReports": []}')).toEqual(['Key: ', 'Pair: ']);
    expect(told('{')).toEqual(['Key: ', 'Pair: ']);
  });
});
