/**
 * `kms-lint new-rule ID`: the file of a new rule, in this repository or in a user's project, and its place in the list or configuration.
 */
import { objectOf } from '../../core/json.js';
import path from 'node:path';
import type * as jsonc from 'jsonc-parser';
import { rules } from '../../../rules/index.js';
import { decode, readJson } from '../../core/read-json.js';
import { findConfig } from '../../config/find.js';
import { makeFolder, nodeFiles } from '../../files/node.js';
import { load } from '../../core/lazy.js';
import { defineCommand, UsageError } from '../command.js';
import { ruleText } from '../rule-template.js';

const OWN_FOLDER = 'kms-lint-rules';

export const newRuleCommand = defineCommand({
  name: 'new-rule',
  usage: 'ID',
  summary: 'write the file of a new rule, which fails its tests until you have written it',
  options: {
    dir: { type: 'string', value: 'DIR', help: `where to (default: ${OWN_FOLDER})` },
    ts: { type: 'boolean', help: 'in TypeScript (default: where there is a tsconfig.json)' },
    js: { type: 'boolean', help: 'in JavaScript (default: where there is no tsconfig.json)' },
  },
  run({ values, positionals: [id, ...more] }, { cwd, out }) {
    if (id === undefined || more.length > 0) throw new UsageError('new-rule takes one id: kms-lint new-rule key-without-owner');
    if (!/^[a-z]+(-[a-z]+)*$/.test(id))
      throw new UsageError(`${id} is no id of a rule: write it in kebab-case, naming the flaw, like key-without-owner`);
    if (rules.some((rule) => rule.id === id)) throw new UsageError(`there is a rule ${id} already`);
    if (isOurs(cwd)) {
      out(ours(id, cwd));
      return 0;
    }
    if (values.ts && values.js) throw new UsageError('--ts and --js cannot both be given');
    const typed = values.ts ?? (!values.js && nodeFiles.realpath(path.join(cwd, 'tsconfig.json')) !== undefined);
    const folder = path.resolve(cwd, values.dir ?? OWN_FOLDER);
    refuseSecond(id, folder, cwd);
    const file = path.join(folder, `${id}${typed ? '.ts' : '.mjs'}`);
    create(file, ruleText(id, 'kms-lint/rule-kit', typed), cwd);
    out(`${path.relative(cwd, file)} is written: fill in what says TODO\n${inConfiguration(file, cwd)}\nthen: kms-lint rules --test\n`);
    return 0;
  },
});

/** @throws UsageError where the rule is there already, in whatever language: a second file of one id makes every run fail */
function refuseSecond(id: string, folder: string, cwd: string): void {
  const there = ['.ts', '.mts', '.mjs', '.js', '.cjs']
    .map((ending) => path.join(folder, id + ending))
    .find((file) => nodeFiles.realpath(file) !== undefined);
  if (there === undefined) return;
  const shown = path.relative(cwd, there);
  throw new UsageError(`${shown} is there already: to write it anew, delete it and take it out of customRules first`);
}

/** Whether this is the repository of kms-lint itself. */
function isOurs(cwd: string): boolean {
  const read = readJson(nodeFiles, path.join(cwd, 'package.json'));
  return 'json' in read && objectOf(read.json)['name'] === 'kms-lint' && nodeFiles.realpath(path.join(cwd, 'rules/index.ts')) !== undefined;
}

function ours(id: string, cwd: string): string {
  const file = path.join(cwd, 'rules', `${id}.ts`);
  create(file, ruleText(id, '../src/rule-kit.js', true), cwd);
  const list = path.join(cwd, 'rules/index.ts');
  nodeFiles.write(list, Buffer.from(listed(decode(nodeFiles.read(list) ?? new Uint8Array()), id)));
  return `rules/${id}.ts is written, and stands in rules/index.ts: fill in what says TODO\nthen: npx vitest run rules -t ${id}, and npm run docs\n`;
}

/** The list of rules with one more, in alphabetical order. */
export function listed(text: string, id: string): string {
  const name = id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  const lines = text.split('\n');
  const insert = (line: string, isEntry: (line: string) => boolean, key: (line: string) => string): void => {
    const after = lines.findLastIndex((one) => isEntry(one) && key(one) < key(line));
    const before = lines.findIndex(isEntry);
    lines.splice(after < 0 ? before : after + 1, 0, line);
  };
  const imported = /^import \w+ from '\.\/([\w-]+)\.js';$/;
  insert(
    `import ${name} from './${id}.js';`,
    (line) => imported.test(line),
    (line) => imported.exec(line)?.[1] ?? '',
  );
  insert(
    `  ${name},`,
    (line) => /^ {2}\w+,$/.test(line),
    (line) => line.trim(),
  );
  return lines.join('\n');
}

/** @throws UsageError where there is something already */
function create(file: string, text: string, cwd: string): void {
  const shown = path.relative(cwd, file);
  if (nodeFiles.realpath(file) !== undefined) throw new UsageError(`${shown} is there already`);
  try {
    makeFolder(path.dirname(file));
    nodeFiles.write(file, Buffer.from(text));
  } catch {
    throw new UsageError(`${shown} cannot be written: may you write to its folder?`);
  }
}

/** Names the rule in the configuration, where that is JSON; else tells what to write. */
function inConfiguration(file: string, cwd: string): string {
  const config = findConfig(nodeFiles, cwd) ?? path.join(cwd, 'kms-lint.config.json');
  const name = `./${path.relative(path.dirname(config), file).split(path.sep).join('/')}`;
  const shown = path.relative(cwd, config);
  if (!config.endsWith('.json')) return `add "${name}" to customRules in ${shown}`;
  const bytes = nodeFiles.read(config);
  const text = bytes === undefined ? '{}\n' : decode(bytes);
  const { applyEdits, modify, parse } = load('jsonc-parser') as typeof jsonc;
  const at = path.basename(config) === 'package.json' ? ['kms-lint', 'customRules'] : ['customRules'];
  const named = at.reduce<unknown>((json, step) => (json as Readonly<Record<string, unknown>> | undefined)?.[step], parse(text));
  const edits = modify(text, [...at, -1], name, {
    isArrayInsertion: Array.isArray(named),
    formattingOptions: { insertSpaces: true, tabSize: 2 },
  });
  nodeFiles.write(config, Buffer.from(applyEdits(text, edits)));
  return `${shown} names it in customRules`;
}
