/** What is wrong with a configuration, in words: where it stands, and what would have been right. */
import { pointerStep, stepsOf } from '../core/pointer.js';
import { didYouMean } from '../core/nearest.js';

/** A fault of the configuration. pointer: RFC 6901, of the value or member that is wrong; of what is missing, where it should be. */
export interface ConfigFault {
  readonly pointer: string;
  readonly message: string;
}

/** A fault as ajv tells it, with `verbose: true`. */
export interface SchemaFault {
  readonly keyword: string;
  readonly instancePath: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly parentSchema?: Readonly<Record<string, unknown>>;
  readonly data?: unknown;
}

/** What a text of a pattern looks like, by the name of its member. */
const PATTERNS: Readonly<Record<string, string>> = {
  expires: 'a date is wanted, like 2026-12-31',
  actions: 'an action of KMS is wanted, like kms:Decrypt or kms:GenerateDataKey*',
};
/** Why something is asked for. */
const REASONS: Readonly<Record<string, string>> = {
  reason: ': say why the finding is meant to stay, for whoever reads this next year',
  allow: ': say what the policy of the key allows, or "all"',
};

/** `/ignores/0/reason` as people write it: `ignores[0].reason`. */
export function pathOf(pointer: string): string {
  return stepsOf(pointer)
    .map((step, index) => (/^\d+$/.test(step) ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join('');
}

/** One fault for each place: ajv tells some twice. */
export function faultsOf(found: readonly SchemaFault[]): readonly ConfigFault[] {
  const faults = found.flatMap((fault) => faultOf(fault) ?? []);
  return faults.filter(({ pointer }, index) => faults.findIndex((other) => other.pointer === pointer) === index);
}

function faultOf({ keyword, instancePath, params, parentSchema, data }: SchemaFault): ConfigFault | undefined {
  const at = (message: string): ConfigFault => ({ pointer: instancePath, message });
  const member = stepsOf(instancePath).findLast((step) => !/^\d+$/.test(step)) ?? '';
  switch (keyword) {
    case 'additionalProperties': {
      const name = String(params['additionalProperty']);
      const known = Object.keys(parentSchema?.['properties'] ?? {});
      return { pointer: `${instancePath}/${pointerStep(name)}`, message: unknownMember(name, known, instancePath) };
    }
    case 'required': {
      const name = String(params['missingProperty']);
      return { pointer: `${instancePath}/${pointerStep(name)}`, message: `this is missing${REASONS[name] ?? ''}` };
    }
    case 'enum': {
      const words = (params['allowedValues'] as readonly unknown[]).map(String);
      return at(`${shown(data)} is not ${oneOf(words)}${typeof data === 'string' ? didYouMean(data, words) : ''}`);
    }
    case 'type':
      return at(`${oneOf([params['type']].flat().map((type) => KINDS[String(type)] ?? String(type)))} is wanted, not ${kindOf(data)}`);
    case 'minLength':
    case 'minItems':
      return at('this must not be empty');
    case 'minimum':
      return at(`${String(params['limit'])} or more is wanted, not ${shown(data)}`);
    case 'maximum':
      return at(`${String(params['limit'])} or less is wanted, not ${shown(data)}`);
    case 'pattern':
      return at(`${PATTERNS[member] ?? `a text like ${String(params['pattern'])} is wanted`}, not ${shown(data)}`);
    // It only says that one of its branches failed, which says so itself.
    case 'if':
      return undefined;
    default:
      return at(`${shown(data)} does not keep to the schema (${keyword})`);
  }
}

function unknownMember(name: string, known: readonly string[], parent: string): string {
  if (name === 'options' && /^\/rules\/[^/]+$/.test(parent)) return 'this rule has no options';
  const near = didYouMean(name, known);
  return `there is no such setting${near === '' ? `: known here are ${known.filter((word) => word !== '$schema').join(', ')}` : near}`;
}

const KINDS: Readonly<Record<string, string>> = {
  array: 'a list',
  object: 'an object',
  string: 'a text',
  boolean: 'true or false',
  integer: 'a whole number',
  number: 'a number',
  null: 'null',
};

function kindOf(data: unknown): string {
  if (data === null || data === undefined) return String(data);
  if (Array.isArray(data)) return 'a list';
  return typeof data === 'object' ? 'an object' : typeof data === 'function' ? 'a function' : shown(data);
}

/** A value in a message: short, and on one line. */
function shown(data: unknown): string {
  const text = JSON.stringify(data) as string | undefined;
  if (text === undefined) return String(data);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}

const oneOf = (words: readonly string[]): string =>
  words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} or ${words.at(-1) ?? ''}`;
