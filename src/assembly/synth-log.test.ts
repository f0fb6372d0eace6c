/** Outputs of real synths that CDK stopped (aws-cdk-lib 2.276.0), and what is read in them. */
import { describe, expect, it } from 'vitest';
import { stackCyclesInLog, templateCyclesInLog } from './synth-log.js';

const sentence = (from: string, to: string, chain: string, closing: string): string =>
  `[«DependencyCycle» '${from}' depends on '${to}' (${chain}). Adding this dependency (${closing}) would create a cyclic reference.\n    ...aws-cdk-lib...\n`;
const read = (...parts: Parameters<typeof sentence>): readonly (readonly [string | undefined, ...string[]])[] =>
  stackCyclesInLog(sentence(...parts)).flatMap(({ steps }) =>
    steps.map(({ stacks, needs }) => [stacks, ...needs.map(({ says }) => says)] as const),
  );

describe('a ring that CDK refused', () => {
  it('of two stacks: the role in the key policy, and the key in the other stack', () => {
    const [cycle] = stackCyclesInLog(sentence('Keys', 'Use', 'Keys -> Use/Role/Resource.Arn', 'Use -> Keys/Key/Resource.Arn'));
    expect(cycle).toMatchObject({ from: 'Keys', to: 'Use' });
    expect(cycle?.steps.map(({ stacks, needs }) => [stacks, ...needs.map(({ says }) => says)])).toEqual([
      ['Keys needs Use', 'Keys refers to Use/Role (Arn)'],
      ['Use needs Keys', 'Use refers to Keys/Key (Arn)'],
    ]);
    expect(cycle?.steps[0]?.needs[0]?.remedy).toContain('leave Use/Role out of it');
    expect(cycle?.steps[1]?.needs[0]?.remedy).toBe(
      'Move what Use takes from Keys (Keys/Key) into Use, or into a stack of its own that both need.',
    );
  });
  it('of three, one step of which somebody declared', () => {
    expect(read('A', 'B', 'A -> C/Role/Resource.Arn, <C>.addStackDependency(<B>)', 'B -> A/Key/Resource.Arn')).toEqual([
      ['A needs C', 'A refers to C/Role (Arn)'],
      ['C needs B', 'C is declared to be deployed after B'],
      ['B needs A', 'B refers to A/Key (Arn)'],
    ]);
  });
  it('with several needs in one step: all of them make it', () => {
    expect(read('A', 'B', '<A/Key>.node.addDependency(<B/Role>), A -> B/Q/Resource.Arn', 'B -> A/Bucket/Resource.Arn')).toEqual([
      ['A needs B', 'A/Key is declared to be deployed after B/Role', 'A refers to B/Q (Arn)'],
      ['B needs A', 'B refers to A/Bucket (Arn)'],
    ]);
  });
  it('in a Stage, with a reason of the user’s own, commas in it', () => {
    expect(read('Prod/A', 'Prod/B', 'tables, then keys', '<Prod/B>.addStackDependency(<Prod/A>)')).toEqual([
      [undefined, 'there is a declared dependency (tables, then keys)'],
      ['Prod/B needs Prod/A', 'Prod/B is declared to be deployed after Prod/A'],
    ]);
  });
  it('as older versions of CDK say it, and once where it is printed twice', () => {
    const old = `Error: ${sentence('A', 'B', 'A -> B/Role/Resource.Arn', 'B -> A/Key/Resource.Arn').slice('[«DependencyCycle» '.length)}`;
    expect(stackCyclesInLog(`${old}${old}`)).toHaveLength(1);
  });
});

it('what Node prints of the library that throws is no cycle, nor is a sentence inside a line', () => {
  const minified =
    '/app/node_modules/aws-cdk-lib/core/lib/stack.js:1\n"use strict";throw new Error(`\'${target.node.path}\' depends on \'${this.node.path}\' (${cycle.join(", ")}). Adding this dependency (${reason.description}) would create a cyclic reference.`)}';
  const quoted =
    "throw new Error(\"'A' depends on 'B' (A -> B/R.Arn). Adding this dependency (B -> A/K.Arn) would create a cyclic reference.\")";
  expect(stackCyclesInLog(`${minified}\n${quoted}\n`)).toEqual([]);
  expect(templateCyclesInLog('throw new Error(`Circular dependency between resources: [${ids.join(", ")}]`)')).toEqual([]);
  const error = sentence('A', 'B', 'A -> B/Role/Resource.Arn', 'B -> A/Key/Resource.Arn').replace('[', '');
  for (const before of ['', 'Error: ', '2026-11-30T10:00:00.0000000Z ', '  ', '❌ '])
    expect(stackCyclesInLog(`${minified}\n                 ^\n\n${before}${error}`)).toHaveLength(1);
});
it('in a Stage the stack is named, not the Stage', () => {
  const [cycle] = stackCyclesInLog(
    sentence('Prod/Keys', 'Prod/Use', 'Prod/Keys -> Prod/Use/Role/Resource.Arn', 'Prod/Use -> Prod/Keys/Key/Resource.Arn'),
  );
  expect(cycle?.steps.map(({ stacks }) => stacks)).toEqual(['Prod/Keys needs Prod/Use', 'Prod/Use needs Prod/Keys']);
  const remedies = cycle?.steps.flatMap(({ needs }) => needs.map(({ remedy }) => remedy)) ?? [];
  expect(remedies[0]).toContain(' in Prod/Use. ');
  expect(remedies[1]).toBe(
    'Move what Prod/Use takes from Prod/Keys (Prod/Keys/Key) into Prod/Use, or into a stack of its own that both need.',
  );
});
it.each([
  ['A -> B/Role/Resource.Arn', 'B -> A/Key/Resource.Arn', 'a grant across stacks'],
  ['A -> B/Uploads/Queue/Resource.Arn', 'B -> A/Bucket/Resource.Arn', 'bucket.addEventNotification() on A/Bucket with B/Uploads/Queue'],
  ['A -> B/KeyAlias/Resource.AliasName', 'B -> A/Key/Resource.Arn', 'an alias in another stack than its key'],
])('%s and %s: the usual cause', (chain, closing, cause) => {
  expect(stackCyclesInLog(sentence('A', 'B', chain, closing))[0]?.cause).toContain(cause);
});
it('what addEventNotification declares by itself is not to be taken back', () => {
  const [cycle] = stackCyclesInLog(
    sentence('Data', 'Keys', '<Data/B/Notifications/Resource>.node.addDependency(<Keys/Q>)', 'Keys -> Data/B/Resource.Arn'),
  );
  expect(cycle?.cause).toContain('bucket.addEventNotification() on Data/B with Keys/Q');
  const [step] = cycle?.steps ?? [];
  expect(step?.needs[0]?.remedy).toMatch(
    /^CDK declares this for Data\/B\.addEventNotification\(\): make Keys\/Q and the bucket in one stack/,
  );
  expect(JSON.stringify(cycle)).not.toMatch(/take back/i);
});
it('a key whose policy names something of the other stack', () => {
  const [cycle] = stackCyclesInLog(sentence('A', 'B', 'A -> B/Uploads/Resource.Arn', 'B -> A/DataKey/Resource.Arn'));
  expect(cycle?.cause).toBe(
    'a statement of the key policy of A/DataKey that names B/Uploads: bucket.addEventNotification(), topic.addSubscription() and grants across stacks write such a statement',
  );
});
it('no cause is told where nothing tells of it', () => {
  expect(stackCyclesInLog(sentence('A', 'B', 'A -> B/X/Resource.Arn', 'B -> A/Y/Resource.Arn'))[0]?.cause).toBeUndefined();
});

it('a ring that CloudFormation found inside a template is read with its logical ids', () => {
  expect(templateCyclesInLog('ValidationError: Circular dependency between resources: [KeyA, RoleB]')).toEqual([['KeyA', 'RoleB']]);
});
it('anything else is no ring', () => {
  expect([stackCyclesInLog('Error: Unable to resolve'), templateCyclesInLog('done')]).toEqual([[], []]);
});

it.each([
  ['gh run view --log', 'synth\tRun npx cdk synth\t2026-11-30T10:00:00.1234567Z Error: '],
  ['GitLab', '2026-11-30T10:00:00.123456Z 01O Error: '],
  ['Python', 'RuntimeError: Error: '],
  ['Python, by the kernel of jsii', '  @jsii/kernel.RuntimeError: Error: '],
  ['Java', 'Exception in thread "main" software.amazon.jsii.JsiiError: Error: '],
  ['C#', 'Unhandled exception. Amazon.JSII.Runtime.JsiiException: Error: '],
])('a cycle in the output of %s', (_, before) => {
  const sentence =
    "'Keys' depends on 'App' (Keys -> App/Role/Resource.Arn). Adding this dependency (App -> Keys/Key/Resource.Arn) would create a cyclic reference.";
  expect(stackCyclesInLog(`Synthesizing\n${before}${sentence}\n`).map(({ from, to }) => [from, to])).toEqual([['Keys', 'App']]);
});
