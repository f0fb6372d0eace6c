/** The statements that remedies let services in with: as narrow as the service allows, and nothing that it cannot fulfil. */
import { describe, expect, it } from 'vitest';
import { consumingProperties, consumingTypes } from '../reference/consumers.js';
import type { KeyStatement } from '../reference/key-statements.js';
import { serviceDeliveries, serviceDeliverySources } from '../reference/service-deliveries.js';
import type { JsonObject } from '../types/files.js';
import { serviceStatements } from './access-remedy.js';

interface Row {
  readonly name: string;
  readonly kind: 'service' | 'service-linked-role';
  readonly principals: readonly string[];
  readonly statements: readonly KeyStatement[];
  readonly cannotSend: readonly string[];
}
const isOfService = (kind: string): kind is Row['kind'] => kind === 'service' || kind === 'service-linked-role';
const ROWS: readonly Row[] = [
  ...consumingTypes().flatMap((type) =>
    consumingProperties(type).flatMap(({ path, service: { kind, principals, statements, speaks, statement } }) =>
      isOfService(kind) && speaks && statement === 'required'
        ? [{ name: `${type} ${path}`, kind, principals, statements, cannotSend: [] }]
        : [],
    ),
  ),
  ...serviceDeliverySources().flatMap((type) =>
    serviceDeliveries(type).flatMap(({ sourcePath, targets, kind, principals, statements, speaks, cannotSend }) =>
      isOfService(kind) && speaks
        ? [{ name: `${type} ${sourcePath} → ${targets[0]?.type ?? ''}`, kind, principals, statements, cannotSend }]
        : [],
    ),
  ),
];
const conditionKeys = ({ Condition: condition }: JsonObject): readonly string[] =>
  Object.values((condition ?? {}) as JsonObject).flatMap((tests) => Object.keys(tests as JsonObject));
const SCOPE = /^(aws:Source(Arn|Account)|kms:EncryptionContext:.+|kms:ViaService)$/;

describe('the statements of remedies for services', () => {
  it('are limited to the account, the source or the encryption context, but where the service sends none of them', () => {
    const unscoped = ROWS.filter(
      (row) => row.kind === 'service' && serviceStatements(row).some((one) => !conditionKeys(one).some((key) => SCOPE.test(key))),
    );
    expect([...new Set(unscoped.map(({ name, principals }) => `${principals[0] ?? ''}: ${name}`))].sort()).toMatchInlineSnapshot(`
      [
        "delivery.logs.amazonaws.com: AWS::CloudFront::Distribution DistributionConfig.Logging.Bucket → AWS::S3::Bucket",
        "emr-serverless.amazonaws.com: AWS::EMRServerless::Application MonitoringConfiguration.ManagedPersistenceMonitoringConfiguration.EncryptionKeyArn",
        "events.amazonaws.com: AWS::Events::Rule Targets[].Arn → AWS::SNS::Topic",
        "lambda.amazonaws.com: AWS::Lambda::EventSourceMapping KmsKeyArn",
        "ses.amazonaws.com: AWS::SES::ReceiptRule Rule.Actions[].BounceAction.TopicArn → AWS::SNS::Topic",
        "ses.amazonaws.com: AWS::SES::ReceiptRule Rule.Actions[].S3Action.TopicArn → AWS::SNS::Topic",
        "ses.amazonaws.com: AWS::SES::ReceiptRule Rule.Actions[].SNSAction.TopicArn → AWS::SNS::Topic",
      ]
    `);
  });
  it.each(ROWS.map((row) => [row.name, row] as const))(
    '%s: asks for nothing that the service does not send, and names no other resource',
    (_, row) => {
      const statements = serviceStatements(row);
      expect(statements.length).toBeGreaterThan(0);
      for (const one of statements) {
        expect(conditionKeys(one).filter((key) => row.cannotSend.some((not) => not.toLowerCase() === key.toLowerCase()))).toEqual([]);
        // A reference from the key policy to the source would make a cycle.
        expect(JSON.stringify(one)).not.toMatch(/"(Ref|Fn::GetAtt)"/);
        expect(JSON.stringify(one['Action'])).not.toMatch(/kms:\*|"\*"/);
      }
    },
  );
});
