/** Stacks that need each other: CloudFormation can deploy none of them first. */
import { defineRule, howOf, nameOf, type JsonObject, type Link, type Program, type Ring } from '../src/rule-kit.js';

const keyStack = (output: string, wanted: string): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: {
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
              Action: 'kms:*',
              Resource: '*',
            },
            { Effect: 'Allow', Principal: { AWS: { 'Fn::ImportValue': wanted } }, Action: 'kms:Decrypt', Resource: '*' },
          ],
        },
      },
    },
  },
  Outputs: { Key: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] }, Export: { Name: output } } },
});
const roleStack = (output: string, wanted: string): JsonObject => ({
  Resources: {
    Role: {
      Type: 'AWS::IAM::Role',
      Properties: {
        AssumeRolePolicyDocument: {},
        Policies: [
          {
            PolicyName: 'use',
            PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::ImportValue': wanted } }] },
          },
        ],
      },
    },
  },
  Outputs: { Role: { Value: { 'Fn::GetAtt': ['Role', 'Arn'] }, Export: { Name: output } } },
});

export default defineRule({
  id: 'cross-stack-cycle',
  title: 'Stacks need each other in a ring',
  level: 'error',
  levels: ['note'],
  on: 'program',
  why: 'A stack that imports from another can only be deployed after it. Where the imports go round in a ring, no order exists: the first deployment stops half-way, and later ones cannot change what is shared. CDK refuses the rings that its own references make, but sees none that is made by export names, stack outputs or across accounts.',
  remedy:
    "Cut one edge. Where a key policy names the role of another stack, leave the role out of the key policy: with the account's root in it, an IAM policy beside the role (key.grantDecrypt(role) in the stack of the role) is enough. Else move both ends into one stack.",
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html',
    'https://docs.aws.amazon.com/cdk/v2/guide/resources.html#resource-stack',
  ],
  *check(program) {
    for (const ring of program.rings) yield report(ring, program);
  },
  examples: {
    bad: [
      {
        title: 'the key policy imports the role, the role imports the key',
        stacks: { Keys: keyStack('KeyArn', 'RoleArn'), App: roleStack('RoleArn', 'KeyArn') },
      },
      {
        title: 'a declared dependency against an import',
        stacks: {
          Keys: { template: keyStack('KeyArn', 'RoleArn') },
          App: { template: roleStack('RoleArn', 'Elsewhere'), dependsOn: ['Keys'] },
        },
      },
    ],
    good: [{ title: 'one way only', stacks: { Keys: keyStack('KeyArn', 'Elsewhere'), App: roleStack('RoleArn', 'KeyArn') } }],
  },
});

function report(ring: Ring, program: Program) {
  const name = (id: string): string => program.stacks.get(id)?.name ?? id;
  const below = (id: string): string => {
    const facts = program.stacks.get(id);
    return facts?.stagePath && facts.name.startsWith(`${facts.stagePath}/`) ? facts.name.slice(facts.stagePath.length + 1) : name(id);
  };
  const where = ({ by }: Link): string => (by === undefined ? '' : ` (in ${nameOf(by)})`);
  const step = (link: Link): string => `${name(link.from)} needs ${name(link.to)}: it ${howOf(link)}${where(link)}`;
  const [first] = ring.edges,
    hard = ring.edges.every((link) => link.hard),
    stacks = ring.stacks.map(name);
  return {
    at: first?.at ?? { file: '', pointer: '' },
    when: ring.holds,
    detail: ring.stacks.map(below).join(' > '),
    level: hard ? ('error' as const) : ('note' as const),
    ...(ring.stacks[0] === undefined ? {} : { stack: ring.stacks[0] }),
    message:
      ring.stacks.length === 1 && first
        ? `${stacks[0] ?? ''} needs itself: it ${howOf(first)}, which is there only after ${stacks[0] ?? ''} is deployed, so its first deployment stops.`
        : `${stacks.slice(0, -1).join(', ')} and ${stacks.at(-1) ?? ''} need each other (${ring.edges.map((link) => `${name(link.from)} ${howOf(link, name(link.to))}`).join(', ')}), so none of them can be deployed first.`,
    flow: ring.edges.map((link) => ({ at: link.at, message: step(link) })),
    related: ring.edges.flatMap((link) =>
      link.toAt ? [{ at: link.toAt, message: `what ${name(link.from)} needs of ${name(link.to)}` }] : [],
    ),
  };
}
