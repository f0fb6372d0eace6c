/** `--facts`, `--with` and `kms-lint link` on the command line. */
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { run } from './testing.js';
import { FACTS_SCHEMA } from '../facts/schema.js';
import { TOP } from './testing.js';

const top = mkdtempSync(path.join(os.tmpdir(), 'kms-lint-facts-'));
function writeApp(app: string, template: unknown): void {
  mkdirSync(path.join(top, app));
  const properties = { templateFile: 't.json' };
  const artifact = { type: 'aws:cloudformation:stack', environment: 'aws://111122223333/eu-west-1', properties };
  writeFileSync(path.join(top, app, 'manifest.json'), JSON.stringify({ version: '55.0.0', artifacts: { [`Stack-${app}`]: artifact } }));
  writeFileSync(path.join(top, app, 't.json'), JSON.stringify(template));
}
const alias = { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/app', TargetKeyId: { Ref: 'Key' } } };
for (const app of ['one', 'two']) {
  const Key = { Type: 'AWS::KMS::Key', Properties: { EnableKeyRotation: true } };
  writeApp(app, { Resources: { Key, Alias: alias } });
}
const inTop = (...argv: string[]) => run([...argv, '--no-config'], { cwd: top });

describe('facts on the command line', () => {
  it('are written beside a lint, the same bytes each time, and linked', async () => {
    for (const app of ['one', 'two']) expect((await inTop(app, '--facts', `${app}.facts.json`)).exit).toBe(0);
    const before = readFileSync(path.join(top, 'one.facts.json'), 'utf8');
    await inTop('one', '--facts', 'one.facts.json');
    expect(readFileSync(path.join(top, 'one.facts.json'), 'utf8')).toBe(before);
    expect(before).not.toContain(top);

    const linked = await inTop('link', '*.facts.json', '--graph', 'text=graph.txt');
    expect(linked.exit).toBe(1);
    expect(linked.out).toContain('error[duplicate-alias]');
    expect(linked.out).toContain('Stack-one/Alias');
    // The templates are here, and may be others of that name by now: the facts say whose they are.
    expect(linked.out).toContain('two.facts.json/two/t.json:1:1');
    expect(readFileSync(path.join(top, 'graph.txt'), 'utf8')).toContain('one.facts');

    await inTop('link', '*.facts.json', '--graph', 'json=graph.json');
    const { nodes } = JSON.parse(readFileSync(path.join(top, 'graph.json'), 'utf8')) as { nodes: { id: string }[] };
    expect(nodes.map(({ id }) => id)).toEqual(['one.facts.json', 'two.facts.json']);

    const apart = await run(['link', '*.facts.json', '--no-config', '--root', 'one'], { cwd: top });
    expect(apart.out).toMatch(/^two\/t\.json:1:1: error\[duplicate-alias\]/m);

    const withOthers = await inTop('one', '--with', '*.facts.json');
    expect(withOthers.exit).toBe(1);
    expect(withOthers.out).toMatch(/one\/t\.json:\d+:\d+: error\[duplicate-alias\]/);
  });
  it('a place is called as its app calls it: the line of source, and the template', async () => {
    const told = ['one', 'two'].map((app) => {
      const facts = JSON.parse(readFileSync(path.join(top, `${app}.facts.json`), 'utf8')) as {
        stacks: { resources: Record<string, unknown> }[];
      };
      const [stack] = facts.stacks;
      if (stack) stack.resources['Alias'] = [0, 'Alias/', 0, 7, 3];
      mkdirSync(path.join(top, 'elsewhere'), { recursive: true });
      const file = path.join('elsewhere', `${app}.json`);
      writeFileSync(path.join(top, file), JSON.stringify({ ...facts, sources: [{ file: `${app}/lib/app.ts`, hash: '0123456789abcdef' }] }));
      return file;
    });
    const { out } = await inTop('link', ...told, '--root', 'elsewhere');
    expect(out).toMatch(/^two\/lib\/app\.ts:7:3: error\[duplicate-alias\]/m);
    expect(out).toMatch(/= template: two\/t\.json:1:1$/m);
    expect(out).toMatch(/→ one\/lib\/app\.ts:7:3$/m);
  });
  it('two that tell different things of one stack are told, and one is taken', async () => {
    const facts = readFileSync(path.join(top, 'one.facts.json'), 'utf8');
    const other = facts.replaceAll('alias/app', 'alias/old');
    writeFileSync(path.join(top, 'one.old-facts.json'), other.replace(/"fingerprint":"[^"]*"/, `"fingerprint":"${'0'.repeat(64)}"`));
    const { exit, out, error } = await inTop('link', 'one.facts.json', 'one.old-facts.json');
    expect(exit).toBe(0);
    expect(`${out}${error}`.replace(/\s+/g, ' ')).toMatch(
      /one\.old-facts\.json: notice: one\.facts\.json tells something else of the stack Stack-one, and was taken/,
    );
    expect((await inTop('link', 'one.facts.json', 'one.facts.json')).error).not.toContain('something else');
  });
  it('a fix is not promised for what is in another app', async () => {
    const role = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker', AssumeRolePolicyDocument: {} } };
    const naming = (name: string) => ({
      Type: 'AWS::KMS::Key',
      Properties: {
        EnableKeyRotation: true,
        KeyPolicy: {
          Statement: [
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' },
            { Effect: 'Allow', Principal: { AWS: `arn:aws:iam::111122223333:role/${name}` }, Action: 'kms:Decrypt', Resource: '*' },
          ],
        },
      },
    });
    const reading = {
      Type: 'AWS::IAM::Policy',
      Properties: {
        Roles: [{ Ref: 'Role' }],
        PolicyName: 'p',
        PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::ImportValue': 'NamedKey' } }] },
      },
    };
    const templates = {
      keys: {
        Resources: { Key: naming('worker') },
        Outputs: { Key: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: 'NamedKey' } } },
      },
      roles: { Resources: { Role: role, Policy: reading } },
    };
    for (const [app, template] of Object.entries(templates)) {
      writeApp(app, template);
      await inTop(app, '--facts', `${app}.json`);
    }
    const { out } = await inTop('link', 'keys.json', 'roles.json');
    expect(out).toContain('error[cross-stack-cycle]');
    expect(out).not.toContain('fixable');
    expect((await inTop('keys', 'roles')).out).toContain('fixable');
  });
  it.each([
    [['link'], /needs the facts of the apps/],
    [['link', 'gone.json', '--format', 'json'], /there are no facts gone.json/],
    [['link', 'one', '--format', 'json'], /this is a folder: name the files of facts in it, as in 'one\/\*\.json'/],
    [['link', 'gone/*.json', '--format', 'json'], /no file of facts has a name like this/],
    [['one', '--facts', 'no/such/folder.json'], /cannot be written/],
    [['link', 'x.json', '--graph', 'text'], /takes NAME=FILE/],
  ])('%j: exit 2', async (argv, says) => {
    const { exit, error } = await inTop(...argv);
    expect(exit).toBe(2);
    expect(error).toMatch(says);
  });
  it('have the schema that the package holds', () => {
    expect(JSON.parse(readFileSync(path.join(TOP, 'schema/facts.schema.json'), 'utf8'))).toEqual(FACTS_SCHEMA);
  });
});
