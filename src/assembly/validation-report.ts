/** Reads validation-report.json, in which CDK writes what its validation plugins said of an assembly (aws-cdk-lib 2.258 and later). */
import { objectOf } from '../core/json.js';
import path from 'node:path';
import type { Address, Files, Json } from '../types/files.js';
import type { Level } from '../types/config.js';
import type { Problem } from '../types/report.js';
import { readJson } from '../core/read-json.js';

/** One violation of one rule, with the constructs that break it. */
export interface Violation {
  /** The plugin, as it calls itself: `CloudFormation Validate`, `cdk-nag`. */
  readonly plugin: string;
  readonly pluginVersion: string | undefined;
  /**
   * As the plugin names it: `F3004`. CDK's own annotations carry their id:
   * `Annotation::@aws-cdk/aws-s3-notifications:sqsKMSPermissionsNotAdded`.
   */
  readonly rule: string;
  /** What `Validations.of(construct).acknowledge` takes: `CloudFormation-Validate::F3004`. */
  readonly acknowledgementId: string;
  readonly level: Level;
  readonly description: string;
  readonly fix: string | undefined;
  readonly constructs: readonly ViolatingConstruct[];
  /** Of a violation that the app acknowledges: why. */
  readonly acknowledged: string | undefined;
  /** Where it stands in the report. */
  readonly at: Address;
}
export interface ViolatingConstruct {
  readonly constructPath: string;
  /** Absolute; undefined where the construct is no resource of a template. */
  readonly templateFile: string | undefined;
  readonly logicalId: string | undefined;
  /** Dotted paths below the resource, `Properties.KeyPolicy.Statement.0`, or the resource itself, `Resources/Key`. */
  readonly propertyPaths: readonly string[];
  /** Frames of the first trace, the innermost first. */
  readonly trace: readonly string[];
}
export interface ValidationReport {
  readonly violations: readonly Violation[];
  readonly problems: readonly Problem[];
}

/** The name before June 2026, and the present one. */
const NAMES = ['validation-report.json', 'policy-validation-report.json'];

/**
 * What cannot be read of the report is left out, since it is evidence only: a notice.
 * @param dir the folder of an assembly, or of a Stage's nested assembly, whose report stands in the outermost
 * @returns undefined where there is no report
 */
export function readValidationReport(files: Files, dir: string): ValidationReport | undefined {
  const candidates = [dir, path.dirname(dir)].flatMap((folder) => NAMES.map((name) => path.join(folder, name)));
  const file = candidates.find((name) => files.read(name) !== undefined);
  if (file === undefined) return undefined;
  const read = readJson(files, file);
  if ('problem' in read) return { violations: [], problems: [{ ...read.problem, weight: 'notice' }] };
  const reports = list(objectOf(read.json)['pluginReports']);
  return { violations: reports.flatMap((report, index) => violationsOf(report, file, `/pluginReports/${index}`)), problems: [] };
}

function violationsOf(report: Json, file: string, pointer: string): readonly Violation[] {
  const { pluginName, pluginVersion, ...lists } = objectOf(report);
  const plugin = text(pluginName) ?? 'unknown plugin';
  const read = (name: 'violations' | 'suppressedViolations'): readonly Violation[] =>
    list(lists[name]).map((json, index) => {
      const { ruleName, description, suggestedFix, severity, violatingConstructs, acknowledgedId, reason } = objectOf(json);
      const rule = text(ruleName) ?? 'unknown rule';
      return {
        plugin,
        pluginVersion: text(pluginVersion),
        rule,
        // An id has no blanks: CDK writes dashes for those of the plugin's name.
        acknowledgementId: text(acknowledgedId) ?? (rule.includes('::') ? rule : `${plugin.replace(/\s+/g, '-')}::${rule}`),
        level: levelOf(text(severity)),
        description: text(description) ?? rule,
        fix: text(suggestedFix),
        constructs: list(violatingConstructs).map((construct) => constructOf(construct, path.dirname(file))),
        acknowledged: acknowledgedId === undefined ? undefined : (text(reason) ?? ''),
        at: { file, pointer: `${pointer}/${name}/${index}` },
      };
    });
  return [...read('violations'), ...read('suppressedViolations')];
}

function constructOf(json: Json, dir: string): ViolatingConstruct {
  const { constructPath, cloudFormationResource, stackTraces } = objectOf(json);
  const { templatePath, logicalId, propertyPaths } = objectOf(cloudFormationResource);
  const template = text(templatePath);
  return {
    constructPath: text(constructPath) ?? '',
    templateFile: template === undefined ? undefined : path.resolve(dir, template),
    logicalId: text(logicalId),
    propertyPaths: list(propertyPaths).flatMap((at) => text(at) ?? []),
    trace: (text(list(stackTraces)[0]) ?? '').split('\n').filter(Boolean),
  };
}

/** `custom` is a word of the plugin's own, of which nothing is known. */
function levelOf(severity: string | undefined): Level {
  if (severity === 'fatal' || severity === 'error') return 'error';
  return severity === 'info' ? 'note' : 'warning';
}

const list = (json: Json | undefined): readonly Json[] => (Array.isArray(json) ? (json as readonly Json[]) : []);
const text = (json: Json | undefined): string | undefined => (typeof json === 'string' ? json : undefined);
