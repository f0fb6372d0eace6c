/** Keeps the names of template assets true: CDK names each by the hash of its text, and does not upload what is there under that name. */
import { createHash } from 'node:crypto';
import path from 'node:path';
import { objectOf } from '../core/json.js';
import type { JsonObject } from '../types/files.js';
import type { FixableApp } from './app.js';
import { encoded, type ChangedFile, type Overlay } from './overlay.js';
import type { TextEdit } from './text-edit.js';

/** Changed templates get their new names in the manifests and parent templates of their folder, the innermost first. */
export function withAssetHashes({ examined, overlay }: FixableApp): Overlay {
  const { program } = examined.loaded;
  const depth = new Map([...program.stacks.values()].map((stack) => [path.resolve(stack.file), stack.id.split('/').length] as const));
  const done = new Set<string>();
  let over = overlay;
  for (;;) {
    const next = over.changes
      .filter(({ file }) => depth.has(file) && !done.has(file))
      .sort((a, b) => (depth.get(b.file) ?? 0) - (depth.get(a.file) ?? 0))[0];
    if (!next) return over;
    done.add(next.file);
    over = renamed(over, next, program.stacks);
  }
}

function renamed(
  over: Overlay,
  { file, bytes, after }: ChangedFile,
  stacks: FixableApp['examined']['loaded']['program']['stacks'],
): Overlay {
  const before = sha256(bytes);
  const now = sha256(encoded(after, bytes));
  const folder = path.dirname(file);
  const beside = [
    ...over.files
      .list(folder)
      .filter((name) => name === 'manifest.json' || name.endsWith('.assets.json'))
      .map((name) => path.join(folder, name)),
  ];
  const templates = [...stacks.values()]
    .map((stack) => path.resolve(stack.file))
    .filter((one) => one !== file && path.dirname(one) === folder);
  return over.with(
    [...new Set([...beside, ...templates])].map((name) => ({
      file: name,
      edits: occurrences(over.text(name) ?? '', before).map((start): TextEdit => ({ start, end: start + before.length, text: now })),
    })),
  );
}

/**
 * A template without the hashes by which it names the templates of its nested stacks: these change with those templates, which are there
 * to be compared themselves.
 */
export function withoutNestedHashes(template: JsonObject): JsonObject {
  const resources = Object.entries(objectOf(template['Resources'])).map(([id, json]) => {
    const resource = objectOf(json);
    const properties = objectOf(resource['Properties']);
    const url = properties['TemplateURL'];
    return resource['Type'] === 'AWS::CloudFormation::Stack' && url !== undefined
      ? [id, { ...resource, Properties: { ...properties, TemplateURL: JSON.stringify(url).replace(/[0-9a-f]{64}/g, '') } }]
      : [id, json];
  });
  return { ...template, Resources: Object.fromEntries(resources) as JsonObject };
}

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

function occurrences(text: string, word: string): readonly number[] {
  const found: number[] = [];
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) found.push(at);
  return found;
}
