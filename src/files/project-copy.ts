/**
 * A temporary copy of a project, in which an app can be synthesized without touching the project: its files copied, its libraries linked.
 */
import {
  constants,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

export interface ProjectCopy {
  /** The folder that stands for the project's. */
  readonly top: string;
  /** A folder beside it, for what a synthesis writes. */
  out(name: string): string;
  /** Where a path of the project is in the copy. */
  at(file: string): string;
  write(file: string, bytes: Uint8Array): void;
  close(): void;
}

const MODULES = 'node_modules';

/**
 * @param names of the files, relative to `top`.
 * @param gitDir of the repository, so that an app can ask git as in the project.
 * @throws where there is no room or right for it
 */
export function copyProject(top: string, names: readonly string[], gitDir: string | undefined): ProjectCopy {
  const place = realpathSync(mkdtempSync(path.join(tmpdir(), 'kms-lint-')));
  const copy = path.join(place, path.basename(top) || 'project');
  const at = (file: string): string => path.join(copy, path.relative(top, file));
  const close = (): void => {
    rmSync(place, { recursive: true, force: true, maxRetries: 3 });
  };
  try {
    mkdirSync(copy);
    for (const name of names) copyOne(path.join(top, name), path.join(copy, name), top, copy);
    const folders = new Set(names.flatMap((name) => foldersOf(name)));
    for (const folder of ['', ...folders]) linkModules(path.join(top, folder), path.join(copy, folder), top, copy);
    const above = existsSync(path.join(top, MODULES)) ? undefined : modulesAbove(top);
    if (above !== undefined) symlinkSync(above, path.join(place, MODULES), 'junction');
    if (gitDir !== undefined) writeFileSync(path.join(copy, '.git'), `gitdir: ${gitDir}\n`);
  } catch (error) {
    close();
    throw error;
  }
  return {
    top: copy,
    out: (name) => path.join(place, name),
    at,
    write(file, bytes) {
      // Never through a link into the project.
      rmSync(at(file), { force: true });
      writeFileSync(at(file), bytes);
    },
    close,
  };
}

/** All files below a folder but libraries, assemblies and hidden folders, relative to it: what a project is where git does not tell. */
export function projectFiles(top: string, folder = ''): readonly string[] {
  return readdirSync(path.join(top, folder), { withFileTypes: true }).flatMap((entry) => {
    const name = path.join(folder, entry.name);
    if (!entry.isDirectory()) return [name];
    return entry.name === MODULES || entry.name.startsWith('.') || existsSync(path.join(top, name, 'manifest.json'))
      ? []
      : projectFiles(top, name);
  });
}

function copyOne(from: string, to: string, top: string, copy: string): void {
  if (from.split(path.sep).includes(MODULES)) return;
  const stat = lstatSync(from, { throwIfNoEntry: false });
  if (!stat) return;
  mkdirSync(path.dirname(to), { recursive: true });
  if (stat.isSymbolicLink()) symlinkSync(inCopy(from, top, copy), to);
  else if (stat.isDirectory()) for (const name of projectFiles(from)) copyOne(path.join(from, name), path.join(to, name), top, copy);
  else if (stat.isFile()) copyFileSync(from, to, constants.COPYFILE_FICLONE);
}

/** What a link names: inside the project the same place of the copy. */
function inCopy(link: string, top: string, copy: string): string {
  let target: string;
  try {
    target = realpathSync(link);
  } catch {
    return link;
  }
  const inside = path.relative(realpathSync(top), target);
  return inside.startsWith('..') || path.isAbsolute(inside) || inside.split(path.sep).includes(MODULES) ? target : path.join(copy, inside);
}

function foldersOf(name: string): readonly string[] {
  const folders: string[] = [];
  for (let dir = path.dirname(name); dir !== '.'; dir = path.dirname(dir)) folders.push(dir);
  return folders;
}

/** One link for all libraries; where some of them are packages of the project itself (workspaces), a link for each. */
function linkModules(from: string, to: string, top: string, copy: string): void {
  const modules = path.join(from, MODULES);
  if (!existsSync(modules) || !existsSync(to) || existsSync(path.join(to, MODULES))) return;
  const entries = readdirSync(modules).flatMap((name) =>
    name.startsWith('@') ? readdirSync(path.join(modules, name)).map((each) => path.join(name, each)) : [name],
  );
  const isOwn = (name: string): boolean => {
    const link = path.join(modules, name);
    return lstatSync(link).isSymbolicLink() && inCopy(link, top, copy).startsWith(copy + path.sep);
  };
  if (!entries.some(isOwn)) {
    symlinkSync(realpathSync(modules), path.join(to, MODULES), 'junction');
    return;
  }
  for (const name of entries) {
    const target = path.join(to, MODULES, name);
    mkdirSync(path.dirname(target), { recursive: true });
    symlinkSync(isOwn(name) ? inCopy(path.join(modules, name), top, copy) : path.join(modules, name), target, 'junction');
  }
}

function modulesAbove(top: string): string | undefined {
  for (let dir = path.dirname(top); ; dir = path.dirname(dir)) {
    if (existsSync(path.join(dir, MODULES))) return path.join(dir, MODULES);
    if (dir === path.dirname(dir)) return undefined;
  }
}
