/** What other validation plugins said, as it is taken over: placed on the app's source, once, without what kms-lint tells itself. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { memoryFiles } from '../files/memory.js';
import type { JsonObject } from '../types/files.js';
import { examine } from './lint.js';
import { otherTools } from './other-tools.js';

const SOURCE = ["import { Stack } from 'aws-cdk-lib';", 'class App extends Stack {', "  key = new Bucket(this, 'Bucket');", '}'].join('\n');
const trace = (line: number): string => `new App (/app/lib/app.ts:${line}:9)`;
const bucket: JsonObject = {
  constructPath: 'App/Bucket/Resource',
  constructStack: {},
  cloudFormationResource: { templatePath: 'App.template.json', logicalId: 'Bucket', propertyPaths: ['Properties.BucketName'] },
  stackTraces: [trace(3)],
};
const report: JsonObject = {
  pluginReports: [
    {
      pluginName: 'cdk-nag',
      pluginVersion: '3.0.1',
      violations: [
        {
          ruleName: 'AwsSolutions-S1',
          description: 'no access logs',
          suggestedFix: 'add them',
          severity: 'error',
          violatingConstructs: [bucket, bucket],
        },
        {
          ruleName: 'AwsSolutions-X',
          description: 'of no resource',
          severity: 'custom',
          violatingConstructs: [{ constructPath: 'App/Bucket', stackTraces: [trace(3)] }],
        },
      ],
      suppressedViolations: [
        {
          ruleName: 'AwsSolutions-S10',
          description: 'no SSL',
          acknowledgedId: 'cdk-nag::AwsSolutions-S10',
          reason: 'a test',
          violatingConstructs: [bucket],
        },
      ],
    },
    { pluginName: 'kms-lint', violations: [{ ruleName: 'rotation-disabled', violatingConstructs: [bucket] }] },
  ],
};

function others(text: string | undefined) {
  const files = memoryFiles({
    '/app/cdk.json': '{"app": "npx tsx lib/app.ts"}',
    '/app/lib/app.ts': SOURCE,
    '/app/cdk.out/manifest.json': JSON.stringify({
      artifacts: { App: { type: 'aws:cloudformation:stack', properties: { templateFile: 'App.template.json' }, displayName: 'App' } },
    }),
    '/app/cdk.out/App.template.json': JSON.stringify({
      Resources: { Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'b' } } },
    }),
    ...(text === undefined ? {} : { '/app/cdk.out/validation-report.json': text }),
  });
  const examined = examine({ files, paths: ['/app/cdk.out'], root: '/app', rules, tool: { name: 'kms-lint', version: '0' } });
  return otherTools(examined, files, 'kms-lint');
}

describe('what other plugins said', () => {
  const { findings, problems, found } = others(JSON.stringify(report));
  it('is taken over with its tool, its rule, what to do and why it is acknowledged', () => {
    expect([found, problems]).toEqual([true, []]);
    expect(
      findings.map(({ tool, ruleId, level, message, remedy, suppressed }) => [
        `${tool.name} ${tool.version ?? ''}`,
        ruleId,
        level,
        message,
        remedy,
        suppressed?.reason,
      ]),
    ).toEqual([
      ['cdk-nag 3.0.1', 'cdk-nag::AwsSolutions-S1', 'error', 'no access logs', 'add them', undefined],
      ['cdk-nag 3.0.1', 'cdk-nag::AwsSolutions-X', 'warning', 'of no resource', null, undefined],
      ['cdk-nag 3.0.1', 'cdk-nag::AwsSolutions-S10', 'warning', 'no SSL', null, 'a test'],
    ]);
  });
  it('stands on the line of CDK source, a construct without a resource too', () => {
    expect(findings.map(({ source }) => `${source?.file ?? ''}:${source?.line ?? 0}`)).toEqual([
      'lib/app.ts:3',
      'lib/app.ts:3',
      'lib/app.ts:3',
    ]);
    expect(findings.map(({ template }) => template?.file)).toEqual(['cdk.out/App.template.json', undefined, 'cdk.out/App.template.json']);
  });
  it('is nothing where there is no report, and a notice where it is broken', () => {
    expect(others(undefined)).toEqual({ findings: [], problems: [], found: false });
    expect(others('{')).toMatchObject({
      findings: [],
      problems: [{ weight: 'notice', at: { file: 'cdk.out/validation-report.json' } }],
      found: true,
    });
  });
});
