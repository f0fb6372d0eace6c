/** Files, JSON and places: the file port, and where in a file something stands. */

/** The synchronous file port: the only way in which the tool touches a disk. Paths are absolute or relative to the working directory. */
export interface Files {
  /** The bytes of a file, or undefined where there is none that can be read. */
  read(path: string): Uint8Array | undefined;
  /** The names in a folder in sorted order; empty where there is no such folder. */
  list(dir: string): readonly string[];
  /** The path with symbolic links resolved, or undefined where nothing is there. */
  realpath(path: string): string | undefined;
  /** The time of the last change in milliseconds since 1970, or undefined where nothing is there. */
  modified(path: string): number | undefined;
  /** Why a file that is there should not be written, as a sentence's end; left out where nothing can speak against it. */
  closed?(path: string): string | undefined;
  /** Writes a file whole or not at all. Throws where that cannot be done. */
  write(path: string, bytes: Uint8Array): void;
}

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type JsonObject = { readonly [key: string]: Json };

/** A place in a JSON or YAML file, as an RFC 6901 pointer. */
export interface Address {
  readonly file: string;
  readonly pointer: string;
}

/** A place in source text; offsets are UTF-16 code units, the end is exclusive. */
export interface Span {
  readonly file: string;
  readonly start: number;
  readonly end: number;
}

export type Place = Address | Span;

/** A place that a person can go to. Lines and columns count from 1; the end column is exclusive. */
export interface Position {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly endLine: number;
  readonly endColumn: number;
  /** Of a place in a template: the address that was found, the nearest one that is there. */
  readonly pointer?: string;
  /** The source lines around the place, ready to print, with the number of the first. */
  readonly frame?: { readonly firstLine: number; readonly lines: readonly string[] };
}
