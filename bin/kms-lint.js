#!/usr/bin/env node
'use strict';
const { fstatSync, writeSync } = require('node:fs');

// A run is over before most functions are hot: Node 20 spends a quarter of it on compiling them, later ones are slower to begin.
if (process.versions.node.startsWith('20.')) require('node:v8').setFlagsFromString('--interrupt-budget=1000000');

const { load } = require('./load.js');
const { main } = load(require.resolve('../dist/kms-lint.cjs'), require('../package.json'), () => require('../dist/kms-lint.cjs'));
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
/** Asked of the stream only where it may be one: a stream is slow to open. */
const isTerminal = (handle, stream) => {
  try {
    return fstatSync(handle).isCharacterDevice() && stream().isTTY === true;
  } catch {
    return false;
  }
};
const terminal = isTerminal(1, () => process.stdout),
  errorTerminal = isTerminal(2, () => process.stderr);
const ask = async (question) => {
  const terminal = require('node:readline/promises').createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await terminal.question(question);
  } finally {
    terminal.close();
  }
};
module.exports = main(process.argv.slice(2), {
  out: write(1),
  error: write(2),
  env: process.env,
  terminal,
  width: (terminal ? process.stdout.columns : undefined) ?? (Number(process.env.COLUMNS) || 100),
  errorTerminal,
  errorWidth: (errorTerminal ? process.stderr.columns : undefined) ?? 80,
  // Looked at when somebody is asked: standard input is slow to open.
  get ask() {
    return errorTerminal && process.stdin.isTTY ? ask : undefined;
  },
  // Of process itself: the global of that name loads modules that nobody else needs.
  now: () => Number(process.hrtime.bigint()) / 1e6,
  cwd: process.cwd(),
}).then((code) => {
  process.exitCode = code;
});
