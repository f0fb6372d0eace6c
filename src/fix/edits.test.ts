/** Changes of JSON text: the text must say what the change means, and nothing else may move. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Json } from '../types/files.js';
import { jsonEdits } from './json-edits.js';
import { patched, type Patch } from './patch.js';
import { applyEdits, conflicts, movedOffset } from './text-edit.js';

const edited = (text: string, patch: Patch): string | undefined => {
  const edits = jsonEdits(text, patch);
  return edits && applyEdits(text, edits);
};

describe('JSON text', () => {
  it.each<[string, string, Patch, string]>([
    ['a property at the end', '{\n "A": 1\n}\n', { op: 'add', path: '/B', value: [2] }, '{\n "A": 1,\n "B": [\n  2\n ]\n}\n'],
    ['into an empty object', '{\n "A": {}\n}', { op: 'add', path: '/A/B', value: 1 }, '{\n "A": {\n  "B": 1\n }\n}'],
    ['at the end of a list', '{\n "A": [\n  1\n ]\n}', { op: 'add', path: '/A/-', value: 2 }, '{\n "A": [\n  1,\n  2\n ]\n}'],
    ['a single thing becomes a list', '{\n "A": {"x": 1}\n}', { op: 'add', path: '/A/-', value: 2 }, '{\n "A": [{"x": 1}, 2]\n}'],
    ['the only property', '{\n "A": {\n  "B": 1\n }\n}', { op: 'remove', path: '/A/B' }, '{\n "A": {}\n}'],
    ['the first property', '{\n "A": 1,\n "B": 2\n}', { op: 'remove', path: '/A' }, '{\n "B": 2\n}'],
    ['the last property', '{\n "A": 1,\n "B": 2\n}', { op: 'remove', path: '/B' }, '{\n "A": 1\n}'],
    ['on one line', '{"A":1,"B":{"C":1}}', { op: 'add', path: '/B/D', value: { x: 1 } }, '{"A":1,"B":{"C":1,"D":{"x":1}}}'],
    ['on one line, set with blanks', '{"A": 1, "B": 2}', { op: 'remove', path: '/A' }, '{"B": 2}'],
    ['a value', '{\r\n  "A": 1\r\n}\r\n', { op: 'replace', path: '/A', value: { x: 1 } }, '{\r\n  "A": {\r\n    "x": 1\r\n  }\r\n}\r\n'],
    [
      'comments stay',
      '{\n  // why\n  "A": 1, // here\n}',
      { op: 'add', path: '/B', value: 2 },
      '{\n  // why\n  "A": 1, // here\n  "B": 2,\n}',
    ],
    ['of two of the same name the last', '{"A":1,"A":2}', { op: 'replace', path: '/A', value: 3 }, '{"A":1,"A":3}'],
    [
      'the first property of a resource that has none',
      '{"Resources":{"Key":{"Type":"AWS::KMS::Key"}}}',
      { op: 'add', path: '/Resources/Key/Properties/EnableKeyRotation', value: true },
      '{"Resources":{"Key":{"Type":"AWS::KMS::Key","Properties":{"EnableKeyRotation":true}}}}',
    ],
    ['a byte order mark stays', '\uFEFF{"A":1}', { op: 'replace', path: '/A', value: 2 }, '\uFEFF{"A":2}'],
  ])('%s', (_, text, patch, wanted) => {
    expect(edited(text, patch)).toBe(wanted);
  });
  it.each<[Patch]>([[{ op: 'remove', path: '/B' }], [{ op: 'replace', path: '/A/B', value: 1 }], [{ op: 'add', path: '/B/C', value: 1 }]])(
    'what is not there cannot be changed: %j',
    (patch) => {
      expect(edited('{"A":"text"}', patch)).toBeUndefined();
      expect(patched({ A: 'text' }, patch)).toBeUndefined();
    },
  );

  const leaf = fc.oneof(fc.integer(), fc.boolean(), fc.string(), fc.constant(null));
  const { value: anyJson } = fc.letrec<{ value: Json }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 4 },
      leaf,
      fc.array(tie('value'), { maxLength: 3 }),
      fc.dictionary(fc.constantFrom('A', 'B', 'C', 'x/y', 'q~"'), tie('value'), { maxKeys: 3 }),
    ),
  }));
  const step = (name: string): string => name.replaceAll('~', '~0').replaceAll('/', '~1');
  const pathsOf = (json: Json, at = ''): readonly string[] =>
    typeof json !== 'object' || json === null
      ? []
      : [
          `${at}/${Array.isArray(json) ? '-' : 'New'}`,
          ...Object.entries(json).flatMap(([name, entry]) => [`${at}/${step(name)}`, ...pathsOf(entry, `${at}/${step(name)}`)]),
        ];

  it('law: the edited text reads as the patched value, however it is set', () => {
    fc.assert(
      fc.property(
        anyJson.filter((json) => typeof json === 'object' && json !== null),
        fc.constantFrom(undefined, 1, 2, '\t'),
        fc.constantFrom<Patch['op']>('add', 'replace', 'remove'),
        anyJson,
        fc.nat(),
        fc.boolean(),
        (json, indent, op, value, which, crlf) => {
          const paths = pathsOf(json);
          const path = paths[which % paths.length] ?? '';
          if (op === 'add' && /\/\d+$/.test(path)) return; // Only the end of a list is asked for.
          const patch = { op, path, value };
          const text = JSON.stringify(json, null, indent);
          const got = edited(crlf ? text.replaceAll('\n', '\r\n') : text, patch);
          const wanted = patched(json, patch);
          if (wanted === undefined) expect(got).toBeUndefined();
          else expect(got === undefined ? undefined : JSON.parse(got)).toEqual(JSON.parse(JSON.stringify(wanted)));
        },
      ),
      { numRuns: 2000 },
    );
  });
});

describe('edits of one text', () => {
  const edit = (start: number, end: number, text: string, joins = false) => ({ start, end, text, joins });
  it('conflict where they touch the same place, unless they are the same or each brings its separator', () => {
    expect(conflicts(edit(1, 3, ''), edit(2, 4, ''))).toBe(true);
    expect(conflicts(edit(1, 3, ''), edit(3, 3, 'x'))).toBe(true);
    expect(conflicts(edit(1, 1, 'x'), edit(1, 1, 'y'))).toBe(true);
    expect(conflicts(edit(1, 1, ', x', true), edit(1, 1, ', y', true))).toBe(false);
    expect(conflicts(edit(1, 3, 'x'), edit(1, 3, 'x'))).toBe(false);
    expect(conflicts(edit(1, 2, 'x'), edit(4, 5, 'y'))).toBe(false);
  });
  it('tell where the rest of the text goes', () => {
    const text = 'abcdef';
    const edits = [edit(1, 3, 'XXXX'), edit(4, 4, '-')];
    const after = applyEdits(text, edits);
    expect(after).toBe('aXXXXd-ef');
    for (const letter of 'adef') expect(after[movedOffset(edits, text.indexOf(letter))]).toBe(letter);
  });
});
