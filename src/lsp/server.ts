/** The language server: speaks the protocol, and hands what it asks to the folders of the workspace. */
import path from 'node:path';
import type { Readable, Writable } from 'node:stream';
import type * as Lsp from 'vscode-languageserver/node';
import type * as TextDocumentLibrary from 'vscode-languageserver-textdocument';
import { load } from '../core/lazy.js';
import { nodeFiles } from '../files/node.js';
import { watchFiles } from '../files/watch.js';
import type { FileChange, Finding } from '../types/report.js';
import type { AnyRule } from '../types/rule.js';
import { fixAction, proposedChanges, suppressAction, type Action } from './actions.js';
import { check, type Checked, type Setup } from './checked.js';
import type { Shown } from './diagnostics.js';
import { hoverText } from './hover.js';
import { openTexts } from './texts.js';
import { isInside } from '../core/inside.js';
import { pathOf, uriOf } from './uri.js';

export interface ServerOptions {
  readonly tool: { readonly name: string; readonly version: string };
  readonly input: Readable;
  readonly output: Writable;
  /** What is linted in a folder; undefined where no app is there. Rejects where the configuration is wrong. */
  readonly setup: (folder: string, log: (text: string) => void) => Promise<Setup | undefined>;
  /** The folder of the app that a file belongs to, where it is opened alone. */
  readonly home: (file: string) => string | undefined;
  /** An error in words for the user. */
  readonly told: (error: unknown) => string;
  /** The page of a rule. */
  readonly link: (rule: AnyRule) => string | undefined;
  /** Milliseconds since 1970. */
  readonly clock: () => number;
}

/** What is known of a folder. */
interface Root {
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
/** A change of any of these may say otherwise what is linted. */
const NAMES = /^(manifest\.json|cdk(\.context)?\.json|package\.json|kms-lint\.config\.\w+|kms-lint-baseline\.json)$/;

/** Serves one client, until it ends the process: with 0 after a shutdown, else with 1. */
export function serve(options: ServerOptions): Promise<never> {
  const lsp = load('vscode-languageserver/node') as typeof Lsp;
  const { TextDocument } = load('vscode-languageserver-textdocument') as typeof TextDocumentLibrary;
  const connection = lsp.createConnection(lsp.ProposedFeatures.all, options.input, options.output);
  const documents = new lsp.TextDocuments(TextDocument);
  const roots = new Map<string, Root>();
  let capabilities: Lsp.ClientCapabilities = {};
  let first: readonly string[] = [];

  const log = (text: string): void => {
    connection.console.info(text.trim());
  };
  const open = (file: string): TextDocumentLibrary.TextDocument | undefined => documents.all().find(({ uri }) => pathOf(uri) === file);
  const buffers = (file: string): string | undefined => open(file)?.getText();
  const texts = openTexts(nodeFiles, buffers, options.clock);
  const watch = watchFiles((file) => {
    fileChanged(file);
  });

  // ── Folders ──────────────────────────────────────────────────────────────────────────────────────────────────────────

  function add(folder: string): void {
    if (roots.has(folder)) return;
    const root: Root = { folder, running: false, again: false, tries: 0, proposed: new Map(), published: new Set() };
    roots.set(folder, root);
    plan(root, 0);
  }

  function remove(folder: string): void {
    const root = roots.get(folder);
    if (!root) return;
    clearTimeout(root.timer);
    roots.delete(folder);
    publish(root, []);
  }

  function plan(root: Root, after: number): void {
    clearTimeout(root.timer);
    root.timer = setTimeout(() => void run(root), after);
  }

  async function run(root: Root): Promise<void> {
    if (root.running) {
      root.again = true;
      return;
    }
    root.running = true;
    const { folder } = root;
    const found = await check({ setup: () => options.setup(folder, log), folder, texts, link: options.link }, options.told, options.clock);
    root.running = false;
    if (roots.get(folder) !== root) return;
    if (root.again) {
      root.again = false;
      plan(root, 0);
      return;
    }
    settle(root, found);
  }

  /** Shows what was found. What cannot be read is looked at again first: what was found before stays so long. */
  function settle(root: Root, found: Checked): void {
    if (!capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      watch.set([...new Set([...roots.values()].flatMap((one) => (one === root ? found : one.checked)?.setup?.watched ?? []))]);
    if (found.fault !== undefined && root.tries < RETRIES && root.checked !== undefined) {
      root.tries++;
      plan(root, RETRY);
      return;
    }
    root.tries = 0;
    root.checked = found;
    root.proposed.clear();
    publish(root, found.shown);
    tell(root, found);
  }

  /** A fault is told once, until there is another. */
  function tell(root: Root, { fault, linted }: Checked): void {
    if (fault !== undefined && fault !== root.told) {
      if (linted || !/cdk synth/.test(fault)) void connection.window.showErrorMessage(`kms-lint: ${fault}`);
      else void connection.window.showInformationMessage(`kms-lint: ${fault}`);
    }
    if (fault === undefined) delete root.told;
    else root.told = fault;
  }

  function publish(root: Root, shown: readonly Shown[]): void {
    const files = new Map<string, Shown[]>();
    for (const one of shown) files.set(one.file, [...(files.get(one.file) ?? []), one]);
    for (const file of new Set([...root.published, ...files.keys()])) {
      const document = open(file);
      void connection.sendDiagnostics({
        uri: document?.uri ?? uriOf(file),
        ...(document ? { version: document.version } : {}),
        diagnostics: (files.get(file) ?? []).map(({ diagnostic }) => diagnostic),
      });
    }
    root.published = new Set(files.keys());
  }

  // ── What changes ─────────────────────────────────────────────────────────────────────────────────────────────────────

  function fileChanged(file: string): void {
    for (const root of roots.values()) {
      const watched = root.checked?.setup?.watched ?? [];
      if (watched.includes(file) || (isInside(root.folder, file) && NAMES.test(path.basename(file)))) plan(root, QUIET);
    }
  }

  function textChanged(uri: string, after: (root: Root) => number): void {
    const file = pathOf(uri);
    if (file === undefined) return;
    const own = [...roots.values()].filter(({ folder }) => isInside(folder, file));
    const home = own.length === 0 ? options.home(file) : undefined;
    if (home !== undefined) add(home);
    for (const root of own) plan(root, after(root));
  }

  documents.onDidOpen(({ document: { uri } }) => {
    textChanged(uri, () => 0);
  });
  documents.onDidChangeContent(({ document: { uri, version } }) => {
    // The first content is that of opening.
    if (version > 1) textChanged(uri, ({ checked }) => Math.max(QUIET, 2 * (checked?.took ?? 0)));
  });
  documents.onDidSave(({ document: { uri } }) => {
    textChanged(uri, () => 0);
  });
  documents.onDidClose(({ document: { uri } }) => {
    textChanged(uri, () => 0);
  });
  connection.onDidChangeWatchedFiles(({ changes }) => {
    for (const { uri } of changes) {
      const file = pathOf(uri);
      if (file !== undefined) fileChanged(file);
    }
  });

  // ── What is asked ────────────────────────────────────────────────────────────────────────────────────────────────────

  /** What is shown of a document, with the folder that it is of. */
  function shownIn(uri: string): readonly { readonly root: Root; readonly checked: Checked; readonly shown: Shown }[] {
    const file = pathOf(uri);
    return [...roots.values()].flatMap((root) => {
      const { checked } = root;
      return checked ? checked.shown.filter((one) => one.file === file).map((shown) => ({ root, checked, shown })) : [];
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
      .flatMap(({ root, checked, shown }) => [...fixesOf(root, checked, shown), ...suppressAction(shown, checked.texts)])
      .map((action) => offered(action))
      .sort((a, b) => Number(b.isPreferred ?? false) - Number(a.isPreferred ?? false));
  });

  function fixesOf(root: Root, { setup, texts: read }: Checked, shown: Shown): readonly Action[] {
    const fixable = shown.findings.filter(({ fix }) => fix !== null && fix.edits.length > 0);
    if (!setup || fixable.length === 0) return [];
    const changes = changesFor(root, setup, read, fixable);
    return changes ? fixAction(shown, changes, setup, read) : [];
  }

  function changesFor(root: Root, setup: Setup, read: Checked['texts'], findings: readonly Finding[]): readonly FileChange[] | undefined {
    const unknown = findings.filter(({ fingerprint }) => !root.proposed.has(fingerprint));
    if (unknown.length > 0)
      try {
        const found = proposedChanges(setup, read, unknown);
        for (const { fingerprint } of unknown) root.proposed.set(fingerprint, found.get(fingerprint) ?? []);
      } catch (error) {
        connection.console.error(options.told(error));
        return undefined;
      }
    return findings.map(({ fingerprint }) => root.proposed.get(fingerprint) ?? []).find((changes) => changes.length > 0);
  }

  /** The action as this client takes edits: of versions where it knows them. */
  function offered({ title, isPreferred, shown, edits }: Action): Lsp.CodeAction {
    const files = [...edits].map(([file, list]) => ({ document: open(file), file, list: [...list] }));
    const edit: Lsp.WorkspaceEdit = capabilities.workspace?.workspaceEdit?.documentChanges
      ? {
          documentChanges: files.map(({ document, file, list }) => ({
            textDocument: { uri: document?.uri ?? uriOf(file), version: document?.version ?? null },
            edits: list,
          })),
        }
      : { changes: Object.fromEntries(files.map(({ document, file, list }) => [document?.uri ?? uriOf(file), list])) };
    return { title, kind: 'quickfix', diagnostics: [shown.diagnostic], ...(isPreferred ? { isPreferred } : {}), edit };
  }

  // ── Beginning and end ────────────────────────────────────────────────────────────────────────────────────────────────

  connection.onInitialize((given) => {
    ({ capabilities } = given);
    // A client of before 3.6 knows one folder alone.
    const { rootUri, workspaceFolders } = given as { rootUri?: string | null; workspaceFolders?: readonly Lsp.WorkspaceFolder[] | null };
    const uris = workspaceFolders?.map(({ uri }) => uri) ?? (rootUri ? [rootUri] : []);
    first = uris.flatMap((uri) => pathOf(uri) ?? []);
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
    for (const folder of first) add(folder);
    if (capabilities.workspace?.didChangeWatchedFiles?.dynamicRegistration)
      void connection.client.register(lsp.DidChangeWatchedFilesNotification.type, {
        watchers: WATCHED.map((name) => ({ globPattern: `**/${name}` })),
      });
    if (capabilities.workspace?.workspaceFolders)
      connection.workspace.onDidChangeWorkspaceFolders(({ added, removed }) => {
        for (const { uri } of removed) remove(pathOf(uri) ?? '');
        for (const { uri } of added) {
          const folder = pathOf(uri);
          if (folder !== undefined) add(folder);
        }
      });
  });
  documents.listen(connection);
  connection.listen();
  // The library ends the process.
  return new Promise<never>(() => undefined);
}

/** Whether two ranges share a line: whoever stands on a line means what is said of it. */
const covers = (a: Lsp.Range, b: Lsp.Range): boolean => a.start.line <= b.end.line && b.start.line <= a.end.line;
