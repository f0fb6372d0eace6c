import { describe, expect, it } from 'vitest';
import type { Entries, Entry } from '../assembly/construct-metadata.js';
import { memoryFiles } from '../files/memory.js';
import type { Json } from '../types/files.js';
import { openProject, type SourceProject } from './positions.js';

const stackFile = Array.from({ length: 20 }, (_, i) => `line ${i + 1};`).join('\n');
const open = (
  texts: Readonly<Record<string, string>>,
  where: { readonly root?: string; readonly sourceRoot?: string; readonly assembly?: string } = {},
): SourceProject =>
  openProject(memoryFiles(texts), where.assembly ?? '/repo/infra/cdk.out', {
    root: where.root ?? '/repo',
    ...(where.sourceRoot === undefined ? {} : { sourceRoot: where.sourceRoot }),
  });
const app = {
  '/repo/infra/cdk.json': '{\n  "app": "npx tsx bin/app.ts"\n}',
  '/repo/infra/bin/app.ts': stackFile,
  '/repo/infra/lib/keys.ts': stackFile,
};
const created = (...frames: readonly string[]): Entry => ({ type: 'aws:cdk:creationStack', data: frames, trace: [] });
const entries = (record: Readonly<Record<string, readonly Entry[]>>): Entries => new Map(Object.entries(record));
const NONE = created('...aws-cdk-lib...', '(no user code in 10 frames, use --stack-trace-limit to capture more)');

const at = (project: SourceProject, record: Readonly<Record<string, readonly Entry[]>>, path: string, property?: string): string => {
  const found = project.locate(entries(record), path, property === undefined ? {} : { property });
  return found ? `${found.file}:${found.line}:${found.column}` : 'nowhere';
};

describe('the line of source that made a construct', () => {
  const here = '/repo/infra/lib/keys.ts:9:3';
  it.each([
    ['on this machine', 'new S (/repo/infra/lib/keys.ts:9:3)'],
    ['on another', 'new S (/home/runner/work/app/infra/lib/keys.ts:9:3)'],
    ['in a container', 'new S (/app/lib/keys.ts:9:3)'],
    ['on Windows', 'new S (D:\\a\\infra\\lib\\keys.ts:9:3)'],
    ['as a URL', 'new S (file:///app/lib/keys.ts:9:3)'],
  ])('of an app that ran %s', (_, frame) => {
    expect(at(open(app), { 'Stack/Key/Resource': [created('...new Key in aws-cdk-lib...', frame)] }, 'Stack/Key/Resource')).toBe(here);
  });
  it('by the trace of the logical id, before 2.251', () => {
    expect(
      at(
        open(app),
        {
          'Stack/Key/Resource': [
            {
              type: 'aws:cdk:logicalId',
              data: 'Key',
              trace: ['new Key (/x/node_modules/aws-cdk-lib/aws-kms/lib/key.js:1:8797)', 'new S (/x/lib/keys.ts:9:3)'],
            },
          ],
        },
        'Stack/Key/Resource',
      ),
    ).toBe(here);
  });
  it('shows the lines around it', () => {
    expect(open(app).locate(entries({ K: [created('new S (lib/keys.ts:9:3)')] }), 'K', {})?.frame).toEqual({
      firstLine: 8,
      lines: ['line 8;', 'line 9;', 'line 10;'],
    });
    expect(open(app).locate(entries({ K: [created('new S (lib/keys.ts:1:1)')] }), 'K', {})?.frame).toEqual({
      firstLine: 1,
      lines: ['line 1;', 'line 2;'],
    });
  });
  it('prefers the line that assigned the property', () => {
    const record = {
      K: [
        created('new S (lib/keys.ts:9:3)'),
        {
          type: 'aws:cdk:propertyAssignment',
          data: { propertyName: 'KeyUsage', stackTrace: ['...CfnKey.addPropertyOverride in aws-cdk-lib...', 'new S (lib/keys.ts:12:5)'] },
          trace: [],
        },
      ],
    };
    expect(at(open(app), record, 'K', 'KeyUsage')).toBe('/repo/infra/lib/keys.ts:12:5');
    expect(at(open(app), record, 'K', 'KeySpec')).toBe(here);
  });
  it('of the nearest ancestor, where there is no frame of the user: the role that got the policy', () => {
    expect(
      at(
        open(app),
        {
          'S/Role/DefaultPolicy/Resource': [NONE],
          'S/Role/Resource': [created('new S (lib/keys.ts:9:3)')],
          S: [created('<anonymous> (bin/app.ts:2:1)')],
        },
        'S/Role/DefaultPolicy/Resource',
      ),
    ).toBe(here);
    expect(at(open(app), { 'S/Role/Resource': [NONE], S: [created('<anonymous> (bin/app.ts:2:1)')] }, 'S/Role/Resource')).toBe(
      '/repo/infra/bin/app.ts:2:1',
    );
  });
  it('of the next frame, where the file of the first is not here: a construct of another repository', () => {
    expect(at(open(app), { K: [created('new Shared (/other/shared/src/shared-key.ts:5:1)', 'new S (/app/lib/keys.ts:9:3)')] }, 'K')).toBe(
      here,
    );
  });
  it('never a line that the file does not have', () => {
    expect(at(open(app), { K: [created('new S (lib/keys.ts:99:1)')] }, 'K')).toBe('nowhere');
  });
});

const entry = (project: SourceProject): string => {
  const found = project.tree.entry();
  return found ? `${found.file}:${found.line}:${found.column}` : 'nowhere';
};

describe('where the app starts', () => {
  it.each([
    ['npx tsx bin/app.ts', 'bin/app.ts'],
    ['npx ts-node --prefer-ts-exts bin/app.ts', 'bin/app.ts'],
    ['node bin/app.js', 'bin/app.ts'],
    ['node dist/bin/app.js', 'bin/app.ts'],
    ['node bin/app', 'bin/app.ts'],
    ['npm run build && node "bin/app.js"', 'bin/app.ts'],
    ['npm run -s app', 'bin/app.ts'],
    ['python3 app.py', 'app.py'],
    ['.venv/bin/python -m app.py || python app.py', 'app.py'],
    ['go mod download && go run app.go', 'app.go'],
    ['dotnet run --project src/App/App.csproj', 'src/App/Program.cs'],
    ['cd tools && npx tsx synth.ts', 'tools/synth.ts'],
  ])('the entry of `%s`', (command, file) => {
    const texts = {
      '/repo/infra/cdk.json': JSON.stringify({ app: command }),
      '/repo/infra/package.json': JSON.stringify({ scripts: { app: 'tsx bin/app.ts' } }),
      ...Object.fromEntries(
        ['bin/app.ts', 'app.py', 'app.go', 'src/App/Program.cs', 'tools/synth.ts'].map((name) => [`/repo/infra/${name}`, 'x']),
      ),
    };
    expect(entry(open(texts))).toBe(`/repo/infra/${file}:1:1`);
  });
  it('the line of cdk.json, where the command names no script', () => {
    expect(entry(open({ '/repo/infra/cdk.json': '{\n  "app": "mvn -e -q compile exec:java"\n}' }))).toBe('/repo/infra/cdk.json:2:1');
  });
  it('the project above a nested assembly', () => {
    expect(entry(open(app, { assembly: '/repo/infra/cdk.out/assembly-Dev' }))).toBe('/repo/infra/bin/app.ts:1:1');
  });
  it('which is no place of a construct that has no trace', () => {
    expect(at(open(app), { 'Stack/Key/Resource': [NONE] }, 'Stack/Key/Resource')).toBe('nowhere');
  });
  it('nothing where there is none', () => {
    expect(at(open({ '/repo/infra/cdk.out/manifest.json': '{}' }), { K: [created('new S (lib/keys.ts:9:3)')] }, 'K')).toBe('nowhere');
    expect(open({}).found).toBe(false);
  });
});

describe('where the project is', () => {
  it('a folder that is named counts before all', () => {
    const project = open({ ...app, '/elsewhere/lib/keys.ts': stackFile }, { sourceRoot: '/elsewhere' });
    expect(at(project, { K: [created('new S (/app/lib/keys.ts:9:3)')] }, 'K')).toBe('/elsewhere/lib/keys.ts:9:3');
    expect(project.found).toBe(true);
  });
  it('another package of the repository', () => {
    expect(
      at(
        open({ ...app, '/repo/packages/shared/src/key.ts': stackFile }),
        { K: [created('new K (/work/repo/packages/shared/src/key.ts:4:1)')] },
        'K',
      ),
    ).toBe('/repo/packages/shared/src/key.ts:4:1');
  });
  it('no file outside of it is shown, whatever a trace or a map names', () => {
    expect(at(open({ ...app, '/etc/passwd': 'root' }), { K: [created('x (/etc/passwd:1:1)', 'x (../../../etc/passwd:1:1)')] }, 'K')).toBe(
      'nowhere',
    );
    const map = JSON.stringify({ version: 3, sources: ['../../../etc/passwd'], names: [], mappings: 'AAAA' });
    expect(
      at(
        open({ ...app, '/etc/passwd': 'root', '/repo/infra/bin/x.js': 'x', '/repo/infra/bin/x.js.map': map }),
        { K: [created('x (/repo/infra/bin/x.js:1:1)')] },
        'K',
      ),
    ).toBe('/repo/infra/bin/x.js:1:1');
  });
});

describe('JavaScript that was compiled', () => {
  // One generated line for each of the source, which stands two lines higher.
  const mappings = `;;${Array.from({ length: 10 }, (_, i) => (i === 0 ? 'AAAA' : 'AACA')).join(';')}`;
  const json = (extra: Readonly<Record<string, Json>> = {}): string =>
    JSON.stringify({ version: 3, sources: ['../lib/keys.ts'], names: [], mappings, ...extra });
  const js = `${stackFile}\n`,
    frame = { K: [created('new S (/x/dist/keys.js:7:1)')] },
    here = '/repo/infra/lib/keys.ts:5:1';
  it('leads to the source through the map beside it', () => {
    expect(at(open({ ...app, '/repo/infra/dist/keys.js': js, '/repo/infra/dist/keys.js.map': json() }), frame, 'K')).toBe(here);
  });
  it('through the map that it names', () => {
    expect(
      at(
        open({
          ...app,
          '/repo/infra/dist/keys.js': `${js}//# sourceMappingURL=maps/k.map\n`,
          '/repo/infra/dist/maps/k.map': json({ sources: ['../../lib/keys.ts'] }),
        }),
        frame,
        'K',
      ),
    ).toBe(here);
  });
  it('through the map inside it', () => {
    expect(
      at(
        open({
          ...app,
          '/repo/infra/dist/keys.js': `${js}//# sourceMappingURL=data:application/json;charset=utf-8;base64,${Buffer.from(json()).toString('base64')}\n`,
        }),
        frame,
        'K',
      ),
    ).toBe(here);
  });
  it('of a bundler', () => {
    expect(
      at(
        open({
          ...app,
          '/repo/infra/dist/keys.js': js,
          '/repo/infra/dist/keys.js.map': json({ sources: ['webpack://app/./lib/keys.ts'] }),
        }),
        frame,
        'K',
      ),
    ).toBe(here);
  });
  it.each([
    ['no map', undefined],
    ['a broken one', '{'],
    ['one of nothing', '{"version":3,"sources":[],"mappings":"!!"}'],
    ['one whose source is not here', json({ sources: ['../src/gone.ts'] })],
  ])('stays itself with %s', (_, map) => {
    expect(
      at(
        open({ ...app, '/repo/infra/dist/keys.js': js, ...(map === undefined ? {} : { '/repo/infra/dist/keys.js.map': map }) }),
        frame,
        'K',
      ),
    ).toBe('/repo/infra/dist/keys.js:7:1');
  });
});
