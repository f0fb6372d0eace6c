/** The access table as text, Markdown and JSON. */
import type { Answer } from '../types/values.js';
import type { Because, ImportedKeyAccess, KeyAccess } from '../types/report.js';
import { jsonText, markdownCellCode, visible } from '../core/escape.js';
import { importedTable, letIn, namesOr, MARKDOWN, PLAIN, userRows, usersIn, usesCell, type NameStyle } from './access-users.js';
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
/** The six verdicts on a key policy, in words. */
export const VERDICTS: readonly (readonly [name: keyof KeyAccess['verdicts'], says: string])[] = [
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

/** A key as people call it. */
export const nameOfKey = ({ constructPath, stack, logicalId }: KeyAccess): string =>
  constructPath?.replace(/\/Resource$/, '') ?? `${stack}/${logicalId}`;
/** Principals that are called by words. */
const IN_WORDS = new Set(['account', 'root', 'others']);

/** With a question mark where it is not certain, and with what decides it. */
function marked(text: string, answer: Answer, { name }: NameStyle, conditions: readonly (readonly string[])[] = []): string {
  const ways = conditions.map((keys) => keys.map(name).join(', '));
  const notes = [...(answer === 'unknown' ? ['?'] : []), ...(ways.length > 0 ? [`if ${ways.join(' or ')}`] : [])];
  return notes.length > 0 ? `${text} (${notes.join(' ')})` : text;
}
function who(key: KeyAccess, group: string, style: NameStyle): string {
  return namesOr(
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
  return namesOr(
    entries.flatMap(([group, { some, all }]) => {
      if (some === 'no') return [];
      const name = DELEGATED[group] ?? group;
      return [all === 'no' ? marked(`${name} in part`, some, PLAIN) : marked(name, all, PLAIN)];
    }),
    'nothing',
  );
}

const services = (key: KeyAccess, { name }: NameStyle): string => namesOr(key.services.map(name), 'none');

const fence = (keys: readonly string[]): readonly (readonly string[])[] => (keys.length > 0 ? [keys] : []);

/** An organization is the fence of its accounts: its condition key need not be told. */
function foreign(key: KeyAccess, style: NameStyle): string {
  return namesOr(
    key.foreignAccounts.flatMap(({ account, name, foreign: answer, organizations, conditions }) => {
      if (account !== '*') return [marked((/^\w+$/.test(name) ? style.name : style.words)(name), answer, style)];
      if (organizations.length === 0) return [marked(name, answer, style, fence(conditions))];
      const more = conditions.filter((key) => !/^aws:PrincipalOrg/i.test(key));
      return organizations.map((id) => marked(`the organization ${style.name(id)}`, answer, style, fence(more)));
    }),
    'none',
  );
}

/** What `kms-lint access` shows: the keys of the app, and those that it uses and others own. */
export interface AccessTables {
  readonly keys: readonly KeyAccess[];
  readonly importedKeys: readonly ImportedKeyAccess[];
}

/** @param width the columns of a terminal, where text is broken */
export function accessReport(format: AccessFormat, { keys, importedKeys }: AccessTables, width: number): string {
  if (format === 'json') return jsonText({ keys: keys.map(plain), importedKeys });
  if (format === 'markdown') return [accessTable(keys), ...(importedKeys.length > 0 ? [importedTable(importedKeys)] : [])].join('\n');
  return text(keys, importedKeys, Math.max(60, width));
}

/** The contract: the six verdicts beside the key, "yes", "no" or "unknown". */
function plain({ stack, logicalId, constructPath, file, verdicts, principals, ...rest }: KeyAccess): object {
  return {
    stack,
    logicalId,
    constructPath,
    file,
    ...Object.fromEntries(VERDICTS.map(([verdict]) => [verdict, verdicts[verdict].answer])),
    because: Object.fromEntries(
      VERDICTS.map(([verdict]) => [verdict, verdicts[verdict].because.map(({ says, at }) => `${says} (${placeText(at)})`)]),
    ),
    principals,
    ...rest,
  };
}

function text(keys: readonly KeyAccess[], importedKeys: readonly ImportedKeyAccess[], width: number): string {
  if (keys.length + importedKeys.length === 0) return 'No keys.\n';
  const blocks = [...keys.map((key) => keyLines(key, width)), ...importedKeys.map((key) => importedLines(key, width))];
  return blocks.map((lines) => `${lines.join('\n')}\n`).join('\n');
}

const MARGIN = ' '.repeat(26);
const row = (heading: string, cell: string, width: number): readonly string[] =>
  wrap([[cell]], width, `  ${heading.padEnd(22)}  `, MARGIN, painter(false));

/** Of a key that the account has by default: IAM policies decide everything, and nobody else is let in. */
export const BY_DEFAULT: Readonly<Record<keyof KeyAccess['verdicts'], Answer>> = {
  rootTrust: 'yes',
  fullRootTrust: 'yes',
  manageable: 'yes',
  durable: 'yes',
  public: 'no',
  crossAccount: 'no',
};
const THE_ACCOUNT = 'the account by IAM policies';

/** The name of a key and its template, a line for each thing in which it differs from the default, and who uses it. */
function keyLines(key: KeyAccess, width: number): readonly string[] {
  const paint = painter(false);
  const verdict = (name: keyof KeyAccess['verdicts'], says: string): readonly string[] => {
    const { answer, because } = key.verdicts[name],
      reasons = because.map(({ says, at }) =>
        visible(`${says} (${at.file === key.file && at.line !== undefined ? `line\u00a0${at.line}` : placeText(at)})`),
      );
    if (answer === BY_DEFAULT[name]) return [];
    const lines = reasons.flatMap((reason, i) =>
      wrap([[reason]], width, i === 0 ? `  ${says.padEnd(22)}  ${MARK[answer].padEnd(3)}  ` : `${MARGIN}     `, `${MARGIN}     `, paint),
    );
    return lines.length > 0 ? lines : row(says, MARK[answer], width);
  };
  const unless = (usual: string, heading: string, cell: string): readonly string[] => (cell === usual ? [] : row(heading, cell, width));
  const differences = [
    ...VERDICTS.flatMap(([name, says]) => verdict(name, says)),
    ...[...MAY, ['read', 'settings read by'] as const].flatMap(([group, heading]) => unless(THE_ACCOUNT, heading, who(key, group, PLAIN))),
    ...unless('everything', 'delegated to IAM', delegated(key)),
    ...unless('none', 'services', services(key, PLAIN)),
    ...unless('none', 'foreign accounts', foreign(key, PLAIN)),
  ];
  return [
    `${visible(nameOfKey(key))} (${visible(key.file)})`,
    ...(differences.length > 0 ? differences : ["  as by default: the account's IAM policies decide"]),
    ...unless('none', 'let in by IAM', letIn(key, PLAIN)),
    ...userRows(key).flatMap(([heading, cell]) => row(heading, cell(PLAIN), width)),
  ];
}

function importedLines(key: ImportedKeyAccess, width: number): readonly string[] {
  return [`${visible(key.name)} (imported)`, ...userRows(key).flatMap(([heading, cell]) => row(heading, cell(PLAIN), width))];
}

const placeText = ({ file, line }: Because['at']): string => (line === undefined ? file : `${file}:${line}`);

/** A table of Markdown with a row for each key. Keys of one name are told apart by their templates. */
export function accessTable(keys: readonly KeyAccess[]): string {
  if (keys.length === 0) return 'No keys.\n';
  const head = [
    'key',
    ...VERDICTS.map(([, says]) => says),
    ...MAY.map(([, heading]) => heading),
    'delegated to IAM',
    'services',
    'foreign accounts',
    'let in by IAM',
    'encrypts',
    'needed, but refused to',
  ];
  const names = keys.map(nameOfKey),
    isAlone = (name: string): boolean => names.indexOf(name) === names.lastIndexOf(name);
  const rows = keys.map((key) => [
    `${markdownCellCode(nameOfKey(key))}${isAlone(nameOfKey(key)) ? '' : ` in ${markdownCellCode(key.file)}`}`,
    ...VERDICTS.map(([verdict]) => MARK[key.verdicts[verdict].answer]),
    ...MAY.map(([group]) => who(key, group, MARKDOWN)),
    delegated(key),
    services(key, MARKDOWN),
    foreign(key, MARKDOWN),
    letIn(key, MARKDOWN),
    usesCell(key, MARKDOWN) || 'nothing',
    usersIn(
      key.users.filter(({ can }) => can === 'no'),
      MARKDOWN,
    ) || 'none',
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
