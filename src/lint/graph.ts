/** The picture of an app that is read from its files: what `kms-lint graph` shows. */
import type { Drawing, Problem } from '../types/report.js';
import { logicalIdOf, stackIdOf } from '../core/ids.js';
import { focusOn } from './graph-focus.js';
import { cyclesOnly, drawingOf } from './graph-model.js';
import type { Files } from '../types/files.js';
import type { Program } from '../types/program.js';
import type { ResourceId } from '../types/values.js';
import { openEvidence, type Evidence } from './evidence.js';
import { loadProgram, type Loaded } from './program.js';
import { relativeDrawing, relativeProblem } from './relative.js';

export interface Drawn {
  /** Of the whole app, or of the key in focus. */
  readonly drawing: Drawing;
  /** What the keys of the app are called, to say in a message which there are. */
  readonly keys: readonly string[];
  /** How many keys answer to the name in focus. */
  readonly focused: number;
  readonly problems: readonly Problem[];
}

/** @param focus the key to show: its construct path, the end of it, or its logical id */
export function graph(input: {
  readonly files: Files;
  readonly paths: readonly string[];
  readonly root: string;
  readonly context?: string;
  readonly focus?: string;
}): Drawn {
  const { files, paths, root, context, focus } = input;
  const loaded = loadProgram(files, paths, { ...(context === undefined ? {} : { context }), calls: () => [] });
  const { program } = loaded;
  const pathOf = namerOf(loaded, openEvidence(files, { root }));
  const whole = drawingOf(program, (id) => belowStack(id, pathOf, program));
  const ids = [...new Set(program.keys.map(({ id }) => id))];
  const wanted = focus === undefined ? [] : ids.filter((id) => isCalled(focus, pathOf(id), id));
  const [key] = wanted;
  return {
    drawing: relativeDrawing(root, key !== undefined && wanted.length === 1 ? focusOn(key, whole, program) : whole),
    keys: (wanted.length > 0 ? wanted : ids).map(pathOf).sort(),
    focused: wanted.length,
    problems: loaded.problems.map((problem) => relativeProblem(root, problem)),
  };
}

/** All of a loaded app. */
export function appDrawing(loaded: Loaded, evidence: Evidence): Drawing {
  const pathOf = namerOf(loaded, evidence);
  return drawingOf(loaded.program, (id) => belowStack(id, pathOf, loaded.program));
}

/** The cycles between the stacks of a loaded app; undefined where none is certain. */
export function cycleDrawing(loaded: Loaded, evidence: Evidence): Drawing | undefined {
  const pathOf = namerOf(loaded, evidence);
  return cyclesOnly(loaded.program, (id) => belowStack(id, pathOf, loaded.program));
}

/** What a resource is called: its construct path, else stack and logical id. */
function namerOf({ program, artifacts }: Loaded, evidence: Evidence): (id: ResourceId) => string {
  return (id) => {
    const [stack, logicalId] = [stackIdOf(id), logicalIdOf(id)];
    const facts = program.stacks.get(stack),
      artifact = artifacts.get(stack);
    const path = facts && artifact && evidence.constructPath(facts, artifact, logicalId);
    return path?.replace(/\/Resource$|\.NestedStack\/[^/]*\.NestedStackResource$/, '') ?? `${facts?.name ?? ''}/${logicalId}`;
  };
}

/** In the box of its stack a resource is called without the stack. */
function belowStack(id: ResourceId, pathOf: (id: ResourceId) => string, program: Program): string {
  const path = pathOf(id);
  const facts = program.stacks.get(stackIdOf(id));
  const nested = facts?.parent === undefined ? undefined : pathOf(facts.parent);
  const around = [nested, facts?.constructPath, facts?.name].find((one) => one !== undefined && path.startsWith(`${one}/`));
  return around === undefined ? path : path.slice(around.length + 1);
}

function isCalled(wanted: string, path: string, id: ResourceId): boolean {
  return path === wanted || path.endsWith(`/${wanted}`) || id === wanted || logicalIdOf(id) === wanted;
}
