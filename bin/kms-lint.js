#!/usr/bin/env node
import { createRequire } from 'node:module';
import { writeSync } from 'node:fs';

const { main } = createRequire(import.meta.url)('../dist/kms-lint.cjs');
const write = (handle) => (text) => {
  const bytes = Buffer.from(text);
  for (let done = 0; done < bytes.length;)
    try {
      done += writeSync(handle, bytes, done);
    } catch (error) {
      if (error.code === 'EPIPE') return;
      if (error.code !== 'EAGAIN') throw error;
    }
};
process.exitCode = await main(process.argv.slice(2), {
  out: write(1),
  error: write(2),
  env: process.env,
  terminal: process.stdout.isTTY === true,
  width: process.stdout.columns ?? (Number(process.env.COLUMNS) || 100),
  errorTerminal: process.stderr.isTTY === true,
  errorWidth: process.stderr.columns ?? 80,
  now: () => performance.now(),
  cwd: process.cwd(),
});
