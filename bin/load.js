// Loads a bundle with the code that V8 compiled for it in an earlier run: compiling is most of what a small lint costs.
'use strict';
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const v8 = require('node:v8');
const { Script, runInThisContext } = require('node:vm');

/**
 * The exports of a CommonJS bundle. Newer Nodes keep compiled code themselves; for Node 20 it lies in the user's cache folder, written by
 * the first lint: of what a lint needs, another command compiles little. NODE_DISABLE_COMPILE_CACHE says no to both. What cannot be read or
 * written there changes nothing but the time.
 * @param plainly requires the bundle: where it is part of another one, and in the sandbox of a test runner, there is no other way
 */
function load(file, { version }, plainly) {
  if (process.env.NODE_DISABLE_COMPILE_CACHE || runInThisContext('Object') !== Object) return plainly();
  if (Module.enableCompileCache) {
    Module.enableCompileCache();
    return plainly();
  }
  const bundle = new Module(file),
    script = attempt(() => scriptOf(file, version, () => bundle.exports.linted.is()));
  if (script === undefined) return plainly();
  bundle.filename = file;
  script.runInThisContext().call(bundle.exports, bundle.exports, Module.createRequire(file), bundle, file, path.dirname(file));
  return bundle.exports;
}

/**
 * @param isWorth whether what was compiled is worth keeping, asked at the end of the run
 * @returns undefined where nothing can be kept
 */
function scriptOf(file, version, isWorth) {
  const folder = cacheFolder();
  if (folder === undefined) return undefined;
  const { size, mtimeMs } = statSync(file);
  const stamp = Buffer.from(new Float64Array([size, mtimeMs]).buffer);
  // V8 takes back only what was compiled by the same version of it with the same flags, of which this is a digest.
  const cache = path.join(folder, `${version}-${process.version}-${process.arch}-${v8.cachedDataVersionTag().toString(16)}.cache`);
  const kept = attempt(() => readFileSync(cache));
  const cachedData = kept?.subarray(0, stamp.length).equals(stamp) ? kept.subarray(stamp.length) : undefined;
  // The bundle is ASCII, as esbuild writes it: read as such it is not copied.
  const script = new Script(Module.wrap(readFileSync(file, 'latin1')), {
    filename: file,
    ...(cachedData ? { cachedData } : {}),
  });
  // At the end, when what a run needs is compiled.
  if (!cachedData || script.cachedDataRejected)
    process.once('exit', () =>
      attempt(
        () =>
          isWorth() &&
          keep(
            cache,
            stamp,
            unhurried(() => script.createCachedData()),
          ),
      ),
    );
  return script;
}

/**
 * A run is over before most functions are hot: Node 20 spends a quarter of it on compiling them, later ones are slower to begin.
 * Afterwards all is as Node has it.
 */
function unhurried(work) {
  const isEager = process.versions.node.startsWith('20.');
  if (isEager) v8.setFlagsFromString('--interrupt-budget=1000000');
  try {
    return work();
  } finally {
    if (isEager) v8.setFlagsFromString('--interrupt-budget=67584');
  }
}

/** Whole or not at all: another run may read it meanwhile. */
function keep(cache, stamp, compiled) {
  mkdirSync(path.dirname(cache), { recursive: true });
  const whole = `${cache}.${process.pid}`;
  writeFileSync(whole, Buffer.concat([stamp, compiled]), { mode: 0o600 });
  renameSync(whole, cache);
}

/** Where the system keeps what can be made again; of this user alone, since what lies there is run. */
function cacheFolder() {
  const { XDG_CACHE_HOME, LOCALAPPDATA, HOME, USERPROFILE } = process.env;
  const home = HOME ?? USERPROFILE;
  const base = XDG_CACHE_HOME ?? (process.platform === 'win32' ? LOCALAPPDATA : home && path.join(home, '.cache'));
  return base && path.isAbsolute(base) ? path.join(base, 'kms-lint') : undefined;
}

function attempt(what) {
  try {
    return what();
  } catch {
    return undefined;
  }
}

module.exports = { load, unhurried };
