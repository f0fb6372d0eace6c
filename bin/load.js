// Loads a bundle with the code that V8 compiled for it in an earlier run: compiling is most of what a small lint costs.
'use strict';
const { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } = require('node:fs');
const Module = require('node:module');
const path = require('node:path');
const { Script } = require('node:vm');

/**
 * The exports of a CommonJS bundle. Newer Nodes keep compiled code themselves; for Node 20 it lies in the user's cache folder, written by
 * the first run. NODE_DISABLE_COMPILE_CACHE says no to both. What cannot be read or written there changes nothing but the time.
 */
function load(file, { version }) {
  if (process.env.NODE_DISABLE_COMPILE_CACHE) return require(file);
  if (Module.enableCompileCache) {
    Module.enableCompileCache();
    return require(file);
  }
  const folder = cacheFolder();
  if (folder === undefined) return require(file);
  const { size, mtimeMs } = statSync(file);
  const stamp = Buffer.from(new Float64Array([size, mtimeMs]).buffer);
  const cache = path.join(folder, `${version}-${process.version}-${process.arch}.cache`);
  const kept = attempt(() => readFileSync(cache));
  const cachedData = kept?.subarray(0, stamp.length).equals(stamp) ? kept.subarray(stamp.length) : undefined;
  const script = new Script(Module.wrap(readFileSync(file, 'utf8')), {
    filename: file,
    ...(cachedData ? { cachedData } : {}),
  });
  const bundle = new Module(file);
  bundle.filename = file;
  script.runInThisContext().call(bundle.exports, bundle.exports, Module.createRequire(file), bundle, file, path.dirname(file));
  // At the end, when what a run needs is compiled.
  if (!cachedData || script.cachedDataRejected) process.once('exit', () => attempt(() => keep(cache, stamp, script.createCachedData())));
  return bundle.exports;
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

module.exports = { load };
