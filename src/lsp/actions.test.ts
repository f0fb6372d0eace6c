/** The comment that an editor offers: written as `--suppress` writes it, as one edit of whole lines. */
import { expect, it } from 'vitest';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { suppressAction } from './actions.js';
import type { Shown } from './diagnostics.js';
import type { Texts } from './texts.js';

const NEXT = 'kms-lint-disable-next-line';
/** The text after the action; undefined where none is offered. @param line from 1 */
function suppressed(text: string, line: number, file = '/app/lib/app.ts'): string | undefined {
  const at = { line: line - 1, character: 2 };
  const shown = { file, diagnostic: { code: 'rule-a', range: { start: at, end: at } }, findings: [] } as unknown as Shown;
  const [action, ...more] = suppressAction(shown, { text: () => text } as unknown as Texts);
  expect(more).toEqual([]);
  return action && TextDocument.applyEdits(TextDocument.create(file, '', 1, text), [...(action.edits.get(file) ?? [])]);
}

it.each<[string, string, number, string | undefined]>([
  ['stands above the line', 'a();\r\n  b();\r\n', 2, `a();\r\n  // ${NEXT} rule-a -- say why\r\n  b();\r\n`],
  ['stands above a last line without an end', 'a();\nb();', 2, `a();\n// ${NEXT} rule-a -- say why\nb();`],
  ['joins one of the same reason', `// ${NEXT} rule-b -- say why\nb();\n`, 2, `// ${NEXT} rule-a, rule-b -- say why\nb();\n`],
  [
    'stands behind the line where nothing may come above',
    '// @ts-expect-error x\nb();',
    2,
    '// @ts-expect-error x\nb(); // kms-lint-disable-line rule-a -- say why',
  ],
  ['is not put into a text', 'x(`\n${a}`, `\n`);', 2, undefined],
])('%s', (_, before, line, after) => {
  expect(suppressed(before, line)).toBe(after);
});

it('begins with a hash where the language wants it, and is not offered in JSON', () => {
  expect(suppressed('a\n', 1, '/app/app.py')).toBe(`# ${NEXT} rule-a -- say why\na\n`);
  expect(suppressed('{\n}\n', 1, '/app/cdk.json')).toBeUndefined();
});
