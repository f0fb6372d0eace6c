/** Who made a call: the frames below it, as V8 prints them. */
import path from 'node:path';

/** Jsii's runtime keeps the frames of an app in Python, Java, .NET or Go here, as file, line, column and function. */
const HOST_TRACE = Symbol.for('jsii.context.hostStackTrace');
type HostFrame = readonly [file: string, line: number, column: number, name: string];

const PREPARER = 'prepareStackTrace';

/** @param below the function whose caller is the first frame */
export function traceBelow(below: (...args: never[]) => unknown): readonly string[] {
  const { stackTraceLimit } = Error,
    preparer: unknown = Reflect.get(Error, PREPARER);
  try {
    Error.stackTraceLimit = Infinity;
    let text = stackBelow(below);
    if (typeof text !== 'string') {
      // An app may prepare stacks in a way of its own, as a list of call sites: then V8 is asked.
      Reflect.set(Error, PREPARER, undefined);
      text = stackBelow(below);
    }
    const lines = typeof text === 'string' ? text.split('\n') : [];
    return [...lines.flatMap((line) => /^\s*at (.*)$/.exec(line)?.[1] ?? []), ...hostFrames()];
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
    if (Reflect.get(Error, PREPARER) !== preparer) Reflect.set(Error, PREPARER, preparer);
  }
}

function stackBelow(below: (...args: never[]) => unknown): unknown {
  const holder: { stack?: unknown } = {};
  Error.captureStackTrace(holder, below);
  return holder.stack;
}

function hostFrames(): readonly string[] {
  const frames = (globalThis as { [HOST_TRACE]?: readonly HostFrame[] })[HOST_TRACE] ?? [];
  return frames.map(([file, line, column, name]) => `${name} (${file}:${line}${column > 0 ? `:${column}` : ''})`);
}

/**
 * Whether the app made a call on a key, or a construct of CDK for it. What hands a call on does not count: an alias does to its key, the
 * helpers of IAM to the resource.
 * @param file a module of aws-kms, in the copy of the library that the key is of
 */
export function callerOf(trace: readonly string[], file: string): 'app' | 'library' {
  const { root, handsOn } = partsOf(file);
  const caller = trace.find((frame) => !handsOn.some((one) => frame.includes(one))) ?? '';
  return caller.includes(root) || /[\\/]node_modules[\\/]@aws-cdk[\\/]/.test(caller) ? 'library' : 'app';
}

interface Parts {
  /** The folder of the copy of aws-cdk-lib. */
  readonly root: string;
  /** What in it only hands a call on. */
  readonly handsOn: readonly string[];
}
const parts = new Map<string, Parts>();
function partsOf(file: string): Parts {
  const known = parts.get(file);
  if (known) return known;
  const root = path.resolve(file, '../../..') + path.sep,
    made = { root, handsOn: [path.join(root, 'aws-kms') + path.sep, path.join(root, 'aws-iam', 'lib', 'grant.js')] };
  parts.set(file, made);
  return made;
}
