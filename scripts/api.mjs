// The text of fixtures/public-api.txt: every name that the package exports, with its signature or its declaration. What changes there, changes for users.
import ts from 'typescript';
import { meant, programOf } from './ts-program.mjs';

/** What package.json exports, and the file of each. */
const ENTRIES = { 'kms-lint': 'src/index.ts', 'kms-lint/rule-kit': 'src/rule-kit.ts', 'kms-lint/rule-tester': 'src/rule-tester.ts' };

/** @returns the text, the same bytes for the same declarations: names in order, comments left out */
export function apiText() {
  const { checker, exportsOf } = programOf(Object.values(ENTRIES));
  const printer = ts.createPrinter({ removeComments: true, newLine: ts.NewLineKind.LineFeed });
  const flags = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.WriteArrowStyleSignature;

  const said = (exported) => {
    const symbol = meant(exported, checker);
    const [declaration] = symbol.declarations ?? [];
    if (symbol.flags & (ts.SymbolFlags.Function | ts.SymbolFlags.Variable)) {
      const type = checker.getTypeOfSymbolAtLocation(symbol, declaration);
      const signatures = type.getCallSignatures();
      if (signatures.length === 0) return `const ${exported.name}: ${checker.typeToString(type, declaration, flags)};`;
      return signatures.map((one) => `function ${exported.name}${checker.signatureToString(one, declaration, flags)};`).join('\n');
    }
    return printer.printNode(ts.EmitHint.Unspecified, declaration, declaration.getSourceFile()).replace(/^export /, '');
  };
  const parts = Object.entries(ENTRIES).map(([name, file]) => {
    const exported = [...exportsOf(file)].sort((a, b) => (a.name < b.name ? -1 : 1));
    return `// ${name}\n\n${exported.map(said).join('\n\n')}\n`;
  });
  return parts.join('\n');
}
