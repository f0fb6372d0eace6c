import { describe, expect, it } from 'vitest';
import { actionsMatching } from './actions.js';
import { dataActions, dataActionTypes } from './data-actions.js';
import type { DeliveryFacts, Owner, SourceCondition } from './delivery-facts.js';
import { deliveryProperties, deliveryTypes } from './delivery-properties.js';
import { encryptedTargets, targetsOfType } from './encrypted-targets.js';
import type { EncryptedTarget } from './encrypted-targets.js';
import { keyStatements, scopeKeys } from './key-statements.js';
import { managedPolicy } from './managed-policies.js';
import { roleDeliveries, roleDeliverySources } from './role-deliveries.js';
import { serviceDeliveries, serviceDeliverySources } from './service-deliveries.js';
import { service, serviceIds } from './services.js';
import { sourceUrls } from './sources.js';

const byService = serviceDeliverySources().flatMap(serviceDeliveries),
  byRole = roleDeliverySources().flatMap(roleDeliveries),
  data = dataActionTypes().flatMap(dataActions);
const all: readonly DeliveryFacts[] = [...byService, ...byRole, ...data];
const without = (row: object, ...names: readonly string[]): string =>
  JSON.stringify(Object.entries(row).filter(([name]) => !names.includes(name)));

/** The values that ContextPair.value may have. */
const VALUE =
  /^(\$\{(bucketArn|objectArn|queueArn|topicArn|tableName|accountId|secretArn|secretVersionId|streamArn|logGroupArn|functionArn|parameterArn|stateMachineArn|activityArn|eventBusArn|scheduleArn|pipeArn|trailArn|repositoryArn|fileSystemId|volumeId|sessionId|instanceId|agentArn|deploymentArn|userPoolId|clusterName|clusterId|applicationId|investigationGroupArn|ruleName)\}|other)$/;
const PATH = /^[A-Za-z][\w-]*(\[\])*(\.(\*|[A-Za-z][\w-]*)(\[\])*)*$/;

describe('the tables of deliveries and data actions', () => {
  it('have rows', () => {
    expect([byService.length, byRole.length, data.length]).toEqual([83, 218, 68]);
    expect(serviceDeliveries('AWS::IAM::Role')).toEqual([]);
    expect(roleDeliveries('constructor')).toEqual([]);
    expect(dataActions('toString')).toEqual([]);
  });
  it('name a source for each row, and only what was read may speak', () => {
    for (const row of all) {
      const sources = sourceUrls(row.sources);
      expect(new Set(sources).size).toBe(sources.length);
      for (const source of sources) if (source.startsWith('http')) expect(URL.canParse(source)).toBe(true);
      expect(['high', 'medium', 'low']).toContain(row.confidence);
      expect(row.speaks).toBe(row.silentBecause === undefined);
      if (row.speaks) expect(row.sources, JSON.stringify(row)).not.toBe('unread');
      if (row.confidence === 'low') expect(row.silentBecause).toBe('low-confidence');
    }
    expect(() => sourceUrls('nowhere/page')).toThrow('No source is called nowhere/page');
  });
  it('say nothing twice', () => {
    for (const rows of [byService, byRole, data]) {
      const seen = rows.map((row) => without(row, 'sources', 'confidence', 'failsAt', 'encryptionContext'));
      expect(seen.filter((row, place) => seen.indexOf(row) !== place)).toEqual([]);
    }
  });
  it('name actions that exist, and paths of the known form', () => {
    const keyActions = [
      ...byService.flatMap((row) => [...row.minimalActions, ...row.actions]),
      ...[...byRole, ...data].flatMap((row) => row.enough.flat()),
    ];
    for (const action of new Set(keyActions)) expect(actionsMatching(action), action).not.toEqual([]);
    for (const action of new Set(data.flatMap((row) => row.actions))) expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
    const paths = [
      ...byService.map((row) => row.sourcePath),
      ...byRole.flatMap((row) => [row.targetPath, row.rolePath]),
      ...data.flatMap((row) => [row.keyProperty, row.rolePath]),
      ...all.flatMap((row) => row.where.map(({ property }) => property)),
    ];
    for (const path of paths) if (path) expect(path).toMatch(PATH);
    for (const type of deliveryTypes()) expect(type).toMatch(/^(?:AWS::\w+|Custom)::\w+$/);
  });
  it('have contexts whose values are known, and conditions that can be read', () => {
    for (const { key, value } of all.flatMap((row) => row.encryptionContext)) {
      expect(key).toMatch(/^[\w:.-]+$/);
      expect(value).toMatch(VALUE);
    }
    for (const where of all.flatMap((row) => row.where)) {
      expect(Object.keys(where).filter((name) => ['equals', 'present', 'absent', 'matches', 'pair'].includes(name))).toHaveLength(1);
      expect(() => new RegExp(where.matches ?? '')).not.toThrow();
    }
  });
  it('speak only where somebody needs something', () => {
    for (const row of byService.filter(({ speaks }) => speaks)) {
      expect(row.minimalActions).not.toEqual([]);
      expect(row.principals).not.toEqual([]);
      expect(row.statements).not.toEqual([]);
      expect(row.targets).not.toEqual([]);
    }
    for (const row of byRole.filter(({ speaks }) => speaks)) {
      expect(row.needsOnKey).not.toEqual([]);
      expect(row.rolePath ?? row.owner).toBeDefined();
    }
    for (const row of data.filter(({ speaks }) => speaks)) {
      expect(row.needsOnKey).not.toEqual([]);
      expect(row.actions).not.toEqual([]);
      expect(row.keyProperty ?? row.keyOf).toBeDefined();
    }
  });
  it('propose statements that give what the service needs at least', () => {
    const rows = [...byService.map((row) => ({ ...row, id: `${row.sourceType} ${row.sourcePath}` })), ...serviceIds().map(service)];
    for (const { id, statements, minimalActions, speaks } of rows) {
      if (!speaks) continue;
      const given = statements.flatMap(({ actions }) => actions.flatMap(actionsMatching));
      for (const action of minimalActions.flatMap(actionsMatching)) expect(given, `${id} ${action.id}`).toContain(action);
    }
  });
  it('never ask for a condition that the service cannot send', () => {
    for (const row of byService) for (const key of row.cannotSend) expect(row.sends).not.toContain(key);
    const [toTopic] = serviceDeliveries('AWS::Events::Rule').filter((row) => row.targets[0]?.type === 'AWS::SNS::Topic');
    expect(toTopic).toMatchObject({ sends: [], statements: [{ condition: {} }] });
  });
  it('tell what real apps get wrong', () => {
    expect(serviceDeliveries('AWS::CloudWatch::Alarm').find((row) => row.sourcePath === 'AlarmActions[]')).toMatchObject({
      kind: 'service',
      principals: ['cloudwatch.amazonaws.com'],
      minimalActions: ['kms:GenerateDataKey', 'kms:Decrypt'],
      failsAt: 'runtime-silent',
      speaks: true,
      sends: ['aws:SourceAccount', 'aws:SourceArn'],
      encryptionContext: [{ key: 'aws:sns:topicArn', value: '${topicArn}', when: 'always', confidence: 'high' }],
    });
    expect(roleDeliveries('AWS::Lambda::Function').find((row) => row.targets[0]?.type === 'AWS::SQS::Queue')).toMatchObject({
      targetPath: 'DeadLetterConfig.TargetArn',
      rolePath: 'Role',
      needsOnKey: ['kms:GenerateDataKey', 'kms:Decrypt'],
      cdk: 'gap',
      viaService: 'sqs',
    });
    expect(dataActions('AWS::SQS::Queue').find((row) => row.actions.includes('sqs:SendMessage'))).toMatchObject({
      keyProperty: 'KmsMasterKeyId',
      usedBy: 'caller',
      enough: [['kms:GenerateDataKey', 'kms:Decrypt']],
    });
  });
  it('name the service-linked role by its ARN, and what can never work', () => {
    expect(serviceDeliveries('AWS::AutoScaling::AutoScalingGroup')[0]).toMatchObject({
      kind: 'service-linked-role',
      principals: [
        'arn:${AWS::Partition}:iam::${AWS::AccountId}:role/aws-service-role/autoscaling.amazonaws.com/AWSServiceRoleForAutoScaling',
      ],
    });
    expect(byService.filter((row) => row.kind === 'impossible').map((row) => `${row.sourceType} ${row.confidence}`)).toEqual([
      'AWS::ElasticLoadBalancingV2::LoadBalancer high',
      'AWS::ElasticLoadBalancing::LoadBalancer medium',
    ]);
  });
  it('know the places where CDK leaves the key out', () => {
    expect(byRole.filter((row) => row.cdk === 'gap')).toHaveLength(22);
    expect(byRole.filter((row) => row.cdk === 'gap' && row.confidence === 'low')).toEqual([]);
  });
});

describe('encrypted targets', () => {
  it('a table may be a global table', () => {
    expect(encryptedTargets('table').map(({ type }) => type)).toEqual(['AWS::DynamoDB::Table', 'AWS::DynamoDB::GlobalTable']);
    expect(encryptedTargets('')).toEqual([]);
    expect(targetsOfType('AWS::Glue::SecurityConfiguration')).toHaveLength(3);
  });
});

/** The first steps of all paths of the tables, by type. */
function collected(): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, Set<string>>();
  const add = (type: string, path: string | undefined): void => {
    const known = all.get(type) ?? new Set<string>();
    if (type !== '') all.set(type, known);
    if (path) known.add(path.replace(/[.[].*$/, ''));
  };
  const addFacts = (type: string, where: readonly SourceCondition[], targets: readonly EncryptedTarget[]): void => {
    for (const { on, property } of where) add(on ?? type, property);
    for (const target of targets) add(target.type, target.keyProperty);
  };
  const addOwner = (source: string, owner: Owner | undefined): void => {
    if (!owner) return;
    add(source, owner.from);
    add(owner.type, owner.property);
    add(owner.type, owner.back);
    addOwner(owner.type, owner.via);
  };
  for (const row of byService) {
    add(row.sourceType, row.sourcePath);
    addFacts(row.sourceType, row.where, row.targets);
  }
  for (const row of byRole) {
    add(row.sourceType, row.targetPath);
    add(row.sourceType, row.rolePath);
    // A definition may be written as text or as an object.
    if (row.within) add(row.sourceType, 'Definition');
    addFacts(row.sourceType, row.where, row.targets);
    addOwner(row.sourceType, row.owner);
  }
  for (const row of data) {
    add(row.resourceType, row.keyProperty);
    add(row.resourceType, row.rolePath);
    addFacts(row.resourceType, row.where, []);
    addOwner(row.resourceType, row.owner);
    if (row.keyOf) {
      add(row.keyOf.type, row.keyOf.keyProperty);
      add(row.resourceType, row.keyOf.from);
    }
  }
  return all;
}

describe('what must be kept of a resource', () => {
  it('is what the tables name, no more and no less', () => {
    const tables = collected();
    expect([...deliveryTypes()].sort()).toEqual([...tables.keys()].sort());
    for (const [type, names] of tables) expect([...deliveryProperties(type)].sort(), type).toEqual([...names].sort());
  });
  it('is what any path starts with', () => {
    expect(deliveryProperties('AWS::Events::Rule')).toEqual(new Set(['Targets']));
    expect(deliveryProperties('AWS::SNS::Topic')).toEqual(new Set(['KmsMasterKeyId']));
    expect(deliveryProperties('AWS::ECS::Service')).toEqual(
      new Set(['VolumeConfigurations', 'TaskDefinition', 'Cluster', 'EnableExecuteCommand']),
    );
    expect(deliveryProperties('AWS::StepFunctions::StateMachine')).toContain('Definition');
    expect(deliveryProperties('AWS::IAM::User').size).toBe(0);
  });
});

describe('statements that let a service use a key', () => {
  const arn = 'arn:${AWS::Partition}:logs:${AWS::Region}:${AWS::AccountId}:log-group:*';
  it('are bounded by all words of the scope', () => {
    expect(keyStatements(['kms:Decrypt'], 'account arn:P:s3:::* via:sns')).toEqual([
      {
        actions: ['kms:Decrypt'],
        condition: {
          StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}', 'kms:ViaService': 'sns.${AWS::Region}.amazonaws.com' },
          ArnLike: { 'aws:SourceArn': 'arn:${AWS::Partition}:s3:::*' },
        },
      },
    ]);
    expect(keyStatements(['kms:Decrypt'], '')).toEqual([{ actions: ['kms:Decrypt'], condition: {} }]);
    expect(scopeKeys('account a:b=A')).toEqual(['aws:SourceAccount', 'kms:EncryptionContext:a:b']);
  });
  it('keep actions without an encryption context apart, and never unbounded', () => {
    const context = { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': arn } };
    expect(keyStatements(['kms:Decrypt', 'kms:Describe*'], 'aws:logs:arn=arn:P:logs:R:A:log-group:*')).toEqual([
      { actions: ['kms:Decrypt'], condition: context },
    ]);
    expect(keyStatements(['kms:Decrypt', 'kms:DescribeKey'], 'account aws:logs:arn=arn:P:logs:R:A:log-group:*')).toEqual([
      { actions: ['kms:Decrypt'], condition: { StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' }, ...context } },
      { actions: ['kms:DescribeKey'], condition: { StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' } } },
    ]);
  });
  it('give single actions their own condition on top', () => {
    expect(service('asg-slr').statements.at(-1)).toEqual({
      actions: ['kms:CreateGrant'],
      condition: { Bool: { 'kms:GrantIsForAWSResource': 'true' } },
    });
  });
});

describe('policies that AWS manages', () => {
  it('are known by name with what they say of KMS', () => {
    expect(managedPolicy('AdministratorAccess')).toEqual([{ Effect: 'Allow', Action: '*', Resource: '*' }]);
    expect(managedPolicy('AWSKeyManagementServicePowerUser')?.[0]).toMatchObject({ Effect: 'Allow', Resource: '*' });
    expect(managedPolicy('service-role/AWSLambdaSQSQueueExecutionRole')).toEqual([
      { Effect: 'Allow', Action: 'sqs:ReceiveMessage', Resource: '*' },
    ]);
  });
  it('say nothing of KMS, or are not known', () => {
    expect(managedPolicy('service-role/AWSLambdaBasicExecutionRole')).toEqual([]);
    expect(managedPolicy('AWSLambdaBasicExecutionRole')).toBeUndefined();
    expect(managedPolicy('')).toBeUndefined();
    expect(managedPolicy('AdministratorAccess\t')).toBeUndefined();
  });
});
