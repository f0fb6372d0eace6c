/** How the app is started, by cdk.json: the script that its command runs, and the language that it is written in. */
import { objectOf } from '../core/json.js';
import path from 'node:path';
import { readJson } from '../core/read-json.js';
import type { Files } from '../types/files.js';
import type { Frame } from './trace.js';

export const SCRIPT = /\.([cm]?[jt]s|[jt]sx)$/;
const OTHER_LANGUAGES = /\.(py|java|cs|go|fs|vb)$/;
const SCRIPTS = ['.ts', '.tsx', '.mts', '.cts', '.js', '.mjs', '.cjs', '.jsx'];
/** What a command of `app` has in it where the app is of another language that jsii serves. */
const LANGUAGES: readonly (readonly [name: string, command: RegExp])[] = [
  ['Python', /\bpython[\d.]*\b|\.py\b|\b(poetry|pipenv|uv) run\b/],
  ['Java', /\bmvnw?\b|\bgradlew?\b|\bjava\b|\.jar\b/],
  ['.NET', /\bdotnet\b|\.(cs|fs|vb)proj\b/],
  ['Go', /\bgo (run|mod)\b|\.go\b/],
];

/** @param home the folder of cdk.json. @returns the script that starts the app, else the line of cdk.json that names the command */
export function entryOf(files: Files, home: string, text: (file: string) => string | undefined): Frame {
  const script = scriptOf(appCommand(files, home), home, text);
  if (script !== undefined) return { file: script, line: 1, column: 1 };
  const cdkJson = path.join(home, 'cdk.json');
  const lines = (text(cdkJson) ?? '').split(/\r\n|\n|\r/);
  const at = lines.findIndex((line) => /"app"\s*:/.test(line));
  return { file: cdkJson, line: Math.max(at, 0) + 1, column: 1 };
}

/** The language of an app that is not written in TypeScript or JavaScript. */
export function otherLanguageOf(files: Files, home: string): string | undefined {
  const command = appCommand(files, home);
  return LANGUAGES.find(([, pattern]) => pattern.test(command))?.[0];
}

/** The command of `app` in cdk.json; one that only names a script of package.json is looked up there. */
function appCommand(files: Files, home: string): string {
  const read = readJson(files, path.join(home, 'cdk.json')),
    app = 'json' in read ? objectOf(read.json)['app'] : undefined;
  if (typeof app !== 'string') return '';
  const script = /^(?:npm|pnpm|yarn|bun) (?:run )?(?:-s |--silent )?([\w:.-]+)\s*$/.exec(app)?.[1];
  const manifest = script === undefined ? undefined : readJson(files, path.join(home, 'package.json'));
  const found = manifest && 'json' in manifest && script !== undefined ? objectOf(objectOf(manifest.json)['scripts'])[script] : undefined;
  return typeof found === 'string' ? found : app;
}

/**
 * The script that a command starts, as it is written in the project: `node dist/bin/app.js` where only bin/app.ts is there means
 * bin/app.ts.
 */
function scriptOf(command: string, home: string, text: (file: string) => string | undefined): string | undefined {
  const words = command
    .split(/\s+|&&|;/)
    .map((word) => word.replace(/^["']|["']$/g, '').replaceAll('\\', '/'))
    .filter((word) => word !== '' && !word.startsWith('-'));
  const known = (file: string): string | undefined => (text(file) === undefined ? undefined : file);
  // The folder of a `cd` before it.
  const folders = [home, ...words.flatMap((word, i) => (words[i - 1] === 'cd' ? [path.resolve(home, word)] : []))];
  for (const word of words.toReversed())
    for (const folder of folders) {
      const named = OTHER_LANGUAGES.test(word)
        ? known(path.resolve(folder, word))
        : /\.(cs|fs|vb)proj$/.test(word)
          ? known(path.resolve(folder, path.dirname(word), 'Program.cs'))
          : undefined;
      if (named !== undefined) return named;
      if (!SCRIPT.test(word) && !word.includes('/')) continue;
      for (let steps = word.replace(/^\.\//, '').split('/'); steps.length > 0; steps = steps.slice(1)) {
        const found = scriptAt(path.resolve(folder, steps.join('/')), text);
        if (found !== undefined) return found;
      }
    }
  return undefined;
}

/**
 * The script that a name without or with the extension of its compiled form means: `./x`, `./x.js` that is x.ts, `./x` that is x/index.ts.
 */
export function scriptAt(file: string, text: (file: string) => string | undefined): string | undefined {
  const stem = SCRIPT.exec(file) ? file.replace(SCRIPT, '') : undefined;
  const typed = stem === undefined ? [] : SCRIPTS.filter((ending) => ending.includes('t')).map((ending) => stem + ending);
  const compiled = /\.[cm]?jsx?$/.test(file);
  const candidates = [
    ...(compiled ? typed : []),
    ...(SCRIPT.test(file) ? [file] : []),
    ...SCRIPTS.map((ending) => file + ending),
    ...SCRIPTS.map((ending) => path.join(file, `index${ending}`)),
  ];
  return candidates.find((candidate) => text(candidate) !== undefined);
}
