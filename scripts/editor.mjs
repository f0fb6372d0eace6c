// Writes docs/editor.svg, the picture in README.md of a CDK app in an editor: its lines, and what CDK's language server (`cdk lsp`)
// answers of them. Run after `npm run build`: node scripts/editor.mjs
// As a module: diagnosticsOf(folder, file) asks the server, editorPicture(source, diagnostics) draws.
import { execFileSync, spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { picture } from './picture.mjs';

const TOP = path.resolve(import.meta.dirname, '..');
const CDK = path.join(TOP, 'node_modules/aws-cdk/bin/cdk');
const HEADER = /^Content-Length: (\d+)\r\n(?:.+\r\n)*\r\n/;

/**
 * The first diagnostics that are published of a file of an app that is synthesized, by the Language Server Protocol: messages of JSON, each after a header with its length.
 * @param dir the folder of the app, with cdk.json @param file the source that the editor has opened
 */
export async function diagnosticsOf(dir, file) {
  const server = spawn(process.execPath, [CDK, 'lsp'], { cwd: dir, stdio: ['pipe', 'pipe', 'ignore'] });
  const send = (message) => {
    const text = JSON.stringify({ jsonrpc: '2.0', ...message });
    server.stdin.write(`Content-Length: ${Buffer.byteLength(text)}\r\n\r\n${text}`);
  };
  const [folder, uri] = [dir, file].map((name) => pathToFileURL(name).href);
  const textDocument = { uri, languageId: 'javascript', version: 1, text: readFileSync(file, 'utf8') };
  try {
    return await new Promise((resolve, reject) => {
      const answer = ({ id, method, params }) => {
        if (id === 1 && method === undefined) {
          send({ method: 'initialized', params: {} });
          send({ method: 'textDocument/didOpen', params: { textDocument } });
        } else if (id !== undefined && method !== undefined) send({ id, result: null });
        if (method === 'textDocument/publishDiagnostics' && params.uri === uri && params.diagnostics.length > 0)
          resolve(params.diagnostics);
      };
      let bytes = Buffer.alloc(0);
      server.on('exit', (code) => reject(new Error(`the server ended with ${code ?? ''}`)));
      server.stdout.on('data', (more) => {
        bytes = Buffer.concat([bytes, more]);
        for (let header; (header = HEADER.exec(bytes.toString('latin1')));) {
          const end = header[0].length + Number(header[1]);
          if (bytes.length < end) return;
          const message = JSON.parse(bytes.toString('utf8', header[0].length, end));
          bytes = bytes.subarray(end);
          answer(message);
        }
      });
      send({
        id: 1,
        method: 'initialize',
        params: {
          processId: process.pid,
          rootUri: folder,
          workspaceFolders: [{ uri: folder, name: 'app' }],
          capabilities: {},
          initializationOptions: { applicationDir: dir },
        },
      });
    });
  } finally {
    server.removeAllListeners('exit');
    server.kill();
  }
}

const COLUMNS = 100;
/** As the protocol numbers them. */
const SEVERITIES = { 1: ['31', '✖'], 2: ['33', '▲'], 3: ['34', 'ℹ'] };
const coloured = (code, text) => `\x1b[${code}m${text}\x1b[0m`;

/** The lines of the source from two before the first finding to two after the last, with the worst of each underlined; below, the list of problems. */
export function editorPicture(source, diagnostics) {
  const lines = source.split('\n'),
    found = diagnostics.map(({ range }) => range.start.line);
  const from = Math.max(0, Math.min(...found) - 2),
    width = COLUMNS - 5;
  const code = lines.slice(from, Math.max(...found) + 3).flatMap((line, index) => {
    const worst = diagnostics.filter(({ range }) => range.start.line === from + index).sort((a, b) => a.severity - b.severity)[0];
    const text = line.length > width ? `${line.slice(0, width - 1)}…` : line;
    const shown = `${coloured('2', String(from + index + 1).padStart(3))}  ${text}`;
    const start = line.length - line.trimStart().length;
    return worst ? [shown, `${' '.repeat(5 + start)}${coloured(SEVERITIES[worst.severity][0], '~'.repeat(text.length - start))}`] : [shown];
  });
  const problems = diagnostics.flatMap(({ severity, message, source: tool, code: rule, range }) => {
    const [colour, sign] = SEVERITIES[severity];
    const [first, ...more] = message.split('\n').flatMap((line) => wrapped(line, COLUMNS - 4));
    const place = coloured('2', `    ${tool}(${rule}) [Ln ${range.start.line + 1}, Col ${range.start.character + 1}]`);
    return ['', ` ${coloured(colour, sign)}  ${first}`, ...more.filter((line) => line !== '').map((line) => `    ${line}`), place];
  });
  const text = [...code, '', coloured('2', '─'.repeat(COLUMNS)), coloured('1', ` PROBLEMS  ${diagnostics.length}`), ...problems].join('\n');
  return picture(text, {
    columns: COLUMNS,
    title: 'In an editor: what kms-lint found is underlined in the source of the app, and listed below it',
  });
}

function wrapped(text, width) {
  const lines = [''];
  for (const word of text.split(' ')) {
    const last = lines[lines.length - 1];
    if (last === '') lines[lines.length - 1] = word;
    else if (last.length + 1 + word.length <= width) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines;
}

async function write() {
  const dir = realpathSync(mkdtempSync(path.join(tmpdir(), 'kms-lint-editor-')));
  try {
    const modules = path.join(dir, 'node_modules'),
      file = path.join(dir, 'app.js');
    mkdirSync(modules);
    for (const name of ['aws-cdk-lib', 'constructs']) symlinkSync(path.join(TOP, 'node_modules', name), path.join(modules, name));
    symlinkSync(TOP, path.join(modules, 'kms-lint'));
    copyFileSync(path.join(TOP, 'fixtures/editor/app.cjs'), file);
    writeFileSync(path.join(dir, 'package.json'), '{}');
    writeFileSync(path.join(dir, 'cdk.json'), '{ "app": "node app.js" }');
    try {
      execFileSync(process.execPath, [CDK, 'synth', '--quiet'], {
        cwd: dir,
        stdio: 'ignore',
        env: { ...process.env, CDK_VALIDATION: 'false' },
      });
    } catch {
      // It fails, as it should: there are errors.
    }
    writeFileSync(path.join(TOP, 'docs/editor.svg'), editorPicture(readFileSync(file, 'utf8'), await diagnosticsOf(dir, file)));
  } finally {
    rmSync(dir, { recursive: true });
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await write();
