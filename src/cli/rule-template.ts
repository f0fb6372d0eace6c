/** The text of a new rule: it compiles, and breaks the contract until it is written. */

/** @param kit what it imports the rule kit from. @param typed TypeScript, or JavaScript for Node. */
export function ruleText(id: string, kit: string, typed: boolean): string {
  const type = (text: string): string => (typed ? text : '');
  return `/** TODO: what is wrong with what, in one sentence. */
import { defineRule, nameOf, stringOf${type(', type JsonObject')} } from '${kit}';

/** A stack with one key. */
const stack = (properties${type(': JsonObject')})${type(': JsonObject')} => ({ Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } } });

export default defineRule({
  id: '${id}',
  title: 'TODO: the flaw in a few words',
  level: 'warning',
  on: 'key',
  why: 'TODO: what happens to those who have this.',
  remedy: 'TODO: what to write in CDK.',
  references: [],
  *check(key) {
    // Look at key.properties, key.spec, key.usage, key.policy, ... What is not known is undefined or unknown, and no finding.
    const description = stringOf(key.properties['Description']);
    if (description !== 'TODO') return;
    yield { at: key.at, when: 'yes', detail: 'description', message: \`\${nameOf(key.id)} is TODO, so that ...\` };
  },
  examples: {
    bad: [{ title: 'TODO: what is reported', stacks: { App: stack({}) } }],
    good: [{ title: 'TODO: what is not', stacks: { App: stack({ Description: 'orders' }) } }],
  },
});
`;
}
