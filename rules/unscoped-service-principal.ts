/** A key policy that lets a service in, whichever customer of AWS it works for. */
import { defineRule, enumerated, nameOf, say, statementName, type Json, type JsonObject } from '../src/rule-kit.js';
import { isWrittenByHand, unscopedServices } from '../src/rule-kit/built-in.js';

const root: Json = { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' };
const key = (service: string, condition?: JsonObject): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { AWS: root }, Action: 'kms:*', Resource: '*' },
            {
              Effect: 'Allow',
              Principal: { Service: service },
              Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
              Resource: '*',
              ...(condition ? { Condition: condition } : {}),
            },
          ],
        },
      },
    },
  },
});
const own: Json = { Ref: 'AWS::AccountId' };

/** What the rule says. */
const messages = {
  unscoped:
    'The key policy of {key} lets {services} use the key by {statement}, whoever the service works for: another AWS customer may have it use this key.',
  known:
    'Add to the statement a condition on what comes from {services}: {conditions}. Its value has your account or the name of your resource; a reference to the resource makes a cycle.',
  cdk: "Add conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } to the statement, or ArnLike on aws:SourceArn, where the service sends them.",
  byHand:
    'Add the Condition StringEquals aws:SourceAccount with this account to the statement, or ArnLike on aws:SourceArn, where the service sends them.',
} as const;

export default defineRule({
  id: 'unscoped-service-principal',
  title: 'A service is let in, whoever it works for',
  level: 'note',
  securitySeverity: '4.0',
  standards: { cwe: [441] },
  on: 'key',
  why: 'A service principal is the same for all customers of AWS. Without a condition that ties the statement to an account or a resource, another customer may name this key in a resource of its own, and the service uses it for that customer (the confused deputy). aws:SourceAccount, aws:SourceArn, aws:SourceOrgID and an encryption context that holds an account or ARN tie it. Not every service sends them: EventBridge does not when it delivers to an SNS topic. Most statements in the wild, those of CDK among them, have no such condition.',
  messages,
  remedy: "Add conditions: { StringEquals: { 'aws:SourceAccount': stack.account } } to the statement, where the service sends it.",
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/least-privilege.html',
  ],
  *check(subject, program) {
    const { policy } = subject;
    if (!policy.accepted) return;
    const told = new Set<string>();
    for (const { statement, services, answer, sent } of unscopedServices(subject, program)) {
      const detail = [...services].sort().join(' ');
      if (told.has(detail)) continue;
      told.add(detail);
      yield {
        at: policy.place(statement.at),
        when: answer,
        detail,
        message: say(messages.unscoped, { key: nameOf(subject.id), services: enumerated(services), statement: statementName(statement) }),
        remedy:
          sent.length > 0
            ? say(messages.known, { services: enumerated(services), conditions: enumerated(sent) })
            : isWrittenByHand(subject, program)
              ? messages.byHand
              : messages.cdk,
      };
    }
  },
  examples: {
    bad: [
      { title: 'no condition', stacks: { Keys: key('cloudtrail.amazonaws.com') } },
      {
        title: 'any account in the ARN',
        stacks: { Keys: key('cloudwatch.amazonaws.com', { ArnLike: { 'aws:SourceArn': 'arn:aws:cloudwatch:*:*:alarm:*' } }) },
      },
      {
        title: 'a condition that only counts where its key is there',
        stacks: { Keys: key('sns.amazonaws.com', { StringLikeIfExists: { 'aws:SourceAccount': '*' } }) },
      },
    ],
    good: [
      { title: 'one account', stacks: { Keys: key('cloudtrail.amazonaws.com', { StringEquals: { 'aws:SourceAccount': own } }) } },
      {
        title: 'resources of one account',
        stacks: {
          Keys: key('cloudwatch.amazonaws.com', {
            ArnLike: { 'aws:SourceArn': { 'Fn::Sub': 'arn:aws:cloudwatch:*:${AWS::AccountId}:alarm:*' } },
          }),
        },
      },
      {
        title: 'an encryption context that holds the account',
        stacks: {
          Keys: key('logs.eu-west-1.amazonaws.com', {
            ArnLike: { 'kms:EncryptionContext:aws:logs:arn': { 'Fn::Sub': 'arn:aws:logs:eu-west-1:${AWS::AccountId}:*' } },
          }),
        },
      },
      { title: 'the ARN of a bucket', stacks: { Keys: key('s3.amazonaws.com', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::orders' } }) } },
    ],
  },
});
