/** Whether a comment that was added to a file left what the file means as it was. */
import type * as babel from '@babel/parser';
import { parseYaml } from '../assembly/read-yaml.js';
import { load } from '../core/lazy.js';
import { SCRIPT } from '../source/entry.js';
import { parserOptions } from '../source/calls/parse.js';
import { lineEndsIn, type Language } from './lexer.js';

/**
 * Scripts are parsed before and after: all but comments and places must be the same. YAML must be the same data. Of other languages each
 * text outside of comments must be.
 */
export function isHarmless(file: string, before: string, after: string): boolean {
  if (SCRIPT.test(file)) return sameScript(file, before, after);
  if (/\.(ya?ml|template)$/i.test(file)) return sameYaml(file, before, after);
  const [, ending = ''] = /\.(\w+)$/.exec(file) ?? [];
  const language = LANGUAGES[ending];
  return language !== undefined && lineEndsIn(before, language) === lineEndsIn(after, language);
}

const C_LIKE = { line: '//', block: ['/*', '*/'] } as const;
const LANGUAGES: Readonly<Record<string, Language>> = {
  py: { line: '#', strings: ['"""', "'''", '"', "'"] },
  java: { ...C_LIKE, strings: ['"""', '"', "'"] },
  cs: { ...C_LIKE, strings: ['"""', '@"', '"', "'"] },
  go: { ...C_LIKE, strings: ['`', '"', "'"] },
};

function sameScript(file: string, before: string, after: string): boolean {
  try {
    return syntaxOf(file, before) === syntaxOf(file, after);
  } catch {
    return false;
  }
}

/** Places, and what comments hang on. */
const NOT_MEANING = new Set([
  'start',
  'end',
  'loc',
  'range',
  'comments',
  'leadingComments',
  'trailingComments',
  'innerComments',
  'errors',
  'tokens',
  'parenStart',
  'trailingComma',
  'trailingCommaLoc',
]);

function syntaxOf(file: string, text: string): string {
  const { parse } = load('@babel/parser') as typeof babel;
  const { program, errors } = parse(text.replace(/^\uFEFF/, ' '), parserOptions(file));
  return JSON.stringify([program, errors?.length ?? 0], (key, value: unknown) =>
    NOT_MEANING.has(key) ? undefined : typeof value === 'bigint' ? String(value) : value,
  );
}

function sameYaml(file: string, before: string, after: string): boolean {
  const [one, other] = [before, after].map((text) => parseYaml(text, file));
  return (
    one !== undefined && other !== undefined && 'json' in one && 'json' in other && JSON.stringify(one.json) === JSON.stringify(other.json)
  );
}
