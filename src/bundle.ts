/**
 * What dist/kms-lint.cjs holds: the command line, and what the plugin for CDK calls, which share nearly all of it; and what bin/load.js
 * asks.
 */
export { main } from './cli/main.js';
export { validate } from './cdk/validate.js';
export { linted } from './lint/linted.js';
