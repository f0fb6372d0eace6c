/** A property names a key in a form, or from a place, that it does not take. */
import {
  answerOf,
  arnOf,
  defineRule,
  literal,
  logicalIdOf,
  nameOf,
  printText,
  sameText,
  say,
  scenariosOfKey,
  stackIdOf,
  type Address,
  type Edit,
  type Example,
  type JsonObject,
  type Key,
  type KeyUse,
  type Level,
  type MisnamedKey,
  type Program,
  type Report,
  type Text,
} from '../src/rule-kit.js';
import { isWrittenByHand, keptResource, keyHomeFinder, meantRegionFinder, propertyOf, splitText } from '../src/rule-kit/built-in.js';

const ID = '1234abcd-12ab-34cd-56ef-1234567890ab';
const ARN = `arn:aws:kms:eu-west-1:111122223333:key/${ID}`;
const KEY: JsonObject = { Type: 'AWS::KMS::Key', Properties: {} };
const KEY_ARN: JsonObject = { 'Fn::GetAtt': ['Key', 'Arn'] };
const app = (Resources: JsonObject): Example => ({ stacks: { App: { template: { Resources }, env: ['111122223333', 'eu-west-1'] } } });
const vault = (key: string | JsonObject): JsonObject => ({
  Type: 'AWS::Backup::BackupVault',
  Properties: { BackupVaultName: 'v', EncryptionKeyArn: key },
});
const secret = (key: string | JsonObject, region: string): JsonObject => ({
  Type: 'AWS::SecretsManager::Secret',
  Properties: { ReplicaRegions: [{ Region: region, KmsKeyId: key }] },
});
const queue = (key: string | JsonObject): JsonObject => ({ Type: 'AWS::SQS::Queue', Properties: { KmsMasterKeyId: key } });
/** A queue in one stack with the key of another. */
const across = (producer: readonly [string, string], consumer: readonly [string, string]): Example => ({
  stacks: {
    Keys: { template: { Resources: { Key: KEY }, Outputs: { Key: { Value: KEY_ARN } } }, env: producer },
    App: {
      template: {
        Resources: { Queue: queue({ 'Fn::GetStackOutput': { StackName: 'Keys', Region: producer[1], OutputName: 'Key' } }) },
      },
      env: consumer,
    },
  },
});

/** What the rule says. */
const messages = {
  form: '{user} cannot be created: {property} takes {takes}, and is given {form}, {key}.',
  documented: '{property} of {user} takes {takes} by its documentation, and is given {form}, {key}.',
  service: '{user} names no key: {property} takes a KMS key, and is given {arn}, which is an ARN of another service.',
  kind: '{user} names no key: {property} is given {arn}, an ARN of KMS with neither key/ nor alias/ in it.',
  region: '{user} cannot use the key {key}: {property} takes a key of {wanted}, and this key is in {region}.',
  home: '{user} cannot find the key {key}: {property} looks for a bare key id in its own account and Region, and this key is in {home}.',
  key: 'the key {key}',
  remedyArn: 'Name the key by its ARN: key.keyArn, where key is {key}.',
  remedyArnByHand: 'Name the key by its ARN: !GetAtt {id}.Arn.',
  remedyArnElsewhere: 'Name the key {key} by its ARN.',
  remedyAliasByHand: 'Name the key itself by its ARN, arn:aws:kms:REGION:ACCOUNT:key/ID: an alias may not stand here.',
  remedyServiceByHand: 'Give the property the ARN of a KMS key.',
  remedyAlias:
    "Name the key by its ARN: kms.Key.fromKeyArn(...), or kms.Key.fromLookup(this, 'Key', { aliasName }), which finds the key behind the alias at synthesis.",
  remedyService: 'Give the property the ARN of a KMS key: key.keyArn.',
  remedyKind: 'Write key/ before the id of the key, or alias/ before the name of the alias.',
  remedyRegion:
    'Give {property} a key that is made in {wanted}. A multi-Region key is named there by the ARN of its replica; a key of one Region is not seen in another.',
  nothing:
    '{user} names no key: {property} is given "{name}", which is neither the id nor the ARN of a key, nor the name of an alias (alias/…).',
  anotherResource: '{user} names no key: {property} takes a KMS key, and is given {other}, which is a resource of the type {type}.',
  aliasOfAlias: '{user} cannot be created: its target is an alias, {other}, and the target of an alias must be a key.',
  idInPolicy:
    '{user} cannot be created: its policy names the key {key} by its id in Resource, where IAM takes only an ARN, so nobody gets a right on the key.',
  remedyNothing: 'Give {property} the ARN of the key, or write alias/{name} if it is the name of an alias.',
  remedyTarget: 'Set TargetKeyId to the id or ARN of the key itself.',
  fixArn: 'Name the key by its ARN',
  fixKind: 'Write key/ before the id of the key',
} as const;

const FORMS = {
  id: 'the id of a key',
  arn: 'the ARN of a key',
  alias: 'the name of an alias',
  'alias-arn': 'the ARN of an alias',
} as const;

interface Fault {
  /** Tells it from other faults of the same property. */
  readonly name: string;
  readonly level: Level;
  readonly message: string;
  readonly remedy: string;
  readonly title?: string;
  readonly edit?: Edit | undefined;
}

type Property = NonNullable<ReturnType<typeof propertyOf>>;

/** What the faults are judged by. */
interface Given {
  readonly use: KeyUse;
  readonly property: Property;
  /** Of a key of the app. */
  readonly own: readonly Key[];
  /** Of a key that others own. */
  readonly name: Text | undefined;
  readonly shown: string;
  /** The template is written by hand, so that it is spoken of in CloudFormation's words. */
  readonly byHand: boolean;
}

export default defineRule({
  id: 'invalid-key-reference',
  title: 'A property names a key in a way that it does not take',
  level: 'error',
  levels: ['error', 'warning'],
  on: 'program',
  why: 'Most properties take a key as ARN, some by its id or an alias too, and nearly all only a key of their own Region. What is named otherwise is refused when the resource is created; a replica in another Region fails later, when the stack has long succeeded.',
  messages,
  remedy: 'Name the key by its ARN, and take a key of the Region in which the property looks for it.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/concepts.html#key-id',
    'https://docs.aws.amazon.com/aws-backup/latest/devguide/API_CreateBackupVault.html',
    'https://docs.aws.amazon.com/secretsmanager/latest/userguide/replicate-secrets.html',
  ],
  *check(program) {
    const meant = meantRegionFinder(program),
      homes = keyHomeFinder(program);
    for (const use of program.uses) {
      const { key } = use,
        property = propertyOf(use);
      if (!property || key.is === 'aws-managed') continue;
      const own = key.is === 'own' ? scenariosOfKey(key.key, program) : [],
        name = key.is === 'imported' ? key.name : undefined;
      const given: Given = {
        use,
        property,
        own,
        name,
        byHand: isByHand(use.by, program),
        shown: key.is === 'own' ? nameOf(key.key) : printText(key.name),
      };
      const found = notOfKms(given) ?? wrongForm(given) ?? wrongHome(given, homes, program) ?? wrongRegion(given, meant);
      if (!found) continue;
      yield {
        at: use.at,
        stack: stackIdOf(use.by),
        when: answerOf(use.certainty),
        level: found.level,
        detail: `${use.path}:${found.name}`,
        message: found.message,
        remedy: found.remedy,
        ...(found.edit && found.title ? { fix: { title: found.title, safety: 'unsafe', edits: [found.edit] } } : {}),
        related: own.slice(0, 1).map((one) => ({ at: one.at, message: say(messages.key, { key: nameOf(one.id) }) })),
      };
    }
    for (const misnamed of program.misnamedKeys) yield* ofAnother(misnamed, program);
  },
  examples: {
    bad: [
      {
        title: 'a backup vault with an alias',
        ...app({ Vault: vault('arn:aws:kms:eu-west-1:111122223333:alias/backups') }),
      },
      { title: 'an id where the ARN is needed', ...app({ Key: KEY, Vault: vault({ Ref: 'Key' }) }) },
      { title: 'an ARN of another service', ...app({ Queue: queue('arn:aws:iam::111122223333:role/Key') }) },
      { title: 'a text that names no key', ...app({ Queue: queue('queues') }) },
      {
        title: 'a secret in the place of its key',
        ...app({ Secret: { Type: 'AWS::SecretsManager::Secret', Properties: {} }, Queue: queue({ Ref: 'Secret' }) }),
      },
      {
        title: 'an alias of an alias',
        ...app({ Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/new', TargetKeyId: 'alias/old' } } }),
      },
      {
        title: 'the id of a key as the Resource of an IAM policy',
        ...app({
          Key: KEY,
          Policy: {
            Type: 'AWS::IAM::ManagedPolicy',
            Properties: { PolicyDocument: { Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { Ref: 'Key' } }] } },
          },
        }),
      },
      { title: 'an ARN without key/', ...app({ Queue: queue(`arn:aws:kms:eu-west-1:111122223333:${ID}`) }) },
      { title: "a secret's replica with the key of its own Region", ...app({ Key: KEY, Token: secret(KEY_ARN, 'us-west-2') }) },
      { title: 'a queue with the key of another Region', ...across(['111122223333', 'us-east-1'], ['111122223333', 'eu-west-1']) },
      {
        title: 'the id of a key of another account, whose ARN a policy of the app spells out',
        ...app({
          Queue: queue(ID),
          Policy: {
            Type: 'AWS::IAM::Policy',
            Properties: {
              PolicyName: 'p',
              Roles: ['Reader'],
              PolicyDocument: {
                Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: ARN.replace('111122223333', '999988887777') }],
              },
            },
          },
        }),
      },
    ],
    good: [
      { title: 'a backup vault with the ARN of a key', ...app({ Key: KEY, Vault: vault(KEY_ARN) }) },
      {
        title: 'a custom resource may give out a key',
        ...app({ Maker: { Type: 'Custom::KeyMaker', Properties: {} }, Queue: queue({ Ref: 'Maker' }) }),
      },
      { title: 'an alias where one may stand', ...app({ Queue: queue('alias/queues') }) },
      { title: 'a replica with a key of its Region', ...app({ Token: secret(ARN.replace('eu-west-1', 'us-west-2'), 'us-west-2') }) },
      { title: 'a key of the same Region in another stack', ...across(['111122223333', 'eu-west-1'], ['111122223333', 'eu-west-1']) },
      {
        title: 'a parameter may hold any form',
        stacks: {
          App: {
            template: { Parameters: { Key: { Type: 'String' } }, Resources: { Vault: vault({ Ref: 'Key' }) } },
            env: ['111122223333', 'eu-west-1'],
          },
        },
      },
    ],
  },
});

/** An ARN that is none of KMS, or none of a key or alias. */
function notOfKms({ use, property, name, shown, byHand }: Given): Fault | undefined {
  const arn = name && arnOf(name),
    level = property.forms === 'high' ? 'error' : 'warning';
  const service = arn && literal(arn.service);
  if (!arn && name) return notAName(name, use, property);
  if (!arn || service === undefined) return undefined;
  const said = { user: nameOf(use.by), property: use.path, arn: shown };
  if (service !== 'kms')
    return {
      name: 'service',
      level,
      message: say(messages.service, said),
      remedy: byHand ? messages.remedyServiceByHand : messages.remedyService,
    };
  const [kind, rest] = splitText(arn.resource, '/', 2);
  const start = kind && literal(kind);
  if (start === undefined || start === '' || start === 'key' || start === 'alias') return undefined;
  const whole = literal(name);
  const value =
    whole !== undefined && rest === undefined && /^(?:mrk-)?[0-9a-f-]{32,}$/.test(start)
      ? whole.replace(/:([^:]*)$/, ':key/$1')
      : undefined;
  return {
    name: 'kind',
    level,
    message: say(messages.kind, said),
    remedy: messages.remedyKind,
    title: messages.fixKind,
    edit: value === undefined ? undefined : replaced(use, property, value),
  };
}

/** Words for a key of AWS, which some properties take, are no names. */
const NO_NAME = /^(?:[A-Z][A-Z_]*|default|none|aws\/.*|)$/;

/** A bare text that is no id, and no name of an alias. */
function notAName(name: Text, use: KeyUse, { forms }: Property): Fault | undefined {
  const written = literal(name);
  if (written === undefined || use.key.is !== 'imported' || use.key.form !== undefined || forms === 'low') return undefined;
  if (NO_NAME.test(written) || /[:${}]/.test(written) || written.startsWith('alias/')) return undefined;
  return {
    name: 'nothing',
    level: forms === 'high' ? 'error' : 'warning',
    message: say(messages.nothing, { user: nameOf(use.by), property: use.path, name: written }),
    remedy: say(messages.remedyNothing, { property: use.path, name: written }),
  };
}

/** What is named is no key, or not as it must be. */
function* ofAnother({ is, by, path, at, names, resource }: MisnamedKey, program: Program): Iterable<Report> {
  const byHand = isByHand(by, program),
    other = resource ? nameOf(resource.id) : printText(names),
    user = nameOf(by);
  const report = { at, stack: stackIdOf(by), when: 'yes', detail: `${path}:${is}` } as const;
  if (is === 'another-resource') {
    const property = propertyOf({ path, type: program.stacks.get(stackIdOf(by))?.types[logicalIdOf(by)] ?? '' });
    if (!property || property.forms === 'low') return;
    yield {
      ...report,
      level: property.forms === 'high' ? 'error' : 'warning',
      message: say(messages.anotherResource, { user, property: path, other, type: resource?.type ?? '' }),
      remedy: byHand ? messages.remedyServiceByHand : messages.remedyService,
    };
  } else if (is === 'alias') yield { ...report, message: say(messages.aliasOfAlias, { user, other }), remedy: messages.remedyTarget };
  else if (resource) {
    const fix = isSameStack(by, resource.id) ? arnInstead(by, at, logicalIdOf(resource.id)) : undefined;
    yield {
      ...report,
      message: say(messages.idInPolicy, { user, key: other }),
      remedy: byHand ? say(messages.remedyArnByHand, { id: logicalIdOf(resource.id) }) : say(messages.remedyArn, { key: other }),
      ...(fix ? { fix: { title: messages.fixArn, safety: 'unsafe', edits: [fix] } } : {}),
    };
  }
}

const isSameStack = (one: string, other: string): boolean => stackIdOf(one) === stackIdOf(other);

/** The ARN of a key of the same template in the place of its id. */
function arnInstead(by: string, { pointer }: Address, id: string): Edit | undefined {
  const path = /^\/Resources\/[^/]+(\/Properties\/.+\/Resource)$/.exec(pointer)?.[1];
  return path === undefined || path.includes('/Fn::')
    ? undefined
    : { is: 'resource', resource: by, op: 'replace', path, value: { 'Fn::GetAtt': [id, 'Arn'] } };
}

function wrongForm({ use, property, own, shown, byHand }: Given): Fault | undefined {
  const form = use.key.is === 'aws-managed' ? undefined : use.key.form;
  if (!form || !property.refuses.includes(form) || property.forms === 'low') return undefined;
  const isSure = property.forms === 'high',
    [key] = own;
  const takes = property.takes.map((one) => FORMS[one]).join(' or ');
  return {
    name: form,
    level: isSure ? 'error' : 'warning',
    message: say(isSure ? messages.form : messages.documented, {
      user: nameOf(use.by),
      property: use.path,
      takes,
      form: FORMS[form],
      key: shown,
    }),
    remedy: key ? byArn(key, use, shown, byHand) : byHand ? messages.remedyAliasByHand : messages.remedyAlias,
    title: messages.fixArn,
    edit: key && key.stack === stackIdOf(use.by) ? replaced(use, property, { 'Fn::GetAtt': [logicalIdOf(key.id), 'Arn'] }) : undefined,
  };
}

/** A bare id, which means a key of the account and Region in which it is looked up. */
function wrongHome(
  { use, property, own, name, shown, byHand }: Given,
  homesOf: ReturnType<typeof keyHomeFinder>,
  { stacks }: Program,
): Fault | undefined {
  const env = stacks.get(stackIdOf(use.by))?.env;
  if (use.key.is === 'aws-managed' || use.key.form !== 'id' || !env) return undefined;
  // A replica has the id of its primary.
  if (
    own.some(
      ({ kind, multiRegion }) => kind === 'replica' || multiRegion.is === 'unknown' || (multiRegion.is === 'known' && multiRegion.value),
    )
  )
    return undefined;
  const homes = own.length > 0 ? own.map((key) => key.env) : homesOf(literal(name ?? []) ?? '');
  const [home] = homes;
  const isElsewhere = (one: NonNullable<typeof home>): boolean =>
    sameText(one.account, env.account) === 'no' || (sameText(one.region, env.region) === 'no' && property.region.is === 'own');
  if (!home || !homes.every(isElsewhere)) return undefined;
  return {
    name: 'home',
    level: 'error',
    message: say(messages.home, {
      user: nameOf(use.by),
      key: shown,
      property: use.path,
      home: `account ${printText(home.account)}, ${printText(home.region)}`,
    }),
    remedy: byArn(own[0], use, shown, byHand),
  };
}

function byArn(key: Key | undefined, use: KeyUse, shown: string, byHand: boolean): string {
  if (!byHand) return say(messages.remedyArn, { key: shown });
  return key?.stack === stackIdOf(use.by)
    ? say(messages.remedyArnByHand, { id: logicalIdOf(key.id) })
    : say(messages.remedyArnElsewhere, { key: shown });
}

function isByHand(id: string, program: Program): boolean {
  const resource = keptResource(id, program);
  return resource !== undefined && isWrittenByHand({ stack: resource.stack, resource }, program);
}

function wrongRegion({ use, property, own, name, shown }: Given, meantFor: ReturnType<typeof meantRegionFinder>): Fault | undefined {
  // Which key an id or the name of an alias means hangs on the Region itself. Where the property asks for one Region of all, its kind of
  // key is judged elsewhere.
  const form = use.key.is === 'aws-managed' ? undefined : use.key.form;
  if ((form !== 'arn' && form !== 'alias-arn') || (own.length > 0 && property.key.regions.length > 0)) return undefined;
  const arn = name && arnOf(name),
    regions = own.length > 0 ? own.map((key) => key.env.region) : arn ? [arn.region] : [];
  const [region] = regions,
    meant = meantFor(use);
  if (!region || !meant || meant.confidence === 'low' || !regions.every((one) => sameText(one, meant.region) === 'no')) return undefined;
  const said = { property: use.path, wanted: printText(meant.region) };
  return {
    name: 'region',
    level: meant.confidence === 'high' ? 'error' : 'warning',
    message: say(messages.region, { ...said, user: nameOf(use.by), key: shown, region: printText(region) }),
    remedy: say(messages.remedyRegion, said),
  };
}

/** Another value for the property; undefined where an intrinsic function or a document holds it. */
function replaced({ by, at }: KeyUse, { document }: Property, value: string | JsonObject): Edit | undefined {
  const path = /^\/Resources\/[^/]+(\/Properties\/.+)$/.exec(at.pointer)?.[1];
  return path === undefined || document !== undefined || path.includes('/Fn::')
    ? undefined
    : { is: 'resource', resource: by, op: 'replace', path, value };
}
