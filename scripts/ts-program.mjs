// The TypeScript program of the public entry points: what the docs and the golden declarations are read from.
import path from 'node:path';
import ts from 'typescript';

export const top = path.resolve(import.meta.dirname, '..');

/** Of several programs each file is read once. */
const parsed = new Map();
function hostOf(options) {
  const host = ts.createCompilerHost(options);
  const { getSourceFile } = host;
  host.getSourceFile = (file, ...more) => {
    if (!parsed.has(file)) parsed.set(file, getSourceFile.call(host, file, ...more));
    return parsed.get(file);
  };
  return host;
}

/** @param {readonly string[]} files relative to the repository @returns {{ program: ts.Program, checker: ts.TypeChecker, exportsOf: (file: string) => ts.Symbol[] }} */
export function programOf(files) {
  const { config } = ts.readConfigFile(path.join(top, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.parseJsonConfigFileContent(config, { ...ts.sys, readDirectory: () => [] }, top);
  const program = ts.createProgram(
    files.map((file) => path.join(top, file)),
    { ...options, noEmit: true },
    hostOf(options),
  );
  const checker = program.getTypeChecker();
  const exportsOf = (file) => checker.getExportsOfModule(checker.getSymbolAtLocation(program.getSourceFile(path.join(top, file))));
  return { program, checker, exportsOf };
}

/** What an export stands for, through `export … from`. */
export const meant = (symbol, checker) => (symbol.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(symbol) : symbol);
