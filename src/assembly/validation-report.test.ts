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

describe("CDK's validation report", () => {
  it.each(['/app/cdk.out', '/app/cdk.out/assembly-Dev'])('is found from %s', (stage) => {
    expect(readValidationReport(memoryFiles({ '/app/cdk.out/validation-report.json': REPORT }), stage)).toEqual({
      violations: [
        {
          rule: 'W3030',
          template: 'Stack.template.json',
          logicalId: 'Key',
          properties: ['Properties.KeySpec'],
          at: { file: '/app/cdk.out/validation-report.json', pointer: '/pluginReports/1/violations/1' },
        },
      ],
    });
  });
  it('that is missing or of another shape says nothing; a broken one is a notice', () => {
    expect(readValidationReport(memoryFiles({}), '/app/cdk.out')).toEqual({ violations: [] });
    expect(readValidationReport(memoryFiles({ '/app/cdk.out/validation-report.json': '[]' }), '/app/cdk.out')).toEqual({ violations: [] });
    expect(readValidationReport(memoryFiles({ '/app/cdk.out/validation-report.json': '{' }), '/app/cdk.out').problem?.weight).toBe(
      'notice',
    );
  });
});
