/** Traces that CDK writes, in all its forms, to the first line of the user's own code. */

export interface Frame { readonly file: string; readonly line: number; readonly column: number }

/** Code of libraries, of Node, of the programs that run TypeScript, and of jsii, which runs the apps of other languages. */
const NOT_THE_USERS = /(^|[\\/])node_modules[\\/]|^node:|^internal[\\/]|jsii-(kernel|runtime)|[\\/]jsii[\\/]|^<|^\(/;

/** One frame, as V8 and CDK print it: `new Stack (/app/lib/stack.ts:9:17)`, `at file:///app/x.mjs:3:9`, `C:\app\x.ts:1:2`. Undefined for folded library frames (`...x in y...`). */
export function frameOf(text: string): Frame | undefined {
  if (text.trimStart().startsWith('...')) return undefined;
  const [, file = '', line, column] = /\(([^()]+):(\d+):(\d+)\)\s*$/.exec(text) ?? /(?:^|\s|\()((?:file:\/\/|[A-Za-z]:[\\/]|[\\/.])?[^\s()]*):(\d+):(\d+)\)?\s*$/.exec(text) ?? [];
  return file === '' || line === undefined || column === undefined ? undefined : { file: fromUrl(file), line: Number(line), column: Number(column) };
}

/** The first frame of a trace that is the user's own code. */
export function userFrame(trace: readonly string[]): Frame | undefined {
  for (const text of trace) {
    const frame = frameOf(text);
    if (frame && !NOT_THE_USERS.test(frame.file)) return frame;
  }
  return undefined;
}

function fromUrl(file: string): string {
  if (!file.startsWith('file://')) return file;
  try { return decodeURIComponent(file.slice('file://'.length)).replace(/^\/([A-Za-z]:)/, '$1'); } catch { return file.slice('file://'.length); }
}
