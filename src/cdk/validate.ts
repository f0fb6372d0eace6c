/** Lints what CDK has just written, at the end of the synthesis, and tells CDK what was found. */
import path from 'node:path';
import { checkForm, checkRules } from '../config/check.js';
import { findConfig } from '../config/find.js';
import { exclusionsOf, writtenAt } from '../config/join.js';
import { loadModuleNow } from '../config/load-module.js';
import { merge } from '../config/merge.js';
import { pathOf, type ConfigFault } from '../config/messages.js';
import { reading, readNow, type Configured } from '../config/read.js';
import { BASELINE_NAME, readBaseline, type BaselineInput } from '../lint/baseline.js';
import { linted } from '../lint/linted.js';
import { gitRoot } from '../files/git-root.js';
import { nodeFiles } from '../files/node.js';
import { lint, rules as builtIn } from '../index.js';
import type { KmsLintOptions } from './options.js';
import { failedReport, reportOf, type PluginReport, type ValidationContext } from './report.js';

interface Manifest {
  readonly missing?: readonly { readonly provider?: unknown }[];
}

/**
 * @param options go before what the configuration says
 * @returns the findings, or a failure that names every fault of the configuration
 */
export function validate(context: ValidationContext, options: KmsLintOptions): PluginReport {
  try {
    return validated(context, options);
  } catch (error) {
    return failedReport(error instanceof Error ? error.message : String(error), context);
  }
}

function validated(context: ValidationContext, { config: configFile, ...flags }: KmsLintOptions): PluginReport {
  const cwd = process.cwd();
  const { config: given, layers, folder, rules } = configuration(configFile, cwd);
  if (Object.keys(flags).length > 0)
    refuse('the options of KmsLint', [...checkForm(flags), ...checkRules(flags, rules, new Set(builtIn.map(({ id }) => id)))]);
  const config = merge(given, flags);
  const baseline = baselineOf(config.baseline, 'baseline' in flags ? cwd : folder);
  const assembly = assemblyOf(context.templatePaths);
  const result = lint({
    paths: [assembly],
    root: gitRoot(cwd) ?? cwd,
    rules,
    config,
    configAt: (pointer) => writtenAt(layers, pointer),
    exclusions: exclusionsOf(layers),
    ...(baseline ? { baseline } : {}),
  });
  linted.now();
  return reportOf(result, context, { ...config, isAsking: isAsking(assembly) });
}

function configuration(config: KmsLintOptions['config'], cwd: string): Configured {
  const file = config === false ? undefined : config === undefined ? findConfig(nodeFiles, cwd) : path.resolve(cwd, config);
  if (file !== undefined && nodeFiles.read(file) === undefined) throw new Error(`there is no configuration ${file}`);
  const read = readNow(reading(file, cwd, builtIn), loadModuleNow);
  if ('faults' in read) throw new Error(read.faults.join('\n'));
  return read;
}

/** The outermost cloud assembly: the templates of a Stage lie in one within it. */
function assemblyOf([template = '']: readonly string[]): string {
  let folder = path.dirname(path.resolve(template));
  const isAssembly = (dir: string): boolean => nodeFiles.read(path.join(dir, 'manifest.json')) !== undefined;
  while (path.basename(folder).startsWith('assembly-') && isAssembly(path.dirname(folder))) folder = path.dirname(folder);
  return folder;
}

/** Whether the CLI of CDK is yet to ask AWS for keys: it does so when the app has ended, saves the answers and synthesizes anew. */
function isAsking(assembly: string): boolean {
  const bytes = nodeFiles.read(path.join(assembly, 'manifest.json'));
  const { missing = [] } = JSON.parse(Buffer.from(bytes ?? '{}').toString('utf8')) as Manifest;
  return missing.some(({ provider }) => provider === 'key-provider');
}

/** The findings that are accepted for now, as for the command line. */
function baselineOf(named: string | undefined, folder: string): BaselineInput | undefined {
  const file = path.resolve(folder, named ?? BASELINE_NAME);
  const bytes = nodeFiles.read(file);
  if (bytes === undefined) {
    if (named === undefined) return undefined;
    throw new Error(`there is no baseline ${file}: make it with kms-lint --update-baseline`);
  }
  const read = readBaseline(Buffer.from(bytes).toString('utf8'), file);
  if ('entries' in read) return { file, entries: read.entries };
  throw new Error(`${file}: ${read.problem.message}`);
}

function refuse(what: string, faults: readonly ConfigFault[]): void {
  if (faults.length > 0)
    throw new Error(
      faults.map(({ pointer, message }) => [what, ...(pointer === '' ? [] : [pathOf(pointer)]), message].join(': ')).join('\n'),
    );
}
