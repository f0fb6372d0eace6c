/** The policies that AWS manages, by name: what each says of KMS. */
import { lazy, memo } from '../core/memo.js';
import { managedPolicyText } from './managed-policies.data.js';

/**
 * A statement as it stands in the policy, cut to the actions that count here. Of Action and NotAction, and of Resource and NotResource,
 * one is there.
 */
export interface ManagedStatement {
  readonly Effect: 'Allow' | 'Deny';
  readonly Action?: string | readonly string[];
  readonly NotAction?: string | readonly string[];
  readonly Resource?: string | readonly string[];
  readonly NotResource?: string | readonly string[];
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const text = lazy(managedPolicyText);

/**
 * The statements of a policy that AWS manages (Version 2012-10-17), by what stands after `policy/` in its ARN:
 * `service-role/AWSLambdaBasicExecutionRole`.
 * All that it says of KMS, and what data actions (data-actions.ts) it gives on every resource without a condition; what it gives on
 * resources of AWS's own names
 * is left out. Empty where it says none of that; undefined where no such policy is known. The partitions aws-cn and aws-us-gov may have
 * other texts.
 * Source: https://docs.aws.amazon.com/aws-managed-policy/latest/reference/policy-list.html; confidence high.
 */
export const managedPolicy: (path: string) => readonly ManagedStatement[] | undefined = memo((path) => {
  if (/[\t\n]/.test(path)) return undefined;
  const start = text().indexOf(`\n${path}\t`);
  if (start < 0) return path !== '' && text().includes(`\n${path}\n`) ? [] : undefined;
  const from = start + path.length + 2;
  return JSON.parse(text().slice(from, text().indexOf('\n', from))) as readonly ManagedStatement[];
});
