/** What a change writes into the assembly: the template, or the manifest that orders the stacks and reports the flags. */
import { pointerStep } from '../core/pointer.js';
import { objectOf } from '../core/json.js';
import path from 'node:path';
import type { Edit, ResourceEdit } from '../types/rule.js';
import type { Json } from '../types/files.js';
import type { FixableApp } from './app.js';
import { isYaml } from '../assembly/read-template.js';
import { jsonEdits } from './json-edits.js';
import { yamlEdits } from './yaml-edits.js';
import { yamlShared } from './yaml-shared.js';
import type { FileEdits } from './overlay.js';
import type { Patch } from './patch.js';
import type { Why } from './source/made.js';
import type { FixStep } from './steps.js';

export interface FilePatch {
  readonly file: string;
  readonly patch: Patch;
}

/** The changes of the assembly's files that stand for an edit. */
export function effectOf(app: FixableApp, edit: Edit): readonly FilePatch[] | Why {
  if (edit.is === 'resource') return inTemplate(app, edit);
  if (edit.is === 'flag') return inReport(app, edit.flag, edit.value);
  const { program, artifacts } = app.examined.loaded;
  const artifact = artifacts.get(edit.stack);
  if (edit.is === 'parameter') {
    const file = program.stacks.get(edit.stack)?.file;
    return file === undefined
      ? { why: 'its stack is not in the assembly' }
      : [{ file, patch: { op: 'remove', path: `/Parameters/${pointerStep(edit.name)}` } }];
  }
  const on = artifacts.get(edit.on);
  const manifest = artifact?.manifestFile;
  if (!artifact || !on || manifest === undefined || manifest !== on.manifestFile || !program.stacks.has(edit.on))
    return { why: 'the stacks are of different Stages or assemblies, between which no order can be written' };
  const own = objectOf(objectOf(app.json(manifest)?.['artifacts'])[artifact.artifactId]);
  const at = `/artifacts/${pointerStep(artifact.artifactId)}/dependencies`;
  const patch: Patch =
    own['dependencies'] === undefined
      ? { op: 'add', path: at, value: [on.artifactId] }
      : { op: 'add', path: `${at}/-`, value: on.artifactId };
  return [{ file: manifest, patch }];
}

function inTemplate(app: FixableApp, { resource, op, path: within, value }: ResourceEdit): readonly FilePatch[] | Why {
  const located = app.resource(resource);
  if (!located) return { why: 'its resource is not in the assembly' };
  const at = `/Resources/${pointerStep(located.logicalId)}${within}`;
  return [{ file: located.stack.file, patch: value === undefined ? { op, path: at } : { op, path: at, value } }];
}

/** Since aws-cdk-lib 2.200 or so the manifest reports the flags that were in force. */
function inReport(app: FixableApp, flag: string, value: Json): readonly FilePatch[] {
  return app.examined.loaded.assemblies.flatMap(({ dir }) => {
    const file = path.join(dir, 'manifest.json');
    const artifacts = objectOf(app.json(file)?.['artifacts']);
    return Object.entries(artifacts).flatMap(([id, artifact]): readonly FilePatch[] => {
      const { type, properties } = objectOf(artifact);
      if (type !== 'cdk:feature-flag-report' || objectOf(objectOf(properties)['flags'])[flag] === undefined) return [];
      return [{ file, patch: { op: 'add', path: `/artifacts/${pointerStep(id)}/properties/flags/${pointerStep(flag)}/userValue`, value } }];
    });
  });
}

/** One change of a file of the assembly as a step. */
export function fileStep({ file, patch }: FilePatch): FixStep {
  return (over): readonly FileEdits[] | Why => {
    const text = over.text(file);
    const inYaml = text !== undefined && isYaml(text, file);
    const shared = inYaml ? yamlShared(text, patch.path) : undefined;
    if (shared !== undefined) return { why: `in ${path.basename(file)} ${shared}` };
    const edits = text === undefined ? undefined : inYaml ? yamlEdits(text, patch) : jsonEdits(text, patch);
    return edits ? [{ file, edits }] : { why: `${path.basename(file)} does not write ${patch.path} plainly` };
  };
}
