/** What one app tells other apps of itself: the file that `--facts` writes and `--with` and `link` read (schema/facts.schema.json). */
import type { Json, JsonObject } from './files.js';

/** The version of the form of the file. A tool that knows another one says so and reads nothing. */
export const FACTS_VERSION = 1;

export interface AppFacts {
  readonly factsVersion: typeof FACTS_VERSION;
  readonly tool: { readonly name: string; readonly version: string };
  /** SHA-256 over the templates of the app: two files with the same one tell the same. */
  readonly fingerprint: string;
  /** The files of source that are named below. Relative to the root of the repository, as all files here. */
  readonly sources: readonly SourceFile[];
  /** Statements of policies: in a `Statement` list of a definition a number stands for one of these. */
  readonly statements: readonly Json[];
  /** Definitions of resources, cut to what others can ask: each once, however many stacks have it. */
  readonly definitions: readonly JsonObject[];
  readonly stacks: readonly StackRecord[];
}

/** hash: of the text, so that a file of the same name in another repository is told from it. */
export interface SourceFile {
  readonly file: string;
  readonly hash: string;
}

/** A stack, or one that is nested in another. */
export interface StackRecord {
  /** What `dependsOn` and `parent` name; where it is left out, `stage#name`. */
  readonly id?: string;
  /** As CloudFormation calls it, where that is not its name. */
  readonly stackName?: string;
  /** As people call it: `Dev/Keys`. */
  readonly name: string;
  /** The folder of the manifest that lists it; '' where it is left out. */
  readonly stage?: string;
  readonly stagePath?: string;
  readonly constructPath?: string;
  readonly account?: string;
  readonly region?: string;
  /** The template; where it is left out, `name.template.json` in the folder of the stage. */
  readonly file?: string;
  readonly dependsOn?: readonly string[];
  /** Of a nested stack: the id of the stack that makes it, and the logical id under which it does. */
  readonly parent?: readonly [stack: string, logicalId: string];
  readonly resources: Readonly<Record<string, ResourceRecord>>;
  /** Outputs, Parameters, Conditions, Mappings as the template has them. */
  readonly template: JsonObject;
}

/**
 * The index of its definition; its construct path below the stack, where a slash at the end stands for `/Resource`; and where it is
 * written: the line of the template, or the index of a file of source, line and column. A list, since there is one for each resource.
 */
export type ResourceRecord =
  | readonly [definition: number]
  | readonly [definition: number, path: string]
  | readonly [definition: number, path: string, templateLine: number]
  | readonly [definition: number, path: string, source: number, line: number, column: number];

/** A file or folder below the root of the repository: it names nothing outside. */
export const FILE_PATTERN = '^(?![/\\\\])(?!.*(^|[/\\\\])\\.\\.([/\\\\]|$))(?![A-Za-z]:)[^\\u0000-\\u001f]*$';

/** A record with what is left out of it as usual. */
export type WholeRecord = StackRecord & { readonly id: string; readonly stage: string; readonly file: string };

/** What is left out of a record where it is so. */
export const usual = ({ name, stage = '' }: Pick<StackRecord, 'name' | 'stage'>): { readonly id: string; readonly file: string } => ({
  id: `${stage}#${name}`,
  file: `${stage === '' ? '' : `${stage}/`}${name}.template.json`,
});

/** What an app tells, as it lies among the stacks that are linted: what stands where, as far as its file says it. */
export interface ForeignStack {
  /** The file of facts, as the user named it. */
  readonly facts: string;
  readonly record: WholeRecord;
  readonly sources: readonly SourceFile[];
}
