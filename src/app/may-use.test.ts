/** A role is asked once for all requests that do not differ in what is read of them: that must be what it is told one by one. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { defineRule, type Program } from '../rule-kit.js';
import { runRule } from '../rule-tester.js';
import type { Json, JsonObject } from '../types/files.js';
import type { Sent } from '../types/policy.js';
import type { RoleAccess } from '../types/required-access.js';
import { roleDecision, roleLack } from './may-use.js';

const NAMES = ['kms:ViaService', 'kms:EncryptionContext:aws:s3:arn', 'aws:SecureTransport', 'aws:PrincipalAccount'];
const VALUES = ['s3.eu-west-1.amazonaws.com', 'sqs.eu-west-1.amazonaws.com', 's3.*', '${kms:ViaService}', '111122223333', 'true'];
const ACTIONS = ['kms:Decrypt', 'kms:GenerateDataKey', 'kms:DescribeKey', 'kms:CreateGrant'];

const condition = fc
  .tuple(fc.constantFrom('StringEquals', 'StringLike', 'StringNotEquals', 'Null'), fc.constantFrom(...NAMES), fc.constantFrom(...VALUES))
  .map(([operator, name, value]): JsonObject => ({ Condition: { [operator]: { [name]: operator === 'Null' ? 'true' : value } } }));
const statement = fc
  .record({
    Effect: fc.constantFrom('Allow', 'Allow', 'Deny'),
    Action: fc.constantFrom<Json>('kms:*', 'kms:Decrypt', ['kms:GenerateDataKey*', 'kms:DescribeKey'], 's3:GetObject'),
    more: fc.oneof(fc.constant({}), condition),
  })
  .map(({ more, ...rest }): JsonObject => ({ ...rest, ...more, Resource: '*' }));
const root: JsonObject = { Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: 'kms:*', Resource: '*' };
const template = fc
  .tuple(fc.array(statement, { maxLength: 3 }), fc.array(statement, { minLength: 1, maxLength: 3 }), fc.boolean())
  .map(([ofKey, ofRole, byRole]): JsonObject => {
    const Principal: Json = { AWS: byRole ? { 'Fn::GetAtt': ['Role', 'Arn'] } : '*' };
    return {
      Resources: {
        Key: {
          Type: 'AWS::KMS::Key',
          Properties: { KeyPolicy: { Version: '2012-10-17', Statement: [root, ...ofKey.map((one) => ({ ...one, Principal }))] } },
        },
        Role: {
          Type: 'AWS::IAM::Role',
          Properties: { Policies: [{ PolicyName: 'p', PolicyDocument: { Version: '2012-10-17', Statement: ofRole } }] },
        },
      },
    };
  });
const sent = fc
  .array(fc.tuple(fc.constantFrom(...NAMES.slice(0, 3)), fc.constantFrom('absent', ...VALUES)), { maxLength: 3 })
  .map((pairs): Sent => new Map(pairs.map(([name, value]) => [name.toLowerCase(), value === 'absent' ? value : [[value]]] as const)));

function withProgram(stack: JsonObject, look: (program: Program) => void): void {
  const rule = defineRule({
    id: 'asks',
    title: 'Asks',
    level: 'note',
    on: 'program',
    why: '',
    remedy: '',
    references: [],
    check: (program) => {
      look(program);
      return [];
    },
    examples: { bad: [], good: [] },
  });
  expect(runRule(rule, { stacks: { S: { template: stack, env: ['111122223333', 'eu-west-1'] } } }).problems).toEqual([]);
}

it('answers for each request as if it were asked for it alone', () => {
  let differing = 0;
  fc.assert(
    fc.property(template, fc.array(sent, { minLength: 2, maxLength: 4 }), (stack, requests) => {
      withProgram(stack, ({ keys: [key], requiredAccess }) => {
        const id = key ? `${key.stack}#Role` : '',
          held = requiredAccess.policiesOf(id);
        if (!key || !held) throw new Error('the stack has a key and a role');
        const role = { text: [{ of: 'attribute' as const, name: 'Role.Arn', scope: key.stack }], resource: id };
        const alone = requests.map((sends) => ACTIONS.map((action) => roleDecision(action, { sent: sends, role }, key, held).answer));
        const together = requests.map((sends) =>
          ACTIONS.map(
            (action) => roleLack({ enough: [[action]], sent: sends, role } as unknown as RoleAccess, key, requiredAccess)?.answer,
          ),
        );
        expect(together).toEqual(alone);
        if (new Set(alone.map((answers) => answers.join())).size > 1) differing += 1;
      });
    }),
    { numRuns: 300 },
  );
  // Else the law would say nothing.
  expect(differing).toBeGreaterThan(10);
});
