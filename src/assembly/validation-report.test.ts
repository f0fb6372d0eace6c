import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../files/memory.js';
import { readValidationReport } from './validation-report.js';

const REPORT = JSON.stringify({
  version: '55.0.0',
  pluginReports: [
    { pluginName: 'Construct Annotations', violations: 'none' },
    {
      pluginName: 'CloudFormation Validate',
      violations: [
        { ruleName: 'I9040', violatingConstructs: [{ constructPath: 'Stack' }] },
        {
          ruleName: 'W3030',
          violatingConstructs: [
            {
              constructPath: 'Stack/Key',
              cloudFormationResource: {
                templatePath: 'assembly-Dev/Stack.template.json',
                logicalId: 'Key',
                propertyPaths: ['Properties.KeySpec'],
              },
            },
          ],
        },
      ],
    },
  ],
});

const at = (dir: string, text: string) => readValidationReport(memoryFiles({ '/app/cdk.out/validation-report.json': text }), dir);

describe("CDK's validation report", () => {
  it.each(['/app/cdk.out', '/app/cdk.out/assembly-Dev'])('is found from %s', (stage) => {
    expect(at(stage, REPORT)?.violations.find(({ rule }) => rule === 'W3030')).toEqual({
      plugin: 'CloudFormation Validate',
      pluginVersion: undefined,
      rule: 'W3030',
      acknowledgementId: 'CloudFormation-Validate::W3030',
      level: 'warning',
      description: 'W3030',
      fix: undefined,
      constructs: [
        {
          constructPath: 'Stack/Key',
          templateFile: '/app/cdk.out/assembly-Dev/Stack.template.json',
          logicalId: 'Key',
          propertyPaths: ['Properties.KeySpec'],
          trace: [],
        },
      ],
      acknowledged: undefined,
      at: { file: '/app/cdk.out/validation-report.json', pointer: '/pluginReports/1/violations/1' },
    });
  });
  it('of the name before June 2026 is read too, with what was acknowledged, and why', () => {
    const report = {
      pluginReports: [
        {
          pluginName: 'cdk-nag',
          pluginVersion: '3.0.0',
          violations: [],
          suppressedViolations: [
            {
              ruleName: 'AwsSolutions-KMS5',
              severity: 'error',
              acknowledgedId: 'cdk-nag::AwsSolutions-KMS5',
              reason: 'by hand',
              violatingConstructs: [],
            },
          ],
        },
      ],
    };
    const files = memoryFiles({ '/app/cdk.out/policy-validation-report.json': JSON.stringify(report) });
    expect(readValidationReport(files, '/app/cdk.out')?.violations).toMatchObject([
      {
        plugin: 'cdk-nag',
        pluginVersion: '3.0.0',
        level: 'error',
        acknowledgementId: 'cdk-nag::AwsSolutions-KMS5',
        acknowledged: 'by hand',
      },
    ]);
  });
  it('that is missing is none, of another shape says nothing; a broken one is a notice', () => {
    expect(readValidationReport(memoryFiles({}), '/app/cdk.out')).toBeUndefined();
    expect(at('/app/cdk.out', '[]')).toEqual({ violations: [], problems: [] });
    expect(at('/app/cdk.out', '{')?.problems).toMatchObject([{ weight: 'notice' }]);
  });
});
