/** The few shapes of aws-cdk-lib that the recorder relies on; none of it is imported, since each app brings its own copies. */

export interface Construct {
  readonly node: {
    readonly path: string;
    addMetadata(type: string, data: unknown, options?: object): void;
  };
}
export interface LibraryKey extends Construct {
  readonly keyArn?: string;
  /** All that a reference has, as `CfnKey.fromKeyArn()` gives it. */
  readonly keyRef?: { readonly keyArn: string };
}
export interface LibraryStatement {
  toJSON(): unknown;
}
export interface PrincipalFragment {
  readonly principalJson: Readonly<Record<string, unknown>>;
  readonly conditions?: Readonly<Record<string, unknown>>;
}
export interface LibraryPrincipal {
  readonly node?: unknown;
  readonly principalAccount?: string;
  readonly policyFragment: PrincipalFragment;
  /** A principal that is fenced by conditions or session tags keeps the one within. */
  readonly wrapped?: LibraryPrincipal;
}
export interface Grantee {
  readonly grantPrincipal: LibraryPrincipal;
}
/** A value that is known when the app is synthesized. */
export interface Resolvable {
  resolve(context: ResolveContext): unknown;
}
export interface ResolveContext {
  resolve(value: unknown): unknown;
}
export interface LibraryReference {
  readonly target: Construct;
  readonly displayName: string;
}
interface Fragments {
  mapTokens(mapper: { mapToken(token: Resolvable): unknown }): Fragments;
  join(concat: { join(left: unknown, right: unknown): unknown }): unknown;
}
export interface Resolver {
  resolveToken(
    token: Resolvable,
    context: ResolveContext,
    after: { postProcess(value: unknown, context: ResolveContext): unknown },
  ): unknown;
  resolveString(fragments: Fragments, context: ResolveContext): unknown;
  resolveList(list: readonly string[], context: ResolveContext): unknown;
}
/** `aws-cdk-lib/core` of one copy. */
export interface Core {
  readonly Stack: { of(construct: Construct): { readonly account: string } };
  readonly Token: { isUnresolved(value: unknown): boolean };
  readonly Reference: { isReference(value: unknown): boolean };
  readonly Resource: { isOwnedResource?(construct: unknown): boolean };
  readonly Tokenization: {
    resolve(value: unknown, options: { readonly scope: Construct; readonly resolver: Resolver; readonly preparing: boolean }): unknown;
    reverseList(list: readonly string[]): Resolvable | undefined;
  };
}
