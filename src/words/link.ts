/** Edges in words: what one stack does with another, in a sentence and as the label of a picture. */
import type { Link } from '../types/program.js';

/** What a link does, before the name of what it asks for. */
const ASKS = {
  import: 'imports the export',
  'stack-output': 'reads the output',
  'nested-output': 'reads the output',
  'cross-region-export': 'reads the cross-Region export',
  'ssm-parameter': 'reads the SSM parameter',
  'nested-parameter': 'is given the parameter',
  'physical-name': 'names',
  'key-policy-principal': 'names the principal',
  reference: 'refers to',
  'depends-on': 'depends on it',
  manifest: 'is declared to be deployed after it',
} as const satisfies Record<Link['kind'], string>;

/**
 * What the one that needs does with the other: `imports the export "x" of B`.
 * @param other what the other end is called; where it was just named, leave it out
 */
export function linkPhrase({ kind, name }: Link, other?: string): string {
  const asks = `${ASKS[kind]} "${name}"`;
  if (other === undefined)
    return kind === 'manifest' || kind === 'depends-on' ? ASKS[kind] : kind === 'key-policy-principal' ? `${asks} in a key policy` : asks;
  switch (kind) {
    case 'import':
    case 'stack-output':
    case 'nested-output':
    case 'cross-region-export':
      return `${asks} of ${other}`;
    case 'ssm-parameter':
    case 'physical-name':
      return `${asks}, which ${other} creates`;
    case 'key-policy-principal':
      return `${asks}, which ${other} creates, in a key policy`;
    case 'nested-parameter':
      return `${asks} by ${other}`;
    case 'reference':
      return `refers to ${other}`;
    case 'manifest':
      return `is declared to be deployed after ${other}`;
    case 'depends-on':
      return `depends on ${other}`;
  }
}

/** What a link inside a template does, without the name of what it asks for: the label of an edge of a picture. */
export const innerLinkLabel = ({ kind }: Pick<Link, 'kind'>): string => ASKS[kind];

/** The label of an edge between stacks, before the names of what is asked for. */
export const LINK_VERB: Readonly<Record<Link['kind'], string>> = {
  manifest: 'deployed after',
  import: 'imports',
  'stack-output': 'reads',
  'cross-region-export': 'reads across Regions',
  'ssm-parameter': 'reads from SSM',
  'nested-parameter': 'is given',
  'nested-output': 'reads',
  'physical-name': 'names as text',
  'key-policy-principal': 'key policy names as text',
  'depends-on': 'depends on',
  reference: 'refers to',
};
