/** Reads validation-report.json, which CDK writes beside the manifest: what its own validator, and those of the app, say of the templates. */
import path from 'node:path';
import type { Address, Files, Json, Problem } from '../types.js';
import { object } from './assembly.js';
import { strings } from './construct-metadata.js';
import { readJson } from './read-json.js';

/** One rule of a validator about one resource. */
export interface Violation {
  /** As CDK prints it: `W3030`. */
  readonly rule: string;
  /** The file name of the template, without its folder. */
  readonly template: string;
  readonly logicalId: string;
  /** `Properties.KeySpec`; none where it is about the resource as a whole. */
  readonly properties: readonly string[];
  readonly at: Address;
}

/** @param stage the folder of an assembly or of a Stage's nested assembly: the report is in the outermost. A fault of it is a notice. */
export function readValidationReport(
  files: Files,
  stage: string,
): { readonly violations: readonly Violation[]; readonly problem?: Problem } {
  const file = [stage, path.dirname(stage)].map((dir) => path.join(dir, 'validation-report.json')).find((name) => files.read(name));
  if (file === undefined) return { violations: [] };
  const read = readJson(files, file);
  if ('problem' in read) return { violations: [], problem: { ...read.problem, weight: 'notice' } };
  return {
    violations: list(read.json, 'pluginReports').flatMap(([plugin, report]) =>
      list(report, 'violations').flatMap(([index, violation]) =>
        list(violation, 'violatingConstructs').flatMap(([, construct]) => {
          const { templatePath, logicalId, propertyPaths } = object(object(construct)['cloudFormationResource']);
          const rule = object(violation)['ruleName'];
          if (typeof rule !== 'string' || typeof templatePath !== 'string' || typeof logicalId !== 'string') return [];
          const at = { file, pointer: `/pluginReports/${plugin}/violations/${index}` };
          return [{ rule, template: path.basename(templatePath), logicalId, properties: strings(propertyPaths), at }];
        }),
      ),
    ),
  };
}

function list(json: Json, name: string): readonly (readonly [number, Json])[] {
  const found = object(json)[name];
  return Array.isArray(found) ? [...(found as readonly Json[]).entries()] : [];
}
