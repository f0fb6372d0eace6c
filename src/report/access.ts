/** The access table as text, Markdown and JSON. */
import type { Answer, KeyAccess } from '../types.js';
import { jsonText, markdownText, visible } from './escape.js';

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
const MARK: Readonly<Record<Answer, string>> = { yes: 'yes', no: 'no', unknown: '?' };

const name = ({ constructPath, stack, logicalId }: KeyAccess): string =>
  visible(constructPath?.replace(/\/Resource$/, '') ?? `${stack}/${logicalId}`);

/** Those who may do it for certain, and with a question mark those who may. */
function who(key: KeyAccess, group: string): string {
  const names = key.principals.flatMap(({ principal, may }) =>
    may[group] === 'yes' ? [visible(principal)] : may[group] === 'unknown' ? [`${visible(principal)} (?)`] : [],
  );
  return names.length === 0 ? 'nobody' : names.join(', ');
}

export function accessReport(format: AccessFormat, keys: readonly KeyAccess[]): string {
  if (format === 'json') return jsonText({ keys: keys.map(plain) });
  return format === 'markdown' ? accessTable(keys) : text(keys);
}

/** The contract: the six verdicts beside the key, "yes", "no" or "unknown". */
function plain({ stack, logicalId, constructPath, verdicts, principals, foreignAccounts, services }: KeyAccess): object {
  return {
    stack,
    logicalId,
    constructPath,
    ...Object.fromEntries(VERDICT.map(([verdict]) => [verdict, verdicts[verdict].answer])),
    because: Object.fromEntries(VERDICT.map(([verdict]) => [verdict, verdicts[verdict].because])),
    principals,
    foreignAccounts,
    services,
  };
}

function text(keys: readonly KeyAccess[]): string {
  if (keys.length === 0) return 'No keys.\n';
  return keys
    .map((key) =>
      [
        name(key),
        `  ${VERDICT.map(([verdict, says]) => `${says}: ${MARK[key.verdicts[verdict].answer]}`).join(' · ')}`,
        ...MAY.map(([group, heading]) => `  ${`${heading}:`.padEnd(19)}${who(key, group)}`),
        `  ${'services:'.padEnd(19)}${key.services.length === 0 ? 'none' : key.services.map(visible).join(', ')}`,
        `  ${'foreign accounts:'.padEnd(19)}${key.foreignAccounts.length === 0 ? 'none' : key.foreignAccounts.map(visible).join(', ')}`,
        ...key.verdicts.rootTrust.because.map((because) => `  because ${visible(because)}`),
        '',
      ].join('\n'),
    )
    .join('\n');
}

/** A table of Markdown with a row for each key. */
export function accessTable(keys: readonly KeyAccess[]): string {
  const rows = keys.map((key) => [
    name(key),
    ...VERDICT.map(([verdict]) => MARK[key.verdicts[verdict].answer]),
    ...MAY.map(([group]) => who(key, group)),
    key.services.join(', '),
    key.foreignAccounts.join(', '),
  ]);
  const head = ['key', ...VERDICT.map(([, says]) => says), ...MAY.map(([, heading]) => heading), 'services', 'foreign accounts'];
  const lines = [head, head.map(() => '---'), ...rows.map((cells) => cells.map(markdownText))];
  return lines.map((cells) => `| ${cells.join(' | ')} |\n`).join('');
}
