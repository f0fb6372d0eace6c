/** `kms-lint lsp`: serves an editor over standard input and output. */
import path from 'node:path';
import { Writable } from 'node:stream';
import { appAbove, appsBelow } from '../../config/apps.js';
import { TOOL } from '../../core/version.js';
import { nodeFiles } from '../../files/node.js';
import { readOnly } from '../../fix/read-only.js';
import { BASELINE_NAME } from '../../lint/baseline.js';
import { serve } from '../../lsp/server.js';
import type { Setup } from '../../lsp/checked.js';
import { ruleAddress } from '../../report/rule-address.js';
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
    if (process.stdin.isTTY) streams.error('kms-lint: this speaks with an editor, see docs/editors.md; end it with Ctrl+C\n');
    return serve({
      tool: TOOL,
      input: process.stdin,
      output: ownOutput(),
      apps: appsOf,
      setup: (app, log) => setupOf(values, { ...streams, cwd: app, error: log }),
      home: (file) => appAbove(nodeFiles, path.dirname(file))?.folder,
      told,
      link: ruleAddress,
      clock: () => Date.now(),
    });
  },
});

/** Standard output, for the protocol alone: what a configuration in code prints goes to the error stream. */
function ownOutput(): Writable {
  const write = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  return new Writable({
    write: (chunk: Uint8Array, _, done) => void write(chunk, done),
  });
}

/** The app that a folder belongs to, else those below it. */
function appsOf(folder: string): readonly string[] {
  const above = appAbove(nodeFiles, folder);
  return (above ? [above] : appsBelow(nodeFiles, folder)).map((app) => app.folder);
}

/**
 * What `kms-lint` lints in the folder of an app.
 * @throws ConfigError, UsageError: what is wrong with the configuration
 */
async function setupOf(values: OptionValues<typeof CONFIG_OPTIONS>, streams: Streams): Promise<Setup> {
  const configs = await readConfigs(values, streams, inputsNamed([], streams.cwd));
  const { input, parts, promoted } = lintSettings(configs, { flags: {}, values: {}, streams });
  const inputs = readInputs([], {}, streams, input.exclusions);
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
