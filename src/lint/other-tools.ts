/** What other validation plugins said of the assemblies, from CDK's validation report, located in the app's source. */
import { pointerOf } from '../core/pointer.js';
import { readValidationReport, type ViolatingConstruct, type Violation } from '../assembly/validation-report.js';
import type { StackArtifact } from '../assembly/assembly.js';
import { openLocator } from '../assembly/locate.js';
import type { Files, Position } from '../types/files.js';
import type { OtherFinding, Problem } from '../types/report.js';
import type { Examined } from './lint.js';
import { relative, relativeProblem } from './relative.js';

export interface OtherTools {
  readonly findings: readonly OtherFinding[];
  readonly problems: readonly Problem[];
  /** Whether one of the assemblies has a report. */
  readonly found: boolean;
}

/**
 * Reads the validation report of each assembly.
 * @param own the name of this tool, whose own plugin is left out. A warning that kms-lint itself tells in other words is left out, too.
 */
export function otherTools({ loaded, evidence, result }: Examined, files: Files, own: string): OtherTools {
  const { root } = result;
  const locator = openLocator(files);
  const byTemplate = new Map([...loaded.artifacts.values()].map((artifact) => [artifact.templateFile, artifact]));
  /** A construct that is no resource of a template stands in the stack whose path it continues. */
  const byPath = (path: string): StackArtifact | undefined => {
    const around = [...loaded.program.stacks.values()].filter((facts) => `${path}/`.startsWith(`${facts.constructPath}/`));
    const [nearest] = around.sort((one, other) => other.constructPath.length - one.constructPath.length);
    return nearest && loaded.artifacts.get(nearest.id);
  };
  const told = new Set(loaded.program.calls.flatMap((call) => (call.by === 'warning' && call.warning !== undefined ? [call.warning] : [])));
  const shown = (position: Position | undefined): Position | null =>
    position ? { ...position, file: relative(root, position.file) } : null;

  const findingOf = (violation: Violation, construct: ViolatingConstruct): OtherFinding => {
    const { templateFile, logicalId, constructPath, trace } = construct;
    const artifact = templateFile === undefined ? byPath(constructPath) : byTemplate.get(templateFile);
    const place =
      templateFile === undefined || logicalId === undefined ? undefined : { file: templateFile, pointer: pointerInTemplate(construct) };
    const [, property] = /^\/Resources\/[^/]+\/Properties\/([^/]+)/.exec(place?.pointer ?? '') ?? [];
    return {
      tool: { name: violation.plugin, ...(violation.pluginVersion === undefined ? {} : { version: violation.pluginVersion }) },
      ruleId: violation.acknowledgementId,
      level: violation.level,
      message: violation.description,
      remedy: violation.fix ?? null,
      constructPath: constructPath === '' ? null : constructPath,
      source: shown(artifact && evidence.source(artifact, constructPath, property, trace.length > 0 ? trace : undefined)),
      template: shown(place && locator.position(place)),
      suppressed: violation.acknowledged === undefined ? null : { by: 'acknowledgement', reason: violation.acknowledged },
    };
  };

  const reports = loaded.assemblies.flatMap(({ dir }) => readValidationReport(files, dir) ?? []);
  const others = reports
    .flatMap(({ violations }) => violations)
    .filter(({ plugin, acknowledgementId }) => plugin !== own && ![...told].some((id) => acknowledgementId.endsWith(id)));
  return {
    findings: distinct(others.flatMap((violation) => violation.constructs.map((construct) => findingOf(violation, construct)))),
    problems: reports.flatMap(({ problems }) => problems).map((problem) => relativeProblem(root, problem)),
    found: reports.length > 0,
  };
}

/** Two constructs of one line may break one rule: that is one finding. */
function distinct(findings: readonly OtherFinding[]): readonly OtherFinding[] {
  const seen = new Set<string>();
  return findings.filter(({ ruleId, message, source, template, constructPath }) => {
    const key = JSON.stringify([ruleId, message, source ? [source.file, source.line, source.column] : [template?.file, constructPath]]);
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

/** `Properties.VpcId` and `Resources/Key` are both below the template's resource. */
function pointerInTemplate({ logicalId = '', propertyPaths: [first = ''] }: ViolatingConstruct): string {
  const inside = first.startsWith('Resources/') ? [] : first.split('.').filter(Boolean);
  return pointerOf(['Resources', logicalId, ...inside]);
}
