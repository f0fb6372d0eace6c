/** Templates by themselves: one, a folder of them, JSON and YAML; what is one app and what is not. */
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { memoryFiles } from '../files/memory.js';
import type { LintResult } from '../types/report.js';
import { lintInputs } from './lint.js';

const run = (texts: Readonly<Record<string, string>>, ...paths: readonly string[]): LintResult =>
  lintInputs({
    files: memoryFiles(Object.fromEntries(Object.entries(texts).map(([file, text]) => [`/repo/${file}`, text]))),
    paths: paths.map((path) => `/repo/${path}`),
    root: '/repo',
    rules,
    config: { pedantic: true },
    tool: { name: 'kms-lint', version: '0' },
  });
const found = ({ findings }: LintResult): readonly string[] =>
  findings.map(({ ruleId, template, stackName }) => `${ruleId} ${template?.file ?? ''}:${template?.line ?? ''} ${stackName ?? ''}`);
const told = ({ problems }: LintResult): string =>
  problems.map(({ message, at }) => `${at?.file ?? ''}:${at?.line ?? ''} ${message}`).join('\n');

const BAD_YAML = `AWSTemplateFormatVersion: 2010-09-09
Resources:
  Key:
    Type: AWS::KMS::Key
    Properties:
      KeySpec: ECC_NIST_P256
      KeyUsage: ENCRYPT_DECRYPT
`;
const BAD_JSON = '{"Resources": {\n "Key": {"Type": "AWS::KMS::Key", "Properties": {"KeySpec": "HMAC_256",\n "KeyUsage": "SIGN_VERIFY"}}}}';
const manifest = '{"artifacts": {"S": {"type": "aws:cloudformation:stack", "properties": {"templateFile": "S.template.json"}}}}';

describe('templates by themselves', () => {
  it.each([
    ['key.yaml', BAD_YAML, 7, 'key'],
    ['key.yml', BAD_YAML, 7, 'key'],
    ['key.template', BAD_YAML, 7, 'key'],
    ['key.template', BAD_JSON, 3, 'key'],
    ['Keys.template.json', BAD_JSON, 3, 'Keys'],
    ['key.json', BAD_JSON, 3, 'key'],
    ['no-ending', BAD_YAML, 7, 'no-ending'],
  ])('%s is read for what it is', (file, text, line, name) => {
    const result = run({ [file]: text }, file);
    expect(found(result)).toEqual([`invalid-key-usage ${file}:${line} ${name}`]);
    expect(result.findings[0]).toMatchObject({ source: null, constructPath: null, logicalId: 'Key' });
    expect(result.summary).toMatchObject({ assemblies: 0, stacks: 1, keys: 1, sourcesMissing: [] });
  });

  it('a folder: all templates below it, and nothing else', () => {
    const texts = {
      'infra/a.yaml': BAD_YAML,
      'infra/deep/b.json': BAD_JSON,
      'infra/buildspec.yml': 'version: 0.2\nphases: {}',
      'infra/params.json': '{"Parameters": {"Resources": "AWS::"}}',
      'infra/notes.md': BAD_YAML,
      'infra/node_modules/c.yaml': BAD_YAML,
      'infra/.hidden/d.yaml': BAD_YAML,
      'infra/manifest.json': '{"name": "a web app"}',
      'infra/app/cdk.out/manifest.json': manifest,
      'infra/app/cdk.out/S.template.json': BAD_JSON,
      'infra/app/cdk.out/other.template.json': BAD_JSON,
    };
    const result = run(texts, 'infra');
    expect(found(result)).toEqual([
      'invalid-key-usage infra/a.yaml:7 a',
      'invalid-key-usage infra/app/cdk.out/S.template.json:3 S',
      'invalid-key-usage infra/deep/b.json:3 b',
    ]);
    expect(result.summary).toMatchObject({ assemblies: 1, stacks: 3 });
  });

  it('a project folder: its cdk.out, those below, and templates beside them', () => {
    const texts = {
      'app/cdk.out/manifest.json': manifest,
      'app/cdk.out/S.template.json': BAD_JSON,
      'app/legacy.yaml': BAD_YAML,
      'app/more/cdk.out/manifest.json': manifest,
      'app/more/cdk.out/S.template.json': BAD_JSON,
    };
    for (const path of ['app/cdk.out', 'app/cdk.out/manifest.json'])
      expect(found(run(texts, path))).toEqual(['invalid-key-usage app/cdk.out/S.template.json:3 S']);
    expect(found(run(texts, 'app'))).toEqual([
      'invalid-key-usage app/cdk.out/S.template.json:3 S',
      'invalid-key-usage app/legacy.yaml:7 legacy',
      'invalid-key-usage app/more/cdk.out/S.template.json:3 S',
    ]);
  });

  it('a cdk.out below a folder that a failed synthesis left is told, not read as loose templates', () => {
    const result = run({ 'app/cdk.out/S.template.json': BAD_JSON, 'app/ok.yaml': BAD_YAML }, 'app');
    expect(found(result)).toEqual(['invalid-key-usage app/ok.yaml:7 ok']);
    expect(told(result)).toMatch(/app\/cdk.out/);
    expect(result.exitCode).toBe(2);
  });

  it.each<[string, Record<string, string>, string, RegExp]>([
    ['a named file without resources', { 'a.yaml': 'Outputs: {}' }, 'a.yaml', /^a.yaml:1 .*is not a template: it has no Resources/],
    ['a named file that is a list', { 'a.json': '[]' }, 'a.json', /^a.json:1 .*it holds a list/],
    ['a named file that is not there', {}, 'a.yaml', /^a.yaml: the file is missing/],
    ['a broken template in a folder', { 'x/a.yaml': `${BAD_YAML}\n\t- x` }, 'x', /^x\/a.yaml:9 not valid YAML/],
    [
      'a folder without templates',
      { 'x/a.yaml': 'a: 1' },
      'x',
      /no cloud assembly \(manifest.json\) and no template in the folder: .*npx cdk synth/,
    ],
    ['a folder with words of templates only', { 'x/a.yaml': 'a: "AWS::Resources"' }, 'x', /holds no template with Resources/],
    [
      'what is left of a failed synthesis',
      { 'x/tree.json': '{}', 'x/S.template.json': BAD_JSON },
      'x',
      /no cloud assembly \(manifest.json\)/,
    ],
    [
      'a broken manifest',
      { 'x/manifest.json': '{"version": "5', 'x/S.template.json': BAD_JSON },
      'x',
      /^x\/manifest.json:1 not valid JSON/,
    ],
    [
      'a logical id that stands twice',
      { 'a.yaml': `${BAD_YAML}  Key:\n    Type: X\n` },
      'a.yaml',
      /^a.yaml:8 Key stands twice in this map, first in line 3/,
    ],
  ])('%s: exit 2, said with its place', (_, texts, path, message) => {
    const result = run(texts, path);
    expect([result.exitCode, result.findings]).toEqual([2, []]);
    expect(told(result)).toMatch(message);
  });
});

describe('templates of one folder', () => {
  const SHARED = `Resources:
  Key:
    Type: AWS::KMS::Key
    Properties: { EnableKeyRotation: true }
Outputs:
  Arn:
    Value: !GetAtt Key.Arn
    Export:
      Name: shared-key
`;
  const USER = `Resources:
  Role:
    Type: AWS::IAM::Role
    Properties:
      Policies:
        - PolicyName: p
          PolicyDocument:
            Statement: { Effect: Allow, Action: kms:Decrypt, Resource: !ImportValue shared-key }
Outputs:
  Out: { Value: x, Export: { Name: back } }
`;
  it('are no app for certain: an import between them is only possible', () => {
    const cycle = { 'x/a.yaml': `${SHARED}  In: { Value: !ImportValue back }\n`, 'x/b.yaml': USER };
    expect(run(cycle, 'x').findings.map(({ ruleId, confidence }) => [ruleId, confidence])).toEqual([['cross-stack-cycle', 'possible']]);
  });

  it('a nested stack by its path is read with its parent, where its parameters are known, and not by itself too', () => {
    const texts = {
      'x/parent.yaml':
        'Resources:\n  Child: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ./parts/child.yaml, Parameters: { Usage: SIGN_VERIFY } } }\n',
      'x/parts/child.yaml':
        'Parameters: { Usage: { Type: String } }\nResources:\n  Key: { Type: AWS::KMS::Key, Properties: { KeySpec: HMAC_256, KeyUsage: !Ref Usage } }\n',
    };
    expect(found(run(texts, 'x'))).toEqual(['invalid-key-usage x/parts/child.yaml:3 parent/Child']);
    expect(found(run(texts, 'x/parts/child.yaml', 'x/parent.yaml'))).toEqual(['invalid-key-usage x/parts/child.yaml:3 parent/Child']);
  });

  it('two templates that nest each other are read to an end', () => {
    const nest = (other: string): string =>
      `Resources:\n  S: { Type: AWS::CloudFormation::Stack, Properties: { TemplateURL: ${other} } }\n`;
    expect(run({ 'x/a.yaml': nest('b.yaml'), 'x/b.yaml': nest('a.yaml') }, 'x').summary.stacks).toBe(2);
  });

  it.each([
    ['AWS::KMS::Key', 'x.yaml: Fn::ForEach::Keys makes KMS resources that only CloudFormation expands, so they were not linted'],
    ['AWS::SNS::Topic', ''],
  ])('a loop that makes %s', (type, wanted) => {
    const loop = `Transform: AWS::LanguageExtensions
Resources:
  Fn::ForEach::Keys: [Name, [A, B], { 'Key\${Name}': { Type: '${type}' } }]
  Topic: { Type: 'AWS::SNS::Topic' }
`;
    // With other resources beside it, or alone.
    for (const text of [loop, loop.replace(/ {2}Topic.*\n/, '')])
      expect(
        told(run({ 'x.yaml': text }, 'x.yaml'))
          .replace(':0 ', ': ')
          .replace(/:\s/, ': '),
      ).toBe(wanted);
  });

  it('of the same name in two folders are told apart in baselines', () => {
    const { findings } = run({ 'x/template.yaml': BAD_YAML, 'y/template.yaml': BAD_YAML }, 'x', 'y');
    expect(new Set(findings.map(({ fingerprint }) => fingerprint)).size).toBe(2);
  });
});
