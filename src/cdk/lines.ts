/**
 * Lets CDK show the line of source of a finding on a construct that is no resource. CDK takes the lines of a violation from the metadata of
 * its construct, where an imported key has none: the line is noted there as that of an assigned property, which the violation then names.
 * The metadata of the assembly is written already; this reaches validation-report.json, and through it the command line and the editor.
 */
import path from 'node:path';
import type { Finding } from '../types/report.js';

interface Construct {
  readonly node: {
    readonly path: string;
    readonly children: readonly Construct[];
    readonly metadata: readonly { readonly type: string }[];
    addMetadata(type: string, data: unknown): void;
  };
}

const CREATION = 'aws:cdk:creationStack';
const ASSIGNMENT = 'aws:cdk:propertyAssignment';

/** @returns gives the location with which a violation names the line: none where CDK has one of its own, or does not hand out the app */
export function lineShower(app: unknown, root: string): (finding: Finding) => string[] {
  let noted = 0;
  return ({ constructPath, source }) => {
    const construct = constructPath !== null && isConstruct(app) ? find(app, constructPath.split('/')) : undefined;
    if (!construct || !source || construct.node.metadata.some(({ type }) => type === CREATION)) return [];
    const propertyName = `kms-lint-${(noted += 1)}`;
    const line = `${constructPath ?? ''} (${path.resolve(root, source.file)}:${source.line}:${source.column})`;
    construct.node.addMetadata(ASSIGNMENT, { propertyName, stackTrace: [line] });
    return [`Properties.${propertyName}`];
  };
}

function isConstruct(value: unknown): value is Construct {
  return typeof value === 'object' && value !== null && 'node' in value;
}

/** The construct of a path below another; names may hold no slash. */
function find(above: Construct, [name, ...more]: readonly string[]): Construct | undefined {
  if (name === undefined) return above;
  const child = above.node.children.find(({ node }) => node.path.split('/').at(-1) === name);
  return child && find(child, more);
}
