/** The services that must use a key as themselves: for a resource that names it, and to deliver to an encrypted target. */
import { text } from '../core/text.js';
import { textOf } from '../core/value.js';
import { consumingProperties } from '../reference/consumers.js';
import { isGrantedByCdk, serviceDeliveries, type ServiceDelivery } from '../reference/service-deliveries.js';
import type { Resource } from '../types/facts.js';
import type { ServiceAccess } from '../types/required-access.js';
import type { Env, Text, Value } from '../types/values.js';
import { inEveryScenario } from './every-scenario.js';
import { keyNameOf } from './key-names.js';
import { valuesAt } from './paths.js';
import { allBeside, beside, reachedBy, standings, type Search, type Standing } from './reach.js';
import { sentBy } from './sent.js';
import { holdsFor } from './where.js';

/** What a resource asks of services. */
export function serviceAccessOf(resource: Resource, search: Search): readonly ServiceAccess[] {
  const deliveries = serviceDeliveries(resource.type),
    uses = consumingProperties(resource.type).filter(
      ({ service }) => service.speaks && isOfService(service.kind) && service.statement === 'required',
    );
  const speaking = deliveries.filter(({ speaks, kind }) => (speaks && isOfService(kind)) || kind === 'impossible');
  if (speaking.length === 0 && uses.length === 0) return [];
  return inEveryScenario(standings(resource, search), (standing) => [
    ...uses.flatMap((use) => ofUse(use, standing, search)),
    ...speaking.flatMap((row) => ofDelivery(row, standing, search)),
  ]);
}

const isOfService = (kind: string): kind is 'service' | 'service-linked-role' => kind === 'service' || kind === 'service-linked-role';

function ofUse(
  { path, service, where }: ReturnType<typeof consumingProperties>[number],
  standing: Standing,
  search: Search,
): readonly ServiceAccess[] {
  if (!isOfService(service.kind)) return [];
  const { kind, principals, minimalActions, callerMay, statements, failsAt, atMost, confidence } = service;
  return valuesAt(standing.root, path).flatMap(({ value, taken }): readonly ServiceAccess[] => {
    if (holdsFor(where, standing.root, taken) !== 'yes') return [];
    const key = keyNameOf(textOf(value), standing.facts, search.program);
    if (!key) return [];
    return [
      {
        kind,
        key,
        keyAt: value.at,
        target: standing.resource.id,
        source: standing.resource.id,
        at: value.at,
        principals: principals.map((name) => principalText(name, standing.facts.env)),
        enough: [minimalActions],
        callerMay,
        statements,
        sent: sentBy(service, standing),
        failsAt,
        atMost,
        confidence,
        byCdk: false,
        certainty: 'certain',
      },
    ];
  });
}

function ofDelivery(row: ServiceDelivery, standing: Standing, search: Search): readonly ServiceAccess[] {
  const { kind, sourcePath, targets, where, principals, minimalActions, statements, failsAt, atMost, confidence } = row;
  if (kind !== 'impossible' && !isOfService(kind)) return [];
  const others = othersIn(where, standing, search);
  return reachedBy(standing, sourcePath, targets, search)
    .filter(({ taken }) => holdsFor(where, standing.root, taken, others) === 'yes')
    .map(({ target, key, keyAt, at }) => ({
      kind,
      key,
      keyAt,
      target: target.resource.id,
      source: standing.resource.id,
      at,
      principals: principals.map((name) => principalText(name, target.facts.env)),
      enough: [minimalActions],
      callerMay: [],
      statements,
      sent: sentBy(row, target),
      failsAt,
      atMost,
      confidence,
      byCdk: isGrantedByCdk(standing.resource.type, target.resource.type),
      certainty: 'certain',
    }));
}

/** The properties of the resources that conditions of a row are about, where there is one of their type in the account and Region. */
function othersIn(where: ServiceDelivery['where'], standing: Standing, search: Search): ReadonlyMap<string, Value> {
  const types = new Set(where.flatMap(({ on }) => on ?? []));
  return new Map(
    [...types].flatMap((type): readonly (readonly [string, Value])[] => {
      const [only, more] = allBeside(type, standing, search),
        there = only && !more ? beside(only, standing, search) : undefined;
      return there ? [[type, there.root]] : [];
    }),
  );
}

/** The name of a principal with the account, Region and partition of a stack in it. */
function principalText(name: string, { account, region, partition }: Env): Text {
  const parts = name.split(/\$\{(AWS::\w+)\}/);
  const known: Readonly<Record<string, Text>> = { 'AWS::AccountId': account, 'AWS::Region': region, 'AWS::Partition': partition };
  return text(...parts.map((part, index) => (index % 2 === 0 ? part : (known[part] ?? part))));
}
