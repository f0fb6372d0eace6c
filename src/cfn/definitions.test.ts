/** Names are looked up by their places: what is called alike in many accounts costs a reference no more than what is there once. */
import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../types/files.js';
import { link } from './link.js';
import { factsOf } from './template-facts.js';
import { envOf } from './env.js';
import type { TemplateFacts } from '../types/facts.js';

const stackOf = (id: string, account: string | undefined, resources: JsonObject, read: () => void = () => undefined): TemplateFacts => {
  const facts = factsOf(
    { Resources: resources },
    {
      id: `/${id}#Service`,
      stackName: 'Service',
      name: id,
      stage: `/${id}`,
      stagePath: '',
      env: envOf(account, 'eu-west-1', `/${id}`),
      file: `/${id}/t.json`,
      constructPath: id,
      dependsOn: [],
    },
  );
  const { env } = facts;
  return Object.defineProperty({ ...facts }, 'env', {
    get() {
      read();
      return env;
    },
  });
};
const worker = { Type: 'AWS::IAM::Role', Properties: { RoleName: 'worker', AssumeRolePolicyDocument: {} } };
const keyFor = (account: string): JsonObject => ({
  Type: 'AWS::KMS::Key',
  Properties: {
    KeyPolicy: {
      Statement: [{ Effect: 'Allow', Principal: { AWS: `arn:aws:iam::${account}:role/worker` }, Action: 'kms:Decrypt', Resource: '*' }],
    },
  },
});
const account = (n: number): string => String(100_000_000_000 + n);

/** Apps in an account each, all with a role of one name, which the key of the app before names. */
function linkMany(count: number) {
  let reads = 0;
  const stacks = Array.from({ length: count }, (_, n) =>
    stackOf(`app${n}`, account(n), { Worker: worker, Key: keyFor(account((n + 1) % count)) }, () => reads++),
  );
  const { links } = link(new Map(stacks.map((stack) => [stack.id, stack] as const)));
  return { links, reads };
}

describe('names in many accounts', () => {
  it('are told apart by the account, in a time that grows as the apps do', () => {
    const [few, many] = [linkMany(50), linkMany(400)];
    expect(many.links.map(({ kind, certainty }) => `${kind} ${certainty}`)).toEqual(Array(400).fill('key-policy-principal certain'));
    for (const { from, to } of many.links) expect(Number(/\d+/.exec(to)?.[0])).toBe((Number(/\d+/.exec(from)?.[0]) + 1) % 400);
    expect(many.reads / 400).toBeLessThanOrEqual(few.reads / 50);
  });
  it('that may be one of several are possible, and one of very many is none', () => {
    const possible = (count: number): number => {
      const roles = Array.from({ length: count }, (_, n) => stackOf(`app${n}`, undefined, { Worker: worker }));
      const all = [...roles, stackOf('keys', account(0), { Key: keyFor(account(0)) })];
      const { links } = link(new Map(all.map((stack) => [stack.id, stack] as const)));
      for (const { certainty } of links) expect(certainty).toBe('possible');
      return links.length;
    };
    expect([possible(1), possible(64), possible(65)]).toEqual([1, 64, 0]);
  });
});
