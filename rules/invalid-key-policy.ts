/** A key policy that KMS refuses to take. */
import { defineRule, literal, nameOf, printText, say, type Json, type JsonObject, type Refusal } from '../src/rule-kit.js';
import { isWrittenByHand, refusalRemedy, refusalSentence, wrongText } from '../src/rule-kit/built-in.js';

const key = (statement: Json): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: { KeyPolicy: { Version: '2012-10-17', Statement: statement } } } },
});
const root = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const administered = { Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' };

/** What the rule says. */
const messages = {
  refused: 'KMS refuses the key policy of {key}, so the deployment fails: {why}.',
  odd: 'In the key policy of {key} {why}.',
  also: 'the same here',
} as const;

/** One for each mistake, however many statements make it, with what names it for ever. */
function mistakes(refusals: readonly Refusal[]): ReadonlyMap<string, readonly [Refusal, ...Refusal[]]> {
  const found = new Map<string, [Refusal, ...Refusal[]]>();
  for (const refusal of refusals) {
    const text = wrongText(refusal);
    const name = text === '' ? refusal.fault : `${refusal.fault}:${text}`;
    const before = found.get(name);
    if (before) before.push(refusal);
    else found.set(name, [refusal]);
  }
  return found;
}

export default defineRule({
  id: 'invalid-key-policy',
  title: 'KMS refuses the key policy',
  level: 'error',
  levels: ['note'],
  on: 'key',
  why: 'KMS checks a key policy when it is written: its elements, its size, its characters, that each principal is of a form that it knows, and that each service exists. A policy that fails is refused as a whole, and the deployment rolls back.',
  remedy: 'Correct the place that is named; build policies with iam.PolicyStatement and iam principals, which write the right forms.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html',
  ],
  messages,
  *check(subject, program) {
    const { id, policy } = subject;
    const byHand = isWrittenByHand(subject, program),
      { document } = policy;
    const where = {
      byHand,
      partition: literal(subject.env.partition),
      account: literal(subject.env.account),
      elements: document.is === 'known' && document.value.is === 'map' ? Object.keys(document.value.entries) : [],
    };
    // A principal of iam writes down whatever ARN it is given, with whatever account in it.
    const isArn = (refusal: Refusal): boolean => refusal.fault === 'bad-principal' && printText(refusal.principal.text).startsWith('arn:');
    const buildFor = (refusal: Refusal): string =>
      byHand || isArn(refusal) ? '' : ' Build policies with iam.PolicyStatement and iam principals, which write the right forms.';
    for (const [detail, [refusal, ...others]] of mistakes(policy.refusals))
      yield {
        at: policy.place(refusal.at),
        when: 'yes',
        level: refusal.odd ? 'note' : 'error',
        detail,
        message: say(refusal.odd ? messages.odd : messages.refused, { key: nameOf(id), why: refusalSentence(refusal) }),
        remedy: `${refusalRemedy(refusal, where)}${buildFor(refusal)}`,
        related: others.map(({ at }) => ({ at: policy.place(at), message: messages.also })),
      };
  },
  examples: {
    bad: [
      {
        title: 'a service without its domain',
        stacks: { Keys: key([administered, { Effect: 'Allow', Principal: { Service: 'lambda' }, Action: 'kms:Decrypt', Resource: '*' }]) },
      },
      {
        title: 'a misspelt service, on a replica',
        stacks: {
          Keys: {
            Resources: {
              Replica: {
                Type: 'AWS::KMS::ReplicaKey',
                Properties: {
                  PrimaryKeyArn: 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab',
                  KeyPolicy: {
                    Version: '2012-10-17',
                    Statement: [
                      administered,
                      {
                        Effect: 'Allow',
                        Principal: { Service: 'clouldtrail.amazonaws.com' },
                        Action: 'kms:GenerateDataKey*',
                        Resource: '*',
                      },
                    ],
                  },
                },
              },
            },
          },
        },
      },
      {
        title: 'a wildcard inside a principal',
        stacks: { Keys: key({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/*' }, Action: 'kms:*', Resource: '*' }) },
      },
      {
        title: 'an element that does not exist',
        stacks: { Keys: key({ Effect: 'Allow', Principals: root, Action: 'kms:*', Resource: '*' }) },
      },
    ],
    good: [
      { title: 'as CDK writes it', stacks: { Keys: key(administered) } },
      {
        title: 'a service that may exist',
        stacks: {
          Keys: key([
            administered,
            { Effect: 'Allow', Principal: { Service: 'orbits.amazonaws.com' }, Action: 'kms:Decrypt', Resource: '*' },
          ]),
        },
      },
    ],
  },
});
