/** The properties that name a resource in the encryption context that is sent for its data. */

const PROPERTIES: Readonly<Record<string, string>> = {
  'AWS::CloudTrail::Trail': 'TrailName',
  'AWS::Events::EventBus': 'Name',
  'AWS::Logs::LogGroup': 'LogGroupName',
};

/** Undefined where its encryption context holds no ARN that is spelt out from a name. */
export function contextName(type: string): string | undefined {
  return Object.hasOwn(PROPERTIES, type) ? PROPERTIES[type] : undefined;
}
