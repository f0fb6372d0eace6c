/** Places as SARIF writes them: clean relative references below the root of the repository, and regions in UTF-16 units. */
import type { Location, PhysicalLocation } from 'sarif';
import type { Position } from '../../types/files.js';

export const ROOT_ID = '%SRCROOT%';

export function locationOf(position: Position): Location {
  const { line, column, endLine, endColumn } = position;
  return { physicalLocation: physical(position.file, { startLine: line, startColumn: column, endLine, endColumn }) };
}

/** The place of a result: its first line only, since GitHub shows an alert in a pull request only where all its lines have changed. */
export function primaryLocationOf(position: Position): Location {
  const { file, line, column, endLine, endColumn, frame } = position;
  const text = frame?.lines[line - frame.firstLine];
  const lineEnd = Math.max(column + 1, (text?.trimEnd().length ?? column) + 1);
  const end = endLine === line ? endColumn : lineEnd;
  return { physicalLocation: physical(file, { startLine: line, startColumn: column, endLine: line, endColumn: end }) };
}

/** The place of a problem, of which the line may not be known. */
export function problemLocationOf({ file, line, column }: { file: string; line?: number; column?: number }): Location {
  if (line === undefined) return { physicalLocation: physical(file) };
  return { physicalLocation: physical(file, { startLine: line, ...(column === undefined ? {} : { startColumn: column }) }) };
}

function physical(file: string, region?: PhysicalLocation['region']): PhysicalLocation {
  return { artifactLocation: { uri: uriOf(file), uriBaseId: ROOT_ID }, ...(region ? { region } : {}) };
}

/**
 * A clean relative reference: GitHub refuses others, and shows no file outside the repository, so that what leads out of it is left off.
 */
export function uriOf(file: string): string {
  const segments = file.split('/').filter((segment) => !['', '.', '..'].includes(segment));
  const encoded = segments.map((segment) => encodeURI(segment.replace(/\p{Cs}/gu, '\uFFFD')).replace(/[?#:]/g, encodeURIComponent));
  return encoded.join('/') || '%2E';
}
