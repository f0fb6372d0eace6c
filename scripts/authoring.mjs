// The text of rules/AUTHORING.md: the names of the rule kit with their docstrings, by group, and three worked rules. Reads the TypeScript sources.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import { meant, programOf, top } from './ts-program.mjs';

/** The groups of the rule kit: a file each, named as its heading. */
const GROUPS = ['program', 'policy', 'values', 'words', 'fixes'];

/** From simple to program-wide: a file of the fixtures, which the tests run. */
const WORKED = [
  ['One key, one property', 'fixtures/custom-rules/kms-lint-rules/key-without-owner.ts'],
  ['What IAM policies give on a key', 'fixtures/custom-rules/kms-lint-rules/deletion-outside-admin.ts'],
  ['The whole program', 'fixtures/custom-rules/kms-lint-rules/keys-in-one-stack.ts'],
];

let groups;
/** @returns a group's heading sentence and its functions and constants: name, signature, first sentence of the docstring, and its @example */
export const kitGroups = () => (groups ??= readGroups());

function readGroups() {
  const files = GROUPS.map((name) => `src/rule-kit/${name}.ts`);
  const { program, checker, exportsOf } = programOf(files);
  return files.map((file, index) => {
    const source = program.getSourceFile(path.join(top, file));
    const [header] = ts.getLeadingCommentRanges(source.text, 0) ?? [];
    const entries = exportsOf(file).flatMap((exported) => {
      const symbol = meant(exported, checker);
      if (!(symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable))) return [];
      const [declaration] = symbol.declarations ?? [];
      const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
      const [signature] = type.getCallSignatures();
      const said = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();
      const example = symbol.getJsDocTags(checker).find(({ name }) => name === 'example');
      return [
        {
          name: exported.name,
          parameters: signature ? `(${signature.parameters.map(parameterName).join(', ')})` : undefined,
          said,
          example: example && ts.displayPartsToString(example.text).trim(),
        },
      ];
    });
    return {
      name: GROUPS[index],
      said: header
        ? source.text
            .slice(header.pos, header.end)
            .replace(/^\/\*\*\s*|\s*\*\/$|\n \* ?/g, ' ')
            .replace(/\s+/g, ' ')
            .trim()
        : '',
      entries,
    };
  });
}

/** The page. What a function has no docstring or example for is a fault, which the caller is told. */
export function authoringPage() {
  const groups = kitGroups();
  const bare = groups.flatMap(({ entries }) => entries.filter(({ said, example, parameters }) => !said || (parameters && !example)));
  if (bare.length > 0) throw new Error(`without docstring or @example: ${bare.map(({ name }) => name).join(', ')}`);
  const list = groups.map(({ name, said, entries }) => {
    const rows = entries
      .sort((a, b) => (a.name < b.name ? -1 : 1))
      .map(
        (entry) =>
          `| \`${entry.name}${entry.parameters ?? ''}\` | ${cell(entry.said)}${entry.example ? `<br>${code(cell(entry.example))}` : ''} |`,
      );
    return [`### ${name}`, '', said, '', '| name | what it is, and an example |', '|---|---|', ...rows, ''].join('\n');
  });
  const worked = WORKED.map(([title, file]) =>
    [`### ${title}`, '', '```ts', readFileSync(path.join(top, file), 'utf8').trim(), '```', ''].join('\n'),
  );
  const intro = readFileSync(path.join(top, 'rules/authoring-intro.md'), 'utf8').trim();
  return [intro, '', '## Three worked rules', '', ...worked, '## The rule kit', '', ...list].join('\n');
}

/** A parameter that is taken apart has no name of its own: it is called after its type, `key` for Key and for Pick<Key, …>. */
function parameterName(parameter) {
  if (!parameter.name.startsWith('__')) return parameter.name;
  const [, type = parameter.name] = /^(?:Pick<)?(\w+)/.exec(parameter.valueDeclaration.type?.getText() ?? '') ?? [];
  return type.charAt(0).toLowerCase() + type.slice(1);
}

const code = (text) => (text.includes('`') ? `\`\` ${text} \`\`` : `\`${text}\``);
const cell = (text) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
