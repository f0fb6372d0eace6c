// Shows the recorder in an app of another language: npm run jsii:check
// Apps in Python, Java, C# and Go run their constructs in a Node process, the kernel of jsii, and talk to it in JSON, a message a line. Here
// this script takes the place of the app: it fetches the kernel and the packages that pip or Maven would bring along (60 MB, from npm's
// registry), makes an app with an imported key once with the recorder and once without, and compares what was synthesized.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import readline from 'node:readline';

const TOP = path.resolve(import.meta.dirname, '..');
const JSII = '1.140.0';
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab';
const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-jsii-'));
const run = (command, ...args) =>
  execFileSync(command, args, { cwd: scratch, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
const packed = (what) => path.join(scratch, run('npm', 'pack', what).split('\n').at(-1));

const packages = [
  'constructs',
  '@aws-cdk/asset-awscli-v1',
  '@aws-cdk/asset-node-proxy-agent-v6',
  '@aws-cdk/cloud-assembly-schema',
  'aws-cdk-lib',
].map((name) => {
  const { version } = JSON.parse(readFileSync(path.join(TOP, 'node_modules', name, 'package.json'), 'utf8'));
  return { name, version, tarball: packed(`${name}@${version}`) };
});
run('tar', 'xzf', packed(`@jsii/runtime@${JSII}`));
const KERNEL = path.join(scratch, 'package/webpack/bin/jsii-runtime.js');

/** Runs the app; the file names are those that Python's runtime would send along with each call. */
async function synthesize(name, options) {
  const out = path.join(scratch, name);
  mkdirSync(out);
  const kernel = spawn(process.execPath, [KERNEL], {
    cwd: scratch,
    env: { ...process.env, NODE_OPTIONS: options, CDK_OUTDIR: out, CDK_VALIDATION: 'false', JSII_HOST_STACK_TRACES: '1' },
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  const answers = readline.createInterface({ input: kernel.stdout })[Symbol.asyncIterator]();
  const next = async () => JSON.parse((await answers.next()).value);
  assert.match((await next()).hello, /jsii/);
  const ask = async (line, message) => {
    kernel.stdin.write(`${JSON.stringify({ ...message, '$jsii.stacktrace': [['/home/dev/app.py', line, 0, '<module>']] })}\n`);
    const { ok, error } = await next();
    if (ok === undefined) throw new Error(`${message.api}: ${error}`);
    return ok;
  };
  const create = (line, type, ...args) => ask(line, { api: 'create', fqn: `aws-cdk-lib.${type}`, args });
  const invoke = async (line, objref, method, ...args) => (await ask(line, { api: 'invoke', objref, method, args })).result;
  for (const each of packages) await ask(1, { api: 'load', ...each });
  const app = await create(5, 'App');
  const stack = await create(6, 'Stack', app, 'App');
  const imported = { api: 'sinvoke', fqn: 'aws-cdk-lib.aws_kms.Key', method: 'fromKeyArn', args: [stack, 'Shared', KEY] };
  const { result: key } = await ask(7, imported);
  const topics = await create(8, 'aws_iam.ServicePrincipal', 'sns.amazonaws.com');
  const props = { actions: ['kms:Decrypt'], resources: ['*'], principals: [topics] };
  const statement = await create(9, 'aws_iam.PolicyStatement', {
    '$jsii.struct': { fqn: 'aws-cdk-lib.aws_iam.PolicyStatementProps', data: props },
  });
  await invoke(10, key, 'addToResourcePolicy', statement);
  await invoke(11, key, 'grantDecrypt', topics);
  const asked = await invoke(12, key, 'addToResourcePolicy', statement);
  assert.equal((await ask(12, { api: 'get', objref: asked, property: 'statementAdded' })).value, false);
  await create(13, 'aws_sns.Topic', stack, 'Topic', {
    '$jsii.struct': { fqn: 'aws-cdk-lib.aws_sns.TopicProps', data: { masterKey: key } },
  });
  await invoke(14, app, 'synth');
  const ended = new Promise((resolve) => kernel.once('exit', resolve));
  kernel.stdin.end('{"exit":0}\n');
  await ended;
  return Object.fromEntries(readdirSync(out).map((file) => [file, readFileSync(path.join(out, file), 'utf8')]));
}

try {
  const recorded = await synthesize('recorded', `--require "${path.join(TOP, 'dist/record.cjs')}"`);
  const bare = await synthesize('bare', '');
  const METADATA = 'App.metadata.json';
  assert.deepEqual({ ...recorded, [METADATA]: '' }, { ...bare, [METADATA]: '' });
  const calls = JSON.parse(recorded[METADATA])['/App/Shared'].filter(({ type }) => type === 'kms-lint:ignored-call');
  const said = calls.map(({ data, trace }) => `${trace.at(-1)} ${data.method}${data.resultRead ? ', whose result is read' : ''}`);
  assert.deepEqual(said, [
    '<module> (/home/dev/app.py:10) addToResourcePolicy',
    '<module> (/home/dev/app.py:11) grantDecrypt',
    '<module> (/home/dev/app.py:12) addToResourcePolicy, whose result is read',
  ]);
  console.log(
    `${said.join('\n')}\nall else is the same with and without the recorder (jsii ${JSII}, aws-cdk-lib ${packages.at(-1).version})`,
  );
} finally {
  rmSync(scratch, { recursive: true });
}
