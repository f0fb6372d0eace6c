/** Reduces one template to the facts that rules and the linker ask for; the template itself can then be dropped. */
import type { Address, Env, JsonObject, Resource, StackFacts, StackId } from '../types.js';
import { object } from '../assembly/assembly.js';
import { namingProperties } from '../reference/consumers.js';
import { foldText, type Scope } from './fold.js';
import { namedIn } from './names.js';
import { needsOf, off } from './needs.js';
import { inside } from './value.js';

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
  readonly dependsOn: StackFacts['dependsOn'];
  readonly parent?: string;
  readonly executionRole?: string;
  /** Found in the text of the template before it was parsed: see keys/lookups.ts. */
  readonly placeholders?: StackFacts['placeholders'];
}

/** Resources that are kept whole: what keys are made of, who is granted to use them, and what ties stacks together. */
const KEPT =
  /^(AWS::KMS::|AWS::IAM::(Role|User|Group|Policy|ManagedPolicy|RolePolicy|UserPolicy|GroupPolicy)$|AWS::CloudFormation::Stack$|Custom::CrossRegionExport)/;

export function factsOf(template: JsonObject, frame: StackFrame): StackFacts {
  const resources = object(template['Resources']),
    types: Record<string, string> = {};
  for (const [logicalId, resource] of Object.entries(resources)) {
    const type = object(resource)['Type'];
    if (typeof type === 'string') types[logicalId] = type;
  }
  const { executionRole, ...own } = frame;
  const base: StackFacts = {
    ...own,
    resources: [],
    consumers: [],
    types,
    exports: [],
    outputs: {},
    needs: [],
    named: [],
    loops: [],
    placeholders: frame.placeholders ?? [],
    parameters: object(template['Parameters']),
    conditions: object(template['Conditions']),
    mappings: object(template['Mappings']),
    ...(template['Metadata'] === undefined ? {} : { metadata: template['Metadata'] }),
    counts: {
      resources: Object.keys(types).length,
      keys: Object.values(types).filter((type) => type === 'AWS::KMS::Key' || type === 'AWS::KMS::ReplicaKey').length,
    },
  };
  const scope: Scope = { facts: base, world: {} };
  const outputs = Object.entries(object(template['Outputs'])).flatMap(([name, json]) => {
    const output = object(json),
      value = foldText(output['Value'] ?? null, scope),
      at: Address = { file: frame.file, pointer: inside({ file: '', pointer: '/Outputs' }, name).pointer };
    return value && off(base, output) !== true ? [{ name, value, at, output }] : [];
  });
  return {
    ...base,
    ...(executionRole === undefined ? {} : { executionRole: foldText({ 'Fn::Sub': executionRole }, scope) ?? [] }),
    resources: Object.entries(resources).flatMap(([logicalId, json]) =>
      KEPT.test(types[logicalId] ?? '') || isNoted(object(json)) ? [keep(logicalId, object(json), frame)] : [],
    ),
    consumers: Object.entries(resources).flatMap(([logicalId, json]) => consumer(logicalId, object(json), frame)),
    outputs: Object.fromEntries(outputs.map(({ name, value, at }) => [name, { value, at }])),
    exports: outputs.flatMap(({ value, at, output }) => {
      const name = foldText(object(output['Export'])['Name'] ?? null, scope);
      return name && name.length > 0 ? [{ name, value, at, conditional: off(base, output) !== false }] : [];
    }),
    needs: needsOf(template, base, scope),
    named: Object.entries(resources).flatMap(([logicalId, json]) => {
      const gone = off(base, object(json));
      const at = inside({ file: frame.file, pointer: '/Resources' }, logicalId);
      return gone === true ? [] : (namedIn(logicalId, types[logicalId] ?? '', object(json), at, scope, gone === undefined) ?? []);
    }),
  };
}

/** What bears a suppression is kept, so that one that does nothing can be told. */
function isNoted(resource: JsonObject): boolean {
  return 'kms-lint' in object(resource['Metadata']);
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

/** A resource that may name a key, with the properties that can; none where it has none of them. */
function consumer(logicalId: string, json: JsonObject, frame: StackFrame): readonly Resource[] {
  const names = namingProperties(typeof json['Type'] === 'string' ? json['Type'] : '');
  const given = Object.entries(object(json['Properties'])).filter(([name]) => names.has(name));
  return given.length > 0 ? [keep(logicalId, { ...json, Properties: Object.fromEntries(given), Metadata: {} }, frame)] : [];
}
