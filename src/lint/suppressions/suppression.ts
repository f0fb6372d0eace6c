/** What a suppression is, wherever it is written. */
import type { Finding, Problem, SuppressionKind } from '../../types/report.js';
import type { ResourceId } from '../../types/values.js';
import type { TemplateFacts } from '../../types/facts.js';

/** The words of other tools, which people wrote for those. */
export type ForeignKind = 'cdk-nag' | 'cfn_nag' | 'checkov' | 'guard' | 'terrascan';
type OwnKind = Exclude<SuppressionKind, ForeignKind>;

/** As the types tell them, in the order in which they count. */
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
] as const satisfies readonly SuppressionKind[];

export type Suppression = OwnSuppression | ForeignSuppression;

interface Written {
  /** The id of the rule, as it is written. */
  readonly rule: string;
  /** Why; '' where nothing is said. */
  readonly reason: string;
  /** Copies of one line, as several Stages make them, have this in common: it is enough if one of them covers a finding. */
  readonly copy: string;
  /** Where it is written. */
  readonly at: () => Problem['at'];
  /** The stack that it stands in; undefined where it holds for the whole app. */
  readonly stack?: TemplateFacts;
  readonly covers: (candidate: Candidate) => boolean;
}

/** Written for kms-lint: it must give a reason, and cover something. */
export interface OwnSuppression extends Written {
  readonly by: OwnKind;
  /** The last day on which it holds. */
  readonly expires?: string;
  /** Whether it is unknown what stands at the place that it is about: then it is not told to cover nothing. */
  readonly doubtful?: () => boolean;
  /** How a reason is written here: `-- why`. */
  readonly reasonForm: string;
}

/** Written for another tool: it needs no reason, and need not cover anything. */
export interface ForeignSuppression extends Written {
  readonly by: ForeignKind;
}

export const isOwn = (suppression: Suppression): suppression is OwnSuppression => 'reasonForm' in suppression;

/** A finding with all that it is about. */
export interface Candidate {
  readonly finding: Finding;
  /**
   * The construct paths, or the paths of stacks where no construct is known. A finding of the app as a whole, as a cycle, has one for each
   * stack.
   */
  readonly paths: readonly string[];
  readonly resources: readonly ResourceId[];
  /** What it is called that the finding belongs to. */
  readonly owner: string;
  /** Where the finding stands, if that is in another resource than the one that it belongs to. */
  readonly elsewhere?: () => Pick<Candidate, 'paths' | 'resources'>;
}

/** Suppressions that were found in one place, and what is wrong there. */
export interface Found {
  readonly suppressions: readonly Suppression[];
  readonly problems: readonly Problem[];
}

export function notice(message: string, at: Problem['at']): Problem {
  return { weight: 'notice', message, ...(at ? { at } : {}) };
}
