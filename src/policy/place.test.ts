/** Places of a policy relative to it, and the text by which equal policies are told. */
import { describe, expect, it } from 'vitest';
import type { Address } from '../types/files.js';
import type { Fact, Value } from '../types/values.js';
import { contentKey, placeIn, relativeDocument, WHOLE } from './place.js';

const policy: Address = { file: 'App.json', pointer: '/Key/KeyPolicy' };
const text = (value: string, at: Address): Value => ({ is: 'text', text: [value], at });
const known = (value: Value): Fact<Value> => ({ is: 'known', value, at: value.at });
const below = (pointer: string, file = policy.file): Address => ({ file, pointer });

describe('a place in a policy', () => {
  it.each<[string, Address, Address]>([
    ['the policy itself', policy, WHOLE],
    ['a part of it', below('/Key/KeyPolicy/Statement/0'), below('/Statement/0', '')],
    ['what only begins like it', below('/Key/KeyPolicyText'), below('/Key/KeyPolicyText')],
    ['what stands beside it', below('/Parameters/Who'), below('/Parameters/Who')],
    ['the same place of another file', below('/Key/KeyPolicy/Statement/0', 'B.json'), below('/Key/KeyPolicy/Statement/0', 'B.json')],
  ])('%s is told from the policy, and found again', (_, at, relative) => {
    const document = relativeDocument(known(text('x', at)), policy);
    expect(document).toEqual(known(text('x', relative)));
    expect(placeIn(policy, relative)).toEqual(at);
  });
  it('is relative inside lists and maps, and where the document is not known', () => {
    const list: Value = { is: 'list', items: [text('x', below('/Key/KeyPolicy/S/0'))], at: below('/Key/KeyPolicy/S') };
    const map: Value = { is: 'map', entries: { S: list }, at: policy };
    expect(relativeDocument(known(map), policy)).toEqual(
      known({ is: 'map', entries: { S: { is: 'list', items: [text('x', below('/S/0', ''))], at: below('/S', '') } }, at: WHOLE }),
    );
    const unknown: Fact<Value> = { is: 'unknown', why: { kind: 'cyclic' } as never, at: policy };
    expect(relativeDocument(unknown, policy)).toEqual({ ...unknown, at: WHOLE });
    expect(relativeDocument({ is: 'absent' }, policy)).toEqual({ is: 'absent' });
  });
});

describe('the text of a policy', () => {
  const scalar = (value: boolean | number, at: Address = policy): Value => ({ is: 'scalar', value, at });
  const entry = (name: string, value: Value): Value => ({ is: 'map', entries: { [name]: value }, at: policy });
  it('is the same for the same policy in another template', () => {
    const other: Address = { file: 'Other.json', pointer: '/Second/KeyPolicy' };
    const said = (at: Address): string =>
      contentKey(known({ is: 'list', items: [text('x', { ...at, pointer: `${at.pointer}/0` })], at }), at);
    expect(said(other)).toBe(said(policy));
  });
  it('differs by value, kind, name and place', () => {
    const documents: readonly Fact<Value>[] = [
      { is: 'absent' },
      known(text('1', policy)),
      known(text('2', policy)),
      known(scalar(1)),
      known(scalar(2)),
      known(scalar(1, below('/Parameters/Who'))),
      known(scalar(1, below('/Parameters/Else'))),
      known(scalar(1, below('/Parameters/Who', 'Other.json'))),
      known(entry('A', scalar(1))),
      known(entry('B', scalar(1))),
      known({ is: 'list', items: [scalar(1)], at: policy }),
      known({ is: 'list', items: [scalar(1), scalar(1)], at: policy }),
      known({ is: 'unknown', why: { kind: 'a' } as never, at: policy }),
      known({ is: 'unknown', why: { kind: 'b' } as never, at: policy }),
    ];
    const said = documents.map((one) => contentKey(one, policy));
    expect(new Set(said).size).toBe(documents.length);
  });
});
