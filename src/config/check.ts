/** Holds a configuration against its schema, and against the rules that there are. */
import type * as ajv from 'ajv/dist/2020.js';
import { load } from '../core/lazy.js';
import { didYouMean } from '../core/nearest.js';
import type { AnyRule } from '../types/rule.js';
import type { Config } from '../types/config.js';
import type { JsonObject } from '../types/files.js';
import { faultsOf, type ConfigFault, type SchemaFault } from './messages.js';
import { AJV_OPTIONS } from './schema.js';
import { schemaFaults } from './validator.js';

/** @returns what is wrong with the form of a configuration, whatever rules there are; empty where it is a Config */
export function checkForm(config: unknown): readonly ConfigFault[] {
  return faultsOf(schemaFaults(config));
}

/**
 * What a configuration says of rules, held against them.
 * @param config its form is right
 * @param rules the built-in ones and those of `customRules`
 * @param builtIn the ids of those whose options the schema has already checked
 */
export function checkRules(config: Config, rules: readonly AnyRule[], builtIn: ReadonlySet<string>): readonly ConfigFault[] {
  const ids = rules.map(({ id }) => id);
  const unknown = (id: string, pointer: string): readonly ConfigFault[] =>
    ids.includes(id) ? [] : [{ pointer, message: `there is no rule ${id}${didYouMean(id, ids)}` }];
  const unknownKeys = (record: object, pointer: string): readonly ConfigFault[] =>
    Object.keys(record).flatMap((id) => unknown(id, `${pointer}/${id}`));
  return [
    ...unknownKeys(config.rules ?? {}, '/rules'),
    ...(config.overrides ?? []).flatMap((override, index) => unknownKeys(override.rules, `/overrides/${index}/rules`)),
    ...(config.ignores ?? []).flatMap(({ rule }, index) => unknown(rule, `/ignores/${index}/rule`)),
    ...(config.ignores ?? []).flatMap(({ expires }, index) => notADay(expires, `/ignores/${index}/expires`)),
    ...(config.safeFixes ?? []).flatMap((id, index) => unknown(id, `/safeFixes/${index}`)),
    ...rules.filter(({ id }) => !builtIn.has(id)).flatMap((rule) => optionFaults(rule, config)),
  ];
}

/** 2026-02-30 has the form of a date, but is none. */
function notADay(date: string | undefined, pointer: string): readonly ConfigFault[] {
  if (date === undefined) return [];
  const parsed = new Date(`${date}T00:00:00Z`);
  const isDay = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(date);
  return isDay ? [] : [{ pointer, message: `there is no day ${date}` }];
}

/** The options of a rule that the schema of the configuration does not know. */
function optionFaults({ id, options }: AnyRule, config: Config): readonly ConfigFault[] {
  const setting = config.rules?.[id];
  const given = typeof setting === 'object' ? setting.options : undefined;
  if (given === undefined) return [];
  const pointer = `/rules/${id}/options`;
  if (!options) return [{ pointer, message: 'this rule has no options' }];
  return schemaFaultsOf(options.schema, given).map((fault) => ({ ...fault, pointer: pointer + fault.pointer }));
}

/** Checks a value by a schema that is known only at run time. */
function schemaFaultsOf(schema: JsonObject, value: unknown): readonly ConfigFault[] {
  const { Ajv2020 } = load('ajv/dist/2020.js') as typeof ajv;
  const validate = new Ajv2020(AJV_OPTIONS).compile(schema);
  return validate(value) ? [] : faultsOf((validate.errors ?? []) as readonly SchemaFault[]);
}
