/**
 * The condition keys that requests to every service can carry, so that a misspelt one is known for what it is. `npm run model:check` holds
 * them against what AWS publishes.
 */
import { editDistance } from '../core/nearest.js';

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html; families end in a slash. */
export const GLOBAL_KEYS: readonly string[] = [
  'aws:AssumedRoot',
  'aws:CalledVia',
  'aws:CalledViaAWSMCP',
  'aws:CalledViaFirst',
  'aws:CalledViaLast',
  'aws:ChatbotSourceArn',
  'aws:CurrentTime',
  'aws:Ec2InstanceSourcePrivateIPv4',
  'aws:Ec2InstanceSourceVpc',
  'aws:EpochTime',
  'aws:FederatedProvider',
  'aws:IsMcpServiceAction',
  'aws:MultiFactorAuthAge',
  'aws:MultiFactorAuthPresent',
  'aws:PrincipalAccount',
  'aws:PrincipalArn',
  'aws:PrincipalIsAWSService',
  'aws:PrincipalOrgID',
  'aws:PrincipalOrgPaths',
  'aws:PrincipalServiceName',
  'aws:PrincipalServiceNamesList',
  'aws:PrincipalTag/',
  'aws:PrincipalType',
  'aws:referer',
  'aws:RequestedRegion',
  'aws:RequestTag/',
  'aws:ResourceAccount',
  'aws:ResourceOrgID',
  'aws:ResourceOrgPaths',
  'aws:ResourceTag/',
  'aws:SecureTransport',
  'aws:SourceAccount',
  'aws:SourceArn',
  'aws:SourceIdentity',
  'aws:SourceIp',
  'aws:SourceOrgID',
  'aws:SourceOrgPaths',
  'aws:SourceOwner',
  'aws:SourceVpc',
  'aws:SourceVpcArn',
  'aws:SourceVpce',
  'aws:TagKeys',
  'aws:TokenIssueTime',
  'aws:UserAgent',
  'aws:userid',
  'aws:username',
  'aws:ViaAWSMCPService',
  'aws:ViaAWSService',
  'aws:VpceAccount',
  'aws:VpceOrgID',
  'aws:VpceOrgPaths',
  'aws:VpcSourceIp',
];

/**
 * The global condition key that a wrong name most likely means: at most two letters are others. A name that goes on where a key ends, or
 * ends where one goes on, may be a key that AWS has added since.
 * @example meantGlobalKey('aws:PrincipleArn') // 'aws:PrincipalArn'
 */
export function meantGlobalKey(written: string): string | undefined {
  const [, name = '', rest = ''] = /^(aws:[^/]*\/?)(.*)$/i.exec(written) ?? [],
    asked = name.toLowerCase();
  const keys = GLOBAL_KEYS.map((key) => ({ key, lower: key.toLowerCase() }));
  if (asked === '' || keys.some(({ lower }) => lower.startsWith(asked) || asked.startsWith(lower))) return undefined;
  const near = keys
    .filter(({ lower }) => lower.endsWith('/') === asked.endsWith('/'))
    .map(({ key, lower }) => ({ key, changes: editDistance(asked, lower) }))
    .filter(({ changes }) => changes <= 2)
    .sort((a, b) => a.changes - b.changes);
  return near[0] && `${near[0].key}${rest}`;
}
