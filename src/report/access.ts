/** The access table as text, Markdown and JSON. */
import type { Answer, KeyAccess } from '../types.js';
import { jsonText, markdownCode, visible } from './escape.js';

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

const name = ({ constructPath, stack, logicalId }: KeyAccess): string =>
  constructPath?.replace(/\/Resource$/, '') ?? `${stack}/${logicalId}`;
/** How a name is written: plain in a terminal, as code in Markdown, where a star or bracket would mean something. */
type Style = (name: string) => string;
/** With a question mark where it is not certain. */
const marked = (text: string, answer: Answer): string => (answer === 'unknown' ? `${text} (?)` : text);
const listed = (names: readonly string[], none: string): string => (names.length === 0 ? none : names.join(', '));

function who(key: KeyAccess, group: string, style: Style): string {
  return listed(
    key.principals.flatMap(({ principal, may }) => {
      const answer = may[group] ?? 'no';
      return answer === 'no' ? [] : [marked(style(principal), answer)];
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
      return [all === 'no' ? marked(`${name} in part`, some) : marked(name, all)];
    }),
    'nothing',
  );
}

const services = (key: KeyAccess, style: Style): string => listed(key.services.map(style), 'none');
const foreign = (key: KeyAccess, style: Style): string =>
  listed(
    key.foreignAccounts.map((one) => marked(style(one.account), one.foreign)),
    'none',
  );

export function accessReport(format: AccessFormat, keys: readonly KeyAccess[]): string {
  if (format === 'json') return jsonText({ keys: keys.map(plain) });
  return format === 'markdown' ? accessTable(keys) : text(keys);
}

/** The contract: the six verdicts beside the key, "yes", "no" or "unknown". */
function plain({ stack, logicalId, constructPath, verdicts, principals, ...rest }: KeyAccess): object {
  return {
    stack,
    logicalId,
    constructPath,
    ...Object.fromEntries(VERDICT.map(([verdict]) => [verdict, verdicts[verdict].answer])),
    because: Object.fromEntries(VERDICT.map(([verdict]) => [verdict, verdicts[verdict].because])),
    principals,
    ...rest,
  };
}

function text(keys: readonly KeyAccess[]): string {
  if (keys.length === 0) return 'No keys.\n';
  const row = (heading: string, cell: string): string => `  ${heading.padEnd(22)}  ${cell}`;
  return keys
    .map((key) =>
      [
        visible(name(key)),
        ...VERDICT.flatMap(([verdict, says]) => {
          const { answer, because } = key.verdicts[verdict],
            [first = '', ...more] = because.map(visible);
          return [row(says, `${MARK[answer].padEnd(3)}  ${first}`.trimEnd()), ...more.map((reason) => row('', `     ${reason}`))];
        }),
        ...MAY.map(([group, heading]) => row(heading, who(key, group, visible))),
        row('delegated to IAM', delegated(key)),
        row('services', services(key, visible)),
        row('foreign accounts', foreign(key, visible)),
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** A table of Markdown with a row for each key. */
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
  const rows = keys.map((key) => [
    markdownCode(name(key)),
    ...VERDICT.map(([verdict]) => MARK[key.verdicts[verdict].answer]),
    ...MAY.map(([group]) => who(key, group, markdownCode)),
    delegated(key),
    services(key, markdownCode),
    foreign(key, markdownCode),
  ]);
  return [head, head.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
