/** Reads one template, JSON or YAML, whichever it is. */
import { isObject } from '../core/json.js';
import type { Files, Json, JsonObject } from '../types/files.js';
import type { Problem } from '../types/report.js';
import { decode, parseJson } from '../core/read-json.js';
import { parseYaml } from './read-yaml.js';

type Parsed = { readonly json: Json; readonly text: string } | { readonly problem: Problem };

/** The template and its text. A file that is missing, broken or no template is a fatal Problem. */
export function readTemplate(
  files: Files,
  file: string,
): { readonly template: JsonObject; readonly text: string } | { readonly problem: Problem } {
  const bytes = files.read(file);
  if (bytes === undefined) return { problem: { weight: 'fatal', message: 'the file is missing or cannot be read', at: { file } } };
  const read = parseTemplate(decode(bytes), file);
  if ('problem' in read) return read;
  const { json, text } = read;
  if (isObject(json)) return { template: json, text };
  const held = Array.isArray(json) ? 'a list' : 'a single value';
  const message = `${file} is not a template: it holds ${held} where an object with Resources is wanted`;
  return { problem: { weight: 'fatal', message, at: { file, line: 1, column: 1 } } };
}

/** Whether a text is read as YAML and nothing else. YAML may open with a brace too. */
export const isYaml = (text: string, file: string): boolean => !file.endsWith('.json') && !/^\uFEFF?\s*[{[]/.test(text);

/** By what the text is, as CloudFormation does; the name decides only which fault is told. */
export function parseTemplate(text: string, file: string): Parsed {
  if (SOURCE.test(file)) return { problem: { weight: 'fatal', message: NO_TEMPLATE, at: { file, line: 1, column: 1 } } };
  if (isYaml(text, file)) return parseYaml(text, file);
  const promisesJson = file.endsWith('.json');
  const asJson = parseJson(text, file);
  if (promisesJson || 'json' in asJson) return asJson;
  const asYaml = parseYaml(text, file);
  const looksLikeJson = /^\uFEFF?\s*[{[]\s*"/.test(text);
  return 'problem' in asYaml && looksLikeJson ? asJson : asYaml;
}

/** What other linters take: the source of an app. */
const SOURCE = /\.([cm]?[jt]sx?|py|java|cs|go)$/i;
const NO_TEMPLATE = 'this is source code, and no template: kms-lint reads what `cdk synth` wrote; leave the path out, or name cdk.out';

/** Whether a file may hold a template of CloudFormation's: told from its words, without parsing it. */
export function mayBeTemplate(bytes: Uint8Array): boolean {
  const text = decode(bytes);
  return text.includes('Resources') && ['AWS::', 'AWSTemplateFormatVersion', 'Custom::'].some((word) => text.includes(word));
}

/** Whether a template has resources, each with a Type: other files of YAML and JSON lie beside templates. */
export function hasResources(template: JsonObject): boolean {
  const resources = template['Resources'];
  return (
    typeof resources === 'object' &&
    resources !== null &&
    Object.entries(resources).some(
      ([name, resource]) => name.startsWith('Fn::ForEach::') || typeof (resource as JsonObject | null)?.['Type'] === 'string',
    )
  );
}
