/**
 * Cuts a template to what other apps can ask of it: what they can name, what asks them, and what stands between the two. What is left is a
 * template again, with the same logical ids, so that it is read as any other.
 */
import { isObject, listOf, objectOf } from '../core/json.js';
import { stepsOf } from '../core/pointer.js';
import { literal } from '../core/text.js';
import { nameReferenceIn, namingProperty } from '../cfn/physical-names.js';
import { isKeyType } from '../reference/cloudformation.js';
import { deliveryProperties } from '../reference/delivery-properties.js';
import type { ExternalReference, TemplateFacts } from '../types/facts.js';
import type { Json, JsonObject } from '../types/files.js';
import { givenToOthers, NAMES_A_ROLE } from './statements.js';
import { refersTo } from './refers-to.js';

/** How a policy is attached: the properties that name what it belongs to. */
const ATTACHED: Readonly<Record<string, readonly string[]>> = {
  'AWS::IAM::Policy': NAMES_A_ROLE,
  'AWS::IAM::ManagedPolicy': NAMES_A_ROLE,
  'AWS::IAM::RolePolicy': ['RoleName'],
  'AWS::IAM::UserPolicy': ['UserName'],
  'AWS::IAM::GroupPolicy': ['GroupName'],
  'AWS::S3::BucketPolicy': ['Bucket'],
  'AWS::SQS::QueuePolicy': ['Queues'],
  'AWS::SQS::QueueInlinePolicy': ['Queue'],
  'AWS::SNS::TopicPolicy': ['Topics'],
  'AWS::SNS::TopicInlinePolicy': ['TopicArn'],
  'AWS::SecretsManager::ResourcePolicy': ['SecretId'],
  'AWS::Kinesis::ResourcePolicy': ['ResourceArn'],
};
const IS_IAM = /^AWS::IAM::/;
/** Nested stacks hand names through; the custom resources are CDK's exports to other Regions. */
const TIES = /^(AWS::CloudFormation::Stack$|Custom::CrossRegionExport)/;
/** What people read, and what has nothing to do with keys. */
const UNTOLD = new Set([
  'Description',
  'EnableKeyRotation',
  'NotificationARNs',
  'PendingWindowInDays',
  'RotationPeriodInDays',
  'Tags',
  'TemplateURL',
  'TimeoutInMinutes',
]);
/** The parameter that tells the version of CDK's bootstrap stack: it is in every template, and no app writes it. */
const BOOTSTRAP = /^\/cdk-bootstrap\//;

/**
 * @param facts those of the same template
 * @returns Resources, Outputs, and the Parameters, Conditions and Mappings that these need; `undefined` parts are left out
 */
export function cutTemplate(template: JsonObject, facts: TemplateFacts): JsonObject {
  const cut = new Cut(template, facts);
  const resources = cut.resources(),
    outputs = outputsOf(template);
  const used = namesUsed([resources, outputs]);
  const conditions = closed(objectOf(template['Conditions']), used),
    parameters = pick(
      objectOf(template['Parameters']),
      (name, parameter) => used.has(name) || (isRead(parameter) && !BOOTSTRAP.test(text(objectOf(parameter)['Default']))),
    ),
    mappings = pick(objectOf(template['Mappings']), (name) => used.has(name));
  return {
    Resources: resources,
    ...filled('Outputs', outputs),
    ...filled('Parameters', Object.fromEntries(Object.entries(parameters).map(([name, one]) => [name, without(objectOf(one), UNTOLD)]))),
    ...filled('Conditions', conditions),
    ...filled('Mappings', mappings),
  };
}

class Cut {
  readonly #all: JsonObject;
  readonly #properties = new Map<string, JsonObject>();
  /** Kept with what the rules read of them. */
  readonly #whole = new Set<string>();
  /** Kept as a type with a logical id: somebody kept refers to them. */
  readonly #named = new Set<string>();
  /** What other apps can name, or what asks other apps. */
  readonly #seen: ReadonlySet<string>;
  readonly #away: ReadonlyMap<string, ReadonlySet<string>>;
  /** What reaches for others itself, or by an alias of its own app whose key is theirs. */
  readonly #asking: ReadonlySet<string>;
  /** Whose values may be others': what reads CDK's exports of other Regions, and what a parent gives to its nested stack. */
  readonly #through: ReadonlySet<string>;
  readonly #attachments: ReadonlyMap<string, readonly string[]>;

  constructor(
    template: JsonObject,
    readonly facts: TemplateFacts,
  ) {
    this.#all = objectOf(template['Resources']);
    this.#through = new Set([
      ...Object.keys(facts.types).filter((logicalId) => facts.types[logicalId] === 'Custom::CrossRegionExportReader'),
      ...(facts.parent === undefined ? [] : Object.keys(facts.parameters)),
    ]);
    this.#away = awayReferences(facts, this.#through);
    const isAliasAway = (id: string): boolean => this.#away.has(id) && this.#type(id) === 'AWS::KMS::Alias';
    const byAlias = facts.consumers.filter(({ properties }) => refersTo(properties).some(isAliasAway));
    this.#asking = new Set([...this.#away.keys(), ...byAlias.map(({ logicalId }) => logicalId)].filter((id) => this.#type(id) !== ''));
    const offered = Object.values(objectOf(template['Outputs'])).flatMap((output) => refersTo(objectOf(output)['Value']));
    const named = facts.named.flatMap(({ logicalId }) => [
      logicalId,
      ...refersTo(this.#raw(logicalId)['TargetKeyId']),
      ...(facts.types[logicalId] === 'AWS::SSM::Parameter' ? refersTo(this.#raw(logicalId)['Value']) : []),
    ]);
    const ties = Object.entries(facts.types).flatMap(([logicalId, type]) => (TIES.test(type) ? [logicalId] : []));
    this.#seen = new Set([...offered, ...named, ...this.#asking, ...ties].filter((logicalId) => this.#type(logicalId) !== ''));
    this.#attachments = this.#attachedTo();
  }

  resources(): JsonObject {
    const start = [
      ...this.#seen,
      ...Object.keys(this.#all).filter((logicalId) => IS_IAM.test(this.#type(logicalId)) && this.#asks(logicalId)),
      ...this.#deliverers(),
    ];
    for (const logicalId of start) this.#whole.add(logicalId);
    // What is added while the set is walked is walked too.
    for (const logicalId of this.#whole) {
      for (const next of this.#leadsTo(logicalId)) this.#whole.add(next);
      for (const policy of this.#attachments.get(logicalId) ?? []) if (this.#says(policy)) this.#whole.add(policy);
    }
    for (const logicalId of this.#whole) for (const other of refersTo(this.#kept(logicalId))) this.#named.add(other);
    return Object.fromEntries(
      Object.keys(this.#all).flatMap((logicalId) => {
        if (this.#whole.has(logicalId)) return [[logicalId, this.#resource(logicalId)]];
        return this.#named.has(logicalId) && this.#type(logicalId) !== '' ? [[logicalId, { Type: this.#type(logicalId) }]] : [];
      }),
    );
  }

  #type(logicalId: string): string {
    return Object.hasOwn(this.facts.types, logicalId) ? (this.facts.types[logicalId] ?? '') : '';
  }

  #raw(logicalId: string): JsonObject {
    return objectOf(objectOf(this.#all[logicalId])['Properties']);
  }

  #resource(logicalId: string): JsonObject {
    const { Type: type, Condition, DeletionPolicy, Metadata } = objectOf(this.#all[logicalId]);
    const noted = objectOf(Metadata)['kms-lint'],
      properties = this.#kept(logicalId);
    return {
      Type: type ?? '',
      ...filled('Properties', properties),
      ...(Condition === undefined ? {} : { Condition }),
      ...(isKeyType(this.#type(logicalId)) && DeletionPolicy !== undefined ? { DeletionPolicy } : {}),
      ...(noted === undefined ? {} : { Metadata: { 'kms-lint': noted } }),
    };
  }

  /** The properties that are kept, worked out once. */
  #kept(logicalId: string): JsonObject {
    const known = this.#properties.get(logicalId) ?? this.#cutProperties(logicalId);
    this.#properties.set(logicalId, known);
    return known;
  }

  #cutProperties(logicalId: string): JsonObject {
    const type = this.#type(logicalId),
      raw = this.#raw(logicalId);
    if (IS_IAM.test(type)) return givenToOthers(without(raw, UNTOLD), (id) => this.#seen.has(id) || this.#type(id) === '');
    if (this.facts.resources.some((one) => one.logicalId === logicalId)) return without(raw, UNTOLD);
    const away = this.#away.get(logicalId) ?? new Set(),
      consuming = objectOf(this.#consumers.get(logicalId)),
      naming = namingProperty(type),
      value = type === 'AWS::SSM::Parameter' ? 'Value' : undefined;
    return pick(raw, (name) => name in consuming || away.has(name) || name === naming || name === value || name === 'Role');
  }

  get #consumers(): ReadonlyMap<string, Json> {
    return (this.#consumersByName ??= new Map(this.facts.consumers.map(({ logicalId, properties }) => [logicalId, properties] as const)));
  }
  #consumersByName: ReadonlyMap<string, Json> | undefined;

  /** The resources that are kept because this one is; who is named in a policy of a resource need not be known further. */
  #leadsTo(logicalId: string): readonly string[] {
    const type = this.#type(logicalId),
      kept = this.#kept(logicalId);
    if (isKeyType(type)) return refersTo(kept['PrimaryKeyArn']).filter((id) => this.#type(id) !== '');
    const policies = ['AssumeRolePolicyDocument', 'ResourcePolicy', ...(IS_IAM.test(type) ? [] : ['PolicyDocument'])];
    return refersTo(without(kept, new Set(policies))).filter((id) => this.#type(id) !== '');
  }

  /** What has a service or role deliver to a resource that reaches for others: under their key, the delivery asks them. */
  #deliverers(): readonly string[] {
    return this.facts.consumers.flatMap(({ logicalId, type }) => {
      if (IS_IAM.test(type)) return [];
      const names = deliveryProperties(type);
      return names.size > 0 && refersTo(pick(this.#raw(logicalId), (name) => names.has(name))).some((id) => this.#isUnderOthers(id))
        ? [logicalId]
        : [];
    });
  }

  /** Whether an IAM policy or role gives something on what other apps own, or on what a key of theirs may encrypt. */
  #asks(logicalId: string): boolean {
    const given = givenToOthers(this.#raw(logicalId), (id) => this.#isUnderOthers(id));
    const policies = [given['PolicyDocument'] ?? null, given['Policies'] ?? null];
    return JSON.stringify(policies).includes('"Allow"') && (this.#isAway(policies) || this.#isThrough(this.#raw(logicalId)));
  }
  #isAway(policies: readonly Json[]): boolean {
    return isNamedAway(policies) || refersTo(policies).some((id) => this.#isUnderOthers(id));
  }
  /** Whether a key of others may encrypt it. A key of this app's own only names them in its policy. */
  #isUnderOthers(logicalId: string): boolean {
    return this.#asking.has(logicalId) && !isKeyType(this.#type(logicalId));
  }
  #isThrough(policy: JsonObject): boolean {
    return (
      this.#through.size > 0 && refersTo([policy['PolicyDocument'] ?? null, policy['Policies'] ?? null]).some((id) => this.#through.has(id))
    );
  }

  /** Whether a policy says something to others: of a resource's policy, what it allows; what it denies opens nothing. */
  #says(logicalId: string): boolean {
    const kept = this.#kept(logicalId);
    if (IS_IAM.test(this.#type(logicalId))) return listOf(objectOf(kept['PolicyDocument'])['Statement']).length > 0;
    return JSON.stringify(kept).includes('Allow');
  }

  #attachedTo(): ReadonlyMap<string, readonly string[]> {
    const found = new Map<string, string[]>();
    for (const logicalId of Object.keys(this.#all))
      for (const property of ATTACHED[this.#type(logicalId)] ?? [])
        for (const owner of refersTo(this.#raw(logicalId)[property])) found.set(owner, [...(found.get(owner) ?? []), logicalId]);
    return found;
  }
}

/** The properties of resources by which a template reaches for others. What AWS owns is in no app. */
function awayReferences(facts: TemplateFacts, through: ReadonlySet<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const add = (logicalId: string, property: string): void => void found.set(logicalId, (found.get(logicalId) ?? new Set()).add(property));
  if (through.size > 0)
    for (const { logicalId, properties } of [...facts.consumers, ...facts.resources])
      for (const [property, value] of IS_IAM.test(facts.types[logicalId] ?? '') ? [] : Object.entries(objectOf(properties)))
        if (refersTo(value).some((id) => through.has(id))) add(logicalId, property);
  for (const reference of facts.externalReferences) {
    const [section, logicalId, , property] = stepsOf(reference.at.pointer);
    if (section !== 'Resources' || logicalId === undefined || property === undefined || isOfAws(reference)) continue;
    add(logicalId, property);
  }
  return found;
}

function isOfAws(reference: ExternalReference): boolean {
  if (reference.kind !== 'physical-name' && reference.kind !== 'key-policy-principal') return false;
  const account = nameReferenceIn(reference.name, reference.of)?.account;
  return account !== undefined && literal(account) === 'aws';
}

/** Whether a policy names something of others by an ARN, an import or SSM: what it gives on `*` alone asks nobody. */
function isNamedAway(policies: readonly Json[]): boolean {
  const written = JSON.stringify(policies);
  const byArn = written.includes('"arn:') && /:(dynamodb|kinesis|kms|lambda|s3|secretsmanager|sns|sqs):/.test(written);
  return byArn || /Fn::ImportValue|Fn::GetStackOutput|\{\{resolve:/.test(written);
}

function outputsOf(template: JsonObject): JsonObject {
  return Object.fromEntries(
    Object.entries(objectOf(template['Outputs'])).map(([name, output]) => {
      const { Value: value, Export: given, Condition } = objectOf(output);
      const own = objectOf(given)['Name'];
      return [
        name,
        {
          Value: value ?? null,
          ...(own === undefined ? {} : { Export: { Name: own } }),
          ...(Condition === undefined ? {} : { Condition }),
        },
      ];
    }),
  );
}

/** All names that intrinsic functions and Condition fields may mean: of parameters, mappings and conditions. */
function namesUsed(kept: Json, names = new Set<string>()): Set<string> {
  if (Array.isArray(kept)) for (const item of kept as readonly Json[]) namesUsed(item, names);
  else if (isObject(kept))
    for (const [key, value] of Object.entries(kept)) {
      if (key === 'Condition' && typeof value === 'string') names.add(value);
      else if ((key === 'Fn::If' || key === 'Fn::FindInMap') && Array.isArray(value) && typeof value[0] === 'string') names.add(value[0]);
      for (const name of key === 'Ref' || key === 'Fn::Sub' ? refersTo({ [key]: value }) : []) names.add(name);
      namesUsed(value, names);
    }
  return names;
}

/** The conditions that are used, and those that they are made of. Their parameters are used then, too. */
function closed(conditions: JsonObject, used: Set<string>): JsonObject {
  const kept = new Set<string>();
  for (const name of used)
    if (Object.hasOwn(conditions, name) && !kept.has(name)) {
      kept.add(name);
      namesUsed(conditions[name] ?? null, used);
    }
  return pick(conditions, (name) => kept.has(name));
}

const isRead = (parameter: Json): boolean => text(objectOf(parameter)['Type']).startsWith('AWS::SSM::Parameter::Value<');
const text = (json: Json | undefined): string => (typeof json === 'string' ? json : '');
const pick = (from: JsonObject, wanted: (name: string, value: Json) => boolean): JsonObject =>
  Object.fromEntries(Object.entries(from).filter(([name, value]) => wanted(name, value)));
const without = (from: JsonObject, names: ReadonlySet<string>): JsonObject => pick(from, (name) => !names.has(name));
const filled = (name: string, value: JsonObject): JsonObject => (Object.keys(value).length > 0 ? { [name]: value } : {});
