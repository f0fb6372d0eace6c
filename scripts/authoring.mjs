// The text of rules/AUTHORING.md: the names of the rule kit with their docstrings, by group, and three worked rules. Reads the TypeScript sources.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

const top = path.resolve(import.meta.dirname, '..');

/** The groups of the rule kit: a file each, named as its heading. */
const GROUPS = ['program', 'policy', 'values', 'words', 'fixes'];

/** From simple to program-wide: a file of the fixtures, which the tests run. */
const WORKED = [
  ['One key, one property', 'fixtures/custom-rules/kms-lint-rules/key-without-owner.ts'],
  ['What IAM policies give on a key', 'fixtures/custom-rules/kms-lint-rules/deletion-outside-admin.ts'],
  ['The whole program', 'fixtures/custom-rules/kms-lint-rules/keys-in-one-stack.ts'],
];

/** @returns a group's heading sentence and its functions and constants: name, signature, first sentence of the docstring, and its @example */
export function kitGroups() {
  const files = GROUPS.map((name) => path.join(top, 'src/rule-kit', `${name}.ts`));
  const config = ts.readConfigFile(path.join(top, 'tsconfig.json'), ts.sys.readFile).config;
  const { options } = ts.parseJsonConfigFileContent(config, ts.sys, top);
  const program = ts.createProgram(files, options);
  const checker = program.getTypeChecker();
  return files.map((file, index) => {
    const source = program.getSourceFile(file);
    const [header] = ts.getLeadingCommentRanges(source.text, 0) ?? [];
    const entries = checker.getExportsOfModule(checker.getSymbolAtLocation(source)).flatMap((exported) => {
      const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
      if (!(symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable))) return [];
      const [declaration] = symbol.declarations ?? [];
      const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
      const [signature] = type.getCallSignatures();
      const said = ts.displayPartsToString(symbol.getDocumentationComment(checker)).replace(/\s+/g, ' ').trim();
      const example = symbol.getJsDocTags(checker).find(({ name }) => name === 'example');
      return [
        {
          name: exported.name,
          parameters: signature ? `(${signature.parameters.map((one) => one.name).join(', ')})` : undefined,
          said,
          example: example && ts.displayPartsToString(example.text).trim(),
        },
      ];
    });
    return {
      name: GROUPS[index],
      said: header ? source.text.slice(header.pos, header.end).replace(/^\/\*\*\s*|\s*\*\/$/g, '') : '',
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
          `| \`${entry.name}${entry.parameters ?? ''}\` | ${cell(entry.said)}${entry.example ? `<br>\`${cell(entry.example)}\`` : ''} |`,
      );
    return [`### ${name}`, '', said, '', '| name | what it is, and an example |', '|---|---|', ...rows, ''].join('\n');
  });
  const worked = WORKED.map(([title, file]) =>
    [`### ${title}`, '', '```ts', readFileSync(path.join(top, file), 'utf8').trim(), '```', ''].join('\n'),
  );
  const intro = readFileSync(path.join(top, 'rules/authoring-intro.md'), 'utf8').trim();
  return [intro, '', '## Three worked rules', '', ...worked, '## The rule kit', '', ...list].join('\n');
}

const cell = (text) => text.replace(/\s+/g, ' ').replaceAll('|', '\\|');
