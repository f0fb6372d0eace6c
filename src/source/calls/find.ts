/** Finds the calls on imported keys that are written in vain, by reading the app's own source: cdk.out holds no trace of them. */
import type * as t from '@babel/types';
import type { StackArtifact } from '../../assembly/assembly.js';
import type { Answer, Call, Fact, Files, Json, Problem, Span } from '../../types.js';
import type { SourceTree } from '../project.js';
import { userFrame, type Frame } from '../trace.js';
import { openConstructTree, type Tree } from './constructs.js';
import { openModules, type Modules } from './modules.js';
import { isGuarded, isReached, isUsed } from './results.js';
import { sourcesOf } from './sources.js';
import { openReader, type GranteeKind, type Reader } from './statements.js';
import { nameOf, spanOf, type Syntax } from './syntax.js';
import { contextIn, openValues, type ImportKind, type Value, type Values } from './values.js';

/** A call as the source tells it. */
export interface SourceCall extends Call {
  readonly by: 'source';
  /** How the key is imported, and all the imports that reach this line. */
  readonly imported: ImportKind;
  readonly origins: readonly Span[];
  /** Of a grant: to whom. */
  readonly grantee?: GranteeKind;
  /** The constructs and stacks of the import, where the construct tree tells: one line may make several. */
  readonly constructPaths: readonly string[];
  readonly stacks: readonly string[];
  /** Where the imported ARN is that of a key which this app makes itself. */
  readonly ownKey?: Span;
}
export interface Found {
  readonly calls: readonly SourceCall[];
  readonly problems: readonly Problem[];
  /** Whether the app's sources were found; without them nothing can be said. */
  readonly sourcesFound: boolean;
  /** The files that were looked through. */
  readonly sources: readonly string[];
}

const IMPORT = /\bfrom(KeyArn|Lookup|AliasName|AliasAttributes)\b/;
const METHOD =
  /^(addToResourcePolicy|addAlias|grant|grant(Decrypt|Encrypt|EncryptDecrypt|Admin|GenerateMac|VerifyMac|Sign|Verify|SignVerify))$/;
/** The methods of `key.grants`. */
const FACADE = /^(actions|admin|decrypt|encrypt|encryptDecrypt|generateMac|verifyMac|sign|verify|signVerify)$/;
const ALIAS_FLAG = '@aws-cdk/aws-kms:applyImportedAliasPermissionsToPrincipal';
const KEY_PROPERTY = /key|kms/i;

/**
 * @param artifacts the stacks of one assembly, those of its Stages among them
 * @param flags the feature flags in force; a flag that is not named is off, as CDK takes it
 * @param recorded the calls that the recorder saw: what stands on their lines is not told twice
 */
export function findCalls(
  files: Files,
  tree: SourceTree,
  artifacts: readonly StackArtifact[],
  flags: Readonly<Record<string, Fact<Json>>>,
  recorded: readonly Call[] = [],
): Found {
  const sources = sourcesOf(files, tree, artifacts);
  // Without an import of a key nothing more is read, and the parser is not even loaded.
  if (!sources.some((file) => IMPORT.test(tree.text(file) ?? '')))
    return { calls: [], problems: [], sourcesFound: sources.length > 0, sources };
  const modules = openModules(tree, sources),
    values = openValues(modules),
    reader = openReader(values);
  const known = artifacts.map(({ account }) => account).filter((account) => account !== undefined);
  const context: Sight = {
    files,
    artifacts,
    modules,
    values,
    reader,
    constructs: openConstructTree(files, artifacts),
    accounts: known.length === artifacts.length ? known : undefined,
    aliasGrants: flagOf(flags[ALIAS_FLAG]),
  };
  const sites = sources.flatMap((file) =>
    /\.\s*(addToResourcePolicy|addAlias|grants?\w*)\b|\['(addTo|grant)/.test(tree.text(file) ?? '') ? sitesIn(modules.syntax(file)) : [],
  );
  const seen = new Set(
    recorded
      .filter(({ by }) => by === 'recorder')
      .flatMap(({ method, trace }) => lineOf(userFrame(trace ?? []), tree).map((line) => `${method} ${line}`)),
  );
  const found = sites.flatMap((site) =>
    seen.has(`${site.method} ${site.in.file}:${lineAt(site.in.text, site.name.start ?? 0)}`) ? [] : (judge(site, context) ?? []),
  );
  const used = found.length > 0 ? usedImports(modules, values) : new Set<t.Node>();
  return {
    calls: found.map(({ call, nodes }) => ({ ...call, used: nodes.some((node) => used.has(node)) || inTemplates(call, context) })),
    problems: modules.problems,
    sourcesFound: true,
    sources,
  };
}

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split(/\r\n|\n|\r/).length;
/** The line of a frame as `file:line` in what the user wrote, if it is there. */
function lineOf(frame: Frame | undefined, tree: SourceTree): readonly string[] {
  const file = frame && tree.here(frame.file),
    original = file === undefined ? undefined : tree.original({ ...frame, file } as Frame);
  return original ? [`${original.file}:${original.line}`] : [];
}

interface Sight {
  readonly files: Files;
  readonly artifacts: readonly StackArtifact[];
  readonly modules: Modules;
  readonly values: Values;
  readonly reader: Reader;
  readonly constructs: Tree;
  readonly accounts: readonly string[] | undefined;
  readonly aliasGrants: Answer;
}
interface Site {
  readonly method: string;
  readonly receiver: t.Node;
  readonly name: t.Node;
  readonly call: t.CallExpression | t.OptionalCallExpression;
  readonly in: Syntax;
}

function sitesIn(syntax: Syntax | undefined): readonly Site[] {
  return (
    syntax?.calls.flatMap((call): readonly Site[] => {
      if (call.type === 'NewExpression' || (call.callee.type !== 'MemberExpression' && call.callee.type !== 'OptionalMemberExpression'))
        return [];
      const { object, property, computed } = call.callee,
        method = nameOf(property, computed) ?? '';
      if (METHOD.test(method)) return [{ method, receiver: object, name: property, call, in: syntax }];
      const facade =
        (object.type === 'MemberExpression' || object.type === 'OptionalMemberExpression') &&
        nameOf(object.property, object.computed) === 'grants' &&
        FACADE.test(method);
      return facade ? [{ method: `grants.${method}`, receiver: object.object, name: property, call, in: syntax }] : [];
    }) ?? []
  );
}

/** What a call does to the imports that reach it; nothing where it works, is checked, or is not to be known. */
function judge(site: Site, sight: Sight): { readonly call: SourceCall; readonly nodes: readonly t.Node[] } | undefined {
  const at = contextIn(site.in),
    all = sight.values.of(site.receiver, at),
    args = site.call.arguments;
  const imports = all.filter((value) => value.is === 'imported');
  if (imports.length === 0 || isGuarded(site.receiver, site.in)) return undefined;
  const grantee = /^grant/.test(site.method) ? sight.reader.grantee(args[0], at, sight.accounts) : undefined;
  const judged = imports
    .map((value) => ({ value, effective: weaken(effect(site, value.how, grantee, sight), value, sight) }))
    .filter(({ effective }) => effective !== 'yes');
  const certain = judged.filter(({ effective }) => effective === 'no'),
    chosen = certain.length > 0 ? certain : judged,
    [first] = chosen;
  if (!first || (site.method === 'addToResourcePolicy' && isUsed(site.call, site.in, sight.values))) return undefined;
  const constructPaths = [
    ...new Set(
      chosen.flatMap(({ value }) => {
        const id = sight.reader.json(value.call.arguments[1], value.at);
        return typeof id === 'string' ? sight.constructs.imported(id) : [];
      }),
    ),
  ];
  const stacks = [
    ...new Set(
      constructPaths.flatMap(
        (path) =>
          sight.artifacts
            .filter(({ displayName }) => path.startsWith(`${displayName}/`))
            .sort((a, b) => b.displayName.length - a.displayName.length)[0]?.id ?? [],
      ),
    ),
  ];
  const statement =
    site.method === 'addToResourcePolicy'
      ? sight.reader.statement(args[0], at)
      : grantee === undefined
        ? undefined
        : sight.reader.grantStatement(site.method.replace(/^grants\./, ''), args, at);
  const origins = [...new Map(chosen.map(({ value }) => [value.call, spanOf(value.at.in.file, value.call)])).values()],
    ownKey = ownKeyOf(first.value, sight.values),
    [stack] = stacks,
    [constructPath] = constructPaths;
  const call: SourceCall = {
    method: site.method,
    key: keyText(first.value, sight.reader),
    effective: isReached(site.call, site.in, sight.modules) ? first.effective : 'unknown',
    at: spanOf(site.in.file, site.name),
    by: 'source',
    imported: first.value.how,
    origins,
    constructPaths,
    stacks,
    ...(origins[0] ? { importedAt: origins[0] } : {}),
    ...(stack === undefined ? {} : { stack }),
    ...(constructPath === undefined ? {} : { constructPath }),
    ...(statement === undefined ? {} : { statement }),
    ...(grantee === undefined ? {} : { grantee }),
    ...(ownKey ? { ownKey } : {}),
  };
  return { call, nodes: chosen.map(({ value }) => value.call) };
}

/** Whether a call on an import of this kind does anything (aws-cdk-lib 2.276.0, tried for each kind of grantee). */
function effect(
  { method, call, in: syntax }: Site,
  how: ImportKind,
  grantee: GranteeKind | undefined,
  { reader, aliasGrants }: Sight,
): Answer {
  if (method === 'addAlias') return how === 'fromAliasName' ? 'no' : 'yes';
  if (method === 'addToResourcePolicy') {
    // With allowNoOp false CDK throws: that is seen at synthesis.
    const allowNoOp = call.arguments[1] ? reader.json(call.arguments[1], contextIn(syntax)) : true;
    return how !== 'fromAliasName' && allowNoOp === false ? 'yes' : allowNoOp === true || how === 'fromAliasName' ? 'no' : 'unknown';
  }
  if (grantee === 'identity') return how === 'fromAliasName' ? aliasGrants : 'yes';
  if (grantee === 'unknown') return how === 'fromAliasName' && aliasGrants === 'no' ? 'no' : 'yes';
  return 'no';
}

/** An import that the code may not come to is only possible; so is one whose construct the assembly does not hold. */
function weaken(effective: Answer, value: Extract<Value, { is: 'imported' }>, { constructs, reader }: Sight): Answer {
  if (effective !== 'no') return effective;
  const id = reader.json(value.call.arguments[1], value.at);
  return value.maybe === true || (typeof id === 'string' && constructs.known() && !constructs.has(id)) ? 'unknown' : 'no';
}

function flagOf(flag: Fact<Json> | undefined): Answer {
  if (flag?.is === 'unknown') return 'unknown';
  return flag?.is === 'known' && (flag.value === true || flag.value === 'true') ? 'yes' : 'no';
}

/** The key as its import names it: the ARN or alias, else the expression. */
function keyText({ call, how, at }: Extract<Value, { is: 'imported' }>, reader: Reader): string {
  const argument = call.arguments[2],
    read = reader.json(argument, at),
    alias =
      typeof read === 'object' && read !== null && !Array.isArray(read)
        ? (read as { readonly [key: string]: Json })['aliasName']
        : undefined;
  if (typeof read === 'string') return read;
  if (how === 'fromLookup' && typeof alias === 'string') return alias;
  const text = argument ? at.in.text.slice(argument.start ?? 0, argument.end ?? 0).replace(/\s+/g, ' ') : '';
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

function ownKeyOf({ call, at }: Extract<Value, { is: 'imported' }>, values: Values): Span | undefined {
  const [argument] = values.of(call.arguments[2], at);
  return argument?.is === 'attribute' && argument.of.is === 'key' ? spanOf(argument.of.at.in.file, argument.of.node) : undefined;
}

/** The imports that are given to a construct of a library as its key, so that the app depends on them. */
function usedImports(modules: Modules, values: Values): ReadonlySet<t.Node> {
  const used = new Set<t.Node>();
  for (const file of modules.files) {
    const syntax = modules.syntax(file);
    if (!syntax) continue;
    for (const property of syntax.properties) {
      const props = syntax.parent(property),
        made = props && syntax.parent(props);
      if (
        made?.type !== 'NewExpression' ||
        !KEY_PROPERTY.test(nameOf(property.key, property.computed) ?? '') ||
        !values.of(made.callee, contextIn(syntax)).some(({ is }) => is === 'library')
      )
        continue;
      for (const value of values.of(property.value, contextIn(syntax))) if (value.is === 'imported') used.add(value.call);
    }
  }
  return used;
}

/** Whether a template names the key by its id or alias. */
function inTemplates({ key }: SourceCall, { files, artifacts }: Sight): boolean {
  const word = /key\/([\w-]{8,})$/.exec(key)?.[1] ?? (/^alias\/[\w/-]+$/.test(key) ? key : undefined);
  return (
    word !== undefined &&
    artifacts.some(({ templateFile }) => {
      const bytes = files.read(templateFile);
      return bytes !== undefined && Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(word);
    })
  );
}
