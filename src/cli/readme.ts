/** The parts of README.md that the code knows: `npm run docs` writes them, a test holds that they are fresh. */
import { levelsOf } from '../core/level-rank.js';
import type { AnyRule } from '../types/rule.js';
import type { Preset } from '../types/config.js';
import type { Command, Options } from './command.js';

/** Tables of Markdown by the name of the part of README.md in which they stand. */
export function readmeParts(
  rules: readonly AnyRule[],
  lint: Command,
  others: readonly Command[],
): Readonly<Record<'rules' | 'commands' | 'options', string>> {
  return {
    rules: table(['rule', 'level', 'says'], rules.map(ruleRow)),
    commands: table(['command', 'does'], [lint, ...others].map(commandRow)),
    options: table(['option', 'does'], Object.entries<Options[string]>(lint.options).map(optionRow)),
  };
}

function ruleRow(rule: AnyRule): readonly string[] {
  const { id, title } = rule;
  return [`[${id}](rules/README.md#${id})`, levelsOf(rule).join(', ') + elsewhere(rule), title];
}

/** Which presets have the rule, where that is not plainly `recommended`: ` (warning in security-hub, cis)`. */
function elsewhere({ level, presets }: AnyRule): string {
  if (!presets) return '';
  const all = Object.entries(presets) as [Preset, string][];
  if (presets.recommended === undefined) return ` (only in ${all.map(([name]) => name).join(', ')})`;
  const other = all.filter(([, given]) => given !== level);
  const [first] = other;
  return first ? ` (${first[1]} in ${other.map(([name]) => name).join(', ')})` : '';
}

function commandRow({ name, usage, summary }: Command): readonly string[] {
  const called = name === 'lint' ? `kms-lint ${usage}` : `kms-lint ${name} ${usage}`;
  return [code(called.trimEnd()), summary];
}

function optionRow([name, { short, value, help }]: readonly [string, Options[string]]): readonly string[] {
  const names = `${short === undefined ? '' : `-${short}, `}--${name}`;
  return [code(value === undefined ? names : `${names} ${value}`), help];
}

const code = (text: string): string => `\`${text}\``;

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('\n', ' ').replaceAll('|', '\\|')).join(' | ')} |\n`;
  return [line(heads), `|${'---|'.repeat(heads.length)}\n`, ...rows.map(line)].join('');
}
