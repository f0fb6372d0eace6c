/**
 * The recorder: notes in the metadata of an app's constructs which calls on imported keys came to nothing.
 * It changes nothing else of what is synthesized; where something in here goes wrong, the app does not learn of it.
 */
import { watchAliases, watchGrants, watchKeys } from './keys.js';
import { onModule } from './modules.js';
import { forChildren } from './options.js';

/**
 * Enough for a policy that is made deep in a library to show the user's line, as 10, Node's own, is not. Each frame more costs time for each resource:
 * over 1120 resources 50 frames cost 7 % of a synthesis.
 */
const STACK_TRACE_LIMIT = 25;
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
  onModule([
    [/aws-cdk.*[\\/]core[\\/]lib[\\/]app\.js$/, raiseStackTraceLimit],
    [
      /[\\/]aws-kms[\\/]lib[\\/]key\.js$/,
      ({ Key }, file) => {
        watchKeys(Key, file);
      },
    ],
    [
      /[\\/]aws-kms[\\/]lib[\\/]key-grants\.js$/,
      ({ KeyGrants }, file) => {
        watchGrants(KeyGrants, file);
      },
    ],
    [
      /[\\/]aws-kms[\\/]lib[\\/]alias\.js$/,
      ({ Alias }, file) => {
        watchAliases(Alias, file);
      },
    ],
  ]);
}

/** What the user has asked for stays. */
function raiseStackTraceLimit(): void {
  const asked = [...process.execArgv, process.env['NODE_OPTIONS'] ?? ''].some((option) => option.includes('stack-trace-limit'));
  if (!asked) Error.stackTraceLimit = Math.max(Error.stackTraceLimit, STACK_TRACE_LIMIT);
}
