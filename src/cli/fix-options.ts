/** The options by which a lint also fixes: known here, so that the rest is loaded only when one is given. */
import type { Options, OptionValues } from './command.js';

/** Where fixes can be written. */
export const FIX_TARGETS = ['source', 'cdk-json', 'template'] as const;

export const FIX_OPTIONS = {
  fix: {
    type: 'boolean',
    help: 'apply the safe fixes to the source and cdk.json; runs the app to prove them (see --verify);\nthen run cdk synth again',
  },
  'unsafe-fixes': {
    type: 'boolean',
    help: 'apply also fixes that change access, need a new key or cost money (implies --fix,\nunless --fix-dry-run is given)',
  },
  'fix-dry-run': { type: 'boolean', help: 'print the fixes as unified diffs and write nothing; exit 1 if there are any' },
  'fix-target': {
    type: 'string',
    multiple: true,
    value: 'TARGET',
    choices: FIX_TARGETS,
    help: 'where fixes are written: source, cdk-json, template; may be repeated, the first that can is taken\n(default: source and cdk-json)',
  },
  construct: {
    type: 'string',
    multiple: true,
    value: 'PATH',
    help: 'fix only what is at or below this construct path, or glob of them; may be repeated\n(--rule ID chooses the rule)',
  },
  verify: {
    type: 'boolean',
    help: '--fix runs the app (build and app of cdk.json) in a copy of the project, without and with the fixes,\nand writes what proves right; --no-verify writes without',
  },
  'verify-timeout': { type: 'string', value: 'SECONDS', help: 'how long each run of the app may take (default: 300)' },
} as const satisfies Options;

export type FixValues = OptionValues<typeof FIX_OPTIONS>;

export function fixWanted(values: FixValues): boolean {
  return values.fix === true || values['fix-dry-run'] === true || values['unsafe-fixes'] === true;
}
