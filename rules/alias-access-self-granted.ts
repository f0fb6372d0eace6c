/** A role whose access to keys hangs on an alias or tag that it may set itself. */
import { defineRule, nameOf, say, type Json, type JsonObject } from '../src/rule-kit.js';
import { isWrittenByHand, selfGrantedAccess } from '../src/rule-kit/built-in.js';

const stack = (...statements: readonly JsonObject[]): JsonObject => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {},
        Policies: [{ PolicyName: 'Keys', PolicyDocument: { Version: '2012-10-17', Statement: statements } }],
      },
    },
  },
});
const allow = (action: Json, resource: Json, condition?: JsonObject): JsonObject => ({
  Effect: 'Allow',
  Action: action,
  Resource: resource,
  ...(condition ? { Condition: condition } : {}),
});
const BY_ALIAS = allow('kms:Decrypt', '*', { 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/orders' } });
const BY_TAG = allow('kms:Decrypt', '*', { StringEquals: { 'aws:ResourceTag/team': 'orders' } });

/** What the rule says. */
const messages = {
  alias:
    '{role} may use keys by their alias, and it may set aliases itself ({action}): it can get the use of any key whose policy lets IAM policies decide.',
  tag: '{role} may use keys by their tags, and it may tag keys itself ({action}): it can get the use of any key whose policy lets IAM policies decide.',
  cdk: 'Take {action} from the role, or name in resources the keys and aliases for which it may do so.',
  byHand: 'Take {action} from the role, or name in Resource the keys and aliases for which it may do so.',
} as const;

export default defineRule({
  id: 'alias-access-self-granted',
  title: 'A role can give itself the use of keys by an alias or tag',
  level: 'warning',
  securitySeverity: '5.0',
  standards: { cwe: [269] },
  on: 'resource',
  types: ['AWS::IAM::Role'],
  why: 'A policy may allow the use of all keys that have an alias or tag (kms:ResourceAliases, aws:ResourceTag). Then whoever may set aliases or tags decides who uses which key. A role that has both gives itself the use of other keys, without any change of a policy.',
  messages,
  remedy: 'Take kms:CreateAlias, kms:UpdateAlias and kms:TagResource from the role, or name the keys and aliases for which it may do so.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/abac.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/alias-authorization.html',
  ],
  *check(resource, program) {
    for (const { statement, bound, by, answer } of selfGrantedAccess(resource, program))
      yield {
        at: statement.at,
        when: answer,
        detail: bound,
        message: say(messages[bound], { role: nameOf(resource.id), action: by }),
        remedy: say(isWrittenByHand({ stack: resource.stack, resource }, program) ? messages.byHand : messages.cdk, { action: by }),
      };
  },
  examples: {
    bad: [
      { title: 'aliases', stacks: { App: stack(BY_ALIAS, allow(['kms:CreateAlias', 'kms:DeleteAlias'], '*')) } },
      { title: 'tags', stacks: { App: stack(BY_TAG, allow('kms:Tag*', 'arn:aws:kms:*:111122223333:key/*')) } },
    ],
    good: [
      {
        title: 'the tag is that of another resource, the keys are not bound by it',
        stacks: {
          App: stack(
            allow('bedrock:DeleteGuardrail', '*', { StringEquals: { 'aws:ResourceTag/team': 'orders' } }),
            allow(['kms:CreateKey', 'kms:TagResource'], '*'),
          ),
        },
      },
      {
        title: 'a Deny takes it away again',
        stacks: {
          App: stack(BY_ALIAS, allow('kms:*Alias', '*'), { Effect: 'Deny', Action: ['kms:CreateAlias', 'kms:UpdateAlias'], Resource: '*' }),
        },
      },
      { title: 'the role sets no aliases', stacks: { App: stack(BY_ALIAS) } },
      { title: 'it sets tags, and its access hangs on an alias', stacks: { App: stack(BY_ALIAS, allow('kms:TagResource', '*')) } },
      {
        title: 'the aliases of one key only',
        stacks: {
          App: stack(BY_ALIAS, allow('kms:CreateAlias', 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab')),
        },
      },
    ],
  },
});
