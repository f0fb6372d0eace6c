/** The proof that a fix is safe: every principal's access is as it was, and no key is made anew. */

import { stepsOf } from '../core/pointer.js';
import { objectOf } from '../core/json.js';
import { alwaysGranted } from '../app/iam-allows.js';
import { kmsProperty } from '../reference/cloudformation.js';
import type { Json, JsonObject } from '../types/files.js';
import type { Key, Program } from '../types/program.js';
import { resourceJson, type FixableApp } from './app.js';
import { differenceSentence } from '../words/reasons.js';
import { templateDifference } from './difference.js';
import type { FilePatch } from './effect.js';

/** @returns what is not as it was, as a sentence's end; undefined where the fix is safe */
export function unsafety(before: FixableApp, after: FixableApp, patches: readonly FilePatch[]): string | undefined {
  for (const { file, patch } of patches) {
    const [section, id = ''] = stepsOf(patch.path);
    if (section !== 'Resources') continue;
    const why = newKey(before, after, file, id) ?? otherAccess(before, after, file, id);
    if (why !== undefined) return why;
  }
  return undefined;
}

/** A property that AWS does not let a key change: CloudFormation fills in what is left out, so that writing it down changes nothing. */
export function newKey(before: FixableApp, after: FixableApp, file: string, logicalId: string): string | undefined {
  const was = resourceJson(before.json(file), logicalId);
  const now = resourceJson(after.json(file), logicalId);
  const type = was?.['Type'];
  if (!was || !now || (type !== 'AWS::KMS::Key' && type !== 'AWS::KMS::ReplicaKey' && type !== 'AWS::KMS::Alias')) return undefined;
  for (const name of new Set([...Object.keys(objectOf(was['Properties'])), ...Object.keys(objectOf(now['Properties']))])) {
    const property = kmsProperty(type, name);
    if (!property || property.onChange === 'in place') continue;
    const value = (resource: JsonObject): Json | undefined => objectOf(resource['Properties'])[name] ?? property.default;
    if (JSON.stringify(value(was)) !== JSON.stringify(value(now)))
      return property.onChange === 'refused' ? `AWS lets no key change its ${name}` : `a change of ${name} replaces the resource`;
  }
  const [whole, changed] = [before.json(file), after.json(file)];
  return whole && changed && templateDifference(whole, changed).replaced.includes(logicalId)
    ? 'CloudFormation would replace the resource'
    : undefined;
}

function otherAccess(before: FixableApp, after: FixableApp, file: string, logicalId: string): string | undefined {
  const was = keysIn(before.examined.loaded.program, file, logicalId);
  const now = keysIn(after.examined.loaded.program, file, logicalId);
  if (was.length !== now.length) return 'the key is made under other conditions';
  for (const [scenario, key] of was.entries()) {
    const changed = now[scenario];
    const program = after.examined.loaded.program;
    if (!changed) continue;
    const difference = key.policy.differenceTo(changed.policy, (principal, action) => alwaysGranted(program, changed, principal, action));
    if (difference) return differenceSentence(difference);
  }
  return undefined;
}

const keysIn = ({ keys, stacks }: Program, file: string, logicalId: string): readonly Key[] =>
  keys.filter(({ resource, stack }) => resource.logicalId === logicalId && stacks.get(stack)?.file === file);
