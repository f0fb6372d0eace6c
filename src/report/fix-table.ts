/** What became of the findings after `--fix`, for people: fixed and where, left and why. */
import type { Finding, FixedFinding, LeftFinding } from '../types/report.js';
import { visible } from '../core/escape.js';
import { grouped } from './group.js';
import { columns, painter, wrap, type TextStyle } from './layout.js';

export interface FixTableOptions {
  readonly colour: boolean;
  readonly width: number;
  readonly unicode: boolean;
  /** Nothing was written. */
  readonly dryRun: boolean;
  /** How the fixes in the source were proved, as a sentence; left out where there are none. */
  readonly proof?: string;
}
interface Row {
  readonly cells: readonly [rule: string, thing: string];
  readonly says: string;
}

/** Findings of one line in several Stages are one row. */
export function fixTable(
  { fixed, left }: { readonly fixed: readonly FixedFinding[]; readonly left: readonly LeftFinding[] },
  options: FixTableOptions,
): string {
  const { dryRun } = options;
  const done = rowsOf(fixed, sayFixed);
  const open = rowsOf(left, ({ why }) => why);
  const caveats = [...new Set(fixed.flatMap(({ caveat }) => caveat ?? []))];
  const synth = fixed.some(({ target }) => target === 'source' || target === 'cdk-json');
  const lines = [
    ...section(done, dryRun ? 'would be fixed' : 'fixed', 'green', options.unicode ? '✔' : '+', options),
    ...section(open, 'left', 'yellow', options.unicode ? '✖' : '-', options),
    ...(done.length + open.length === 0 ? ['Nothing to fix.'] : []),
    ...caveats.flatMap((caveat) => wrap([[`Mind: ${visible(caveat)}.`]], Math.max(60, options.width), '', '  ', painter(options.colour))),
    ...(options.proof !== undefined && synth
      ? wrap([[options.proof]], Math.max(60, options.width), '', '  ', painter(options.colour))
      : []),
    ...(synth && !dryRun ? ['Run `npx cdk synth` and kms-lint again: what was synthesized is older than the source now.'] : []),
  ];
  return `\n${lines.join('\n')}\n`;
}

function rowsOf<Entry extends { readonly finding: Finding }>(entries: readonly Entry[], say: (entry: Entry) => string): readonly Row[] {
  const byFinding = new Map(entries.map((entry) => [entry.finding, entry]));
  const rows = grouped([...byFinding.keys()]).flatMap(({ shown, others }): readonly Row[] => {
    const entry = byFinding.get(shown);
    const copies = others.length > 0 ? ` (and ${others.length} more)` : '';
    return entry ? [{ cells: [visible(shown.ruleId), visible(thingOf(shown)) + copies], says: visible(say(entry)) }] : [];
  });
  // One rule may find several faults of one thing that go together.
  return [...new Map(rows.map((row) => [JSON.stringify(row), row])).values()];
}

function thingOf({ constructPath, stackName, logicalId, source }: Finding): string {
  if (constructPath !== null) return constructPath.replace(/\/Resource$/, '');
  if (logicalId !== null) return `${stackName ?? ''}/${logicalId}`;
  return source ? `${source.file}:${source.line}` : (stackName ?? 'the app');
}

const TARGETS = { source: 'in the source', 'cdk-json': 'in cdk.json', template: 'in the template' } as const;

function sayFixed({ finding, target, place: edited }: FixedFinding): string {
  if (target === null) return 'goes with another fix';
  const place = target === 'template' || edited === undefined ? TARGETS[target] : edited;
  return `${place}: ${finding.fix?.title ?? ''}`;
}

function section(
  rows: readonly Row[],
  name: string,
  style: TextStyle,
  sign: string,
  { colour, width }: FixTableOptions,
): readonly string[] {
  if (rows.length === 0) return [];
  const paint = painter(colour);
  const widths = [0, 1].map((column) => Math.min(44, Math.max(...rows.map(({ cells }) => columns(cells[column] ?? '')))));
  const lines = rows.flatMap(({ cells, says }) => {
    const first = `  ${sign} ${cells.map((cell, column) => cell + ' '.repeat(Math.max(0, (widths[column] ?? 0) - columns(cell)))).join('  ')}  `;
    return wrap([[says]], Math.max(60, width), first, ' '.repeat(6), paint);
  });
  return [paint(`${rows.length} ${name}`, style, 'bold'), ...lines];
}
