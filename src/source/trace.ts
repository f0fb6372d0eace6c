/** Traces that CDK writes, in all its forms, to the lines of the user's own code. */

export interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  /** The last digit of the column is lost: it is this one or one of the nine after it. */
  readonly cut?: true;
}

/**
 * Files that are not the user's: libraries, Node and its loaders, jsii and what it unpacks, and the libraries of the other languages that
 * jsii serves
 * (pip's folders, Python's own, Go's module cache).
 */
const LIBRARY_FILE =
  /(^|[\\/])(node_modules|site-packages|dist-packages)[\\/]|^node:|^internal[\\/]|jsii-(kernel|runtime)|[\\/]jsii[\\/]_embedded[\\/]|[\\/]lib[\\/]python[\d.]*[\\/]|[\\/]pkg[\\/]mod[\\/]|[\\/]go[\\/]src[\\/]runtime[\\/]|^<|^\(|^eval at /;
/** The program that jsii unpacked into a folder of its own before 1.60: `/tmp/tmpzpxov6y6/lib/program.js`. */
const JSII_PROGRAM = /[\\/]tmp\w{6,}[\\/]lib[\\/]program\.js$/;
/** Node 10 named its own files without a folder. */
const NODE_FILE = /^(timers|module|vm|events|domain|next_tick|bootstrap_node|net|fs|util|_\w+)\.js$/;
/** The libraries of Java and .NET are told by the name of the function, since their frames carry bare file names. */
const LIBRARY_FUNCTION =
  /^(software\.(amazon\.(awscdk|jsii)|constructs)|java|javax|jdk|sun|Amazon\.(CDK|JSII)|Constructs|System|Microsoft)\./;

/**
 * One frame, as V8, CDK or jsii's host prints it: `new Stack (/app/lib/stack.ts:9:17)`, `at file:///app/x.mjs:3:9`, `C:\app\x.ts:1:2`,
 * `<module> (app.py:12)`.
 * Java names only the file, `com.example.KeyStack.<init> (KeyStack.java:18)`: its folders are those of the package.
 * At the top of an ES module V8 names no function, of which CDK makes a name without the last two characters and a place without the last
 * one:
 * `file:///x.mjs:7: (file:///x.mjs:7:2)` of `file:///x.mjs:7:20`, and `file:///x.mjs:7 (:)` of `file:///x.mjs:7:5` (aws-cdk-lib 2.276.0,
 * StackFrame.parse).
 * Undefined for folded library frames (`...x in y...`) and for what names no line. A column that is not told is the first.
 */
export function frameOf(text: string): Frame | undefined {
  const told = text.trim().replace(/^at (async )?/, '');
  if (told.startsWith('...') || told.startsWith('(')) return undefined;
  const nameless = namelessFrame(told.replace(/^async /, ''));
  if (nameless) return nameless;
  const [, file = '', line, column] = /^[^(]*?\((.+?):(\d+)(?::(\d+))?\)$/.exec(told) ?? /^(.+?):(\d+)(?::(\d+))?$/.exec(told) ?? [];
  if (file === '' || line === undefined) return undefined;
  const folders = ON_JVM.test(file) ? packageOf(told) : '';
  return { file: folders + fromUrl(file), line: Number(line), column: Number(column ?? 1) };
}

function namelessFrame(told: string): Frame | undefined {
  const [, name = '', place = ''] = /^(.+:\d+(?::\d*)?) \((.*)\)$/.exec(told) ?? [];
  const whole = place === ':' ? `${name}:` : place.replace(/^async /, '');
  if (name === '' || (place === ':' ? /:\d+:\d*$/.test(name) : whole.slice(0, -1) !== name)) return undefined;
  const [, file = '', line = '', digits = ''] = /^(.+):(\d+):(\d*)$/.exec(whole) ?? [];
  return file === '' ? undefined : { file: fromUrl(file), line: Number(line), column: Math.max(1, Number(digits) * 10), cut: true };
}

/** A call or `new` as V8 notes where it stands: at `new`, else at the name of what is called. */
const CALL = /\bnew\b|[\w$]+(?=\s*(?:<[^()]*>)?\s*\()/g;

/** The frame with the column at which its line makes or calls something, where it was cut. @param line the text of the line */
export function withColumn({ cut, ...frame }: Frame, line: string): Frame {
  if (!cut) return frame;
  const last = frame.column === 1 ? 9 : frame.column + 9;
  const near = [...line.matchAll(CALL)].filter(({ index }) => index + 1 >= frame.column && index + 1 <= last);
  const found = near.find(([word]) => word === 'new') ?? near[0];
  return { ...frame, column: found ? found.index + 1 : frame.column };
}

/** A bare file name of a language of the Java virtual machine. */
const ON_JVM = /^[^\\/]+\.(java|kt|kts|scala|groovy)$/;
/** `com/example/` of `com.example.KeyStack.<init> (…)`: packages have small letters, classes capital ones. */
function packageOf(frame: string): string {
  const [, names = ''] = /^(?:[\w.@-]+\/)*((?:[a-z_][\w$]*\.)+)(?=[A-Z])/.exec(frame) ?? [];
  return names.replaceAll('.', '/');
}

/** The frames of a trace that are the user's own code, the innermost first. */
export function userFrames(trace: readonly string[]): readonly Frame[] {
  return trace.flatMap((text) => {
    const frame = LIBRARY_FUNCTION.test(text.trim().replace(/^at /, '')) ? undefined : frameOf(text);
    return frame && !LIBRARY_FILE.test(frame.file) && !JSII_PROGRAM.test(frame.file) && !NODE_FILE.test(frame.file) ? [frame] : [];
  });
}

/** The first frame of a trace that is the user's own code. */
export function userFrame(trace: readonly string[]): Frame | undefined {
  return userFrames(trace)[0];
}

function fromUrl(file: string): string {
  if (!file.startsWith('file://')) return file;
  try {
    return decodeURIComponent(file.slice('file://'.length)).replace(/^\/([A-Za-z]:)/, '$1');
  } catch {
    return file.slice('file://'.length);
  }
}
