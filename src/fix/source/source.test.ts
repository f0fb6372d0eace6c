/** Fixes written into TypeScript: each kind of code that makes a key, what it becomes, and the code that is left alone. */
import { describe, expect, it } from 'vitest';
import { rules as all } from '../../../rules/index.js';
import { fix, type FixResult } from '../fix.js';
import { writeChanges } from '../write.js';
import { memoryFiles } from '../../files/memory.js';
import type { Json, JsonObject } from '../../types/files.js';

/** Without the one that speaks on nearly every key. */
const rules = all.filter(({ id }) => id !== 'rotation-disabled');

interface AppUnderTest {
  /** The source; `⟦` stands before each expression that makes a resource, in the order of `resources`. */
  readonly source: string;
  readonly resources: readonly {
    readonly path: string;
    readonly type?: string;
    readonly properties: JsonObject;
    readonly more?: JsonObject;
  }[];
  readonly file?: string;
  readonly preset?: 'strict';
}

const HEAD =
  "import * as cdk from 'aws-cdk-lib';\nimport * as iam from 'aws-cdk-lib/aws-iam';\nimport * as kms from 'aws-cdk-lib/aws-kms';\n";
const statement = (principal: Json, more: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: { AWS: principal },
  Action: 'kms:*',
  Resource: '*',
  ...more,
});
const policy = (...statements: readonly Json[]): JsonObject => ({ KeyPolicy: { Version: '2012-10-17', Statement: statements } });
const ADMIN = 'arn:aws:iam::111122223333:role/Admin';
const ROOT = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' };

/** An assembly that was synthesized from the source: construct paths, and the place of each expression. */
function filesOf({ source, resources, file = 'app.ts' }: AppUnderTest): ReturnType<typeof memoryFiles> {
  const places = [...source.matchAll(/⟦/g)].map(({ index }, marks) => index - marks);
  const text = source.replaceAll('⟦', '');
  const lineOf = (offset: number): string => {
    const lines = text.slice(0, offset).split(/\r?\n/);
    return `/somewhere/${file}:${lines.length}:${(lines.at(-1) ?? '').length + 1}`;
  };
  const metadata = resources.map(({ path }, index) => [
    `/${path}`,
    [
      { type: 'aws:cdk:logicalId', data: `R${index}` },
      {
        type: 'aws:cdk:creationStack',
        data: ['...new Key in aws-cdk-lib...', `App (${lineOf(places[Math.min(index, places.length - 1)] ?? 0)})`],
      },
    ],
  ]);
  const template = {
    Resources: Object.fromEntries(
      resources.map(({ path, type = 'AWS::KMS::Key', properties, more = {} }, index) => [
        `R${index}`,
        { Type: type, Properties: properties, ...more, Metadata: { 'aws:cdk:path': path } },
      ]),
    ),
  };
  return memoryFiles({
    [`/app/${file}`]: text,
    '/app/cdk.json': '{ "app": "npx tsx app.ts" }',
    '/app/cdk.out/manifest.json': JSON.stringify({
      version: '55.0.0',
      artifacts: {
        App: {
          type: 'aws:cloudformation:stack',
          environment: 'aws://111122223333/eu-west-1',
          properties: { templateFile: 'App.template.json' },
          additionalMetadataFile: 'App.metadata.json',
        },
      },
    }),
    '/app/cdk.out/App.template.json': JSON.stringify(template, null, 1),
    '/app/cdk.out/App.metadata.json': JSON.stringify(Object.fromEntries(metadata)),
  });
}

function fixed(app: AppUnderTest): { readonly text: string; readonly result: FixResult; readonly again: FixResult } {
  const files = filesOf(app);
  const run = (): FixResult =>
    fix(
      {
        files,
        paths: ['/app/cdk.out'],
        root: '/app',
        rules,
        config: app.preset ? { presets: [app.preset] } : {},
        tool: { name: 'kms-lint', version: '0' },
      },
      { targets: ['source'], unsafe: true, promoted: [], readOnly: () => undefined },
    );
  const result = run();
  writeChanges(files, result.changes);
  const text = Buffer.from(files.read(`/app/${app.file ?? 'app.ts'}`) ?? []).toString('utf8');
  return { text, result, again: run() };
}

/** What is different, as the lines of a diff without the context. */
function changed(app: AppUnderTest): string {
  const { text, again } = fixed(app);
  expect(again.changes, 'a second run changes nothing').toEqual([]);
  const before = app.source.replaceAll('⟦', '').split('\n');
  const after = text.split('\n');
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
  ].join('\n');
}

/** The one curve that can do nothing but sign: its usage is fixed without any sign of what the key is for. */
const ECC = { KeySpec: 'ECC_SECG_P256K1' };
const key = (properties: JsonObject, path = 'App/Key/Resource') => [{ path, properties }];

describe('a property', () => {
  it.each<[string, AppUnderTest, string]>([
    [
      'of a key written by hand: an enumeration, by the name that the file has for the module',
      {
        source: `${HEAD}const stack = new cdk.Stack();\nconst key = ⟦new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.ECC_SECG_P256K1 });\n`,
        resources: key(ECC),
      },
      "+ const key = new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.ECC_SECG_P256K1, keyUsage: kms.KeyUsage.SIGN_VERIFY });",
    ],
    [
      'of a generated construct: a text',
      { source: `${HEAD}⟦new kms.CfnKey(stack, 'Key', { keySpec: 'ECC_SECG_P256K1' })\n`, resources: key(ECC, 'App/Key') },
      "+ new kms.CfnKey(stack, 'Key', { keySpec: 'ECC_SECG_P256K1', keyUsage: 'SIGN_VERIFY' })",
    ],
    [
      'in place of a variable of that name',
      {
        source: `${HEAD}const keyUsage = 'ENCRYPT_DECRYPT';\n⟦new kms.CfnKey(stack, 'Key', { keySpec: 'HMAC_256', keyUsage });\n`,
        resources: key({ KeySpec: 'HMAC_256', KeyUsage: 'ENCRYPT_DECRYPT' }, 'App/Key'),
      },
      "+ new kms.CfnKey(stack, 'Key', { keySpec: 'HMAC_256', keyUsage: 'GENERATE_VERIFY_MAC' });",
    ],
    [
      'on lines of their own, with the comma and the comment that are there',
      { source: `${HEAD}⟦new kms.CfnKey(stack, 'Key', {\n    keySpec: 'ECC_SECG_P256K1', // signs\n});\n`, resources: key(ECC, 'App/Key') },
      "+     keyUsage: 'SIGN_VERIFY',",
    ],
    [
      'without a comma after the last',
      { source: `${HEAD}⟦new kms.CfnKey(stack, 'Key', {\n\tkeySpec: 'ECC_SECG_P256K1'\n});\n`, resources: key(ECC, 'App/Key') },
      "+ \tkeySpec: 'ECC_SECG_P256K1',\n+ \tkeyUsage: 'SIGN_VERIFY'",
    ],
    [
      'in double quotes, without semicolons',
      {
        source: 'import { Key, KeySpec } from "aws-cdk-lib/aws-kms"\n\n⟦new Key(stack, "Key", { keySpec: KeySpec.ECC_SECG_P256K1 })\n',
        resources: key(ECC),
      },
      '+ import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms"\n+ new Key(stack, "Key", { keySpec: KeySpec.ECC_SECG_P256K1, keyUsage: KeyUsage.SIGN_VERIFY })',
    ],
    [
      'from the core: aws_kms',
      {
        source:
          "import { aws_kms as k, Stack } from 'aws-cdk-lib';\n⟦new k.Key(new Stack(), 'Key', { keySpec: k.KeySpec.ECC_SECG_P256K1 });\n",
        resources: key(ECC),
      },
      "+ new k.Key(new Stack(), 'Key', { keySpec: k.KeySpec.ECC_SECG_P256K1, keyUsage: k.KeyUsage.SIGN_VERIFY });",
    ],
    [
      'by the core as a whole',
      {
        source:
          "import * as cdk from 'aws-cdk-lib';\n⟦new cdk.aws_kms.Key(stack, 'Key', { keySpec: cdk.aws_kms.KeySpec.ECC_SECG_P256K1 });\n",
        resources: key(ECC),
      },
      "+ new cdk.aws_kms.Key(stack, 'Key', { keySpec: cdk.aws_kms.KeySpec.ECC_SECG_P256K1, keyUsage: cdk.aws_kms.KeyUsage.SIGN_VERIFY });",
    ],
    [
      'in CommonJS',
      {
        file: 'app.js',
        source: "const { Key, KeySpec } = require('aws-cdk-lib/aws-kms');\n⟦new Key(stack, 'Key', { keySpec: KeySpec.ECC_SECG_P256K1 });\n",
        resources: key(ECC),
      },
      "+ const { Key, KeySpec, KeyUsage } = require('aws-cdk-lib/aws-kms');\n+ new Key(stack, 'Key', { keySpec: KeySpec.ECC_SECG_P256K1, keyUsage: KeyUsage.SIGN_VERIFY });",
    ],
    [
      'that is wrong: its value only',
      {
        source: `${HEAD}⟦new kms.CfnKey(stack, 'Key', { keyUsage: 'ENCRYPT_DECRYPT', keySpec: 'HMAC_256' });\n`,
        resources: key({ KeySpec: 'HMAC_256', KeyUsage: 'ENCRYPT_DECRYPT' }, 'App/Key'),
      },
      "+ new kms.CfnKey(stack, 'Key', { keyUsage: 'GENERATE_VERIFY_MAC', keySpec: 'HMAC_256' });",
    ],
    [
      'that must go',
      {
        source: `${HEAD}⟦new kms.CfnKey(stack, 'Key', { enableKeyRotation: true, keySpec: 'HMAC_256', keyUsage: 'GENERATE_VERIFY_MAC' });\n`,
        resources: key({ EnableKeyRotation: true, KeySpec: 'HMAC_256', KeyUsage: 'GENERATE_VERIFY_MAC' }, 'App/Key'),
      },
      "+ new kms.CfnKey(stack, 'Key', { keySpec: 'HMAC_256', keyUsage: 'GENERATE_VERIFY_MAC' });",
    ],
    [
      'in props that are a variable of their own',
      {
        source: `${HEAD}const props: kms.CfnKeyProps = { keySpec: 'ECC_SECG_P256K1' };\n⟦new kms.CfnKey(stack, 'Key', props);\n`,
        resources: key(ECC, 'App/Key'),
      },
      "+ const props: kms.CfnKeyProps = { keySpec: 'ECC_SECG_P256K1', keyUsage: 'SIGN_VERIFY' };",
    ],
    [
      'beside props that are used elsewhere too',
      {
        source: `${HEAD}const props = { keySpec: 'ECC_SECG_P256K1' };\nlog(props);\n⟦new kms.CfnKey(stack, 'Key', props);\n`,
        resources: key(ECC, 'App/Key'),
      },
      "+ new kms.CfnKey(stack, 'Key', { ...props, keyUsage: 'SIGN_VERIFY' });",
    ],
    [
      'set after the construct was made',
      {
        source: `${HEAD}const key = ⟦new kms.CfnKey(stack, 'Key', { keySpec: 'HMAC_256' });\nkey.keyUsage = 'ENCRYPT_DECRYPT';\n`,
        resources: key({ KeySpec: 'HMAC_256', KeyUsage: 'ENCRYPT_DECRYPT' }, 'App/Key'),
      },
      "+ key.keyUsage = 'GENERATE_VERIFY_MAC';",
    ],
    [
      'in the class of its own that a key has',
      {
        source: `${HEAD}class Signer extends kms.Key {\n  constructor(scope: cdk.Stack, id: string) {\n    ⟦super(scope, id, { keySpec: kms.KeySpec.ECC_SECG_P256K1 });\n  }\n}\n`,
        resources: key(ECC),
      },
      '+     super(scope, id, { keySpec: kms.KeySpec.ECC_SECG_P256K1, keyUsage: kms.KeyUsage.SIGN_VERIFY });',
    ],
  ])('%s', (_, app, wanted) => {
    expect(
      changed(app)
        .split('\n')
        .filter((line) => line.startsWith('+'))
        .join('\n'),
    ).toBe(wanted);
  });
  it('keeps the line ends of Windows', () => {
    const source = `${HEAD}⟦new kms.CfnKey(stack, 'Key', {\n  keySpec: 'ECC_SECG_P256K1',\n});\n`.replaceAll('\n', '\r\n');
    expect(fixed({ source, resources: key(ECC, 'App/Key') }).text).toBe(
      source.replace('⟦', '').replace(',\r\n});', ",\r\n  keyUsage: 'SIGN_VERIFY',\r\n});"),
    );
  });
  it('is written once for all Stages that the line makes', () => {
    const app: AppUnderTest = {
      source: `${HEAD}class Keys extends cdk.Stack {\n  constructor() {\n    ⟦new kms.CfnKey(this, 'Key', { keySpec: 'ECC_SECG_P256K1' });\n  }\n}\n`,
      resources: [...key(ECC, 'App/One/Key'), ...key(ECC, 'App/Two/Key')],
    };
    const { text, result } = fixed(app);
    expect(text.match(/keyUsage/g)).toHaveLength(1);
    expect(result.fixed).toHaveLength(2);
  });
});

describe('a statement', () => {
  const admin = "new iam.PolicyStatement({ actions: ['kms:*'], resources: ['*'], principals: [new iam.ArnPrincipal(ADMIN)] })";
  const rootOnly = policy(statement(ADMIN));
  it.each<[string, AppUnderTest, string]>([
    [
      'at the end of the list of a document',
      {
        source: `${HEAD}⟦new kms.Key(stack, 'Key', { policy: new iam.PolicyDocument({ statements: [${admin}] }) });\n`,
        resources: key(rootOnly),
      },
      `+ new kms.Key(stack, 'Key', { policy: new iam.PolicyDocument({ statements: [${admin}, new iam.PolicyStatement({ principals: [new iam.AccountRootPrincipal()], actions: ['kms:*'], resources: ['*'] })] }) });`,
    ],
    [
      'on a line of its own where the others have theirs',
      {
        source: `${HEAD}⟦new kms.Key(stack, 'Key', {\n  policy: new iam.PolicyDocument({\n    statements: [\n      ${admin},\n    ],\n  }),\n});\n`,
        resources: key(rootOnly),
      },
      "+       new iam.PolicyStatement({ principals: [new iam.AccountRootPrincipal()], actions: ['kms:*'], resources: ['*'] }),",
    ],
    [
      'in a document of JSON',
      {
        source: `${HEAD}⟦new kms.CfnKey(stack, 'Key', { keyPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: ADMIN }, Action: 'kms:*', Resource: '*' }] } });\n`,
        resources: key(rootOnly, 'App/Key'),
      },
      "+ new kms.CfnKey(stack, 'Key', { keyPolicy: { Statement: [{ Effect: 'Allow', Principal: { AWS: ADMIN }, Action: 'kms:*', Resource: '*' }, { Action: 'kms:*', Effect: 'Allow', Principal: { AWS: `arn:${cdk.Aws.PARTITION}:iam::${cdk.Aws.ACCOUNT_ID}:root` }, Resource: '*' }] } });",
    ],
    [
      'by a call after the key, where the document is made elsewhere',
      {
        source: `${HEAD}import { onlyAdmins } from '@corp/policies';\nexport const key = ⟦new kms.Key(stack, 'Key', { policy: onlyAdmins() });\nuse(key);\n`,
        resources: key(rootOnly),
      },
      "+ key.addToResourcePolicy(new iam.PolicyStatement({\n+   principals: [new iam.AccountRootPrincipal()],\n+   actions: ['kms:*'],\n+   resources: ['*'],\n+ }));",
    ],
    [
      'by a call on a field',
      {
        source: `${HEAD}import { onlyAdmins } from '@corp/policies';\nclass S extends cdk.Stack {\n  constructor() {\n    this.key = ⟦new kms.Key(this, 'Key', { policy: onlyAdmins() });\n  }\n}\n`,
        resources: key(rootOnly),
      },
      "+     this.key.addToResourcePolicy(new iam.PolicyStatement({\n+       principals: [new iam.AccountRootPrincipal()],\n+       actions: ['kms:*'],\n+       resources: ['*'],\n+     }));",
    ],
    [
      'by a call on the expression itself, with an import that was not there',
      {
        source:
          "import { onlyAdmins } from '@corp/policies';\nimport { Key } from 'aws-cdk-lib/aws-kms';\n⟦new Key(stack, 'Key', { policy: onlyAdmins() });\n",
        resources: key(rootOnly),
      },
      "+ import * as iam from 'aws-cdk-lib/aws-iam';\n+ new Key(stack, 'Key', { policy: onlyAdmins() }).addToResourcePolicy(new iam.PolicyStatement({\n+   principals: [new iam.AccountRootPrincipal()],\n+   actions: ['kms:*'],\n+   resources: ['*'],\n+ }));",
    ],
    [
      'that is dead goes from the list',
      {
        source: `${HEAD}⟦new kms.CfnKey(stack, 'Key', {\n  keyPolicy: {\n    Statement: [\n      { Effect: 'Allow', Principal: { AWS: ROOT }, Action: 'kms:*', Resource: '*' },\n      { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'kms:Sign', Resource: '*' },\n    ],\n  },\n});\n`,
        resources: key(
          policy(statement(ROOT), { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'kms:Sign', Resource: '*' }),
          'App/Key',
        ),
      },
      '',
    ],
    [
      'that is dead goes with its call',
      {
        source: `${HEAD}const key = ⟦new kms.Key(stack, 'Key');\nkey.addToResourcePolicy(new iam.PolicyStatement({ actions: ['kms:Sign'], resources: ['*'], principals: [new iam.ServicePrincipal('sns.amazonaws.com')] }));\nkey.addToResourcePolicy(new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.ServicePrincipal('sns.amazonaws.com')] }));\n`,
        resources: key(
          policy(
            statement(ROOT),
            { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'kms:Sign', Resource: '*' },
            { Effect: 'Allow', Principal: { Service: 'sns.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' },
          ),
        ),
      },
      '',
    ],
    [
      'gets another Resource',
      {
        source: `${HEAD}⟦new kms.Key(stack, 'Key', { policy: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['kms:*'], resources: ['arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab'], principals: [new iam.AccountRootPrincipal()] })] }) });\n`,
        resources: key(
          policy(statement(ROOT, { Resource: 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab' })),
        ),
      },
      "+ new kms.Key(stack, 'Key', { policy: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['kms:*'], resources: ['*'], principals: [new iam.AccountRootPrincipal()] })] }) });",
    ],
  ])('%s', (_, app, wanted) => {
    const lines = changed(app).split('\n');
    expect(lines.filter((line) => line.startsWith('+')).join('\n')).toBe(wanted);
    if (wanted === '') expect(lines.join()).toMatch(/^- .*kms:Sign/);
  });
});

describe('what a construct written by hand has no property for, or one that stands for two', () => {
  const after = (rest: string, properties: JsonObject): string => {
    const source = `${HEAD}const stack = new cdk.Stack();\n${rest}`;
    const { text, again } = fixed({ source, resources: key({ EnableKeyRotation: true, ...properties }) });
    expect(again.changes).toEqual([]);
    return text.slice(source.indexOf('const stack'));
  };
  const made = "const key = ⟦new kms.Key(stack, 'Key', { enableKeyRotation: true });\n";
  it.each<[string, string]>([
    ['on the resource behind it', '(key.node.defaultChild as kms.CfnKey).bypassPolicyLockoutSafetyCheck = true;\n'],
    ['by a name for that', 'const cfn = key.node.defaultChild as kms.CfnKey;\ncfn.bypassPolicyLockoutSafetyCheck = true;\n'],
    ['by an override', "(key.node.defaultChild as kms.CfnKey).addPropertyOverride('BypassPolicyLockoutSafetyCheck', true);\n"],
    [
      'by the id of the resource',
      "(key.node.findChild('Resource') as kms.CfnKey).addPropertyOverride('BypassPolicyLockoutSafetyCheck', true);\n",
    ],
  ])('is taken away where it is set: %s', (_, rest) => {
    const text = after(`${made}${rest}use(key);\n`, { BypassPolicyLockoutSafetyCheck: true });
    expect(text).toBe("const stack = new cdk.Stack();\nconst key = new kms.Key(stack, 'Key', { enableKeyRotation: true });\nuse(key);\n");
  });
  it.each<[string, string]>([
    ['under a condition', "if (stack.region === 'eu-west-1') {\n  key.enableKeyRotation = true;\n}\n"],
    ['in a loop over this key alone', 'for (const one of [key]) one.enableKeyRotation = true;\n'],
    ['as an override under a condition', "if (prod) key.addPropertyOverride('EnableKeyRotation', true);\n"],
  ])('is taken away %s', (_, rest) => {
    const rsa = "⟦new kms.CfnKey(stack, 'Key', { keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY' });\n";
    const text = after(`const key = ${rsa}${rest}use(key);\n`, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' });
    expect(text).toBe(`const stack = new cdk.Stack();\nconst key = ${rsa.slice(1)}use(key);\n`);
  });
  it('is called on an L1 alias, which takes no removal policy, once', () => {
    const alias = "new kms.CfnAlias(stack, 'Alias', { aliasName: 'alias/mine', targetKeyId: key.keyId })";
    const source = `${HEAD}const key = ⟦new kms.Key(stack, 'Key', { enableKeyRotation: true });\n⟦${alias};\n`;
    const resources = [
      { path: 'App/Key/Resource', properties: { EnableKeyRotation: true }, more: { DeletionPolicy: 'Retain' } },
      {
        path: 'App/Alias',
        type: 'AWS::KMS::Alias',
        properties: { AliasName: 'alias/mine', TargetKeyId: { Ref: 'R0' } },
      },
    ];
    const { text, again } = fixed({ source, resources, preset: 'strict' });
    expect(again.changes).toEqual([]);
    expect(text).toContain(`${alias}.applyRemovalPolicy(cdk.RemovalPolicy.RETAIN);`);
  });
  it('is left in a loop over several, and where two ways set it', () => {
    const two =
      "const key = ⟦new kms.CfnKey(stack, 'Key', { keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY' });\nconst other = new kms.CfnKey(stack, 'Other');\n";
    for (const rest of [
      'for (const one of [key, other]) one.enableKeyRotation = true;\n',
      'if (prod) key.enableKeyRotation = true;\nelse key.enableKeyRotation = false;\n',
    ])
      expect(after(two + rest, { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY' })).toContain(rest);
  });
  it('does not run into the line before', () => {
    const rest = 'const arn = key.keyArn\ncfn.bypassPolicyLockoutSafetyCheck = true;\n(globalThis as any).arn = arn\n';
    const text = after(`${made}const cfn = key.node.defaultChild as kms.CfnKey\n${rest}`, { BypassPolicyLockoutSafetyCheck: true });
    expect(text).toMatch(/\nconst arn = key\.keyArn;\n\(globalThis/);
  });
  it('a period of rotation, which switches rotation on', () => {
    const rsa = 'keySpec: kms.KeySpec.RSA_4096, keyUsage: kms.KeyUsage.SIGN_VERIFY';
    const text = after(`⟦new kms.Key(stack, 'Key', { ${rsa}, rotationPeriod: cdk.Duration.days(180) });\n`, {
      KeySpec: 'RSA_4096',
      KeyUsage: 'SIGN_VERIFY',
      RotationPeriodInDays: 180,
    });
    expect(text).toBe(`const stack = new cdk.Stack();\nnew kms.Key(stack, 'Key', { ${rsa} });\n`);
  });
});

it('a call goes before the semicolon that the next statement needs', () => {
  const admin = "new iam.PolicyStatement({ actions: ['kms:*'], resources: ['*'], principals: [new iam.ArnPrincipal(ADMIN)] })";
  const document = `const document = () => new iam.PolicyDocument({ statements: [${admin}] })\n`;
  const source = `${HEAD}${document}const key = ⟦new kms.Key(stack, 'Key', { policy: document() })\n;[key].forEach(log)\n`;
  const { text } = fixed({ source, resources: key(policy(statement(ADMIN))) });
  expect(text).toMatch(/policy: document\(\) \}\)\nkey\.addToResourcePolicy\([^;]*\)\n;\[key\]\.forEach\(log\)\n$/);
});

describe('left alone, and why', () => {
  it.each<[string, string, AppUnderTest['resources'], RegExp]>([
    [
      'in a loop',
      `${HEAD}for (const id of ['A', 'B']) ⟦new kms.CfnKey(stack, id, { keySpec: 'ECC_SECG_P256K1' });\n`,
      [...key(ECC, 'App/A'), ...key(ECC, 'App/B')],
      /made in a loop, at app\.ts:4/,
    ],
    [
      'in a callback',
      `${HEAD}['A'].map((id) => ⟦new kms.CfnKey(stack, id, { keySpec: 'ECC_SECG_P256K1' }));\n`,
      key(ECC, 'App/A'),
      /made in a loop/,
    ],
    [
      'in a function that makes several',
      `${HEAD}function make(id: string) {\n  return ⟦new kms.CfnKey(stack, id, { keySpec: 'ECC_SECG_P256K1' });\n}\nmake('A');\nmake('B');\n`,
      [...key(ECC, 'App/A'), ...key(ECC, 'App/B')],
      /made by a function that makes several/,
    ],
    [
      'where the line makes another that is right',
      `${HEAD}class C extends Construct {\n  constructor(usage?: string) {\n    ⟦new kms.CfnKey(this, 'Key', { keySpec: 'ECC_SECG_P256K1', keyUsage: usage });\n  }\n}\n`,
      [...key(ECC, 'App/A/Key'), ...key({ ...ECC, KeyUsage: 'SIGN_VERIFY' }, 'App/B/Key')],
      /the same line makes App\/B\/Key too/,
    ],
    [
      'of another construct',
      `${HEAD}import { SecureKey } from '@corp/keys';\n⟦new SecureKey(stack, 'Key');\n`,
      key(ECC),
      /SecureKey has no property for KeyUsage|not followed/,
    ],
    ['after the source has changed', `${HEAD}⟦log('nothing here');\n`, key(ECC), /the source has changed since it was synthesized/],
    [
      'by what another construct makes on the line',
      `${HEAD}const role = new iam.Role(stack, 'Role').⟦addManagedPolicy(policy);\n`,
      key(ECC),
      /addManagedPolicy\(\) makes it, at app\.ts:4, or the source has changed/,
    ],
    [
      'in a class without a constructor',
      `${HEAD}⟦class TeamKey extends kms.Key {}\nnew TeamKey(stack, 'Key');\n`,
      key(ECC),
      /its class TeamKey makes it without a constructor of its own, at app\.ts:4/,
    ],
    [
      'inside a key of a class that several use',
      `${HEAD}class TeamKey extends kms.Key {\n  constructor(scope: Construct, id: string, props: kms.KeyProps) {\n    ⟦super(scope, id, { ...props });\n  }\n}\nnew TeamKey(stack, 'A', {});\nnew TeamKey(stack, 'Key', {});\n`,
      key(ECC, 'App/Key/Inner'),
      /aws_kms\.Key makes it, at app\.ts:6/,
    ],
    [
      'where the source says something else',
      `${HEAD}⟦new kms.CfnKey(stack, 'Key', { keySpec: 'HMAC_256', keyUsage: 'SIGN_VERIFY' });\n`,
      key({ KeySpec: 'HMAC_256', KeyUsage: 'ENCRYPT_DECRYPT' }, 'App/Key'),
      /not what was synthesized/,
    ],
    [
      'where something else sets it',
      `${HEAD}⟦new kms.Key(stack, 'Key', { keySpec: kms.KeySpec.HMAC_256 });\ncdk.Aspects.of(stack).add(new Encrypting());\n`,
      key({ KeySpec: 'HMAC_256', KeyUsage: 'ENCRYPT_DECRYPT' }),
      /something else does/,
    ],
    [
      'inside a condition, without a name',
      `${HEAD}import { onlyAdmins } from '@corp/policies';\nuse(shared ?? ⟦new kms.Key(stack, 'Key', { policy: onlyAdmins() }));\n`,
      key(policy(statement(ADMIN))),
      /no name .* on which addToResourcePolicy\(\) could be called/,
    ],
    [
      'where the classes below say who is let in',
      `${HEAD}abstract class Vault extends cdk.Stack {\n  abstract who(): iam.IPrincipal[];\n  constructor() {\n    super();\n    const key = ⟦new kms.Key(this, 'Key', { policy: new iam.PolicyDocument({ statements: [new iam.PolicyStatement({ actions: ['kms:*'], resources: ['*'], principals: this.who() })] }) });\n  }\n}\n`,
      key(policy(statement(ADMIN))),
      /what its policy says depends on a condition, at app\.ts:8/,
    ],
  ])('%s', (_, source, resources, why) => {
    const { text, result } = fixed({ source, resources });
    expect(text).toBe(source.replaceAll('⟦', ''));
    expect(result.changes).toEqual([]);
    expect(result.left.map((left) => left.why).join('\n')).toMatch(why);
  });
});

describe('a key that may be another kind of key in another configuration', () => {
  const made = "const key = ⟦new kms.CfnKey(stack, 'Key', { keySpec: 'RSA_2048', keyUsage: 'SIGN_VERIFY', enableKeyRotation: true });";
  const left = (...after: readonly string[]): string => {
    const source = [
      `${HEAD}const app = new cdk.App();`,
      "const stack = new cdk.Stack(app, 'App');",
      "const prod = app.node.tryGetContext('prod');",
      made,
      ...after,
    ].join('\n');
    const properties = { KeySpec: 'RSA_2048', KeyUsage: 'SIGN_VERIFY', EnableKeyRotation: true };
    const { result } = fixed({ source, resources: key(properties, 'App/Key') });
    return result.left
      .filter(({ finding }) => finding.ruleId === 'unsupported-rotation')
      .map(({ why }) => why)
      .join();
  };
  it.each<[string, readonly string[]]>([
    ['assigned in a helper', ["function harden(one: kms.CfnKey) { if (prod) one.keySpec = 'SYMMETRIC_DEFAULT'; }", 'harden(key);']],
    ['assigned by another name', ['const alias: any = key;', "for (const name of ['keySpec']) alias[name] = prod;"]],
    ['overridden for each of a list', ["[key].forEach((one) => prod && one.addPropertyOverride('KeySpec', 'SYMMETRIC_DEFAULT'));"]],
    ['overridden in a callback', ["[1].forEach(() => { if (prod) key.addPropertyOverride('KeySpec', 'SYMMETRIC_DEFAULT'); });"]],
    [
      'overridden by its path',
      ["if (prod) (stack.node.findChild('Key') as kms.CfnKey).addPropertyOverride('KeySpec', 'SYMMETRIC_DEFAULT');"],
    ],
    ['given by Object.assign', ['Object.assign(key, prod);']],
    [
      'set by an Aspect',
      [
        "cdk.Aspects.of(stack).add({ visit(node) { if (prod && node instanceof kms.CfnKey) Object.assign(node, { keySpec: 'SYMMETRIC_DEFAULT' }); } });",
      ],
    ],
  ])('is left: %s', (_what, after) => {
    expect(left(...after)).toMatch(/^(what kind of key it is|its keySpec) may be set at app\.ts:\d+ as well$/);
  });
  it.each<[string, readonly string[]]>([
    ['nothing else sets it', []],
    [
      'what is set is of another construct',
      ["const other = new kms.CfnKey(stack, 'Other');", "if (prod) other.addPropertyOverride('KeySpec', 'RSA_2048');"],
    ],
    [
      'it is set on the resource of an L2 key, found by its id',
      [
        "const other = new kms.Key(stack, 'Other');",
        "if (prod) (other.node.findChild('Resource') as kms.CfnKey).addPropertyOverride('KeySpec', 'RSA_2048');",
      ],
    ],
    ['another property is overridden', ["if (prod) key.addPropertyOverride('Description', 'mine');"]],
    [
      'an object that is no construct',
      ['const names: Record<string, string> = {};', "names['keySpec'] = prod;", 'Object.assign({}, prod);'],
    ],
  ])('is mended where %s', (_what, after) => {
    expect(left(...after)).toBe('');
  });
});
