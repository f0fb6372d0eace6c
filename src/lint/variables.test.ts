/** A remedy calls a construct by the variable that holds it, and by no other's. */
import { expect, it } from 'vitest';
import { memoryFiles } from '../files/memory.js';
import { defineRule } from '../rule-kit.js';
import { variableOf } from '../words/resource.js';
import { lintInputs } from './lint.js';

const rule = defineRule({
  id: 'every-key',
  title: 'Every key',
  level: 'note',
  on: 'key',
  why: 'For this test only.',
  remedy: 'None is needed.',
  references: [],
  check: (key) => [{ at: key.at, when: 'yes', detail: 'key', message: 'A key.', remedy: variableOf(key.id, 'key') }],
  examples: { bad: [], good: [] },
});
const made = (line: number): object => ({
  type: 'aws:cdk:logicalId',
  trace: ['new Key (/app/node_modules/aws-cdk-lib/aws-kms/lib/key.js:1:2)', `Object.<anonymous> (/app/app.ts:${line}:1)`],
});
const SOURCE = `const app = new App();
const stack = new Stack(app, 'S');
const own = new kms.Key(stack, 'Own');
const input = new s3.Bucket(stack, 'Input', { encryption: s3.BucketEncryption.KMS });
const orders = new Orders(stack, 'Orders');
`;

it.each([
  ['of the line that makes it', 'S/Own', 3, 'own'],
  ['not of the bucket whose own key it is', 'S/Input/Key', 4, 'key'],
  ['not of a construct from a library that makes it', 'S/Orders/Key', 5, 'key'],
])('%s', (_, construct, line, variable) => {
  const files = memoryFiles({
    '/app/cdk.json': '{ "app": "npx tsx app.ts" }',
    '/app/app.ts': SOURCE,
    '/app/cdk.out/manifest.json': JSON.stringify({
      artifacts: {
        S: {
          type: 'aws:cloudformation:stack',
          properties: { templateFile: 'S.template.json' },
          metadata: {
            [`/${construct}/Resource`]: [{ ...made(line), data: 'Key' }],
            '/S/Input/Resource': [{ ...made(4), data: 'Input' }],
          },
        },
      },
    }),
    '/app/cdk.out/S.template.json': JSON.stringify({
      Resources: { Key: { Type: 'AWS::KMS::Key', Properties: {} }, Input: { Type: 'AWS::S3::Bucket' } },
    }),
  });
  const { findings, problems } = lintInputs({
    files,
    paths: ['/app/cdk.out'],
    root: '/app',
    rules: [rule],
    tool: { name: 'kms-lint', version: '0' },
  });
  expect(problems).toEqual([]);
  expect(findings.map(({ remedy }) => remedy)).toEqual([variable]);
});
