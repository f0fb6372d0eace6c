/** The linker: joins the facts of all templates, so that an import leads to the resource behind the export, and stacks to the stacks they need. */
import type { Answer, Link, Need, Resource, ResourceId, StackFacts, StackId, Sym, Text } from '../types.js';
import { object } from '../assembly/assembly.js';
import { sameEnv } from './env.js';
import { fold } from './fold.js';
import { literal, onlySymbol, printText, sameText, text, textKey } from './text.js';
import { member, textOf } from './value.js';

export interface Linked {
  readonly links: readonly Link[];
  /** A text with every symbol replaced by what the other stacks say of it. */
  readonly resolve: (value: Text) => Text;
  /** What a single symbol stands for, where another template says it. */
  readonly resolveSymbol: (symbol: Sym) => Text | undefined;
  /** The kept resource that a text names by Ref or attribute. */
  readonly resource: (value: Text) => Resource | undefined;
}

/** Chains of exports of exports longer than this are not followed. */
const DEPTH = 10;

export function link(stacks: ReadonlyMap<StackId, StackFacts>): Linked {
  const all = [...stacks.values()];
  const index = indexOf(all);
  const byId = new Map<ResourceId, Resource>(all.flatMap((facts) => facts.resources.map((resource) => [resource.id, resource] as const)));

  const behind = (symbol: Sym, depth: number): Text | undefined => {
    const stack = stacks.get(symbol.scope),
      follow = (value: Text | undefined): Text | undefined => value && (depth < DEPTH ? resolveText(value, depth + 1) : value);
    if (symbol.of === 'parameter' && stack?.parent !== undefined)
      return follow(nestedParameter(byId.get(stack.parent), symbol.name, stacks));
    if (symbol.of === 'attribute' && stack) {
      const dot = symbol.name.indexOf('.'),
        logicalId = symbol.name.slice(0, dot),
        attribute = symbol.name.slice(dot + 1);
      if (attribute.startsWith('Outputs.'))
        return follow(stacks.get(`${stack.id}/${logicalId}`)?.outputs[attribute.slice('Outputs.'.length)]?.value);
      return stack.types[logicalId] === 'Custom::CrossRegionExportReader' ? follow(index.written.get(attribute)?.value) : undefined;
    }
    if (symbol.of === 'import' || symbol.of === 'output') {
      const target = index.symbols.get(textKey([symbol]));
      return follow(target);
    }
    return undefined;
  };
  const resolveText = (value: Text, depth: number): Text =>
    value.every((part) => typeof part === 'string')
      ? value
      : text(...value.map((part) => (typeof part === 'string' ? part : (behind(part, depth) ?? part))));
  const top = (id: StackId): StackId => {
    const parent = stacks.get(id)?.parent;
    return parent === undefined ? id : top(parent.slice(0, parent.lastIndexOf('#')));
  };

  const links: Link[] = [];
  for (const facts of all) {
    for (const { to, at } of facts.dependsOn)
      if (stacks.has(to))
        links.push({ from: facts.id, to, kind: 'manifest', name: stacks.get(to)?.name ?? to, at, hard: true, holds: 'yes' });
    for (const need of facts.needs) {
      for (const { stack, at, holds, value } of index.targets(facts, need)) {
        const from = top(facts.id),
          to = top(stack.id);
        if (holds === 'yes' && value && need.symbol) index.symbols.set(textKey([need.symbol]), value);
        if (from !== to)
          links.push({
            from,
            to,
            kind: need.kind,
            name: need.output ?? printText(need.name),
            at: need.at,
            toAt: at,
            hard: true,
            holds: need.conditional && holds === 'yes' ? 'unknown' : holds,
          });
      }
    }
  }
  return {
    links,
    resolve: (value) => resolveText(value, 0),
    resolveSymbol: (symbol) => behind(symbol, 0),
    resource(value) {
      const symbol = onlySymbol(resolveText(value, 0));
      if (symbol?.of !== 'ref' && symbol?.of !== 'attribute') return undefined;
      const logicalId = symbol.of === 'ref' ? symbol.name : symbol.name.slice(0, symbol.name.indexOf('.'));
      return byId.get(`${symbol.scope}#${logicalId}`);
    },
  };
}

interface Target {
  readonly stack: StackFacts;
  readonly at: Link['at'];
  readonly holds: Answer;
  readonly value: Text | undefined;
}

function indexOf(all: readonly StackFacts[]) {
  const exported = new Map<string, { stack: StackFacts; entry: StackFacts['exports'][number] }[]>(),
    open: { stack: StackFacts; entry: StackFacts['exports'][number] }[] = [];
  const named = new Map<string, StackFacts[]>(),
    written = new Map<string, { stack: StackFacts; at: Link['at']; value: Text }>();
  for (const stack of all) {
    for (const entry of stack.exports) {
      const name = literal(entry.name);
      if (name === undefined) open.push({ stack, entry });
      else exported.set(name, [...(exported.get(name) ?? []), { stack, entry }]);
    }
    if (stack.parent === undefined) named.set(stack.stackName, [...(named.get(stack.stackName) ?? []), stack]);
    for (const resource of stack.resources)
      if (resource.type === 'Custom::CrossRegionExportWriter') {
        const exports = member(member(fold(resource.properties, resource.at, { facts: stack, world: {} }), 'WriterProps'), 'exports');
        if (exports?.is === 'map')
          for (const [name, value] of Object.entries(exports.entries))
            written.set(name, { stack, at: value.at, value: textOf(value) ?? [] });
      }
  }
  /** The surest candidates: those that hold for certain, else those that may. */
  const best = (targets: readonly Target[]): readonly Target[] => {
    const sure = targets.filter(({ holds }) => holds === 'yes');
    return sure.length > 0 ? sure.slice(0, 1) : targets.filter(({ holds }) => holds === 'unknown');
  };
  return {
    symbols: new Map<string, Text>(),
    written,
    targets(from: StackFacts, need: Need): readonly Target[] {
      if (need.kind === 'import') {
        const name = literal(need.name),
          candidates = name === undefined ? open : [...(exported.get(name) ?? []), ...open];
        return best(
          candidates.flatMap(({ stack, entry }) => {
            const env = sameEnv(from, stack),
              same = sameText(entry.name, need.name),
              holds: Answer =
                env === 'no' || same === 'no' ? 'no' : env === 'yes' && same === 'yes' && !entry.conditional ? 'yes' : 'unknown';
            // A name with unknown pieces matches nearly anything: only equal texts count.
            return holds === 'no' || same !== 'yes' ? [] : [{ stack, at: entry.at, holds, value: entry.value }];
          }),
        );
      }
      if (need.kind === 'cross-region-export') {
        const target = written.get(printText(need.name));
        return target ? [{ stack: target.stack, at: target.at, holds: 'yes', value: undefined }] : [];
      }
      if (need.kind !== 'stack-output') return [];
      return best(
        (named.get(literal(need.name) ?? '') ?? []).flatMap((stack) => {
          const account = need.account ? sameText(need.account, stack.env.account) : 'unknown',
            region = need.region ? sameText(need.region, stack.env.region) : 'unknown';
          const output = need.output === undefined ? undefined : stack.outputs[need.output];
          return account === 'no' || region === 'no'
            ? []
            : [
                {
                  stack,
                  at: output?.at ?? { file: stack.file, pointer: '' },
                  holds: account === 'yes' && region === 'yes' ? ('yes' as const) : ('unknown' as const),
                  value: output?.value,
                },
              ];
        }),
      );
    },
  };
}

/** What the parent gives to a parameter of its nested stack. */
function nestedParameter(parent: Resource | undefined, name: string, stacks: ReadonlyMap<StackId, StackFacts>): Text | undefined {
  const facts = parent && stacks.get(parent.stack);
  const value = object(object(parent?.properties)['Parameters'])[name];
  return parent && facts && value !== undefined ? textOf(fold(value, parent.at, { facts, world: {} })) : undefined;
}
