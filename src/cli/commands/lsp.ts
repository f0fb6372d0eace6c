/** `kms-lint lsp`: serves an editor over standard input and output. */
import path from 'node:path';
import { appAbove, appsBelow } from '../../config/apps.js';
import { TOOL } from '../../core/version.js';
import { nodeFiles } from '../../files/node.js';
import { readOnly } from '../../fix/read-only.js';
import { BASELINE_NAME } from '../../lint/baseline.js';
import { serve } from '../../lsp/server.js';
import type { Setup } from '../../lsp/checked.js';
import { defineCommand, told, type OptionValues, type Streams } from '../command.js';
import { CONFIG_OPTIONS, readConfigs } from '../config.js';
import { isIgnored } from '../fixing.js';
import { inputsNamed, readInputs } from '../inputs.js';
import { lintSettings } from '../lint-settings.js';
import { today } from './lint.js';

export const lspCommand = defineCommand({
  name: 'lsp',
  usage: '',
  summary: 'serve an editor by the Language Server Protocol, over standard input and output (docs/editors.md)',
  options: {
    ...CONFIG_OPTIONS,
    stdio: { type: 'boolean', help: 'what editors add; it is the only way there is' },
  },
  async run({ values }, streams) {
    return serve({
      tool: TOOL,
      input: process.stdin,
      output: process.stdout,
      setup: (folder, log) => setupOf(folder, values, { ...streams, cwd: folder, error: log }),
      home: (file) => appAbove(nodeFiles, path.dirname(file))?.folder,
      told,
      link: ({ references }) => references.find((reference) => /^https?:/.test(reference) && URL.canParse(reference)),
      clock: () => Date.now(),
    });
  },
});

/**
 * What `kms-lint` lints in a folder; undefined where no app is there.
 * @throws ConfigError, UsageError: what is wrong with the configuration
 */
async function setupOf(folder: string, values: OptionValues<typeof CONFIG_OPTIONS>, streams: Streams): Promise<Setup | undefined> {
  if (!appAbove(nodeFiles, folder) && appsBelow(nodeFiles, folder).length === 0) return undefined;
  const configs = await readConfigs(values, streams, inputsNamed([], folder));
  const { input, parts, promoted } = lintSettings(configs, { flags: {}, values: {}, streams });
  const inputs = readInputs([], {}, { ...streams, error: () => undefined }, input.exclusions);
  return {
    input: {
      ...inputs,
      ...input,
      today: today(),
      tool: TOOL,
    },
    promoted,
    readOnly: readOnly(inputs.files, inputs.root, isIgnored),
    watched: [
      ...inputs.paths.flatMap((dir) => [path.join(dir, 'manifest.json'), path.join(path.dirname(dir), 'cdk.context.json')]),
      ...parts.flatMap(({ layers, folder: home, config }) => [
        ...layers.map(({ at }) => at.file),
        path.resolve(home, config.baseline ?? BASELINE_NAME),
      ]),
    ],
  };
}
