/** An alias that is deleted with its stack, while its key stays. */
import {
  defineRule,
  inScenarios,
  keyNamed,
  nameOf,
  say,
  stackIdOf,
  stringOf,
  textOf,
  type JsonObject,
  type Program,
  type ResourceId,
} from '../src/rule-kit.js';
import { fateOf, isWrittenByHand, keptResource, retain, usesOf } from '../src/rule-kit/built-in.js';

const key = (policy?: string): JsonObject => ({ Type: 'AWS::KMS::Key', ...(policy === undefined ? {} : { DeletionPolicy: policy }) });
const alias = (policy?: string): JsonObject => ({
  Type: 'AWS::KMS::Alias',
  Properties: { AliasName: 'alias/orders', TargetKeyId: { Ref: 'Key' } },
  ...(policy === undefined ? {} : { DeletionPolicy: policy }),
});

/** What the rule says. */
const messages = {
  goes: '{alias} is deleted with its stack, and {key} is retained: the key is then found by its id only{who}.',
  used: ', and {user}, which names it by its alias, finds no key',
  cdk: 'If the alias is to stay with the key: alias.applyRemovalPolicy(RemovalPolicy.RETAIN). A new deployment of the stack then needs another alias name, or an import of this one.',
  byHand:
    'If the alias is to stay with the key: DeletionPolicy: Retain on the alias. A new deployment of the stack then needs another alias name, or an import of this one.',
} as const;

/** Of the alias's own stack only what stays as well is left without the key. */
function isRetained(user: ResourceId, program: Program): boolean {
  const found = keptResource(user, program);
  return found !== undefined && fateOf(found, program) === 'retained';
}

export default defineRule({
  id: 'alias-deleted-before-key',
  title: 'The key stays, its alias goes',
  level: 'note',
  levels: ['warning'],
  on: 'resource',
  types: ['AWS::KMS::Alias'],
  why: "CDK retains a key by default, and its alias is a resource of its own that goes with the stack. What names the key by its alias then finds none, and people in the console see only the key's id.",
  messages,
  remedy: 'If the alias is to stay with the key: alias.applyRemovalPolicy(RemovalPolicy.RETAIN).',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html'],
  *check(resource, program) {
    const targets = new Set(inScenarios(resource, program).map(({ properties }) => keyNamed(textOf(properties['TargetKeyId']), program)));
    const [target] = targets;
    if (targets.size !== 1 || target === undefined || fateOf(resource, program) !== 'deleted') return;
    const owner = program.keys.find(({ id }) => id === target);
    if (!owner || fateOf(owner.resource, program) !== 'retained') return;
    const users = usesOf(target, program).filter(
      ({ key: named, by, certainty }) =>
        certainty === 'certain' &&
        named.is === 'own' &&
        (named.form === 'alias' || named.form === 'alias-arn') &&
        (stackIdOf(by) !== resource.stack || isRetained(by, program)),
    );
    const [user] = users;
    yield {
      at: resource.at,
      when: resource.condition === undefined ? 'yes' : 'unknown',
      level: user ? 'warning' : 'note',
      detail: stringOf(inScenarios(resource, program)[0]?.properties['AliasName']) ?? 'alias',
      message: say(messages.goes, {
        alias: nameOf(resource.id),
        key: nameOf(target),
        who: user ? say(messages.used, { user: nameOf(user.by) }) : '',
      }),
      remedy: isWrittenByHand({ stack: resource.stack, resource }, program) ? messages.byHand : messages.cdk,
      related: users.map(({ at, by }) => ({ at, message: `${nameOf(by)} names the key by its alias` })),
      fix: { title: 'Keep the alias with the key', safety: 'unsafe', edits: retain(resource.id) },
    };
  },
  examples: {
    bad: [
      { title: 'a key that is retained', stacks: { Keys: { Resources: { Key: key('Retain'), Alias: alias() } } } },
      {
        title: 'a queue that stays names the key by the alias',
        stacks: {
          Keys: {
            Resources: {
              Key: key('Retain'),
              Alias: alias(),
              Queue: { Type: 'AWS::SQS::Queue', DeletionPolicy: 'Retain', Properties: { KmsMasterKeyId: { Ref: 'Alias' } } },
            },
          },
        },
      },
      {
        title: 'another stack names the key by the alias',
        stacks: {
          Keys: { template: { Resources: { Key: key('Retain'), Alias: alias() } }, env: ['111122223333', 'eu-west-1'] },
          App: {
            template: { Resources: { Topic: { Type: 'AWS::SNS::Topic', Properties: { KmsMasterKeyId: 'alias/orders' } } } },
            env: ['111122223333', 'eu-west-1'],
          },
        },
      },
    ],
    good: [
      { title: 'both stay', stacks: { Keys: { Resources: { Key: key('Retain'), Alias: alias('Retain') } } } },
      { title: 'both go', stacks: { Keys: { Resources: { Key: key(), Alias: alias() } } } },
    ],
  },
});
