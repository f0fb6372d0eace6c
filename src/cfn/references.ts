/** The references inside one template: which resource waits for which other. */
import { objectOf } from '../core/json.js';
import type { Address, Json, JsonObject } from '../types/files.js';
import type { Reference, TemplateFacts } from '../types/facts.js';
import { inside } from '../core/value.js';

type When = Reference['when'];

/** The resources of a template that each of its resources refers to, itself among them. */
export function targetsIn(template: JsonObject, { types }: Pick<TemplateFacts, 'types'>): ReadonlyMap<string, ReadonlySet<string>> {
  const resources = objectOf(template['Resources']),
    all = new Map<string, Set<string>>();
  for (const id of Object.keys(types)) {
    const resource = objectOf(resources[id]),
      targets = new Set<string>();
    const add = (name: string): void => {
      const dot = name.indexOf('.'),
        to = dot < 0 ? name : name.slice(0, dot);
      if (Object.hasOwn(types, to)) targets.add(to);
    };
    for (const to of listed(resource['DependsOn'])) targets.add(to);
    walk(resource['Properties'] ?? null, [], [], add);
    all.set(id, targets);
  }
  return all;
}

/** Ref, Fn::GetAtt and Fn::Sub in the properties of resources, and DependsOn. What points to no resource of the template is left out. */
export function referencesIn(template: JsonObject, facts: Pick<TemplateFacts, 'file' | 'types'>): readonly Reference[] {
  const resources = objectOf(template['Resources']),
    found: Reference[] = [];
  const conditionOf = (id: string): When => {
    const condition = objectOf(resources[id])['Condition'];
    return typeof condition === 'string' ? [{ condition, is: true }] : [];
  };
  for (const id of Object.keys(facts.types)) {
    const resource = objectOf(resources[id]),
      at = inside({ file: facts.file, pointer: '/Resources' }, id),
      own = conditionOf(id);
    const add = (to: string, kind: Reference['kind'], where: Address, when: When, attribute?: string): void => {
      if (!Object.hasOwn(facts.types, to)) return;
      found.push({ from: id, to, kind, at: where, when: [...when, ...conditionOf(to)], ...(attribute === undefined ? {} : { attribute }) });
    };
    for (const to of listed(resource['DependsOn'])) add(to, 'depends-on', inside(at, 'DependsOn'), own);
    walk(resource['Properties'] ?? null, ['Properties'], own, (name, path, when) => {
      const dot = name.indexOf('.');
      if (dot < 0) add(name, 'reference', inside(at, ...path), when);
      else add(name.slice(0, dot), 'reference', inside(at, ...path), when, name.slice(dot + 1));
    });
  }
  return found;
}

const listed = (json: Json | undefined): readonly string[] =>
  (Array.isArray(json) ? (json as readonly Json[]) : [json]).filter((item) => typeof item === 'string');

type Tell = (name: string, path: Path, when: When) => void;
type Path = readonly (string | number)[];

/** @param path the steps to the value: grows on the way in, and is as before on the way out */
function walk(json: Json, path: (string | number)[], when: When, tell: Tell): void {
  if (typeof json !== 'object' || json === null) return;
  if (Array.isArray(json)) {
    for (let i = 0; i < json.length; i++) if (isOpen(json[i])) below(json[i] as Json, path, i, when, tell);
    return;
  }
  const members = json as JsonObject;
  for (const key of Object.keys(members)) {
    const value = members[key] ?? null;
    if (key === 'Ref' && typeof value === 'string') tell(value, path, when);
    else if (key === 'Fn::GetAtt') tell(attributeName(value), path, when);
    else if (key === 'Fn::Sub') substituted(value, path, when, tell);
    else if (key === 'Fn::If' && Array.isArray(value) && typeof value[0] === 'string')
      for (const branch of [1, 2] as const) {
        const decided = [...when, { condition: value[0], is: branch === 1 }];
        path.push(key);
        below((value as readonly Json[])[branch] ?? null, path, branch, decided, tell);
        path.pop();
      }
    else if (isOpen(value)) below(value, path, key, when, tell);
  }
}

function below(json: Json, path: (string | number)[], step: string | number, when: When, tell: Tell): void {
  path.push(step);
  walk(json, path, when, tell);
  path.pop();
}

const isOpen = (json: unknown): boolean => typeof json === 'object' && json !== null;

function attributeName(value: Json): string {
  if (typeof value === 'string') return value;
  return Array.isArray(value) ? (value as readonly Json[]).filter((part) => typeof part === 'string').join('.') : '';
}

function substituted(value: Json, path: (string | number)[], when: When, tell: Tell): void {
  const [template, own] = Array.isArray(value) ? (value as readonly Json[]) : [value, undefined];
  const names = objectOf(own);
  if (typeof template === 'string')
    for (const [, name = ''] of template.matchAll(/\$\{\s*([^}!\s]+)\s*\}/g)) if (!Object.hasOwn(names, name)) tell(name, path, when);
  path.push('Fn::Sub');
  below(names, path, 1, when, tell);
  path.pop();
}
