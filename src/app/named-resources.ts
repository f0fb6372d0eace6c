/** Which resource of the app a text names: by Ref or attribute, by an ARN written around its name, by a name that it was given. */
import { isOfAccount, isRegional, nameReferenceIn } from '../cfn/physical-names.js';
import { memoOf } from '../core/memo.js';
import { arnOf, literal, printText, textKey } from '../core/text.js';
import type { NamedKind, Resource, TemplateFacts } from '../types/facts.js';
import type { Program } from '../types/program.js';
import type { ResourceId, Sym, Text } from '../types/values.js';

/** part: what follows the name in the text, `/*` of `arn:aws:s3:::bucket/*`; empty where the text names the resource itself. */
export interface NamedResource {
  readonly resource: Resource;
  readonly part: Text;
}

/** Finds resources of which properties are kept, those that only name keys or deliver among them. */
export type ResourceFinder = (written: Text, from: TemplateFacts) => NamedResource | undefined;

const TYPES: Readonly<Partial<Record<NamedKind, string>>> = {
  role: 'AWS::IAM::Role',
  user: 'AWS::IAM::User',
  bucket: 'AWS::S3::Bucket',
  topic: 'AWS::SNS::Topic',
  queue: 'AWS::SQS::Queue',
  function: 'AWS::Lambda::Function',
  secret: 'AWS::SecretsManager::Secret',
  parameter: 'AWS::SSM::Parameter',
};

type Linked = Pick<Program, 'stacks' | 'resolve'>;

/** Every resource of which properties are kept; one that is kept whole as it is there. */
const keptIn = memoOf((stacks: Program['stacks']): ReadonlyMap<ResourceId, Resource> => {
  const byId = new Map<ResourceId, Resource>();
  for (const { resources, consumers } of stacks.values()) for (const one of [...consumers, ...resources]) byId.set(one.id, one);
  return byId;
});

export const keptResource = (id: ResourceId, { stacks }: Pick<Program, 'stacks'>): Resource | undefined => keptIn(stacks).get(id);

/** The resources of the types above by their names, each name as far as it is unique: the first stack that has it. */
const namedIn = memoOf((stacks: Program['stacks']): ReadonlyMap<string, Resource> => {
  const byId = keptIn(stacks),
    byName = new Map<string, Resource>();
  for (const { id, env, named } of stacks.values())
    for (const { kind, name, logicalId } of named) {
      const key = placed(kind, name, env.account, env.region),
        resource = byId.get(`${id}#${logicalId}`);
      if (resource && !byName.has(key)) byName.set(key, resource);
    }
  return byName;
});

const placed = (kind: NamedKind, name: Text, account: Text, region: Text): string =>
  [[kind], name, ...(isOfAccount(kind) ? [account] : []), ...(isRegional(kind) ? [region] : [])].map(textKey).join('\n');

export const namedResourceFinder: (program: Linked) => ResourceFinder = memoOf(({ stacks, resolve }: Linked) => {
  const byId = keptIn(stacks);
  const ofSymbol = ({ of, name, scope }: Sym): Resource | undefined =>
    of === 'ref' ? byId.get(`${scope}#${name}`) : of === 'attribute' ? byId.get(`${scope}#${name.split('.')[0] ?? ''}`) : undefined;

  return (written, from) => {
    const name = resolve(written),
      at = name.findIndex(isOfResource),
      symbol = name[at];
    if (typeof symbol !== 'object') return ofName(name, from);
    const resource = name.findLastIndex(isOfResource) === at ? ofSymbol(symbol) : undefined;
    return resource && isAround(name.slice(0, at), symbol) ? { resource, part: name.slice(at + 1) } : undefined;
  };

  /** A name that is spelt out. */
  function ofName(name: Text, from: TemplateFacts): NamedResource | undefined {
    const reference = nameReferenceIn(name),
      type = reference && TYPES[reference.kind];
    if (!reference || !type) return undefined;
    const account = reference.account && reference.account.length > 0 ? reference.account : from.env.account,
      region = reference.region && reference.region.length > 0 ? reference.region : from.env.region;
    const resource = namedIn(stacks).get(placed(reference.kind, reference.name, account, region));
    return resource && { resource, part: partAfter(name, reference.name) };
  }
});

const isOfResource = (piece: Text[number]): boolean => typeof piece === 'object' && (piece.of === 'ref' || piece.of === 'attribute');

/** Whether what stands before a symbol is the start of the ARN that its name is put into, or nothing. */
function isAround(before: Text, { of, name }: Sym): boolean {
  if (before.length === 0) return true;
  if (of !== 'ref' && !NAME.test(name)) return false;
  if (literal(before) === 's3://') return true;
  const arn = arnOf(before);
  if (!arn) return false;
  // What API Gateway calls: `arn:…:apigateway:REGION:sqs:path/ACCOUNT/QUEUE`, `…:s3:path/BUCKET/…`.
  return (literal(arn.service) === 'apigateway' ? /^path\/(?:[^/]+\/)?$/ : /^(?:|[\w-]+[/:])$/).test(printText(arn.resource));
}

/** Attributes that are the name of a resource. */
const NAME = /\.(?:QueueName|TopicName)$/;

/** What follows a name that is spelt out in an ARN. */
function partAfter(name: Text, called: Text): Text {
  const whole = literal(name),
    known = literal(called);
  if (whole === undefined || known === undefined) return [];
  const after = whole.slice(whole.indexOf(known) + known.length);
  return after === '' ? [] : [after];
}
