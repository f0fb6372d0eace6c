/** Watches the methods of keys and of imports, and notes each statement that an imported key did not take. */
import { callerOf, traceBelow } from './caller.js';
import type { Grantee, LibraryKey, LibraryStatement } from './library.js';
import { noteImport, noteLost, type Lost } from './note.js';

// eslint's rule of `this` wants functions: what is watched are methods.
type Method = (this: object, ...args: readonly unknown[]) => unknown;
/** The call on a key as it was made from outside: `grantDecrypt`, though that calls `grant` and `addToResourcePolicy`. */
interface Running {
  readonly key: LibraryKey;
  readonly method: string;
  readonly grantee: Grantee | undefined;
  /** The wrapper that was called: what is below it on the stack made the call. */
  readonly from: Method;
  /** What a grant is to allow, where an inner call tells. */
  actions: readonly unknown[];
}
interface Watch {
  readonly keyOf: (self: object) => LibraryKey;
  /** Grants on it ask no key policy: they reach a policy of the grantee or nothing. */
  readonly hasNoPolicy: (key: LibraryKey) => boolean;
  /** Where the class stands. */
  readonly file: string;
}

const STATEMENT_METHOD = 'addToResourcePolicy';
const isWatched = (name: string): boolean => name === STATEMENT_METHOD || /^grant([A-Z]|$)/.test(name);
const itself = (self: object): LibraryKey => self as LibraryKey;
/** `CfnKey.fromKeyArn()` gives a key that only has an ARN. */
const isBareReference = (key: object): boolean => !(STATEMENT_METHOD in key || 'cfnResourceType' in key);

let running: Running | undefined;
const imported = new WeakMap<object, string>();

/** @param keyClass `Key` of one copy of the library: the methods are those of its base. @param file where it stands */
export function watchKeys(keyClass: unknown, file: string): void {
  let prototype = prototypeOf(keyClass);
  while (prototype && !Object.hasOwn(prototype, STATEMENT_METHOD)) prototype = Object.getPrototypeOf(prototype) as object | null;
  if (prototype) watchMethods(prototype, isWatched, '', { keyOf: itself, hasNoPolicy: () => false, file });
  watchImports(keyClass, ['fromKeyArn', 'fromLookup']);
}

/** `key.grants.decrypt(…)`, in newer versions. */
export function watchGrants(grantsClass: unknown, file: string): void {
  const prototype = prototypeOf(grantsClass);
  const keyOf = (grants: object): LibraryKey => (grants as { readonly resource: LibraryKey }).resource;
  if (prototype) watchMethods(prototype, (name) => !/^is|DependsOn/.test(name), 'grants.', { keyOf, hasNoPolicy: isBareReference, file });
}

/** What else imports a key: `CfnKey`, in newer versions. */
export function watchReferences(cfnKeyClass: unknown): void {
  if (prototypeOf(cfnKeyClass)) watchImports(cfnKeyClass, ['fromKeyArn', 'fromKeyId']);
}

/** An alias that is imported by its name is of a class of its own each time. */
export function watchAliases(aliasClass: unknown, file: string): void {
  watchImports(aliasClass, ['fromAliasName'], (alias) => {
    watchMethods(Object.getPrototypeOf(alias) as object, isWatched, '', { keyOf: itself, hasNoPolicy: () => true, file });
  });
}

function watchImports(keyClass: unknown, makers: readonly string[], also: (key: LibraryKey) => void = () => undefined): void {
  for (const name of makers)
    wrap(
      keyClass as object,
      name,
      (make) =>
        function importing(this: object, ...args) {
          const key = Reflect.apply(make, this, args) as LibraryKey;
          quietly(() => {
            imported.set(key, name);
            noteImport(key, name, traceBelow(importing), importing);
            also(key);
          });
          return key;
        },
    );
}

function watchMethods(prototype: object, which: (name: string) => boolean, prefix: string, watch: Watch): void {
  for (const name of Object.getOwnPropertyNames(prototype))
    if (name !== 'constructor' && which(name)) wrap(prototype, name, (method) => watched(method, prefix + name, watch));
}

function watched(method: Method, name: string, watch: Watch): Method {
  return function call(this: object, ...args) {
    const key = watch.keyOf(this);
    if (running?.key === key) {
      const result = Reflect.apply(method, this, args);
      const outer = running;
      quietly(() => {
        inside(outer, name, args, result, watch);
      });
      return result;
    }
    const around = running;
    const mine: Running = {
      key,
      method: name,
      grantee: name === STATEMENT_METHOD ? undefined : (args[0] as Grantee),
      from: call,
      actions: [],
    };
    running = mine;
    try {
      const result = Reflect.apply(method, this, args);
      return quietly(() => outside(mine, name, args, result, watch)) ?? result;
    } finally {
      running = around;
    }
  };
}

function inside(call: Running, name: string, args: readonly unknown[], result: unknown, { file }: Pick<Watch, 'file'>): void {
  if (/(^|\.)(grant|actions)$/.test(name)) call.actions = args.slice(1);
  if (name === STATEMENT_METHOD && isRefused(result)) noteLost(call.key, lostBy(call, file, args[0] as LibraryStatement));
}

/** @returns what the caller gets in place of the result, if anything */
function outside(call: Running, name: string, args: readonly unknown[], result: unknown, { file, hasNoPolicy }: Watch): unknown {
  if (name !== STATEMENT_METHOD) {
    if (hasNoPolicy(call.key) && !hasStatement(result)) {
      inside(call, name, args, result, { file });
      noteLost(call.key, lostBy(call, file, undefined));
    }
    return undefined;
  }
  if (!isRefused(result)) return undefined;
  const lost = lostBy(call, file, args[0] as LibraryStatement);
  noteLost(call.key, lost);
  return lost.implicit
    ? undefined
    : askedFor(
        result as object,
        () => {
          lost.resultRead = true;
        },
        file,
      );
}

function lostBy({ key, method, grantee, from, actions }: Running, file: string, statement: LibraryStatement | undefined): Lost {
  const trace = traceBelow(from);
  return {
    method,
    imported: imported.get(key),
    statement,
    grantee,
    actions,
    trace,
    from,
    file,
    implicit: callerOf(trace, file) === 'library',
  };
}

/** The result, which tells when the app asks whether the statement was added: then it knows. */
function askedFor(result: object, asked: () => void, file: string): object {
  return new Proxy(result, {
    get: function get(target, property, receiver) {
      if (property === 'statementAdded')
        quietly(() => {
          if (callerOf(traceBelow(get), file) === 'app') asked();
        });
      return Reflect.get(target, property, receiver) as unknown;
    },
  });
}

const isRefused = (result: unknown): boolean => (result as { readonly statementAdded?: unknown } | undefined)?.statementAdded === false;
/** Of a grant: whether a policy of its grantee took it. */
function hasStatement(grant: unknown): boolean {
  const { principalStatement, principalStatements } = grant as {
    readonly principalStatement?: unknown;
    readonly principalStatements?: readonly unknown[];
  };
  return principalStatement !== undefined || (principalStatements ?? []).length > 0;
}

function prototypeOf(one: unknown): object | null {
  return typeof one === 'function' ? (one.prototype as object | null) : null;
}

/** Puts a function around a method, which stays what it is in all else. */
function wrap(owner: object, name: string, around: (method: Method) => Method): void {
  const property = Object.getOwnPropertyDescriptor(owner, name) ?? {
    value: (owner as Record<string, unknown>)[name],
    writable: true,
    configurable: true,
    enumerable: false,
  };
  const method = property.value as unknown;
  if (typeof method !== 'function') return;
  const value = around(method as Method);
  Object.defineProperty(value, 'name', { value: name });
  Object.defineProperty(value, 'length', { value: method.length });
  Object.defineProperty(owner, name, { ...property, value });
}

/** What goes wrong here is not the app's concern. */
function quietly<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
