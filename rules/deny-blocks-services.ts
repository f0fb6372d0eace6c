/** A Deny of a key policy asks for what AWS services do not send, and does not exempt them. */
import {
  defineRule,
  enumerated,
  nameOf,
  printText,
  say,
  statementName,
  type JsonObject,
  type Key,
  type Program,
  type Report,
  type Statement,
} from '../src/rule-kit.js';
import { deniedServices, fencesIn, usesOf, type DeniedService } from '../src/rule-kit/built-in.js';

const ROOT: JsonObject = {
  Effect: 'Allow',
  Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } },
  Action: 'kms:*',
  Resource: '*',
};
const LOGS: JsonObject = {
  Effect: 'Allow',
  Principal: { Service: { 'Fn::Sub': 'logs.${AWS::Region}.amazonaws.com' } },
  Action: ['kms:Encrypt*', 'kms:Decrypt*', 'kms:ReEncrypt*', 'kms:GenerateDataKey*', 'kms:Describe*'],
  Resource: '*',
};
const deny = (condition: JsonObject, action: string | readonly string[] = 'kms:*'): JsonObject => ({
  Sid: 'Fence',
  Effect: 'Deny',
  Principal: '*',
  Action: action,
  Resource: '*',
  Condition: condition,
});
const OUTSIDERS: JsonObject = { StringNotEquals: { 'aws:PrincipalOrgID': 'o-a1b2c3d4e5' } },
  ELSEWHERE: JsonObject = { StringNotEquals: { 'aws:SourceVpce': 'vpce-0123456789abcdef0' } },
  CALLERS_ONLY: JsonObject = { BoolIfExists: { 'aws:PrincipalIsAWSService': 'false', 'aws:ViaAWSService': 'false' } };
/** A key with these statements, and the resources that use it. */
const app = (statements: readonly JsonObject[], resources: JsonObject = {}, key: JsonObject = {}): JsonObject => ({
  Resources: {
    Key: { Type: 'AWS::KMS::Key', Properties: { ...key, KeyPolicy: { Version: '2012-10-17', Statement: [ROOT, ...statements] } } },
    ...resources,
  },
});
const LOG_GROUP: JsonObject = { Logs: { Type: 'AWS::Logs::LogGroup', Properties: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } } },
  SECRET: JsonObject = { Secret: { Type: 'AWS::SecretsManager::Secret', Properties: { KmsKeyId: { 'Fn::GetAtt': ['Key', 'Arn'] } } } };

/** What the rule says. */
const messages = {
  denied:
    '{statement} of the key policy of {key} denies requests by {keys}, and does not exempt AWS services: requests of {services} are denied as well.',
  deniedUses:
    '{statement} of the key policy of {key} denies requests by {keys}, and does not exempt AWS services: requests of {services} are denied as well, so {targets} cannot use the key.',
  onBehalf: '{service} on behalf of its callers',
  anyService: 'AWS services on behalf of their callers',
  remedy:
    'Exempt AWS services in the Condition of {statement}: add "BoolIfExists": {exemption}. All tests of a Condition must hold, so the Deny then applies to other requests only.',
  target: '{target} uses the key',
} as const;

export default defineRule({
  id: 'deny-blocks-services',
  title: 'A Deny keeps AWS services from the key',
  level: 'warning',
  levels: ['warning', 'error'],
  securitySeverity: '4.0',
  on: 'key',
  why: 'A Deny for requests from outside a network (aws:SourceIp, aws:SourceVpce) or an organization (aws:PrincipalOrgID) applies to AWS services as well: they do not come from the network of their callers, and a service principal belongs to no organization. What is encrypted with the key through a service cannot be used.',
  messages,
  remedy:
    'Exempt AWS services: let the Deny apply only where aws:PrincipalIsAWSService is false, and for network conditions also only where aws:ViaAWSService is false.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/conditions-aws.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/vpce-policy-condition.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-viaawsservice',
  ],
  *check(key, program) {
    if (!key.policy.accepted) return;
    const groups = new Map<number, DeniedService[]>();
    for (const denied of deniedServices(key, program))
      groups.set(denied.statement.index, [...(groups.get(denied.statement.index) ?? []), denied]);
    for (const all of groups.values()) {
      const certain = all.filter((one) => one.certain),
        sure = certain.length > 0 ? certain : all,
        // A service that the app makes use the key says more than one that is only named.
        needed = sure.filter(({ target }) => target !== undefined),
        shown = needed.length > 0 ? needed : sure,
        [first] = shown;
      if (!first) continue;
      const { statement } = first;
      yield {
        at: key.policy.place(statement.at),
        when: certain.length > 0 ? 'yes' : 'unknown',
        level: needed.length > 0 ? 'error' : 'warning',
        detail: statement.sid ?? fencesIn(statement).join(','),
        ...wordsOf(shown, statement, key, program),
      };
    }
  },
  examples: {
    bad: [
      { title: 'by organization, with a log group', stacks: { App: app([LOGS, deny(OUTSIDERS)], LOG_GROUP) } },
      { title: 'by organization, with a service that the policy names', stacks: { App: app([LOGS, deny(OUTSIDERS)]) } },
      { title: 'by VPC endpoint, with a secret', stacks: { App: app([deny(ELSEWHERE)], SECRET) } },
      { title: 'by VPC endpoint', stacks: { App: app([deny(ELSEWHERE)]) } },
      {
        title: 'by address, of which only service principals are exempt',
        stacks: {
          App: app(
            [deny({ NotIpAddress: { 'aws:SourceIp': ['192.0.2.0/24'] }, Bool: { 'aws:PrincipalIsAWSService': 'false' } }, ['kms:Decrypt'])],
            SECRET,
          ),
        },
      },
    ],
    good: [
      { title: 'services are exempt', stacks: { App: app([LOGS, deny({ ...ELSEWHERE, ...CALLERS_ONLY })], { ...LOG_GROUP, ...SECRET }) } },
      { title: 'of an organization, and no service calls KMS as itself', stacks: { App: app([deny(OUTSIDERS)], SECRET) } },
      {
        title: 'only management of the key',
        stacks: { App: app([deny(ELSEWHERE, ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'])], SECRET) },
      },
      { title: 'known bad addresses', stacks: { App: app([deny({ IpAddress: { 'aws:SourceIp': '198.51.100.0/24' } })], SECRET) } },
      {
        title: 'a key to sign with, which no service uses',
        stacks: { App: app([deny(ELSEWHERE)], {}, { KeySpec: 'ECC_NIST_P256', KeyUsage: 'SIGN_VERIFY' }) },
      },
    ],
  },
});

function wordsOf(
  shown: readonly DeniedService[],
  statement: Statement,
  key: Key,
  program: Program,
): Pick<Report, 'message' | 'remedy' | 'related'> {
  const targets = [...new Set(shown.flatMap(({ target }) => target ?? []))],
    name = statementName(statement),
    exemption = [
      ...(shown.some(({ calls }) => calls === 'itself') ? ['"aws:PrincipalIsAWSService": "false"'] : []),
      ...(shown.some(({ calls }) => calls === 'on-behalf') ? ['"aws:ViaAWSService": "false"'] : []),
    ].join(', ');
  const said = {
    statement: `S${name.slice(1)}`,
    key: nameOf(key.id),
    keys: enumerated(fencesIn(statement)),
    services: enumerated([...new Set(shown.map(serviceIn))].sort()),
  };
  return {
    message:
      targets.length > 0 ? say(messages.deniedUses, { ...said, targets: enumerated(targets.map(nameOf)) }) : say(messages.denied, said),
    remedy: say(messages.remedy, { statement: name, exemption: `{ ${exemption} }` }),
    related: usesOf(key.id, program)
      .filter(({ by }) => targets.includes(by))
      .map(({ by, at }) => ({ at, message: say(messages.target, { target: nameOf(by) }) })),
  };
}

function serviceIn({ service, calls }: DeniedService): string {
  if (!service) return messages.anyService;
  return calls === 'itself' ? printText(service) : say(messages.onBehalf, { service: printText(service) });
}
