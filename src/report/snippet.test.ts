/** Texts to paste, broken into lines: they keep what they say. */
import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { statementSnippets } from '../words/snippets.js';
import { snippetLines } from './snippet.js';

const statement = {
  Sid: "Let it's, own | way && in",
  Effect: 'Allow',
  Principal: { Service: 's3.amazonaws.com' },
  Action: ['kms:Decrypt', 'kms:GenerateDataKey*'],
  Resource: '*',
  Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
};
const { cdk = '', cli = '' } = statementSnippets([statement], 'alias/shared');

describe('texts to paste', () => {
  it('stand on one line where they fit', () => {
    expect(snippetLines({ language: 'ts', text: cdk }, 1000)).toEqual([cdk]);
  });
  it('of TypeScript have each property on a line', () => {
    expect(snippetLines({ language: 'ts', text: cdk }, 80)).toEqual([
      'key.addToResourcePolicy(new iam.PolicyStatement({',
      "  sid: 'Let it\\'s, own | way && in',",
      "  principals: [new iam.ServicePrincipal('s3.amazonaws.com')],",
      "  actions: ['kms:Decrypt', 'kms:GenerateDataKey*'],",
      "  resources: ['*'],",
      "  conditions: { StringEquals: { 'aws:SourceAccount': '111122223333' } },",
      '}));',
    ]);
    expect(snippetLines({ language: 'ts', text: "key.grant('a very long name', role);" }, 10)).toEqual([
      "key.grant('a very long name', role);",
    ]);
  });
  it('of several statements stand one below the other', () => {
    const { cdk: both = '' } = statementSnippets([statement, { ...statement, Sid: 'b' }], 'alias/shared');
    const lines = snippetLines({ language: 'ts', text: both.replace('\n', ' ') }, 80);
    expect(lines.filter((line) => !line.startsWith(' '))).toEqual([
      'key.addToResourcePolicy(new iam.PolicyStatement({',
      '}));',
      'key.addToResourcePolicy(new iam.PolicyStatement({',
      '}));',
    ]);
    expect(lines).toHaveLength(14);
  });
  it('of a shell are broken between commands, and bash reads the same', () => {
    const lines = snippetLines({ language: 'sh', text: cli }, 80);
    expect(lines.map((line) => line.trim().split(' ')[0])).toEqual(['KEY_ARN=$(aws', 'aws', 'jq', 'aws']);
    const read = (text: string): string =>
      spawnSync('bash', ['-c', `aws() { echo aws "$@"; }; jq() { cat; echo jq "$@"; }; cd "$(mktemp -d)"; ${text}; cat policy.json`], {
        encoding: 'utf8',
      }).stdout;
    expect(read(lines.join('\n'))).toBe(read(cli));
    expect(read(cli)).toContain('put-key-policy');
  });
});
