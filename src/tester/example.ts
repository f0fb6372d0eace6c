/** Runs one rule on one example: the example becomes a cloud assembly in memory, which is linted as a real one. */
import { memoryFiles } from '../files/memory.js';
import { lintInputs, type LintInput } from '../lint/lint.js';
import { fix } from '../fix/fix.js';
import { writeChanges } from '../fix/write.js';
import type { AnyRule, Example, ExampleStack } from '../types/rule.js';
import type { Files, JsonObject } from '../types/files.js';
import type { FixedFinding, LeftFinding, LintResult } from '../types/report.js';

const APP = '/app',
  OUT = `${APP}/cdk.out`;

/** The files of an example: its source under /app, the assembly under /app/cdk.out, all templates formatted with this indent. */
export function filesOf(example: Example, indent = 1): Files {
  const stacks = Object.entries(example.stacks).map(([name, stack]): readonly [string, ExampleStack] => [
    name,
    isFull(stack) ? stack : { template: stack },
  ]);
  const artifacts = stacks.map(
    ([name, { env, dependsOn, metadata, executionRole }]) =>
      [
        name,
        {
          type: 'aws:cloudformation:stack',
          environment: `aws://${env?.[0] ?? 'unknown-account'}/${env?.[1] ?? 'unknown-region'}`,
          properties: {
            templateFile: `${name}.template.json`,
            ...(executionRole === undefined ? {} : { cloudFormationExecutionRoleArn: executionRole }),
          },
          displayName: name,
          dependencies: dependsOn ?? [],
          ...(metadata ? { additionalMetadataFile: `${name}.metadata.json` } : {}),
        },
      ] as const,
  );
  const flags = Object.fromEntries(
    Object.entries(example.flags ?? {}).map(([flag, userValue]) => [flag, { userValue, recommendedValue: true }]),
  );
  const report = example.flags
    ? [['flags', { type: 'cdk:feature-flag-report', properties: { module: 'aws-cdk-lib', flags } }] as const]
    : [];
  return memoryFiles({
    ...Object.fromEntries(Object.entries(example.source ?? {}).map(([file, text]) => [`${APP}/${file}`, text])),
    ...(example.context ? { [`${APP}/cdk.context.json`]: JSON.stringify(example.context) } : {}),
    [`${OUT}/manifest.json`]: JSON.stringify(
      {
        version: '55.0.0',
        ...(example.missing ? { missing: example.missing } : {}),
        artifacts: Object.fromEntries<unknown>([...artifacts, ...report]),
      },
      null,
      2,
    ),
    ...Object.fromEntries(
      stacks.map(([name, { template }]) => [`${OUT}/${name}.template.json`, JSON.stringify(template, null, indent)] as const),
    ),
    ...Object.fromEntries(
      stacks.flatMap(([name, { metadata }]) => (metadata ? [[`${OUT}/${name}.metadata.json`, JSON.stringify(metadata)]] : [])),
    ),
  });
}

function isFull(stack: JsonObject | ExampleStack): stack is ExampleStack {
  return 'template' in stack && !('Resources' in stack);
}

/**
 * Lints an example with one rule, what is only possible too.
 * @returns the whole result; a Problem in it means that the example is no valid input
 */
export function runRule(rule: AnyRule, example: Example, indent = 1): LintResult {
  return lintInputs(inputOf(rule, example, filesOf(example, indent)));
}

/** What came of the fixes of a rule; the types of the machinery that made them are not the user's. */
export interface FixedExample {
  /** As the example was. */
  readonly before: { readonly result: LintResult };
  /** As it is then: what remains. */
  readonly after: { readonly result: LintResult };
  readonly fixed: readonly FixedFinding[];
  readonly left: readonly LeftFinding[];
  /** The files that are changed. */
  readonly changes: readonly { readonly file: string; readonly before: string; readonly after: string }[];
}

/**
 * Applies all that the rule proposes for an example, unsafe fixes too: to cdk.json, else to the templates.
 * @returns what came of it, and once more what the same does to the result: nothing is left to change there, if the rule is right
 */
export function fixExample(rule: AnyRule, example: Example): { readonly first: FixedExample; readonly again: FixedExample } {
  const files = filesOf(example);
  const options = { targets: ['cdk-json', 'template'], unsafe: true, promoted: [], readOnly: () => undefined } as const;
  const first = fix(inputOf(rule, example, files), options);
  writeChanges(files, first.changes);
  return { first, again: fix(inputOf(rule, example, files), options) };
}

function inputOf(rule: AnyRule, { options, externalKeys }: Example, files: Files): LintInput {
  return {
    files,
    paths: [OUT],
    root: APP,
    rules: [rule],
    config: {
      rules: { [rule.id]: { level: 'on', ...(options ? { options } : {}) } },
      ...(externalKeys ? { externalKeys } : {}),
      pedantic: true,
    },
    tool: { name: 'kms-lint', version: '0' },
  };
}
