/** The access table as text, Markdown and JSON. */
import type { Answer } from '../types/values.js';
import type { KeyAccess } from '../types/report.js';
import { jsonText, markdownCode, markdownText, visible } from '../core/escape.js';
import { painter, wrap } from './layout.js';

export const ACCESS_FORMATS = ['text', 'json', 'markdown'] as const;
export type AccessFormat = (typeof ACCESS_FORMATS)[number];

/** Headings of what a principal may do, by the groups of actions. */
const MAY: readonly (readonly [group: string, heading: string])[] = [
  ['policy', 'managed by'],
  ['administer', 'administered by'],
  ['use', 'used by'],
  ['grant', 'may create grants'],
];
const VERDICT: readonly (readonly [name: keyof KeyAccess['verdicts'], says: string])[] = [
  ['rootTrust', 'IAM may manage it'],
  ['fullRootTrust', 'IAM may grant anything'],
  ['manageable', 'manageable'],
  ['durable', 'durable'],
  ['public', 'public'],
  ['crossAccount', 'cross-account'],
];
/** What IAM policies of the account may give, in words. */
const DELEGATED: Readonly<Record<string, string>> = {
  policy: 'management',
  administer: 'administration',
  use: 'use',
  grant: 'grants',
  read: 'reading',
};
const MARK: Readonly<Record<Answer, string>> = { yes: 'yes', no: 'no', unknown: '?' };

const nameOf = ({ constructPath, stack, logicalId }: KeyAccess): string =>
  constructPath?.replace(/\/Resource$/, '') ?? `${stack}/${logicalId}`;
/** How names and words are written: alike in a terminal; in Markdown names as code, where a star or bracket would mean something. */
interface Style {
  readonly name: (text: string) => string;
  readonly words: (text: string) => string;
}
const PLAIN: Style = { name: visible, words: visible };
const MARKDOWN: Style = { name: markdownCode, words: markdownText };
/** Principals that are called by words. */
const IN_WORDS = new Set(['account', 'root', 'others']);

/** With a question mark where it is not certain, and with what decides it. */
function marked(text: string, answer: Answer, { name }: Style, conditions: readonly (readonly string[])[] = []): string {
  const ways = conditions.map((keys) => keys.map(name).join(', '));
  const notes = [...(answer === 'unknown' ? ['?'] : []), ...(ways.length > 0 ? [`if ${ways.join(' or ')}`] : [])];
  return notes.length > 0 ? `${text} (${notes.join(' ')})` : text;
}
const listed = (names: readonly string[], none: string): string => (names.length === 0 ? none : names.join(', '));

function who(key: KeyAccess, group: string, style: Style): string {
  return listed(
    key.principals.flatMap(({ name, kind, may, byIam, conditions }) => {
      const answer = may[group] ?? 'no',
        called = (IN_WORDS.has(kind) ? style.words : style.name)(name);
      return answer === 'no'
        ? []
        : [marked(byIam.includes(group) ? `${called} by IAM policies` : called, answer, style, conditions[group])];
    }),
    'nobody',
  );
}

function delegated(key: KeyAccess): string {
  const entries = Object.entries(key.delegated);
  if (entries.every(([, { all }]) => all === 'yes')) return 'everything';
  return listed(
    entries.flatMap(([group, { some, all }]) => {
      if (some === 'no') return [];
      const name = DELEGATED[group] ?? group;
      return [all === 'no' ? marked(`${name} in part`, some, PLAIN) : marked(name, all, PLAIN)];
    }),
    'nothing',
  );
}

const services = (key: KeyAccess, { name }: Style): string => listed(key.services.map(name), 'none');

const fence = (keys: readonly string[]): readonly (readonly string[])[] => (keys.length > 0 ? [keys] : []);

/** An organization is the fence of its accounts: its condition key need not be told. */
function foreign(key: KeyAccess, style: Style): string {
  return listed(
    key.foreignAccounts.flatMap(({ account, name, foreign: answer, organizations, conditions }) => {
      if (account !== '*') return [marked((/^\w+$/.test(name) ? style.name : style.words)(name), answer, style)];
      if (organizations.length === 0) return [marked(name, answer, style, fence(conditions))];
      const more = conditions.filter((key) => !/^aws:PrincipalOrg/i.test(key));
      return organizations.map((id) => marked(`the organization ${style.name(id)}`, answer, style, fence(more)));
    }),
    'none',
  );
}

/** @param width the columns of a terminal, where text is broken */
export function accessReport(format: AccessFormat, keys: readonly KeyAccess[], width: number): string {
  if (format === 'json') return jsonText({ keys: keys.map(plain) });
  return format === 'markdown' ? accessTable(keys) : text(keys, Math.max(60, width));
}

/** The contract: the six verdicts beside the key, "yes", "no" or "unknown". */
function plain({ stack, logicalId, constructPath, file, verdicts, principals, ...rest }: KeyAccess): object {
  return {
    stack,
    logicalId,
    constructPath,
    file,
    ...Object.fromEntries(VERDICT.map(([verdict]) => [verdict, verdicts[verdict].answer])),
    because: Object.fromEntries(VERDICT.map(([verdict]) => [verdict, verdicts[verdict].because])),
    principals,
    ...rest,
  };
}

function text(keys: readonly KeyAccess[], width: number): string {
  if (keys.length === 0) return 'No keys.\n';
  return keys.map((key) => `${keyLines(key, width).join('\n')}\n`).join('\n');
}

/** The name of a key and its template, then a line for each verdict and each kind of thing that somebody may do. */
function keyLines(key: KeyAccess, width: number): readonly string[] {
  const margin = ' '.repeat(26),
    paint = painter(false);
  const row = (heading: string, cell: string): readonly string[] => wrap([[cell]], width, `  ${heading.padEnd(22)}  `, margin, paint);
  const verdict = (name: keyof KeyAccess['verdicts'], says: string): readonly string[] => {
    const { answer, because } = key.verdicts[name],
      reasons = because.map((reason) => visible(placedIn(key, reason)));
    const lines = reasons.flatMap((reason, i) =>
      wrap([[reason]], width, i === 0 ? `  ${says.padEnd(22)}  ${MARK[answer].padEnd(3)}  ` : `${margin}     `, `${margin}     `, paint),
    );
    return lines.length > 0 ? lines : row(says, MARK[answer]);
  };
  return [
    `${visible(nameOf(key))} (${visible(key.file)})`,
    ...VERDICT.flatMap(([name, says]) => verdict(name, says)),
    ...[...MAY, ['read', 'settings read by'] as const].flatMap(([group, heading]) => row(heading, who(key, group, PLAIN))),
    ...row('delegated to IAM', delegated(key)),
    ...row('services', services(key, PLAIN)),
    ...row('foreign accounts', foreign(key, PLAIN)),
  ];
}

/** A reason in the key's own template names the line alone. */
function placedIn({ file }: KeyAccess, reason: string): string {
  const at = reason.lastIndexOf(` (${file}:`);
  return at < 0 ? reason : `${reason.slice(0, at)} (line\u00a0${reason.slice(at + file.length + 3)}`;
}

/** A table of Markdown with a row for each key. Keys of one name are told apart by their templates. */
export function accessTable(keys: readonly KeyAccess[]): string {
  if (keys.length === 0) return 'No keys.\n';
  const head = [
    'key',
    ...VERDICT.map(([, says]) => says),
    ...MAY.map(([, heading]) => heading),
    'delegated to IAM',
    'services',
    'foreign accounts',
  ];
  const names = keys.map(nameOf),
    isAlone = (name: string): boolean => names.indexOf(name) === names.lastIndexOf(name);
  const rows = keys.map((key) => [
    `${markdownCode(nameOf(key))}${isAlone(nameOf(key)) ? '' : ` in ${markdownCode(key.file)}`}`,
    ...VERDICT.map(([verdict]) => MARK[key.verdicts[verdict].answer]),
    ...MAY.map(([group]) => who(key, group, MARKDOWN)),
    delegated(key),
    services(key, MARKDOWN),
    foreign(key, MARKDOWN),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
