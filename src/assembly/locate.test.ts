import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../files/memory.js';
import type { Json, Position } from '../types/files.js';
import { openLocator } from './locate.js';

/** The text that a position covers, by lines and columns alone. */
const covered = (text: string, at: Position): string =>
  (text.split(/\r\n|\r|\n/)[at.line - 1] ?? '').slice(at.column - 1, at.endColumn - 1);
const locate = (text: string, pointer: string, file = 'f.json'): Position => {
  const position = openLocator(memoryFiles({ [file]: text })).position({ file, pointer });
  if (!position) throw new Error(`${file} is not there`);
  return position;
};
const at = (text: string, pointer: string, file?: string): string => covered(text, locate(text, pointer, file));

const TEMPLATE = `{
 "Resources": {
  "Key": {
   "Type": "AWS::KMS::Key",
   "Properties": {
    "KeyPolicy": {
     "Statement": [
      { "Action": "kms:*" },
      "a/b"
     ]
    },
    "a/b~c": 1, "twice": 1, "twice": 2
   }
  }
 }
}
`;

describe('a pointer into JSON', () => {
  it('gives the property, key and value, with the lines around it', () => {
    expect(locate(TEMPLATE, '/Resources/Key/Type')).toEqual({
      file: 'f.json',
      pointer: '/Resources/Key/Type',
      line: 4,
      column: 4,
      endLine: 4,
      endColumn: 27,
      frame: { firstLine: 3, lines: ['  "Key": {', '   "Type": "AWS::KMS::Key",', '   "Properties": {'] },
    });
  });

  it.each([
    ['', '{'],
    ['/Resources/Key/Properties/KeyPolicy', '"KeyPolicy": {'],
    ['/Resources/Key/Properties/KeyPolicy/Statement/0', '{ "Action": "kms:*" }'],
    ['/Resources/Key/Properties/KeyPolicy/Statement/0/Action', '"Action": "kms:*"'],
    ['/Resources/Key/Properties/KeyPolicy/Statement/1', '"a/b"'],
    ['/Resources/Key/Properties/a~1b~0c', '"a/b~c": 1'],
  ])('%s is %s', (pointer, expected) => {
    expect(at(TEMPLATE, pointer)).toBe(expected);
  });

  it('takes the last of two properties of one name, as JSON.parse does', () => {
    expect(at(TEMPLATE, '/Resources/Key/Properties/twice')).toBe('"twice": 2');
  });

  it('takes the nearest ancestor of what is not there', () => {
    expect(at(TEMPLATE, '/Resources/Key/Properties/KeySpec')).toBe('"Properties": {');
    expect(at(TEMPLATE, '/Resources/Key/Properties/KeyPolicy/Statement/2/Sid')).toBe('"Statement": [');
    expect(at(TEMPLATE, '/Resources/Key/Type/length')).toBe('"Type": "AWS::KMS::Key"');
    expect(at(TEMPLATE, '/toString/constructor')).toBe('{');
  });

  it('counts lines as editors do, and no byte order mark', () => {
    expect(locate('\uFEFF{"a": 1}', '/a')).toMatchObject({
      line: 1,
      column: 2,
      endColumn: 8,
      frame: { firstLine: 1, lines: ['{"a": 1}'] },
    });
    expect(locate('{\r\n"a":\r1\n}', '/a')).toMatchObject({
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 5,
      frame: { firstLine: 1, lines: ['{', '"a":', '1'] },
    });
  });

  it('gives the start of a file that is empty or is no JSON, and nothing of one that is not there', () => {
    expect(openLocator(memoryFiles({})).position({ file: 'gone.json', pointer: '/a' })).toBeUndefined();
    for (const text of ['', '{', '{"a', '{"a"', '{"a":', '{"a": }', '[,', '[[', '["\\', '{a: 1}'])
      expect(locate(text, '/a/b')).toMatchObject({ line: 1, column: 1 });
  });

  it('is not impressed by depth', () => {
    expect(locate('['.repeat(300_000), '/0/0')).toMatchObject({ line: 1, column: 3 });
  });

  it('law: the located text parses to the value, for each pointer of a random value, however it is written', () => {
    const layout = fc.constantFrom<(json: Json) => string>(
      (json) => JSON.stringify(json),
      (json) => JSON.stringify(json, null, 1),
      (json) => JSON.stringify(json, null, 1).replace(/\n */g, ' \t'),
      (json) => JSON.stringify(json).replace(/[^ -~]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`),
    );
    fc.assert(
      fc.property(
        fc.jsonValue().map((json) => JSON.parse(JSON.stringify(json)) as Json),
        layout,
        (json, write) => {
          const text = write(json),
            locator = openLocator(memoryFiles({ 'f.json': text }));
          for (const [pointer, value] of pointersOf(json)) {
            const found = locator.position({ file: 'f.json', pointer });
            const written = found ? covered(text, found) : '';
            // A property is shown with its key, an item without.
            const read = (source: string): unknown => JSON.parse(source) as unknown;
            const isMember = pointer !== '' && !Array.isArray(parentOf(json, pointer));
            if (!text.includes('\n')) expect(isMember ? Object.values(read(`{${written}}`) as object)[0] : read(written)).toEqual(value);
            else if (typeof value !== 'object') expect(written.endsWith(JSON.stringify(value))).toBe(true);
            else expect(written.replace(/^"(?:[^"\\]|\\.)*": /, '')).toMatch(/^(null|\{\}|\[\]|\{|\[)$/);
          }
        },
      ),
      { numRuns: 300 },
    );
  });
});

function* pointersOf(json: Json, pointer = ''): Generator<readonly [string, Json]> {
  yield [pointer, json];
  if (typeof json === 'object' && json !== null)
    for (const [key, value] of Object.entries(json as Record<string, Json>))
      yield* pointersOf(value, `${pointer}/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`);
}
function parentOf(json: Json, pointer: string): Json {
  return [...pointersOf(json)].find(([candidate]) => candidate === pointer.slice(0, pointer.lastIndexOf('/')))?.[1] ?? null;
}

const YAML = `Resources:
  Key: # the key
    Type: AWS::KMS::Key
    Properties: &props
      Description: !Sub "\${AWS::StackName} key"
      KeyPolicy:
        Statement:
          - Effect: Allow
            Principal: { AWS: !Sub 'arn:aws:iam::\${AWS::AccountId}:root' }
            Resource: !If [Wide, "*", !Ref Key]
            Condition: !GetAtt
              - Role
              - Arn
  Alias:
    Condition: !Condition Wide
    Properties:
      <<: *props
      AliasName: alias/x
`;

describe('a pointer into YAML', () => {
  it.each([
    ['/Resources/Key', 'Key: # the key'],
    ['/Resources/Key/Type', 'Type: AWS::KMS::Key'],
    ['/Resources/Key/Properties/KeySpec', 'Properties: &props'],
    ['/Resources/Key/Properties/Description', 'Description: !Sub "${AWS::StackName} key"'],
    ['/Resources/Key/Properties/Description/Fn::Sub', '!Sub "${AWS::StackName} key"'],
    ['/Resources/Key/Properties/Description/Fn::Join', 'Description: !Sub "${AWS::StackName} key"'],
    ['/Resources/Key/Properties/KeyPolicy/Statement/0', 'Effect: Allow'],
    ['/Resources/Key/Properties/KeyPolicy/Statement/0/Principal/AWS/Fn::Sub', "!Sub 'arn:aws:iam::${AWS::AccountId}:root'"],
    ['/Resources/Key/Properties/KeyPolicy/Statement/0/Resource/Fn::If/1', '"*"'],
    ['/Resources/Key/Properties/KeyPolicy/Statement/0/Resource/Fn::If/2/Ref', '!Ref Key'],
    ['/Resources/Key/Properties/KeyPolicy/Statement/0/Condition/Fn::GetAtt/1', 'Arn'],
    ['/Resources/Alias/Condition/Condition', '!Condition Wide'],
    ['/Resources/Alias/Properties/Description', 'Description: !Sub "${AWS::StackName} key"'],
  ])('%s is %s', (pointer, expected) => {
    expect(at(YAML, pointer, 't.yaml')).toBe(expected);
  });

  it('reads JSON in a file of any name, and YAML that opens with a bracket', () => {
    const json = '{\n "Resources": {\n  "Key": { "Type": "T" } } }',
      flow = '{Resources: {\n  Key: {Type: !Ref T} } }';
    for (const file of ['t.yaml', 't.yml', 't.template']) {
      expect(at(json, '/Resources/Key/Type', file)).toBe('"Type": "T"');
      expect(at(flow, '/Resources/Key/Type', file)).toBe('Type: !Ref T');
    }
  });

  it('survives broken, empty, endless and self-containing YAML', () => {
    for (const text of ['', '\t- : [', 'a: &a\n  <<: *a\n', '- '.repeat(20_000), 'just text'])
      expect(locate(text, '/a/b/c', 't.yaml').line).toBe(1);
  });

  it('law: finds what it finds in JSON, written in blocks', () => {
    const name = fc.stringMatching(/^[A-Za-z][A-Za-z0-9:]{0,6}$/),
      leaf = fc.oneof(fc.integer(), name, fc.constant(''));
    const { value } = fc.letrec<{ value: Json }>((tie) => ({
      value: fc.oneof(
        { maxDepth: 4 },
        leaf,
        fc.array(tie('value'), { maxLength: 3 }),
        fc.dictionary(name, tie('value'), { maxKeys: 3, noNullPrototype: true }),
      ),
    }));
    // Each leaf is written on a line of its own, so that the line tells which one was found.
    const block = (json: Json, indent: string): string =>
      Array.isArray(json) && json.length > 0
        ? json.map((item: Json) => `\n${indent}-${block(item, `${indent}  `)}`).join('')
        : typeof json === 'object' && json !== null && Object.keys(json).length > 0
          ? Object.entries(json as Record<string, Json>)
              .map(([key, item]) => `\n${indent}${JSON.stringify(key)}:${block(item, `${indent}  `)}`)
              .join('')
          : ` ${JSON.stringify(json)}`;
    fc.assert(
      fc.property(value, (json) => {
        const text = `---${block({ root: json }, '')}\n`,
          locator = openLocator(memoryFiles({ 't.yaml': text }));
        for (const [pointer, expected] of pointersOf({ root: json })) {
          if (typeof expected === 'object') continue;
          const found = locator.position({ file: 't.yaml', pointer });
          expect(found && covered(text, found).endsWith(JSON.stringify(expected))).toBe(true);
          expect(found && text.split('\n')[found.line - 1]?.trimEnd().endsWith(JSON.stringify(expected))).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });
});

describe('a span of source', () => {
  const text = 'const a = 1;\r\nnew Key(this, {\r\n  a,\r\n});\r\n';
  const span = (start: number, end: number): Position | undefined =>
    openLocator(memoryFiles({ 'app.ts': text })).position({ file: 'app.ts', start, end });

  it('becomes line and column, cut to its first line', () => {
    expect(span(14, text.length)).toStrictEqual({
      file: 'app.ts',
      line: 2,
      column: 1,
      endLine: 2,
      endColumn: 16,
      frame: { firstLine: 1, lines: ['const a = 1;', 'new Key(this, {', '  a,'] },
    });
    expect(span(6, 7)).toMatchObject({
      line: 1,
      column: 7,
      endColumn: 8,
      frame: { firstLine: 1, lines: ['const a = 1;', 'new Key(this, {'] },
    });
  });
  it('beyond the end is the end', () => {
    expect(span(999, 1005)).toMatchObject({ line: 5, column: 1, endColumn: 1 });
  });
});
