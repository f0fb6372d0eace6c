/** Edits of YAML templates: the smallest that say it, in the style of the file; what they say is what the patch says. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stringify } from 'yaml';
import { parseYaml } from '../assembly/read-yaml.js';
import type { Json } from '../types/files.js';
import { patched, type Patch } from './patch.js';
import { applyEdits } from './text-edit.js';
import { yamlEdits } from './yaml-edits.js';

const TEMPLATE = `# Keys of the team
Resources:
    Key:   # ours
        Type: AWS::KMS::Key
        Properties:
            KeySpec: "RSA_2048"   # as asked for
            EnableKeyRotation: true
            KeyPolicy:
                Version: 2012-10-17
                Statement:
                    # The administrators.
                    - Sid: Admins
                      Effect: Allow
                      Principal:
                          AWS: !Sub arn:\${AWS::Partition}:iam::\${AWS::AccountId}:root
                      Action: kms:*
                      Resource: '*'
                    # Mail.
                    - {Sid: Mail, Effect: Allow, Action: [kms:Decrypt], Resource: "*"}
            Tags: []
    Alias:
        Type: AWS::KMS::Alias
        Properties: { AliasName: alias/a, TargetKeyId: !Ref Key }
`;
const edited = (patch: Patch, text = TEMPLATE): string | undefined => {
  const edits = yamlEdits(text, patch);
  return edits && applyEdits(text, edits);
};
const jsonOf = (text: string): Json | undefined => {
  const read = parseYaml(text, '');
  return 'json' in read ? read.json : undefined;
};
/** The lines that went, and those that came. */
const difference = (patch: Patch, text = TEMPLATE): readonly string[] => {
  const now = edited(patch, text);
  const [was, is] = [text, now ?? ''].map((each) => each.split(/\r?\n/));
  return [
    ...(was ?? []).filter((line) => is?.includes(line) !== true).map((line) => `- ${line.trim()}`),
    ...(is ?? []).filter((line) => was?.includes(line) !== true).map((line) => `+ ${line}`),
  ];
};
const KEY = '/Resources/Key/Properties';

describe('a member', () => {
  it('is replaced as it stands, and its comment stays', () => {
    expect(difference({ op: 'replace', path: `${KEY}/KeySpec`, value: 'SYMMETRIC_DEFAULT' })).toEqual([
      '- KeySpec: "RSA_2048"   # as asked for',
      '+             KeySpec: SYMMETRIC_DEFAULT   # as asked for',
    ]);
  });
  it('is taken away with its line', () => {
    expect(difference({ op: 'remove', path: `${KEY}/EnableKeyRotation` })).toEqual(['- EnableKeyRotation: true']);
  });
  it('is added behind the last, as far in as that', () => {
    expect(difference({ op: 'add', path: '/Resources/Key/DeletionPolicy', value: 'Retain' })).toEqual(['+         DeletionPolicy: Retain']);
    expect(difference({ op: 'add', path: '/Resources/Alias/Properties/X', value: { Ref: 'Y' } })).toEqual([
      '- Properties: { AliasName: alias/a, TargetKeyId: !Ref Key }',
      '+         Properties: { AliasName: alias/a, TargetKeyId: !Ref Key, "X": {"Ref": "Y"} }',
    ]);
  });
  it('whose value is another kind of thing gets lines of its own', () => {
    expect(difference({ op: 'replace', path: `${KEY}/KeyPolicy/Statement/0/Action`, value: ['kms:Get*', 'kms:List*'] })).toEqual([
      '- Action: kms:*',
      '+                       Action:',
      '+                           - kms:Get*',
      '+                           - kms:List*',
    ]);
  });
});

describe('a statement', () => {
  it('is added to a list in the style of the list', () => {
    const value = { Sid: 'Root', Effect: 'Allow', Principal: { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } } };
    expect(difference({ op: 'add', path: `${KEY}/KeyPolicy/Statement/-`, value })).toEqual([
      '+                     - Sid: Root',
      '+                           AWS:',
      '+                               Fn::Sub: arn:${AWS::Partition}:iam::${AWS::AccountId}:root',
    ]);
  });
  it('goes with the comment that is about it', () => {
    expect(difference({ op: 'remove', path: `${KEY}/KeyPolicy/Statement/1` })).toEqual([
      '- # Mail.',
      '- - {Sid: Mail, Effect: Allow, Action: [kms:Decrypt], Resource: "*"}',
    ]);
  });
  it('whose first member goes begins with the next', () => {
    expect(difference({ op: 'remove', path: `${KEY}/KeyPolicy/Statement/0/Sid` })).toEqual([
      '- - Sid: Admins',
      '- Effect: Allow',
      '+                     - Effect: Allow',
    ]);
  });
  it('that is a list itself begins with its next', () => {
    const text = 'A:\n- - a\n  # About b.\n  - b\n- c\n';
    expect(edited({ op: 'remove', path: '/A/0/0' }, text)).toBe('A:\n- # About b.\n  - b\n- c\n');
  });
  it('that is the only one becomes a list, and a single principal too', () => {
    const text = TEMPLATE.replace('                    - Sid: Admins\n', '                  Sid: Admins\n')
      .replace(/ {20}# Mail.*\n.*\n/, '')
      .replaceAll(/^ {22}(\S)/gm, '                  $1');
    expect(edited({ op: 'add', path: `${KEY}/KeyPolicy/Statement/-`, value: { Sid: 'Two' } }, text)).toContain(
      "                  - Sid: Admins\n                    Effect: Allow\n                    Principal:\n                            AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root\n                    Action: kms:*\n                    Resource: '*'\n                  - Sid: Two\n",
    );
    expect(
      difference({ op: 'add', path: `${KEY}/KeyPolicy/Statement/0/Principal/AWS/-`, value: 'arn:aws:iam::111122223333:root' }),
    ).toEqual([
      '- AWS: !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root',
      '+                           AWS:',
      '+                               - !Sub arn:${AWS::Partition}:iam::${AWS::AccountId}:root',
      '+                               - arn:aws:iam::111122223333:root',
    ]);
  });
});

it('keeps the line ends of Windows and the mark at the beginning', () => {
  const text = `\uFEFF${TEMPLATE.replaceAll('\n', '\r\n')}`;
  const now = edited({ op: 'add', path: '/Resources/Key/DeletionPolicy', value: 'Retain' }, text) ?? '';
  expect(now.replace('        DeletionPolicy: Retain\r\n', '')).toBe(text);
});

describe('is left alone', () => {
  it.each<[string, string, Patch]>([
    ['what an alias stands for', 'A: &x { b: 1 }\nC: *x\n', { op: 'replace', path: '/C/b', value: 2 }],
    ['what a merge brings', 'A: &x\n  b: 1\nC:\n  <<: *x\n', { op: 'replace', path: '/C/b', value: 2 }],
    ['what is named elsewhere', 'A: &x 1\nC: *x\n', { op: 'replace', path: '/A', value: 2 }],
    ['a part of a short attribute', 'A: !GetAtt b.c\n', { op: 'replace', path: '/A/Fn::GetAtt/1', value: 'd' }],
    ['what is not there', 'A: 1\n', { op: 'remove', path: '/B' }],
  ])('%s', (_, text, patch) => {
    expect(yamlEdits(text, patch)).toBeUndefined();
  });
});

const leaf = fc.oneof(fc.constantFrom('a', 'yes', '2012-10-17', 'x: y', '#no', '', "it's", 'kms:*', '*', '012', 'a\nb\n'), fc.boolean());
const { value: document } = fc.letrec<{ value: Json; map: Json }>((tie) => ({
  value: fc.oneof({ maxDepth: 4, withCrossShrink: true }, leaf, tie('map'), fc.array(tie('value'), { minLength: 1, maxLength: 3 })),
  map: fc.dictionary(fc.constantFrom('a', 'b', 'Ref', 'c d', 'Properties'), tie('value'), { minKeys: 1, maxKeys: 3 }),
}));
const place = fc.array(fc.constantFrom('a', 'b', 'Ref', 'c d', 'Properties', '0', '1', '-'), { minLength: 1, maxLength: 4 });

it('says what the patch says, wherever it says anything', () => {
  let made = 0;
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom('a', 'b'), document, { minKeys: 1 }),
      place,
      fc.constantFrom('add' as const, 'replace' as const, 'remove' as const),
      document,
      fc.record({ indent: fc.constantFrom(2, 4), indentSeq: fc.boolean(), flow: fc.integer({ min: 1, max: 4 }) }),
      (json, steps, op, value, { indent, indentSeq, flow }) => {
        const text = stringify(json, (_, each: unknown) => each, { indent, indentSeq, version: '1.1', lineWidth: 0 }).replaceAll(
          /^( *\S+:) \n/gm,
          `$1${' '.repeat(flow)}\n`,
        );
        const before = jsonOf(text);
        const patch: Patch = op === 'remove' ? { op, path: `/${steps.join('/')}` } : { op, path: `/${steps.join('/')}`, value };
        const edits = yamlEdits(text, patch);
        const wanted = before === undefined ? undefined : patched(before, patch);
        if (!edits || wanted === undefined) return;
        made += 1;
        expect(jsonOf(applyEdits(text, edits))).toEqual(wanted);
      },
    ),
    { numRuns: Number(process.env['KMS_LINT_RUNS'] ?? 2500) },
  );
  expect(made).toBeGreaterThan(200);
});
