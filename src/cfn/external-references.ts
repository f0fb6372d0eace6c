/** What a template needs that other templates may offer: imports, outputs of stacks, parameters of SSM, and things by their names. */
import {
  dynamicReferences,
  firstPiece,
  importNeed,
  isReadFromSsm,
  mayLeadAway,
  outputNeed,
  parametersIn,
  withoutVersion,
  type WithoutPlace,
} from './reference-names.js';
import { objectOf, isObject } from '../core/json.js';
import type { Address, Json, JsonObject } from '../types/files.js';
import type { ExternalReference, TemplateFacts } from '../types/facts.js';
import type { Sym, Text } from '../types/values.js';
import { conditionDecided } from './scenarios.js';
import { fold, foldText, type Scope } from './fold.js';
import { envKey } from './env.js';
import { namingProperty } from './physical-names.js';
import { arnOf, literal, onlySymbol, splitText } from '../core/text.js';
import { inside, member } from '../core/value.js';
import { isSilent, statementParts, propertyUseOf, type PropertyUse } from './property-uses.js';

/** Whether a thing with a Condition is not there: true, false, or undefined where the deployment decides. */
export function off(facts: TemplateFacts, thing: JsonObject): boolean | undefined {
  const name = thing['Condition'];
  if (typeof name !== 'string') return false;
  const way = conditionDecided(facts, name);
  return way === undefined ? undefined : !way;
}

export function externalReferencesOf(template: JsonObject, facts: TemplateFacts, scope: Scope): readonly ExternalReference[] {
  const reader = new Reader(facts, scope);
  for (const [name, json] of Object.entries(objectOf(template['Resources']))) reader.resource(name, objectOf(json));
  for (const [name, json] of Object.entries(objectOf(template['Outputs']))) reader.output(name, objectOf(json));
  reader.unusedParameters();
  return reader.found;
}

/**
 * How what is walked is looked at. use: what names in it are for; quiet: names in it mean nothing; joined: it is a piece of a string that
 * was looked at whole.
 */
interface Look {
  readonly use: PropertyUse | undefined;
  readonly quiet: boolean;
  readonly joined: boolean;
  readonly conditional: boolean;
}

class Reader {
  readonly found: ExternalReference[] = [];
  /** Where the walk is, as steps of a pointer. */
  private readonly path: string[] = [];
  private readonly ssm: ReadonlySet<string>;
  private readonly used = new Set<string>();

  constructor(
    private readonly facts: TemplateFacts,
    private readonly scope: Scope,
  ) {
    this.ssm = new Set(Object.keys(facts.parameters).filter((name) => isReadFromSsm(objectOf(facts.parameters[name]))));
  }

  resource(name: string, resource: JsonObject): void {
    const gone = off(this.facts, resource);
    const type = resource['Type'];
    if (gone === true || typeof type !== 'string') return;
    const conditional = gone === undefined,
      properties = objectOf(resource['Properties']),
      naming = namingProperty(type);
    this.within(['Resources', name], () => {
      if (type === 'Custom::CrossRegionExportReader') this.readerNeeds(resource, conditional);
      this.path.push('Properties');
      for (const property of Object.keys(properties)) {
        const value = properties[property] ?? null,
          use = propertyUseOf(type, property),
          look: Look = { use, quiet: property === naming || isSilent(property), joined: false, conditional };
        if (use?.policy && typeof value === 'string') this.policyText(property, value, look);
        else this.below(property, value, look);
      }
      this.path.pop();
    });
  }

  output(name: string, output: JsonObject): void {
    const gone = off(this.facts, output);
    if (gone === true || output['Value'] === undefined) return;
    this.within(['Outputs', name, 'Value'], () => {
      this.walk(output['Value'] ?? null, { use: undefined, quiet: true, joined: false, conditional: gone === undefined });
    });
  }

  /** Parameters whose values CloudFormation reads from SSM are needed also where nothing refers to them. */
  unusedParameters(): void {
    for (const name of this.ssm)
      if (!this.used.has(name))
        this.within(['Parameters', name, 'Default'], () => {
          this.parameter(name, false);
        });
  }

  private parameter(name: string, conditional: boolean): void {
    if (!this.ssm.has(name)) return;
    this.used.add(name);
    const symbol: Sym = { of: 'parameter', name, scope: this.facts.id };
    const { Default: usual } = objectOf(this.facts.parameters[name]);
    // Without a default the parent of a nested stack says the name.
    this.add({ kind: 'ssm-parameter', name: typeof usual === 'string' ? [withoutVersion(usual)] : [symbol], symbol }, conditional);
  }

  private within(steps: readonly string[], then: () => void): void {
    this.path.push(...steps);
    then();
    this.path.length -= steps.length;
  }

  private get at(): Address {
    return inside({ file: this.facts.file, pointer: '' }, ...this.path);
  }

  private add(found: WithoutPlace, conditional: boolean): void {
    this.found.push({ ...found, at: this.at, conditional });
  }

  private walk(json: Json, look: Look): void {
    if (typeof json === 'string') this.string(json, look);
    else if (Array.isArray(json)) for (let i = 0; i < json.length; i += 1) this.below(String(i), json[i] as Json, look);
    else if (isObject(json)) this.object(json, look);
  }

  private object(json: JsonObject, look: Look): void {
    const keys = Object.keys(json),
      parts = statementParts(json, look),
      [only = ''] = keys,
      isString = keys.length === 1 && (only === 'Ref' || only.startsWith('Fn::')) && this.madeString(json, only, look);
    const inner = isString && !look.joined ? { ...look, joined: true } : look;
    for (const key of keys) {
      const value = json[key] ?? null;
      if (key === 'Fn::If' && Array.isArray(value))
        this.within([key], () => {
          this.branches(value as readonly Json[], inner);
        });
      else if (key === 'Fn::ImportValue' || key === 'Fn::GetStackOutput')
        this.within([key], () => {
          this.intrinsic(key, value, inner);
        });
      else if (parts) this.below(key, value, key === 'Principal' || key === 'NotPrincipal' ? parts.principal : parts.other);
      else this.below(key, value, !inner.quiet && isSilent(key) ? { ...inner, quiet: true } : inner);
    }
  }

  /** As within, for what most of a template is: without a function for each value. */
  private below(step: string, value: Json, look: Look): void {
    this.path.push(step);
    this.walk(value, look);
    this.path.pop();
  }

  /** An intrinsic function that makes a string: looked at whole. @returns whether it is one */
  private madeString(json: JsonObject, name: string, look: Look): boolean {
    if (name === 'Fn::If') return false;
    for (const parameter of parametersIn(name, json[name] ?? null)) this.parameter(parameter, look.conditional);
    const isJoined = name === 'Fn::Join' || name === 'Fn::Sub';
    if (look.joined || !(isJoined || look.use?.every)) return look.joined;
    this.whole(json, look);
    return true;
  }

  private branches(branches: readonly Json[], look: Look): void {
    const [condition] = branches;
    const way = typeof condition === 'string' ? conditionDecided(this.facts, condition) : undefined;
    for (const branch of way === undefined ? [1, 2] : [way ? 1 : 2])
      this.within([String(branch)], () => {
        this.walk(branches[branch] ?? null, { ...look, conditional: look.conditional || way === undefined });
      });
  }

  private intrinsic(name: 'Fn::ImportValue' | 'Fn::GetStackOutput', value: Json, look: Look): void {
    const need = name === 'Fn::ImportValue' ? importNeed(value, this.scope) : outputNeed(value, this.scope);
    if (!need) {
      this.walk(value, look);
      return;
    }
    const symbol = onlySymbol(foldText({ [name]: value }, this.scope) ?? []);
    // The need stands at the value that holds the intrinsic function.
    const inner = this.path.pop() ?? '';
    this.add({ ...need, ...(symbol ? { symbol } : {}) }, look.conditional);
    this.path.push(inner);
  }

  private string(value: string, look: Look): void {
    if (look.joined) return;
    if (value.includes(DYNAMIC)) this.dynamic([value], look);
    // Most strings are no names, or mean nothing: they become no texts.
    else if (!look.quiet && (look.use?.every || isNameLike(value))) this.name([value], look);
  }

  /** A string that is put together. */
  private whole(json: JsonObject, look: Look): void {
    const dynamic = says(json, DYNAMIC);
    if (!dynamic && !look.use?.every && (look.quiet || !isNameLike(firstPiece(json)))) return;
    const folded = foldText(json, this.scope);
    if (!folded) return;
    if (dynamic) this.dynamic(folded, look);
    this.name(folded, look);
  }

  private name(written: Text, look: Look): void {
    if (look.quiet) return;
    const { kind = 'physical-name' as const, of, hard = false, every = false } = look.use ?? {};
    const [head] = written;
    if (!(every || (typeof head === 'string' && isNameLike(head))) || !mayLeadAway(written, of)) return;
    this.add({ kind, name: written, ...(of ? { of } : {}), hard }, look.conditional);
  }

  /**
   * Dynamic references: without the parameter or secret there the deployment stops
   * (https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/dynamic-references.html).
   */
  private dynamic(written: Text, look: Look): void {
    for (const { service, key } of dynamicReferences(written)) {
      if (service === 'ssm' || service === 'ssm-secure') {
        const plain = literal(key);
        const name: Text = plain === undefined ? key : [withoutVersion(plain)];
        const symbol =
          plain === undefined
            ? {}
            : { symbol: { of: 'dynamic' as const, name: `resolve:${service}:${plain}`, scope: envKey(this.facts.env, this.facts.stage) } };
        this.add({ kind: 'ssm-parameter', name, ...symbol }, look.conditional);
      } else if (service === 'secretsmanager' && !arnOf(key)) {
        const [name = []] = splitText(key, ':', 2);
        if (literal(name) !== undefined) this.add({ kind: 'physical-name', name, of: 'secret', hard: true }, look.conditional);
      }
    }
  }

  /** A policy that is written as a JSON string: its places are the string's own. */
  private policyText(property: string, value: string, look: Look): void {
    let json: Json;
    try {
      json = JSON.parse(value) as Json;
    } catch {
      return;
    }
    const before = this.found.length,
      at = inside(this.at, property);
    this.walk(json, look);
    for (let i = before; i < this.found.length; i++) this.found[i] = { ...(this.found[i] as ExternalReference), at };
  }

  /**
   * CDK's cross-Region references: the reader imports the names that a writer in the other stack puts into SSM
   * (aws-cdk-lib/core/lib/private/export-reader.ts).
   */
  private readerNeeds(resource: JsonObject, conditional: boolean): void {
    const folded = fold(resource['Properties'] ?? {}, inside(this.at, 'Properties'), this.scope),
      imports = member(member(folded, 'ReaderProps'), 'imports');
    if (imports?.is !== 'map') return;
    for (const [name, value] of Object.entries(imports.entries))
      this.found.push({ kind: 'cross-region-export', name: [name], at: value.at, conditional });
  }
}

/** How a dynamic reference begins. */
const DYNAMIC = '{{resolve:';
const isNameLike = (start: string): boolean => start.startsWith('arn:') || start.startsWith('alias/');

/** Whether a word stands in one of the strings or names of a value. */
function says(json: Json, word: string): boolean {
  if (typeof json === 'string') return json.includes(word);
  if (Array.isArray(json)) return (json as readonly Json[]).some((item) => says(item, word));
  return isObject(json) && Object.keys(json).some((name) => name.includes(word) || says(json[name] ?? null, word));
}
