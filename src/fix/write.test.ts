/** Writing: whole or not at all, whatever happens, and only what is the user's to write. */
import { spawn, spawnSync, type SpawnSyncOptions } from 'node:child_process';
import {
  chmodSync,
  chownSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { freshDist, run } from '../cli/testing.js';
import { openJournal } from '../files/journal.js';
import { nodeFiles } from '../files/node.js';
import { overlay } from './overlay.js';
import { readOnly } from './read-only.js';
import { writeChanges } from './write.js';

const DIST = freshDist();
const scratch = mkdtempSync(path.join(tmpdir(), 'kms-lint-write-'));
const file = path.join(scratch, 'app.ts');
const changesOf = (text: string) => {
  const over = overlay(nodeFiles).with([{ file, edits: [{ start: 0, end: readFileSync(file, 'utf8').length, text }] }]);
  return over.changes;
};
beforeEach(() => {
  writeFileSync(file, 'old\n');
});
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});

describe('a file', () => {
  it('keeps its permissions, whatever the umask is', () => {
    chmodSync(file, 0o664);
    const umask = process.umask(0o077);
    writeChanges(nodeFiles, changesOf('new\n'));
    process.umask(umask);
    expect(readFileSync(file, 'utf8')).toBe('new\n');
    expect(statSync(file).mode & 0o777).toBe(0o664);
    expect(readdirSync(scratch).filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });
  it('that somebody else changed since it was read is not touched, nor is any other', () => {
    const other = path.join(scratch, 'other.ts');
    writeFileSync(other, 'other\n');
    const changes = overlay(nodeFiles).with([
      { file, edits: [{ start: 0, end: 3, text: 'new' }] },
      { file: other, edits: [{ start: 0, end: 5, text: 'changed' }] },
    ]).changes;
    writeFileSync(file, 'edited meanwhile\n');
    const { written, refused } = writeChanges(nodeFiles, changes);
    expect([written, refused.map((one) => one.file)]).toEqual([[], [file]]);
    expect(readFileSync(file, 'utf8')).toBe('edited meanwhile\n');
    expect(readFileSync(other, 'utf8')).toBe('other\n');
  });
  it('of several is put back where another cannot be written', () => {
    const other = path.join(scratch, 'second.ts');
    writeFileSync(other, 'other\n');
    const { changes } = overlay(nodeFiles).with([
      { file, edits: [{ start: 0, end: 3, text: 'new' }] },
      { file: other, edits: [{ start: 0, end: 5, text: 'changed' }] },
    ]);
    const full = {
      ...nodeFiles,
      write: (name: string, bytes: Uint8Array) => {
        if (name.endsWith('second.ts')) throw Object.assign(new Error('full'), { code: 'ENOSPC' });
        nodeFiles.write(name, bytes);
      },
    };
    expect(writeChanges(full, changes)).toEqual({ written: [], refused: [{ file: other, why: 'it cannot be written (ENOSPC)' }] });
    expect([readFileSync(file, 'utf8'), readFileSync(other, 'utf8')]).toEqual(['old\n', 'other\n']);
  });
  it('of several is remembered while they are written, so that the next run tells of one that was killed', () => {
    const journal = openJournal(scratch);
    expect(journal.pending()).toEqual([]);
    journal.begin([file]);
    expect(openJournal(scratch).pending()).toEqual([file]);
    expect(journal.pending()).toEqual([]);
  });
  it('that is a link inside the project stays one, and what it names is written', () => {
    const link = path.join(scratch, 'link.ts');
    rmSync(link, { force: true });
    symlinkSync(file, link);
    writeChanges(nodeFiles, overlay(nodeFiles).with([{ file: link, edits: [{ start: 0, end: 3, text: 'new' }] }]).changes);
    expect(readFileSync(file, 'utf8')).toBe('new\n');
    expect(nodeFiles.realpath(link)).toBe(nodeFiles.realpath(file));
  });
  it('in UTF-16 stays so; one that is not valid in its encoding is left alone', () => {
    writeFileSync(file, Buffer.from('\uFEFFold', 'utf16le'));
    writeChanges(nodeFiles, overlay(nodeFiles).with([{ file, edits: [{ start: 1, end: 4, text: 'new' }] }]).changes);
    expect(readFileSync(file)).toEqual(Buffer.from('\uFEFFnew', 'utf16le'));
    writeFileSync(file, Buffer.from([0x61, 0xff, 0x62]));
    expect(overlay(nodeFiles).text(file)).toBeUndefined();
  });
});

describe('left alone', () => {
  const project = path.join(scratch, 'project');
  const why = (name: string, text = '', target: 'source' | 'template' = 'source', ignored = false) => {
    const there = path.join(project, name);
    mkdirSync(path.dirname(there), { recursive: true });
    if (!existsSync(there)) writeFileSync(there, text);
    return readOnly(nodeFiles, project, () => ignored)(there, target);
  };
  it('is what leads out of the project, a library, what is generated, and what git ignores', () => {
    mkdirSync(project, { recursive: true });
    symlinkSync(file, path.join(project, 'out.ts'));
    expect(why('out.ts')).toMatch(/leads out of the project/);
    expect(why('node_modules/x/index.ts')).toMatch(/belongs to a library/);
    expect(why('types.d.ts')).toMatch(/generated/);
    expect(why('made.ts', '// @generated by a tool\n')).toMatch(/generated/);
    expect(why('compiled.js', 'x();\n//# sourceMappingURL=compiled.js.map\n')).toMatch(/generated/);
    expect(why('ignored.ts', '', 'source', true)).toMatch(/git ignores/);
    expect(why('cdk.out/T.template.json', '{}', 'template', true)).toBeUndefined();
    expect(why('app.ts', 'x();\n')).toBeUndefined();
    expect(why('dist.js', '"use strict";\nObject.defineProperty(exports, "__esModule", { value: true });\n')).toMatch(
      /compiled from TypeScript/,
    );
  });
  it('is what is read-only in a project that is not, and what has other names', () => {
    mkdirSync(project, { recursive: true });
    writeFileSync(path.join(project, 'cdk.json'), '{}');
    writeFileSync(path.join(project, 'closed.ts'), '');
    chmodSync(path.join(project, 'closed.ts'), 0o444);
    expect(why('closed.ts')).toMatch(/is read-only/);
    writeFileSync(path.join(project, 'two.ts'), '');
    linkSync(path.join(project, 'two.ts'), path.join(project, 'names.ts'));
    expect(why('two.ts')).toMatch(/hard links/);
  });
});

/** Node in a process of its own, which may be another user's or have no room: what it prints. */
function said(script: string, options: SpawnSyncOptions = {}, before = ''): string {
  const node = [process.execPath, '--input-type=module', '-e', script].map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const { stdout, stderr } = spawnSync(`${before}${node}`, { ...options, shell: true, encoding: 'utf8' });
  expect(stderr).toBe('');
  return stdout.trim();
}
const PORT = `import { nodeFiles } from ${JSON.stringify(path.join(DIST, 'src/files/node.js'))};`;
const isRoot = process.getuid?.() === 0;

describe('where there is no room or right', () => {
  it.skipIf(process.platform === 'win32')('a full disk leaves the file as it was, and nothing beside it', () => {
    const folder = path.join(scratch, 'full');
    mkdirSync(folder);
    const large = path.join(folder, 'app.ts');
    writeFileSync(large, 'old\n');
    // As on a full disk, a part of the file is written, and then no more.
    const script = `${PORT} try { nodeFiles.write(${JSON.stringify(large)}, Buffer.alloc(1_000_000)); } catch ({ code }) { console.log(code); }`;
    expect(said(script, {}, "trap '' XFSZ; ulimit -f 8; ")).toBe('EFBIG');
    expect([readFileSync(large, 'utf8'), readdirSync(folder)]).toEqual(['old\n', ['app.ts']]);
  });
  it.skipIf(process.platform === 'win32')('a file in a folder without rights is closed', () => {
    // Root may write everywhere: nobody in particular is asked, by the same module in a place that all may read.
    const place = mkdtempSync(path.join(tmpdir(), 'kms-lint-rights-'));
    try {
      const [folder, port] = [path.join(place, 'locked'), path.join(place, 'node.mjs')];
      mkdirSync(folder);
      writeFileSync(path.join(folder, 'app.ts'), '');
      writeFileSync(port, readFileSync(path.join(DIST, 'src/files/node.js')));
      for (const [name, mode] of [
        [place, 0o755],
        [folder, 0o555],
        [path.join(folder, 'app.ts'), 0o666],
        [port, 0o644],
      ] as const)
        chmodSync(name, mode);
      const script = `import { nodeFiles } from ${JSON.stringify(port)}; console.log(nodeFiles.closed(${JSON.stringify(path.join(folder, 'app.ts'))}));`;
      expect(said(script, isRoot ? { uid: 65534, gid: 65534, cwd: place } : {})).toBe('is in a folder in which you may not write');
    } finally {
      chmodSync(path.join(place, 'locked'), 0o755);
      rmSync(place, { recursive: true, force: true });
    }
  });
  it.runIf(isRoot)('a file of another owner is closed', () => {
    const theirs = path.join(scratch, 'theirs.ts');
    writeFileSync(theirs, '');
    chownSync(theirs, 65534, 65534);
    chmodSync(theirs, 0o666);
    expect(nodeFiles.closed?.(theirs)).toBe('belongs to another user');
  });
});

describe('a killed process', () => {
  it('between two files leaves each old or new, and the next run says so', async () => {
    const project = path.join(scratch, 'between');
    mkdirSync(project);
    const names = ['one.ts', 'two.ts'].map((name) => path.join(project, name));
    for (const name of names) writeFileSync(name, 'old\n');
    const from = (file_: string): string => JSON.stringify(path.join(DIST, file_));
    const script = `${PORT}
      import { openJournal } from ${from('src/files/journal.js')};
      import { overlay } from ${from('src/fix/overlay.js')};
      import { writeChanges } from ${from('src/fix/write.js')};
      const { changes } = overlay(nodeFiles).with(${JSON.stringify(names.map((name) => ({ file: name, edits: [{ start: 0, end: 3, text: 'new' }] })))});
      const write = (file, bytes) => { if (file.endsWith('two.ts')) process.kill(process.pid, 'SIGKILL'); nodeFiles.write(file, bytes); };
      writeChanges({ ...nodeFiles, write }, changes, openJournal(${JSON.stringify(project)}));`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: 'inherit' });
    expect(
      await new Promise((exited) =>
        child.once('exit', (_, signal) => {
          exited(signal);
        }),
      ),
    ).toBe('SIGKILL');
    expect(names.map((name) => readFileSync(name, 'utf8'))).toEqual(['new\n', 'old\n']);
    writeFileSync(path.join(project, 'template.json'), '{ "Resources": {} }');
    const { error } = await run(['--fix', '--no-ci', '--root', '.', 'template.json'], { cwd: project });
    expect(error).toContain('an earlier --fix was ended while it wrote: one.ts, two.ts may be changed or not');
    expect((await run(['--fix', '--no-ci', '--root', '.', 'template.json'], { cwd: project })).error).not.toContain('an earlier --fix');
  }, 60_000);
  it('leaves the file old or new, never half', async () => {
    const [old, fresh] = ['a', 'b'].map((letter) => letter.repeat(3_000_000));
    writeFileSync(file, old ?? '');
    // Writes one and the other, over and over; the port is the built one, as users run it.
    const script = `import { nodeFiles } from ${JSON.stringify(path.join(DIST, 'src/files/node.js'))};
      const texts = ['a', 'b'].map((letter) => Buffer.from(letter.repeat(3_000_000)));
      console.log('ready');
      for (let i = 1; ; i += 1) nodeFiles.write(${JSON.stringify(file)}, texts[i % 2]);`;
    for (let run = 0; run < 12; run += 1) {
      const child = spawn(process.execPath, ['--input-type=module', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
      await new Promise((ready) => child.stdout.once('data', ready));
      await new Promise((later) => setTimeout(later, run * 7));
      const gone = new Promise((exited) => child.once('exit', exited));
      child.kill('SIGKILL');
      await gone;
      expect([old, fresh].includes(readFileSync(file, 'utf8'))).toBe(true);
    }
  }, 60_000);
});
