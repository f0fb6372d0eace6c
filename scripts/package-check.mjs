// What others say of the package as npm would publish it: publint of its package.json and files, @arethetypeswrong/cli of its types.
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const folder = mkdtempSync(path.join(tmpdir(), 'kms-lint-pack-'));
try {
  execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], { stdio: ['ignore', 'ignore', 'inherit'] });
  const [tarball = ''] = readdirSync(folder).map((name) => path.join(folder, name));
  // Modules of ES can be required in every Node that "engines" allows; resolution as before Node 12.7 is not for packages with "exports".
  const CHECKS = [
    ['publint', '--strict', tarball],
    ['attw', tarball, '--profile', 'node16', '--ignore-rules', 'cjs-resolves-to-esm'],
  ];
  for (const [name, ...argv] of CHECKS) {
    const { status } = spawnSync('npx', ['--no-install', name, ...argv], { stdio: 'inherit', shell: process.platform === 'win32' });
    if (status !== 0) process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
