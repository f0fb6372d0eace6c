/** What is meant by an option that there is not: those of other linters, and the nearest of ours. */
import { didYouMean } from '../core/nearest.js';

/** What eslint, ruff, oxlint, checkov and cfn-lint call it, and how it is written here; `--NAME` must be an option of the command. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  'add-noqa': '--suppress',
  'dry-run': '--fix-dry-run',
  'error-on': '--fail-on LEVEL',
  'errors-only': '--quiet',
  'exit-zero': '--fail-on never',
  'fail-level': '--fail-on LEVEL',
  'fix-all': '--unsafe-fixes',
  'fix-dangerously': '--unsafe-fixes',
  'fix-suggestions': '--unsafe-fixes',
  'min-severity': '--fail-on LEVEL',
  'output-format': '--format NAME',
  'show-files': '--list-files',
  'show-settings': '--print-config',
  'soft-fail': '--fail-on never',
  'suppress-all': '--suppress',
  'warn-only': '--fail-on never',
  check: '--rule ID',
  debug: '--verbose',
  deny: '--rule ID=error',
  diff: '--fix-dry-run',
  disable: '--rule ID=off',
  formatter: '--format NAME',
  level: '--fail-on LEVEL',
  only: '--rule ID',
  out: '--output-file FILE',
  output: '--output-file FILE',
  reporter: '--format NAME',
  select: '--rule ID',
  severity: '--fail-on LEVEL',
  silent: '--quiet',
  skip: '--rule ID=off',
  strict: '--preset strict',
  warn: '--rule ID=warning',
};
/** Other linters mean rules by these, or files. */
const LEFT_OUT = new Set(['ignore', 'ignore-path', 'ignore-pattern', 'exclude', 'extend-exclude', 'skip-path']);

/**
 * @param names the options of the command @param formats what its --format takes
 * @returns the rest of the sentence "there is no option --X": what is meant, as far as that can be told
 */
export function meantOption(unknown: string, names: readonly string[], formats: readonly string[] = []): string {
  if (formats.includes(unknown)) return `; did you mean --format ${unknown}?`;
  const elsewhere = Object.hasOwn(ELSEWHERE, unknown) ? (ELSEWHERE[unknown] ?? '') : '';
  if (names.some((name) => name === elsewhere.slice(2).split(' ')[0])) return `; did you mean ${elsewhere}?`;
  if (names.includes('rule') && LEFT_OUT.has(unknown))
    return ': --rule ID=off switches a rule off, and exclude in the configuration leaves files out';
  return didYouMean(unknown, names, '--');
}
