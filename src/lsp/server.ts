/** The language server: speaks the protocol, and answers of the apps in the workspace. */
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type * as Lsp from 'vscode-languageserver/node';
import type * as TextDocumentLibrary from 'vscode-languageserver-textdocument';
import { load } from '../core/lazy.js';
import { nodeFiles } from '../files/node.js';
import { watchFiles } from '../files/watch.js';
import type { FileChange, Finding } from '../types/report.js';
import type { AnyRule } from '../types/rule.js';
import { fixAction, proposedChanges, suppressAction, type QuickFix } from './actions.js';
import { check, type Checked, type Setup } from './checked.js';
import type { Shown } from './diagnostics.js';
import { hoverText } from './hover.js';
import { openTexts } from './texts.js';
import { isInside } from '../core/inside.js';
import { fileOfUri, uriOfFile } from './uri.js';

export interface ServerOptions {
  readonly tool: { readonly name: string; readonly version: string };
  readonly input: Readable;
  readonly output: Writable;
  /** The folders of the apps that a folder belongs to, or that lie in it. */
  readonly apps: (folder: string) => readonly string[];
  /** What is linted of the app of a folder. Rejects where the configuration is wrong. */
  readonly setup: (app: string, log: (text: string) => void) => Promise<Setup>;
  /** The folder of the app that a file belongs to, where it is opened alone. */
  readonly home: (file: string) => string | undefined;
  /** An error in words for the user. */
  readonly told: (error: unknown) => string;
  /** The page of a rule. */
  readonly link: (rule: AnyRule) => string | undefined;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** What is known of an app. */
interface App {
  readonly folder: string;
  timer?: NodeJS.Timeout;
  running: boolean;
  again: boolean;
  /** How often in a row something could not be read: a synthesis may be writing it. */
  tries: number;
  checked?: Checked;
  /** The changes of fixes, by fingerprint, since the last check. */
  readonly proposed: Map<string, readonly FileChange[]>;
  /** The files with diagnostics. */
  published: ReadonlySet<string>;
  told?: string;
}

/** After a keystroke, in milliseconds; longer where a lint takes long. */
const QUIET = 300;
/** A synthesis writes its manifest last and in one go: so long, and so often, a broken one is looked at again before it is told. */
const RETRY = 500;
const RETRIES = 4;
const WATCHED = ['manifest.json', 'cdk.context.json', 'cdk.json', 'package.json', 'kms-lint.config.*', 'kms-lint-baseline.json'];
/** A change of any of these may be that of an app. */
const APP_NAMES = /^(manifest|cdk)\.json$/;
/** A change of any of these may say otherwise what is linted. */
const NAMES = /^(manifest\.json|cdk(\.context)?\.json|package\.json|kms-lint\.config\.\w+|kms-lint-baseline\.json)$/;

/** Serves one client, until it ends the process: with 0 after a shutdown, else with 1. */
export function serve(options: ServerOptions): Promise<never> {
  const lsp = load('vscode-languageserver/node') as typeof Lsp;
  const { TextDocument } = load('vscode-languageserver-textdocument') as typeof TextDocumentLibrary;
  const connection = lsp.createConnection(lsp.ProposedFeatures.all, options.input, options.output);
  const documents = new lsp.TextDocuments(TextDocument);
  const apps = new Map<string, App>();
  const workspace = new Set<string>();
  let capabilities: Lsp.ClientCapabilities = {};

  const log = (text: string): void => {
    connection.console.info(text.trim());
  };
  const open = (file: string): TextDocumentLibrary.TextDocument | undefined => documents.all().find(({ uri }) => fileOfUri(uri) === file);
  const buffers = (file: string): string | undefined => open(file)?.getText();
  const texts = openTexts(nodeFiles, buffers, options.clock);
  const isShown = (file: string): boolean => [...workspace].some((folder) => isInside(folder, file));
  const watch = watchFiles((file) => {
    fileChanged(file);
  });

  // ── Apps ─────────────────────────────────────────────────────────────────────────────────────────────────────────────

  /** Finds the apps of the workspace: each is linted by itself, with its own configuration. */
  function discover(): void {
    const found = new Set([...workspace].flatMap((folder) => options.apps(folder)));
    for (const app of apps.values())
      if (!found.has(app.folder)) {
        clearTimeout(app.timer);
        apps.delete(app.folder);
        publish(app, []);
      }
    for (const folder of found) {
      if (apps.has(folder)) continue;
      const app: App = { folder, running: false, again: false, tries: 0, proposed: new Map(), published: new Set() };
      apps.set(folder, app);
      plan(app, 0);
    }
  }

  function plan(app: App, after: number): void {
    clearTimeout(app.timer);
    app.timer = setTimeout(() => void run(app), after);
  }

  async function run(app: App): Promise<void> {
    if (app.running) {
      app.again = true;
      return;
    }
    app.running = true;
    const { folder } = app;
    const found = await check({ setup: () => options.setup(folder, log), isShown, texts, link: options.link }, options.told, options.clock);
    app.running = false;
    if (apps.get(folder) !== app) return;
    if (app.again) {
      app.again = false;
      plan(app, 0);
      return;
    }
    settle(app, found);
  }

  /** Shows what was found. What cannot be read is looked at again first: what was found before stays so long. */
  function settle(app: App, found: Checked): void {
    if (!capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      watch.set([...new Set([...apps.values()].flatMap((one) => (one === app ? found : one.checked)?.setup?.watched ?? []))]);
    if (found.fault !== undefined && app.tries < RETRIES && app.checked !== undefined) {
      app.tries++;
      plan(app, RETRY);
      return;
    }
    app.tries = 0;
    app.checked = found;
    app.proposed.clear();
    publish(app, found.shown);
    tell(app, found);
  }

  /** A fault is told once, until there is another. */
  function tell(app: App, { fault, linted }: Checked): void {
    if (fault !== undefined && fault !== app.told) {
      if (linted || !/cdk synth/.test(fault)) connection.window.showErrorMessage(`kms-lint: ${fault}`);
      else connection.window.showInformationMessage(`kms-lint: ${fault}`);
    }
    if (fault === undefined) delete app.told;
    else app.told = fault;
  }

  function publish(app: App, shown: readonly Shown[]): void {
    const files = new Map<string, Shown[]>();
    for (const one of shown) files.set(one.file, [...(files.get(one.file) ?? []), one]);
    for (const file of new Set([...app.published, ...files.keys()])) {
      const document = open(file);
      void connection.sendDiagnostics({
        uri: document?.uri ?? uriOfFile(file),
        ...(document ? { version: document.version } : {}),
        diagnostics: (files.get(file) ?? []).map(({ diagnostic }) => diagnostic),
      });
    }
    app.published = new Set(files.keys());
  }

  // ── What changes ─────────────────────────────────────────────────────────────────────────────────────────────────────

  function fileChanged(file: string): void {
    const name = path.basename(file);
    if (APP_NAMES.test(name)) discover();
    for (const app of apps.values())
      if (app.checked?.setup?.watched.includes(file) || (isInside(app.folder, file) && NAMES.test(name))) plan(app, QUIET);
  }

  function textChanged(uri: string, after: (app: App) => number): void {
    const file = fileOfUri(uri);
    if (file === undefined) return;
    for (const app of apps.values()) if (isInside(app.folder, file)) plan(app, after(app));
  }

  documents.onDidOpen(({ document: { uri } }) => {
    const file = fileOfUri(uri);
    if (file === undefined) return;
    const home = isShown(file) ? undefined : options.home(file);
    if (home !== undefined) workspace.add(home);
    if (![...apps.keys()].some((app) => isInside(app, file))) discover();
  });
  // Of a document that is opened, too.
  documents.onDidChangeContent(({ document: { uri } }) => {
    textChanged(uri, ({ checked }) => Math.max(QUIET, 2 * (checked?.took ?? 0)));
  });
  documents.onDidSave(({ document: { uri } }) => {
    textChanged(uri, () => 0);
  });
  documents.onDidClose(({ document: { uri } }) => {
    textChanged(uri, () => 0);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      const file = fileOfUri(uri);
      if (file !== undefined) fileChanged(file);
    }
  });

  // ── What is asked ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What is shown of a document, with the folder that it is of. */
  function shownIn(uri: string): readonly { readonly app: App; readonly checked: Checked; readonly shown: Shown }[] {
    const file = fileOfUri(uri);
    return [...apps.values()].flatMap((app) => {
      const { checked } = app;
      return checked ? checked.shown.filter((one) => one.file === file).map((shown) => ({ app, checked, shown })) : [];
    });
  }

  connection.onHover(({ textDocument: { uri }, position }) => {
    const here = shownIn(uri).filter(({ shown }) => covers(shown.diagnostic.range, { start: position, end: position }));
    const [one] = here;
    return one
      ? { contents: { kind: 'markdown', value: hoverText(here.map(({ shown }) => shown)) }, range: one.shown.diagnostic.range }
      : null;
  });

  connection.onCodeAction(({ textDocument: { uri }, range, context }): Lsp.CodeAction[] => {
    if (context.only && !context.only.some((kind) => kind === '' || kind === 'quickfix' || kind.startsWith('quickfix.'))) return [];
    const asked = new Set(context.diagnostics.map(({ data }) => (data as { fingerprint?: unknown } | undefined)?.fingerprint));
    const here = shownIn(uri).filter(
      ({ shown: { diagnostic, findings } }) => asked.has(findings[0]?.fingerprint) || covers(diagnostic.range, range),
    );
    return here
      .flatMap(({ app, checked, shown }) => [...fixesOf(app, checked, shown), ...suppressAction(shown, checked.texts)])
      .map((action) => offered(action))
      .sort((a, b) => Number(b.isPreferred ?? false) - Number(a.isPreferred ?? false));
  });

  function fixesOf(app: App, { setup, texts: read }: Checked, shown: Shown): readonly QuickFix[] {
    const fixable = shown.findings.filter(({ fix }) => fix !== null && fix.edits.length > 0);
    if (!setup || fixable.length === 0) return [];
    const changes = changesFor(app, setup, read, fixable);
    return changes ? fixAction(shown, changes, setup, read) : [];
  }

  function changesFor(app: App, setup: Setup, read: Checked['texts'], findings: readonly Finding[]): readonly FileChange[] | undefined {
    const unknown = findings.filter(({ fingerprint }) => !app.proposed.has(fingerprint));
    if (unknown.length > 0)
      try {
        const found = proposedChanges(setup, read, unknown);
        for (const { fingerprint } of unknown) app.proposed.set(fingerprint, found.get(fingerprint) ?? []);
      } catch (error) {
        connection.console.error(options.told(error));
        return undefined;
      }
    return findings.map(({ fingerprint }) => app.proposed.get(fingerprint) ?? []).find((changes) => changes.length > 0);
  }

  /** The action as this client takes edits: of versions where it knows them. */
  function offered({ title, isPreferred, shown, edits }: QuickFix): Lsp.CodeAction {
    const files = [...edits].map(([file, list]) => ({ document: open(file), file, list: [...list] }));
    const edit: Lsp.WorkspaceEdit = capabilities.workspace?.workspaceEdit?.documentChanges
      ? {
          documentChanges: files.map(({ document, file, list }) => ({
            textDocument: { uri: document?.uri ?? uriOfFile(file), version: document?.version ?? null },
            edits: list,
          })),
        }
      : { changes: Object.fromEntries(files.map(({ document, file, list }) => [document?.uri ?? uriOfFile(file), list])) };
    return { title, kind: 'quickfix', diagnostics: [shown.diagnostic], ...(isPreferred ? { isPreferred } : {}), edit };
  }

  // ── Beginning and end ────────────────────────────────────────────────────────────────────────────────────────────────

  connection.onInitialize((given) => {
    ({ capabilities } = given);
    // A client of before 3.6 knows one folder alone.
    const { rootUri, workspaceFolders } = given as { rootUri?: string | null; workspaceFolders?: readonly Lsp.WorkspaceFolder[] | null };
    const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    for (const uri of uris) {
      const folder = fileOfUri(uri);
      if (folder !== undefined) workspace.add(folder);
    }
    return {
      serverInfo: { ...options.tool },
      capabilities: {
        textDocumentSync: { openClose: true, change: lsp.TextDocumentSyncKind.Incremental, save: true },
        hoverProvider: true,
        codeActionProvider: { codeActionKinds: ['quickfix'] },
        workspace: { workspaceFolders: { supported: true, changeNotifications: true } },
      },
    };
  });
  connection.onInitialized(() => {
    discover();
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void connection.client.register(lsp.DidChangeWatchedFilesNotification.type, {
        watchers: WATCHED.map((name) => ({ globPattern: `**/${name}` })),
      });
    if (capabilities.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) workspace.delete(fileOfUri(uri) ?? '');
        for (const { uri } of added) {
          const folder = fileOfUri(uri);
          if (folder !== undefined) workspace.add(folder);
        }
        discover();
        for (const app of apps.values()) plan(app, 0);
      });
  });
  documents.listen(connection);
  connection.listen();
  // The library ends the process.
  return new Promise<never>(() => undefined);
}

/** Whether two ranges share a line: whoever stands on a line means what is said of it. */
const covers = (a: Lsp.Range, b: Lsp.Range): boolean => a.start.line <= b.end.line && b.start.line <= a.end.line;
