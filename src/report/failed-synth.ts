/** What a failed synth means, as text: the cycle step by step, and each way to break it. */
import { visible } from '../core/escape.js';
import { painter, wrap } from './layout.js';

interface Step {
  readonly stacks: string | undefined;
  readonly needs: readonly { readonly says: string; readonly remedy: string }[];
}
const plain = painter(false);

/**
 * @param place where the call stands that closes the cycle: `lib/app.ts:7:3`
 * @param width columns of the terminal
 */
export function cycleText(
  cycle: { readonly from: string; readonly to: string; readonly steps: readonly Step[]; readonly cause: string | undefined },
  width: number,
  place?: string,
): string {
  const { from, to, steps, cause } = cycle;
  const line = (text: string, indent = 0, mark = ''): readonly string[] =>
    wrap([[visible(text)]], width, `${' '.repeat(indent)}${mark}`, ' '.repeat(indent + mark.length), plain);
  const closes = (index: number): string => (index === steps.length - 1 ? ', which closes the cycle' : '');
  const stepLines = ({ stacks, needs }: Step, index: number): readonly string[] =>
    needs.length === 1
      ? line(`${needs[0]?.says ?? ''}${closes(index)}`, 2, `${index + 1}. `)
      : [...line(`${stacks ?? ''}${closes(index)}:`, 2, `${index + 1}. `), ...needs.flatMap(({ says }) => line(says, 5, '- '))];
  const remedyLines = ({ needs }: Step, index: number): readonly string[] =>
    needs.flatMap(({ remedy }, i) => line(`${i === 0 ? '' : 'And: '}${remedy}`, i === 0 ? 2 : 5, i === 0 ? `${index + 1}. ` : ''));
  return lines([
    ...line(`The stacks ${from} and ${to} depend on each other in a cycle, so neither can be deployed first, and CDK refuses the app.`),
    '',
    'The cycle, step by step:',
    ...steps.flatMap(stepLines),
    ...(place === undefined ? [] : line(place, 5, '→ ')),
    '',
    ...(cause === undefined ? [] : [...line(`The usual cause is ${cause}.`), '']),
    'To break it, take one step away:',
    ...steps.flatMap(remedyLines),
  ]);
}

/** A cycle that CloudFormation found inside a template, of which only the logical ids are known. */
export function templateCycleText(ids: readonly string[], width: number): string {
  const says = `${ids.join(', ')} depend on each other in a cycle inside one template. CloudFormation can create none of them first, so it refuses the template.`;
  const todo =
    'Run kms-lint on cdk.out: where the cycle goes through a key policy, key-policy-cycle says which statement makes it and what to write instead.';
  return lines([...wrap([[visible(says)]], width, '', '', plain), '', ...wrap([[visible(todo)]], width, '', '', plain)]);
}

const lines = (all: readonly string[]): string => all.map((line) => `${line}\n`).join('');
