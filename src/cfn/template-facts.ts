/** Reduces one template to the facts that rules and the linker ask for; the template itself can then be dropped. */
import { objectOf } from '../core/json.js';
import { memo } from '../core/memo.js';
import type { Address, JsonObject } from '../types/files.js';
import type { Env, StackId } from '../types/values.js';
import type { Named, Resource, TemplateFacts } from '../types/facts.js';
import { isKeyType } from '../reference/cloudformation.js';
import { namingProperties } from '../reference/consumers.js';
import { dataStore, keepingProperties } from '../reference/data-stores.js';
import { contextNameProperty } from '../reference/encrypted-targets.js';
import { deliveryProperties } from '../reference/delivery-properties.js';
import { foldText, type Scope } from './fold.js';
import { namedIn, namingProperty } from './physical-names.js';
import { externalReferencesOf, off } from './external-references.js';
import { inside } from '../core/value.js';

/** What the assembly says of a stack before its template is read. */
export interface StackFrame {
  readonly id: StackId;
  readonly stackName: string;
  readonly name: string;
  readonly stage: string;
  readonly stagePath: string;
  readonly env: Env;
  readonly file: string;
  readonly constructPath: string;
  readonly dependsOn: TemplateFacts['dependsOn'];
  readonly parent?: string;
  readonly executionRole?: string;
  /** Found in the text of the template before it was parsed: see keys/lookups.ts. */
  readonly placeholders?: TemplateFacts['placeholders'];
}

/**
 * Resources that are kept whole: what keys are made of, who is granted to use them and what they encrypt, and what ties stacks together.
 */
const KEPT_TYPES =
  /^(AWS::KMS::|AWS::IAM::(Role|User|Group|Policy|ManagedPolicy|RolePolicy|UserPolicy|GroupPolicy)$|AWS::(S3::Bucket|SQS::Queue|SNS::Topic)Policy$|AWS::SNS::TopicInlinePolicy$|AWS::SQS::QueueInlinePolicy$|AWS::(SecretsManager|Kinesis)::ResourcePolicy$|AWS::CloudFormation::Stack$|AWS::SSO::PermissionSet$|AWS::Serverless::(Function|StateMachine)$|Custom::CrossRegionExport)/;

const isKept = memo((type: string) => KEPT_TYPES.test(type));

export function factsOf(template: JsonObject, frame: StackFrame): TemplateFacts {
  const resources = objectOf(template['Resources']),
    types: Record<string, string> = {};
  for (const [logicalId, resource] of Object.entries(resources)) {
    const type = objectOf(resource)['Type'];
    if (typeof type === 'string') types[logicalId] = type;
  }
  const { executionRole, ...own } = frame;
  const base: TemplateFacts = {
    ...own,
    resources: [],
    consumers: [],
    types,
    exports: [],
    outputs: {},
    externalReferences: [],
    named: [],
    cyclicReferences: [],
    placeholders: frame.placeholders ?? [],
    parameters: objectOf(template['Parameters']),
    conditions: objectOf(template['Conditions']),
    mappings: objectOf(template['Mappings']),
    ...(template['Metadata'] === undefined ? {} : { metadata: template['Metadata'] }),
    counts: {
      resources: Object.keys(types).length,
      keys: Object.values(types).filter(isKeyType).length,
    },
  };
  const scope: Scope = { facts: base, scenario: {} };
  const outputs = Object.entries(objectOf(template['Outputs'])).flatMap(([name, json]) => {
    const output = objectOf(json),
      value = foldText(output['Value'] ?? null, scope),
      at: Address = { file: frame.file, pointer: inside({ file: '', pointer: '/Outputs' }, name).pointer };
    return value && off(base, output) !== true ? [{ name, value, at, output }] : [];
  });
  const kept: Resource[] = [],
    consumers: Resource[] = [],
    named: Named[] = [];
  for (const logicalId of Object.keys(resources)) {
    const resource = objectOf(resources[logicalId]),
      type = types[logicalId] ?? '';
    if (isKept(type) || isNoted(resource)) kept.push(keep(logicalId, resource, frame));
    const using = consumer(logicalId, resource, frame);
    if (using) consumers.push(using);
    const gone = namingProperty(type) === undefined || off(base, resource);
    if (gone === true) continue;
    const at = inside({ file: frame.file, pointer: '/Resources' }, logicalId),
      name = namedIn(logicalId, type, resource, at, scope, gone === undefined);
    if (name) named.push(name);
  }
  return {
    ...base,
    ...(executionRole === undefined ? {} : { executionRole: foldText({ 'Fn::Sub': executionRole }, scope) ?? [] }),
    resources: kept,
    consumers,
    outputs: Object.fromEntries(outputs.map(({ name, value, at }) => [name, { value, at }])),
    exports: outputs.flatMap(({ value, at, output }) => {
      const name = foldText(objectOf(output['Export'])['Name'] ?? null, scope);
      return name && name.length > 0 ? [{ name, value, at, conditional: off(base, output) !== false }] : [];
    }),
    externalReferences: externalReferencesOf(template, base, scope),
    named,
  };
}

/** Encrypted by KMS also where no property tells it: under a key that AWS manages. */
const ENCRYPTED_ANYHOW: ReadonlySet<string> = new Set(['AWS::SecretsManager::Secret']);

/** What bears a suppression is kept, so that one that does nothing can be told. */
function isNoted(resource: JsonObject): boolean {
  return 'kms-lint' in objectOf(resource['Metadata']);
}

function keep(logicalId: string, json: JsonObject, frame: StackFrame): Resource {
  return {
    id: `${frame.id}#${logicalId}`,
    stack: frame.id,
    logicalId,
    type: typeof json['Type'] === 'string' ? json['Type'] : '',
    properties: json['Properties'] ?? {},
    at: inside({ file: frame.file, pointer: '/Resources' }, logicalId),
    ...(typeof json['Condition'] === 'string' ? { condition: json['Condition'] } : {}),
    ...(json['DeletionPolicy'] === undefined ? {} : { deletionPolicy: json['DeletionPolicy'] }),
    ...(json['UpdateReplacePolicy'] === undefined ? {} : { updateReplacePolicy: json['UpdateReplacePolicy'] }),
    ...(json['Metadata'] === undefined ? {} : { metadata: json['Metadata'] }),
  };
}

/**
 * A resource that may name a key, reach an encrypted resource or be one, with the properties that tell it; none where it has none of them.
 */
function consumer(logicalId: string, json: JsonObject, frame: StackFrame): Resource | undefined {
  const type = typeof json['Type'] === 'string' ? json['Type'] : '';
  if (isKept(type)) return undefined;
  const naming = namingProperties(type),
    delivering = deliveryProperties(type);
  if (naming.size === 0 && delivering.size === 0) return undefined;
  const keeping = keepingProperties(type),
    properties = objectOf(json['Properties']);
  const given = Object.entries(properties).filter(([name]) => naming.has(name) || delivering.has(name) || keeping.includes(name));
  // What it is called counts only where something else does.
  const own = contextNameProperty(type),
    named = own === undefined || given.length === 0 || properties[own] === undefined ? [] : [[own, properties[own]] as const];
  // What holds data is kept where it stays, whoever names its key.
  return given.length > 0 || ENCRYPTED_ANYHOW.has(type) || (json['DeletionPolicy'] !== undefined && dataStore(type))
    ? keep(logicalId, { ...json, Properties: Object.fromEntries([...given, ...named]), Metadata: {} }, frame)
    : undefined;
}
