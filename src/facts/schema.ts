/** The JSON Schema of a file of facts: what other teams may rely on, and what untrusted files are held against. */
import type { JsonObject } from '../types/files.js';
import { FACTS_VERSION, FILE_PATTERN } from '../types/app-facts.js';

const TEXT = { type: 'string', maxLength: 4096 };
const FILE = { type: 'string', maxLength: 4096, pattern: FILE_PATTERN };
const COUNT = { type: 'integer', minimum: 0, maximum: 0x7fffffff };
/** More than CloudFormation takes: a template with a wrong name was linted as well, so the facts of its app can be read. */
const LOGICAL_ID = { type: 'string', pattern: '^(?!__proto__$)[^\\u0000-\\u001f\\u007f]{1,255}$' };
const SECTION = { type: 'object', propertyNames: { type: 'string', maxLength: 255, not: { enum: ['__proto__'] } } };

const record = (properties: JsonObject, required: readonly string[]): JsonObject => ({
  type: 'object',
  properties,
  required,
  additionalProperties: false,
});

const resource = {
  description:
    'The index of its definition; its construct path below the stack, where a slash at the end stands for /Resource; ' +
    'and the line of the template, or the index of a file in `sources`, line and column.',
  type: 'array',
  prefixItems: [COUNT, TEXT, COUNT, COUNT, COUNT],
  items: false,
  minItems: 1,
  not: { minItems: 4, maxItems: 4 },
};

const stack = record(
  {
    id: { description: 'Unique in the file; where it is left out, stage#name.', ...TEXT, minLength: 1 },
    name: { description: 'As people call it: Dev/Keys.', ...TEXT, minLength: 1 },
    stackName: { description: 'As CloudFormation calls it, where that is not its name.', ...TEXT },
    stage: { description: 'The folder of the manifest that lists it; where it is left out, the empty name.', ...FILE },
    stagePath: TEXT,
    constructPath: TEXT,
    account: { description: 'Left out where the app does not say it.', type: 'string', pattern: '^[^\\u0000-\\u001f\\u007f]{1,64}$' },
    region: { type: 'string', pattern: '^[^\\u0000-\\u001f\\u007f]{1,64}$' },
    file: { description: 'The template; where it is left out, name.template.json in the folder of the stage.', ...FILE, minLength: 1 },
    dependsOn: { description: 'The ids of the stacks that are deployed before it.', type: 'array', items: TEXT },
    parent: {
      description: 'Of a nested stack: the id of the stack that makes it, and the logical id there.',
      type: 'array',
      items: TEXT,
      minItems: 2,
      maxItems: 2,
    },
    resources: {
      description: 'What others can name, and what asks others, by logical id.',
      type: 'object',
      propertyNames: LOGICAL_ID,
      additionalProperties: resource,
    },
    template: record({ Outputs: SECTION, Parameters: SECTION, Conditions: SECTION, Mappings: SECTION }, []),
  },
  ['name', 'resources', 'template'],
);

/** How ajv is set for it. It stops at the first fault: a file that is none may hold any number. */
export const FACTS_AJV_OPTIONS = { strict: true, strictTypes: false, strictTuples: false, allowUnionTypes: true } as const;

export const FACTS_SCHEMA: JsonObject = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  $id: 'urn:kms-lint:facts:1',
  title: 'What a CDK app tells other apps of its KMS keys (kms-lint --facts)',
  ...record(
    {
      factsVersion: { description: 'The version of this form.', const: FACTS_VERSION },
      tool: record({ name: TEXT, version: TEXT }, ['name', 'version']),
      fingerprint: { description: 'SHA-256 over the templates of the app.', type: 'string', pattern: '^[0-9a-f]{64}$' },
      sources: {
        description: 'Files of source, relative to the root of the repository.',
        type: 'array',
        items: record({ file: FILE, hash: { type: 'string', pattern: '^[0-9a-f]{16}$' } }, ['file', 'hash']),
      },
      statements: {
        description: 'Statements of policies, each once: a number in a Statement list of a definition stands for one of these.',
        type: 'array',
        items: { type: ['object', 'string', 'array', 'boolean', 'null'] },
      },
      definitions: {
        description: 'Resources, cut to what other apps can ask: each once, however many stacks have it.',
        type: 'array',
        items: {
          type: 'object',
          properties: { Type: { type: 'string', maxLength: 255 } },
          required: ['Type'],
        },
      },
      stacks: { type: 'array', items: stack },
    },
    ['factsVersion', 'tool', 'fingerprint', 'sources', 'statements', 'definitions', 'stacks'],
  ),
};
