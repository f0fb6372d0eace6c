/** Reduces one template to the facts that rules and the linker ask for; the template itself can then be dropped. */
import type { Address, Env, Json, JsonObject, Need, Resource, StackFacts, StackId } from '../types.js';
import { object } from '../assembly/assembly.js';
import { decided } from './conditions.js';

import { fold, foldText, type Scope } from './fold.js';
import { arnOf, onlySymbol } from './text.js';
import { inside, member } from './value.js';

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
    types,
    exports: [],
    outputs: {},
    needs: [],
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
    outputs: Object.fromEntries(outputs.map(({ name, value, at }) => [name, { value, at }])),
    exports: outputs.flatMap(({ value, at, output }) => {
      const name = foldText(object(output['Export'])['Name'] ?? null, scope);
      return name && name.length > 0 ? [{ name, value, at, conditional: off(base, output) !== false }] : [];
    }),
    needs: [...needsOf(resources, '/Resources', base, scope), ...needsOf(object(template['Outputs']), '/Outputs', base, scope)],
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

/** Whether a thing with a Condition is not there: true, false, or undefined where the deployment decides. */
function off(facts: StackFacts, thing: JsonObject): boolean | undefined {
  const name = thing['Condition'];
  if (typeof name !== 'string') return false;
  const way = decided(facts, name);
  return way === undefined ? undefined : !way;
}

/** The imports, stack outputs and cross-Region reads in a section of a template. */
function needsOf(section: JsonObject, pointer: string, facts: StackFacts, scope: Scope): readonly Need[] {
  const found: Need[] = [],
    path: string[] = [];
  const walk = (json: Json, conditional: boolean): void => {
    if (typeof json !== 'object' || json === null) return;
    if (Array.isArray(json)) {
      for (const [i, item] of (json as readonly Json[]).entries()) {
        path.push(String(i));
        walk(item, conditional);
        path.pop();
      }
      return;
    }
    for (const [key, value] of Object.entries(json)) {
      path.push(key);
      if (key === 'Fn::If' && Array.isArray(value)) {
        const way = typeof value[0] === 'string' ? decided(facts, value[0]) : undefined;
        for (const branch of way === undefined ? [1, 2] : [way ? 1 : 2]) {
          path.push(String(branch));
          walk((value as readonly Json[])[branch] ?? null, conditional || way === undefined);
          path.pop();
        }
      } else {
        const need =
          key === 'Fn::ImportValue' || key === 'Fn::GetStackOutput'
            ? needAt(key, value, scope, inside({ file: facts.file, pointer }, ...path.slice(0, -1)), conditional)
            : undefined;
        if (need) found.push(need);
        else walk(value, conditional);
      }
      path.pop();
    }
  };
  for (const [name, json] of Object.entries(section)) {
    const thing = object(json),
      gone = off(facts, thing);
    if (gone === true) continue;
    path.push(name);
    if (thing['Type'] === 'Custom::CrossRegionExportReader')
      found.push(
        ...readerNeeds(thing, { file: facts.file, pointer: inside({ file: '', pointer }, name).pointer }, scope, gone === undefined),
      );
    for (const part of ['Properties', 'Value'])
      if (thing[part] !== undefined) {
        path.push(part);
        walk(thing[part], gone === undefined);
        path.pop();
      }
    path.pop();
  }
  return found;
}

function needAt(
  name: 'Fn::ImportValue' | 'Fn::GetStackOutput',
  value: Json,
  scope: Scope,
  at: Address,
  conditional: boolean,
): Need | undefined {
  const need = name === 'Fn::ImportValue' ? importNeed(value, scope, at, conditional) : outputNeed(value, scope, at, conditional),
    symbol = onlySymbol(foldText({ [name]: value }, scope) ?? []);
  return need && symbol ? { ...need, symbol } : need;
}

function importNeed(value: Json, scope: Scope, at: Address, conditional: boolean): Need | undefined {
  const name = foldText(value, scope);
  return name && { kind: 'import', name, at, conditional };
}

/** Fn::GetStackOutput reads another stack's output when it is deployed; RoleArn names the account, Region the Region, both else the own. */
function outputNeed(value: Json, scope: Scope, at: Address, conditional: boolean): Need | undefined {
  const fields = object(value),
    name = foldText(fields['StackName'] ?? null, scope),
    output = foldText(fields['OutputName'] ?? null, scope);
  const region = fields['Region'] === undefined ? scope.facts.env.region : foldText(fields['Region'], scope);
  const role = fields['RoleArn'] === undefined ? undefined : foldText(fields['RoleArn'], scope);
  const account = fields['RoleArn'] === undefined ? scope.facts.env.account : role && arnOf(role)?.account;
  return (
    name && {
      kind: 'stack-output',
      name,
      at,
      conditional,
      ...(output ? { output: output.map((part) => (typeof part === 'string' ? part : part.name)).join('') } : {}),
      ...(region ? { region } : {}),
      ...(account ? { account } : {}),
    }
  );
}

/** CDK's cross-Region references: the reader imports the names that a writer in the other stack puts into SSM (aws-cdk-lib/core/lib/private/export-reader.ts). */
function readerNeeds(resource: JsonObject, at: Address, scope: Scope, conditional: boolean): readonly Need[] {
  const folded = fold(resource['Properties'] ?? {}, inside(at, 'Properties'), scope),
    imports = member(member(folded, 'ReaderProps'), 'imports');
  return imports?.is === 'map'
    ? Object.entries(imports.entries).map(([name, value]) => ({
        kind: 'cross-region-export' as const,
        name: [name],
        at: value.at,
        conditional,
      }))
    : [];
}
