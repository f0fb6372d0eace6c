/** The reference key model as text: the page of the documentation, and the table that `kms-lint explain` prints. */
import { KMS_TYPES, LIMITS } from './cloudformation.js';
import type { Property } from './cloudformation.js';
import { consumingProperties, consumingTypes } from './consumers.js';
import { DEFAULTS, KEY_SPECS, KEY_USAGES, ORIGINS } from './keyspecs.js';
import type { KeySpec } from './keyspecs.js';
import { REFUSALS } from './refusals.js';
import type { RefusalRow } from './refusals.js';
import { service, serviceIds } from './services.js';

/** What a key may be, one line for all specs of which the same is true: a Markdown table with aligned columns, for a terminal. */
export function keyUsageTable(): string {
  const lines = new Map<string, string[]>();
  for (const spec of KEY_SPECS) {
    const facts = cells(spec).join('\n');
    lines.set(facts, [...(lines.get(facts) ?? []), spec.name]);
  }
  return table(
    ['KeySpec', ...HEADINGS],
    [...lines].map(([facts, names]) => [names.join(', '), ...facts.split('\n')]),
    true,
  );
}

/** What a key may be, for the terminal, with what CloudFormation does with what is left out. */
export function keyModelTable(): string {
  return `What a key may be:\n\n${keyUsageTable()}\n\n${LEFT_OUT} ${ROTATION}`;
}

/** Which properties take another key than a symmetric one. */
export function serviceKeysTable(): string {
  const rows = consumingTypes().flatMap(consumingProperties);
  const others = rows.filter(({ key }) => key.usage !== DEFAULTS.KeyUsage);
  return [
    `Of ${rows.length} properties that take a key, all but these take a symmetric encryption key:`,
    table(
      ['Resource type', 'Property', 'KeySpec', 'KeyUsage', 'Region', 'Confidence'],
      others.map(({ type, path, key }) => [type, path, key.specs.join(', '), key.usage, key.regions.join(', ') || 'any', key.confidence]),
      true,
    ),
    'Only what is of high confidence is an error.',
  ].join('\n\n');
}

const LEFT_OUT =
  'CloudFormation fills in `KeyUsage: ENCRYPT_DECRYPT` where it is left out. AWS takes that for symmetric encryption keys, RSA and SM2, and refuses it for all others.';
const ROTATION = `Automatic rotation needs Origin AWS_KMS, a period of 90 to 2560 days; rotation on demand is possible ${LIMITS.onDemandRotations} times.`;

/** The whole model as Markdown. The same bytes for the same tables. */
export function modelPage(): string {
  return (
    [
      '# The reference key model',
      '<!-- Written by `npm run docs`; a test fails when it is stale. -->',
      'What an AWS KMS key may be, what CloudFormation takes for it, and what takes a key. The rules of kms-lint are differences ' +
        'between a key and this model; its fixes are the edits that remove them.',
      "Each row has a confidence: **high** was read in AWS's documentation or code, **medium** in one indirect source, **low** is inferred. " +
        'Only what is high becomes an error. Unknown is never a violation.',
      '## Keys',
      keyUsageTable(),
      `${LEFT_OUT} ${ROTATION}`,
      '### Algorithms',
      table(
        ['KeySpec', 'KeyUsage', 'Algorithms', 'Confidence', 'Source'],
        KEY_SPECS.flatMap((spec) =>
          Object.entries(spec.usages).map(([usage, algorithms]) => [
            spec.name,
            usage,
            algorithms.join(', '),
            spec.confidence,
            link(spec.source),
          ]),
        ),
      ),
      '### KeyUsage and Origin',
      table(
        ['Value', 'The key', 'In CloudFormation', 'Confidence'],
        KEY_USAGES.map((row) => [row.name, row.means, row.cloudFormation ? 'yes' : 'not yet', row.confidence]),
      ),
      table(
        ['Value', 'The key material', 'In CloudFormation', 'Confidence'],
        ORIGINS.map((row) => [row.name, row.means, row.cloudFormation ? 'yes' : 'no', row.confidence]),
      ),
      '## CloudFormation',
      ...Object.entries(KMS_TYPES).flatMap(([type, properties]) => [
        `### ${type}`,
        table(['Property', 'Type', 'Left out', 'On change', 'Note'], properties.map(propertyCells)),
      ]),
      'A change of its properties never replaces a key. It is replaced where its logical id changes: a new key is made, ' +
        'the old one is scheduled for deletion, and what it encrypted is lost with it unless its deletion is cancelled.',
      '### Limits',
      table(
        ['What', 'Limit'],
        Object.entries(LIMITS).map(([name, limit]) => [name, limit instanceof RegExp ? `\`${limit.source}\`` : String(limit)]),
      ),
      '## What AWS answers',
      table(
        ['When', 'Code', 'Words', 'From', 'Confidence'],
        Object.values<RefusalRow>(REFUSALS).map((row) => [row.when, row.code, row.text, row.by, row.confidence]),
      ),
      '## Services',
      "How a service calls KMS. *required*: it calls as itself, so that the key policy must allow it, even where the account's IAM decides over the key.",
      table(
        ['Id', 'Principal', 'Statement', 'Fails at', 'Actions', 'Note', 'Confidence'],
        serviceIds()
          .map(service)
          .map((row) => [
            row.id,
            row.principals.join(', '),
            row.statement,
            row.failsAt,
            row.actions.join(', '),
            row.note ?? '',
            row.confidence,
          ]),
      ),
      '## Properties that take a key',
      'All take a symmetric encryption key, but for those with another KeySpec. The confidence is that in the kind of key. An empty cell is not established.',
      table(
        ['Resource type', 'Property', 'Takes', 'Does not take', 'Service', 'KeySpec', 'Confidence'],
        consumingTypes()
          .flatMap(consumingProperties)
          .map((row) => [
            row.type,
            row.path,
            row.takes.join(', '),
            row.refuses.length > 0 ? `${row.refuses.join(', ')} (${row.forms})` : '',
            row.service.id,
            row.key.usage === 'ENCRYPT_DECRYPT' ? '' : row.key.specs.join(', '),
            row.key.confidence,
          ]),
      ),
    ].join('\n\n') + '\n'
  );
}

const HEADINGS = ['KeyUsage', 'Left out', 'Imported', 'Multi-Region', 'Rotation', 'CloudFormation', 'Where'];

function cells(spec: KeySpec): readonly string[] {
  const usages = Object.keys(spec.usages);
  const leftOut = usages.includes('ENCRYPT_DECRYPT') ? 'ENCRYPT_DECRYPT' : spec.cloudFormation ? 'refused' : 'unknown';
  const rotation = spec.automaticRotation.length > 0 ? 'automatic, on demand' : 'none';
  const where =
    spec.elsewhere === 'no' ? 'China only' : spec.china === 'no' ? 'not China' : spec.china === 'unknown' ? 'China unknown' : 'everywhere';
  return [usages.join(', '), leftOut, spec.external, spec.multiRegion, rotation, spec.cloudFormation ? 'yes' : 'not yet', where];
}

function propertyCells(property: Property): readonly string[] {
  const type = property.values
    ? property.values.join(', ')
    : property.range
      ? `${property.type} ${property.range.join(' to ')}`
      : property.type;
  return [
    property.name,
    type,
    property.required ? 'required' : property.default === undefined ? '' : JSON.stringify(property.default),
    property.onChange,
    property.note ?? '',
  ];
}

const link = (source: string): string => (source.startsWith('https://') ? `<${source}>` : source);

/** A Markdown table. aligned: columns padded to one width, for a terminal. */
function table(headings: readonly string[], rows: readonly (readonly string[])[], aligned = false): string {
  const escaped = [headings, ...rows].map((row) => row.map((cell) => cell.replace(/[|*]/g, '\\$&')));
  const widths = headings.map((_, column) => (aligned ? Math.max(3, ...escaped.map((row) => row[column]?.length ?? 0)) : 3));
  const line = (row: readonly string[]): string =>
    `| ${widths.map((width, column) => (row[column] ?? '').padEnd(aligned ? width : 0)).join(' | ')} |`;
  const [head = [], ...body] = escaped;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...body.map((row) => line(row))].join('\n');
}
