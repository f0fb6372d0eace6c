import { describe, expect, it } from 'vitest';
import type { StackArtifact } from '../../assembly/assembly.js';
import { memoryFiles } from '../../files/memory.js';
import type { Call } from '../../types/program.js';
import type { Json } from '../../types/files.js';
import { openTree } from '../project.js';
import { findCalls, type FoundCalls } from './find.js';

const ARN = 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab';
/** The opening lines of most examples, kept on one line so that line 1 is the first of the example itself. */
const HEAD = `import * as cdk from 'aws-cdk-lib'; import * as kms from 'aws-cdk-lib/aws-kms'; import * as iam from 'aws-cdk-lib/aws-iam'; import * as sns from 'aws-cdk-lib/aws-sns'; const app = new cdk.App(); const stack = new cdk.Stack(app, 'Stack'); const statement = new iam.PolicyStatement({ actions: ['kms:Decrypt'], resources: ['*'], principals: [new iam.ServicePrincipal('sns.amazonaws.com')] }); const role = new iam.Role(stack, 'Role', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }); const ARN = '${ARN}'; `;

const artifact: StackArtifact = {
  id: '/app/cdk.out#Stack',
  artifactId: 'Stack',
  stackName: 'Stack',
  displayName: 'Stack',
  stage: '/app/cdk.out',
  stagePath: '',
  manifestFile: '/app/cdk.out/manifest.json',
  templateFile: '/app/cdk.out/Stack.template.json',
  account: '111122223333',
  region: 'eu-west-1',
  dependsOn: [],
  executionRole: undefined,
  metadataFile: undefined,
  manifestMetadata: undefined,
  assetManifests: [],
};
interface Given {
  readonly flags?: Readonly<Record<string, Json>>;
  readonly app?: string;
  readonly recorded?: readonly Call[];
  /** The construct tree and the template that were synthesized. */
  readonly synthesized?: { readonly tree?: Json; readonly template: Json };
}
/** Finds the calls of an app, given as one file or as several, of which bin/app.ts is the entry. */
function find(
  source: string | Readonly<Record<string, string>>,
  { flags = {}, app = 'npx tsx bin/app.ts', recorded = [], synthesized }: Given = {},
): FoundCalls & { readonly lines: readonly string[] } {
  const texts = typeof source === 'string' ? { 'bin/app.ts': HEAD + source } : source;
  const files = memoryFiles({
    '/app/cdk.json': JSON.stringify({ app }),
    '/app/cdk.out/manifest.json': '{}',
    ...(synthesized
      ? {
          ...(synthesized.tree === undefined ? {} : { '/app/cdk.out/tree.json': JSON.stringify(synthesized.tree) }),
          '/app/cdk.out/Stack.template.json': JSON.stringify(synthesized.template),
        }
      : {}),
    ...Object.fromEntries(Object.entries(texts).map(([name, text]) => [`/app/${name}`, text])),
  });
  const tree = openTree(files, '/app/cdk.out', { root: '/app' });
  const found = findCalls(
    files,
    tree,
    [artifact],
    Object.fromEntries(
      Object.entries(flags).map(([flag, value]) => [flag, { is: 'known', value, at: { file: '/app/cdk.json', pointer: '' } }]),
    ),
    recorded,
  );
  const lines = found.calls.map(({ at, effective, method }) =>
    'start' in at
      ? `${at.file.slice('/app/'.length)}:${(tree.text(at.file) ?? '').slice(0, at.start).split('\n').length} ${method}${effective === 'no' ? '' : ` ${effective}`}`
      : '',
  );
  return { ...found, lines };
}

describe('a change of the policy of an imported key is in vain, however it is written', () => {
  const bad: Readonly<Record<string, string>> = {
    'in one chain': `kms.Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement);`,
    'through a variable': `const key = kms.Key.fromKeyArn(stack, 'K', ARN); key.addToResourcePolicy(statement);`,
    'a variable that is set later': `let key: kms.IKey; key = kms.Key.fromKeyArn(stack, 'K', ARN); key.addToResourcePolicy(statement);`,
    'of a key that is looked up': `kms.Key.fromLookup(stack, 'K', { aliasName: 'alias/shared' }).addToResourcePolicy(statement);`,
    'of an alias by name': `kms.Alias.fromAliasName(stack, 'K', 'alias/shared').addToResourcePolicy(statement);`,
    'of an alias over an imported key': `kms.Alias.fromAliasAttributes(stack, 'A', { aliasName: 'alias/x', aliasTargetKey: kms.Key.fromKeyArn(stack, 'K', ARN) }).addToResourcePolicy(statement);`,
    'of a real alias of an imported key': `new kms.Alias(stack, 'A', { aliasName: 'alias/x', targetKey: kms.Key.fromKeyArn(stack, 'K', ARN) }).addToResourcePolicy(statement);`,
    'with casts and assertions': `((kms.Key.fromKeyArn(stack, 'K', ARN) as kms.Key)!).addToResourcePolicy(statement);`,
    'with an optional call': `const key: kms.IKey | undefined = kms.Key.fromKeyArn(stack, 'K', ARN); key?.addToResourcePolicy(statement);`,
    'by a name in brackets': `kms.Key.fromKeyArn(stack, 'K', ARN)['addToResourcePolicy'](statement);`,
    'through an object': `const keys = { shared: kms.Key.fromKeyArn(stack, 'K', ARN) }; keys.shared.addToResourcePolicy(statement);`,
    'through destructuring': `const { shared: key } = { shared: kms.Key.fromKeyArn(stack, 'K', ARN) }; key.addToResourcePolicy(statement);`,
    'through a list': `const [key] = [kms.Key.fromKeyArn(stack, 'K', ARN)]; key.addToResourcePolicy(statement);`,
    'in a loop': `for (const key of [kms.Key.fromKeyArn(stack, 'K', ARN)]) key.addToResourcePolicy(statement);`,
    'in forEach': `[kms.Key.fromKeyArn(stack, 'K', ARN)].forEach((key) => key.addToResourcePolicy(statement));`,
    'through a function that returns it': `function shared(scope: cdk.Stack): kms.IKey { return kms.Key.fromKeyArn(scope, 'K', ARN); } shared(stack).addToResourcePolicy(statement);`,
    'through an arrow function': `const shared = (scope: cdk.Stack) => kms.Key.fromKeyArn(scope, 'K', ARN); shared(stack).addToResourcePolicy(statement);`,
    'in a helper that takes it': `function allow(key: kms.IKey) { key.addToResourcePolicy(statement); } allow(kms.Key.fromKeyArn(stack, 'K', ARN));`,
    'in a helper whose result nobody reads': `const allow = (key: kms.IKey) => key.addToResourcePolicy(statement); allow(kms.Key.fromKeyArn(stack, 'K', ARN));`,
    'with a result that is kept and never read': `const result = kms.Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement);`,
    'in a field of a class': `class S extends cdk.Stack { private readonly key = kms.Key.fromKeyArn(this, 'K', ARN); constructor() { super(app, 'S'); this.key.addToResourcePolicy(statement); } } new S();`,
    'in a field that the constructor sets': `class S extends cdk.Stack { key: kms.IKey; constructor() { super(app, 'S'); this.key = kms.Key.fromKeyArn(this, 'K', ARN); this.allow(); } allow() { this.key.addToResourcePolicy(statement); } } new S();`,
    'in props': `class S extends cdk.Stack { constructor(scope: cdk.App, id: string, props: { key: kms.IKey }) { super(scope, id); props.key.addToResourcePolicy(statement); } } new S(app, 'S', { key: kms.Key.fromKeyArn(stack, 'K', ARN) });`,
    'in destructured props': `class S extends cdk.Stack { constructor(scope: cdk.App, id: string, { key }: { key: kms.IKey }) { super(scope, id); key.addToResourcePolicy(statement); } } new S(app, 'S', { key: kms.Key.fromKeyArn(stack, 'K', ARN) });`,
    'in a parameter property': `class S { constructor(private readonly key: kms.IKey) { this.key.addToResourcePolicy(statement); } } new S(kms.Key.fromKeyArn(stack, 'K', ARN));`,
    'in a field of another stack': `class A extends cdk.Stack { readonly key = kms.Key.fromKeyArn(this, 'K', ARN); } const a = new A(app, 'A'); a.key.addToResourcePolicy(statement);`,
    'in a getter': `class A extends cdk.Stack { get key() { return kms.Key.fromKeyArn(this, 'K', ARN); } } new A(app, 'A').key.addToResourcePolicy(statement);`,
    'in a static method': `class Keys { static shared(scope: cdk.Stack) { return kms.Key.fromKeyArn(scope, 'K', ARN); } } Keys.shared(stack).addToResourcePolicy(statement);`,
    'through a class that extends Key': `class AppKey extends kms.Key {} AppKey.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement);`,
    'in the class above': `class Base extends cdk.Stack { constructor(scope: cdk.App, id: string, key: kms.IKey) { super(scope, id); key.addToResourcePolicy(statement); } } class S extends Base { constructor() { super(app, 'S', kms.Key.fromKeyArn(stack, 'K', ARN)); } } new S();`,
    'with spread props': `class S { constructor(props: { key: kms.IKey }) { const all = { ...props, other: 1 }; all.key.addToResourcePolicy(statement); } } new S({ key: kms.Key.fromKeyArn(stack, 'K', ARN) });`,
    'through the topic that has it': `const topic = new sns.Topic(stack, 'T', { masterKey: kms.Key.fromKeyArn(stack, 'K', ARN) }); topic.masterKey!.addToResourcePolicy(statement);`,
    'under a condition of its own': `if (process.env.SNS) kms.Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement);`,
    'where either way leads to an import': `const key = process.env.X ? kms.Key.fromKeyArn(stack, 'K', ARN) : kms.Key.fromLookup(stack, 'L', { aliasName: 'alias/shared' }); key.addToResourcePolicy(statement);`,
    'as the fallback that is taken': `function make(props: { key?: kms.IKey }) { const key = props.key ?? kms.Key.fromKeyArn(stack, 'K', ARN); key.addToResourcePolicy(statement); } make({});`,
    'as the branch that is taken': `function make(arn?: string) { let key: kms.IKey; if (arn) { key = kms.Key.fromKeyArn(stack, 'K', arn); } else { key = new kms.Key(stack, 'N'); } key.addToResourcePolicy(statement); } make(ARN);`,
    'as what an abstract method gives': `abstract class Base extends cdk.Stack { abstract key(): kms.IKey; allow() { this.key().addToResourcePolicy(statement); } } class A extends Base { key() { return kms.Key.fromKeyArn(this, 'K', ARN); } } new A(app, 'A').allow();`,
    'in a list that is pushed to': `const keys: kms.IKey[] = []; keys.push(kms.Key.fromKeyArn(stack, 'K', ARN)); for (const key of keys) key.addToResourcePolicy(statement);`,
    'in a list that is mapped': `for (const key of [ARN].map((arn) => kms.Key.fromKeyArn(stack, 'K', arn))) key.addToResourcePolicy(statement);`,
    'in a record by name': `const keys = { a: kms.Key.fromKeyArn(stack, 'A', ARN), b: kms.Key.fromKeyArn(stack, 'B', ARN) }; for (const name of process.argv) keys[name].addToResourcePolicy(statement);`,
    'in the values of a record': `Object.values({ a: kms.Key.fromKeyArn(stack, 'A', ARN) }).forEach((key) => key.addToResourcePolicy(statement));`,
    'in the entries of a record': `for (const [, key] of Object.entries({ a: kms.Key.fromKeyArn(stack, 'A', ARN) })) key.addToResourcePolicy(statement);`,
    'after a variable had another': `let key: kms.IKey = new kms.Key(stack, 'N'); key.addAlias('alias/n'); key = kms.Key.fromKeyArn(stack, 'K', ARN); key.addToResourcePolicy(statement);`,
    'through the alias that it is given': `kms.Key.fromKeyArn(stack, 'K', ARN).addAlias('alias/more').addToResourcePolicy(statement);`,
    'where the key is there at all': `function allow(key?: kms.IKey) { if (key !== undefined && process.env.SNS) key.addToResourcePolicy(statement); } allow(kms.Key.fromKeyArn(stack, 'K', ARN));`,
    'with allowNoOp written out': `kms.Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement, true);`,
  };
  it.each(Object.entries(bad))('%s', (_, source) => {
    const { lines, problems } = find(source);
    expect(problems).toEqual([]);
    expect(lines).toEqual(['bin/app.ts:1 addToResourcePolicy']);
  });
});

describe('a grant on an imported key is in vain where CDK can write it nowhere', () => {
  it.each([
    [`new iam.ServicePrincipal('sns.amazonaws.com')`, 'service'],
    [`new iam.AccountPrincipal('999988887777')`, 'account'],
    [`new iam.ArnPrincipal('arn:aws:iam::999988887777:role/reader')`, 'arn'],
    ['new iam.AnyPrincipal()', 'anyone'],
    [`new iam.OrganizationPrincipal('o-abcdefghij')`, 'organization'],
    [`new iam.CompositePrincipal(new iam.ServicePrincipal('a.amazonaws.com'), role)`, 'composite'],
    [`new iam.FederatedPrincipal('x')`, 'federated'],
    [`iam.Role.fromRoleArn(stack, 'R', 'arn:aws:iam::999988887777:role/reader')`, 'foreign'],
    [`new iam.ServicePrincipal('sns.amazonaws.com').withConditions({ StringEquals: { 'aws:SourceAccount': '111122223333' } })`, 'service'],
  ])('to %s', (principal, kind) => {
    const { calls, lines } = find(
      `const key = kms.Key.fromKeyArn(stack, 'K', ARN); const grant = key.grantDecrypt(${principal}); console.log(grant.success);`,
    );
    expect(lines).toEqual(['bin/app.ts:1 grantDecrypt']);
    expect(calls[0]?.grantee).toBe(kind);
  });
  it.each([
    'role',
    `new iam.User(stack, 'U')`,
    `iam.Role.fromRoleArn(stack, 'R', 'arn:aws:iam::111122223333:role/reader')`,
    `iam.Role.fromRoleName(stack, 'R', 'reader')`,
    'new iam.AccountRootPrincipal()',
    `new iam.AccountPrincipal('111122223333')`,
    'new iam.AccountPrincipal(stack.account)',
    'somebody',
  ])('but not to %s: it works through IAM, or that is not to be known', (principal) => {
    expect(find(`kms.Key.fromKeyArn(stack, 'K', ARN).grantDecrypt(${principal});`).lines).toEqual([]);
  });
  it('through the grants of a key too', () => {
    expect(find(`kms.Key.fromKeyArn(stack, 'K', ARN).grants.encrypt(new iam.ServicePrincipal('sns.amazonaws.com'));`).lines).toEqual([
      'bin/app.ts:1 grants.encrypt',
    ]);
  });
});

describe('an alias that is imported by its name', () => {
  const source = `const key = kms.Alias.fromAliasName(stack, 'A', 'alias/shared'); key.grantDecrypt(role); key.grantDecrypt(new iam.ServicePrincipal('sns.amazonaws.com'));`;
  it('drops grants to roles too', () => {
    expect(find(source).calls.map(({ grantee, effective }) => [grantee, effective])).toEqual([
      ['identity', 'no'],
      ['service', 'no'],
    ]);
  });
  it('gives them to roles with the feature flag on', () => {
    expect(
      find(source, { flags: { '@aws-cdk/aws-kms:applyImportedAliasPermissionsToPrincipal': true } }).calls.map(({ grantee }) => grantee),
    ).toEqual(['service']);
  });
  it('has no aliases of its own: addAlias throws, while on an imported key it works', () => {
    expect(
      find(
        `kms.Alias.fromAliasName(stack, 'A', 'alias/shared').addAlias('alias/other'); kms.Key.fromKeyArn(stack, 'K', ARN).addAlias('alias/more');`,
      ).lines,
    ).toEqual(['bin/app.ts:1 addAlias']);
  });
});

describe('what works, is checked, or cannot be followed is silent', () => {
  const good: Readonly<Record<string, string>> = {
    'a key of the app': `const shared = kms.Key.fromKeyArn(stack, 'S', ARN); new kms.Key(stack, 'K').addToResourcePolicy(statement);`,
    'fromCfnKey, which changes the real policy': `const key = kms.Key.fromCfnKey(new kms.CfnKey(stack, 'K', { keyPolicy: {} })); key.addToResourcePolicy(statement); kms.Key.fromKeyArn(stack, 'S', ARN);`,
    'a checked result': `if (!kms.Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement).statementAdded) throw new Error('add it by hand');`,
    'a result that is read later': `const result = kms.Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement); if (!result.statementAdded) console.warn('by hand');`,
    'a destructured result': `const { statementAdded } = kms.Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement); console.log(statementAdded);`,
    'a helper whose result is checked': `const allow = (key: kms.IKey) => key.addToResourcePolicy(statement); if (!allow(kms.Key.fromKeyArn(stack, 'K', ARN)).statementAdded) throw new Error();`,
    'allowNoOp false, which throws': `kms.Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement, false);`,
    "another service's import": `import * as sqs from 'aws-cdk-lib/aws-sqs'; sqs.Queue.fromQueueArn(stack, 'Q', ARN).addToResourcePolicy(statement); kms.Key.fromKeyArn(stack, 'S', ARN);`,
    'a namesake that is not of the CDK': `import { Key } from './own'; Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement);`,
    'a test of what the key is': `function allow(key: kms.IKey) { if (key instanceof kms.Key) key.addToResourcePolicy(statement); } allow(kms.Key.fromKeyArn(stack, 'K', ARN));`,
    'a value from out of sight': `import { key } from 'shared-keys'; key.addToResourcePolicy(statement); kms.Key.fromKeyArn(stack, 'S', ARN);`,
    'a shadowed name': `const key = kms.Key.fromKeyArn(stack, 'S', ARN); function own(key: kms.Key) { key.addToResourcePolicy(statement); } own(new kms.Key(stack, 'K'));`,
    'a method that a class below has of its own': `class Base extends cdk.Stack { key(): kms.IKey { return kms.Key.fromKeyArn(this, 'K', ARN); } allow() { this.key().addToResourcePolicy(statement); } } class A extends Base { key() { return new kms.Key(this, 'N'); } } new A(app, 'A').allow();`,
    'the other of two objects that a method is called on': `class A { constructor(readonly key: kms.IKey) {} allow() { this.key.addToResourcePolicy(statement); } } new A(new kms.Key(stack, 'K')).allow(); const other = new A(kms.Key.fromKeyArn(stack, 'S', ARN));`,
    'a flag beside the key': `function make(props: { key: kms.IKey; own: boolean }) { if (props.own) props.key.addToResourcePolicy(statement); } make({ key: kms.Key.fromKeyArn(stack, 'S', ARN), own: false }); make({ key: new kms.Key(stack, 'K'), own: true });`,
    'an exit before it': `function make(key: kms.IKey, shared: boolean) { if (shared) return; key.addToResourcePolicy(statement); } make(kms.Key.fromKeyArn(stack, 'S', ARN), true); make(new kms.Key(stack, 'K'), false);`,
    'the other branch': `function make(arn?: string) { const key = arn ? kms.Key.fromKeyArn(stack, 'K', arn) : new kms.Key(stack, 'N'); if (!arn) key.addToResourcePolicy(statement); } make(ARN); make();`,
    'another case': `function make(kind: string) { switch (kind) { case 'own': return new kms.Key(stack, 'N'); default: return kms.Key.fromKeyArn(stack, 'K', ARN); } } make('own').addToResourcePolicy(statement);`,
    'a test by a function of its own': `const isOwn = (key: kms.IKey): key is kms.Key => key instanceof kms.Key; function allow(key: kms.IKey) { if (isOwn(key)) key.addToResourcePolicy(statement); } allow(kms.Key.fromKeyArn(stack, 'K', ARN));`,
    'a variable that has another by then': `let key: kms.IKey = kms.Key.fromKeyArn(stack, 'S', ARN); key.grantDecrypt(role); key = new kms.Key(stack, 'K'); key.addToResourcePolicy(statement);`,
    'what is caught under the same name': `const key = kms.Key.fromKeyArn(stack, 'S', ARN); try { console.log(); } catch (key) { (key as kms.Key).addToResourcePolicy(statement); }`,
    'a parameter that is set anew': `function allow(key?: kms.IKey) { key = new kms.Key(stack, 'K'); key.addToResourcePolicy(statement); } allow(kms.Key.fromKeyArn(stack, 'S', ARN));`,
    'code that never runs': `const SHARED = false; if (SHARED) kms.Key.fromKeyArn(stack, 'S', ARN).addToResourcePolicy(statement);`,
    'the other of two objects of one class': `class A { constructor(readonly key: kms.IKey) {} } const own = new A(new kms.Key(stack, 'K')), other = new A(kms.Key.fromKeyArn(stack, 'S', ARN)); own.key.addToResourcePolicy(statement);`,
  };
  it.each(Object.entries(good))('%s', (_, source) => {
    expect(find(source).lines).toEqual([]);
  });

  it.each(
    Object.entries({
      'a key that is imported only sometimes': `const key = process.env.KEY ? kms.Key.fromKeyArn(stack, 'K', process.env.KEY) : new kms.Key(stack, 'N'); key.addToResourcePolicy(statement);`,
      'a fallback': `function make(props: { key?: kms.IKey }) { const key = props.key ?? kms.Key.fromKeyArn(stack, 'K', ARN); key.addToResourcePolicy(statement); } make(JSON.parse(process.env.PROPS));`,
      'a flag beside the key that is not to be read': `function make(props: { key: kms.IKey; own: boolean }) { if (props.own) props.key.addToResourcePolicy(statement); } make({ key: kms.Key.fromKeyArn(stack, 'S', ARN), own: !process.env.SHARED }); make({ key: new kms.Key(stack, 'K'), own: !process.env.SHARED });`,
      'a test of the key that is not understood': `function allow(key: kms.IKey) { const own = key.node.path.startsWith('Own'); if (own) key.addToResourcePolicy(statement); } allow(kms.Key.fromKeyArn(stack, 'K', ARN));`,
      'a property that is set later': `const props = { key: kms.Key.fromKeyArn(stack, 'S', ARN) as kms.IKey }; props.key = new kms.Key(stack, 'K'); props.key.addToResourcePolicy(statement);`,
      'a method that nobody calls': `class A extends cdk.Stack { key = kms.Key.fromKeyArn(this, 'K', ARN); allowSns() { this.key.addToResourcePolicy(statement); } } new A(app, 'A');`,
      'a switch that is not to be read': `kms.Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement, process.env.STRICT !== 'yes');`,
    }),
  )('%s is only possible', (_, source) => {
    expect(find(source).lines).toEqual(['bin/app.ts:1 addToResourcePolicy unknown']);
  });

  it('ends on code that goes in circles', () => {
    expect(
      find(
        `const a = () => b(); const b = () => a(); a().addToResourcePolicy(statement); class C { x = this.y; y = this.x; constructor() { this.x.addToResourcePolicy(statement); } } new C(); kms.Key.fromKeyArn(stack, 'S', ARN);`,
      ).lines,
    ).toEqual([]);
  });
  it('ends on an object that takes over what it was itself, in a loop and in a function too', () => {
    const grows = `let p: any = { key: kms.Key.fromKeyArn(stack, 'S', ARN) }; const more = () => { p = { ...p, more: true }; };
      if (process.env.MORE) p = { ...p, more: true };
      for (const name of ['a', 'b']) p = { ...p, [name]: true };
      p.key.addToResourcePolicy(statement); more();`;
    expect(find(grows).lines).toEqual(['bin/app.ts:4 addToResourcePolicy unknown']);
  });
});

describe('of an import or an own key the templates show which one was made', () => {
  const node = (id: string, parent: string, more: Json): Json => ({
    id,
    path: parent === '' ? id : `${parent}/${id}`,
    ...(more as object),
  });
  const IMPORT: Json = { constructInfo: { fqn: 'aws-cdk-lib.Resource', version: '2.276.0' } };
  /** What an app with these constructs in its stack synthesizes to; classic: CDK's older order of a node. */
  const synthesized = (constructs: Readonly<Record<string, 'import' | 'key'>>, classic = false): NonNullable<Given['synthesized']> => ({
    tree: {
      version: 'tree-0.1',
      tree: {
        id: 'App',
        path: '',
        children: {
          Stack: node('Stack', '', {
            children: Object.fromEntries(
              Object.entries(constructs).map(([id, kind]) => {
                const attributes = { 'aws:cdk:cloudformation:type': 'AWS::KMS::Key', 'aws:cdk:cloudformation:props': {} },
                  ofKey = { constructInfo: { fqn: 'aws-cdk-lib.aws_kms.CfnKey', version: '2.276.0' } };
                const resource = node('Resource', `Stack/${id}`, classic ? { attributes, ...ofKey } : { ...ofKey, attributes });
                return [id, node(id, 'Stack', kind === 'import' ? IMPORT : { children: { Resource: resource } })];
              }),
            ),
          }),
        },
      },
    },
    template: {
      Resources: Object.fromEntries(
        Object.entries(constructs).flatMap(([id, kind]) => (kind === 'key' ? [[`${id}961B73FD`, { Type: 'AWS::KMS::Key' }]] : [])),
      ),
    },
  });
  const FORMS: Readonly<Record<string, string>> = {
    'a conditional': `const arn = process.env.KEY; const key = arn ? kms.Key.fromKeyArn(stack, 'Imported', arn) : new kms.Key(stack, 'Own');`,
    'a conditional, the other way round': `const arn = process.env.KEY; const key = !arn ? new kms.Key(stack, 'Own') : kms.Key.fromKeyArn(stack, 'Imported', arn);`,
    'a value of the context': `const arn = app.node.tryGetContext('keyArn'); const key = arn ? kms.Key.fromKeyArn(stack, 'Imported', arn) : new kms.Key(stack, 'Own');`,
    '??': `const shared = (arn?: string) => (arn ? kms.Key.fromKeyArn(stack, 'Imported', arn) : undefined); const key = shared(process.env.KEY) ?? new kms.Key(stack, 'Own');`,
    '||': `const shared = process.env.KEY && kms.Key.fromKeyArn(stack, 'Imported', process.env.KEY); const key: kms.IKey = shared || new kms.Key(stack, 'Own');`,
    'if and else': `let key: kms.IKey; if (process.env.KEY) { key = kms.Key.fromKeyArn(stack, 'Imported', process.env.KEY); } else { key = new kms.Key(stack, 'Own'); }`,
    'a value that is replaced': `let key: kms.IKey | undefined; if (process.env.KEY) key = kms.Key.fromKeyArn(stack, 'Imported', process.env.KEY); if (!key) key = new kms.Key(stack, 'Own');`,
    'a switch': `let key: kms.IKey; switch (process.env.MODE) { case 'import': key = kms.Key.fromKeyArn(stack, 'Imported', ARN); break; default: key = new kms.Key(stack, 'Own'); }`,
    'a function that gives either': `function keyOf(scope: cdk.Stack, arn?: string): kms.IKey { if (arn) return kms.Key.fromKeyArn(scope, 'Imported', arn); return new kms.Key(scope, 'Own'); } const key = keyOf(stack, process.env.KEY);`,
    'a method that gives either': `class S extends cdk.Stack { keyOf(arn?: string) { return arn === undefined ? new kms.Key(this, 'Own') : kms.Key.fromKeyArn(this, 'Imported', arn); } } const key = new S(app, 'S').keyOf(process.env.KEY);`,
  };
  const certain = (lines: readonly string[]): readonly string[] => lines.filter((line) => !line.endsWith(' unknown'));
  it.each(Object.entries(FORMS))('%s', (_, source) => {
    const call = `${source} key.addToResourcePolicy(statement);`;
    const imported = find(call, { synthesized: synthesized({ Imported: 'import' }) }),
      own = find(call, { synthesized: synthesized({ Own: 'key' }) });
    expect([imported.lines, imported.problems]).toEqual([['bin/app.ts:1 addToResourcePolicy'], []]);
    expect([certain(own.lines), own.problems]).toEqual([[], []]);
    expect(certain(find(call, { synthesized: synthesized({ Own: 'key', Other: 'import' }, true) }).lines)).toEqual([]);
  });
  it('also where both have one id', () => {
    const call = `const arn = process.env.KEY; const key = arn ? kms.Key.fromKeyArn(stack, 'Key', arn) : new kms.Key(stack, 'Key'); key.addToResourcePolicy(statement);`;
    expect(find(call, { synthesized: synthesized({ Key: 'import', Another: 'key' }) }).lines).toEqual(['bin/app.ts:1 addToResourcePolicy']);
    expect(find(call, { synthesized: synthesized({ Key: 'key' }) }).lines).toEqual([]);
  });
  it('a key that others may give is one of the app where it makes keys; where it makes none, it is none', () => {
    const call = `function make(props: { key?: kms.IKey }) { const key = props.key ?? kms.Key.fromKeyArn(stack, 'Imported', ARN); key.addToResourcePolicy(statement); } make(JSON.parse(process.env.PROPS));`;
    expect(find(call, { synthesized: synthesized({ Imported: 'import' }) }).lines).toEqual(['bin/app.ts:1 addToResourcePolicy']);
    expect(find(call, { synthesized: synthesized({ Imported: 'import', Own: 'key' }) }).lines).toEqual([
      'bin/app.ts:1 addToResourcePolicy unknown',
    ]);
  });
  it('without a construct tree the paths in the templates show the branch', () => {
    const call = `const arn = process.env.KEY; const key = arn ? kms.Key.fromKeyArn(stack, 'Key', arn) : new kms.Key(stack, 'Key'); key.addToResourcePolicy(statement);`;
    const keyAt = (path: string | undefined): Json => ({ Type: 'AWS::KMS::Key', ...(path ? { Metadata: { 'aws:cdk:path': path } } : {}) });
    const lines = (key: Json): readonly string[] => find(call, { synthesized: { template: { Resources: { Some: key } } } }).lines;
    // Another key: at this path there is none, so that it was imported.
    expect(lines(keyAt('Stack/Another/Resource'))).toEqual(['bin/app.ts:1 addToResourcePolicy']);
    expect(lines(keyAt('Stack/Key/Resource'))).toEqual([]);
    // A key whose path is not told may be this one.
    expect(lines(keyAt(undefined))).toEqual(['bin/app.ts:1 addToResourcePolicy unknown']);
  });
  it('where both were made, one notice tells what was not judged', () => {
    const { lines, problems } = find(
      `\nfor (const arn of [ARN, undefined]) { const key = arn ? kms.Key.fromKeyArn(stack, 'Imported', arn) : new kms.Key(stack, 'Own');\nkey.addToResourcePolicy(statement);\nkey.addToResourcePolicy(other); }`,
      { synthesized: synthesized({ Imported: 'import', Own: 'key' }) },
    );
    expect(lines).toEqual(['bin/app.ts:3 addToResourcePolicy unknown', 'bin/app.ts:4 addToResourcePolicy unknown']);
    expect(problems).toEqual([
      {
        weight: 'notice',
        message:
          'addToResourcePolicy() was not judged: it is called on an imported key or on a key of this app, and the source does not show which. The same holds for another call.',
        at: { file: '/app/bin/app.ts', line: 3, column: 5 },
      },
    ]);
  });
});

describe('how the library is brought in', () => {
  const rest = (key: string): string =>
    `\nconst stack: any = null, statement: any = null;\n${key}.fromKeyArn(stack, 'K', '${ARN}').addToResourcePolicy(statement);`;
  it.each([
    [`import { Key } from 'aws-cdk-lib/aws-kms';`, 'Key'],
    [`import { Key as ImportedKey } from 'aws-cdk-lib/aws-kms';`, 'ImportedKey'],
    [`import { aws_kms } from 'aws-cdk-lib';`, 'aws_kms.Key'],
    [`import { aws_kms as kms } from 'aws-cdk-lib';`, 'kms.Key'],
    [`import * as cdk from 'aws-cdk-lib';`, 'cdk.aws_kms.Key'],
    [`import kms = require('aws-cdk-lib/aws-kms');`, 'kms.Key'],
    [`import * as kms from '@aws-cdk/aws-kms';`, 'kms.Key'],
    [`import * as cdk from 'aws-cdk-lib';\nimport Key = cdk.aws_kms.Key;`, 'Key'],
    [`const kms = require('aws-cdk-lib/aws-kms');`, 'kms.Key'],
    [`const { Key } = require('aws-cdk-lib/aws-kms');`, 'Key'],
    [`const { aws_kms: kms } = require('aws-cdk-lib');`, 'kms.Key'],
    [`const kms = __importStar(require('aws-cdk-lib/aws-kms'));`, 'kms.Key'],
  ])('%s', (line, key) => {
    expect(find({ 'bin/app.ts': line + rest(key) }).calls).toHaveLength(1);
  });
});

describe('across files', () => {
  const stack = `import * as kms from 'aws-cdk-lib/aws-kms';\nimport { Stack } from 'aws-cdk-lib';\nexport class Reader extends Stack {\n  constructor(scope, id, props) {\n    super(scope, id);\n    props.key.addToResourcePolicy(props.statement);\n  }\n}\n`;
  const app = (from: string): string =>
    `import { Reader } from '${from}';\nimport { Key } from 'aws-cdk-lib/aws-kms';\nconst app = null;\nnew Reader(app, 'R', { key: Key.fromKeyArn(app, 'K', '${ARN}') });\n`;
  it.each(['../lib/reader', '../lib/reader.js', '../lib/reader.ts'])('a key given to a stack of %s', (from) => {
    expect(find({ 'bin/app.ts': app(from), 'lib/reader.ts': stack }).lines).toEqual(['lib/reader.ts:6 addToResourcePolicy']);
  });
  it('through an index that hands it on', () => {
    expect(find({ 'bin/app.ts': app('../lib'), 'lib/index.ts': `export * from './reader';`, 'lib/reader.ts': stack }).lines).toEqual([
      'lib/reader.ts:6 addToResourcePolicy',
    ]);
    expect(
      find({
        'bin/app.ts': app('../lib').replaceAll('Reader', 'Own'),
        'lib/index.ts': `export { Reader as Own } from './reader';`,
        'lib/reader.ts': stack,
      }).lines,
    ).toEqual(['lib/reader.ts:6 addToResourcePolicy']);
  });
  it('a helper of one file, a key of another, in plain JavaScript', () => {
    const { lines, calls } = find(
      {
        'bin/app.js': `const { allow } = require('../lib/allow');\nconst keys = require('../lib/keys');\nallow(keys.shared());\nallow(keys.other());\n`,
        'lib/allow.js': `exports.allow = (key) => { key.addToResourcePolicy(null); };\n`,
        'lib/keys.js': `const kms = require('aws-cdk-lib/aws-kms');\nmodule.exports = { shared: () => kms.Key.fromKeyArn(null, 'K', '${ARN}'), other() { return kms.Alias.fromAliasName(null, 'A', 'alias/other'); } };\n`,
      },
      { app: 'node bin/app.js' },
    );
    // One line, written once: one call, with the imports that reach it.
    expect(lines).toEqual(['lib/allow.js:1 addToResourcePolicy']);
    expect(calls[0]?.importedAt).toHaveLength(2);
    expect([calls[0]?.key, calls[0]?.otherKeys]).toEqual([ARN, ['alias/other']]);
  });
  it('what was compiled is read as it was written, through its source map', () => {
    const written = `import { Key } from 'aws-cdk-lib/aws-kms';\nKey.fromKeyArn(null, 'K', '${ARN}').addToResourcePolicy(null);\n`;
    const { lines } = find(
      {
        'bin/app.ts': written,
        'dist/bin/app.js': `const { Key } = require('aws-cdk-lib/aws-kms');\n\n\nKey.fromKeyArn(null, 'K', '${ARN}').addToResourcePolicy(null);\n//# sourceMappingURL=app.js.map`,
        'dist/bin/app.js.map': JSON.stringify({ version: 3, sources: ['../../bin/app.ts'], names: [], mappings: 'AAAA' }),
      },
      { app: 'node dist/bin/app.js' },
    );
    expect(lines).toEqual(['bin/app.ts:2 addToResourcePolicy']);
  });
  it('of a bundle with its libraries, what the user wrote is read', () => {
    const call = `import { Key } from 'aws-cdk-lib/aws-kms';\nKey.fromKeyArn(null, 'K', '${ARN}').addToResourcePolicy(null);\n`;
    const { lines, sources } = find(
      {
        'bin/app.ts': call,
        'node_modules/constructs-of-others/lib/index.js': call,
        'dist/app.js': `${' '.repeat(3_000_000)}require('./lazy');\n//# sourceMappingURL=app.js.map`,
        'dist/app.js.map': JSON.stringify({
          version: 3,
          sources: ['../node_modules/constructs-of-others/lib/index.js', '../bin/app.ts'],
          names: [],
          mappings: 'AAAA',
        }),
      },
      { app: 'node dist/app.js' },
    );
    expect([lines, sources]).toEqual([['bin/app.ts:2 addToResourcePolicy'], ['/app/bin/app.ts']]);
  });
  it('a bundle without a source map is not read, and that is told', () => {
    const { lines, problems, sources } = find(
      {
        'dist/app.js': `import { Key } from 'aws-cdk-lib/aws-kms';\nKey.fromKeyArn(null, 'K', '${ARN}').addToResourcePolicy(null);\nimport './other.js';\n// ${'-'.repeat(3_000_000)}`,
        'dist/other.js': 'export {};',
      },
      { app: 'node dist/app.js' },
    );
    expect([lines, sources]).toEqual([[], ['/app/dist/app.js']]);
    expect(problems).toMatchObject([{ weight: 'notice', at: { file: '/app/dist/app.js' } }]);
    expect(problems[0]?.message).toContain('as large as a bundle');
  });
  it('four functions deep is too deep: unknown, and so silent', () => {
    const nested = (depth: number): string =>
      `const f0 = () => kms.Key.fromKeyArn(stack, 'K', ARN); ${Array.from({ length: depth }, (_, i) => `const f${i + 1} = () => f${i}();`).join(' ')} f${depth}().addToResourcePolicy(statement);`;
    expect(find(nested(2)).lines).toHaveLength(1);
    expect(find(nested(3)).lines).toEqual([]);
  });
});

describe('what is told of a call', () => {
  it('the statement that is missing, the key, and where it is imported', () => {
    const {
      calls: [call],
    } = find(`const key = kms.Key.fromKeyArn(stack, 'K', ARN); key.addToResourcePolicy(statement);`);
    expect(call).toMatchObject({
      key: ARN,
      imported: 'fromKeyArn',
      effective: 'no',
      by: 'source',
      statement: { Effect: 'Allow', Action: 'kms:Decrypt', Resource: '*', Principal: { Service: 'sns.amazonaws.com' } },
    });
    expect(call?.importedAt).toBeDefined();
  });
  it('the statement of a grant', () => {
    const {
      calls: [call],
    } = find(`kms.Key.fromLookup(stack, 'K', { aliasName: 'alias/shared' }).grantEncrypt(new iam.OrganizationPrincipal('o-abcdefghij'));`);
    expect(call).toMatchObject({
      key: 'alias/shared',
      statement: {
        Effect: 'Allow',
        Principal: { AWS: '*' },
        Action: ['kms:Encrypt', 'kms:ReEncrypt*', 'kms:GenerateDataKey*'],
        Resource: '*',
        Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcdefghij' } },
      },
    });
  });
  it('no statement where a part of it cannot be read', () => {
    expect(
      find(
        `kms.Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(new iam.PolicyStatement({ actions: process.argv, resources: ['*'], principals: [role] }));`,
      ).calls[0],
    ).not.toHaveProperty('statement');
  });
  it('whether anything uses the key', () => {
    const call = `key.addToResourcePolicy(statement);`,
      key = `const key = kms.Key.fromKeyArn(stack, 'K', cdk.Fn.importValue('shared'));`;
    expect(find(`${key} ${call}`).calls[0]?.used).toBe(false);
    expect(find(`${key} ${call} new sns.Topic(stack, 'T', { masterKey: key });`).calls[0]?.used).toBe(true);
  });
  it("that the key is one of the app's own", () => {
    expect(
      find(`const own = new kms.Key(stack, 'Own'); kms.Key.fromKeyArn(stack, 'K', own.keyArn).addToResourcePolicy(statement);`).calls[0]
        ?.ownKey,
    ).toBeDefined();
  });
  it('the constructs that the line makes, by the construct tree; an import that the assembly does not hold is only possible', () => {
    const source = { 'bin/app.ts': `${HEAD}kms.Key.fromKeyArn(stack, 'K', ARN).addToResourcePolicy(statement);` };
    const node = (path: string): Json => ({
      id: path.slice(path.lastIndexOf('/') + 1),
      path,
      constructInfo: { fqn: 'aws-cdk-lib.Resource', version: '2.276.0' },
    });
    expect(
      find({ ...source, 'cdk.out/tree.json': JSON.stringify({ tree: { children: { a: node('Stack/K'), b: node('Other/K') } } }) }).calls[0],
    ).toMatchObject({ effective: 'no', constructPath: 'Stack/K', constructPaths: ['Stack/K', 'Other/K'], stack: '/app/cdk.out#Stack' });
    expect(
      find({ ...source, 'cdk.out/tree.json': JSON.stringify({ tree: { children: { a: node('Stack/Other') } } }) }).calls[0]?.effective,
    ).toBe('unknown');
  });
  it('nothing twice: what the recorder saw on a line is left to it', () => {
    const seen = (line: number): Call => ({
      method: 'addToResourcePolicy',
      key: 'Stack/K',
      effective: 'no',
      at: { file: '/app/cdk.out/manifest.json', pointer: '' },
      by: 'recorder',
      stack: '/app/cdk.out#Stack',
      constructPath: 'Stack/K',
      trace: [`at <anonymous> (/elsewhere/bin/app.ts:${line}:9)`],
    });
    const source = `kms.Key.fromKeyArn(stack, 'K', ARN)\n.addToResourcePolicy(statement);`;
    expect(find(source, { recorded: [seen(2)] }).lines).toEqual([]);
    expect(find(source, { recorded: [seen(1)] }).lines).toEqual(['bin/app.ts:2 addToResourcePolicy']);
  });
});

describe('sources that are missing or broken', () => {
  it('says when there are none', () => {
    expect(find({}, { app: 'npx tsx bin/app.ts' })).toMatchObject({ calls: [], sourcesFound: false });
    expect(find({ 'bin/app.ts': 'export {};' })).toMatchObject({ calls: [], sourcesFound: true });
  });
  it('tells a file that does not parse, and reads the others', () => {
    const { problems, lines } = find({
      'bin/app.ts': `import './broken';\nimport { Key } from 'aws-cdk-lib/aws-kms';\nKey.fromKeyArn(null, 'K', '${ARN}').addToResourcePolicy(null);`,
      'bin/broken.ts': `class {{{ fromKeyArn.addToResourcePolicy(`,
    });
    expect(problems).toMatchObject([{ weight: 'notice', at: { file: '/app/bin/broken.ts' } }]);
    expect(lines).toEqual(['bin/app.ts:3 addToResourcePolicy']);
  });
});
