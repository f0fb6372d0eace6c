/**
 * The validator of schema/config.schema.json. In dist/ the build puts code in place of this module that needs no schema library at run
 * time.
 */
import { Ajv2020 } from 'ajv/dist/2020.js';
import schema from '../../schema/config.schema.json' with { type: 'json' };
import type { SchemaFault } from './messages.js';
import { AJV_OPTIONS } from './schema.js';

const compiled = new Ajv2020(AJV_OPTIONS).compile(schema);

/** @returns what is wrong with a configuration; empty where nothing is */
export function schemaFaults(config: unknown): readonly SchemaFault[] {
  return compiled(config) ? [] : ((compiled.errors ?? []) as readonly SchemaFault[]);
}
