/** Reads JSON: JSON.parse on the fast path; what is wrong is told in our own words, with line and column. */
import type * as Jsonc from 'jsonc-parser';
import type { Files, Json, JsonObject } from '../types/files.js';
import type { Problem } from '../types/report.js';
import { load } from './lazy.js';

/** Deeper nesting is refused, so that everything after may recurse. CloudFormation itself stops long before. */
export const DEEPEST = 200;

/** The text of a file as it stands, byte order mark included: UTF-8, or UTF-16 where the mark says so (PowerShell's `>` writes it). */
export function decode(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString(bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf16le' : 'utf8');
}

/** Reads a JSON file. A file that is missing, broken or nested too deeply is a fatal Problem; the caller may know better what it weighs. */
export function readJson(files: Files, file: string): { readonly json: Json; readonly text: string } | { readonly problem: Problem } {
  const bytes = files.read(file);
  return bytes === undefined
    ? { problem: { weight: 'fatal', message: 'the file is missing or cannot be read', at: { file } } }
    : parseJson(decode(bytes), file);
}

/** The same for a text. @param file the name under which a fault is told. */
export function parseJson(source: string, file: string): { readonly json: Json; readonly text: string } | { readonly problem: Problem } {
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  let json: Json;
  try {
    json = JSON.parse(text) as Json;
  } catch {
    return { problem: fault(text, file, firstError(text, false) ?? { offset: 0, message: 'not valid JSON' }) };
  }
  if (!deeper(json, DEEPEST)) return { json, text };
  return { problem: fault(text, file, { offset: tooDeepAt(text), message: `nested more than ${DEEPEST} levels deep, which is not read` }) };
}

/**
 * The same for a text that may hold comments and trailing commas, as editors allow them in configurations.
 * @param file the name under which a fault is told
 */
export function parseJsonWithComments(source: string, file: string): ReturnType<typeof parseJson> {
  const strict = parseJson(source, file);
  if ('json' in strict) return strict;
  const text = source.startsWith('\uFEFF') ? source.slice(1) : source;
  const wrong = firstError(text, true);
  if (wrong) return { problem: fault(text, file, wrong) };
  const { parse } = load('jsonc-parser') as typeof Jsonc;
  return { json: parse(text, [], { allowTrailingComma: true }) as Json, text };
}

interface Fault {
  readonly offset: number;
  readonly message: string;
}

function fault(text: string, file: string, { offset, message }: Fault): Problem {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/);
  return { weight: 'fatal', message, at: { file, line: before.length, column: (before.at(-1) ?? '').length + 1 } };
}

/**
 * Whether a value nests deeper than so many levels. The walk over the value costs a fifth of a scan of the text, and stops before it can
 * overflow.
 */
function deeper(json: Json, levels: number): boolean {
  if (typeof json !== 'object' || json === null) return false;
  if (levels === 0) return true;
  if (Array.isArray(json)) {
    for (const item of json as readonly Json[]) if (deeper(item, levels - 1)) return true;
    return false;
  }
  // What JSON.parse makes inherits nothing that can be listed, so that no list of its names is needed.
  const members = json as JsonObject;
  for (const name in members) if (deeper(members[name] ?? null, levels - 1)) return true;
  return false;
}

/** Where a text, which is valid JSON, goes deeper than allowed. */
function tooDeepAt(text: string): number {
  let depth = 0;
  for (const { 0: token, index } of text.matchAll(/"[^"\\]*(?:\\.[^"\\]*)*"|[[\]{}]/g)) {
    if (token === '{' || token === '[') depth += 1;
    else if (token === '}' || token === ']') depth -= 1;
    if (depth > DEEPEST) return index;
  }
  return 0;
}

// The kinds of token of jsonc-parser, whose `const enum` cannot be imported, and the words for its errors inside a token.
const OPEN_BRACE = 1,
  CLOSE_BRACE = 2,
  OPEN_BRACKET = 3,
  CLOSE_BRACKET = 4,
  COMMA = 5,
  COLON = 6,
  STRING = 10,
  LITERAL_FIRST = 7,
  LITERAL_LAST = 11,
  COMMENT_FIRST = 12,
  COMMENT_LAST = 13,
  END = 17;
const TOKEN_ERRORS: Readonly<Record<number, string>> = {
  1: 'a comment is not closed',
  2: 'a string is not closed',
  3: 'a number is not complete',
  4: 'a \\u escape needs four hexadecimal digits',
  5: 'a string holds an unknown escape',
  6: 'a string holds a control character',
};

const TOO_DEEP = `nested more than ${DEEPEST} levels deep, which is not read`;

/** What may come next, and how a person calls it. */
const EXPECTED = {
  value: 'a value',
  key: 'a property name in double quotes',
  'key or }': 'a property name in double quotes or }',
  'value or ]': 'a value or ]',
  colon: 'a colon',
  'comma or }': 'a comma or }',
  'comma or ]': 'a comma or ]',
  end: 'the end of the file',
} as const;

function afterComma(inObject: boolean, lenient: boolean): keyof typeof EXPECTED {
  if (lenient) return inObject ? 'key or }' : 'value or ]';
  return inObject ? 'key' : 'value';
}

/**
 * The first place where a text, which JSON.parse has refused, stops being JSON.
 * @param lenient whether comments and trailing commas are allowed; then nothing may be wrong with it
 */
function firstError(text: string, lenient: boolean): Fault | undefined {
  const { createScanner } = load('jsonc-parser') as typeof Jsonc;
  const scanner = createScanner(text, false),
    open: ('}' | ']')[] = [];
  let expected: keyof typeof EXPECTED = 'value';
  const afterValue = (): keyof typeof EXPECTED => {
    const closing = open.at(-1);
    return closing === undefined ? 'end' : `comma or ${closing}`;
  };
  for (;;) {
    const token: number = scanner.scan(),
      offset = scanner.getTokenOffset(),
      inside: number = scanner.getTokenError();
    const error = (message: string): Fault => ({ offset, message: `not valid JSON: ${message}` });
    if (token > COMMENT_LAST && token < 16) continue;
    const isComment = token >= COMMENT_FIRST && token <= COMMENT_LAST;
    if (isComment && !lenient) return error('a comment is not allowed');
    if (inside !== 0) return error(TOKEN_ERRORS[inside] ?? 'this cannot be read');
    if (isComment) continue;
    if (lenient && open.length > DEEPEST) return { offset, message: TOO_DEEP };
    const wants = (what: 'value' | 'key' | 'comma' | '}' | ']'): boolean => expected.split(' or ').includes(what);
    if (token === OPEN_BRACE && wants('value')) {
      open.push('}');
      expected = 'key or }';
    } else if (token === OPEN_BRACKET && wants('value')) {
      open.push(']');
      expected = 'value or ]';
    } else if ((token === CLOSE_BRACE && wants('}')) || (token === CLOSE_BRACKET && wants(']'))) {
      open.pop();
      expected = afterValue();
    } else if (token >= LITERAL_FIRST && token <= LITERAL_LAST && wants('value')) expected = afterValue();
    else if (token === STRING && wants('key')) expected = 'colon';
    else if (token === COLON && expected === 'colon') expected = 'value';
    else if (token === COMMA && wants('comma')) expected = afterComma(open.at(-1) === '}', lenient);
    else if (token === END && expected === 'end') return undefined;
    else if (text.trim() === '') return error('the file is empty');
    else if (token === END) return error(`the file ends where ${EXPECTED[expected]} is expected`);
    else if (/^(<<<<<<<|=======|>>>>>>>)/.test(text.slice(offset, offset + 7))) return error('a merge conflict is left in the file');
    else return error(`${EXPECTED[expected]} is expected here`);
  }
}
