/** The options by which a lint writes suppressions: known here, so that the rest is loaded only when they are given. */
import type { Options } from './command.js';

export const SUPPRESS_OPTIONS = {
  suppress: {
    type: 'boolean',
    help: 'suppress all that is found (with --rule, --construct or --quiet what these leave), with the reason of --reason:\nby comments in the source, else in Metadata of the template or in the configuration',
  },
  reason: { type: 'string', value: 'TEXT', help: 'why it is meant to stay; asked for on a terminal' },
} as const satisfies Options;
