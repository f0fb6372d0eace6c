/**
 * Which suppression counts, what it reaches, and when it is told that it reaches nothing. Real apps are in fixtures/assemblies/suppressed.
 */
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../../files/memory.js';
import { defineRule } from '../../rule-kit.js';
import type { AnyRule } from '../../types/rule.js';
import type { Config } from '../../types/config.js';
import type { Json, JsonObject } from '../../types/files.js';
import type { LintResult } from '../../types/report.js';
import { lintInputs } from '../lint.js';
import { ORDER } from './suppression.js';

const about = { title: 't', why: 'w', remedy: 'r', references: [], examples: { bad: [], good: [] } };
/** Says something of each key: for certain, or perhaps where its description says so. */
const onKeys = (id: string): AnyRule =>
  defineRule({
    ...about,
    id,
    level: 'error',
    on: 'key',
    *check({ at, resource }) {
      const { Description: description } = resource.properties as JsonObject;
      yield { at, when: description === 'perhaps' ? 'unknown' : 'yes', message: 'm.', detail: 'd' };
    },
  });
/** Says that the app's stacks are a cycle. */
const cycle: AnyRule = defineRule({
  ...about,
  id: 'ring',
  level: 'error',
  on: 'program',
  *check({ stacks }) {
    const flow = [...stacks.values()].map(({ file }) => ({ at: { file, pointer: '/Resources/Key' }, message: 'needs' }));
    const [first] = flow;
    if (first) yield { at: first.at, when: 'yes', message: 'm.', detail: 'd', flow };
  },
});
const RULES = [onKeys('flaw'), onKeys('rotation-disabled'), onKeys('public-key-access'), cycle];

interface Stack {
  readonly metadata?: JsonObject;
  readonly keyMetadata?: JsonObject;
  readonly description?: string;
  readonly templateMetadata?: JsonObject;
}
/** Lints stacks of one key each, at line 1 of app.ts: `Validations` and comments are written as CDK and people would. */
function run(
  stacks: Readonly<Record<string, Stack>>,
  config: Config = {},
  source = 'new Key();\n',
  only = ['flaw'],
  rules: readonly AnyRule[] = RULES,
): LintResult {
  const files: Record<string, Json> = { 'cdk.json': { app: 'npx tsx app.ts' } };
  const artifacts: Record<string, Json> = {};
  for (const [name, { metadata, keyMetadata, description, templateMetadata }] of Object.entries(stacks)) {
    artifacts[name] = {
      type: 'aws:cloudformation:stack',
      properties: { templateFile: `${name}.json` },
      additionalMetadataFile: `${name}.metadata.json`,
    };
    files[`cdk.out/${name}.json`] = {
      ...(templateMetadata ? { Metadata: templateMetadata } : {}),
      Resources: {
        Key: {
          Type: 'AWS::KMS::Key',
          Properties: description === undefined ? {} : { Description: description },
          Metadata: { 'aws:cdk:path': `${name}/Key/Resource`, ...keyMetadata },
        },
      },
    };
    files[`cdk.out/${name}.metadata.json`] = {
      [`/${name}/Key/Resource`]: [{ type: 'aws:cdk:creationStack', data: ['new Key (/app/app.ts:1:1)'] }],
      ...metadata,
    };
  }
  files['cdk.out/manifest.json'] = { artifacts };
  const texts = Object.entries(files).map(([file, json]) => [`/app/${file}`, JSON.stringify(json)] as const);
  return lintInputs({
    files: memoryFiles({ ...Object.fromEntries(texts), '/app/app.ts': source }),
    paths: ['/app/cdk.out'],
    root: '/app',
    rules,
    config: { ...config, rules: Object.fromEntries(rules.map(({ id }) => [id, only.includes(id) ? 'on' : 'off'])) },
    today: '2026-11-25',
    tool: { name: 'kms-lint', version: '0' },
  });
}
const acknowledge = (path: string, id: string, reason = 'acknowledged'): JsonObject => ({
  [path]: [{ type: 'aws:cdk:acknowledged-rules', data: { [id]: reason } }],
});
const own = (id: string, reason: string): JsonObject => ({ 'kms-lint': { ignore: [{ id, reason }] } });
const said = ({ findings }: LintResult): readonly string[] =>
  findings.map(
    ({ stackName, ruleId, suppressed }) =>
      `${stackName ?? ''} ${ruleId} ${suppressed ? `${suppressed.by}: ${suppressed.reason}` : 'counts'}`,
  );
const told = ({ problems }: LintResult): readonly string[] => problems.map(({ message }) => message);

describe('a source that is newer than its assembly', () => {
  const SYNTH = 100_000;
  /** One key, which stood on line 1 of app.ts when the app was synthesized. */
  const edited = (source: string, traces = true): LintResult => {
    const files = memoryFiles({
      '/app/app.ts': source,
      '/app/cdk.json': '{"app":"npx tsx app.ts"}',
      '/app/cdk.out/manifest.json': JSON.stringify({
        artifacts: {
          App: { type: 'aws:cloudformation:stack', properties: { templateFile: 'App.json' }, additionalMetadataFile: 'm.json' },
        },
      }),
      '/app/cdk.out/App.json': JSON.stringify({
        Resources: { K: { Type: 'AWS::KMS::Key', Properties: {}, Metadata: { 'aws:cdk:path': 'App/Key/Resource' } } },
      }),
      '/app/cdk.out/m.json': JSON.stringify({
        '/App/Key/Resource': [
          { type: 'aws:cdk:logicalId', data: 'K' },
          ...(traces ? [{ type: 'aws:cdk:creationStack', data: ['new Key (/app/app.ts:1:1)'] }] : []),
        ],
      }),
    });
    return lintInputs({
      files: { ...files, modified: (file) => (file === '/app/app.ts' && traces ? SYNTH + 60_000 : files.modified(file) && SYNTH) },
      paths: ['/app/cdk.out'],
      root: '/app',
      rules: RULES,
      config: { rules: { flaw: 'on', ring: 'off', 'rotation-disabled': 'off', 'public-key-access': 'off' } },
      tool: { name: 'kms-lint', version: '0' },
    });
  };
  const COMMENT = '// kms-lint-disable-next-line flaw -- meant\n';
  it('a comment that was just put above the line covers it', () => {
    const result = edited(`${COMMENT}new Key(stack, 'Key');\n`);
    expect([said(result), told(result).filter((message) => message.includes('covers'))]).toEqual([['App flaw comment: meant'], []]);
    expect(result.findings[0]?.source).toMatchObject({ line: 2, column: 1 });
  });
  it('no comment of it is told to cover nothing, and the caret stands on no comment', () => {
    const result = edited(`// a word\n${COMMENT}// and another\nmade(stack, name);\n`);
    expect(told(result).filter((message) => message.includes('covers'))).toEqual([]);
    expect(result.findings[0]?.source).toMatchObject({ line: 4 });
  });
  it('without traces findings stand in the template, each by itself, and how to have lines is told once', () => {
    const result = edited(`${COMMENT}new Key(stack, 'Key');\n`, false);
    expect(result.findings[0]).toMatchObject({ source: null, template: { file: 'cdk.out/App.json', line: 1 } });
    expect(told(result)).toEqual([expect.stringContaining('CDK_DEBUG=true npx cdk synth')]);
  });
});

describe('precedence', () => {
  const everywhere: Stack = {
    metadata: acknowledge('/App/Key', 'kms-lint::flaw'),
    keyMetadata: own('flaw', 'metadata'),
  };
  const comment = '// kms-lint-disable-next-line flaw -- comment\nnew Key();\n';
  const ignores = [{ rule: 'flaw', reason: 'configuration' }];
  it('acknowledgement, metadata, comment, configuration: the first that covers is told, the others are not unused', () => {
    // The line of the finding is 1, and a comment above it moves it to 2: the trace of these stacks says line 1.
    const moved = { '/App/Key/Resource': [{ type: 'aws:cdk:creationStack', data: ['new Key (/app/app.ts:2:1)'] }] };
    const withComment = (metadata: JsonObject, keyMetadata?: JsonObject): Readonly<Record<string, Stack>> => ({
      App: { metadata: { ...metadata, ...moved }, ...(keyMetadata ? { keyMetadata } : {}) },
    });
    const results = [
      run(withComment(everywhere.metadata ?? {}, everywhere.keyMetadata), { ignores }, comment),
      run(withComment({}, everywhere.keyMetadata), { ignores }, comment),
      run(withComment({}), { ignores }, comment),
      run({ App: {} }, { ignores }),
      run({ App: {} }),
    ];
    expect(results.map((result) => said(result).join())).toEqual([
      'App flaw acknowledgement: acknowledged',
      'App flaw metadata: metadata',
      'App flaw comment: comment',
      'App flaw configuration: configuration',
      'App flaw counts',
    ]);
    expect(results.flatMap(told)).toEqual([]);
    expect(results.map(({ exitCode }) => exitCode)).toEqual([0, 0, 0, 0, 1]);
  });
  it('our own words go before those of other tools', () => {
    expect(ORDER.slice(0, 4)).toEqual(['acknowledgement', 'metadata', 'comment', 'configuration']);
    const both = { ...own('rotation-disabled', 'ours'), cfn_nag: { rules_to_suppress: [{ id: 'F19', reason: 'theirs' }] } };
    expect(said(run({ App: { keyMetadata: both } }, {}, '', ['rotation-disabled']))).toEqual(['App rotation-disabled metadata: ours']);
  });
  it('a rule that is off says nothing, whatever is suppressed', () => {
    const result = run({ App: everywhere }, { ignores, overrides: [{ stacks: ['App'], rules: { flaw: 'off' } }] });
    expect([said(result), told(result)]).toEqual([[], ['this suppression of flaw covers no finding any more: remove it']]);
  });
});

describe('what is reached', () => {
  it('an acknowledgement covers its construct and all below, and no neighbour', () => {
    expect(said(run({ App: { metadata: acknowledge('/App', 'kms-lint::flaw') }, Apple: {} }))).toEqual([
      'App flaw acknowledgement: acknowledged',
      'Apple flaw counts',
    ]);
  });
  it('Metadata of a template covers its stack', () => {
    expect(said(run({ App: { templateMetadata: own('flaw', 'all of it') }, Other: {} }))).toEqual([
      'App flaw metadata: all of it',
      'Other flaw counts',
    ]);
  });
  it.each<[string, Stack]>([
    ['an acknowledgement on it', { metadata: acknowledge('/B', 'kms-lint::ring') }],
    ['an acknowledgement on a construct that it leads over', { metadata: acknowledge('/B/Key', 'kms-lint::ring') }],
    ['Metadata of a resource that it leads over', { keyMetadata: own('ring', 'acknowledged') }],
    ['Metadata of its template', { templateMetadata: own('ring', 'acknowledged') }],
  ])('a finding of the app as a whole is covered on any of its stacks: %s', (_, B) => {
    const result = run({ A: {}, B }, {}, '', ['ring']);
    expect(said(result)).toEqual([expect.stringMatching(/^A ring (acknowledgement|metadata): acknowledged$/)]);
    expect(told(result)).toEqual([]);
  });
  it('and by a path of the configuration', () => {
    expect(said(run({ A: {}, B: {} }, { ignores: [{ rule: 'ring', construct: 'B', reason: 'r' }] }, '', ['ring']))).toEqual([
      'A ring configuration: r',
    ]);
    expect(said(run({ A: {}, B: {} }, { ignores: [{ rule: 'ring', construct: 'C', reason: 'r' }] }, '', ['ring']))).toEqual([
      'A ring counts',
    ]);
  });
  it('comments above one another are about the same line', () => {
    const source = '// kms-lint-disable-next-line flaw -- one\n# kms-lint-disable-next-line ring -- two\nnew Key();\n';
    const metadata = { '/App/Key/Resource': [{ type: 'aws:cdk:creationStack', data: ['new Key (/app/app.ts:3:1)'] }] };
    expect(said(run({ App: { metadata } }, {}, source, ['flaw', 'ring']))).toEqual(['App flaw comment: one', 'App ring comment: two']);
  });
});

describe('comments', () => {
  /** App has a key on each of these lines of app.ts. */
  const onLines = (source: string, ...lines: readonly number[]): LintResult =>
    run(
      Object.fromEntries(
        lines.map((line) => [
          `L${line}`,
          { metadata: { [`/L${line}/Key/Resource`]: [{ type: 'aws:cdk:creationStack', data: [`new Key (/app/app.ts:${line}:1)`] }] } },
        ]),
      ),
      {},
      source,
      ['flaw', 'rotation-disabled'],
    );
  /** The rules that count, by stack. */
  const left = (result: LintResult): readonly string[] => said(result).filter((line) => line.endsWith('counts'));

  it('on the same line, for several rules', () => {
    const result = onLines('new Key(); // kms-lint-disable-line flaw, rotation-disabled -- why\nnew Key();\n', 1, 2);
    expect([left(result), told(result)]).toEqual([['L2 flaw counts', 'L2 rotation-disabled counts'], []]);
  });
  it('a block: from the comment to the one that ends it, for its rules', () => {
    const source = `new Key();
/* kms-lint-disable flaw rotation-disabled -- why */
new Key();
// kms-lint-enable flaw
new Key();
// kms-lint-enable
new Key();
`;
    const result = onLines(source, 1, 3, 5, 7);
    expect(left(result)).toEqual([
      'L1 flaw counts',
      'L1 rotation-disabled counts',
      'L5 flaw counts',
      'L7 flaw counts',
      'L7 rotation-disabled counts',
    ]);
    expect(told(result)).toEqual([]);
  });
  it('a block that nothing ends goes to the end; a file is covered from its first line', () => {
    expect(left(onLines('new Key();\n// kms-lint-disable flaw -- why\nnew Key();\n', 1, 3))).toEqual([
      'L1 flaw counts',
      'L1 rotation-disabled counts',
      'L3 rotation-disabled counts',
    ]);
    expect(left(onLines('new Key();\nnew Key();\n# kms-lint-disable-file flaw -- why\n', 1, 2))).toEqual([
      'L1 rotation-disabled counts',
      'L2 rotation-disabled counts',
    ]);
  });
  it.each([
    ['new Key(); // kms-lint-disable-lin flaw -- why', ['there is no kms-lint-disable-lin; did you mean kms-lint-disable-line?']],
    ['new Key(); // kms-lint-disable -- why', ['this comment names no rule: write // kms-lint-disable RULE -- why']],
    ['new Key(); // kms-lint-enable flaw', ['this kms-lint-enable ends nothing: no kms-lint-disable of its rules stands above it']],
    ['new Key(); // kms-lint-disable-line flaw', [expect.stringContaining('gives no reason: write -- why, after the rule') as string]],
  ])('%s is told, and covers nothing', (source, notices) => {
    const result = onLines(source, 1);
    expect([left(result).length, told(result)]).toEqual([2, notices]);
  });
});

describe('an override', () => {
  const overrides = (stacks: readonly string[]): Config => ({ overrides: [{ stacks, rules: { flaw: 'note' } }] });
  it('that covers no stack is told, with its patterns', () => {
    expect(told(run({ App: {} }, overrides(['Ap', '*/Gone'])))).toEqual([
      'this override covers no stack of what is linted: Ap, */Gone; did you mean App?',
    ]);
    expect(told(run({ App: {} }, overrides(['Gone', 'Ap*'])))).toEqual([]);
    expect(told(run({ App: {} }, overrides(['**'])))).toEqual([]);
  });
});

describe('what reaches nothing', () => {
  const unused = ['this suppression of flaw covers no finding any more: remove it'];
  const ignores = [{ rule: 'flaw', construct: 'Gone', reason: 'r' }];
  it('is told', () => {
    expect(told(run({ App: {} }, { ignores }))).toEqual(unused);
  });
  it('is not told where it covers what is only possible, shown or not', () => {
    const perhaps = { App: { description: 'perhaps', metadata: acknowledge('/App', 'kms-lint::flaw') } };
    expect(said(run(perhaps))).toEqual([]);
    expect(told(run(perhaps))).toEqual([]);
    expect(said(run(perhaps, { pedantic: true }))).toEqual(['App flaw acknowledgement: acknowledged']);
  });
  it('is not told where something could not be read', () => {
    const result = run(
      { App: { description: '['.repeat(3) }, Gone: { templateMetadata: JSON.parse(`${'['.repeat(250)}${']'.repeat(250)}`) as JsonObject } },
      { ignores },
    );
    expect([result.exitCode, told(result).filter((message) => message.includes('covers no finding'))]).toEqual([2, []]);
  });
});

describe('a suppression where the finding stands, which belongs to something else', () => {
  /** Says of the key in One what is wrong at the key in Two. */
  const elsewhere: AnyRule = defineRule({
    ...about,
    id: 'elsewhere',
    level: 'error',
    on: 'key',
    *check({ stack }, { keys }) {
      const other = keys.find((one) => one.stack !== stack);
      if (other && stack.endsWith('One')) yield { at: other.at, when: 'yes', message: 'm.', detail: 'd' };
    },
  });
  const ignore = { 'kms-lint': { ignore: [{ id: 'elsewhere', reason: 'why' }] } };
  const lint = (stacks: Readonly<Record<string, Stack>>): LintResult => run(stacks, {}, undefined, ['elsewhere'], [elsewhere]);

  it('is told where to go', () => {
    const { findings, problems } = lint({ One: {}, Two: { keyMetadata: ignore } });
    expect(findings.map(({ suppressed }) => suppressed)).toEqual([null]);
    expect(problems.map(({ message }) => message)).toEqual([
      'this suppression of elsewhere does nothing: the finding here belongs to One/Key, put it there',
    ]);
  });
  it('counts there', () => {
    const { findings, problems } = lint({ One: { keyMetadata: ignore }, Two: {} });
    expect(findings.map(({ suppressed }) => suppressed?.reason)).toEqual(['why']);
    expect(problems).toEqual([]);
  });
  it('of a rule about the program, the resource in which it stands counts', () => {
    const ring = { 'kms-lint': { ignore: [{ id: 'ring', reason: 'why' }] } };
    expect(run({ One: { keyMetadata: ring } }, {}, undefined, ['ring']).findings.map(({ suppressed }) => suppressed?.reason)).toEqual([
      'why',
    ]);
  });
});

describe("other tools' words", () => {
  const FORMS: Readonly<Record<string, (id: string) => JsonObject>> = {
    cfn_nag: (id) => ({ cfn_nag: { rules_to_suppress: [{ id, reason: 'r' }] } }),
    checkov: (id) => ({ checkov: { skip: [{ id, comment: 'r' }] } }),
    'cdk-nag': (id) => ({ cdk_nag: { rules_to_suppress: [{ id, reason: Buffer.from('r').toString('base64'), is_reason_encoded: true }] } }),
    guard: (id) => ({ guard: { SuppressedRules: [{ [id]: 'r' }] } }),
    terrascan: (id) => ({ 'runterrascan.io/skip': JSON.stringify([{ rule: id, comment: 'r' }]) }),
  };
  it.each([
    ['cfn_nag', 'F19', 'rotation-disabled'],
    ['checkov', 'CKV_AWS_7', 'rotation-disabled'],
    ['cdk-nag', 'AwsSolutions-KMS5', 'rotation-disabled'],
    ['cdk-nag', 'NIST.800.53.R5-KMSBackingKeyRotationEnabled', 'rotation-disabled'],
    ['guard', 'CMK_BACKING_KEY_ROTATION_ENABLED', 'rotation-disabled'],
    ['terrascan', 'AC_AWS_0160', 'rotation-disabled'],
    ['cfn_nag', 'F76', 'public-key-access'],
    ['checkov', 'CKV_AWS_33', 'public-key-access'],
    ['guard', 'KMS_NO_WILDCARD_PRINCIPAL', 'public-key-access'],
  ])('%s %s is honoured for %s, and for nothing else', (tool, id, rule) => {
    const result = run({ App: { keyMetadata: FORMS[tool]?.(id) ?? {} } }, {}, '', ['flaw', 'rotation-disabled', 'public-key-access']);
    const others = ['flaw', 'rotation-disabled', 'public-key-access'].filter((other) => other !== rule);
    expect(said(result).toSorted()).toEqual([`App ${rule} ${tool}: ${id}: r`, ...others.map((other) => `App ${other} counts`)].toSorted());
    expect(told(result)).toEqual([]);
  });
  it('cdk-nag 3 notes them with the constructs, under a namespace; a part of a rule does not count', () => {
    expect(
      said(run({ App: { metadata: acknowledge('/App', 'Annotation::AwsSolutions-KMS5', 'r') } }, {}, '', ['rotation-disabled'])),
    ).toEqual(['App rotation-disabled cdk-nag: Annotation::AwsSolutions-KMS5: r']);
    const partly = { cdk_nag: { rules_to_suppress: [{ id: 'AwsSolutions-KMS5', reason: 'r', applies_to: ['x'] }] } };
    expect(said(run({ App: { keyMetadata: partly } }, {}, '', ['rotation-disabled']))).toEqual(['App rotation-disabled counts']);
  });
});
