/** An editor that a test drives: it starts the language server as a process and speaks the protocol with it. */
import { spawn } from 'node:child_process';
import {
  createProtocolConnection,
  StreamMessageReader,
  StreamMessageWriter,
  type ClientCapabilities,
  type CodeAction,
  type Diagnostic,
  type Hover,
  type InitializeResult,
  type PublishDiagnosticsParams,
} from 'vscode-languageserver/node';
import { uriOf } from './uri.js';

export interface Editor {
  readonly started: InitializeResult;
  /** What the server asked to be told of. */
  readonly watching: readonly string[];
  /** What was shown to the user, oldest first. */
  readonly messages: readonly string[];
  /** All diagnostics of a file as they were published last. */
  diagnostics(uri: string): readonly Diagnostic[] | undefined;
  /** The URIs for which diagnostics were ever published. */
  published(): readonly string[];
  /** Waits until something holds; fails with what there is where it does not within the time. */
  until(what: string, holds: () => boolean): Promise<void>;
  open(uri: string, text: string, languageId?: string): Promise<void>;
  /** Replaces the whole text. */
  change(uri: string, text: string): Promise<void>;
  notify(method: string, params: object): Promise<void>;
  hover(uri: string, line: number, character: number): Promise<Hover | null>;
  actions(uri: string, line: number, diagnostics?: readonly Diagnostic[]): Promise<readonly CodeAction[]>;
  /** Shuts the server down. @returns its exit code */
  close(politely?: boolean): Promise<number | null>;
}

const PATIENCE = 30_000;

export interface EditorOptions {
  readonly cli: string;
  /** Paths, or URIs as they are. */
  readonly folders: readonly string[];
  readonly capabilities?: ClientCapabilities;
  readonly argv?: readonly string[];
}

export async function startEditor({ cli, folders, capabilities = {}, argv = ['--stdio'] }: EditorOptions): Promise<Editor> {
  const server = spawn(process.execPath, [cli, 'lsp', ...argv], { stdio: ['pipe', 'pipe', 'pipe'] });
  let errors = '';
  server.stderr.on('data', (text: Buffer) => (errors += text.toString()));
  const ended = new Promise<number | null>((resolve) => server.once('exit', resolve));
  const connection = createProtocolConnection(new StreamMessageReader(server.stdout), new StreamMessageWriter(server.stdin));
  const latest = new Map<string, readonly Diagnostic[]>();
  const messages: string[] = [];
  const watching: string[] = [];
  const waiting = new Set<() => void>();
  const wake = (): void => {
    for (const look of waiting) look();
  };
  connection.onNotification('textDocument/publishDiagnostics', ({ uri, diagnostics }: PublishDiagnosticsParams) => {
    latest.set(uri, diagnostics);
    wake();
  });
  connection.onNotification('window/showMessage', ({ message }: { message: string }) => {
    messages.push(message);
    wake();
  });
  connection.onRequest('client/registerCapability', ({ registrations }: { registrations: readonly { readonly method: string }[] }) => {
    watching.push(...registrations.map(({ method }) => method));
    wake();
    return null;
  });
  connection.onRequest('window/showMessageRequest', ({ message }: { message: string }) => {
    messages.push(message);
    wake();
    return null;
  });
  connection.listen();
  const workspaceFolders = folders.map((folder) => ({ uri: folder.includes('://') ? folder : uriOf(folder), name: 'app' }));
  const started = await connection.sendRequest<InitializeResult>('initialize', {
    processId: process.pid,
    rootUri: workspaceFolders[0]?.uri ?? null,
    workspaceFolders,
    capabilities: { ...capabilities, workspace: { workspaceFolders: true, ...capabilities.workspace } },
  });
  await connection.sendNotification('initialized', {});
  const versions = new Map<string, number>();
  return {
    started,
    watching,
    messages,
    diagnostics: (uri) => latest.get(uri),
    published: () => [...latest.keys()],
    until: (what, holds) =>
      new Promise((resolve, reject) => {
        const timer = setTimeout(() => {
          waiting.delete(look);
          reject(new Error(`${what}: not within ${PATIENCE} ms: ${JSON.stringify([...latest])} ${messages.join('\n')} ${errors}`));
        }, PATIENCE);
        const look = (): void => {
          if (!holds()) return;
          clearTimeout(timer);
          waiting.delete(look);
          resolve();
        };
        waiting.add(look);
        look();
      }),
    open(uri, text, languageId = 'typescript') {
      versions.set(uri, 1);
      return connection.sendNotification('textDocument/didOpen', { textDocument: { uri, languageId, version: 1, text } });
    },
    change(uri, text) {
      const version = (versions.get(uri) ?? 1) + 1;
      versions.set(uri, version);
      return connection.sendNotification('textDocument/didChange', { textDocument: { uri, version }, contentChanges: [{ text }] });
    },
    notify: (method, params) => connection.sendNotification(method, params),
    hover: (uri, line, character) => connection.sendRequest('textDocument/hover', { textDocument: { uri }, position: { line, character } }),
    actions: async (uri, line, diagnostics = []) =>
      (await connection.sendRequest<CodeAction[] | null>('textDocument/codeAction', {
        textDocument: { uri },
        range: { start: { line, character: 0 }, end: { line, character: 0 } },
        context: { diagnostics },
      })) ?? [],
    async close(politely = true) {
      if (politely) await connection.sendRequest('shutdown');
      await connection.sendNotification('exit');
      const code = await ended;
      connection.dispose();
      return code;
    },
  };
}
