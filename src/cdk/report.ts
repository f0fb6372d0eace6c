/**
 * The result of a lint as the report of a validation plugin, in the shapes of aws-cdk-lib: `PolicyValidationPluginReport`, and its `Beta1`
 * before 2.254.
 */
import path from 'node:path';
import type { Config, Level } from '../types/config.js';
import type { Position } from '../types/files.js';
import type { Finding, LintResult, Problem, Related } from '../types/report.js';
import { TOOL } from '../core/version.js';
import { relative } from '../lint/relative.js';
import { lineShower } from './lines.js';

/** What CDK hands to a plugin. */
export interface ValidationContext {
  /** The templates of the stacks, absolute; those of nested stacks are not among them. */
  readonly templatePaths: readonly string[];
  /** The app as constructs, since 2.262. */
  readonly appConstruct?: unknown;
}
export interface ViolatingResource {
  readonly resourceLogicalId: string;
  /** Of what is no resource, as an imported key is. */
  readonly constructPath?: string;
  readonly templatePath: string;
  /** `Properties.KeyPolicy.Statement.0` */
  readonly locations: string[];
}
export interface PolicyViolation {
  /** The id of the rule: `Validations.of(key).acknowledge({ id: 'kms-lint::missing-root-trust', … })`. */
  readonly ruleName: string;
  readonly description: string;
  readonly violatingResources: ViolatingResource[];
  readonly fix: string;
  readonly severity: string;
  readonly ruleMetadata: { readonly [key: string]: string };
}
export interface PluginReport {
  readonly violations: PolicyViolation[];
  readonly success: boolean;
  readonly pluginVersion: string;
  readonly metadata?: { readonly [key: string]: string };
}

const LEVELS: readonly Level[] = ['error', 'warning', 'note'];
const SEVERITY: Readonly<Record<Level, string>> = { error: 'error', warning: 'warning', note: 'info' };

/** By what findings are told and the synthesis fails. */
interface Judged extends Config {
  /** CDK asks AWS for keys next, and synthesizes anew: a failure now would keep it from that. */
  readonly isAsking: boolean;
}
const LOOKUP_RULE = 'unresolved-key-lookup';

/** What tells that something could not be linted. It is a violation, since CDK's command line drops a failure that has none (2.1148.1). */
const FAILURE = 'could-not-lint';

/** The report of a lint that did not come about. */
export function failedReport(message: string, context: ValidationContext): PluginReport {
  return { violations: [failure(message, context)], success: false, pluginVersion: TOOL.version };
}

function failure(description: string, { templatePaths: [templatePath = ''] }: ValidationContext): PolicyViolation {
  return {
    ruleName: FAILURE,
    description,
    fix: 'Mend what is named here: nothing that could not be read was linted.',
    severity: 'fatal',
    // It is of no resource, but CDK prints nothing of what has none.
    violatingResources: [{ resourceLogicalId: '', templatePath, locations: [] }],
    ruleMetadata: {},
  };
}

/**
 * What is suppressed or in the baseline is not told, nor the look-ups that CDK is about to make.
 * @param context names the templates that the plugin is asked about: those of one Stage only, if it was registered there
 */
export function reportOf(result: LintResult, context: ValidationContext, { isAsking, ...config }: Judged): PluginReport {
  const folders = new Set(context.templatePaths.map((file) => path.dirname(path.resolve(file))));
  const isAsked = ({ stackId }: Finding): boolean => stackId === null || folders.has(stackId.split('#')[0] ?? '');
  const isNews = ({ suppressed, baselineState }: Finding): boolean => suppressed === null && baselineState !== 'unchanged';
  const isAnswered = ({ ruleId }: Finding): boolean => !(isAsking && ruleId === LOOKUP_RULE);
  const told = result.findings.filter((finding) => isNews(finding) && isAsked(finding) && isAnswered(finding));
  const resourceOf = resourceMaker(result.root, context);
  const problems = result.problems.map((problem) => problemLine(problem, result.root));
  return {
    violations: [
      ...result.problems.filter(({ weight }) => weight === 'fatal').map((problem) => failure(problemLine(problem, result.root), context)),
      ...copiesOf(told).map((copies) => violationOf(copies, result, resourceOf)),
    ],
    success: result.exitCode !== 2 && !fails(told, config),
    pluginVersion: result.tool.version,
    ...(problems.length > 0 ? { metadata: { problems: problems.join('\n') } } : {}),
  };
}

/** As the command line settles its exit code. */
function fails(told: readonly Finding[], { failOn = 'error', maxWarnings = Infinity }: Config): boolean {
  if (failOn === 'never') return false;
  const isGrave = ({ level }: Finding): boolean => LEVELS.indexOf(level) <= LEVELS.indexOf(failOn);
  return told.some(isGrave) || told.filter(({ level }) => level === 'warning').length > maxWarnings;
}

/** The copies of one finding that one line makes, as in several Stages, are one violation. */
function copiesOf(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.group, finding.level]);
    const copies = groups.get(key);
    if (copies) copies.push(finding);
    else groups.set(key, [finding]);
  }
  return [...groups.values()];
}

function violationOf(
  copies: readonly [Finding, ...Finding[]],
  { root, rules }: LintResult,
  resourceOf: (finding: Finding) => ViolatingResource,
): PolicyViolation {
  const [{ ruleId, message, remedy, level, source, flow, related, fingerprint }] = copies;
  const [reference] = rules.find(({ id }) => id === ruleId)?.references ?? [];
  return {
    ruleName: ruleId,
    description: message,
    fix: remedy,
    severity: SEVERITY[level],
    violatingResources: copies.map(resourceOf),
    ruleMetadata: {
      ...(source ? { source: placeOf(source, root) } : {}),
      ...(flow.length > 0 ? { flow: flow.map((step) => relatedLine(step, root)).join('\n') } : {}),
      ...(related.length > 0 ? { related: related.map((one) => relatedLine(one, root)).join('\n') } : {}),
      ...(reference === undefined ? {} : { reference }),
      fingerprint,
    },
  };
}

function resourceMaker(root: string, { templatePaths, appConstruct }: ValidationContext): (finding: Finding) => ViolatingResource {
  const showLine = lineShower(appConstruct, root);
  /** Of a finding that stands in no template: the one of its stack. */
  const templateOf = ({ stackId }: Finding): string =>
    templatePaths.find((file) => stackId === `${path.dirname(file)}#${path.basename(file, '.template.json')}`) ?? templatePaths[0] ?? '';
  return (finding) => {
    const { logicalId, template, constructPath } = finding;
    if (logicalId !== null && template)
      return { resourceLogicalId: logicalId, templatePath: path.resolve(root, template.file), locations: locationsOf(template.pointer) };
    // Newer versions take the path of the construct where there is no logical id; older ones print what they get.
    return {
      resourceLogicalId: '',
      templatePath: templateOf(finding),
      locations: showLine(finding),
      ...(constructPath === null ? {} : { constructPath }),
    };
  };
}

/** `/Resources/Key/Properties/KeyPolicy/Statement/0` as CDK writes it. */
function locationsOf(pointer: string | undefined): string[] {
  const steps = (pointer ?? '').split('/').slice(3);
  return steps.length === 0 ? [] : [steps.map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~')).join('.')];
}

/** What a lint names from the root of the repository, CDK names from the folder that it runs in. */
const fileHere = (file: string, root: string): string => relative(process.cwd(), path.resolve(root, file));
const placeOf = ({ file, line, column }: Position, root: string): string => `${fileHere(file, root)}:${line}:${column}`;
const relatedLine = ({ at, message }: Related, root: string): string => `${message} (${placeOf(at, root)})`;

function problemLine({ message, at }: Problem, root: string): string {
  const place = [at && fileHere(at.file, root), at?.line, at?.line === undefined ? undefined : at.column]
    .filter((part) => part !== undefined)
    .join(':');
  return place === '' ? message : `${place}: ${message}`;
}
