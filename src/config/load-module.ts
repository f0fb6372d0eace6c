/** Loads a module that the user has written: configuration or rules, JavaScript or TypeScript. */
import { createRequire } from 'node:module';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type * as jitiLibrary from 'jiti';
import { importModule } from '../core/import-module.js';
import { load } from '../core/lazy.js';
import { nodeFiles } from '../files/node.js';

/** What Node's own type stripping cannot do, but a loader can: enums, imports without extension. */
const NOT_NATIVE = new Set([
  'ERR_UNSUPPORTED_TYPESCRIPT_SYNTAX',
  'ERR_INVALID_TYPESCRIPT_SYNTAX',
  'ERR_UNSUPPORTED_NODE_MODULES_TYPE_STRIPPING',
  'ERR_MODULE_NOT_FOUND',
  'ERR_UNSUPPORTED_DIR_IMPORT',
  'ERR_UNKNOWN_FILE_EXTENSION',
]);

/**
 * @param file absolute path
 * @returns the module's namespace
 * @throws what the module throws, or what is wrong with it
 */
export async function loadModule(file: string): Promise<unknown> {
  const again = changedSince(file);
  const url = `${pathToFileURL(file).href}${again}`;
  if (!/\.[cm]?ts$/.test(file)) return importModule(url);
  const native = (process.features as { readonly typescript?: unknown }).typescript;
  if (native !== undefined && native !== false)
    try {
      return await importQuietly(url);
    } catch (error) {
      if (!NOT_NATIVE.has(String((error as { readonly code?: unknown }).code))) throw error;
    }
  const { createJiti } = load('jiti') as typeof jitiLibrary;
  return createJiti(pathToFileURL(file).href, { moduleCache: again === '' }).import(file);
}

/** When each was loaded first, as Node keeps them. */
const loadedAt = new Map<string, number>();

/**
 * A part of the URL by which Node loads a module anew that was written since: an editor's server lives long. What it imports itself
 * stays as it was.
 */
function changedSince(file: string): string {
  const written = nodeFiles.modified(file) ?? 0;
  const before = loadedAt.get(file) ?? written;
  loadedAt.set(file, before);
  if (before === written) return '';
  Reflect.deleteProperty(createRequire(import.meta.url).cache, file);
  return `?written=${written}`;
}

/**
 * Loads it without waiting: TypeScript and JavaScript of either kind through jiti.
 * @throws what the module throws, or what is wrong with it
 */
export function loadModuleNow(file: string): unknown {
  const { createJiti } = load('jiti') as typeof jitiLibrary;
  try {
    return createJiti(pathToFileURL(file).href)(file) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError && /\bawait\b/.test(error.message)) throw new Error(WAITS, { cause: error });
    throw error;
  }
}

const WAITS =
  'it uses await at its top level, but a synthesis cannot wait for its configuration: work the value out beforehand, or write kms-lint.config.json';

/** Node warns of a module of TypeScript in a package that says nothing of its type: no fault of a configuration. */
async function importQuietly(url: string): Promise<unknown> {
  const emitWarning = process.emitWarning.bind(process);
  process.emitWarning = (warning: string | Error, ...more: readonly unknown[]) => {
    const isOfType = more.some((one) => (one as { readonly code?: unknown } | undefined)?.code === 'MODULE_TYPELESS_PACKAGE_JSON');
    if (!isOfType) Reflect.apply(emitWarning, process, [warning, ...more]);
  };
  try {
    return await importModule(url);
  } finally {
    process.emitWarning = emitWarning;
  }
}

/** The file that the name of a package means in a module; undefined where it is not installed there. */
export function resolvePackage(name: string, from: string): string | undefined {
  try {
    return createRequire(from).resolve(name);
  } catch {
    // A package may be for `import` only.
    const { createJiti } = load('jiti') as typeof jitiLibrary;
    const url = createJiti(pathToFileURL(from).href).esmResolve(name, { try: true });
    return url === undefined ? undefined : url.startsWith('file:') ? fileURLToPath(url) : url;
  }
}
