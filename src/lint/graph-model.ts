/** The picture of an app: its stacks and what ties them, its keys with their aliases, and whom their policies and IAM let in. */
import type { Drawing, DrawnEdge, DrawnNode } from '../types/report.js';
import { stackIdOf } from '../core/ids.js';
import { printText } from '../core/text.js';
import { inside, member, textOf } from '../core/value.js';
import type { Key, Link, Program } from '../types/program.js';
import type { Resource } from '../types/facts.js';
import type { PrincipalElement } from '../types/statement.js';
import type { ResourceId, StackId } from '../types/values.js';
import { importedKeyName } from '../words/imported-key.js';
import { innerLinkLabel, LINK_VERB, linkPhrase } from '../words/link.js';
import { keyIdOf, usersOf } from './key-users.js';

/** The resource's own name, without the stack's: what stands in the stack's box. */
export type NameOfResource = (resource: ResourceId) => string;

export function drawingOf(program: Program, nameOf: NameOfResource): Drawing {
  const picture = new Picture(program, nameOf);
  picture.stacks();
  picture.keys();
  picture.grants();
  picture.users();
  picture.templateCycles();
  return picture.drawing();
}

/** More cycles than this make no picture that anybody reads. */
const MOST_CYCLES = 8;

/** Only the stacks that are in a cycle for certain, the way round each, and what to break; undefined where there is none. */
export function cyclesOnly(program: Program, nameOf: NameOfResource): Drawing | undefined {
  const cycles = program.cycles.filter(({ certainty }) => certainty === 'certain').slice(0, MOST_CYCLES);
  if (cycles.length === 0) return undefined;
  const around = cycles.flatMap(({ edges }) => edges);
  const picture = new Picture({ ...program, links: around, cycles }, nameOf);
  picture.stacks();
  const { nodes, edges } = picture.drawing();
  const ids = new Set(around.flatMap(({ from, to }) => [from, to]));
  return { nodes: nodes.filter(({ id }) => ids.has(id)), edges: edges.filter(({ inCycle }) => inCycle) };
}

class Picture {
  readonly #program: Program;
  readonly #nameOf: NameOfResource;
  readonly #nodes = new Map<string, DrawnNode>();
  readonly #edges = new Map<string, DrawnEdge>();

  constructor(program: Program, nameOf: NameOfResource) {
    this.#program = program;
    this.#nameOf = nameOf;
  }

  drawing(): Drawing {
    return { nodes: [...this.#nodes.values()], edges: [...this.#edges.values()] };
  }

  stacks(): void {
    const { stacks, links, cycles } = this.#program;
    for (const { id, parent } of stacks.values()) {
      this.#node({ id, kind: 'stack', label: this.#stackName(id) });
      if (parent !== undefined) this.#edge(stackIdOf(parent), id, 'nests');
    }
    const around = stepsOf(cycles.flatMap(({ edges }) => edges)),
      broken = stepsOf(cycles.flatMap(({ breaks }) => breaks));
    for (const [step, edges] of byStep([...links, ...cycles.flatMap((cycle) => cycle.edges)])) {
      const [first] = edges;
      if (!first) continue;
      this.#edge(first.from, first.to, this.#label(edges), {
        inCycle: around.has(step),
        toBreak: broken.has(step),
        possible: edges.every(({ certainty }) => certainty !== 'certain'),
        details: edges.map((link) => this.#sentence(link)),
      });
    }
  }

  keys(): void {
    for (const { stack, resources } of [...this.#program.stacks.values()].map(({ id, resources: all }) => ({ stack: id, resources: all })))
      for (const resource of resources) if (resource.type === 'AWS::KMS::Alias') this.#alias(resource, stack);
    for (const key of this.#program.keys) {
      this.#resource(key.id, 'key');
      this.#principals(key);
    }
  }

  /**
   * What IAM policies of the app allow on its keys; whether the key policy lets them is not asked, so that the edge does not say that the
   * key may be used.
   */
  grants(): void {
    for (const { key, owners: holders = [], actions } of this.#program.iamAllows)
      for (const { attribute } of holders) {
        const [part] = attribute;
        if (typeof part !== 'object') continue;
        const id = `${part.scope}#${part.name.split('.')[0] ?? ''}`;
        this.#resource(id, 'principal');
        this.#edge(id, key, 'IAM allows', { details: [`IAM allows ${actions.join(', ')}`] });
      }
  }

  /** What uses the keys, imported ones among them, and whether those can that must. */
  users(): void {
    const { uses, importedKeys, keys } = this.#program;
    for (const { id, name } of importedKeys)
      this.#node({ id, kind: 'key', label: `${importedKeyName({ name }, this.#program)} (imported)` });
    for (const { by, key, certainty } of uses) {
      const id = keyIdOf(key);
      if (id === undefined) continue;
      this.#resource(by, 'resource');
      this.#edge(by, id, 'is encrypted with', { possible: certainty !== 'certain' });
    }
    for (const id of new Set([...keys.map((key) => key.id), ...importedKeys.map((key) => key.id)]))
      for (const { kind, name, id: role, can, missing, targets } of usersOf(id, this.#program)) {
        const user =
          role ?? this.#node({ id: `${kind} ${name ?? ''}`, kind: kind === 'service' ? 'service' : 'principal', label: name ?? '' });
        if (role !== undefined) this.#resource(role, 'principal');
        const details = [
          `must use it for ${targets.map((target) => this.#nameOf(target)).join(', ')}`,
          ...(missing.length > 0 ? [`is not allowed ${missing.join(', ')}`] : []),
        ];
        this.#edge(user, id, can === 'no' ? 'cannot use' : can === 'yes' ? 'can use' : 'must use', {
          possible: can === 'unknown',
          details,
        });
      }
  }

  /** Cycles inside templates: the edge out of the key policy is the one to break. */
  templateCycles(): void {
    for (const { key, edges } of this.#program.templateCycles)
      for (const [i, link] of edges.entries()) {
        const from = this.#cycleEnd(i === 0 ? key : link.from),
          to = this.#cycleEnd(link.to);
        this.#edge(from, to, i === 0 ? 'key policy refers to' : innerLinkLabel(link), {
          inCycle: true,
          toBreak: i === 0,
          possible: link.certainty !== 'certain',
          details: [linkPhrase(link)],
        });
      }
  }

  /** A resource in a cycle; a nested stack is the box that is there already. */
  #cycleEnd(id: ResourceId): string {
    const nested = id.replace(/#([^#]*)$/, '/$1');
    if (this.#program.stacks.has(nested)) return nested;
    this.#resource(id, 'resource');
    return id;
  }

  /** A nested stack is called by its parent and its construct. */
  #stackName(id: StackId): string {
    const facts = this.#program.stacks.get(id);
    if (facts?.parent === undefined) return facts?.name ?? id;
    return `${this.#stackName(stackIdOf(facts.parent))}/${this.#nameOf(facts.parent)}`;
  }

  #alias(resource: Resource, stack: StackId): void {
    const properties = this.#program.fold(resource.properties, inside(resource.at, 'Properties'), stack, {});
    const name = textOf(member(properties, 'AliasName')),
      target = textOf(member(properties, 'TargetKeyId'));
    this.#node({ id: resource.id, kind: 'alias', label: name ? printText(name) : resource.logicalId, group: stack });
    const key = target && this.#program.resource(target);
    if (key) this.#edge(resource.id, key.id, '');
  }

  #principals(key: Key): void {
    const { readable, statements } = key.policy;
    if (!readable) return;
    for (const { effect, principals, implied } of statements) {
      if (effect !== 'Allow' || implied) continue;
      for (const who of principals) {
        const id = this.#principal(who, key);
        if (id !== undefined) this.#edge(key.id, id, 'lets in');
      }
    }
  }

  /** The node of a principal; none for the key's own account, which nearly every key lets in, and for nobody. */
  #principal(who: PrincipalElement, key: Key): string | undefined {
    const written = printText(who.text);
    switch (who.is) {
      case 'entity': {
        const id = who.resource ?? this.#named(written);
        if (id !== undefined && this.#program.stacks.has(stackIdOf(id))) this.#resource(id, 'principal');
        else this.#node({ id: `principal ${written}`, kind: 'principal', label: written.replace(/^arn:[^:]*:(iam|sts)::/, '') });
        return id ?? `principal ${written}`;
      }
      case 'account':
      case 'someone': {
        const account = printText(who.account);
        if (account === printText(key.env.account)) return undefined;
        return this.#node({ id: `account ${account}`, kind: 'principal', label: `account ${account}` });
      }
      case 'everyone':
        return this.#node({ id: 'everyone', kind: 'principal', label: 'everyone' });
      case 'service':
        return this.#node({ id: `service ${written}`, kind: 'service', label: written });
      default:
        return undefined;
    }
  }

  /** The role or user of the app that has this ARN. */
  #named(arn: string): ResourceId | undefined {
    return this.#program.links.find(({ kind, name, target }) => kind === 'key-policy-principal' && name === arn && target !== undefined)
      ?.target;
  }

  #label(links: readonly Link[]): string {
    const made = links.filter(({ kind }) => kind !== 'manifest');
    if (made.length === 0) return LINK_VERB.manifest;
    const objects = new Map<string, Set<string>>();
    for (const link of made) {
      const verb = LINK_VERB[link.kind];
      objects.set(verb, (objects.get(verb) ?? new Set()).add(this.#object(link)));
    }
    return [...objects].map(([verb, names]) => `${verb} ${few([...names])}`).join('; ');
  }

  #object({ target, name }: Link): string {
    return target === undefined ? `"${name.length > 28 ? `${name.slice(0, 27)}…` : name}"` : this.#nameOf(target);
  }

  #sentence(link: Link): string {
    const other = this.#stackName(link.to);
    return link.by === undefined ? linkPhrase(link, other) : `${this.#nameOf(link.by)} ${linkPhrase(link, other)}`;
  }

  #node(node: DrawnNode): string {
    if (!this.#nodes.has(node.id)) this.#nodes.set(node.id, node);
    return node.id;
  }

  #resource(id: ResourceId, kind: DrawnNode['kind']): void {
    this.#node({ id, kind, label: this.#nameOf(id), group: stackIdOf(id) });
  }

  /** Of several edges with the same ends one is drawn, with all that is said of them. */
  #edge(from: string, to: string, label: string, more: Partial<DrawnEdge> = {}): void {
    const id = `${from}\n${to}`,
      before = this.#edges.get(id);
    this.#edges.set(id, {
      from,
      to,
      label: before && before.label !== label && before.label !== '' ? `${before.label}, ${label}` : label,
      inCycle: more.inCycle === true || before?.inCycle === true,
      toBreak: more.toBreak === true || before?.toBreak === true,
      possible: more.possible === true && (before?.possible ?? true),
      details: [...new Set([...(before?.details ?? []), ...(more.details ?? [])])],
    });
  }
}

const few = ([first = '', ...more]: readonly string[]): string => (more.length === 0 ? first : `${first} +${more.length}`);

const stepOf = ({ from, to }: Link): string => `${from}\n${to}`;
const stepsOf = (links: readonly Link[]): ReadonlySet<string> => new Set(links.map(stepOf));
function byStep(links: readonly Link[]): ReadonlyMap<string, readonly Link[]> {
  const steps = new Map<string, Link[]>();
  for (const link of links) {
    const list = steps.get(stepOf(link));
    if (list && !list.includes(link)) list.push(link);
    else if (!list) steps.set(stepOf(link), [link]);
  }
  return steps;
}
