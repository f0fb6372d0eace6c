/** Reads reports back as their readers would, and holds them against the schemas of fixtures/schemas. */
import { readFileSync } from 'node:fs';
import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import { lexer, type Token, type Tokens } from 'marked';
import { SaxesParser } from 'saxes';

const ajv = new Ajv2020({ strict: true, allErrors: true, strictRequired: false, strictTypes: false, formats: { uri: true } });

/** @returns a check that gives the faults of a value; empty where it keeps to the schema */
export function schema(name: string): (value: unknown) => readonly string[] {
  const file = new URL(`../../fixtures/schemas/${name}.schema.json`, import.meta.url);
  const validate = ajv.compile(JSON.parse(readFileSync(file, 'utf8')) as object);
  return (value) => {
    validate(value);
    return (validate.errors ?? []).map(
      ({ instancePath, message, params }: ErrorObject) => `${instancePath} ${message ?? ''} ${JSON.stringify(params)}`,
    );
  };
}

// ── GitHub ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Command {
  readonly command: string;
  readonly properties: Readonly<Record<string, string>>;
  readonly message: string;
}

/**
 * The commands of a log, taken apart as the runner does: `::name key=value,key=value::message`, blanks before it allowed; and the lines
 * that are none.
 */
export function commandsIn(log: string): { readonly commands: readonly Command[]; readonly lines: readonly string[] } {
  const commands: Command[] = [];
  const lines: string[] = [];
  for (const line of log.split('\n')) {
    const [, command, given = '', message] = /^\s*::([^ :]+)(?: ([^:]*(?::(?!:)[^:]*)*))?::(.*)$/s.exec(line) ?? [];
    if (command === undefined || message === undefined) lines.push(line);
    else commands.push({ command, properties: Object.fromEntries(given.split(',').map(property)), message: decoded(message) });
  }
  return { commands, lines };
}

function property(written: string): [name: string, value: string] {
  const at = written.indexOf('=');
  return [
    written.slice(0, at),
    decoded(
      written
        .slice(at + 1)
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ','),
    ),
  ];
}

const decoded = (text: string): string => text.replaceAll('%0D', '\r').replaceAll('%0A', '\n').replaceAll('%25', '%');

// ── XML ──────────────────────────────────────────────────────────────────────────────────────────────────────────────────

type Element = Record<string, unknown>;
const LISTS = ['testsuite', 'testcase'];

/** XML as JSON: attributes under `@`, text under `#text`, suites and cases as lists. Throws where it is not well formed. */
export function xml(text: string): unknown {
  const parser = new SaxesParser();
  const open: Element[] = [{}];
  parser.on('error', (error) => {
    throw error;
  });
  parser.on('opentag', ({ name, attributes }) => {
    const element: Element = Object.keys(attributes).length > 0 ? { '@': { ...attributes } } : {};
    const parent = open.at(-1) ?? {};
    if (LISTS.includes(name)) parent[name] = [...((parent[name] as Element[] | undefined) ?? []), element];
    else parent[name] = element;
    open.push(element);
  });
  parser.on('text', (written) => {
    const inside = open.at(-1) ?? {};
    if (written.trim() !== '') inside['#text'] = written;
  });
  parser.on('closetag', () => {
    open.pop();
  });
  parser.write(text).close();
  return open[0];
}

// ── Markdown ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

export interface Blocks {
  readonly heading: string;
  readonly tables: readonly { readonly columns: number; readonly rows: readonly (readonly string[])[] }[];
  readonly details: number;
  readonly code: readonly string[];
  readonly links: readonly string[];
  readonly html: readonly string[];
}

/** What a parser of GitHub's Markdown sees: no name may become a link, an element of HTML or a cell. */
export function markdownBlocks(text: string): Blocks {
  const tokens = lexer(text, { gfm: true });
  const all = tokens.flatMap(below);
  const [first] = tokens;
  return {
    heading: first?.type === 'heading' ? (first as Tokens.Heading).text : '',
    tables: all
      .filter((token): token is Tokens.Table => token.type === 'table')
      .map(({ header, rows }) => ({ columns: header.length, rows: rows.map((row) => row.map((cell) => cell.text)) })),
    details: all.filter(({ type, raw }) => type === 'html' && raw.includes('<details>')).length,
    code: all.flatMap((token) => (token.type === 'code' ? [(token as Tokens.Code).lang ?? ''] : [])),
    links: all.flatMap((token) => (token.type === 'link' ? [(token as Tokens.Link).href] : [])),
    html: all.flatMap((token) => (token.type === 'html' ? [...token.raw.matchAll(/<[^>]*>/g)].map(([tag]) => tag) : [])),
  };
}

function below(token: Token): readonly Token[] {
  const { tokens = [] } = token as { tokens?: Token[] };
  const items = token.type === 'list' ? (token as Tokens.List).items : [];
  const cells = token.type === 'table' ? [...(token as Tokens.Table).header, ...(token as Tokens.Table).rows.flat()] : [];
  return [token, ...[...tokens, ...items, ...cells.flatMap((cell) => cell.tokens)].flatMap(below)];
}

// ── Lines for agents ─────────────────────────────────────────────────────────────────────────────────────────────────────

/** A line of the agent report taken apart; undefined where it is no finding. */
export function agentLine(line: string): object | undefined {
  const [, place, possible, level, ruleId, rest] =
    /^(?:(\S.*?:\d+:\d+): )?(possible )?(error|warning|note)\[([^\]]+)\] (.*)$/.exec(line) ?? [];
  if (rest === undefined) return undefined;
  const [message, ...parts] = rest.split(' | ');
  return { place: place ?? null, confidence: possible === undefined ? 'certain' : 'possible', level, ruleId, message, parts };
}
