/** The plugin as CDK sees it. What lints is loaded when CDK asks: most apps that have the plugin only run in unit tests. */
import { TOOL } from '../core/version.js';
import type { KmsLintOptions } from './options.js';
import type { PluginReport, ValidationContext } from './report.js';
import { validate } from './validate.js';

/**
 * A plugin for `Validations.of(app).addPlugins(…)`, and for `policyValidationBeta1` of the versions before that.
 * The synthesis fails where the command line would exit with 1 or 2: on errors, unless `failOn` says otherwise.
 */
export class KmsLint {
  readonly name = TOOL.name;
  readonly version = TOOL.version;
  readonly #options: KmsLintOptions;

  constructor(options: KmsLintOptions = {}) {
    this.#options = options;
  }

  /**
   * Called by CDK when everything is written.
   * @throws an error that names every fault of the configuration, of which CDK makes a failed report
   */
  validate(context: ValidationContext): PluginReport {
    return validate(context, this.#options);
  }
}
