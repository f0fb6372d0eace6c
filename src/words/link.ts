/** Edges in words: what one stack does with another, so that a sentence can be made of it. */
import type { Link } from '../types/program.js';

/**
 * What the one that needs does with the other: `imports the export "x" of B`.
 * @param other what the other end is called; where it was just named, leave it out
 */
export function linkPhrase({ kind, name }: Link, other?: string): string {
  const of = other === undefined ? '' : ` of ${other}`;
  const made = other === undefined ? '' : `, which ${other} creates`;
  switch (kind) {
    case 'import':
      return `imports the export "${name}"${of}`;
    case 'stack-output':
    case 'nested-output':
      return `reads the output "${name}"${of}`;
    case 'cross-region-export':
      return `reads the cross-Region export "${name}"${of}`;
    case 'ssm-parameter':
      return `reads the SSM parameter "${name}"${made}`;
    case 'nested-parameter':
      return `is given the parameter "${name}"${other === undefined ? '' : ` by ${other}`}`;
    case 'physical-name':
      return `names "${name}"${made}`;
    case 'key-policy-principal':
      return `names the principal "${name}"${made}, in a key policy`.replace(/, in a/, made === '' ? ' in a' : ', in a');
    case 'reference':
      return `refers to ${other ?? `"${name}"`}`;
    case 'manifest':
      return `is declared to be deployed after ${other ?? 'it'}`;
    case 'depends-on':
      return `depends on ${other ?? 'it'}`;
  }
}
