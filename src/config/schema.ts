/** The JSON Schema of the configuration: what editors complete with, and what the validator is made of. */
import type { AnyRule } from '../types/rule.js';
import type { FailOn, Level, Preset, RuleSetting } from '../types/config.js';
import type { Json, JsonObject } from '../types/files.js';

export const PRESETS = ['recommended', 'strict', 'security-hub', 'cis'] as const satisfies readonly Preset[];
export const LEVELS = ['error', 'warning', 'note'] as const satisfies readonly Level[];
export const FAIL_ON = [...LEVELS, 'never'] as const satisfies readonly FailOn[];
const SETTINGS = [...LEVELS, 'on', 'off'] as const satisfies readonly RuleSetting[];

/** How ajv is set wherever a configuration is checked. verbose: messages name the words that would have been right. */
export const AJV_OPTIONS = { allErrors: true, verbose: true, strict: true, allowUnionTypes: true, strictTypes: false } as const;

/** @param rules the built-in rules: each is a word that an editor knows, with its options. Ids of custom rules are checked apart. */
export function configSchema(rules: readonly AnyRule[]): JsonObject {
  const sorted = [...rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    $id: 'urn:kms-lint:config:1',
    title: 'kms-lint configuration',
    $defs: {
      setting: setting(undefined),
      customRule: setting({ type: 'object' }),
      level: { type: 'string', enum: SETTINGS },
    },
    ...record(
      {
        $schema: { description: 'For editors: ./node_modules/kms-lint/schema/config.schema.json', type: 'string' },
        extends: {
          description: 'Configurations to go on from: paths from this folder that begin with a dot, or packages. Of several the last wins.',
          type: ['string', 'array'],
          minLength: 1,
          items: TEXT,
        },
        presets: {
          description: 'Which rules run. Default: recommended.',
          ...list({ type: 'string', enum: PRESETS }),
          minItems: 1,
        },
        rules: {
          description: 'The level of single rules, or off; it goes before the presets. With options: { "level", "options" }.',
          type: 'object',
          properties: Object.fromEntries(sorted.map((rule) => [rule.id, ruleSchema(rule)])),
          additionalProperties: { $ref: '#/$defs/customRule' },
        },
        overrides: {
          description: 'Other levels for some stacks. Of several that match a stack the last wins.',
          ...list(
            record(
              {
                stacks: {
                  description: 'Paths of stacks or Stages, or globs of them: "Dev", "*/Keys". A path covers all that is below it.',
                  ...list(TEXT),
                  minItems: 1,
                },
                rules: {
                  description: 'The level of single rules on these stacks, or off.',
                  type: 'object',
                  properties: Object.fromEntries(sorted.map(({ id, title }) => [id, { description: title, ...LEVEL }])),
                  additionalProperties: LEVEL,
                },
              },
              ['stacks', 'rules'],
            ),
          ),
        },
        externalKeys: {
          description: 'Keys that others own, and what their policies allow: rules are silent about what an entry vouches for.',
          ...list(
            record(
              {
                key: { description: 'Its ARN, the ARN or name of an alias of it, or the text by which a finding names it.', ...TEXT },
                allow: {
                  description: '"all", or a list of what is allowed.',
                  type: ['string', 'array'],
                  if: { type: 'string' },
                  then: { enum: ['all'] },
                  else: {
                    minItems: 1,
                    items: record({
                      principals: {
                        description:
                          'Services (s3.amazonaws.com), accounts (111122223333), ARNs; globs work. Anyone, where it is left out.',
                        ...list(TEXT),
                        minItems: 1,
                      },
                      actions: {
                        description: 'Actions as in IAM: kms:Decrypt, kms:GenerateDataKey*. Any, where it is left out.',
                        ...list({ type: 'string', pattern: '^(\\*|[Kk][Mm][Ss]:\\S+)$' }),
                        minItems: 1,
                      },
                    }),
                  },
                },
                reason: { description: 'How that is known: a link to the policy, the team to ask.', ...TEXT },
              },
              ['key', 'allow'],
            ),
          ),
        },
        exclude: {
          description:
            'Assemblies and templates that are not linted: paths from this folder, or globs of them. What matches covers all below it; ' +
            'without a slash it matches in any folder.',
          ...list(TEXT),
        },
        ignores: {
          description: 'Findings that are known and meant to stay.',
          ...list(
            record(
              {
                rule: { description: 'The id of the rule.', ...TEXT },
                construct: {
                  description:
                    'A construct path, or a glob of them: "Dev/**/Scratch*". A path covers all that is below it. Default: everywhere.',
                  ...TEXT,
                },
                reason: { description: 'Why the finding is meant to stay.', ...TEXT },
                expires: { description: 'The last day on which it holds: 2026-12-31.', type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
              },
              ['rule', 'reason'],
            ),
          ),
        },
        safeFixes: { description: 'Rules whose promotable fixes count as safe.', ...list(TEXT) },
        synth: {
          description: 'Configurations of the app, beside the one without context, in which a fix of the source is proved as well.',
          ...list(
            record({
              context: { description: 'As -c key=value gives it.', type: 'object' },
              env: { description: 'Variables of the environment.', type: 'object', additionalProperties: { type: 'string' } },
            }),
          ),
        },
        customRules: {
          description: "Modules that export rules: paths from the configuration's folder, or names of packages.",
          ...list(TEXT),
        },
        pedantic: { description: 'Shows also what is only possible, because a value is not known before deployment.', type: 'boolean' },
        failOn: {
          description: 'From which level on a finding makes the exit code 1. Default: error.',
          type: 'string',
          enum: FAIL_ON,
        },
        maxWarnings: { description: 'More warnings than this make the exit code 1.', type: 'integer', minimum: 0 },
        baseline: { description: "The file of the baseline, from the configuration's folder.", ...TEXT },
      },
      [],
    ),
  };
}

const TEXT: JsonObject = { type: 'string', minLength: 1 };
const LEVEL: JsonObject = { $ref: '#/$defs/level' };

const list = (items: JsonObject): JsonObject => ({ type: 'array', items });

function record(properties: Readonly<Record<string, Json>>, required: readonly string[] = []): JsonObject {
  return { type: 'object', additionalProperties: false, ...(required.length > 0 ? { required } : {}), properties };
}

function ruleSchema({ title, options }: AnyRule): JsonObject {
  return { description: title, ...(options ? setting(options.schema) : { $ref: '#/$defs/setting' }) };
}

/** A level, or an object with level and options; without a schema of the options there are none. */
function setting(options: JsonObject | undefined): JsonObject {
  return {
    type: ['string', 'object'],
    if: { type: 'string' },
    then: { enum: SETTINGS },
    else: record({ level: LEVEL, ...(options ? { options } : {}) }),
  };
}
