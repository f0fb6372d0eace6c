import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { memoryFiles } from '../files/memory.js';
import { anyOf, constructPaths, mentions, readMetadata } from './construct-metadata.js';

const FILE = '/cdk.out/App.metadata.json';
const ARTIFACT = { metadataFile: FILE, manifestMetadata: undefined };

describe('words in metadata', () => {
  it('law: one pass finds what a search for each word finds, be the words signs of a pattern or the bytes no text', () => {
    const word = fc.string({
      unit: fc.constantFrom('a', 'b', '.', '*', '|', '(', '[', '\\', '^', '$', ':', '-'),
      minLength: 1,
      maxLength: 3,
    });
    fc.assert(
      fc.property(
        fc.array(word, { minLength: 1, maxLength: 4 }),
        fc.array(fc.oneof(word, fc.string({ unit: 'binary' }))),
        (words, pieces) => {
          const text = pieces.join('');
          for (const bytes of [Buffer.from(text), Buffer.from(text, 'utf16le'), Buffer.from(text, 'latin1')]) {
            const files = { ...memoryFiles({}), read: () => bytes };
            expect(mentions(files, ARTIFACT, anyOf(words))).toBe(words.some((one) => bytes.includes(one)));
          }
        },
      ),
    );
  });

  it('finds none in a file that is not there', () => {
    expect(mentions(memoryFiles({}), ARTIFACT, anyOf(['a']))).toBe(false);
  });
});

describe('the construct paths of logical ids', () => {
  it('are told of ids that every object inherits too', () => {
    const ids = ['Key', 'constructor', '__proto__', 'toString', 'Key'];
    const metadata = ids.map((data, index) => [`/App/${index}`, [{ type: 'aws:cdk:logicalId', data }]] as const);
    const { entries } = readMetadata(memoryFiles({ [FILE]: JSON.stringify(Object.fromEntries(metadata)) }), ARTIFACT);
    expect([...constructPaths(entries)]).toEqual([
      ['Key', ['App/0', 'App/4']],
      ['constructor', ['App/1']],
      ['__proto__', ['App/2']],
      ['toString', ['App/3']],
    ]);
  });
});
