/**
 * The validation plugin for CDK: `Validations.of(app).addPlugins(new KmsLint())`. Its types are those of aws-cdk-lib by their shape:
 * nothing of the library is imported.
 */
import { record } from '../record/record.js';

export type { KmsLintOptions } from './options.js';
export { KmsLint } from './plugin.js';
export type { PluginReport, ValidationContext, ViolatingResource, PolicyViolation } from './report.js';

// What an app does to imported keys is known only while it runs.
record();
