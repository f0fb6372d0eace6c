/** What is given to the plugin. */
import type { Flags } from '../config/merge.js';

/** What the configuration can say, too: here it goes first. */
export interface KmsLintOptions extends Flags {
  /**
   * The configuration to use, from the working directory (default: the nearest kms-lint.config.* or package.json upward); false for none.
   */
  readonly config?: string | false;
}
