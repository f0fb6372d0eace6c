/** What a suppression is, wherever it is written. */
import type { Finding, Problem } from '../../types/report.js';
import type { ResourceId } from '../../types/values.js';
import type { TemplateFacts } from '../../types/facts.js';

/**
 * Where suppressions are written, in the order in which they count: where several cover a finding, the first is the one that is told.
 * acknowledgement: `Validations.of(x).acknowledge()`; metadata: "kms-lint" in a resource's or template's Metadata, or `node.addMetadata()`;
 * comment: in the source; configuration: `ignores`; the rest are other tools' words in a template.
 */
export const ORDER = [
  'acknowledgement',
  'metadata',
  'comment',
  'configuration',
  'cdk-nag',
  'cfn_nag',
  'checkov',
  'guard',
  'terrascan',
] as const;
export type By = (typeof ORDER)[number];

export interface Suppression {
  readonly by: By;
  /** The id of the rule, as it is written. */
  readonly rule: string;
  /** Why; '' where nothing is said. */
  readonly reason: string;
  /** The last day on which it holds. */
  readonly expires?: string;
  /** Written for another tool: it needs no reason, and need not cover anything. */
  readonly foreign?: boolean;
  /** Copies of one line, as several Stages make them, have this in common: it is enough if one of them covers a finding. */
  readonly copy: string;
  /** Where it is written. */
  readonly at: () => Problem['at'];
  /** How a reason is written here: `-- why`. */
  readonly reasonForm: string;
  /** The stack that it stands in; undefined where it holds for the whole app. */
  readonly stack?: TemplateFacts;
  readonly covers: (candidate: Candidate) => boolean;
}

/** A finding with all that it is about. */
export interface Candidate {
  readonly finding: Finding;
  /** The construct paths, or the paths of stacks where no construct is known. A finding of the app as a whole, as a cycle, has one for each stack. */
  readonly paths: readonly string[];
  readonly resources: readonly ResourceId[];
}

/** Suppressions that were found in one place, and what is wrong there. */
export interface Written {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly Problem[];
}

export function notice(message: string, at: Problem['at']): Problem {
  return { weight: 'notice', message, ...(at ? { at } : {}) };
}
