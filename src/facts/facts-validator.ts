/** The validator of a file of facts. In dist/ the build puts code in place of this module that needs no schema library at run time. */
import { Ajv2020 } from 'ajv/dist/2020.js';
import { FACTS_AJV_OPTIONS, FACTS_SCHEMA } from './schema.js';

const compiled = new Ajv2020(FACTS_AJV_OPTIONS).compile(FACTS_SCHEMA);

/** The first fault, since a file that is none may hold any number of them. @returns its JSON pointer and what is wrong there */
export function factsFault(facts: unknown): { readonly instancePath: string; readonly message?: string } | undefined {
  return compiled(facts) ? undefined : (compiled.errors?.[0] ?? { instancePath: '', message: 'must be facts' });
}
