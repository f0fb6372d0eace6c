/** What dist/kms-lint.cjs holds: the command line, and what the plugin for CDK calls. They share nearly all of it. */
export { main } from './cli/main.js';
export { validate } from './cdk/validate.js';
