/** A lint as a whole: what is wrong with the input becomes a Problem and the rest is still linted. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { memoryFiles } from '../files/memory.js';
import { filesOf } from '../rule-tester.js';
import type { AnyRule, Report } from '../types/rule.js';
import type { Json, JsonObject } from '../types/files.js';
import { lintInputs, type LintInput } from './lint.js';

const run = (texts: Readonly<Record<string, Json>>, more: Partial<LintInput> = {}) =>
  lintInputs({
    files: memoryFiles(
      Object.fromEntries(
        Object.entries(texts).map(([file, json]) => [`/app/${file}`, typeof json === 'string' ? json : JSON.stringify(json)]),
      ),
    ),
    paths: ['/app/cdk.out'],
    root: '/app',
    rules,
    tool: { name: 'kms-lint', version: '0' },
    ...more,
  });
const stack = (templateFile: string, more: JsonObject = {}): JsonObject => ({
  type: 'aws:cloudformation:stack',
  environment: 'aws://111122223333/eu-west-1',
  properties: { templateFile },
  ...more,
});
const locked: JsonObject = {
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: { Statement: [{ Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' }] },
      },
    },
  },
};
const good: JsonObject = { Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true } } } };

describe('bad input', () => {
  const manifest = (templateFile: string): JsonObject => ({
    version: '55.0.0',
    artifacts: { Good: stack('Locked.json'), Bad: stack(templateFile) },
  });
  it.each<[string, Record<string, Json>, RegExp]>([
    ['broken JSON', { 'cdk.out/manifest.json': manifest('x.json'), 'cdk.out/x.json': '{\n "Resources": {,}\n}' }, /./],
    ['a file that is not there', { 'cdk.out/manifest.json': manifest('gone.json') }, /missing|not there/],
    ['a path that leaves the assembly', { 'cdk.out/manifest.json': manifest('../../etc/passwd') }, /outside the assembly/],
    [
      'a template that is a list',
      { 'cdk.out/manifest.json': manifest('x.json'), 'cdk.out/x.json': [] },
      /is not a template: it holds a list/,
    ],
    [
      'nesting without end',
      { 'cdk.out/manifest.json': manifest('x.json'), 'cdk.out/x.json': '{"a":'.repeat(300) + '1' + '}'.repeat(300) },
      /deep|nest/i,
    ],
    [
      'a stack without a template',
      { 'cdk.out/manifest.json': { artifacts: { Good: stack('Locked.json'), Bad: { type: 'aws:cloudformation:stack', properties: {} } } } },
      /names no template/,
    ],
  ])('%s: exit 2, and the rest is linted', (_, files, message) => {
    const result = run({ ...files, 'cdk.out/Locked.json': locked });
    expect(result.exitCode).toBe(2);
    expect(result.problems.map((problem) => problem.message).join('\n')).toMatch(message);
    expect(result.problems.every(({ at }) => at !== undefined && !at.file.startsWith('/'))).toBe(true);
    expect(result.findings.map(({ ruleId }) => ruleId)).toEqual(['unmanageable-key']);
  });
  it('says line and column of broken JSON', () => {
    const result = run({ 'cdk.out/manifest.json': { artifacts: { Bad: stack('x.json') } }, 'cdk.out/x.json': '{\n "Resources": {,}\n}' });
    expect(result.problems[0]?.at).toEqual({ file: 'cdk.out/x.json', line: 2, column: 16 });
  });
  it.each<[string, Record<string, Json>]>([
    ['no manifest', { 'cdk.out/x.json': {} }],
    ['no stack', { 'cdk.out/manifest.json': { version: '55.0.0', artifacts: {} } }],
    ['no folder', {}],
  ])('%s: exit 2, saying what to run', (_, files) => {
    const result = run(files);
    expect(result.exitCode).toBe(2);
    expect(result.problems[0]?.message).toMatch(/npx cdk synth/);
  });
  it('evidence that is broken is a notice only', () => {
    const result = run({
      'cdk.out/manifest.json': { artifacts: { S: stack('x.json', { additionalMetadataFile: 'm.json' }) } },
      'cdk.out/x.json': locked,
      'cdk.out/m.json': '{"aws:cdk:warning',
    });
    expect([result.exitCode, result.problems.map(({ weight }) => weight)]).toEqual([1, ['notice']]);
  });
  it('the same stack of the same environment in two assemblies is said once, and linted once', () => {
    const one = { artifacts: { S: stack('x.json') } };
    const result = run(
      { 'a/manifest.json': one, 'a/x.json': locked, 'b/manifest.json': one, 'b/x.json': locked },
      { paths: ['/app/a', '/app/b', '/app/a'] },
    );
    expect([result.exitCode, result.findings.length, result.summary.assemblies]).toEqual([2, 1, 2]);
    expect(result.problems.map(({ message }) => message).join()).toMatch(/given twice/);
  });
  it('a rule that throws is told with its name; the others go on', () => {
    const broken = {
      ...rules.find(({ id }) => id === 'missing-root-trust'),
      id: 'broken',
      check: () => {
        throw new Error('oops');
      },
    } as unknown as AnyRule;
    const result = run(
      { 'cdk.out/manifest.json': { artifacts: { S: stack('x.json') } }, 'cdk.out/x.json': locked },
      { rules: [broken, ...rules] },
    );
    expect(result.problems[0]?.message).toMatch(/rule broken failed on Key \(oops, lint\.test\.ts:\d+\)/);
    expect([result.exitCode, result.findings.length]).toEqual([2, 1]);
  });
});

describe('what a result says', () => {
  const files = { 'cdk.out/manifest.json': { artifacts: { S: stack('x.json') } }, 'cdk.out/x.json': good };
  it('no finding: exit 0, and what was scanned', () => {
    expect(run(files)).toMatchObject({ exitCode: 0, findings: [], summary: { assemblies: 1, stacks: 1, resources: 1, keys: 1 } });
  });
  it.each([
    ['error', 1],
    ['note', 1],
    ['never', 0],
  ] as const)('--fail-on %s of an error exits %d', (failOn, exit) => {
    expect(run({ ...files, 'cdk.out/x.json': locked }, { config: { failOn } }).exitCode).toBe(exit);
  });
  it('a level that the user gives wins, off silences', () => {
    expect(run({ ...files, 'cdk.out/x.json': locked }, { config: { rules: { 'unmanageable-key': 'note' } } })).toMatchObject({
      exitCode: 0,
      findings: [{ level: 'note' }],
    });
    expect(run({ ...files, 'cdk.out/x.json': locked }, { config: { rules: { 'unmanageable-key': 'off' } } }).findings).toEqual([]);
  });
  it('two runs give the same', () => {
    const make = () => JSON.stringify({ ...run({ ...files, 'cdk.out/x.json': locked }), rules: [] });
    expect(make()).toBe(make());
  });
});

describe('what a user says of rules', () => {
  const rule = {
    id: 'talkative',
    title: 't',
    level: 'note',
    on: 'key',
    why: '',
    remedy: '',
    references: [],
    options: { schema: { type: 'object' }, defaults: { word: 'hello', loud: false } },
    examples: { bad: [], good: [] },
    check: (key: { at: Report['at'] }, _: unknown, options: JsonObject) => [
      { at: key.at, when: 'yes', message: 'm.', detail: JSON.stringify(options) },
    ],
  } as unknown as AnyRule;
  const files = {
    'cdk.out/manifest.json': { artifacts: { Dev: stack('x.json'), Prod: stack('y.json') } },
    'cdk.out/x.json': good,
    'cdk.out/y.json': good,
  };
  const said = (config: LintInput['config']): string[] =>
    run(files, { rules: [rule], config: { ...config } }).findings.map(
      ({ stackName, level, detail }) => `${stackName ?? ''} ${level} ${detail}`,
    );
  it('options go over the defaults, one by one', () => {
    expect(said({})).toEqual(['Dev note {"word":"hello","loud":false}', 'Prod note {"word":"hello","loud":false}']);
    expect(
      said({ rules: { talkative: { options: { loud: true } } }, overrides: [{ stacks: ['Dev'], rules: { talkative: 'off' } }] }),
    ).toEqual(['Prod note {"word":"hello","loud":true}']);
  });
  it('off and on for some stacks; the last override wins, over what holds for all', () => {
    const override = (stacks: string, setting: 'on' | 'off' | 'error') => ({ stacks: [stacks], rules: { talkative: setting } });
    const levels = (config: LintInput['config']): string[] => said(config).map((text) => text.split(' {')[0] ?? '');
    expect(levels({ rules: { talkative: 'off' }, overrides: [override('Prod', 'on')] })).toEqual(['Prod note']);
    expect(levels({ overrides: [override('**', 'error'), override('Dev', 'off')] })).toEqual(['Prod error']);
    expect(levels({ overrides: [override('Dev', 'off'), override('**', 'error')] })).toEqual(['Dev error', 'Prod error']);
    expect(levels({ rules: { talkative: 'error' }, overrides: [override('Dev', 'on')] })).toEqual(['Dev note', 'Prod error']);
  });
});

describe('worlds', () => {
  const conditional = (yes: Json, no: Json): JsonObject => ({
    Parameters: { P: { Type: 'String' } },
    Conditions: { C: { 'Fn::Equals': [{ Ref: 'P' }, 'x'] } },
    Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeySpec: { 'Fn::If': ['C', yes, no] }, KeyUsage: 'SIGN_VERIFY' } } },
  });
  const confidence = (template: JsonObject) =>
    lintInputs({
      files: filesOf({ stacks: { S: template } }),
      paths: ['/app/cdk.out'],
      root: '/app',
      rules: rules.filter(({ id }) => id === 'invalid-key-usage'),
      config: { pedantic: true },
      tool: { name: 'k', version: '0' },
    }).findings.map((finding) => finding.confidence);
  it('wrong in every world is certain, in one possible, in none nothing', () => {
    expect(new Set(confidence(conditional('HMAC_256', 'HMAC_384')))).toEqual(new Set(['certain']));
    expect(confidence(conditional('HMAC_256', 'RSA_2048'))).toEqual(['possible']);
    expect(confidence(conditional('RSA_4096', 'RSA_2048'))).toEqual([]);
  });
  it('a resource that is in no world is not judged', () => {
    const rule = {
      id: 'every-key',
      title: 't',
      level: 'note',
      on: 'key',
      why: '',
      remedy: '',
      references: [],
      examples: { bad: [], good: [] },
      check: (key: { at: Report['at'] }) => [{ at: key.at, when: 'yes', message: 'm.', detail: 'd' }],
    } as unknown as AnyRule;
    const template = {
      Conditions: { Never: { 'Fn::Equals': ['a', 'b'] } },
      Resources: { Gone: { Type: 'AWS::KMS::Key', Condition: 'Never' }, Here: { Type: 'AWS::KMS::Key' } },
    };
    expect(
      lintInputs({
        files: filesOf({ stacks: { S: template } }),
        paths: ['/app/cdk.out'],
        root: '/app',
        rules: [rule],
        tool: { name: 'k', version: '0' },
      }).findings.map(({ logicalId }) => logicalId),
    ).toEqual(['Here']);
  });
});

describe('Stages', () => {
  const stage = (name: string): JsonObject => ({
    type: 'cdk:cloud-assembly',
    properties: { directoryName: `assembly-${name}`, displayName: name },
  });
  const inner = (name: string): JsonObject => ({
    artifacts: { [`${name}Keys`]: stack('K.json', { displayName: `${name}/Keys`, additionalMetadataFile: 'm.json' }) },
  });
  const metadata = (name: string): JsonObject => ({ [`/${name}/Keys/Key/Resource`]: [{ type: 'aws:cdk:logicalId', data: 'Key' }] });
  it('copies in several Stages have one fingerprint, and are found at any depth', () => {
    const result = run({
      'cdk.out/manifest.json': { artifacts: { Dev: stage('Dev'), Prod: stage('Prod') } },
      ...Object.fromEntries(
        ['Dev', 'Prod'].flatMap((name) => [
          [`cdk.out/assembly-${name}/manifest.json`, inner(name)],
          [`cdk.out/assembly-${name}/K.json`, locked],
          [`cdk.out/assembly-${name}/m.json`, metadata(name)],
        ]),
      ),
    });
    expect(result.findings.map(({ constructPath, stackName }) => [constructPath, stackName])).toEqual([
      ['Dev/Keys/Key/Resource', 'Dev/Keys'],
      ['Prod/Keys/Key/Resource', 'Prod/Keys'],
    ]);
    expect(new Set(result.findings.map(({ fingerprint }) => fingerprint)).size).toBe(1);
    expect(new Set(result.findings.map(({ group }) => group)).size).toBe(1);
  });
});

describe('assemblies of all ages', () => {
  it('aws-cdk v1: metadata in the manifest, CDK_DEBUG traces, no display name', () => {
    const manifest = {
      version: '1.10.0',
      artifacts: {
        Tree: { type: 'cdk:tree', properties: { file: 'tree.json' } },
        Old: {
          type: 'aws:cloudformation:stack',
          environment: 'aws://unknown-account/unknown-region',
          properties: { templateFile: 'Old.template.json' },
          metadata: {
            '/Old/Key/Resource': [
              {
                type: 'aws:cdk:logicalId',
                data: 'Key',
                trace: [
                  'new Key (/build/node_modules/@aws-cdk/aws-kms/lib/key.js:1:2)',
                  'new Old (/build/lib/old.ts:2:5)',
                  'Module._compile (internal/modules/cjs/loader.js:1:1)',
                ],
              },
            ],
          },
        },
      },
    };
    const [finding] = run({
      'cdk.json': { app: 'npx ts-node bin/app.ts' },
      'lib/old.ts': 'class Old {\n    key = new Key();\n}\n',
      'cdk.out/manifest.json': manifest,
      'cdk.out/Old.template.json': locked,
    }).findings;
    expect(finding).toMatchObject({ constructPath: 'Old/Key/Resource', source: { file: 'lib/old.ts', line: 2, column: 5 } });
  });
  it('a version of the future is no reason to refuse', () => {
    expect(
      run({
        'cdk.out/manifest.json': { version: '999.0.0', artifacts: { S: stack('x.json'), New: { type: 'aws:something-new' } } },
        'cdk.out/x.json': good,
      }).exitCode,
    ).toBe(0);
  });
});

it.each([
  ['DependencyCycle\n', /failed with "DependencyCycle".*kms-lint explain --log synth\.log/],
  ['ValidationError', /failed with "ValidationError".*`npx cdk synth`/],
])('a synthesis that left %j in error.txt is quoted', (error, says) => {
  const { problems, exitCode } = run({ 'cdk.out/error.txt': error, 'cdk.out/tree.json': '{}' });
  expect([exitCode, problems.map(({ message }) => says.test(message))]).toEqual([2, [true]]);
});

describe('nested stacks', () => {
  const nested = (more: JsonObject): JsonObject => ({ Resources: { Nested: { Type: 'AWS::CloudFormation::Stack', ...more } } });
  const HASH = 'a'.repeat(64);
  it.each<[string, JsonObject]>([
    ['by the asset path that the CLI writes', nested({ Metadata: { 'aws:asset:path': 'Child.nested.template.json' } })],
    [
      'by the object key in the asset manifest',
      nested({ Properties: { TemplateURL: { 'Fn::Sub': `https://s3.\${AWS::Region}.\${AWS::URLSuffix}/assets/${HASH}.json` } } }),
    ],
  ])('are found %s', (_, parent) => {
    const result = run({
      'cdk.out/manifest.json': {
        artifacts: {
          S: stack('Parent.json', { dependencies: ['S.assets'] }),
          'S.assets': { type: 'cdk:asset-manifest', properties: { file: 'S.assets.json' } },
        },
      },
      'cdk.out/S.assets.json': {
        files: { [HASH]: { source: { path: 'Child.nested.template.json' }, destinations: { here: { objectKey: `${HASH}.json` } } } },
      },
      'cdk.out/Parent.json': parent,
      'cdk.out/Child.nested.template.json': locked,
    });
    expect(result.findings.map(({ logicalId, template }) => [logicalId, template?.file])).toEqual([
      ['Key', 'cdk.out/Child.nested.template.json'],
    ]);
    expect(result.summary).toMatchObject({ stacks: 2, keys: 1 });
  });
});
