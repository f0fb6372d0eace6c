/** Finds the calls on imported keys that are written in vain, by reading the app's own source: cdk.out holds no trace of them. */
import type * as t from '@babel/types';
import type { StackArtifact } from '../../assembly/assembly.js';
import type { Answer, Fact } from '../../types/values.js';
import type { Call, SourceCall } from '../../types/program.js';
import type { Files, Json } from '../../types/files.js';
import type { Problem } from '../../types/report.js';
import type { SourceTree } from '../project.js';
import { userFrame, type Frame } from '../trace.js';
import { openConstructTree } from './constructs.js';
import { judgeCall, type Judged } from './judge.js';
import { openModules, type Modules } from './modules.js';
import { plainName } from './nodes.js';
import { mayHaveSites, sitesIn, type CallSite } from './sites.js';
import { sourcesOf } from './sources.js';
import { openReader } from './statements.js';
import { contextIn, type Values } from './value.js';
import { openValues } from './values.js';

export interface FoundCalls {
  readonly calls: readonly SourceCall[];
  readonly problems: readonly Problem[];
  /** Whether the app's sources were found; without them nothing can be said. Those of other languages are found, but not read. */
  readonly sourcesFound: boolean;
  /** The files that were looked through. */
  readonly sources: readonly string[];
}

const IMPORT = /\bfrom(KeyArn|Lookup|AliasName|AliasAttributes)\b/;
const ALIAS_FLAG = '@aws-cdk/aws-kms:applyImportedAliasPermissionsToPrincipal';
const KEY_PROPERTY = /key|kms/i;

/**
 * @param artifacts the stacks of one assembly, those of its Stages among them
 * @param flags the feature flags in force; a flag that is not named is off, as CDK takes it
 * @param recorded the calls that the recorder saw: what stands on their lines is not told twice
 * @param watched whether the recorder watched the imported keys: what it does not tell of them did not happen, and no source is read
 */
export function findCalls(
  files: Files,
  tree: SourceTree,
  artifacts: readonly StackArtifact[],
  flags: Readonly<Record<string, Fact<Json>>>,
  recorded: readonly Call[] = [],
  watched = false,
): FoundCalls {
  const sources = sourcesOf(files, tree, artifacts);
  if (watched) return { calls: [], problems: [], sourcesFound: sources.length > 0 || tree.otherLanguage() !== undefined, sources };
  const constructs = openConstructTree(files, artifacts);
  const language = sources.length > 0 ? undefined : tree.otherLanguage();
  if (language !== undefined)
    return {
      calls: [],
      problems: constructs.known() && !constructs.hasImports() ? [] : [notRead(language, tree)],
      sourcesFound: true,
      sources,
    };
  // Without an import of a key nothing more is read, and the parser is not even loaded.
  if (!sources.some((file) => IMPORT.test(tree.text(file) ?? '')))
    return { calls: [], problems: [], sourcesFound: sources.length > 0, sources };
  const modules = openModules(tree, sources);
  const values = openValues(modules);
  const accounts = artifacts.map(({ account }) => account).filter((account) => account !== undefined);
  const sight = {
    artifacts,
    values,
    reader: openReader(values, {
      ...only(
        'account',
        artifacts.map(({ account }) => account),
      ),
      ...only(
        'region',
        artifacts.map(({ region }) => region),
      ),
    }),
    constructs,
    accounts: accounts.length === artifacts.length ? accounts : undefined,
    aliasGrants: flagOf(flags[ALIAS_FLAG]),
  };
  const seen = linesOf(recorded, tree);
  const judged = sources
    .flatMap((file) => (mayHaveSites(tree.text(file) ?? '') ? sitesOf(file, modules) : []))
    .filter((site) => !seen.has(`${site.method} ${site.in.file}:${lineOf(site)}`))
    .flatMap((site) => judgeCall(site, sight));
  const used = judged.length > 0 ? usedImports(modules, values) : new Set<t.Node>();
  return {
    calls: judged.map(({ call, imports }) => ({
      ...call,
      used: imports.some((node) => used.has(node)) || isInTemplates(call, files, artifacts),
    })),
    problems: [...modules.problems, ...notFollowed(judged, tree)],
    sourcesFound: true,
    sources,
  };
}

function notRead(language: string, tree: SourceTree): Problem {
  const file = tree.entry()?.file;
  const message = `the app is written in ${language}: calls on imported keys that leave no trace in the templates were not looked for`;
  return { weight: 'notice', message, ...(file === undefined ? {} : { at: { file } }) };
}

/** One notice, at the first of them. */
function notFollowed(judged: readonly Judged[], tree: SourceTree): readonly Problem[] {
  const [first, ...others] = judged.filter(({ undecided }) => undecided).map(({ call }) => call);
  if (!first || !('start' in first.at)) return [];
  const { file, start } = first.at,
    before = (tree.text(file) ?? '').slice(0, start).split(/\r\n|\n|\r/);
  const more = others.length === 0 ? '' : ` The same holds for ${others.length === 1 ? 'another call' : `${others.length} other calls`}.`;
  const message = `${first.method}() was not judged: it is called on an imported key or on a key of this app, and the source does not show which.${more}`;
  return [{ weight: 'notice', message, at: { file, line: before.length, column: (before.at(-1) ?? '').length + 1 } }];
}

/** The value under a name, where it is known and the same everywhere. */
function only(name: string, all: readonly (string | undefined)[]): Readonly<Record<string, string>> {
  const [first] = all;
  return first !== undefined && all.every((value) => value === first) ? { [name]: first } : {};
}

function sitesOf(file: string, modules: Modules): readonly CallSite[] {
  const syntax = modules.syntax(file);
  return syntax ? sitesIn(syntax) : [];
}
const lineOf = ({ in: { text }, name }: CallSite): number => text.slice(0, name.start ?? 0).split(/\r\n|\n|\r/).length;

/** Method and line of the calls that the recorder saw, as `grantDecrypt file:line` in what the user wrote. */
function linesOf(recorded: readonly Call[], tree: SourceTree): ReadonlySet<string> {
  const written = (frame: Frame | undefined): Frame | undefined => {
    const file = frame && tree.here(frame.file);
    return file === undefined ? undefined : tree.original({ ...frame, file } as Frame);
  };
  return new Set(
    recorded.flatMap((call) => {
      const at = call.by === 'recorder' ? written(userFrame(call.trace)) : undefined;
      return at ? [`${call.method} ${at.file}:${at.line}`] : [];
    }),
  );
}

function flagOf(flag: Fact<Json> | undefined): Answer {
  if (flag?.is === 'unknown') return 'unknown';
  return flag?.is === 'known' && (flag.value === true || flag.value === 'true') ? 'yes' : 'no';
}

/** The imports that are given to a construct of a library as its key, so that the app depends on them. */
function usedImports(modules: Modules, values: Values): ReadonlySet<t.Node> {
  const used = new Set<t.Node>();
  for (const file of modules.files) {
    const syntax = modules.syntax(file);
    if (!syntax) continue;
    for (const property of syntax.properties) {
      const props = syntax.parent(property);
      const made = props && syntax.parent(props);
      if (made?.type !== 'NewExpression' || !KEY_PROPERTY.test(plainName(property.key, property.computed) ?? '')) continue;
      if (!values.of(made.callee, contextIn(syntax)).some(({ is }) => is === 'library')) continue;
      for (const value of values.of(property.value, contextIn(syntax))) if (value.is === 'imported') used.add(value.call);
    }
  }
  return used;
}

/** Whether a template names the key by its id or alias. */
function isInTemplates({ key }: Pick<SourceCall, 'key'>, files: Files, artifacts: readonly StackArtifact[]): boolean {
  const word = /key\/([\w-]{8,})$/.exec(key)?.[1] ?? (/^alias\/[\w/-]+$/.test(key) ? key : undefined);
  return (
    word !== undefined &&
    artifacts.some(({ templateFile }) => {
      const bytes = files.read(templateFile);
      return bytes !== undefined && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word);
    })
  );
}
