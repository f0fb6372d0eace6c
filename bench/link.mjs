// Measures `kms-lint link` over the facts of an organisation of many apps: npm run bench:link [-- COUNT...]
// The facts are real: a small app of each kind is linted once, and what it tells is told again under the names and accounts of many. Half of the apps have an
// account of their own, where all have the same names (alias/app, the role worker, the stack Service). The others share accounts by ten and differ in their
// names. Between them there is what a link is for: exports that others import, cycles, one alias twice, keys that name roles of others, buckets that are read from
// other accounts, SSM parameters.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const cli = path.resolve(import.meta.dirname, '../bin/kms-lint.js');
const env = { ...process.env };
delete env.NODE_EXTRA_CA_CERTS;

/** What stands for the parts of names that differ: of this app, the one before and the one after it, and two accounts. */
const [NAME, BEFORE, AFTER, HOME, AWAY] = ['appNameHere', 'appNameBefore', 'appNameAfter', '111122223333', '444455556666'];
const arn = (id) => ({ 'Fn::GetAtt': [id, 'Arn'] });
const allow = (principal, action) => ({ Effect: 'Allow', Principal: principal, Action: action, Resource: '*' });
const key = (...more) => ({
  Type: 'AWS::KMS::Key',
  Properties: {
    EnableKeyRotation: true,
    KeyPolicy: { Version: '2012-10-17', Statement: [allow({ AWS: `arn:aws:iam::${HOME}:root` }, 'kms:*'), ...more] },
  },
});
const alias = (name) => ({ Type: 'AWS::KMS::Alias', Properties: { AliasName: name, TargetKeyId: { Ref: 'Key' } } });
const role = (name, resource, action) => ({
  Type: 'AWS::IAM::Role',
  Properties: {
    RoleName: name,
    AssumeRolePolicyDocument: { Statement: [{ ...allow({ Service: 'lambda.amazonaws.com' }, 'sts:AssumeRole'), Resource: undefined }] },
    Policies: [{ PolicyName: 'p', PolicyDocument: { Statement: [{ Effect: 'Allow', Action: action, Resource: resource }] } }],
  },
});
const bucket = (name) => ({
  Type: 'AWS::S3::Bucket',
  Properties: {
    BucketName: name,
    BucketEncryption: {
      ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: arn('Key') } }],
    },
  },
});
const output = (value, name) => ({ Value: value, Export: { Name: name } });
const reads = ['s3:GetObject', 's3:ListBucket'];
const topic = (id) => ({ Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: id } });

/** The kinds of apps: the resources and outputs of a stack. */
const KINDS = {
  // An account of its own, the names that all have; reads a bucket of the account before it.
  alone: {
    stack: 'Service',
    Resources: {
      Key: key(allow({ AWS: `arn:aws:iam::${HOME}:role/worker` }, 'kms:Decrypt')),
      Alias: alias('alias/app'),
      Worker: role('worker', [`arn:aws:s3:::data-${BEFORE}`, `arn:aws:s3:::data-${BEFORE}/*`], reads),
      Data: bucket(`data-${NAME}`),
      DataPolicy: {
        Type: 'AWS::S3::BucketPolicy',
        Properties: {
          Bucket: { Ref: 'Data' },
          PolicyDocument: {
            Statement: [
              {
                ...allow({ AWS: `arn:aws:iam::${AWAY}:role/worker` }, reads),
                Resource: [arn('Data'), { 'Fn::Join': ['', [arn('Data'), '/*']] }],
              },
            ],
          },
        },
      },
      Events: topic('alias/app'),
    },
  },
  // Exports its key, names the role of the one after it.
  owner: {
    stack: `${NAME}-keys`,
    Resources: {
      Key: key(allow({ AWS: `arn:aws:iam::${HOME}:role/${AFTER}-role` }, 'kms:Decrypt')),
      Alias: alias(`alias/${NAME}`),
      Told: { Type: 'AWS::SSM::Parameter', Properties: { Name: `/keys/${NAME}`, Type: 'String', Value: arn('Key') } },
    },
    Outputs: { Key: output(arn('Key'), `${NAME}:Key`) },
  },
  // Imports the key of the one before it.
  user: {
    stack: `${NAME}-users`,
    Resources: {
      Role: role(`${NAME}-role`, { 'Fn::ImportValue': `${BEFORE}:Key` }, 'kms:Decrypt'),
      Topic: topic({ 'Fn::ImportValue': `${BEFORE}:Key` }),
      Queue: { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: `{{resolve:ssm:/keys/${BEFORE}}}` } },
      Log: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { 'Fn::ImportValue': `${BEFORE}:Key` } } },
    },
  },
  // Two that need each other's exports.
  round: {
    stack: `${NAME}-round`,
    Resources: {
      Key: key(allow({ AWS: { 'Fn::ImportValue': `${AFTER}:Role` } }, 'kms:Decrypt')),
      Alias: alias('alias/twice'),
      Role: role(`${NAME}-round`, { 'Fn::ImportValue': `${AFTER}:Key` }, 'kms:Decrypt'),
    },
    Outputs: { Key: output(arn('Key'), `${NAME}:Key`), Role: output(arn('Role'), `${NAME}:Role`) },
  },
};

/** What an app of each kind tells, by its kind. */
function told(folder) {
  return Object.fromEntries(
    Object.entries(KINDS).map(([kind, { stack, ...template }]) => {
      const dir = path.join(folder, kind);
      mkdirSync(dir);
      const artifact = {
        type: 'aws:cloudformation:stack',
        environment: `aws://${HOME}/eu-west-1`,
        properties: { templateFile: 't.json', stackName: stack },
      };
      writeFileSync(path.join(dir, 'manifest.json'), JSON.stringify({ version: '36.0.0', artifacts: { [stack]: artifact } }));
      writeFileSync(path.join(dir, 't.json'), JSON.stringify(template, null, 1));
      const facts = path.join(folder, `${kind}.json`);
      const { status, stderr } = spawnSync(process.execPath, [cli, dir, '--no-config', '--fail-on', 'never', '--facts', facts], {
        env,
        encoding: 'utf8',
      });
      if (status !== 0) throw new Error(stderr);
      return [kind, readFileSync(facts, 'utf8')];
    }),
  );
}

/** The facts of so many apps, in a folder. @returns their bytes */
export function organisation(folder, count) {
  mkdirSync(folder);
  const facts = told(mkdtempSync(path.join(tmpdir(), 'kms-lint-told-')));
  const account = (n) => String(100_000_000_000 + n);
  let bytes = 0;
  for (let n = 0; n < count; n++) {
    // Of twenty apps ten have their own accounts, ten share one: three pairs of owner and user, two that need each other in two pairs.
    const at = n % 20,
      group = n - at;
    const kind = at < 10 ? 'alone' : at < 16 ? (at % 2 === 0 ? 'owner' : 'user') : 'round';
    const name = (index) => `app${index}`;
    const home = at < 10 ? account(n) : account(group + 10);
    const after = kind === 'round' ? (at % 2 === 0 ? n + 1 : n - 1) : n + 1;
    const text = facts[kind]
      .replaceAll(NAME, name(n))
      .replaceAll(BEFORE, name(n === 0 ? 0 : n - 1))
      .replaceAll(AFTER, name(after))
      .replaceAll(HOME, home)
      .replaceAll(AWAY, account(at === 9 ? n : n + 1))
      .replace(/"fingerprint":"\w+"/, `"fingerprint":"${createHash('sha256').update(String(n)).digest('hex')}"`);
    bytes += text.length;
    writeFileSync(path.join(folder, `${name(n)}.json`), text);
  }
  return bytes;
}

/** Links a folder of facts in a process of its own. */
export function measure(folder) {
  const report = `process.on('exit', () => { const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage(); require('node:fs').writeSync(2, '\\n' + JSON.stringify([(userCPUTime + systemCPUTime) / 1e6, maxRSS / 1024])); });`;
  const register = `import { createRequire } from 'node:module'; const require = createRequire('file:///');${report}`;
  const start = process.hrtime.bigint();
  const { stdout, stderr, status } = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(register)}`,
      cli,
      'link',
      '--no-config',
      '--format',
      'json',
      path.join(folder, '*.json'),
    ],
    { env, encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  const wall = Number(process.hrtime.bigint() - start) / 1e9;
  if (status !== 1) throw new Error(`link ended with ${status}: ${stderr.slice(0, 2000)} ${stdout.slice(0, 2000)}`);
  const [cpu, memory] = JSON.parse(stderr.trim().split('\n').at(-1));
  const rules = {};
  for (const { ruleId } of JSON.parse(stdout).findings) rules[ruleId] = (rules[ruleId] ?? 0) + 1;
  return { wall, cpu, memory, rules };
}

if (process.argv[1] === import.meta.filename) {
  const given = process.argv.slice(2).map(Number);
  const top = mkdtempSync(path.join(tmpdir(), 'kms-lint-link-'));
  const perApp = [];
  for (const count of given.length > 0 ? given : [1000, 2000, 5000, 10_000]) {
    const folder = path.join(top, String(count)),
      bytes = organisation(folder, count),
      { wall, cpu, memory, rules } = measure(folder);
    perApp.push(cpu / count);
    const found = Object.entries(rules).map(([rule, number]) => `${rule} ${number}`);
    console.log(
      `${String(count).padStart(6)} apps ${(bytes / 1e6).toFixed(1).padStart(6)} MB   wall ${wall.toFixed(1).padStart(6)} s   CPU ${cpu.toFixed(1).padStart(6)} s ` +
        `(${((cpu * 1000) / count).toFixed(2)} ms an app)   peak ${memory.toFixed(0).padStart(5)} MB   ${found.sort().join(', ')}`,
    );
    rmSync(folder, { recursive: true });
  }
  rmSync(top, { recursive: true });
  const growth = perApp.at(-1) / perApp[0];
  console.log(`CPU an app, the last against the first: ${growth.toFixed(2)}`);
  if (growth > 1.5) {
    console.error('the growth is not linear');
    process.exitCode = 1;
  }
}
