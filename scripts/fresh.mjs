// Builds dist/ where it is missing or not of the sources as they are now; else it does nothing. Whatever runs the built command line calls it before.
// Of several processes at once (the workers of the tests) one builds and the others wait for it.
import { execFileSync } from 'node:child_process';
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { STAMP, sourcesNow } from './sources.mjs';

const top = path.resolve(import.meta.dirname, '..'),
  LOCK = path.join(top, '.building');
const read = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
};

const isFresh = () => read(STAMP) === sourcesNow();
while (!isFresh()) {
  if (!locked()) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 200);
    continue;
  }
  try {
    // Another may have built between the look and the lock.
    if (isFresh()) break;
    execFileSync(process.execPath, ['scripts/build.mjs'], { cwd: top, stdio: ['ignore', 2, 2] });
  } catch {
    console.error('kms-lint was not built: see the faults above');
    process.exitCode = 1;
    break;
  } finally {
    rmSync(LOCK, { force: true });
  }
}

/** Whether this process may build. The lock of a process that is gone is nobody's. */
function locked() {
  try {
    writeFileSync(LOCK, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (error.code !== 'EEXIST') throw error;
  }
  const holder = Number(read(LOCK));
  if (holder > 0 && !alive(holder)) rmSync(LOCK, { force: true });
  return false;
}

function alive(pid) {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error.code === 'EPERM';
  }
}
