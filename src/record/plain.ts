/**
 * Values of an app as plain JSON, in which a text that only the deployment knows is written as Fn::Sub writes it: `${AWS::AccountId}`,
 * `${Stack/Role.Arn}`.
 * CDK's own way to resolve them is not free of effects: it gives a role of another environment its name, or makes an export.
 */
import type { Construct, Core, LibraryReference, Resolver } from './library.js';

/** @param scope the construct in whose stack a pseudo parameter is meant */
export function plainJson(value: unknown, scope: Construct, core: Core): unknown {
  return flat(core.Tokenization.resolve(value, { scope, resolver: resolverOf(core), preparing: false }));
}

function resolverOf(core: Core): Resolver {
  const resolver: Resolver = {
    resolveToken: (token, context, after) =>
      core.Reference.isReference(token)
        ? named(token as unknown as LibraryReference)
        : after.postProcess(context.resolve(token.resolve(context)), context),
    resolveString: (fragments, context) =>
      fragments.mapTokens({ mapToken: (token) => context.resolve(token) }).join({ join: (left, right) => textOf(left) + textOf(right) }),
    resolveList(list, context) {
      const token = core.Tokenization.reverseList(list);
      return token && context.resolve(token);
    },
  };
  return resolver;
}

const named = ({ target, displayName }: LibraryReference): string =>
  displayName.startsWith('AWS::') ? `\${${displayName}}` : `\${${target.node.path}.${displayName}}`;

/** Intrinsic functions inside of a value become text, too. */
function flat(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(flat);
  if (typeof value !== 'object' || value === null) return value;
  return isIntrinsic(value) ? textOf(value) : Object.fromEntries(Object.entries(value).map(([name, member]) => [name, flat(member)]));
}

function isIntrinsic(value: object): boolean {
  const names = Object.keys(value);
  return names.length === 1 && /^(Ref|Fn::.+)$/.test(names[0] ?? '');
}

function textOf(value: unknown): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const [name = ''] = Object.keys(value);
  const given = (value as Readonly<Record<string, unknown>>)[name];
  if (name === 'Ref') return `\${${textOf(given)}}`;
  if (name === 'Fn::GetAtt') return `\${${(Array.isArray(given) ? given : [given]).map(textOf).join('.')}}`;
  const [separator, parts] = Array.isArray(given) ? (given as readonly unknown[]) : [];
  if (name === 'Fn::Join' && typeof separator === 'string' && Array.isArray(parts)) return parts.map(textOf).join(separator);
  return `\${${JSON.stringify(value)}}`;
}
