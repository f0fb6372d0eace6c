/** Stacks that need each other: CloudFormation can deploy none of them first. */
import {
  answerOf,
  defineRule,
  enumerated,
  nameOf,
  say,
  type Cycle,
  type JsonObject,
  type Link,
  type Program,
  type Report,
} from '../src/rule-kit.js';
import { breakAdvice, breakFix, linkPhrase, linksTo } from '../src/rule-kit/built-in.js';
/** Stacks that depend on each other in a cycle: CloudFormation can deploy none of them first. */

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

/** What the rule says. */
const messages = {
  ofOne: '{stack} depends on itself: it {asks}, which exists only after {stack} is deployed. The first deployment fails.',
  hard: '{stacks} depend on each other in a cycle ({around}), so none of them can be deployed first.',
  soft: '{stacks} depend on each other in a cycle ({around}). One of them is deployed before something that it names exists; no deployment fails because of it.',
  step: '{stack} depends on {other}: it {asks}',
  stepOf: '{stack} depends on {other}: it {asks} (in {resource})',
  needed: 'what {stack} needs from {other}',
  another: 'another cycle of the same stacks: {around}',
  near: '{user} and {owner} are one statement away from a cycle. {user} uses {key}, and only the key policy decides who may use it. As soon as the key policy names a role of {user}, {owner} depends on {user} too.',
  letIamDecide:
    'Let IAM policies decide about {key}: add a statement with kms:* for new iam.AccountRootPrincipal(). CDK then writes grants into the stack of the role.',
  key: 'the key',
  oneMore: '1 more dependency must go: kms-lint graph shows it.',
  more: '{count} more dependencies must go: kms-lint graph shows them.',
} as const;

export default defineRule({
  id: 'cross-stack-cycle',
  title: 'Stacks depend on each other in a cycle',
  level: 'error',
  levels: ['note'],
  on: 'program',
  why: 'A stack that imports from another stack can only be deployed after it. If the dependencies form a cycle, no order exists: the first deployment fails half-way, and later ones cannot change what is shared. CDK refuses the cycles that its own references make. It does not see those made by export names, stack outputs, SSM parameters, literal names, or references across accounts. If one dependency of the cycle is only a name that nobody looks up at deployment, the deployment does not fail, and the finding is a note.',
  messages,
  remedy:
    "Remove one dependency. If a key policy names the role of another stack, leave the role out of the key policy: if the key policy trusts the account's root, an IAM policy of the role is enough (key.grantDecrypt(role) in the stack of the role). Otherwise move both resources into one stack.",
  references: [
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/using-cfn-stack-exports.html',
    'https://docs.aws.amazon.com/cdk/v2/guide/resources.html#resource-stack',
  ],
  *check(program) {
    for (const cycle of program.cycles) yield report(cycle, program);
    yield* nearCycles(program);
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
      {
        title: 'a stack that imports its own export',
        stacks: { Keys: keyStack('KeyArn', 'KeyArn') },
      },
    ],
    good: [
      { title: 'one way only', stacks: { Keys: keyStack('KeyArn', 'Elsewhere'), App: roleStack('RoleArn', 'KeyArn') } },
      {
        title: 'the same names in two Regions',
        stacks: {
          Keys: { template: keyStack('KeyArn', 'RoleArn'), env: ['111122223333', 'eu-west-1'] },
          App: { template: roleStack('RoleArn', 'KeyArn'), env: ['111122223333', 'us-east-1'] },
        },
      },
    ],
  },
});

const stackName = (id: string, program: Program): string => program.stacks.get(id)?.name ?? id;
/** The name below its Stage: the same for the copies of a stack in several Stages. */
function nameInStage(id: string, program: Program): string {
  const facts = program.stacks.get(id);
  if (!facts) return id;
  return facts.stagePath !== '' && facts.name.startsWith(`${facts.stagePath}/`) ? facts.name.slice(facts.stagePath.length + 1) : facts.name;
}

function report(cycle: Cycle, program: Program): Report {
  const edges = fromCut(cycle);
  const [first] = edges;
  const isHard = edges.every(({ hard }) => hard);
  const fix = breakFix(cycle.breaks, program);
  return {
    at: first?.at ?? { file: '', pointer: '' },
    when: answerOf(cycle.certainty),
    detail: cycle.stacks.map((id) => nameInStage(id, program)).join(' > '),
    level: isHard ? 'error' : 'note',
    ...(first ? { stack: first.from } : {}),
    message: messageOf(edges, isHard, program),
    remedy: remedyOf(cycle, program),
    flow: edges.map((link) => ({ at: link.at, message: stepOf(link, program) })),
    related: [
      ...edges.flatMap((link) =>
        link.toAt
          ? [{ at: link.toAt, message: say(messages.needed, { stack: stackName(link.from, program), other: stackName(link.to, program) }) }]
          : [],
      ),
      ...cycle.others.flatMap(([start, ...rest]) =>
        start ? [{ at: start.at, message: say(messages.another, { around: cycleText([start, ...rest], program) }) }] : [],
      ),
    ],
    ...(fix ? { fix } : {}),
  };
}

/** The way round, starting at the edge to cut: there the reader can act. */
function fromCut({ edges, breaks: cut }: Cycle): readonly Link[] {
  const start = edges.findIndex(({ from, to }) => cut.some((link) => link.from === from && link.to === to));
  return start <= 0 ? edges : [...edges.slice(start), ...edges.slice(0, start)];
}

const cycleText = (edges: readonly Link[], program: Program): string =>
  edges.map((link) => `${stackName(link.from, program)} ${linkPhrase(link, stackName(link.to, program))}`).join(', ');

function messageOf(edges: readonly Link[], isHard: boolean, program: Program): string {
  const names = edges.map(({ from }) => stackName(from, program));
  const [first] = edges;
  if (first && edges.length === 1) return say(messages.ofOne, { stack: enumerated(names), asks: linkPhrase(first) });
  return say(isHard ? messages.hard : messages.soft, { stacks: enumerated(names), around: cycleText(edges, program) });
}

function stepOf(link: Link, program: Program): string {
  const of = { stack: stackName(link.from, program), other: stackName(link.to, program), asks: linkPhrase(link) };
  return link.by === undefined ? say(messages.step, of) : say(messages.stepOf, { ...of, resource: nameOf(link.by) });
}

/** More edges of a cut than this are not spelt out. */
const MOST_TOLD = 3;

function remedyOf({ breaks: cut }: Cycle, program: Program): string {
  // Of parallel edges each must go, but a declared order goes with the reference that made it.
  const made = cut.filter(
    (link) => link.kind !== 'manifest' || !cut.some((other) => other !== link && other.from === link.from && other.to === link.to),
  );
  const told = made.slice(0, MOST_TOLD).map((link) => breakAdvice(link, program, nameOf));
  const left = made.length - told.length;
  return [...new Set(told), ...(left === 0 ? [] : [left === 1 ? messages.oneMore : say(messages.more, { count: left })])].join(' ');
}

/** Keys that stand one statement away from a cycle: their policy decides alone, and another stack that needs theirs uses them. */
function* nearCycles(program: Program): Iterable<Report> {
  const inCycles = new Set(program.cycles.flatMap(({ stacks }) => stacks));
  const seen = new Set<string>();
  for (const key of program.keys) {
    if (seen.has(key.id) || !key.policy.accepted || key.policy.fullRootTrust.answer !== 'no') continue;
    seen.add(key.id);
    const users = new Map(
      linksTo(key.id, program)
        .filter(({ from, to, certainty }) => from !== to && certainty === 'certain' && !(inCycles.has(from) && inCycles.has(to)))
        .map((link) => [link.from, link] as const),
    );
    for (const link of users.values()) {
      const [user, owner] = [stackName(link.from, program), stackName(link.to, program)];
      yield {
        at: link.at,
        when: 'unknown',
        level: 'note',
        detail: `near: ${nameInStage(link.from, program)} > ${nameInStage(link.to, program)}`,
        stack: link.from,
        message: say(messages.near, { user, owner, key: nameOf(key.id) }),
        remedy: say(messages.letIamDecide, { key: nameOf(key.id) }),
        related: [{ at: key.at, message: messages.key }],
      };
    }
  }
}
