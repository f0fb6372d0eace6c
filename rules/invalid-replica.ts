/** A replica key that KMS refuses to make. */
import {
  arnOf,
  defineRule,
  keyNamed,
  literal,
  nameOf,
  not,
  or,
  sameEnv,
  sameText,
  say,
  scenariosOfKey,
  textOf,
  whileBothExist,
  type Answer,
  type JsonObject,
  type Key,
  type Program,
  type Report,
  type Resource,
  type Text,
} from '../src/rule-kit.js';
import { isWrittenByHand, multiRegionFix, textKey } from '../src/rule-kit/built-in.js';

const POLICY = {
  Statement: [
    {
      Effect: 'Allow',
      Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
      Action: 'kms:*',
      Resource: '*',
    },
  ],
};
const replica = (primary: string | JsonObject): JsonObject => ({
  Type: 'AWS::KMS::ReplicaKey',
  Properties: { PrimaryKeyArn: primary, KeyPolicy: POLICY },
});
const PRIMARY = 'arn:aws:kms:us-east-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab';
const EUROPE = ['111122223333', 'eu-west-1'] as const;
const output = { 'Fn::GetStackOutput': { StackName: 'Primary', OutputName: 'Arn', Region: 'us-east-1' } };
const primary = (properties: JsonObject): JsonObject => ({
  Resources: { Key: { Type: 'AWS::KMS::Key', Properties: properties } },
  Outputs: { Arn: { Value: { 'Fn::GetAtt': ['Key', 'Arn'] } } },
});

/** What the rule says. */
const messages = {
  refused: '{replica} cannot be created: {fault}.',
  isReplica: '{primary} is a replica itself, and only a primary key can be replicated',
  singleRegion: '{primary} is not a multi-Region key',
  sameRegion: '{primary} is in the same Region',
  otherAccount: '{primary} is in another account',
  twice: '{other} is a replica of the same key in the same Region',
  foreignSingleRegion: 'the key that it names is not a multi-Region key, whose id would begin with mrk-',
  foreignSameRegion: 'the key that it names is in the same Region',
  byHand: 'Create the primary key with MultiRegion: true (it is fixed for ever), and each replica in a stack of a Region of its own.',
  foreignOtherAccount: 'the key that it names is in another account',
} as const;

export default defineRule({
  id: 'invalid-replica',
  title: 'A replica key that KMS refuses to make',
  level: 'error',
  on: 'key',
  why: 'A replica is a multi-Region key in another Region with the same key material. KMS makes one only of a key that was created as multi-Region primary, in the same account and partition, in a Region that is not the primary key’s own, and only one in each Region. Anything else fails when it is deployed.',
  messages,
  remedy: 'Create the primary key with multiRegion: true (it is fixed for ever), and each replica in a stack of a Region of its own.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_ReplicateKey.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-replicakey.html',
  ],
  *check(subject, program) {
    if (subject.kind !== 'replica') return;
    const byHand = isWrittenByHand(subject, program);
    const value = subject.properties['PrimaryKeyArn'];
    const arn = textOf(value);
    if (!value || !arn) return;
    const report = (detail: string, when: Answer, fault: string): Report => ({
      at: value.at,
      when,
      detail,
      message: say(messages.refused, { replica: nameOf(subject.id), fault }),
      ...(byHand ? { remedy: messages.byHand } : {}),
    });
    const own = keyNamed(arn, program);
    const of = own === undefined ? undefined : scenariosOfKey(own, program);
    if (of && of.length > 0) yield* ofOwnKey(subject, of, report, program);
    else yield* ofForeignKey(subject, program.resolve(arn), report);
    yield* twice(subject, program, report);
  },
  examples: {
    bad: [
      {
        title: 'the primary key is not multi-Region',
        stacks: {
          Primary: { template: primary({}), env: ['111122223333', 'us-east-1'] },
          Replica: { template: { Resources: { Replica: replica(output) } }, env: EUROPE },
        },
      },
      {
        title: 'in the Region of its primary key',
        stacks: {
          App: {
            Resources: {
              Key: { Type: 'AWS::KMS::Key', Properties: { MultiRegion: true } },
              Replica: replica({ 'Fn::GetAtt': ['Key', 'Arn'] }),
            },
          },
        },
      },
      {
        title: 'the ARN of a key that is not multi-Region',
        stacks: {
          Replica: {
            template: { Resources: { Replica: replica('arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab') } },
            env: EUROPE,
          },
        },
      },
      {
        title: 'two in one Region',
        stacks: {
          One: { template: { Resources: { Replica: replica(PRIMARY) } }, env: EUROPE },
          Two: { template: { Resources: { Replica: replica(PRIMARY) } }, env: EUROPE },
        },
      },
    ],
    good: [
      {
        title: 'one in each Region',
        stacks: {
          Primary: { template: primary({ MultiRegion: true }), env: ['111122223333', 'us-east-1'] },
          Europe: { template: { Resources: { Replica: replica(output) } }, env: EUROPE },
          Asia: { template: { Resources: { Replica: replica(output) } }, env: ['111122223333', 'ap-southeast-2'] },
        },
      },
      {
        title: 'of a multi-Region key elsewhere',
        stacks: { Replica: { template: { Resources: { Replica: replica(PRIMARY) } }, env: EUROPE } },
      },
    ],
  },
});

type Make = (detail: string, when: Answer, fault: string) => Report;

/** @param of the primary key of the app, in each scenario of its template. */
function* ofOwnKey(subject: Key, of: readonly Key[], report: Make, program: Program): Iterable<Report> {
  const [key] = of;
  if (!key) return;
  const primary = nameOf(key.id);
  if (key.kind === 'replica') {
    yield report('replica', 'yes', say(messages.isReplica, { primary }));
    return;
  }
  const multiRegion = of.map(({ multiRegion: fact }): Answer =>
    fact.is === 'unknown' ? 'unknown' : fact.is === 'known' && fact.value ? 'yes' : 'no',
  );
  const always = multiRegion.every((answer) => answer === multiRegion[0]) ? (multiRegion[0] ?? 'unknown') : 'unknown';
  yield {
    ...report('single-region', not(always), say(messages.singleRegion, { primary })),
    fix: multiRegionFix(key, program),
  };
  yield report('same-region', sameText(subject.env.region, key.env.region), say(messages.sameRegion, { primary }));
  yield report('account', not(sameText(subject.env.account, key.env.account)), say(messages.otherAccount, { primary }));
}

function* ofForeignKey(subject: Key, text: Text, report: Make): Iterable<Report> {
  const arn = arnOf(text);
  const resource = arn && literal(arn.resource);
  if (!arn) return;
  // "Multi-Region keys have a distinctive key ID that begins with mrk-":
  // https://docs.aws.amazon.com/kms/latest/developerguide/multi-region-keys-overview.html
  if (resource?.startsWith('key/') && !resource.startsWith('key/mrk-')) yield report('single-region', 'yes', messages.foreignSingleRegion);
  yield report('same-region', sure(sameText(subject.env.region, arn.region)), messages.foreignSameRegion);
  yield report('account', sure(not(sameText(subject.env.account, arn.account))), messages.foreignOtherAccount);
}

/** Of what is written out, nothing is only possible: the Region of nearly every stack may be any. */
const sure = (answer: Answer): Answer => (answer === 'unknown' ? 'no' : answer);

/** One finding, on the surest of the others: one more replica is refused once. */
function* twice(subject: Key, program: Program, report: Make): Iterable<Report> {
  const primaryOf = (text: Text | undefined): string | undefined => text && (keyNamed(text, program) ?? textKey(program.resolve(text)));
  const own = primaryOf(textOf(subject.properties['PrimaryKeyArn']));
  const others = new Map<string, Resource>();
  for (const { id, kind, resource } of program.keys) if (kind === 'replica' && id < subject.id) others.set(id, resource);
  const found: Report[] = [];
  for (const other of others.values()) {
    const [here, there] = [program.stacks.get(subject.stack), program.stacks.get(other.stack)];
    const env = here && there ? sameEnv(here, there) : 'no';
    if (env === 'no') continue;
    const same = (a: Resource, b: Resource): Answer =>
      whileBothExist(
        a,
        b,
        program,
        (left, right) => primaryOf(textOf(left['PrimaryKeyArn'])) === own && primaryOf(textOf(right['PrimaryKeyArn'])) === own,
      );
    const both = or(same(other, subject.resource), same(subject.resource, other));
    found.push(report('twice', both === 'yes' ? env : both, say(messages.twice, { other: nameOf(other.id) })));
  }
  const surest = found.find(({ when }) => when === 'yes') ?? found.find(({ when }) => when === 'unknown');
  if (surest) yield surest;
}
