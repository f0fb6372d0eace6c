/** Every row of the tables of who must use a key, as a template: the rules speak only where the right is missing. */
import { describe, expect, it } from 'vitest';
import { consumingProperties, consumingTypes } from '../src/reference/consumers.js';
import { dataActions, dataActionTypes } from '../src/reference/data-actions.js';
import type { Owner, SourceCondition } from '../src/reference/delivery-facts.js';
import type { EncryptedTarget } from '../src/reference/encrypted-targets.js';
import type { KeyStatement } from '../src/reference/key-statements.js';
import { roleDeliveries, roleDeliverySources, type WithinDefinition } from '../src/reference/role-deliveries.js';
import { documented, fulfil, KEY_ARN, keyWith, put, TARGET_ARN, targetResource } from '../src/reference/row-examples.testing.js';
import { serviceDeliveries, serviceDeliverySources } from '../src/reference/service-deliveries.js';
import { runRule } from '../src/rule-tester.js';
import type { Json, JsonObject } from '../src/types/files.js';
import type { AnyRule, ExampleStack } from '../src/types/rule.js';
import keyAccessMissing from './key-access-missing.js';
import serviceAccessMissing from './service-access-missing.js';

const ENV = ['111122223333', 'eu-west-1'] as const;
/** What a rule finds for certain; a key apart stands in a stack of its own, and is imported. of: the service that it is about. */
function speaks(
  rule: AnyRule,
  resources: JsonObject,
  { key, parameters = {}, of }: { key?: JsonObject; parameters?: JsonObject; of?: string } = {},
): boolean {
  const app = { template: { Parameters: parameters, Resources: resources }, env: ENV };
  const stacks: Record<string, ExampleStack> = key
    ? {
        Keys: {
          template: { Resources: { Key: key }, Outputs: { Key: { Value: KEY_ARN, Export: { Name: 'KeyArn' } } } },
          env: ENV,
        },
        App: app,
      }
    : { App: app };
  return runRule(rule, { stacks }).findings.some(
    ({ confidence, detail }) => confidence === 'certain' && (of === undefined || detail === of),
  );
}
const IMPORT: JsonObject = { 'Fn::ImportValue': 'KeyArn' },
  PARAMETER: JsonObject = { Ref: 'KeyParameter' },
  PARAMETERS: JsonObject = { KeyParameter: { Type: 'String' } };

/** A condition that no request of the row fulfils: a key that is known not to be sent. */
const never = (key: string): JsonObject => ({ Condition: { StringEquals: { [key]: 'x' } } });

interface ServiceRow {
  readonly name: string;
  readonly principals: readonly string[];
  readonly kind: string;
  readonly minimal: readonly string[];
  readonly statements: readonly KeyStatement[];
  readonly cannotSend: readonly string[];
  /** The resources beside the key. */
  readonly with: (key: Json) => JsonObject;
}

/** Rows of which no template can be made here, and why. */
const NOT_MADE: string[] = [];

const ofUses: readonly ServiceRow[] = consumingTypes().flatMap((type) =>
  consumingProperties(type)
    .filter(({ service: { speaks: row, kind, statement } }) => row && statement === 'required' && /^service/.test(kind))
    .map(({ path, service }) => ({
      name: `${type} ${path}`,
      principals: service.principals,
      kind: service.kind,
      // What a caller may do in the service's place is not told alone.
      minimal: service.minimalActions.filter((action) => !service.callerMay.includes(action)),
      statements: service.statements,
      cannotSend: [],
      with: (key) => {
        const properties: Record<string, Json> = {};
        put(properties, path, key);
        return { Target: { Type: type, Properties: properties } };
      },
    })),
);

/** What API Gateway calls, and the URI of an object. */
const URIS: readonly Json[] = [
  { 'Fn::Join': ['', ['s3://', { Ref: 'Target' }, '/x']] },
  { 'Fn::Sub': 'arn:${AWS::Partition}:apigateway:${AWS::Region}:sqs:path/${AWS::AccountId}/${Target.QueueName}' },
  { 'Fn::Sub': 'arn:${AWS::Partition}:apigateway:${AWS::Region}:s3:path/${Target}/x' },
];
/** The one that a condition is about; nothing names the topics, streams and tables that requests of API Gateway are for. */
function uriOf(matches: string): Json {
  const service = /apigateway.*:(\w+):$/.exec(matches)?.[1];
  return URIS.find((one) => JSON.stringify(one).includes(service === undefined ? 's3://' : `:${service}:path`)) ?? TARGET_ARN;
}

/** The resources of a delivery; undefined where a condition of the row cannot be made to hold. */
function delivery(
  type: string,
  path: string,
  target: EncryptedTarget,
  where: readonly SourceCondition[],
  more: JsonObject = {},
): ((key: Json) => JsonObject) | undefined {
  const made = (key: Json): JsonObject | undefined => {
    const properties: Record<string, Json> = {};
    if (!fulfil(properties, where)) return undefined;
    const direct = target.type === 'AWS::KMS::Key',
      called = where.find(({ property, matches }) => property === path && matches !== undefined)?.matches;
    put(properties, path, direct ? key : called === undefined ? TARGET_ARN : uriOf(called));
    return { ...(direct ? {} : { Target: targetResource(target, key) }), Source: { Type: type, Properties: { ...properties, ...more } } };
  };
  return made('') && ((key) => made(key) ?? {});
}

const ofDeliveries: readonly ServiceRow[] = serviceDeliverySources().flatMap((type) =>
  serviceDeliveries(type)
    .filter(({ speaks: row, kind }) => row && /^service/.test(kind))
    .flatMap((row) =>
      row.targets.flatMap((target): readonly ServiceRow[] => {
        const name = `${type} ${row.sourcePath} → ${target.type}`,
          made = row.where.some(({ on }) => on !== undefined) ? undefined : delivery(type, row.sourcePath, target, row.where);
        if (!made) NOT_MADE.push(name);
        const { principals, kind, minimalActions, statements, cannotSend } = row;
        return made ? [{ name, principals, kind, minimal: minimalActions, statements, cannotSend, with: made }] : [];
      }),
    ),
);

describe.each([...ofUses, ...ofDeliveries].map((row) => [row.name, row] as const))('%s', (_, row) => {
  const element = row.kind === 'service' ? 'Service' : 'AWS',
    principal = row.principals[0] ?? '',
    all = {
      Effect: 'Allow',
      Principal: documented([{ actions: [], condition: {} }], principal, element)[0]?.['Principal'] ?? '',
      Resource: '*',
    };
  const said = (...statements: readonly JsonObject[]): boolean =>
    speaks(serviceAccessMissing, { Key: keyWith(...statements), ...row.with(KEY_ARN) }, { of });

  const of = principal
    .replace('${AWS::Region}', 'eu-west-1')
    .replace('${AWS::AccountId}', '111122223333')
    .replace('${AWS::Partition}', 'aws');
  it('speaks without a statement, and is silent with that of AWS', () => {
    expect(said()).toBe(true);
    expect(said(...documented(row.statements, principal, element))).toBe(false);
    expect(said({ ...all, Action: row.minimal })).toBe(false);
  });
  it('speaks with too few actions', () => {
    for (const action of row.minimal) {
      const others = row.minimal.filter((one) => one !== action);
      expect(others.length === 0 || said({ ...all, Action: others })).toBe(true);
    }
  });
  it('speaks with a condition that cannot hold', () => {
    if (element !== 'Service') return;
    for (const key of ['aws:PrincipalOrgID', ...row.cannotSend])
      expect([key, said({ ...all, Action: 'kms:*', ...never(key) })]).toEqual([key, true]);
  });
  it('the key may stand in another stack; that of a parameter is not judged', () => {
    expect(speaks(serviceAccessMissing, row.with(IMPORT), { key: keyWith(), of })).toBe(true);
    expect(speaks(serviceAccessMissing, row.with(IMPORT), { key: keyWith({ ...all, Action: 'kms:*' }), of })).toBe(false);
    expect(speaks(serviceAccessMissing, row.with(PARAMETER), { parameters: PARAMETERS })).toBe(false);
  });
});

// ── Roles ────────────────────────────────────────────────────────────────────────────────────────────────────────────────

interface RoleRow {
  readonly name: string;
  readonly enough: readonly (readonly string[])[];
  /** What other rows need for the same right. */
  readonly besides: readonly string[];
  readonly via: string | undefined;
  /** S3: the encryption context of the objects. */
  readonly bucket: boolean;
  /** The data rights of the role. */
  readonly rights: readonly JsonObject[];
  readonly with: (key: Json, role: Json) => JsonObject;
}
const ROLE_ARN: JsonObject = { 'Fn::GetAtt': ['Role', 'Arn'] };

/** A state machine of one state that has the target where the row looks for it. */
function definition({ kind, resource, argument }: WithinDefinition): Json {
  const acting: Record<string, Json> = { Resource: argument === null ? TARGET_ARN : resource.replaceAll('*', '') };
  if (argument !== null) {
    const given: Record<string, Json> = {};
    put(given, argument, TARGET_ARN);
    acting['Parameters'] = given;
  }
  const state: Json =
    kind === 'itemReader'
      ? { Type: 'Map', ItemReader: acting }
      : kind === 'resultWriter'
        ? { Type: 'Map', ResultWriter: acting }
        : { Type: 'Task', ...acting };
  // As CDK writes it: one text with references in it.
  const [before = '', after = ''] = JSON.stringify({ StartAt: 'Only', States: { Only: state } }).split(JSON.stringify(TARGET_ARN));
  return { 'Fn::Join': ['', [`${before}"`, TARGET_ARN, `"${after}`]] };
}

/** The resources that lead from a source to its role. */
function ownersOf(owner: Owner, role: Json, source: Record<string, Json>, sourceId: string): Record<string, JsonObject> {
  const properties: Record<string, Json> = {},
    id = `OwnerOf${sourceId}`;
  if (owner.from !== undefined) put(source, owner.from, { Ref: id });
  if (owner.back !== undefined) put(properties, owner.back, { Ref: sourceId });
  const named = owner.via && owner.via.from === undefined && owner.via.back === undefined ? owner.property : undefined;
  const further = owner.via ? ownersOf(named === undefined ? owner.via : { ...owner.via, from: named }, role, properties, id) : {};
  if (!owner.via && owner.property !== undefined) put(properties, owner.property, role);
  return { [id]: { Type: owner.type, Properties: properties }, ...further };
}

const ofRoleDeliveries: readonly RoleRow[] = roleDeliverySources().flatMap((type) =>
  roleDeliveries(type)
    .filter(({ speaks: row }) => row)
    .flatMap((row) =>
      row.targets.slice(0, 1).flatMap((target): readonly RoleRow[] => {
        const name = `${type} ${row.targetPath} → ${target.type} as ${row.rolePath ?? row.owner?.type ?? 'a role'}`;
        const { rolePath, owner, where, within, enough, viaService, viaServiceConfidence } = row,
          onOwner = where.filter(({ on }) => on !== undefined),
          made = delivery(
            type,
            row.targetPath,
            target,
            where.filter(({ on }) => on === undefined),
          );
        if (!made || (rolePath === undefined && !owner) || onOwner.some(({ on }) => on !== owner?.type)) {
          NOT_MADE.push(name);
          return [];
        }
        return [
          {
            name,
            enough,
            besides: [],
            via: viaServiceConfidence === 'low' ? undefined : viaService,
            bucket: target.type === 'AWS::S3::Bucket' && row.encryptionContext.some(({ key }) => key === 'aws:s3:arn'),
            rights: [],
            with: (key, role) => {
              const resources = made(key),
                source = structuredClone(resources['Source']) as { Properties: Record<string, Json> };
              if (within) source.Properties['DefinitionString'] = definition(within);
              if (rolePath !== undefined) put(source.Properties, rolePath, role);
              const owners = owner ? ownersOf(owner, role, source.Properties, 'Source') : {},
                first = owners['OwnerOfSource'] as { Properties: Record<string, Json> } | undefined;
              fulfil(first?.Properties ?? {}, where, owner?.type ?? '');
              return { ...resources, Source: source, ...owners };
            },
          },
        ];
      }),
    ),
);

const ofRights: readonly RoleRow[] = dataActionTypes().flatMap((type) =>
  dataActions(type)
    .filter(({ speaks: row, usedBy }) => row && usedBy === 'caller')
    .flatMap((row): readonly RoleRow[] => {
      const name = `${type} ${row.actions[0] ?? ''} (${row.keyProperty ?? 'the key of another resource'})`;
      const target =
        row.keyProperty === undefined || row.keyOf
          ? undefined
          : { type, keyProperty: row.keyProperty, viaService: row.viaService, encryptionContext: [] };
      if (!target || row.where.some(({ on }) => on !== undefined) || !fulfil({}, row.where)) {
        NOT_MADE.push(name);
        return [];
      }
      return [
        {
          name,
          enough: row.enough,
          besides: dataActions(type)
            .filter((other) => other !== row && other.speaks && other.usedBy === 'caller' && other.actions.includes(row.actions[0] ?? ''))
            .flatMap((other) => other.enough[0] ?? []),
          via: row.viaServiceConfidence === 'low' ? undefined : row.viaService,
          bucket: type === 'AWS::S3::Bucket' && row.encryptionContext.some(({ key }) => key === 'aws:s3:arn'),
          rights: [{ Effect: 'Allow', Action: row.actions[0] ?? '', Resource: { 'Fn::Join': ['', [TARGET_ARN, '/*']] } }],
          with: (key) => ({ Target: targetResource(target, key, row.where) }),
        },
      ];
    }),
);

describe.each([...ofRoleDeliveries, ...ofRights].map((row) => [row.name, row] as const))('%s', (_, row) => {
  const [needs = []] = row.enough;
  const allow = (actions: readonly string[] | string, more: JsonObject = {}, resource: Json = KEY_ARN): JsonObject => ({
    Effect: 'Allow',
    Action: actions,
    Resource: resource,
    ...more,
  });
  const roleWith = (statements: readonly JsonObject[], attributes: JsonObject = {}): JsonObject => ({
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {}, ...attributes } },
    Policy: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'p',
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'logs:PutLogEvents', Resource: '*' }, ...row.rights, ...statements],
        },
      },
    },
  });
  const said = (
    statements: readonly JsonObject[],
    attributes: JsonObject = {},
    change: (resources: JsonObject) => JsonObject = (all) => all,
  ): boolean => speaks(keyAccessMissing, change({ Key: keyWith(), ...row.with(KEY_ARN, ROLE_ARN), ...roleWith(statements, attributes) }));

  it('speaks without a right on the key, and is silent with those that it needs', () => {
    expect(said([])).toBe(true);
    for (const set of row.enough) expect(said([allow([...set, ...row.besides])])).toBe(false);
    expect(said([allow('kms:*', {}, '*')])).toBe(false);
  });
  it('speaks with too few actions, or on another key', () => {
    const isEnough = (actions: readonly string[]): boolean => row.enough.some((set) => set.every((action) => actions.includes(action)));
    for (const action of needs) {
      const others = needs.filter((one) => one !== action);
      expect(isEnough(others) || said(others.length > 0 ? [allow(others)] : [])).toBe(true);
    }
    expect(said([allow('kms:*', {}, 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab')])).toBe(true);
  });
  it('speaks with a condition that cannot hold', () => {
    if (row.via !== undefined) {
      const through = (service: string): JsonObject => ({
        Condition: { StringEquals: { 'kms:ViaService': `${service}.eu-west-1.amazonaws.com` } },
      });
      expect(said([allow('kms:*', through('no-such-service'))])).toBe(true);
      expect(said([allow('kms:*', through(row.via))])).toBe(false);
    }
    if (row.bucket) {
      // An S3 Bucket Key sends the ARN of the bucket, not that of the object.
      const ofObjects: JsonObject = {
        Condition: { StringLike: { 'kms:EncryptionContext:aws:s3:arn': { 'Fn::Join': ['', [TARGET_ARN, '/*']] } } },
      };
      const withBucketKey = (resources: JsonObject): JsonObject => {
        const all = structuredClone(resources) as Record<string, { Properties: Record<string, Json> }>;
        put(all['Target']?.Properties ?? {}, 'BucketEncryption.ServerSideEncryptionConfiguration[].BucketKeyEnabled', true);
        return all;
      };
      expect(said([allow('kms:*', ofObjects)], {}, withBucketKey)).toBe(true);
      expect(said([allow('kms:*', ofObjects)])).toBe(false);
    }
  });
  it('the key may stand in another stack; that of a parameter is not judged', () => {
    expect(speaks(keyAccessMissing, { ...row.with(IMPORT, ROLE_ARN), ...roleWith([]) }, { key: keyWith() })).toBe(true);
    expect(
      speaks(
        keyAccessMissing,
        { ...row.with(IMPORT, ROLE_ARN), ...roleWith([allow([...needs, ...row.besides], {}, IMPORT)]) },
        { key: keyWith() },
      ),
    ).toBe(false);
    expect(speaks(keyAccessMissing, { ...row.with(PARAMETER, ROLE_ARN), ...roleWith([]) }, { parameters: PARAMETERS })).toBe(false);
  });
  it('is silent on what nobody can read: a role of others, a managed policy, a boundary', () => {
    expect(speaks(keyAccessMissing, { Key: keyWith(), ...row.with(KEY_ARN, 'arn:aws:iam::111122223333:role/theirs') })).toBe(false);
    expect(said([], { ManagedPolicyArns: ['arn:aws:iam::111122223333:policy/theirs'] })).toBe(false);
    expect(said([], { PermissionsBoundary: 'arn:aws:iam::111122223333:policy/theirs' })).toBe(false);
  });
});

it('all rows are tried but these', () => {
  expect([ofUses.length, ofDeliveries.length, ofRoleDeliveries.length, ofRights.length].every((count) => count > 10)).toBe(true);
  expect(NOT_MADE).toMatchInlineSnapshot(`
    [
      "AWS::Config::DeliveryChannel S3BucketName → AWS::S3::Bucket",
      "AWS::Config::DeliveryChannel S3KmsKeyArn → AWS::KMS::Key",
      "AWS::ApiGateway::Method Integration.Uri → AWS::SNS::Topic as Integration.Credentials",
      "AWS::ApiGateway::Method Integration.Uri → AWS::Kinesis::Stream as Integration.Credentials",
      "AWS::ApiGateway::Method Integration.Uri → AWS::DynamoDB::Table as Integration.Credentials",
      "AWS::AppConfig::ConfigurationProfile LocationUri → AWS::SecretsManager::Secret as RetrievalRoleArn",
    ]
  `);
});
