/** The file port: what holds for the disk and for a record of texts alike, and what only a disk can do. */
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { Files } from '../types/files.js';
import { memoryFiles } from './memory.js';
import { nodeFiles, withStandardInput } from './node.js';

const scratch = realpathSync(mkdtempSync(path.join(tmpdir(), 'kms-lint-files-')));
afterAll(() => {
  rmSync(scratch, { recursive: true, force: true });
});
let made = 0;

interface Port {
  readonly files: Files;
  readonly at: (name: string) => string;
}
/** A port with these files in a folder of its own. */
const PORTS: Readonly<Record<string, (texts: Readonly<Record<string, string>>) => Port>> = {
  disk: (texts) => {
    const dir = path.join(scratch, String((made += 1)));
    mkdirSync(dir);
    const at = (name: string): string => path.join(dir, name);
    for (const [name, text] of Object.entries(texts)) {
      mkdirSync(path.dirname(at(name)), { recursive: true });
      writeFileSync(at(name), text);
    }
    return { files: nodeFiles, at };
  },
  memory: (texts) => {
    const at = (name: string): string => path.join('/app', name);
    return { files: memoryFiles(Object.fromEntries(Object.entries(texts).map(([name, text]) => [at(name), text]))), at };
  },
};
const textOf = (bytes: Uint8Array | undefined): string | undefined => bytes && Buffer.from(bytes).toString('utf8');
const bytesOf = (text: string): Uint8Array => Buffer.from(text, 'utf8');

describe.each(Object.entries(PORTS))('%s', (_, open) => {
  it('reads a file, and nothing where there is none or where a folder is', () => {
    const { files, at } = open({ 'a.json': '{"ä":1}', 'deep/er/b.json': '' });
    expect(textOf(files.read(at('a.json')))).toBe('{"ä":1}');
    expect(textOf(files.read(at('deep/er/b.json')))).toBe('');
    for (const missing of ['no.json', 'deep', 'a.json/b', 'deep/er/no/b.json']) expect(files.read(at(missing))).toBeUndefined();
  });
  it('lists the names in a folder in sorted order, files and folders', () => {
    const { files, at } = open({ 'b.json': '', 'a/x': '', 'a/z/y': '', 'C.json': '', 'ä.json': '' });
    expect(files.list(at('.'))).toEqual(['C.json', 'a', 'b.json', 'ä.json']);
    expect(files.list(at('a'))).toEqual(['x', 'z']);
    for (const missing of ['no', 'b.json', 'a/x']) expect(files.list(at(missing))).toEqual([]);
  });
  it('gives the real path and the time of what is there, of nothing else', () => {
    const { files, at } = open({ 'a/x': '' });
    expect(files.realpath(at('a/../a/x'))).toBe(at('a/x'));
    expect(files.realpath(at('a'))).toBe(at('a'));
    expect(typeof files.modified(at('a/x'))).toBe('number');
    for (const missing of ['no', 'a/no', 'a/x/y'])
      expect([files.realpath(at(missing)), files.modified(at(missing))]).toEqual([undefined, undefined]);
  });
  it('writes a new file and over an old one: from then on it is there', () => {
    const { files, at } = open({ 'a/x': 'old' });
    files.write(at('a/x'), bytesOf('new'));
    files.write(at('a/y'), bytesOf('\u{1f511}'));
    expect(textOf(files.read(at('a/x')))).toBe('new');
    expect(textOf(files.read(at('a/y')))).toBe('\u{1f511}');
    expect(files.list(at('a'))).toEqual(['x', 'y']);
    expect(files.realpath(at('a/y'))).toBe(at('a/y'));
  });
});

describe('the disk', () => {
  const open = PORTS['disk'] ?? (() => expect.unreachable());
  it('follows links to what they name; one that leads nowhere is not there', () => {
    const { files, at } = open({ 'real/x': 'x' });
    symlinkSync(at('real'), at('link'));
    symlinkSync(at('gone'), at('loose'));
    expect(files.realpath(at('link/x'))).toBe(at('real/x'));
    expect(textOf(files.read(at('link/x')))).toBe('x');
    expect([files.realpath(at('loose')), files.read(at('loose')), files.list(at('loose'))]).toEqual([undefined, undefined, []]);
  });
  it('a write that fails leaves the old file, and nothing beside it', () => {
    const { files, at } = open({ 'a/x': 'old' });
    // A folder cannot be replaced by a file: the last step fails, when all is written already.
    mkdirSync(at('a/folder'));
    expect(() => {
      files.write(at('a/folder'), bytesOf('new'));
    }).toThrow();
    expect(readdirSync(at('a'))).toEqual(['folder', 'x']);
    expect(statSync(at('a/folder')).isDirectory()).toBe(true);
    expect(() => {
      files.write(at('no/x'), bytesOf('new'));
    }).toThrow(/ENOENT/);
    expect(existsSync(at('no'))).toBe(false);
  });
  it('a write goes to a file of its own first, so that who has the old one open reads it whole', () => {
    const { files, at } = open({ x: 'old' });
    const before = statSync(at('x')).ino;
    files.write(at('x'), bytesOf('new'));
    expect(statSync(at('x')).ino).not.toBe(before);
  });
  it('a file that was there keeps its mode', () => {
    const { files, at } = open({ 'run.sh': '' });
    chmodSync(at('run.sh'), 0o750);
    files.write(at('run.sh'), bytesOf('#!/bin/sh\n'));
    expect([statSync(at('run.sh')).mode & 0o777, readFileSync(at('run.sh'), 'utf8')]).toEqual([0o750, '#!/bin/sh\n']);
  });
});

it('standard input stands under its name beside the other files', () => {
  const files = withStandardInput(memoryFiles({ '/app/a.json': 'a' }), '/app/stdin.json');
  expect(files.realpath('/app/x/../stdin.json')).toBe('/app/stdin.json');
  expect([files.realpath('/app/a.json'), textOf(files.read('/app/a.json'))]).toEqual(['/app/a.json', 'a']);
  expect(files.realpath('/app/b.json')).toBeUndefined();
});
