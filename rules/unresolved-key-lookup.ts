/** A key that is looked up by its alias was not found at synthesis, so a made-up key id is in the template. */
import {
  defineRule,
  literal,
  nameOf,
  say,
  type Address,
  type Example,
  type JsonObject,
  type KeyLookup,
  type Program,
  type Report,
  type TemplateFacts,
} from '../src/rule-kit.js';
import { PLACEHOLDER_KEY_ID } from '../src/rule-kit/built-in.js';

const ENV = ['111122223333', 'eu-west-1'] as const;
const LOOKUP = 'key-provider:account=111122223333:aliasName=alias/shared:region=eu-west-1';

const topic = (keyId: string): JsonObject => ({
  Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: `arn:aws:kms:eu-west-1:111122223333:key/${keyId}` } } },
});
const app = (keyId: string, more: Partial<Example> = {}): Example => ({ stacks: { App: { template: topic(keyId), env: ENV } }, ...more });

/** A resource that holds the placeholder, at the first place. */
interface User {
  readonly at: Address;
  readonly stack: TemplateFacts;
  readonly logicalId: string;
}

/** What the rule says. */
const messages = {
  exampleId:
    "{user} uses the key id {id}. This is the example id of AWS's documentation, not a real key, so the deployment fails, or the service cannot use the key.",
  writeRealId: 'Write the id of the real key in its place, or import the key by its alias with kms.Key.fromLookup().',
  madeUpId:
    '{user} uses the placeholder key id {id}: CDK writes it because the look-up of {aliases} has no answer. The deployment fails, or the service cannot use the key.',
  madeUpIds:
    '{count} resources ({user} among them) use the placeholder key id {id}: CDK writes it because the look-up of {aliases} has no answer. The deployment fails, or the services cannot use the key.',
  user: '{user} uses the placeholder',
  unused:
    'The look-up of the key {alias} (account {account}, {region}) has no answer, so CDK writes a placeholder key id wherever the app uses this key.',
  missing: 'the look-up of {alias} in account {account}, {region} had no answer when the app was synthesized',
  failed: 'the look-up of {alias} in account {account}, {region} failed: {reason}',
  placeholder: 'the look-up of {alias} in account {account}, {region} is answered here by the placeholder id',
} as const;

export default defineRule({
  id: 'unresolved-key-lookup',
  title: 'The look-up of a key was not resolved',
  level: 'error',
  levels: ['warning'],
  on: 'program',
  why: `Key.fromLookup() asks AWS for the key behind an alias when the app is synthesized, and cdk.context.json keeps the answer. Without an answer CDK writes the placeholder key id ${PLACEHOLDER_KEY_ID} into the template and continues. No such key exists: the deployment fails, or the service fails when it first uses the key.`,
  messages,
  remedy:
    'Synthesize once with credentials of the account that has the alias (npx cdk synth), so that the id of the key is saved in cdk.context.json, and commit that file. Delete a wrong answer with npx cdk context --reset KEY.',
  references: [
    'https://docs.aws.amazon.com/cdk/v2/guide/context.html',
    'https://docs.aws.amazon.com/cdk/api/v2/docs/aws-cdk-lib.aws_kms.Key.html#static-fromwbrlookupscope-id-options',
  ],
  *check(program) {
    const unresolved = program.lookups.filter(({ outcome }) => outcome === 'missing' || outcome === 'failed' || outcome === 'placeholder');
    const users = usersOf(program);
    const ofLookups = (user: User): readonly KeyLookup[] => unresolved.filter((lookup) => isOf(lookup, user.stack));
    for (const user of users) if (ofLookups(user).length === 0) yield pasted(user);
    // One look-up without an answer is one cause, however many resources use its key. Of several look-ups all placeholders are the same.
    for (const [lookups, those] of grouped(users, ofLookups)) yield used(those, lookups);
    for (const lookup of unresolved) if (!lookup.mayBeMissing && !users.some(({ stack }) => isOf(lookup, stack))) yield unused(lookup);
  },
  examples: {
    bad: [
      {
        title: 'an alias that was never found',
        ...app(PLACEHOLDER_KEY_ID, { missing: [{ key: LOOKUP, provider: 'key-provider', props: { aliasName: 'alias/shared' } }] }),
      },
      {
        title: "CDK's made-up id saved in cdk.context.json",
        ...app(PLACEHOLDER_KEY_ID, { context: { [LOOKUP]: { keyId: PLACEHOLDER_KEY_ID } } }),
      },
      { title: "the id of AWS's documentation, pasted", ...app(PLACEHOLDER_KEY_ID) },
    ],
    good: [
      {
        title: 'the answer is in cdk.context.json',
        ...app('9f8e7d6c-12ab-34cd-56ef-1234567890ab', { context: { [LOOKUP]: { keyId: '9f8e7d6c-12ab-34cd-56ef-1234567890ab' } } }),
      },
    ],
  },
});

/** A look-up is answered for one account and Region, which the stack that uses it must name. */
function isOf({ account, region }: KeyLookup, { env }: TemplateFacts): boolean {
  return literal(env.account) === account && literal(env.region) === region;
}

function usersOf(program: Program): readonly User[] {
  return [...program.stacks.values()].flatMap((stack) => {
    const byResource = new Map<string, Address>();
    for (const at of stack.placeholders) {
      const logicalId = at.pointer.split('/')[2] ?? '';
      if (!byResource.has(logicalId)) byResource.set(logicalId, at);
    }
    return [...byResource].map(([logicalId, at]) => ({ at, stack, logicalId }));
  });
}

const calledOf = ({ stack, logicalId }: User): string => nameOf(`${stack.id}#${logicalId}`);

/** The users of each set of look-ups that has no answer, in the order of the stacks. */
function grouped(
  users: readonly User[],
  ofLookups: (user: User) => readonly KeyLookup[],
): readonly (readonly [readonly KeyLookup[], readonly [User, ...User[]]])[] {
  const groups = new Map<string, [readonly KeyLookup[], [User, ...User[]]]>();
  for (const user of users) {
    const lookups = ofLookups(user),
      cause = JSON.stringify(lookups.map(({ at, alias, account, region }) => [at.file, alias, account, region])),
      group = groups.get(cause);
    if (lookups.length === 0) continue;
    if (group) group[1].push(user);
    else groups.set(cause, [lookups, [user]]);
  }
  return [...groups.values()];
}

function pasted(user: User): Report {
  return {
    at: user.at,
    when: 'yes',
    level: 'warning',
    stack: user.stack.id,
    detail: 'example id',
    message: say(messages.exampleId, { user: calledOf(user), id: PLACEHOLDER_KEY_ID }),
    remedy: messages.writeRealId,
  };
}

function used(users: readonly [User, ...User[]], lookups: readonly KeyLookup[]): Report {
  const [first, ...others] = users,
    aliases = [...new Set(lookups.map(({ alias }) => alias))],
    said = { user: calledOf(first), id: PLACEHOLDER_KEY_ID, aliases: aliases.join(' or ') };
  return {
    at: first.at,
    when: 'yes',
    stack: first.stack.id,
    detail: aliases.join(' '),
    message: others.length === 0 ? say(messages.madeUpId, said) : say(messages.madeUpIds, { ...said, count: users.length }),
    related: [
      ...lookups.map((lookup) => ({ at: lookup.at, message: saying(lookup) })),
      ...others.map((user) => ({ at: user.at, message: say(messages.user, { user: calledOf(user) }) })),
    ],
  };
}

function unused(lookup: KeyLookup): Report {
  return {
    at: lookup.at,
    when: 'yes',
    detail: lookup.alias,
    message: say(messages.unused, { alias: lookup.alias, account: lookup.account, region: lookup.region }),
  };
}

function saying({ outcome, alias, account, region, reason }: KeyLookup): string {
  const of = { alias, account, region };
  if (outcome === 'failed') return say(messages.failed, { ...of, reason: reason ?? '' });
  return say(outcome === 'missing' ? messages.missing : messages.placeholder, of);
}
