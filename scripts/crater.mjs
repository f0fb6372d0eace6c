// Lints every cloud assembly and every template by itself under a folder: npm run crater -- FOLDER [--update-ledger]
// All rules run, those of the preset strict too. Prints findings by rule, problems, crashes and the slowest, and holds each certain finding
// against fixtures/crater-ledger.jsonl, where a person has written down whether it is true and why. Exit 1 on a finding that is not listed, or on a crash.
import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { inputsUnder, inTurns } from './inputs.mjs';

const LIMIT_MS = 20_000,
  AT_ONCE = 2;
const [folder, ...flags] = process.argv.slice(2);
if (!folder) {
  console.error('usage: npm run crater -- FOLDER [--update-ledger]');
  process.exit(2);
}
const top = path.resolve(import.meta.dirname, '..'),
  cli = path.join(top, 'bin/kms-lint.js'),
  ledgerFile = path.join(top, 'fixtures/crater-ledger.jsonl');

/** What is no answer of a linter: killed, an exit code of its own, no report, a stack trace, a rule that failed. Else undefined. */
function crashOf({ code, signal, report, error }) {
  if (signal) return `killed by ${signal}`;
  if (![0, 1, 2].includes(code)) return `exit ${code}`;
  if (!report) return `no JSON (${error.split('\n')[0]})`;
  if (/\n\s+at /.test(error)) return 'a stack trace';
  return report.problems.some(({ message }) => /bug/.test(message)) ? 'a rule failed' : undefined;
}
function lint(dir) {
  return new Promise((resolve) => {
    const began = performance.now(),
      child = spawn(process.execPath, [cli, '--format', 'json', '--preset', 'strict', '--pedantic', '--root', path.dirname(dir), dir], {
        timeout: LIMIT_MS,
        killSignal: 'SIGKILL',
      });
    let out = '',
      error = '';
    child.stdout.on('data', (data) => {
      out += data;
    });
    child.stderr.on('data', (data) => {
      error += data;
    });
    child.on('close', (code, signal) => {
      let report;
      try {
        report = JSON.parse(out);
      } catch {
        report = undefined;
      }
      const crash = crashOf({ code, signal, report, error });
      resolve({ dir, ms: performance.now() - began, crash, report });
    });
  });
}

/** An assembly or template as the ledger calls it. */
const nameOf = (dir) => path.relative(path.resolve(folder), dir) || path.basename(dir);

const found = inputsUnder(path.resolve(folder)),
  results = await inTurns(AT_ONCE, found, lint);
results.sort((a, b) => (a.dir < b.dir ? -1 : 1));

const count = (list) =>
  Object.entries(list.reduce((sums, name) => ({ ...sums, [name]: (sums[name] ?? 0) + 1 }), {}))
    .sort((a, b) => b[1] - a[1])
    .map(([name, n]) => `${String(n).padStart(6)}  ${name}`)
    .join('\n');
const findings = results.flatMap(({ dir, report }) => (report?.findings ?? []).map((finding) => ({ ...finding, path: nameOf(dir) })));
const sum = (field) => results.reduce((total, { report }) => total + (report?.summary[field] ?? 0), 0);
console.log(
  `${sum('assemblies')} assemblies and ${found.length - sum('assemblies')} templates, ${sum('stacks')} stacks, ${sum('resources')} resources, ${sum('keys')} keys\n\nfindings\n${count(findings.map(({ ruleId, level, confidence }) => `${ruleId} ${level} ${confidence}`))}`,
);
console.log(
  `\nproblems\n${count(results.flatMap(({ report }) => report?.problems ?? []).map(({ weight, message }) => `${weight}: ${message.replace(/\S*\/\S*/g, '…').slice(0, 100)}`))}`,
);
console.log(
  `\nslowest\n${[...results]
    .sort((a, b) => b.ms - a.ms)
    .slice(0, 10)
    .map(({ ms, dir }) => `${ms.toFixed(0).padStart(6)} ms  ${nameOf(dir)}`)
    .join('\n')}`,
);

const lines = existsSync(ledgerFile)
  ? readFileSync(ledgerFile, 'utf8')
      .split('\n')
      .filter(Boolean)
      .map((line) => JSON.parse(line))
  : [];
/** The same assembly, whichever folder above it was given. */
const same = (one, other) => one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);
const isOf = (finding) => (line) => line.fingerprint === finding.fingerprint && same(line.path, finding.path);
const certain = findings.filter(({ confidence }) => confidence === 'certain');
const unlisted = certain.filter((finding, i) => !lines.some(isOf(finding)) && certain.findIndex((first) => isOf(finding)(first)) === i),
  crashes = results.filter(({ crash }) => crash);
if (flags.includes('--update-ledger')) {
  // Lines about what was not linted now are left alone.
  const linted = found.map(nameOf);
  const kept = lines.filter((line) => certain.some((finding) => isOf(finding)(line)) || !linted.some((dir) => same(dir, line.path)));
  const added = unlisted.map(({ fingerprint, ruleId, path: at, logicalId, constructPath, stack }) => ({
    fingerprint,
    rule: ruleId,
    path: at,
    logicalId: logicalId ?? constructPath ?? stack,
    verdict: 'unread',
    reason: '',
  }));
  const order = ({ rule, path: at, fingerprint }) => `${rule} ${at} ${fingerprint}`;
  writeFileSync(
    ledgerFile,
    [...kept, ...added]
      .sort((a, b) => (order(a) < order(b) ? -1 : 1))
      .map((line) => `${JSON.stringify(line)}\n`)
      .join(''),
  );
  console.log(`\nledger: ${kept.length} kept, ${added.length} added to be read, ${lines.length - kept.length} dropped`);
} else
  for (const { ruleId, path: at, logicalId, message } of unlisted)
    console.log(`\nnot in the ledger: ${ruleId} ${at} ${logicalId}\n  ${message}`);
for (const { dir, crash } of crashes) console.log(`\ncrash: ${nameOf(dir)}: ${crash}`);
const unread = lines.filter(({ verdict }) => verdict === 'unread').length,
  wrong = lines.filter(({ verdict }) => verdict === 'false').length;
console.log(
  `\nledger: ${lines.length} lines, ${unread} unread, ${wrong} known to be false; ${unlisted.length} not listed; ${crashes.length} crashes`,
);
process.exit(crashes.length > 0 || (unlisted.length > 0 && !flags.includes('--update-ledger')) ? 1 : 0);
