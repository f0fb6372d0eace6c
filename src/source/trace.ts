/** Traces that CDK writes, in all its forms, to the lines of the user's own code. */

export interface Frame {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/**
 * Files that are not the user's: libraries, Node and its loaders, jsii and what it unpacks, and the libraries of the other languages that jsii serves
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
 * One frame, as V8, CDK or jsii's host prints it: `new Stack (/app/lib/stack.ts:9:17)`, `at file:///app/x.mjs:3:9`, `C:\app\x.ts:1:2`, `<module> (app.py:12)`.
 * Java names only the file, `com.example.KeyStack.<init> (KeyStack.java:18)`: its folders are those of the package.
 * Undefined for folded library frames (`...x in y...`) and for what names no line. A column that is not told is the first.
 */
export function frameOf(text: string): Frame | undefined {
  const told = text.trim().replace(/^at (async )?/, '');
  if (told.startsWith('...') || told.startsWith('(')) return undefined;
  const [, file = '', line, column] = /^[^(]*?\((.+?):(\d+)(?::(\d+))?\)$/.exec(told) ?? /^(.+?):(\d+)(?::(\d+))?$/.exec(told) ?? [];
  if (file === '' || line === undefined) return undefined;
  const folders = ON_JVM.test(file) ? packageOf(told) : '';
  return { file: folders + fromUrl(file), line: Number(line), column: Number(column ?? 1) };
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
