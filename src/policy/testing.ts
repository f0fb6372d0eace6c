/** For tests: policies written as CloudFormation writes them, folded, in a key of the account 111122223333. */
import { fold } from '../cfn/fold.js';
import { onlySymbol } from '../core/text.js';
import type { Env, Scenario } from '../types/values.js';
import type { Json, JsonObject } from '../types/files.js';
import type { WrittenPolicy } from '../types/policy.js';
import type { PolicyScope } from './scope.js';

export const OWN = '111122223333',
  OTHER = '444455556666';
export const ROOT = `arn:aws:iam::${OWN}:root`,
  ADMIN = `arn:aws:iam::${OWN}:role/Admin`,
  FOREIGN = `arn:aws:iam::${OTHER}:root`;
export const env: Env = { account: [OWN], region: ['us-east-1'], partition: ['aws'] };
const at = { file: 'T.template.json', pointer: '/Resources/Key/Properties/KeyPolicy' };

/** The roles and users of the template, besides `Key` itself. */
export const types: Readonly<Record<string, string>> = {
  Key: 'AWS::KMS::Key',
  OtherKey: 'AWS::KMS::Key',
  AdminRole: 'AWS::IAM::Role',
  AppRole: 'AWS::IAM::Role',
  Someone: 'AWS::IAM::User',
  Team: 'AWS::IAM::Group',
};

export function scopeIn(where: Env = env): PolicyScope {
  return {
    keyId: 'T#Key',
    env: where,
    resource: (text) => {
      const symbol = onlySymbol(text),
        logicalId = symbol && (symbol.of === 'ref' || symbol.of === 'attribute') ? (symbol.name.split('.')[0] ?? '') : '';
      const type = types[logicalId];
      return type === undefined ? undefined : { id: `T#${logicalId}`, type, env: where };
    },
  };
}

/** A key policy from template JSON; AWS::NoValue and undefined are no policy. */
export function policyOf(document: Json | undefined, where: Env = env, scenario: Scenario = {}): WrittenPolicy {
  const parameters: JsonObject = { Param: { Type: 'String' }, Account: { Type: 'String' }, List: { Type: 'CommaDelimitedList' } };
  const scope = { facts: { id: 'T', stage: '', stackName: 'T', env: where, parameters, conditions: {}, mappings: {}, types }, scenario };
  const value = document === undefined ? undefined : fold(document, at, scope);
  return {
    at,
    document:
      value === undefined ? { is: 'absent' } : value.is === 'unknown' ? { is: 'unknown', at, why: value.why } : { is: 'known', value, at },
  };
}

export const document = (...statements: readonly Json[]): JsonObject => ({ Version: '2012-10-17', Statement: statements });
const aws = (principal: Json): Json =>
  typeof principal === 'object' &&
  principal !== null &&
  !Array.isArray(principal) &&
  ('Service' in principal || 'AWS' in principal || 'Federated' in principal || 'CanonicalUser' in principal)
    ? principal
    : { AWS: principal };
/** Allows on Resource *; Condition and anything else through `more`. */
export const allow = (principal: Json, action: Json = 'kms:*', more: JsonObject = {}): JsonObject => ({
  Effect: 'Allow',
  Principal: aws(principal),
  Action: action,
  Resource: '*',
  ...more,
});
export const deny = (principal: Json, action: Json = 'kms:*', more: JsonObject = {}): JsonObject => ({
  ...allow(principal, action, more),
  Effect: 'Deny',
});
export const when = (operator: string, key: string, value: Json): JsonObject => ({ Condition: { [operator]: { [key]: value } } });
export const without = (statement: JsonObject, ...elements: readonly string[]): JsonObject =>
  Object.fromEntries(Object.entries(statement).filter(([name]) => !elements.includes(name)));
