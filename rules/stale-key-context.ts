/** An answer to a key look-up in the context that does not fit the app. */
import { defineRule, literal, say, type Example, type JsonObject, type KeyLookup, type Program } from '../src/rule-kit.js';

const TEMPLATE: JsonObject = { Resources: { Topic: { Type: 'AWS::SNS::Topic' } } };
const KEY_ID = '9f8e7d6c-12ab-34cd-56ef-1234567890ab';
const app = (account: string, keyId = KEY_ID): Example => ({
  stacks: { App: { template: TEMPLATE, env: ['111122223333', 'eu-west-1'] } },
  context: { [`key-provider:account=${account}:aliasName=alias/shared:region=eu-west-1`]: { keyId } },
});

/** Whether each stack of the app is known to be in another account or Region than the look-up. */
function fitsNoStack({ account, region }: KeyLookup, { stacks }: Program): boolean {
  return [...stacks.values()].every(({ env }) => {
    const [ofAccount, ofRegion] = [literal(env.account), literal(env.region)];
    return (ofAccount !== undefined && ofAccount !== account) || (ofRegion !== undefined && ofRegion !== region);
  });
}

/** What the rule says. */
const messages = {
  malformed: 'The saved answer "{lookup}" is wrong: {reason}. Resources that use the key get a wrong id.',
  unused: 'The saved answer "{lookup}" is for account {account}, {region}, where the app has no stack, so nothing uses it.',
} as const;

export default defineRule({
  id: 'stale-key-context',
  title: 'A saved answer to a key look-up does not fit the app',
  level: 'note',
  levels: ['warning'],
  on: 'program',
  why: 'cdk.context.json keeps the answers to Key.fromLookup() so that every synthesis gives the same template. An answer for an account or Region in which the app has no stack is out of date. CDK uses a malformed answer as it is.',
  messages,
  remedy:
    'Delete the answer with npx cdk context --reset and the context key that the finding names. Then synthesize again, and commit cdk.context.json.',
  references: ['https://docs.aws.amazon.com/cdk/v2/guide/context.html'],
  *check(program) {
    for (const lookup of program.lookups) {
      if (lookup.outcome === 'malformed')
        yield {
          at: lookup.at,
          when: 'yes',
          level: 'warning',
          detail: lookup.key,
          message: say(messages.malformed, { lookup: lookup.key, reason: lookup.reason ?? '' }),
        };
      else if (lookup.outcome === 'found' && program.stacks.size > 0 && fitsNoStack(lookup, program))
        yield {
          at: lookup.at,
          when: 'yes',
          detail: lookup.key,
          message: say(messages.unused, { lookup: lookup.key, account: lookup.account, region: lookup.region }),
        };
    }
  },
  examples: {
    bad: [
      { title: 'another account', ...app('444455556666') },
      { title: 'no id of a key', ...app('111122223333', 'shared') },
    ],
    good: [{ title: 'the account and Region of a stack', ...app('111122223333') }],
  },
});
