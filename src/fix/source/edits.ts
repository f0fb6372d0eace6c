/** A change of a resource as edits of the source that makes it. */
import { stepsOf } from '../../core/pointer.js';
import type { JsonObject } from '../../types/files.js';
import type { ResourceEdit } from '../../types/rule.js';

import type { FileEdits } from '../overlay.js';
import { callAfter } from './calls.js';
import { propertyCode, propertyName, type Refer } from './cdk-code.js';
import { styleOf } from './code.js';
import type { Made, Why } from './made.js';
import { namesIn } from './names.js';
import { callsOn } from './policy.js';
import { propertyEdits, settingEdits } from './properties.js';
import { statementEdits } from './statements.js';
import { unusedAfter } from './unused.js';
import type { SourceEdits, Work } from './work.js';

/** @param resource as the template has it. @param refer names other constructs at the place. */
export function sourceEdits(made: Made, edit: ResourceEdit, resource: JsonObject, refer: Refer): SourceEdits | Why {
  const style = styleOf(made.syntax);
  const names = namesIn(made.syntax, made.node, style);
  const work: Work = { ...made, style, writer: { names, style, refer } };
  const found = editsFor(work, edit, resource);
  if ('why' in found) return found;
  const files = [...new Set(found.map(({ file }) => file))];
  return files.flatMap((file): readonly FileEdits[] => {
    const own = found.filter((one) => one.file === file).flatMap(({ edits }) => edits);
    if (own.length === 0) return [];
    const all = file === made.syntax.file ? [...own, ...names.edits()] : own;
    const syntax = made.sources.modules.syntax(file);
    return [{ file, edits: syntax ? [...all, ...unusedAfter(syntax, all)] : all }];
  });
}

function editsFor(work: Work, edit: ResourceEdit, resource: JsonObject): SourceEdits | Why {
  const [section = '', property = '', ...rest] = stepsOf(edit.path);
  if (section === 'DeletionPolicy' || section === 'UpdateReplacePolicy') return removalPolicy(work, edit, section);
  if (section !== 'Properties' || property === '') return { why: `${section || 'the resource itself'} is not written in the source` };
  if (property === 'KeyPolicy' && rest[0] === 'Statement') return statementEdits(work, edit, resource, rest.slice(1));
  if (rest.length > 0) return { why: `${edit.path} is part of a value that the source writes as a whole` };
  return propertyEdits(work, edit, property, resource);
}

/** CDK sets both policies of a resource at once: by a property, or by a call. */
function removalPolicy(work: Work, edit: ResourceEdit, section: string): SourceEdits | Why {
  const name = propertyName(work.library, section);
  const value = propertyCode('aws_kms.Key', section, edit.value ?? null, work.writer);
  if (edit.op === 'remove' || value === undefined) return { why: `${section} cannot be written in the source` };
  if (callsOn(work, 'applyRemovalPolicy').length > 0 || name === undefined) return callAfter(work, 'applyRemovalPolicy', value, true);
  return settingEdits(work, name, value, undefined);
}
