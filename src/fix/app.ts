/** The app as fixes see it at one moment: what a lint knows of it, its templates, and the expressions that make its constructs. */
import { objectOf, isObject } from '../core/json.js';
import { logicalIdOf, stackIdOf } from '../core/ids.js';
import path from 'node:path';
import { type StackArtifact } from '../assembly/assembly.js';
import { parseTemplate } from '../assembly/read-template.js';
import type { Examined } from '../lint/lint.js';
import { sourcesOf } from '../source/calls/sources.js';
import { openTree } from '../source/project.js';
import type { Frame } from '../source/trace.js';
import type { Json, JsonObject } from '../types/files.js';
import type { ResourceId } from '../types/values.js';
import type { TemplateFacts } from '../types/facts.js';
import type { Overlay } from './overlay.js';
import { madeAt, openSources, usedAt, type Made, type Sources, type Why } from './source/made.js';

export interface FixableApp {
  readonly examined: Examined;
  readonly overlay: Overlay;
  /** A template or manifest as it is now; undefined where it is no JSON object. */
  json(file: string): JsonObject | undefined;
  resource(id: ResourceId): ResourcePlace | undefined;
  /** Where a resource or a stack is made; the innermost place first. */
  frames(stack: TemplateFacts, constructPath: string): readonly (Frame | undefined)[];
  /** Where on this machine, but outside the project, a resource is made: as a place. */
  outside(located: ResourcePlace, constructPath: string): string | undefined;
  constructPath(located: ResourcePlace): string | undefined;
  /** The files of the app as they are in an overlay: its own, or one over that. */
  sources(over: Overlay, artifact: StackArtifact): Sources;
  /** The resources of the same type that the same expression makes, itself among them. */
  siblings(located: ResourcePlace): readonly ResourceId[];
}
export interface ResourcePlace {
  readonly id: ResourceId;
  readonly logicalId: string;
  readonly stack: TemplateFacts;
  readonly artifact: StackArtifact;
}

/** @param where as for the lint */
export function openApp(examined: Examined, overlay: Overlay, where: { readonly root: string; readonly sourceRoot?: string }): FixableApp {
  const { loaded, evidence } = examined;
  const opened = new WeakMap<Overlay, Map<string, Sources>>();
  const parsed = new Map<string, JsonObject | undefined>();
  let places: ReadonlyMap<string, readonly ResourceId[]> | undefined;
  const resource = (id: ResourceId): ResourcePlace | undefined => {
    const stack = loaded.program.stacks.get(stackIdOf(id));
    const artifact = stack && loaded.artifacts.get(stack.id);
    return stack && artifact && { id, logicalId: logicalIdOf(id), stack, artifact };
  };
  const constructPath = ({ stack, artifact, logicalId }: ResourcePlace): string | undefined =>
    evidence.constructPath(stack, artifact, logicalId);
  const frames = (stack: TemplateFacts, path_: string): readonly (Frame | undefined)[] => {
    const artifact = loaded.artifacts.get(stack.id);
    return artifact ? evidence.creation(artifact, path_) : [];
  };
  const keyOf = (located: ResourcePlace): string | undefined => {
    const type = located.stack.types[located.logicalId] ?? '';
    const construct = constructPath(located);
    const [frame] = construct === undefined ? [] : frames(located.stack, construct);
    return frame && `${type} ${frame.file}:${frame.line}:${frame.column}`;
  };
  const allPlaces = (): ReadonlyMap<string, readonly ResourceId[]> => {
    const found = new Map<string, ResourceId[]>();
    for (const { resources } of loaded.program.stacks.values())
      for (const { id } of resources) {
        const located = resource(id);
        const key = located && keyOf(located);
        if (key !== undefined) found.set(key, [...(found.get(key) ?? []), id]);
      }
    return found;
  };
  return {
    examined,
    overlay,
    resource,
    frames,
    constructPath,
    outside({ artifact }, path_) {
      const [told] = evidence.told(artifact, path_);
      if (!told || overlay.files.realpath(told.file) === undefined || /[\\/]node_modules[\\/]/.test(told.file)) return undefined;
      return `${path.relative(where.root, told.file).split(path.sep).join('/')}:${told.line}`;
    },
    json(file) {
      if (parsed.has(file)) return parsed.get(file);
      const json = jsonOf(overlay.text(file), file);
      parsed.set(file, json);
      return json;
    },
    sources(over, { stage }) {
      const known = opened.get(over) ?? new Map<string, Sources>();
      opened.set(over, known);
      const before = known.get(stage);
      if (before) return before;
      const tree = openTree(over.files, stage, where);
      const around = [...loaded.artifacts.values()].filter((artifact) => artifact.stage === stage);
      const sources = openSources(tree, sourcesOf(over.files, tree, around));
      known.set(stage, sources);
      return sources;
    },
    siblings(located) {
      places ??= allPlaces();
      const key = keyOf(located);
      return (key === undefined ? undefined : places.get(key)) ?? [located.id];
    },
  };
}

function jsonOf(text: string | undefined, file: string): JsonObject | undefined {
  const read = text === undefined ? undefined : parseTemplate(text, file);
  return read && 'json' in read && isObject(read.json) ? read.json : undefined;
}

/** A resource as the template has it. */
export function resourceJson(template: JsonObject | undefined, logicalId: string): JsonObject | undefined {
  const json: Json | undefined = objectOf(template?.['Resources'])[logicalId];
  return json === undefined ? undefined : objectOf(json);
}

/** The expression that makes a resource, in the texts of an overlay over the app's own. */
export function madeIn(app: FixableApp, over: Overlay, located: ResourcePlace): Made | Why {
  const construct = app.constructPath(located);
  if (construct === undefined) return { why: 'its construct is not known from the assembly: --fix-target template changes the template' };
  const [frame, ...outer] = app.frames(located.stack, construct);
  if (!frame) {
    const place = app.outside(located, construct);
    return {
      why: place === undefined ? (outer.length > 0 ? ELSEWHERE : NOT_TOLD) : `it is made at ${place}, which is outside the project`,
    };
  }
  const ids = [construct.replace(/\/Resource$/, ''), construct].map((each) => path.posix.basename(each));
  const above = construct
    .replace(/\/Resource$/, '')
    .split('/')
    .slice(0, -1);
  return madeAt(app.sources(over, located.artifact), frameIn(app, over, frame), ids, above);
}

/** Where a class of the app's own is used to make a resource; undefined where none is, or where that makes other things too. */
export function useIn(app: FixableApp, over: Overlay, located: ResourcePlace): Made | undefined {
  const made = madeIn(app, over, located);
  const construct = app.constructPath(located);
  const [, frame] = construct === undefined ? [] : app.frames(located.stack, construct);
  if ('why' in made || construct === undefined || !frame) return undefined;
  return usedAt(made, frameIn(app, over, frame), [path.posix.basename(construct.replace(/\/Resource$/, ''))]);
}

/** Those of the resources that one line makes that are used on the same line, too. */
export function usedBeside(app: FixableApp, located: ResourcePlace): readonly ResourceId[] {
  const outer = (one: ResourcePlace | undefined): string => {
    const construct = one && app.constructPath(one);
    const [, frame] = one === undefined || construct === undefined ? [] : app.frames(one.stack, construct);
    return frame ? `${frame.file}:${frame.line}:${frame.column}` : '';
  };
  return app.siblings(located).filter((id) => outer(app.resource(id)) === outer(located));
}

/** Frames are told as they are in the app's own overlay; any other overlay is laid over that. */
export function frameIn(app: FixableApp, over: Overlay, frame: Frame): Frame {
  return over === app.overlay ? frame : over.moved(frame);
}

const ELSEWHERE = 'it is made by a library, or by code that is not here';
const NOT_TOLD = 'the assembly does not tell which line makes it: synthesize with aws-cdk-lib 2.251 or later, or with CDK_DEBUG=1';
