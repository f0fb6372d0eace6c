// Measures what the recorder and the plugin add to a synthesis: npm run bench:synth [-- ROUNDS]
// Whole-process CPU (user and system) of an app of 20 stacks, the ways in turn, medians of the differences to the bare synthesis of the same
// round. CDK's own validation is left out: it takes several times the rest. The second table is what the recorder costs where there is no CDK.
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const ROUNDS = Number(process.argv[2] ?? 11);
const TOP = path.resolve(import.meta.dirname, '..');
const APP = `
const { App, Stack, Duration, Validations } = require('aws-cdk-lib');
const iam = require('aws-cdk-lib/aws-iam'), kms = require('aws-cdk-lib/aws-kms'), lambda = require('aws-cdk-lib/aws-lambda');
const s3 = require('aws-cdk-lib/aws-s3'), sns = require('aws-cdk-lib/aws-sns'), sqs = require('aws-cdk-lib/aws-sqs'), dynamodb = require('aws-cdk-lib/aws-dynamodb');
const app = new App();
if (process.env.WITH_PLUGIN) Validations.of(app).addPlugins(new (require('kms-lint/cdk').KmsLint)({ failOn: 'never' }));
for (let i = 0; i < 20; i++) {
  const stack = new Stack(app, 'Stack' + i, { env: { account: '111122223333', region: 'eu-west-1' } });
  const key = new kms.Key(stack, 'Key', { enableKeyRotation: true, alias: 'alias/app-' + i });
  const shared = kms.Key.fromKeyArn(stack, 'Shared', 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab');
  const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: key, enforceSSL: true });
  const table = new dynamodb.Table(stack, 'Table', { partitionKey: { name: 'id', type: dynamodb.AttributeType.STRING }, encryptionKey: key });
  const topic = new sns.Topic(stack, 'Topic', { masterKey: key });
  for (let j = 0; j < 4; j++) {
    const code = lambda.Code.fromInline('exports.handler = async () => {}');
    const handler = new lambda.Function(stack, 'Handler' + j, { runtime: lambda.Runtime.NODEJS_22_X, handler: 'index.handler', code, timeout: Duration.seconds(30) });
    const queue = new sqs.Queue(stack, 'Queue' + j, { encryptionMasterKey: j === 0 ? shared : key });
    bucket.grantReadWrite(handler);
    table.grantReadData(handler);
    topic.grantPublish(handler);
    queue.grantConsumeMessages(handler);
  }
}
app.synth();
`;
const folder = mkdtempSync(path.join(tmpdir(), 'kms-lint-bench-'));
const modules = path.join(folder, 'node_modules');
mkdirSync(modules);
for (const name of ['aws-cdk-lib', 'constructs']) symlinkSync(path.join(TOP, 'node_modules', name), path.join(modules, name));
symlinkSync(TOP, path.join(modules, 'kms-lint'));
writeFileSync(path.join(folder, 'app.js'), APP);
writeFileSync(path.join(folder, 'package.json'), '{}');

/** Prints the process's own CPU at its end. */
const METER = path.join(folder, 'meter.cjs');
writeFileSync(
  METER,
  `process.on('exit', () => { const { userCPUTime, systemCPUTime } = process.resourceUsage(); require('node:fs').writeSync(2, '\\n' + (userCPUTime + systemCPUTime)); });`,
);
// A certificate file that is loaded at start-up costs Node 20 time of its own.
const bare = { ...process.env };
delete bare.NODE_EXTRA_CA_CERTS;
delete bare.NODE_OPTIONS;

function cpu(args, env) {
  rmSync(path.join(folder, 'cdk.out'), { recursive: true, force: true });
  const { stderr, status } = spawnSync(process.execPath, ['--require', METER, ...args], {
    cwd: folder,
    env: { ...bare, CDK_OUTDIR: path.join(folder, 'cdk.out'), CDK_VALIDATION: 'false', ...env },
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}: ${stderr}`);
  return Number(stderr.trim().split('\n').at(-1)) / 1000;
}

const median = (numbers) => [...numbers].sort((a, b) => a - b)[numbers.length >> 1];

/** The first of the ways is what the others are compared with. */
function compare(args, ways) {
  const rounds = Array.from({ length: ROUNDS }, () => ways.map(([, env]) => cpu(args, env)));
  ways.forEach(([name], i) => {
    const more = median(rounds.map((round) => round[i] - round[0]));
    const share = median(rounds.map((round) => (round[i] / round[0] - 1) * 100));
    console.log(
      `${name.padEnd(22)} ${median(rounds.map((round) => round[i]))
        .toFixed(1)
        .padStart(
          8,
        )} ms${i === 0 ? '' : `   ${more >= 0 ? '+' : ''}${more.toFixed(1)} ms   ${share >= 0 ? '+' : ''}${share.toFixed(1)} %`}`,
    );
  });
}

const RECORDER = { NODE_OPTIONS: '--require kms-lint/record' };
compare(
  ['app.js'],
  [
    ['synthesis', {}],
    ['with the recorder', RECORDER],
    ['with both', { ...RECORDER, WITH_PLUGIN: '1' }],
  ],
);
for (const [name, args] of [
  ['node -e 0', ['-e', '0']],
  ['tsc --version', [path.join(TOP, 'node_modules/typescript/bin/tsc'), '--version']],
])
  compare(args, [
    [name, {}],
    ['with the recorder', RECORDER],
    ['in a child process', { NODE_OPTIONS: `--require ${path.join(TOP, 'dist/record.cjs')}` }],
  ]);
rmSync(folder, { recursive: true });
