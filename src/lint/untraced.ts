/** Tells, once, how findings come to stand on lines of source where CDK wrote down none. */
import type { StackArtifact } from '../assembly/assembly.js';
import type { Finding, Problem } from '../types/report.js';
import type { StackId } from '../types/values.js';
import type { Evidence } from './evidence.js';

/**
 * aws-cdk-lib writes the traces of constructs since 2.251, and before it with CDK_DEBUG alone (`debugModeEnabled` in core/lib/debug.ts).
 * Silent for apps of other languages, whose own lines CDK_DEBUG does not bring in those versions.
 */
export function untracedNotice(
  findings: readonly Finding[],
  artifacts: ReadonlyMap<StackId, StackArtifact>,
  evidence: Evidence,
): readonly Problem[] {
  for (const { stackId, source, suppressed } of findings) {
    const artifact = stackId === null || source || suppressed ? undefined : artifacts.get(stackId);
    if (artifact?.manifestFile === undefined) continue;
    const tree = evidence.tree(artifact.stage);
    if (tree.home === undefined || tree.otherLanguage() !== undefined || evidence.traced(artifact)) continue;
    const message =
      'CDK wrote down no lines of source, so findings stand on lines of the templates: ' +
      'run `CDK_DEBUG=true npx cdk synth` (aws-cdk-lib before 2.251 needs it), then kms-lint again';
    return [{ weight: 'notice', message, at: { file: artifact.manifestFile } }];
  }
  return [];
}
