/** What a fix replaces in the files, as SARIF's `fixes`: an editor or a review tool can apply it. */
import type { Fix } from 'sarif';
import type { Finding } from '../../types/report.js';
import { visible } from '../../core/escape.js';
import { ROOT_ID, uriOf } from './places.js';

/** Only where the changes were worked out and verified: with `--fix` or `--fix-dry-run`. A plain lint reads no source for them. */
export function fixesOf({ fix, changes = [] }: Finding): { readonly fixes?: Fix[] } {
  if (!fix || changes.length === 0) return {};
  const artifactChanges = changes.map(({ file, replacements }) => ({
    artifactLocation: { uri: uriOf(file), uriBaseId: ROOT_ID },
    replacements: replacements.map(({ line, column, endLine, endColumn, text }) => ({
      deletedRegion: { startLine: line, startColumn: column, endLine, endColumn },
      ...(text === '' ? {} : { insertedContent: { text } }),
    })),
  }));
  return { fixes: [{ description: { text: visible(fix.title) }, artifactChanges }] };
}
