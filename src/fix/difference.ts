/** What differs between two templates, as `cdk diff` sees it. */
import { objectOf } from '../core/json.js';
import { Writable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import type * as diffLibrary from '@aws-cdk/cloudformation-diff';
import { load } from '../core/lazy.js';
import type { JsonObject } from '../types/files.js';

export interface TemplateDifference {
  /** Something that differs beside these resources and parameters, in words; undefined where there is nothing. */
  others(resources: ReadonlySet<string>, parameters: ReadonlySet<string>): string | undefined;
  /** The resources that CloudFormation would replace. */
  readonly replaced: readonly string[];
  /** The review that `cdk diff` prints. @param names construct paths by logical id */
  format(names: Readonly<Record<string, string>>): string;
}

const SECTIONS = ['conditions', 'mappings', 'metadata', 'outputs', 'unknown'] as const;

export function templateDifference(before: JsonObject, after: JsonObject): TemplateDifference {
  const { fullDiff, formatDifferences, ResourceImpact } = load('@aws-cdk/cloudformation-diff') as typeof diffLibrary;
  const difference = fullDiff(before, after);
  const changed = difference.resources.changes;
  const replacing: readonly string[] = [ResourceImpact.WILL_REPLACE, ResourceImpact.MAY_REPLACE];
  return {
    others(resources, parameters) {
      // What a replaced resource is referred to by counts as changed where its template does not.
      const same = (id: string): boolean => isDeepStrictEqual(objectOf(before['Resources'])[id], objectOf(after['Resources'])[id]);
      const resource = Object.keys(changed).find((id) => !resources.has(id) && !same(id));
      if (resource !== undefined) return `the resource ${resource}`;
      const parameter = Object.keys(difference.parameters.changes).find((name) => !parameters.has(name));
      if (parameter !== undefined) return `the parameter ${parameter}`;
      const section = SECTIONS.find((name) => difference[name].differenceCount > 0);
      const top = difference.description ?? difference.transform ?? difference.awsTemplateFormatVersion;
      return section ?? (top ? 'the head of the template' : undefined);
    },
    replaced: Object.entries(changed).flatMap(([id, { changeImpact }]) => (replacing.includes(changeImpact) ? [id] : [])),
    format(names) {
      let text = '';
      const stream = new Writable({
        write(chunk: Buffer, _, done) {
          text += chunk.toString();
          done();
        },
      });
      formatDifferences(stream, difference, names);
      return text.trimEnd();
    },
  };
}
