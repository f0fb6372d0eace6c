/**
 * Writes what was seen into the metadata of the imported key, which CDK writes to `<Stack>.metadata.json`, or to the manifest before 2.246.
 */
import { createRequire } from 'node:module';
import type { Core, Grantee, LibraryKey, LibraryStatement } from './library.js';
import { plainJson } from './plain.js';

export const IGNORED_CALL = 'kms-lint:ignored-call';
export const IMPORTED_KEY = 'kms-lint:imported-key';

/** A statement that an imported key did not take. */
export interface Lost {
  /** As the app called it: `addToResourcePolicy`, `grantDecrypt`, `grants.decrypt`. */
  readonly method: string;
  /** How the key was imported: `fromKeyArn`. */
  readonly imported: string | undefined;
  /** Undefined where a grant did not come so far as to make one. */
  readonly statement: LibraryStatement | undefined;
  readonly grantee: Grantee | undefined;
  /** What the grant was to allow; empty where only its name tells. */
  readonly actions: readonly unknown[];
  readonly trace: readonly string[];
  /** The function whose caller is the first frame of the trace. */
  readonly from: (...args: never[]) => unknown;
  /** A module of the copy of aws-cdk-lib that the key is of. */
  readonly file: string;
  /** A construct of CDK itself made the call. */
  readonly implicit: boolean;
  /** The app asked for the result, so it knows. */
  resultRead?: true;
}

export function noteImport(key: LibraryKey, method: string, trace: readonly string[], from: Lost['from']): void {
  note(key, IMPORTED_KEY, () => ({ method }), trace, from);
}

export function noteLost(key: LibraryKey, lost: Lost): void {
  note(key, IGNORED_CALL, () => dataOf(key, lost), lost.trace, lost.from);
}

/** What is noted is worked out when the app is synthesized: a statement may be added to until then. */
function note(key: LibraryKey, type: string, data: () => unknown, trace: readonly string[], from: Lost['from']): void {
  const resolvable = {
    creationStack: [],
    resolve() {
      try {
        return data();
      } catch {
        return {};
      }
    },
    toString: () => type,
  };
  // Older versions of constructs know no other trace than the one that they take themselves.
  key.node.addMetadata(type, resolvable, { stackTrace: true, traceFromFunction: from, stackTraceOverride: trace });
}

function dataOf(key: LibraryKey, { method, imported, statement, grantee, actions, file, implicit, resultRead }: Lost): object {
  const core = coreOf(file);
  const kind = grantee && kindOf(grantee, core);
  return {
    method,
    ...(imported === undefined ? {} : { imported }),
    keyArn: attempt(() => plainJson(key.keyArn ?? key.keyRef?.keyArn, key, core)),
    statement: attempt(() => plainJson(statement ? statement.toJSON() : grantee && statementOf(grantee, actions), key, core)),
    ...(kind === undefined ? {} : { grantee: kind }),
    // A role of the app has got its IAM policy, since CDK asks the key for a statement only after that.
    effect: kind === 'identity' && imported !== 'fromAliasName' ? 'iam-policy' : 'none',
    ...(implicit ? { implicit } : {}),
    ...(resultRead ? { resultRead } : {}),
  };
}

const cores = new Map<string, Core>();
/** `aws-cdk-lib/core` of the copy that a module is of. */
function coreOf(file: string): Core {
  const core = cores.get(file) ?? (createRequire(file)('../../core') as Core);
  cores.set(file, core);
  return core;
}

/** As the statement in the key's policy would have been. */
function statementOf({ grantPrincipal }: Grantee, actions: readonly unknown[]): object {
  const { principalJson, conditions = {} } = grantPrincipal.policyFragment;
  return {
    ...(actions.length > 0 ? { Action: actions.length === 1 ? actions[0] : actions } : {}),
    ...(Object.keys(conditions).length > 0 ? { Condition: conditions } : {}),
    Effect: 'Allow',
    Principal: Object.fromEntries(
      Object.entries(principalJson).map(([name, list]) => [name, Array.isArray(list) && list.length === 1 ? (list[0] as unknown) : list]),
    ),
    Resource: '*',
  };
}

/** identity: what has IAM policies. foreign: an imported role of another account, which CDK cannot give any. principal: all others. */
function kindOf({ grantPrincipal }: Grantee, core: Core): 'identity' | 'foreign' | 'principal' {
  let principal = grantPrincipal;
  while (principal.wrapped) principal = principal.wrapped;
  if (principal.node === undefined) return attempt(() => principal.policyFragment) ? 'principal' : 'identity';
  const { principalAccount: account } = principal;
  const here = core.Stack.of(principal as never).account;
  const isKnown = (name: string | undefined): boolean => name !== undefined && !core.Token.isUnresolved(name);
  return isKnown(account) && isKnown(here) && account !== here && !core.Resource.isOwnedResource?.(principal) ? 'foreign' : 'identity';
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
