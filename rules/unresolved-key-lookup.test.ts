/** How many look-ups without an answer are told, and who uses what CDK made up for them. */
import { describe, expect, it } from 'vitest';
import { runRule } from '../src/rule-tester.js';
import type { JsonObject } from '../src/types/files.js';
import type { Example, ExampleStack } from '../src/types/rule.js';
import unresolvedKeyLookup from './unresolved-key-lookup.js';

const PLACEHOLDER = '1234abcd-12ab-34cd-56ef-1234567890ab';
const stack = (region: string, ...names: readonly string[]): ExampleStack => ({
  template: {
    Resources: Object.fromEntries(
      names.map((name): [string, JsonObject] => [
        name,
        { Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: `arn:aws:kms:${region}:111122223333:key/${PLACEHOLDER}` } },
      ]),
    ),
  },
  env: ['111122223333', region],
});
const missing = (alias: string, region: string): NonNullable<Example['missing']>[number] => ({
  key: `key-provider:account=111122223333:aliasName=${alias}:region=${region}`,
  provider: 'key-provider',
  props: { aliasName: alias },
});
const told = (example: Example): readonly (readonly [string | null, string, number])[] =>
  runRule(unresolvedKeyLookup, example).findings.map(({ logicalId, message, related }) => [
    logicalId,
    / uses? the /.exec(message) ? message.slice(0, message.indexOf(' use')) : message,
    related.length,
  ]);

describe('a look-up without an answer', () => {
  it('is one finding, however many resources and stacks of its account and Region use the key', () => {
    expect(
      told({
        stacks: { A: stack('eu-west-1', 'One', 'Two'), B: stack('eu-west-1', 'Three') },
        missing: [missing('alias/shared', 'eu-west-1')],
      }),
    ).toEqual([['One', '3 resources (A/One among them)', 3]]);
  });
  it('is another in another Region', () => {
    expect(
      told({
        stacks: { A: stack('eu-west-1', 'One'), B: stack('us-east-1', 'Two') },
        missing: [missing('alias/shared', 'eu-west-1'), missing('alias/shared', 'us-east-1')],
      }),
    ).toEqual([
      ['One', 'A/One', 1],
      ['Two', 'B/Two', 1],
    ]);
  });
  it('cannot be told from another of its Region: both are named', () => {
    const { findings } = runRule(unresolvedKeyLookup, {
      stacks: { A: stack('eu-west-1', 'One', 'Two') },
      missing: [missing('alias/shared', 'eu-west-1'), missing('alias/other', 'eu-west-1')],
    });
    expect(findings.map(({ message, related }) => [/look-up of (.*) has no/.exec(message)?.[1], related.length])).toEqual([
      ['alias/shared or alias/other', 3],
    ]);
  });
  it('is named once, though two assemblies of one app miss it', () => {
    const twice = [missing('alias/shared', 'eu-west-1'), missing('alias/shared', 'eu-west-1')];
    const { findings } = runRule(unresolvedKeyLookup, { stacks: { A: stack('eu-west-1', 'One') }, missing: twice });
    expect(findings.map(({ message }) => /look-up of (.*) has no/.exec(message)?.[1])).toEqual(['alias/shared']);
  });
  it('an id that was pasted is told where it stands', () => {
    expect(told({ stacks: { A: stack('eu-west-1', 'One', 'Two') } })).toEqual([
      ['One', 'A/One', 0],
      ['Two', 'A/Two', 0],
    ]);
  });
});
