/**
 * What the requests of a delivery carry for certain, as KMS sees them: encryption context, kms:ViaService, and what a service tells of its
 * source.
 */
import { literal, text } from '../core/text.js';
import { member, textOf } from '../core/value.js';
import type { ContextPair } from '../reference/delivery-facts.js';
import { contextNameProperty } from '../reference/encrypted-targets.js';
import type { Sent } from '../types/policy.js';
import type { Text } from '../types/values.js';
import { valuesAt } from './paths.js';
import type { Standing } from './reach.js';

/** The tail of a text that only the request knows: the key of an object. */
const OF_REQUEST = (name: string): Text => [{ of: 'request', name, scope: '' }];

export interface Sending {
  readonly encryptionContext: readonly ContextPair[];
  readonly viaService: string | undefined;
  readonly viaServiceConfidence: 'high' | 'medium' | 'low';
  /** Of a service: global condition keys that it does not send. */
  readonly cannotSend?: readonly string[];
}

/** @param target the encrypted resource · @param from the resource whose account and Region the service tells of */
export function sentBy({ encryptionContext, viaService, viaServiceConfidence, cannotSend = [] }: Sending, target: Standing): Sent {
  const sent = new Map<string, readonly Text[] | 'absent'>();
  for (const { key, value, when, confidence } of encryptionContext) {
    if (confidence === 'low' || !isWhen(when, target)) continue;
    const known = contextValue(value, target);
    if (known) sent.set(`kms:encryptioncontext:${key.toLowerCase()}`, [known]);
  }
  if (viaServiceConfidence !== 'low')
    sent.set('kms:viaservice', viaService === undefined ? 'absent' : [text(viaService, '.', target.facts.env.region, '.amazonaws.com')]);
  for (const key of cannotSend) sent.set(key.toLowerCase(), 'absent');
  return sent;
}

/** Whether a pair is sent by requests on this target: with or without an S3 Bucket Key. */
function isWhen(when: ContextPair['when'], target: Standing): boolean {
  if (when === 'always') return true;
  if (when === 'unknown') return false;
  const written = valuesAt(target.root, 'BucketEncryption.ServerSideEncryptionConfiguration[].BucketKeyEnabled').map(({ value }) =>
    textOf(value),
  );
  const known = written.map((one) => (one ? literal(one)?.toLowerCase() : undefined));
  if (known.includes(undefined)) return false;
  return known.includes('true') === (when === 'bucketKey');
}

/** The ARN or name that stands in an encryption context, as far as the template tells it. */
function contextValue(value: string, { resource, facts, root }: Standing): Text | undefined {
  const attribute = (name: string): Text => [{ of: 'attribute', name: `${resource.logicalId}.${name}`, scope: resource.stack }],
    ref: Text = [{ of: 'ref', name: resource.logicalId, scope: resource.stack }];
  // The ARN around the name that the template gives, or else around the one that CloudFormation makes up.
  const { partition, region, account } = facts.env,
    name = textOf(member(root, contextNameProperty(resource.type) ?? '')) ?? ref,
    spelt = (service: string, start: string): Text => text('arn:', partition, `:${service}:`, region, ':', account, `:${start}`, name);
  switch (value) {
    case '${accountId}':
      return facts.env.account;
    case '${bucketArn}':
      return attribute('Arn');
    case '${objectArn}':
      return text(attribute('Arn'), '/', OF_REQUEST('the key of the object'));
    case '${queueArn}':
    case '${streamArn}':
    case '${functionArn}':
      return attribute('Arn');
    case '${topicArn}':
    case '${secretArn}':
    case '${stateMachineArn}':
    case '${activityArn}':
      return ref;
    case '${tableName}':
      return ref;
    case '${logGroupArn}':
      return spelt('logs', 'log-group:');
    case '${trailArn}':
      return spelt('cloudtrail', 'trail/');
    case '${eventBusArn}':
      return spelt('events', 'event-bus/');
    default:
      return undefined;
  }
}
