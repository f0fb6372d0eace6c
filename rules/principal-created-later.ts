/** A key policy that names a role or user by a fixed name, while nothing says that the stack of that role comes first. */
import {
  and,
  answerOf,
  defineRule,
  logicalIdOf,
  nameOf,
  not,
  say,
  type JsonObject,
  type Link,
  type Program,
  type Report,
  type TemplateFacts,
} from '../src/rule-kit.js';
import { breakAdvice, dependencies, type Dependencies } from '../src/rule-kit/built-in.js';

const keyFor = (principal: JsonObject | string): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' },
            { Effect: 'Allow', Principal: { AWS: principal }, Action: 'kms:Decrypt', Resource: '*' },
          ],
        },
      },
    },
  },
});
const worker = (roleName: string | JsonObject): JsonObject => ({
  Resources: { Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: roleName, AssumeRolePolicyDocument: {} } } },
});
const HERE = ['111122223333', 'eu-west-1'] as const;
const THERE = ['444455556666', 'eu-west-1'] as const;
const WORKER = 'arn:aws:iam::111122223333:role/worker';

/** What the rule says. */
const messages = {
  cycle:
    'The key policy of {key} names {principal}, which {app} creates, but {app} can only be deployed after {keys}, and KMS refuses a policy with a principal that does not exist, so the first deployment stops.',
  noOrder:
    'The key policy of {key} names {principal}, which {app} creates, but nothing makes {keys} wait for {app}, and KMS refuses a policy with a principal that does not exist, so a first deployment that starts with the key stops.',
  createdHere: '{app} creates the principal here',
  order:
    "Declare in the app that {keys} is deployed after {app} (addStackDependency, before aws-cdk-lib 2.264 addDependency). Or name the account in the key policy, which is always there, and let a condition name the role: new iam.AccountPrincipal(account) with { ArnEquals: { 'aws:PrincipalArn': arn } }.",
  orderApart:
    "Deploy {app} before {keys}, by hand or in the pipeline: between apps and between Stages CDK declares no order. Or name the account in the key policy, which is always there, and let a condition name the role: new iam.AccountPrincipal(account) with { ArnEquals: { 'aws:PrincipalArn': arn } }.",
  orderByHand:
    'Deploy {app} before {keys}. Or name the account as Principal, which is always there, and let a condition name the role: ArnEquals with aws:PrincipalArn.',
  deployBefore: 'Deploy {app} before {keys}',
} as const;

export default defineRule({
  id: 'principal-created-later',
  title: 'A key policy names a principal that may not exist yet',
  level: 'warning',
  levels: ['error'],
  on: 'program',
  why: 'KMS refuses a key policy that names a role or user which does not exist. A name that is spelt out is no reference, so neither CDK nor CloudFormation knows that the stack of the role must be deployed before the stack of the key: in a new account the deployment stops, or not, as the order of the stacks happens to be.',
  messages,
  remedy:
    "Declare that the stack of the key is deployed after the stack of the role (stack.addStackDependency, before aws-cdk-lib 2.264 stack.addDependency). Or name the account in the key policy, which is always there, and let a condition on aws:PrincipalArn name the role: new iam.AccountPrincipal(account) with { ArnEquals: { 'aws:PrincipalArn': arn } }.",
  references: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_PutKeyPolicy.html',
    'https://repost.aws/knowledge-center/kms-policy-error-invalid-principals',
  ],
  *check(program) {
    // One for each key and principal, however many statements name it.
    const named = new Map<string, Link>();
    for (const link of program.links)
      if (link.kind === 'key-policy-principal' && link.from !== link.to && !named.has(`${link.by ?? ''}\n${link.target ?? ''}`))
        named.set(`${link.by ?? ''}\n${link.target ?? ''}`, link);
    if (named.size === 0) return;
    const needs = program.links.filter(({ kind, hard }) => hard && kind !== 'key-policy-principal');
    // A name that is spelt out is no order: another resource that names the same role, as a bucket policy does, waits for nobody either.
    const order = dependencies(needs.filter(({ kind }) => kind !== 'physical-name')),
      all = dependencies(needs);
    for (const link of named.values()) yield* report(link, order, all, program);
  },
  examples: {
    bad: [
      {
        title: 'the name is spelt out, and no order is given',
        stacks: { Keys: { template: keyFor(WORKER), env: HERE }, App: { template: worker('worker'), env: HERE } },
      },
      {
        title: 'a role of another account, as CDK itself writes it for a grant across accounts',
        stacks: {
          Keys: { template: keyFor('arn:aws:iam::444455556666:role/worker'), env: HERE },
          App: { template: worker('worker'), env: THERE },
        },
      },
    ],
    good: [
      {
        title: 'the stack of the key waits for the stack of the role',
        stacks: { Keys: { template: keyFor(WORKER), env: HERE, dependsOn: ['App'] }, App: { template: worker('worker'), env: HERE } },
      },
      {
        title: 'a role of the same name in another account is another role',
        stacks: { Keys: { template: keyFor(WORKER), env: HERE }, App: { template: worker('worker'), env: THERE } },
      },
      {
        title: 'the account is named, which is always there',
        stacks: { Keys: { template: keyFor('111122223333'), env: HERE }, App: { template: worker('worker'), env: HERE } },
      },
    ],
  },
});

/** @param order what makes a stack wait for another · @param needs that, and what fails where the other is not there yet */
function* report(link: Link, order: Dependencies, needs: Dependencies, program: Program): Iterable<Report> {
  const [keys, app] = [link.from, link.to].map((id) => program.stacks.get(id));
  if (!keys || !app || !link.by || !link.target) return;
  const back = needs.reaches(link.to, link.from);
  const isCycle = back === 'yes' && link.certainty === 'certain';
  const needsOrder = and(answerOf(link.certainty), not(order.reaches(link.from, link.to)));
  yield {
    at: link.at,
    when: needsOrder,
    detail: `${logicalIdOf(link.by)} > ${logicalIdOf(link.target)}`,
    ...(isCycle ? { level: 'error' as const } : {}),
    message: say(isCycle ? messages.cycle : messages.noOrder, {
      key: nameOf(link.by),
      principal: nameOf(link.target),
      app: app.name,
      keys: keys.name,
    }),
    related: link.toAt ? [{ at: link.toAt, message: say(messages.createdHere, { app: app.name }) }] : [],
    remedy: isCycle ? breakAdvice(link, program, nameOf) : say(orderBetween(keys, app), { app: app.name, keys: keys.name }),
    ...(back === 'no' && keys.stage === app.stage
      ? {
          fix: {
            title: say(messages.deployBefore, { app: app.name, keys: keys.name }),
            safety: 'safe' as const,
            edits: [{ is: 'dependency' as const, stack: keys.id, on: app.id }],
          },
        }
      : {}),
  };
}

/** What brings the stacks in order: CDK takes a dependency between two stacks of one app, not of a Stage and another. */
function orderBetween(keys: TemplateFacts, app: TemplateFacts): string {
  if (keys.stage === keys.file) return messages.orderByHand;
  return keys.stage === app.stage ? messages.order : messages.orderApart;
}
