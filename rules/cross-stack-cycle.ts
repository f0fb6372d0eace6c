/** Stacks that need each other: CloudFormation can deploy none of them first. */
import { defineRule, nameOf, type JsonObject, type Link, type Program, type Ring } from '../src/rule-kit.js';

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

/** What one stack does with another, as it follows its name: `imports the export "x" of B`. Where the other was just named, without it. */
function how({ kind, name }: Link, other?: string): string {
  const of = other === undefined ? '' : ` of ${other}`;
  switch (kind) {
    case 'import':
      return `imports the export "${name}"${of}`;
    case 'stack-output':
    case 'nested-output':
      return `reads the output "${name}"${of}`;
    case 'cross-region-export':
      return `reads the cross-Region export "${name}"${of}`;
    case 'ssm-parameter':
      return `reads the SSM parameter "${name}"${of}`;
    case 'nested-parameter':
      return `takes the parameter "${name}"${of}`;
    case 'physical-name':
      return `names "${name}"${of}`;
    case 'key-policy-principal':
      return `names the principal "${name}"${of} in a key policy`;
    case 'reference':
      return `refers to "${name}"${of}`;
    case 'manifest':
      return `is declared to be deployed after ${other ?? 'it'}`;
    case 'depends-on':
      return `depends on ${other ?? 'it'}`;
  }
}

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
  const where = (link: Link): string => {
    const facts = [...program.stacks.values()].find(({ file }) => file === link.at.file),
      id = /^\/Resources\/([^/]+)/.exec(link.at.pointer)?.[1];
    return facts && id !== undefined ? ` (in ${nameOf(`${facts.id}#${id}`)})` : '';
  };
  const step = (link: Link): string => `${name(link.from)} needs ${name(link.to)}: it ${how(link)}${where(link)}`;
  const [first] = ring.edges,
    hard = ring.edges.every((link) => link.hard),
    stacks = ring.stacks.map(name);
  return {
    at: first?.at ?? { file: '', pointer: '' },
    when: ring.holds,
    detail: ring.stacks.map(below).join(' > '),
    level: hard ? ('error' as const) : ('note' as const),
    ...(ring.stacks[0] === undefined ? {} : { stack: ring.stacks[0] }),
    message: `${stacks.slice(0, -1).join(', ')} and ${stacks.at(-1) ?? ''} need each other (${ring.edges.map((link) => `${name(link.from)} ${how(link, name(link.to))}`).join(', ')}), so none of them can be deployed first.`,
    flow: ring.edges.map((link) => ({ at: link.at, message: step(link) })),
    related: ring.edges.flatMap((link) =>
      link.toAt ? [{ at: link.toAt, message: `what ${name(link.from)} needs of ${name(link.to)}` }] : [],
    ),
  };
}
