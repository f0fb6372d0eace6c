/** What a call does to the imported keys that it is made on: nothing is said where it works, is checked, or is not to be known. */
import { objectOf } from '../../core/json.js';
import type * as t from '@babel/types';
import { and } from '../../core/answer.js';
import type { StackArtifact } from '../../assembly/assembly.js';
import type { Answer } from '../../types/values.js';
import type { GranteeKind, SourceCall } from '../../types/program.js';
import type { Json, Span } from '../../types/files.js';
import type { Tree } from './constructs.js';
import { descend, spanOf } from './nodes.js';
import { isUsed } from './results.js';
import type { CallSite } from './sites.js';
import type { Reader } from './statements.js';
import type { CallContext, Imported, CodeValue, Values } from './value.js';
import { MOST_WAYS, waysTo } from './ways.js';

/** What calls are judged by. */
export interface Sight {
  readonly artifacts: readonly StackArtifact[];
  readonly values: Values;
  readonly reader: Reader;
  readonly constructs: Tree;
  /** The accounts of the stacks; undefined where one of them is not known. */
  readonly accounts: readonly string[] | undefined;
  /** Whether grants on an alias that is imported by name reach the grantee's IAM policy: a feature flag. */
  readonly aliasGrants: Answer;
}
export interface Judged {
  readonly call: Omit<SourceCall, 'used'>;
  readonly imports: readonly t.Node[];
  /** It may as well be a call on a key of the app: which one the code takes could not be followed. */
  readonly undecided: boolean;
}

/** The call on one import, by one way that leads to it. */
interface Hit {
  readonly value: Imported;
  readonly at: CallContext;
  readonly effective: Answer;
  readonly grantee: GranteeKind | undefined;
  /** It is one of several values that the code can take, of which others may be keys of the app. */
  readonly among: boolean;
}

/** One for each rule that may speak of it: grants that another kind of import would have carried out are told apart. */
export function judgeCall(site: CallSite, sight: Sight): readonly Judged[] {
  const hits = hitsOf(site, sight);
  if (hits.length === 0 || (site.method === 'addToResourcePolicy' && isUsed(site.call, site.in, sight.values))) return [];
  const ofAlias = ({ value, grantee }: Hit): boolean => value.how === 'fromAliasName' && (grantee === 'identity' || grantee === 'unknown');
  return [hits.filter(ofAlias), hits.filter((hit) => !ofAlias(hit))].flatMap((group) => {
    const certain = group.filter(({ effective }) => effective === 'no');
    const [first, ...others] = certain.length > 0 ? certain : group;
    return first ? [told(site, [first, ...others], sight)] : [];
  });
}

function hitsOf(site: CallSite, sight: Sight): readonly Hit[] {
  const ways = waysTo(site.call, site.in, sight.values)
    .filter(({ reached }) => reached !== 'no')
    .map((way) => ({ way, found: taken(sight.values.of(site.receiver, way.at), sight) }));
  // Where only imports come, a condition cannot be there to tell them from keys of the app.
  const onlyImports = ways.length < MOST_WAYS && ways.every(({ found }) => found.every(({ is }) => is === 'imported'));
  return ways.flatMap(({ way, found }) => {
    const grantee = site.method.startsWith('grant') ? sight.reader.grantee(site.call.arguments[0], way.at, sight.accounts) : undefined;
    const judged = found.flatMap((value) =>
      value.is === 'imported' ? [{ value, effect: effect(site, value, grantee, way.at, sight) }] : [],
    );
    const allInVain = found.length === judged.length && judged.every((each) => each.effect === 'no');
    const reached = way.reached === 'unknown' && onlyImports && !way.doubts.some((doubt) => asksFor(doubt, site)) ? 'yes' : way.reached;
    return judged
      .filter((each) => each.effect !== 'yes')
      .map(({ value, effect: answer }): Hit => {
        const sure = value.maybe && !allInVain ? 'unknown' : 'yes';
        const inVain = and(answer === 'no' ? 'yes' : 'unknown', reached, sure, isSynthesized(value, sight));
        return { value, at: way.at, grantee, effective: inVain === 'yes' ? 'no' : 'unknown', among: answer === 'no' && sure === 'unknown' };
      });
  });
}

/**
 * Of the branches in which a value is made, `arn ? Key.fromKeyArn(…) : new Key(…)`, those that were taken, as the templates show: where no
 * key stands under the id of the one, it was the other.
 */
function taken(found: readonly CodeValue[], { constructs, reader }: Sight): readonly CodeValue[] {
  if (found.length < 2 || !found.some(({ is }) => is === 'imported')) return found;
  const idOf = (args: readonly t.Node[], at: CallContext): string | undefined => {
    const id = reader.json(args[1], at);
    return typeof id === 'string' ? id : undefined;
  };
  const left = found.filter((value) => {
    switch (value.is) {
      case 'key':
        return constructs.makesKey(value.node.type === 'NewExpression' ? idOf(value.node.arguments, value.at) : undefined) !== 'no';
      // What is given from elsewhere in the place of an import is a key, or nothing.
      case 'unknown':
        return constructs.makesKey(undefined) !== 'no';
      case 'imported': {
        const id = idOf(value.call.arguments, value.at);
        if (id === undefined) return true;
        if (!constructs.known()) return constructs.makesKey(id) !== 'yes';
        return constructs.imported(id).length > 0 || (constructs.has(id) && constructs.makesKey(id) !== 'yes');
      }
      default:
        return true;
    }
  });
  return left.length > 0 ? left : found;
}

/** Whether a condition asks what the key is that the call is made on; or whether it is not known that the code runs at all. */
function asksFor(doubt: t.Node, { receiver, in: syntax }: CallSite): boolean {
  if (/Function|Method/.test(doubt.type)) return true;
  const text = (node: t.Node): string => syntax.text.slice(node.start ?? 0, node.end ?? 0).replace(/[!?]/g, '');
  const wanted = text(receiver).replace(/[.*+^${}()|[\]\\]/g, '\\$&');
  const asked = new RegExp(`(?<![\\w$.])${wanted}(?![\\w$])`);
  const named = descend(doubt, (node) => (node.type === 'Identifier' ? syntax.binding(node.name, node) : undefined));
  const behind = named.flatMap((binding) => (binding.is === 'variable' ? binding.given.map(({ value }) => value) : []));
  return [doubt, ...behind].some((node) => asked.test(text(node)));
}

/** An import whose construct the assembly does not hold may not have been run. */
function isSynthesized(value: Imported, { constructs, reader }: Sight): Answer {
  const id = reader.json(value.call.arguments[1], value.at);
  return typeof id === 'string' && constructs.known() && !constructs.has(id) ? 'unknown' : 'yes';
}

/** Whether a call on an import of this kind does anything (aws-cdk-lib 2.276.0, tried for each kind of grantee). */
function effect(
  { method, call }: CallSite,
  { how }: Imported,
  grantee: GranteeKind | undefined,
  at: CallContext,
  { reader, aliasGrants }: Sight,
): Answer {
  if (method === 'addAlias') return how === 'fromAliasName' ? 'no' : 'yes';
  if (method === 'addToResourcePolicy') {
    if (how === 'fromAliasName') return 'no';
    // With allowNoOp false CDK throws: that is seen at synthesis.
    const allowNoOp = call.arguments[1] ? reader.json(call.arguments[1], at) : true;
    if (allowNoOp === undefined) return 'unknown';
    return allowNoOp === false ? 'yes' : 'no';
  }
  if (grantee === 'identity') return how === 'fromAliasName' ? aliasGrants : 'yes';
  if (grantee === 'unknown') return how === 'fromAliasName' && aliasGrants === 'no' ? 'no' : 'yes';
  return 'no';
}

// ── What is told ─────────────────────────────────────────────────────────────────────────────────────────────────────────

function told(site: CallSite, hits: readonly [Hit, ...Hit[]], sight: Sight): Judged {
  const [first] = hits;
  const constructPaths = unique(hits.flatMap(({ value }) => constructsOf(value, sight)));
  const stacks = unique(constructPaths.flatMap((path) => stackOf(path, sight.artifacts) ?? []));
  const statement = statementOf(site, first, sight);
  const importedAt = [...new Map(hits.map(({ value }) => [value.call, spanOf(value.at.in.file, value.call)])).values()];
  const [key = '', ...otherKeys] = unique(hits.map(({ value }) => keyText(value, sight.reader)));
  const ownKey = ownKeyOf(first.value, sight.values);
  const [stack] = stacks;
  const [constructPath] = constructPaths;
  const call: Omit<SourceCall, 'used'> = {
    method: site.method,
    key,
    effective: first.effective,
    at: spanOf(site.in.file, site.name),
    by: 'source',
    imported: first.value.how,
    constructPaths,
    stacks,
    importedAt,
    ...(otherKeys.length > 0 ? { otherKeys } : {}),
    ...(stack === undefined ? {} : { stack }),
    ...(constructPath === undefined ? {} : { constructPath }),
    ...(statement === undefined ? {} : { statement }),
    ...(first.grantee === undefined ? {} : { grantee: first.grantee }),
    ...(ownKey ? { ownKey } : {}),
  };
  return {
    call,
    imports: hits.map(({ value }) => value.call),
    undecided: first.effective === 'unknown' && hits.some(({ among }) => among),
  };
}

const unique = (list: readonly string[]): readonly string[] => [...new Set(list)];

function constructsOf(value: Imported, { reader, constructs }: Sight): readonly string[] {
  const id = reader.json(value.call.arguments[1], value.at);
  return typeof id === 'string' ? constructs.imported(id) : [];
}

/** The stack that a construct lies in: the one with the longest path that it starts with. */
function stackOf(path: string, artifacts: readonly StackArtifact[]): string | undefined {
  const around = artifacts.filter(({ displayName }) => path.startsWith(`${displayName}/`));
  return around.sort((a, b) => b.displayName.length - a.displayName.length)[0]?.id;
}

function statementOf({ method, call }: CallSite, { at, grantee }: Hit, { reader }: Sight): Json | undefined {
  if (method === 'addToResourcePolicy') return reader.statement(call.arguments[0], at);
  return grantee === undefined ? undefined : reader.grantStatement(method.replace(/^grants\./, ''), call.arguments, at);
}

/** The key as its import names it: the ARN or alias, else the expression. */
function keyText({ call, how, at }: Imported, reader: Reader): string {
  const argument = call.arguments[2];
  const read = reader.json(argument, at);
  if (typeof read === 'string') return read;
  const { aliasName: alias } = objectOf(read);
  if (how === 'fromLookup' && typeof alias === 'string') return alias;
  const text = argument ? at.in.text.slice(argument.start ?? 0, argument.end ?? 0).replace(/\s+/g, ' ') : '';
  return text.length > 100 ? `${text.slice(0, 99)}…` : text;
}

/** The key of the app whose ARN is imported. */
function ownKeyOf({ call, at }: Imported, values: Values): Span | undefined {
  const [argument]: readonly CodeValue[] = values.of(call.arguments[2], at);
  return argument?.is === 'attribute' && argument.of.is === 'key' ? spanOf(argument.of.at.in.file, argument.of.node) : undefined;
}
