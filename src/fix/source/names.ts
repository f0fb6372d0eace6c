/** How a file calls something of aws-cdk-lib: by what it imports already, else by one more import. */
import type * as t from '@babel/types';
import { libraryName } from '../../source/calls/library.js';
import { plainName } from '../../source/calls/nodes.js';
import type { Syntax } from '../../source/calls/syntax.js';
import { insertLast } from '../lists.js';
import type { TextEdit } from '../text-edit.js';
import { quoted, type Style } from './code.js';

export interface Names {
  /**
   * An expression for `aws_iam.PolicyStatement`, or `RemovalPolicy` of the core; the import that it needs is among the edits.
   * Undefined where none can be written.
   */
  of(library: string): string | undefined;
  edits(): readonly TextEdit[];
}

/** A name of the file that stands for the library, one of its modules, or one thing in it. */
interface Imported {
  readonly local: string;
  readonly library: string;
}
/** `import { … } from` or `const { … } = require()` of one module: where more names can be added. */
interface Named {
  readonly library: string;
  readonly node: t.ImportDeclaration | t.ObjectPattern;
  readonly items: readonly t.Node[];
}

/** The packages of CDK 1; those of 2 that are not stable yet end in alpha. */
const OLD = /^(@aws-cdk\/(?!.*-alpha$)|monocdk)/;

/** @param site where the names are to be used: a local name hides an import. */
export function namesIn(syntax: Syntax, site: t.Node, style: Style): Names {
  const { imported, named, last, old } = importsOf(syntax);
  const edits: TextEdit[] = [];
  const taken = (name: string): boolean => syntax.binding(name, site) !== undefined || new RegExp(`\\b${name}\\b`).test(syntax.text);
  /** The name means the import, not something nearer. */
  const visible = ({ local }: Imported): boolean => syntax.binding(local, site) === syntax.binding(local, syntax.program);
  const known = (library: string): string | undefined => imported.find((one) => one.library === library && visible(one))?.local;

  const into = ({ node, items }: Named, name: string): void => {
    const { text } = syntax;
    const open = text.indexOf('{', node.start ?? 0) + 1;
    const close = text.lastIndexOf('}', node.type === 'ImportDeclaration' ? (node.source.start ?? 0) : (node.end ?? 0));
    const list = { text, open, close, items: items.map(({ start, end }) => ({ start: start ?? 0, end: end ?? 0 })) };
    edits.push(...insertLast(list, () => name, { eol: style.eol, unit: style.unit, empty: 'spaced', spaced: true }));
  };
  const added = (module: string, name: string): string | undefined => {
    const list = named.find(({ library, items }) => library === module && items.length > 0);
    if (!list || taken(name)) return undefined;
    into(list, name);
    imported.push({ local: name, library: module === '' ? name : `${module}.${name}` });
    return name;
  };
  const newImport = (module: string): string | undefined => {
    const service = module.replace(/^aws_/, '').replaceAll('_', '');
    const local = (module === '' ? ['cdk', 'awsCdk'] : [service, `aws_${service}`]).find((name) => !taken(name));
    if (local === undefined || !last) return undefined;
    // A file that takes its modules from the core, `import { aws_kms as kms } from 'aws-cdk-lib'`, goes on so.
    const fromCore =
      imported.some(({ library }) => /^aws_\w+$/.test(library)) &&
      named.find(({ library, items }) => library === '' && items.some((item) => /^aws_/.test(syntax.text.slice(item.start ?? 0))));
    if (fromCore && module !== '' && fromCore.node.type === 'ImportDeclaration') {
      into(fromCore, `${module} as ${local}`);
      imported.push({ local, library: module });
      return local;
    }
    const from = quoted(module === '' ? 'aws-cdk-lib' : `aws-cdk-lib/${module.replaceAll('_', '-')}`, style);
    const line = last.type === 'ImportDeclaration' ? `import * as ${local} from ${from}` : `const ${local} = require(${from})`;
    const at = last.end ?? 0;
    edits.push({ start: at, end: at, text: `${style.eol}${line}${style.semicolon ? ';' : ''}`, joins: true });
    imported.push({ local, library: module });
    return local;
  };

  return {
    of(library) {
      if (old) return undefined;
      const [module, name] = library.startsWith('aws_')
        ? [library.slice(0, library.indexOf('.')), library.slice(library.indexOf('.') + 1)]
        : ['', library];
      const whole = known(library);
      if (whole !== undefined) return whole;
      const namespace = known(module);
      if (namespace !== undefined) return `${namespace}.${name}`;
      const core = known('');
      const throughCore = core !== undefined && module !== '' && new RegExp(`\\b${core}\\.aws_\\w+\\.`).test(syntax.text);
      if (throughCore) return `${core}.${library}`;
      const local = added(module, name);
      if (local !== undefined) return local;
      const fresh = newImport(module);
      return fresh === undefined ? undefined : `${fresh}.${name}`;
    },
    edits: () => edits,
  };
}

/** The imports and requires at the top of a file. old: CDK 1, whose modules are packages of their own. */
function importsOf({ program }: Syntax): {
  readonly imported: Imported[];
  readonly named: readonly Named[];
  readonly last: t.Statement | undefined;
  readonly old: boolean;
} {
  const imported: Imported[] = [];
  const named: Named[] = [];
  let last: t.Statement | undefined;
  let old = false;
  for (const statement of program.body) {
    if (statement.type === 'ImportDeclaration') {
      last = statement;
      old ||= OLD.test(statement.source.value);
      if (statement.importKind === 'type') continue;
      const items = statement.specifiers.filter(({ type }) => type === 'ImportSpecifier');
      named.push({ library: libraryName(statement.source.value, '*'), node: statement, items });
      for (const specifier of statement.specifiers) {
        if (specifier.type === 'ImportSpecifier' && specifier.importKind === 'type') continue;
        const name = specifier.type === 'ImportSpecifier' ? (plainName(specifier.imported) ?? '') : '*';
        imported.push({ local: specifier.local.name, library: libraryName(statement.source.value, name) });
      }
    } else if (statement.type === 'TSImportEqualsDeclaration' && statement.moduleReference.type === 'TSExternalModuleReference') {
      last = statement;
      imported.push({ local: statement.id.name, library: libraryName(statement.moduleReference.expression.value, '*') });
    } else if (statement.type === 'VariableDeclaration') {
      for (const { id, init } of statement.declarations) {
        const source = requiredBy(init);
        if (source === undefined) continue;
        last = statement;
        old ||= OLD.test(source);
        if (id.type === 'Identifier') imported.push({ local: id.name, library: libraryName(source, '*') });
        if (id.type !== 'ObjectPattern') continue;
        named.push({ library: libraryName(source, '*'), node: id, items: id.properties });
        for (const property of id.properties)
          if (property.type === 'ObjectProperty' && property.value.type === 'Identifier')
            imported.push({ local: property.value.name, library: libraryName(source, plainName(property.key, property.computed) ?? '') });
      }
    }
  }
  return { imported, named, last, old };
}

function requiredBy(init: t.Node | null | undefined): string | undefined {
  if (init?.type !== 'CallExpression' || init.callee.type !== 'Identifier' || init.callee.name !== 'require') return undefined;
  const [source] = init.arguments;
  return source?.type === 'StringLiteral' ? source.value : undefined;
}
