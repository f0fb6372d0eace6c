/** What other tools said, as extensions of the tool: each with its own rules, its results on the app's own lines. */
import { LEVEL_RANK } from '../../core/level-rank.js';
import type { ReportingDescriptor, Result, ToolComponent } from 'sarif';
import type { OtherFinding } from '../../types/report.js';
import { visible } from '../../core/escape.js';
import { escaped, sentence } from './message.js';
import { locationOf, primaryLocationOf } from './places.js';
import { APP, suppressionOf, type Fingerprint } from './results.js';
import { limited } from './rules.js';

export interface Others {
  readonly extensions: readonly ToolComponent[];
  readonly results: readonly Result[];
}

export function othersOf(findings: readonly OtherFinding[], withSuppressed: boolean, fingerprint: Fingerprint): Others {
  const names = [...new Set(findings.map(({ tool }) => tool.name))].sort();
  const extensions = names.map((name) =>
    extensionOf(
      name,
      findings.filter(({ tool }) => tool.name === name),
    ),
  );
  const shown = withSuppressed ? findings : findings.filter((finding) => finding.suppressed === null);
  return { extensions, results: shown.map((finding) => otherResult(finding, extensions, fingerprint)) };
}

function extensionOf(name: string, findings: readonly OtherFinding[]): ToolComponent {
  const [first] = findings;
  const ids = [...new Set(findings.map(({ ruleId }) => ruleId))].sort();
  return {
    name: visible(name),
    ...(first?.tool.version === undefined ? {} : { version: visible(first.tool.version) }),
    rules: ids.map((id) =>
      descriptorOf(
        id,
        name,
        findings.filter(({ ruleId }) => ruleId === id),
      ),
    ),
  };
}

/** The report holds no text of a rule: its first violation stands for it. */
function descriptorOf(id: string, plugin: string, findings: readonly OtherFinding[]): ReportingDescriptor {
  const [first] = findings;
  const level = findings.map((finding) => finding.level).sort((a, b) => LEVEL_RANK[a] - LEVEL_RANK[b])[0] ?? 'warning';
  const said = sentence(visible(first?.message ?? id));
  const help = [
    said,
    ...(first?.remedy ? [`What to do: ${visible(first.remedy)}`] : []),
    `Said by ${visible(plugin)}, taken over from CDK's validation report.`,
  ];
  return {
    id: visible(id),
    shortDescription: { text: limited(sentence(`${visible(id)} of ${visible(plugin)}`)) },
    fullDescription: { text: limited(said) },
    help: { text: help.join('\n\n') },
    defaultConfiguration: { level },
  };
}

function otherResult(finding: OtherFinding, extensions: readonly ToolComponent[], fingerprint: Fingerprint): Result {
  const { tool, ruleId, level, message, remedy, constructPath, source, template, suppressed } = finding;
  const component = extensions.findIndex(({ name }) => name === visible(tool.name));
  const index = extensions[component]?.rules?.findIndex(({ id }) => id === visible(ruleId)) ?? -1;
  const primary = source ?? template ?? APP;
  const link = source && template ? ' See [the template](0).' : '';
  const todo = remedy === null ? '' : ` ${sentence(`What to do: ${escaped(remedy)}`)}`;
  return {
    ruleId: visible(ruleId),
    rule: { id: visible(ruleId), index, toolComponent: { name: visible(tool.name), index: component } },
    level,
    message: { text: `${sentence(escaped(message))}${todo}${link}` },
    locations: [
      {
        ...primaryLocationOf(primary),
        logicalLocations: constructPath === null ? [] : [{ fullyQualifiedName: visible(constructPath), kind: 'resource' }],
      },
    ],
    ...(source && template
      ? { relatedLocations: [{ id: 0, ...locationOf(template), message: { text: 'the synthesized template' } }] }
      : {}),
    ...(suppressed ? { suppressions: [suppressionOf(suppressed)] } : {}),
    partialFingerprints: { primaryLocationLineHash: fingerprint({ ruleId, constructPath, detail: message, source }, primary) },
  };
}
