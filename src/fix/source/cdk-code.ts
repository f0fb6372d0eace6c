/** Values of CloudFormation as TypeScript: properties of constructs, and statements of a policy. */
import type { Json, JsonObject } from '../../types/files.js';
import { quoted, type Code, type Style } from './code.js';
import type { Names } from './names.js';

/**
 * A value that only CloudFormation knows (`Ref`, `Fn::GetAtt` of a resource) as an expression of the source; undefined where the source has
 * none at hand.
 */
export type Refer = (logicalId: string, attribute: string | undefined) => string | undefined;

export interface Writer {
  readonly names: Names;
  readonly style: Style;
  readonly refer: Refer;
}

const PSEUDO: Readonly<Record<string, string>> = {
  'AWS::AccountId': 'ACCOUNT_ID',
  'AWS::Region': 'REGION',
  'AWS::Partition': 'PARTITION',
  'AWS::URLSuffix': 'URL_SUFFIX',
  'AWS::StackId': 'STACK_ID',
  'AWS::StackName': 'STACK_NAME',
  'AWS::NoValue': 'NO_VALUE',
};

/** A value as it stands in the template, as an expression; undefined where it holds what cannot be said in the source. */
export function valueCode(json: Json, writer: Writer): Code | undefined {
  if (typeof json === 'string') return quoted(json, writer.style);
  if (typeof json !== 'object' || json === null) return String(json);
  if (Array.isArray(json)) {
    const list = (json as readonly Json[]).map((item) => valueCode(item, writer));
    return list.includes(undefined) ? undefined : { list: list as Code[] };
  }
  const object = json as JsonObject;
  if (isFunction(object)) return expression(object, writer);
  const entries = Object.entries(object).map(([name, value]) => [name, valueCode(value, writer)] as const);
  return entries.some(([, value]) => value === undefined) ? undefined : { object: entries as [string, Code][] };
}

function isFunction(object: JsonObject): boolean {
  const names = Object.keys(object);
  return names.length === 1 && /^(Ref|Fn::\w+)$/.test(names[0] ?? '');
}

/** An intrinsic function: a reference, or texts and references joined. */
function expression(object: JsonObject, writer: Writer): string | undefined {
  const parts = partsOf(object);
  if (!parts) return undefined;
  const codes = parts.map((part) => (typeof part === 'string' ? part : reference(part, writer)));
  const [first] = parts;
  if (parts.length === 1 && first !== undefined && typeof first !== 'string') return reference(first, writer);
  if (codes.includes(undefined)) return undefined;
  const template = parts.map((part, index) =>
    typeof part === 'string' ? part.replace(/[\\`]|\$(?=\{)/g, '\\$&') : `\${${codes[index] ?? ''}}`,
  );
  return `\`${template.join('')}\``;
}

interface Reference {
  readonly name: string;
  readonly attribute?: string;
}

function reference({ name, attribute }: Reference, { names, refer }: Writer): string | undefined {
  if (attribute !== undefined || !name.startsWith('AWS::')) return refer(name, attribute);
  const pseudo = PSEUDO[name];
  const aws = pseudo === undefined ? undefined : names.of('Aws');
  return aws === undefined ? undefined : `${aws}.${pseudo ?? ''}`;
}

function partsOf(json: Json): readonly (string | Reference)[] | undefined {
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null || Array.isArray(json)) return undefined;
  const object = json as JsonObject;
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Sub': sub, 'Fn::Join': join } = object;
  if (Object.keys(object).length !== 1) return undefined;
  if (typeof ref === 'string') return [{ name: ref }];
  if (Array.isArray(attribute)) {
    const [name, ...rest] = attribute as readonly Json[];
    return typeof name === 'string' && rest.every((step) => typeof step === 'string') ? [{ name, attribute: rest.join('.') }] : undefined;
  }
  if (typeof attribute === 'string')
    return [{ name: attribute.slice(0, attribute.indexOf('.')), attribute: attribute.slice(attribute.indexOf('.') + 1) }];
  if (typeof sub === 'string') return substituted(sub);
  if (!Array.isArray(join)) return undefined;
  const [separator, items] = join as readonly Json[];
  if (typeof separator !== 'string' || !Array.isArray(items)) return undefined;
  const parts = (items as readonly Json[]).map(partsOf);
  if (parts.includes(undefined)) return undefined;
  return parts.flatMap((part, index) => [...(index > 0 && separator !== '' ? [separator] : []), ...(part ?? [])]);
}

function substituted(text: string): readonly (string | Reference)[] {
  return text.split(/(\$\{[^}]+\})/).flatMap((piece): readonly (string | Reference)[] => {
    const name = /^\$\{([^!}][^}]*)\}$/.exec(piece)?.[1];
    if (name === undefined) return piece === '' ? [] : [piece.replaceAll('${!', '${')];
    const dot = name.indexOf('.');
    return [dot < 0 ? { name } : { name: name.slice(0, dot), attribute: name.slice(dot + 1) }];
  });
}

// ── Properties of constructs ─────────────────────────────────────────────────────────────────────────────────────────────

/** Of the constructs that are written by hand: how a property of the resource is called in their props, and what stands for a value. */
type Prop = readonly [name: string, code: (value: Json, writer: Writer) => Code | undefined];
const member =
  (library: string) =>
  (value: Json, { names }: Writer): Code | undefined => {
    const owner = typeof value === 'string' && /^\w+$/.test(value) ? names.of(library) : undefined;
    return owner === undefined ? undefined : `${owner}.${value as string}`;
  };
const days = (value: Json, { names }: Writer): Code | undefined => {
  const duration = typeof value === 'number' ? names.of('Duration') : undefined;
  return duration === undefined ? undefined : `${duration}.days(${Number(value)})`;
};
const plain = (value: Json, writer: Writer): Code | undefined => valueCode(value, writer);
const policies: Readonly<Record<string, string>> = { Retain: 'RETAIN', Delete: 'DESTROY' };
const removal = (value: Json, { names }: Writer): Code | undefined => {
  const policy = typeof value === 'string' ? policies[value] : undefined;
  const owner = policy === undefined ? undefined : names.of('RemovalPolicy');
  return owner === undefined ? undefined : `${owner}.${policy ?? ''}`;
};
/** aws-cdk-lib 2.276.0, aws-kms/lib/key.d.ts and alias.d.ts. Origin and BypassPolicyLockoutSafetyCheck have no property there. */
const PROPS: Readonly<Record<string, Readonly<Record<string, Prop>>>> = {
  'aws_kms.Key': {
    KeySpec: ['keySpec', member('aws_kms.KeySpec')],
    KeyUsage: ['keyUsage', member('aws_kms.KeyUsage')],
    EnableKeyRotation: ['enableKeyRotation', plain],
    RotationPeriodInDays: ['rotationPeriod', days],
    PendingWindowInDays: ['pendingWindow', days],
    MultiRegion: ['multiRegion', plain],
    Enabled: ['enabled', plain],
    Description: ['description', plain],
    DeletionPolicy: ['removalPolicy', removal],
    UpdateReplacePolicy: ['removalPolicy', removal],
  },
  'aws_kms.Alias': {
    AliasName: ['aliasName', plain],
    DeletionPolicy: ['removalPolicy', removal],
    UpdateReplacePolicy: ['removalPolicy', removal],
  },
};

/** How a property of the resource is called in the props of a construct; undefined where it has none. */
export function propertyName(library: string, property: string): string | undefined {
  if (isGenerated(library))
    return /Policy$/.test(property) && property !== 'KeyPolicy' ? undefined : property.charAt(0).toLowerCase() + property.slice(1);
  return PROPS[library]?.[property]?.[0];
}

/** A value of a property for the props of a construct; undefined where it cannot be said. */
export function propertyCode(library: string, property: string, value: Json, writer: Writer): Code | undefined {
  return isGenerated(library) ? valueCode(value, writer) : PROPS[library]?.[property]?.[1](value, writer);
}

/** A construct that CDK generates from the resource's specification: it takes the resource's own values. */
export const isGenerated = (library: string): boolean => /^aws_\w+\.Cfn\w+$/.test(library);

// ── Statements ───────────────────────────────────────────────────────────────────────────────────────────────────────────

/** A statement as `new iam.PolicyStatement({ … })`; undefined where it holds what cannot be said in the source. */
export function statementCode(statement: Json, writer: Writer): Code | undefined {
  if (typeof statement !== 'object' || statement === null || Array.isArray(statement)) return undefined;
  const props: (readonly [string, Code | undefined])[] = [];
  const { names, style } = writer;
  for (const [part, value] of Object.entries(statement as JsonObject)) {
    if (part === 'Sid' && typeof value === 'string') props.push(['sid', quoted(value, style)]);
    else if (part === 'Effect') {
      if (value === 'Deny') props.push(['effect', effect(names)]);
    } else if (part === 'Principal' || part === 'NotPrincipal')
      props.push([part === 'Principal' ? 'principals' : 'notPrincipals', principalsCode(value, writer)]);
    else if (part === 'Condition') props.push(['conditions', valueCode(value, writer)]);
    else if (/^(Not)?(Action|Resource)$/.test(part)) props.push([LISTS[part] ?? '', valueCode(listText(value), writer)]);
    else return undefined;
  }
  const made = names.of('aws_iam.PolicyStatement');
  const known = props.filter((prop): prop is [string, Code] => prop[1] !== undefined);
  if (made === undefined || known.length < props.length) return undefined;
  return { call: `new ${made}`, args: [{ object: [...known].sort(([a], [b]) => ORDER.indexOf(a) - ORDER.indexOf(b)) }] };
}

const LISTS: Readonly<Record<string, string>> = {
  Action: 'actions',
  NotAction: 'notActions',
  Resource: 'resources',
  NotResource: 'notResources',
};
const ORDER = ['sid', 'effect', 'principals', 'notPrincipals', 'actions', 'notActions', 'resources', 'notResources', 'conditions'];
const listText = (value: Json): readonly Json[] => (Array.isArray(value) ? (value as readonly Json[]) : [value]);

function effect(names: Names): string | undefined {
  const owner = names.of('aws_iam.Effect');
  return owner === undefined ? undefined : `${owner}.DENY`;
}

/** The principals of a statement as a list of CDK's principals. */
export function principalsCode(value: Json, writer: Writer): Code | undefined {
  const principal = (name: string, ...args: readonly (Code | undefined)[]): Code | undefined => {
    const made = args.includes(undefined) ? undefined : writer.names.of(`aws_iam.${name}`);
    return made === undefined ? undefined : { call: `new ${made}`, args: args as readonly Code[] };
  };
  if (value === '*') return listOr([principal('StarPrincipal')]);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return undefined;
  return listOr(
    Object.entries(value as JsonObject).flatMap(([kind, named]) =>
      listText(named).map((one) => {
        if (kind === 'Service') return principal('ServicePrincipal', valueCode(one, writer));
        if (kind !== 'AWS') return undefined;
        if (one === '*') return principal('AnyPrincipal');
        if (isOwnRoot(one)) return principal('AccountRootPrincipal');
        const account =
          typeof one === 'string' ? (/^\d{12}$/.exec(one)?.[0] ?? /^arn:[\w-]+:iam::(\d{12}):root$/.exec(one)?.[1]) : undefined;
        return account === undefined
          ? principal('ArnPrincipal', valueCode(one, writer))
          : principal('AccountPrincipal', quoted(account, writer.style));
      }),
    ),
  );
}

const listOr = (list: readonly (Code | undefined)[]): Code | undefined =>
  list.includes(undefined) || list.length === 0 ? undefined : { list: list as Code[] };

/** The root of the stack's own account, as CDK and people write it. */
function isOwnRoot(json: Json): boolean {
  const parts = partsOf(json) ?? [];
  const text = parts.map((part) => (typeof part === 'string' ? part : `\${${part.name}}`)).join('');
  return /^arn:(\$\{AWS::Partition\}|[\w-]+):iam::\$\{AWS::AccountId\}:root$/.test(text);
}
