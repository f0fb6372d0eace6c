/** The report for scripts: the contract of schema/report.schema.json, version 1. A field that does not apply is null. */
import type { Edit } from '../types/rule.js';
import type { Finding, LintResult, Problem, Related } from '../types/report.js';
import type { Position } from '../types/files.js';
import { jsonText } from '../core/escape.js';
import { countsByRule, type RuleCount } from './statistics.js';

const SCHEMA_VERSION = 1;

/** What is asked for beside the findings. promoted: the rules whose promotable fixes count as safe. */
export interface JsonOptions {
  readonly statistics?: boolean;
  readonly promoted?: readonly string[];
}

export function jsonReport({ tool, summary, findings, problems }: LintResult, { statistics = false, promoted }: JsonOptions = {}): string {
  return jsonText({
    schemaVersion: SCHEMA_VERSION,
    tool: { name: tool.name, version: tool.version },
    summary: {
      assemblies: summary.assemblies,
      stacks: summary.stacks,
      resources: summary.resources,
      keys: summary.keys,
      importedKeys: summary.importedKeys,
      errors: summary.errors,
      warnings: summary.warnings,
      notes: summary.notes,
      suppressed: summary.suppressed,
      inBaseline: summary.inBaseline,
      sourcesMissing: summary.sourcesMissing,
      notJudged: {
        importedKeys: summary.notJudged.importedKeys,
        rolesOutside: summary.notJudged.rolesOutside,
        unknownServices: summary.notJudged.unknownServices,
      },
    },
    ...(statistics ? { statistics: countsByRule(findings, promoted).map(countJson) } : {}),
    findings: findings.map(findingJson),
    problems: problems.map(problemJson),
  });
}

const countJson = ({ ruleId, level, count, fixable, unsafeFixable }: RuleCount): object => ({
  ruleId,
  level,
  count,
  fixable,
  unsafeFixable,
});

function findingJson({
  ruleId,
  level,
  confidence,
  message,
  detail,
  stackName,
  logicalId,
  constructPath,
  template,
  source,
  related,
  flow,
  group,
  remedy,
  fix,
  fingerprint,
  suppressed,
  baselineState,
}: Finding): object {
  // A position that was found by its pointer carries it along.
  const pointed: (Position & { readonly pointer?: string }) | null = template;
  return {
    ruleId,
    level,
    confidence,
    message,
    detail,
    stack: stackName,
    logicalId,
    constructPath,
    template: pointed && { file: pointed.file, pointer: pointed.pointer ?? null, line: pointed.line, column: pointed.column },
    source: source && { file: source.file, line: source.line, column: source.column },
    related: related.map(relatedJson),
    flow: flow.map(relatedJson),
    group,
    remedy,
    fix: fix && {
      title: fix.title,
      safety: fix.safety,
      targets: [...new Set(fix.edits.flatMap(targetsOf))].sort(),
      snippets: fix.snippets ?? null,
    },
    fingerprint,
    suppressed: suppressed && { by: suppressed.by, reason: suppressed.reason },
    baselineState: baselineState ?? null,
  };
}

const relatedJson = ({ at, message }: Related): object => ({ message, file: at.file, line: at.line, column: at.column });
const problemJson = ({ weight, message, at }: Problem): object => ({
  weight,
  message,
  file: at?.file ?? null,
  line: at?.line ?? null,
  column: at?.column ?? null,
});
/** Where an edit can be written. */
const targetsOf = ({ is }: Edit): readonly ('source' | 'cdk-json' | 'template')[] =>
  is === 'flag' ? ['cdk-json'] : ['source', 'template'];
