/** The report for code scanning: SARIF 2.1.0, one run, as GitHub reads it. */
import type { Log, Notification, Run } from 'sarif';
import type { LintResult, OtherFinding, Problem } from '../../types/report.js';
import { jsonText } from '../../core/escape.js';
import { HOME } from '../../core/home.js';
import { byGravity, grouped, type Group } from '../group.js';
import { fingerprinter, type LineHasher } from './fingerprints.js';
import { escaped, sentence } from './message.js';
import { othersOf } from './others.js';
import { problemLocationOf, ROOT_ID } from './places.js';
import { resultOf } from './results.js';
import { descriptor } from './rules.js';
import { taxonomiesOf } from './standards.js';

export const SUPPRESSED_WORDS = ['omit', 'include'] as const;

export interface SarifOptions {
  readonly hash?: LineHasher;
  /** Tells apart the uploads of one commit: an app of a monorepo, a stage. GitHub derives it from the workflow where it is left out. */
  readonly category?: string;
  /** What becomes of suppressed findings: GitHub does not read suppressions and would show them as open, so `omit` is the default. */
  readonly suppressed?: (typeof SUPPRESSED_WORDS)[number];
  /** What other tools said of the app: extensions of the tool, with rules of their own. */
  readonly others?: readonly OtherFinding[];
}

/**
 * GitHub refuses a run with more results, and shows the gravest of those it takes.
 * https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support
 */
const MOST_RESULTS = 25_000;
const MOST_SHOWN = 5_000;

export function sarifReport(result: LintResult, options: SarifOptions): string {
  const log: Log = { $schema: 'https://json.schemastore.org/sarif-2.1.0.json', version: '2.1.0', runs: [runOf(result, options)] };
  return jsonText(log);
}

/** What code scanning will not show of this result, in sentences; empty where it shows all. */
export function sarifLimits(result: LintResult, { suppressed }: SarifOptions): readonly string[] {
  return limitsOf(groupsOf(result, suppressed).length);
}

function runOf(result: LintResult, options: SarifOptions): Run {
  const { tool, exitCode, problems } = result;
  const rules = [...result.rules].sort((a, b) => (a.id < b.id ? -1 : 1));
  const ruleIndex = new Map(rules.map(({ id }, index) => [id, index]));
  const unsure = new Set(result.findings.filter(({ confidence }) => confidence === 'possible').map(({ ruleId }) => ruleId));
  const taxonomies = taxonomiesOf(rules);
  const groups = groupsOf(result, options.suppressed);
  const fingerprint = fingerprinter(options.hash);
  const others = othersOf(options.others ?? [], options.suppressed === 'include', fingerprint);
  return {
    tool: {
      driver: {
        name: tool.name,
        version: tool.version,
        semanticVersion: tool.version,
        ...(HOME.site === undefined ? {} : { informationUri: HOME.site }),
        rules: rules.map((rule) => descriptor(rule, taxonomies, unsure.has(rule.id))),
        ...(taxonomies.references.length > 0 ? { supportedTaxonomies: [...taxonomies.references] } : {}),
      },
      ...(others.extensions.length > 0 ? { extensions: [...others.extensions] } : {}),
    },
    ...(options.category === undefined ? {} : { automationDetails: { id: categoryId(options.category) } }),
    // Without a URI, so that the same app gives the same bytes on every machine.
    originalUriBaseIds: { [ROOT_ID]: { description: { text: 'The root of the repository.' } } },
    columnKind: 'utf16CodeUnits',
    ...(taxonomies.components.length > 0 ? { taxonomies: [...taxonomies.components] } : {}),
    invocations: [
      {
        executionSuccessful: exitCode !== 2,
        exitCode,
        toolExecutionNotifications: [...problems.map(notification), ...limitsOf(groups.length).map(limitNotification)],
      },
    ],
    results: [...withinLimits(groups).map((group) => resultOf(group, ruleIndex.get(group.shown.ruleId), fingerprint)), ...others.results],
  };
}

/** Everything before the last slash is the category, so that one ends it. */
const categoryId = (category: string): string => (category.endsWith('/') ? category : `${category}/`);

function groupsOf({ findings }: LintResult, suppressed: SarifOptions['suppressed']): readonly Group[] {
  // What the baseline has stays in: GitHub would call it fixed, and open it again later.
  return grouped(findings, (finding) => suppressed === 'include' || finding.suppressed === null);
}

// ── Limits ───────────────────────────────────────────────────────────────────────────────────────────────────────────────

/** The gravest, in their order; all of them where they are few enough. */
function withinLimits(groups: readonly Group[]): readonly Group[] {
  if (groups.length <= MOST_RESULTS) return groups;
  const kept = new Set([...groups].sort((a, b) => byGravity(a.shown, b.shown)).slice(0, MOST_RESULTS));
  return groups.filter((group) => kept.has(group));
}

function limitsOf(results: number): readonly string[] {
  if (results <= MOST_SHOWN) return [];
  const shown = `GitHub code scanning shows the ${MOST_SHOWN} gravest of ${results} results`;
  const cut = results > MOST_RESULTS ? `; the SARIF holds the ${MOST_RESULTS} that it takes` : '';
  return [`${shown}${cut}: a baseline or --rule makes them fewer`];
}

const limitNotification = (text: string): Notification => ({ level: 'warning', message: { text: sentence(text) } });

// ── Problems ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

function notification({ weight, message, at }: Problem): Notification {
  return {
    level: weight === 'fatal' ? 'error' : 'note',
    message: { text: sentence(escaped(message)) },
    ...(at ? { locations: [problemLocationOf(at)] } : {}),
  };
}
