/**
 * The recorder: notes in the metadata of an app's constructs which calls on imported keys came to nothing.
 * It changes nothing else of what is synthesized; where something in here goes wrong, the app does not learn of it.
 */
import { watchAliases, watchGrants, watchKeys, watchReferences } from './keys.js';
import { onModule } from './modules.js';
import { forChildren } from './options.js';

/**
 * Enough for a resource that is made deep in a library to show the user's line: of 110 resources of ECS patterns, pipelines, deployments
 * and clusters 27 show none with 10 frames, Node's own limit, and all of them with 25 (aws-cdk-lib 2.276.0). Each frame more costs time for
 * each resource.
 */
const STACK_TRACE_LIMIT = 25;
const NODES_LIMIT = 10;
/** One recorder for each process, though several copies of kms-lint may be there. */
const RUNNING = Symbol.for('kms-lint.record');

/** Watches every copy of aws-cdk-lib that this process has loaded or will load. */
export function record(): void {
  try {
    start();
  } catch {
    // Never the app's concern.
  }
}

function start(): void {
  const all = globalThis as { [RUNNING]?: true };
  if (all[RUNNING]) return;
  all[RUNNING] = true;
  forChildren();
  const kms = /[\\/]aws-kms[\\/]lib[\\/]$/;
  onModule({
    'app.js': [/aws-cdk.*[\\/]core[\\/]lib[\\/]$/, raiseStackTraceLimit],
    'key.js': [
      kms,
      ({ Key }, file) => {
        watchKeys(Key, file);
      },
    ],
    'key-grants.js': [
      kms,
      ({ KeyGrants }, file) => {
        watchGrants(KeyGrants, file);
      },
    ],
    'kms.generated.js': [
      kms,
      ({ CfnKey }) => {
        watchReferences(CfnKey);
      },
    ],
    'alias.js': [
      kms,
      ({ Alias }, file) => {
        watchAliases(Alias, file);
      },
    ],
  });
}

/** What the user or the app has asked for stays. */
function raiseStackTraceLimit(): void {
  const asked = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].some((option) => option.includes('stack-trace-limit'));
  if (!asked && Error.stackTraceLimit === NODES_LIMIT) Error.stackTraceLimit = STACK_TRACE_LIMIT;
}
