/** By what a finding is known again: what may change around it without making it another, and what makes it another. */
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../rules/index.js';
import { memoryFiles } from '../files/memory.js';
import { filesOf } from '../rule-tester.js';
import type { AnyRule, Example } from '../types/rule.js';
import type { Files, JsonObject } from '../types/files.js';
import { lintInputs } from './lint.js';

type Texts = Readonly<Record<string, string>>;

/** All files of an example by path. */
function textsOf(example: Example): Texts {
  const files = filesOf(example);
  const walk = (dir: string): readonly (readonly [string, string])[] =>
    files.list(dir).flatMap((name) => {
      const file = path.join(dir, name);
      const bytes = files.read(file);
      return bytes ? [[file, Buffer.from(bytes).toString('utf8')] as const] : walk(file);
    });
  return Object.fromEntries(walk('/app'));
}

/** What tells the findings of a rule apart: the fingerprint, and the parts that a baseline keeps. */
function identities(rule: AnyRule, texts: Texts): readonly string[] {
  const { findings, problems } = lintInputs({
    files: memoryFiles(texts) satisfies Files,
    paths: ['/app/cdk.out'],
    root: '/app',
    rules: [rule],
    config: { rules: { [rule.id]: 'on' }, pedantic: true },
    tool: { name: 'kms-lint', version: '0' },
  });
  expect(problems.filter(({ weight }) => weight === 'fatal')).toEqual([]);
  return [...new Set(findings.map(({ fingerprint, subject, detail }) => JSON.stringify([fingerprint, subject, detail])))].sort();
}

const TEMPLATE = /\.template\.json$/;
const isSource = (file: string): boolean => file.endsWith('.ts');
const edit = (texts: Texts, wanted: (file: string) => boolean, change: (text: string) => string): Texts =>
  Object.fromEntries(Object.entries(texts).map(([file, text]) => [file, wanted(file) ? change(text) : text]));
const parsed = (text: string): JsonObject => JSON.parse(text) as JsonObject;
const reversed = (json: JsonObject): JsonObject => Object.fromEntries(Object.entries(json).reverse());

const moveLines = (texts: Texts): Texts =>
  edit(
    edit(texts, isSource, (text) => `\n\n// Two lines more.\n${text}`),
    (file) => TEMPLATE.test(file),
    (text) => JSON.stringify(JSON.parse(text), null, 7),
  );
const reorder = (texts: Texts): Texts =>
  edit(
    edit(
      texts,
      (file) => TEMPLATE.test(file),
      (text) => JSON.stringify({ ...parsed(text), Resources: reversed(parsed(text)['Resources'] as JsonObject) }),
    ),
    (file) => file.endsWith('manifest.json'),
    (text) => JSON.stringify({ ...parsed(text), artifacts: reversed(parsed(text)['artifacts'] as JsonObject) }),
  );
const renameFiles = (texts: Texts): Texts =>
  Object.fromEntries(
    Object.entries(texts).map(([file, text]) => [
      file.replace(TEMPLATE, '-renamed.template.json'),
      file.endsWith('manifest.json') ? text.replaceAll('.template.json"', '-renamed.template.json"') : text,
    ]),
  );
/** The whole app in a Stage: a nested assembly, whose stacks and constructs have the Stage before their names. */
const intoStage = (stage: string, texts: Texts): Texts => {
  const inner = `/app/cdk.out/assembly-${stage}`;
  const moved = Object.entries(texts).map(([file, text]): readonly [string, string] => {
    if (!file.startsWith('/app/cdk.out/')) return [file, text];
    const to = file.replace('/app/cdk.out', inner);
    if (file.endsWith('manifest.json')) return [to, JSON.stringify(stagedManifest(stage, parsed(text)))];
    const paths = file.endsWith('.metadata.json') ? text.replaceAll(/"\/(?=[A-Z])/g, `"/${stage}/`) : text;
    const references = paths.replaceAll(/("StackName":\s*")/g, `$1${stage}-`);
    return [to, references.replaceAll('"aws:cdk:path": "', `"aws:cdk:path": "${stage}/`)];
  });
  const artifacts = {
    [`assembly-${stage}`]: { type: 'cdk:cloud-assembly', properties: { directoryName: `assembly-${stage}`, displayName: stage } },
  };
  return { ...Object.fromEntries(moved), '/app/cdk.out/manifest.json': JSON.stringify({ version: '55.0.0', artifacts }) };
};
function stagedManifest(stage: string, manifest: JsonObject): JsonObject {
  const artifacts = Object.entries(manifest['artifacts'] as Readonly<Record<string, JsonObject>>).map(([id, artifact]) => {
    if (artifact['type'] !== 'aws:cloudformation:stack') return [id, artifact];
    const dependencies = (artifact['dependencies'] as readonly string[]).map((name) => `${stage}${name}`);
    const properties = { ...(artifact['properties'] as JsonObject), stackName: `${stage}-${id}` };
    return [`${stage}${id}`, { ...artifact, dependencies, properties, displayName: `${stage}/${id}` }];
  });
  return { ...manifest, artifacts: Object.fromEntries(artifacts) as JsonObject };
}

describe.each(rules.map((rule) => [rule.id, rule] as const))('%s', (_, rule) => {
  const examples = rule.examples.bad.map((example, index) => [example.title ?? `example ${index + 1}`, textsOf(example)] as const);
  it.each(examples)('is the same when lines, order, file names and Stages change: %s', (__, texts) => {
    const before = identities(rule, texts);
    expect(before.length).toBeGreaterThan(0);
    expect(identities(rule, moveLines(texts)), 'lines').toEqual(before);
    expect(identities(rule, reorder(texts)), 'order').toEqual(before);
    expect(identities(rule, renameFiles(texts)), 'names of files').toEqual(before);
    expect(identities(rule, intoStage('Prod', texts)), 'a Stage').toEqual(before);
  });
});

describe('what makes it another', () => {
  const key = (path: string): Example => ({
    stacks: {
      App: {
        Resources: {
          Key: { Type: 'AWS::KMS::Key', Properties: { KeySpec: 'HMAC_256', KeyUsage: 'SIGN_VERIFY' }, Metadata: { 'aws:cdk:path': path } },
        },
      },
    },
  });
  const rule = rules.find(({ id }) => id === 'invalid-key-usage') as AnyRule;
  it('the construct path', () => {
    expect(identities(rule, textsOf(key('App/Key/Resource')))).not.toEqual(identities(rule, textsOf(key('App/OtherKey/Resource'))));
  });
  it('the rule, and the detail', () => {
    const two = { ...rule, id: 'other' };
    expect(identities(two, textsOf(key('App/Key/Resource')))).not.toEqual(identities(rule, textsOf(key('App/Key/Resource'))));
    const texts = textsOf(key('App/Key/Resource'));
    const another = edit(
      texts,
      (file) => TEMPLATE.test(file),
      (text) => text.replace('HMAC_256', 'HMAC_512'),
    );
    expect(identities(rule, another)).not.toEqual(identities(rule, texts));
  });
});
