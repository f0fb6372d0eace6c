/** The recorder, in real syntheses with the library of today and of 2023: what is noted, and that nothing else changes. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { freshDist } from '../cli/testing.js';
import { traceBelow } from './caller.js';
import { forChildren } from './options.js';

// A synthesis takes two seconds, but a busy machine many more.
vi.setConfig({ testTimeout: 240_000 });
const TOP = path.resolve(import.meta.dirname, '../..');
freshDist();
const LIBRARIES = { today: 'aws-cdk-lib', 'of 2023': 'aws-cdk-lib-old' } as const;
const scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'kms-lint-record-')));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

let made = 0;
/** A project with these files, and a copy of the library in it. */
function project(files: Readonly<Record<string, string>>, library: string = LIBRARIES.today, name = ''): string {
  const dir = path.join(scratch, `${name}${(made += 1)}`);
  const modules = path.join(dir, 'node_modules');
  mkdirSync(modules, { recursive: true });
  symlinkSync(path.join(TOP, 'node_modules', library), path.join(modules, 'aws-cdk-lib'));
  for (const name of ['constructs', 'tsx', 'ts-node', 'typescript'])
    symlinkSync(path.join(TOP, 'node_modules', name), path.join(modules, name));
  symlinkSync(TOP, path.join(modules, 'kms-lint'));
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
    writeFileSync(path.join(dir, name), text);
  }
  return dir;
}

interface Entry {
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  readonly trace?: readonly string[];
}
interface Synthesized {
  readonly status: number | null;
  readonly stderr: string;
  /** What the recorder noted, with the construct and the user's line. */
  readonly noted: readonly (Readonly<Record<string, unknown>> & { readonly at: string; readonly line: string })[];
  /** All other files that were written, by name. */
  readonly files: Readonly<Record<string, string>>;
}

function synth(
  dir: string,
  command: readonly string[],
  { recorded = true, env = {} }: { readonly recorded?: boolean; readonly env?: NodeJS.ProcessEnv } = {},
): Synthesized {
  const out = path.join(dir, 'cdk.out');
  rmSync(out, { recursive: true, force: true });
  const { status, stderr } = spawnSync(process.execPath, command, {
    cwd: dir,
    encoding: 'utf8',
    env: {
      ...process.env,
      CDK_OUTDIR: out,
      CDK_VALIDATION: 'false',
      ...(recorded ? { NODE_OPTIONS: '--require kms-lint/record' } : {}),
      ...env,
    },
  });
  const names = readdirSync(out, { recursive: true, encoding: 'utf8' }).filter((name) => /\.json$|^cdk\.out$/.test(name));
  const text = (name: string): string => readFileSync(path.join(out, name), 'utf8');
  const metadata = names.flatMap((name): readonly Readonly<Record<string, readonly Entry[]>>[] => {
    if (name.endsWith('.metadata.json')) return [JSON.parse(text(name)) as Record<string, Entry[]>];
    if (!name.endsWith('manifest.json')) return [];
    const { artifacts } = JSON.parse(text(name)) as { artifacts: Record<string, { metadata?: Record<string, Entry[]> }> };
    return Object.values(artifacts).flatMap((artifact) => (artifact.metadata ? [artifact.metadata] : []));
  });
  const noted = metadata.flatMap((one) =>
    Object.entries(one).flatMap(([at, list]) =>
      list
        .filter(({ type }) => type === 'kms-lint:ignored-call')
        .map(({ data, trace = [] }) => ({
          at,
          ...data,
          line: /app\.\w+:(\d+):\d+/.exec(trace.find((frame) => frame.includes(`${dir}/app`)) ?? '')?.[1] ?? '',
        })),
    ),
  );
  return {
    status,
    stderr,
    noted,
    files: Object.fromEntries(names.filter((name) => !/metadata\.json$|manifest\.json$/.test(name)).map((name) => [name, text(name)])),
  };
}

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab';
/** Everything that can be done with a key, on keys of both kinds. */
const APP = `
const { App, Stack, Stage, Lazy, PhysicalName } = require('aws-cdk-lib');
const iam = require('aws-cdk-lib/aws-iam'), kms = require('aws-cdk-lib/aws-kms'), sns = require('aws-cdk-lib/aws-sns');
const sqs = require('aws-cdk-lib/aws-sqs'), subs = require('aws-cdk-lib/aws-sns-subscriptions'), s3 = require('aws-cdk-lib/aws-s3');
const app = new App();
const stack = new Stack(app, 'App', { env: { account: '111122223333', region: 'eu-west-1' } });
const far = new Stack(app, 'Far', { env: { account: '444455556666', region: 'eu-west-1' } });
const statement = (service) => new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.ServicePrincipal(service)] });
const key = kms.Key.fromKeyArn(stack, 'Shared', '${KEY}');
key.addToResourcePolicy(statement('sns.amazonaws.com'));
key.grantDecrypt(new iam.ServicePrincipal('cloudwatch.amazonaws.com'));
key.grant(new iam.AccountPrincipal('444455556666'), 'kms:Sign', 'kms:Verify');
const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
key.grantDecrypt(role);
const named = new iam.Role(far, 'Named', { roleName: PhysicalName.GENERATE_IF_NEEDED, assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
key.grantDecrypt(named);
key.grantDecrypt(iam.Role.fromRoleArn(stack, 'Foreign', 'arn:aws:iam::999988887777:role/x'));
if (!key.addToResourcePolicy(statement('asked.amazonaws.com')).statementAdded) console.log('I know');
const late = statement('late.amazonaws.com');
key.addToResourcePolicy(late);
late.addActions('kms:DescribeKey');
late.addCondition('StringEquals', { 'aws:SourceArn': Lazy.string({ produce: () => new Error('no').message }) });
const alias = kms.Alias.fromAliasName(stack, 'Al', 'alias/shared');
alias.grantDecrypt(role);
alias.grantEncrypt(new iam.ServicePrincipal('sns.amazonaws.com'));
alias.addToResourcePolicy(statement('sns.amazonaws.com'));
kms.Alias.fromAliasAttributes(stack, 'Attributes', { aliasName: 'alias/x', aliasTargetKey: key }).grantDecrypt(new iam.ServicePrincipal('events.amazonaws.com'));
new sns.Topic(stack, 'Topic').addSubscription(new subs.SqsSubscription(new sqs.Queue(stack, 'Queue', { encryptionMasterKey: key })));
try { key.addToResourcePolicy(statement('thrown.amazonaws.com'), false); } catch {}
class OwnKey extends kms.Key { grantDecrypt(grantee) { return super.grantDecrypt(grantee); } }
const own = new OwnKey(stack, 'Own');
own.grantDecrypt(new iam.ServicePrincipal('sns.amazonaws.com'));
own.addToResourcePolicy(statement('sqs.amazonaws.com'));
kms.Key.fromCfnKey(new kms.CfnKey(stack, 'L1', { keyPolicy: { Version: '2012-10-17', Statement: [] } })).addToResourcePolicy(statement('sqs.amazonaws.com'));
new s3.Bucket(new Stack(new Stage(app, 'Prod'), 'Data'), 'Bucket', { encryptionKey: kms.Key.fromKeyArn(stack, 'Other', '${KEY}') }).grantRead(new iam.ServicePrincipal('x.amazonaws.com'));
`;

describe.each(Object.entries(LIBRARIES))('with the library %s', (_, library) => {
  const dir = project({ 'app.js': APP }, library);
  const withIt = synth(dir, ['app.js']);
  const without = synth(dir, ['app.js'], { recorded: false });

  it('templates and all else but the metadata are the same to the byte', () => {
    expect([withIt.status, without.status]).toEqual([0, 0]);
    expect(Object.keys(withIt.files).length).toBeGreaterThan(4);
    expect(withIt.files).toEqual(without.files);
    expect(without.noted).toEqual([]);
  });
  it('each statement that was lost is noted with its call, and no other', () => {
    const short = withIt.noted.map(({ at, line, method, effect, implicit, resultRead, grantee }) =>
      [line, at, method, effect, grantee ?? '', implicit ? 'implicit' : resultRead ? 'result read' : ''].join(' ').trim(),
    );
    expect(short).toMatchInlineSnapshot(`
      [
        "10 /App/Shared addToResourcePolicy none",
        "11 /App/Shared grantDecrypt none principal",
        "12 /App/Shared grant none principal",
        "16 /App/Shared grantDecrypt iam-policy identity",
        "17 /App/Shared grantDecrypt none foreign",
        "18 /App/Shared addToResourcePolicy none  result read",
        "20 /App/Shared addToResourcePolicy none",
        "27 /App/Shared grantDecrypt none principal",
        "28 /App/Shared addToResourcePolicy none  implicit",
        "24 /App/Al grantDecrypt none identity",
        "25 /App/Al grantEncrypt none principal",
        "26 /App/Al addToResourcePolicy none",
        "35 /App/Other grant none principal implicit",
      ]
    `);
  });
  it('its statement is what the key would have got when the app was synthesized', () => {
    const of = (line: string): unknown => withIt.noted.find((one) => one.line === line)?.['statement'];
    expect([of('10'), of('16'), of('20')]).toMatchInlineSnapshot(`
      [
        {
          "Action": "kms:Decrypt",
          "Effect": "Allow",
          "Principal": {
            "Service": "sns.amazonaws.com",
          },
          "Resource": "*",
        },
        {
          "Action": "kms:Decrypt",
          "Effect": "Allow",
          "Principal": {
            "AWS": "\${Far/Named/Resource.Arn}",
          },
          "Resource": "*",
        },
        {
          "Action": [
            "kms:Decrypt",
            "kms:DescribeKey",
          ],
          "Condition": {
            "StringEquals": {
              "aws:SourceArn": "no",
            },
          },
          "Effect": "Allow",
          "Principal": {
            "Service": "late.amazonaws.com",
          },
          "Resource": "*",
        },
      ]
    `);
  });
});

describe('what no reading of the source can tell', () => {
  it('imports in a condition, a loop, a container, a library, a nested stack, behind a proxy, through props, from an aspect, after a first synthesis', () => {
    const service = (name: string): string => `new iam.ServicePrincipal('${name}.amazonaws.com')`;
    const app = `const { App, Aspects, NestedStack, Stack, Stage } = require('aws-cdk-lib');
const iam = require('aws-cdk-lib/aws-iam'), kms = require('aws-cdk-lib/aws-kms'), sqs = require('aws-cdk-lib/aws-sqs');
const app = new App(), env = { account: '111122223333', region: 'eu-west-1' };
const stack = new Stack(app, 'App', { env });
for (const arn of [undefined, '${KEY}']) (arn ? kms.Key.fromKeyArn(stack, 'Given', arn) : new kms.Key(stack, 'New')).grantDecrypt(${service('condition')});
for (const name of ['One', 'Two']) kms.Key.fromKeyArn(stack, name, '${KEY}').grantDecrypt(${service('loop')});
const keys = new Map([['shared', new Proxy(kms.Key.fromKeyArn(stack, 'Shared', '${KEY}'), {})]]);
class Consumer extends Stack { constructor(scope, id, { key }) { super(scope, id, { env }); key.grantDecrypt(${service('props')}); } }
new Consumer(app, 'Consumer', { key: keys.get('shared') });
kms.Key.fromLookup(stack, 'Looked', { aliasName: 'alias/looked' }).grantDecrypt(${service('lookup')});
const inner = new Stack(new Stage(app, 'Prod', { env }), 'Inner'), late = kms.Key.fromKeyArn(inner, 'Late', '${KEY}');
Aspects.of(inner).add({ visit(node) { if (node === inner) late.grantDecrypt(${service('aspect')}); } });
new sqs.Queue(inner, 'Queue', { encryptionMasterKey: late });
class Subclass extends kms.Key { static shared(scope) { return this.fromKeyArn(scope, 'Subclass', '${KEY}'); } }
Subclass.shared(stack).grantDecrypt(${service('subclass')});
const { sharedKey, open } = require('@acme/keys'), nested = new NestedStack(stack, 'Nested'), acme = sharedKey(nested);
open(acme, ${service('library')});
for (const id of ['East', 'West']) new sqs.Queue(new Stack(app, id, { env }), 'Queue', { encryptionMasterKey: acme }).grantSendMessages(${service('stacks')});
const own = undefined ?? acme;
[own.grantEncrypt.bind(own)].forEach((grant) => grant(${service('bound')}));
const reference = kms.CfnKey.fromKeyArn(stack, 'Reference', '${KEY}');
kms.KeyGrants.fromKey(reference).decrypt(${service('reference')});
kms.KeyGrants.fromKey(reference).decrypt(new iam.Role(stack, 'Role', { assumedBy: ${service('lambda')} }));
kms.KeyGrants.fromKey(new kms.CfnKey(stack, 'OwnReference', { keyPolicy: { Version: '2012-10-17', Statement: [] } })).decrypt(${service('own')});
app.synth();
kms.Key.fromKeyArn(stack, 'After', '${KEY}').grantDecrypt(${service('second')});
app.synth({ force: true });
`;
    // As pnpm lays packages out, under a path with blanks, with options that somebody has set already.
    const dir = project({}, LIBRARIES.today, 'an app (of ours)');
    const store = path.join(dir, 'node_modules/.pnpm/kms-lint@1/node_modules');
    mkdirSync(store, { recursive: true });
    rmSync(path.join(dir, 'node_modules/kms-lint'));
    symlinkSync(TOP, path.join(store, 'kms-lint'));
    symlinkSync('.pnpm/kms-lint@1/node_modules/kms-lint', path.join(dir, 'node_modules/kms-lint'));
    mkdirSync(path.join(dir, 'node_modules/@acme/keys'), { recursive: true });
    writeFileSync(
      path.join(dir, 'node_modules/@acme/keys/index.js'),
      `const { Key } = require('aws-cdk-lib/aws-kms');
exports.sharedKey = (scope) => Key.fromKeyArn(scope, 'Acme', '${KEY}');
exports.open = (key, principal) => key.grantDecrypt(principal);`,
    );
    writeFileSync(path.join(dir, 'app.js'), app);
    const { status, noted } = synth(dir, ['app.js'], {
      env: { NODE_OPTIONS: '--no-warnings --require kms-lint/record --max-old-space-size=2048' },
    });
    expect(status).toBe(0);
    expect(
      noted.map(({ line, at, statement }) => `${line} ${at} ${JSON.stringify((statement as { Principal: unknown }).Principal)}`),
    ).toEqual([
      '5 /App/Given {"Service":"condition.amazonaws.com"}',
      '6 /App/One {"Service":"loop.amazonaws.com"}',
      '6 /App/Two {"Service":"loop.amazonaws.com"}',
      '8 /App/Shared {"Service":"props.amazonaws.com"}',
      '10 /App/Looked {"Service":"lookup.amazonaws.com"}',
      '15 /App/Subclass {"Service":"subclass.amazonaws.com"}',
      '22 /App/Reference {"Service":"reference.amazonaws.com"}',
      '26 /App/After {"Service":"second.amazonaws.com"}',
      '17 /App/Nested/Acme {"Service":"library.amazonaws.com"}',
      '18 /App/Nested/Acme {"Service":"stacks.amazonaws.com"}',
      '18 /App/Nested/Acme {"Service":"stacks.amazonaws.com"}',
      '20 /App/Nested/Acme {"Service":"bound.amazonaws.com"}',
      '12 /Prod/Inner/Late {"Service":"aspect.amazonaws.com"}',
    ]);
  });
});

const SHORT = (importing: string, types = ''): string => `${importing}
const stack = new Stack(new App(), 'App');
const key${types} = Key.fromKeyArn(stack, 'Shared', '${KEY}');
key.grantDecrypt(new ServicePrincipal('sns.amazonaws.com'));
`;
const IMPORTS = `import { App, Stack } from 'aws-cdk-lib';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key, type IKey } from 'aws-cdk-lib/aws-kms';`;

const REQUIRES = `const { App, Stack } = require('aws-cdk-lib');
const { ServicePrincipal } = require('aws-cdk-lib/aws-iam');
const { Key } = require('aws-cdk-lib/aws-kms');`;
/** As caches of compiled code do it: what was there before is not called. */
const OWN_COMPILER = `const Module = require('module'), vm = require('vm');
Module.prototype._compile = function (content, file) {
  const require = Object.assign((id) => this.require(id), { resolve: Module.createRequire(file).resolve });
  return vm.runInThisContext(Module.wrap(content), file).call(this.exports, this.exports, require, this, file, __dirname);
};
`;

describe('however an app runs', () => {
  it.each([
    ['an ES module', { 'app.mjs': SHORT(IMPORTS.replace(', type IKey', '')) }, ['app.mjs']],
    ['TypeScript under tsx', { 'app.ts': SHORT(IMPORTS, ': IKey') }, ['--import', 'tsx', 'app.ts']],
    [
      'TypeScript under ts-node',
      { 'app.ts': SHORT(IMPORTS, ': IKey'), 'tsconfig.json': '{ "compilerOptions": { "module": "NodeNext", "target": "ES2022" } }' },
      ['node_modules/ts-node/dist/bin.js', '--transpileOnly', 'app.ts'],
    ],
    [
      'a worker',
      { 'main.js': "new (require('worker_threads').Worker)('./app.mjs');", 'app.mjs': SHORT(IMPORTS.replace(', type IKey', '')) },
      ['main.js'],
    ],
    ['under a compiler of its own', { 'main.js': `${OWN_COMPILER}require('./app.js');`, 'app.js': SHORT(REQUIRES) }, ['main.js']],
    ['an ES module of TypeScript under tsx', { 'app.mts': SHORT(IMPORTS, ': IKey') }, ['--import', 'tsx', 'app.mts']],
  ])('%s', (_, files, command) => {
    const { noted, status } = synth(project(files), command);
    expect(status).toBe(0);
    expect(noted.map(({ method, line }) => [method, line])).toEqual([['grantDecrypt', '6']]);
  });
  it('with two copies of the library', () => {
    const dir = project({});
    symlinkSync(path.join(TOP, 'node_modules', LIBRARIES['of 2023']), path.join(dir, 'node_modules', 'aws-cdk-lib-other'));
    writeFileSync(
      path.join(dir, 'app.js'),
      `const { App, Stack } = require('aws-cdk-lib');
const stack = new Stack(new App(), 'App');
for (const library of ['aws-cdk-lib', 'aws-cdk-lib-other']) {
  const { Key } = require(library + '/aws-kms'), { ServicePrincipal } = require(library + '/aws-iam');
  Key.fromKeyArn(stack, library, '${KEY}').grantDecrypt(new ServicePrincipal('sns.amazonaws.com'));
}`,
    );
    expect(synth(dir, ['app.js']).noted.map(({ at }) => at)).toEqual(['/App/aws-cdk-lib', '/App/aws-cdk-lib-other']);
  });
  it('an app that fails fails as without it', () => {
    const dir = project({ 'app.js': `${APP}\nthrow new Error('on purpose');` });
    mkdirSync(path.join(dir, 'cdk.out'));
    const lineOf = ({ stderr }: Synthesized): string | undefined => stderr.split('\n').find((line) => line.startsWith('Error:'));
    const [one, other] = [synth(dir, ['app.js']), synth(dir, ['app.js'], { recorded: false })];
    expect([one.status, lineOf(one)]).toEqual([other.status, lineOf(other)]);
    expect(lineOf(one)).toBe('Error: on purpose');
  });
});

it('an app that prepares stacks as call sites is traced, and prepares them so afterwards', () => {
  const asSites: NonNullable<typeof Error.prepareStackTrace> = (_, sites) => sites;
  const before: unknown = Reflect.get(Error, 'prepareStackTrace');
  const call = (): readonly string[] => traceBelow(call);
  try {
    Error.prepareStackTrace = asSites;
    expect(call()[0]).toMatch(/record\.test\.ts:\d+:\d+/);
    expect(Reflect.get(Error, 'prepareStackTrace')).toBe(asSites);
  } finally {
    Reflect.set(Error, 'prepareStackTrace', before);
  }
});

describe('the limit of stack traces', () => {
  it.each([
    ['25 where it is that of Node', '', '', '25'],
    ['what the app has set', 'Error.stackTraceLimit = 3;', '', '3'],
    ['what the app has set higher', 'Error.stackTraceLimit = Infinity;', '', 'Infinity'],
    ['none where the app has taken it away', 'delete Error.stackTraceLimit;', '', 'undefined'],
    ['what the user asks of Node', '', '--stack-trace-limit=10 ', '10'],
  ])('is %s', (_, first, options, limit) => {
    const dir = project({
      'node_modules/aws-cdk-lib-of-ours/core/lib/app.js': '',
      'app.js': `${first} require('aws-cdk-lib-of-ours/core/lib/app.js'); console.log(String(Error.stackTraceLimit));`,
    });
    const { stdout } = spawnSync(process.execPath, ['app.js'], {
      cwd: dir,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: `${options}--require kms-lint/record` },
    });
    expect(stdout.trim()).toBe(limit);
  });
});

describe('where it cannot record', () => {
  const library = (key: string): Readonly<Record<string, string>> => ({
    'node_modules/other/aws-kms/lib/key.js': key,
    'app.js': "const it = require('other/aws-kms/lib/key.js'); console.log(typeof it, it.Key && new it.Key().addToResourcePolicy?.(1));",
  });
  it.each([
    ['no class at all', 'module.exports = null;'],
    ['a key without methods', 'exports.Key = class {};'],
    ['frozen', 'exports.Key = Object.freeze(class { addToResourcePolicy() { return 7; } }); Object.freeze(exports.Key.prototype);'],
    ['a key without a node', 'exports.Key = class { addToResourcePolicy() { return { statementAdded: false }; } };'],
    ['a getter that throws', "Object.defineProperty(exports, 'Key', { get() { throw new Error('x'); } });"],
  ])('%s: the app goes on as without it', (_, key) => {
    const dir = project(library(key));
    const ran = (options: string): unknown => {
      const { status, stdout, stderr } = spawnSync(process.execPath, ['app.js'], {
        cwd: dir,
        encoding: 'utf8',
        env: { ...process.env, NODE_OPTIONS: options },
      });
      return [status, stdout, /Error: .*/.exec(stderr)?.[0]];
    };
    expect(ran('--require kms-lint/record')).toEqual(ran(''));
  });
});

describe('the processes that an app starts', () => {
  it('find the recorder from any folder', () => {
    const dir = project({
      'app.js': `const { execFileSync } = require('child_process'); process.stdout.write(execFileSync(process.execPath, ['-p', '1 + 1'], { cwd: '/' }));`,
    });
    const { stdout, stderr } = spawnSync(process.execPath, ['app.js'], {
      cwd: dir,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '--no-warnings --require kms-lint/record' },
    });
    expect([stdout, stderr]).toEqual(['2\n', '']);
  });
  it.each([
    ['--require kms-lint/record', '--require /opt/r.cjs'],
    ['-r "kms-lint/record" --no-warnings', '-r /opt/r.cjs --no-warnings'],
    ['--max-old-space-size=8192 --require=kms-lint/record', '--max-old-space-size=8192 --require=/opt/r.cjs'],
    ['--import kms-lint/record --import=tsx', '--import file:///opt/r.cjs --import=tsx'],
    ['--require other/kms-lint/record', '--require other/kms-lint/record'],
  ])('%s', (given, wanted) => {
    const environment = { NODE_OPTIONS: given };
    forChildren(environment, '/opt/r.cjs');
    expect(environment.NODE_OPTIONS).toBe(wanted);
  });
  it('a path with a blank is quoted', () => {
    const environment = { NODE_OPTIONS: '--require kms-lint/record' };
    forChildren(environment, 'C:\\my "app"\\r.cjs');
    expect(environment.NODE_OPTIONS).toBe('--require "C:\\\\my \\"app\\"\\\\r.cjs"');
  });
});
