/** The contract finds what it is there to find: a rule broken in each way. */
import { describe, expect, it } from 'vitest';
import { defineRule, type AnyRule, type JsonObject, type Key, type Program, type Report } from '../rule-kit.js';
import { breachesOf, CONTRACT } from './contract.js';

const key = (properties: JsonObject): JsonObject => ({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } });
const report = (subject: Key, more: Partial<Report> = {}): Report => ({
  at: subject.at,
  when: 'yes',
  message: 'The key has a secret.',
  detail: 'secret',
  ...more,
});
const description = ({ resource }: Key): unknown => (resource.properties as JsonObject)['Description'];

/** Keeps the contract: speaks of keys with the description "secret". */
const kept = defineRule({
  id: 'secret-told',
  title: 'A key with a secret in it',
  level: 'error',
  on: 'key',
  why: 'A description is no place for secrets.',
  remedy: 'Leave the description out.',
  references: ['https://example.com/secrets'],
  *check(subject) {
    if (description(subject) === 'secret') yield report(subject);
  },
  examples: {
    bad: [{ stacks: { App: key({ Description: 'secret' }) } }],
    good: [{ title: 'another', stacks: { App: key({ Description: 'none' }) } }],
  },
});
const changed = (change: object): AnyRule => ({ ...kept, ...change });
const checking = (check: (subject: Key, program: Program) => Iterable<Report>): AnyRule => changed({ check });

it('a rule that keeps it has no breach', () => {
  expect(breachesOf(kept)).toEqual([]);
});

describe('a breach is told, with its promise and example', () => {
  it.each<[string, keyof typeof CONTRACT, AnyRule, RegExp]>([
    ['an id', 'is documented', changed({ id: 'SecretTold' }), /id SecretTold is not in kebab-case/],
    ['texts that say nothing', 'is documented', changed({ why: 'because' }), /`why` says too little/],
    ['no examples', 'is documented', changed({ examples: { bad: [], good: [] } }), /there is no bad example/],
    ['a bad example that is not reported', 'speaks on its bad examples', checking(() => []), /^bad example 1: nothing is reported$/],
    [
      'a message of half a sentence',
      'speaks on its bad examples',
      checking((one) => [report(one, { message: 'secret' })]),
      /not one sentence/,
    ],
    [
      'a level that it does not have',
      'speaks on its bad examples',
      checking((one) => [report(one, { level: 'note' })]),
      /the level note is not among its levels/,
    ],
    [
      'a good example that is reported',
      'is silent on its good examples',
      checking((one) => [report(one)]),
      /^"another": this is reported: The key has a secret\.$/,
    ],
    [
      'a rule that throws',
      'speaks on its bad examples',
      checking(() => {
        throw new Error('oops');
      }),
      /the rule secret-told failed on Key \(oops, contract\.test\.ts:\d+\)/,
    ],
    [
      'a rule that writes to its subject',
      'leaves its input as it was',
      checking((one) => {
        (one.resource.properties as Record<string, string>)['Description'] = 'x';
        return [];
      }),
      /failed on Key \(Cannot assign to read only property/,
    ],
    [
      'two findings of one detail',
      'tells its findings apart',
      checking((one) => [report(one), report(one, { at: { ...one.at, pointer: '/Resources' } })]),
      /^bad example 1: two findings on App#Key have the detail "secret": one hides the other/,
    ],
    [
      'a detail that a second stack repeats',
      'tells its findings apart',
      changed({
        check: (one: Key, { stacks }: Program) =>
          [...stacks.values()].map(({ file }) =>
            report(one, { at: { file, pointer: '/Resources' }, detail: file.endsWith('App.template.json') ? 'own' : 'other' }),
          ),
        examples: { bad: [{ stacks: { App: key({}), Other: { Resources: {} } } }], good: [] },
      }),
      /^bad example 1: with a copy of a stack, two findings on App#Key have the detail "other"/,
    ],
    [
      'certainty about what is unknown',
      'blur: an unknown value adds no certain finding',
      checking((one) => (description(one) === 'none' ? [] : [report(one)])),
      /^"another": more is certain where a value is unknown/,
    ],
    [
      'a finding that hangs on a bystander',
      'split: a bystander in a stack of its own changes nothing',
      checking((one, program) => [report(one, { detail: String(program.stacks.size) })]),
      /^bad example 1: 1 became 2$/,
    ],
    [
      'a finding that hangs on the order',
      'shuffle: order and formatting change nothing',
      changed({
        check: (one: Key) => [report(one, { detail: Object.keys(one.resource.properties as object)[0] ?? '' })],
        examples: { bad: [{ stacks: { App: key({ Description: 'secret', Enabled: true }) } }], good: [] },
      }),
      /^bad example 1: Description became Enabled$/,
    ],
    [
      'options that nobody can understand',
      'describes its options',
      changed({
        options: {
          schema: { type: 'object', additionalProperties: false, properties: { word: { type: 'string' } } },
          defaults: { word: 7, more: 1 },
        },
      }),
      /word has no description/,
    ],
    [
      'an option that is described in a word',
      'describes its options',
      changed({
        options: {
          schema: { type: 'object', additionalProperties: false, properties: { word: { type: 'string', description: 'The word.' } } },
          defaults: { word: 'a' },
        },
      }),
      /^the description of word says too little$/,
    ],
  ])('%s', (_, promise, rule, message) => {
    expect(CONTRACT[promise]?.(rule)).toEqual(expect.arrayContaining([expect.stringMatching(message)]));
    expect(breachesOf(rule).some((breach) => breach.startsWith(`${promise}: `))).toBe(true);
  });
});
