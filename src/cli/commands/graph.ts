/** `kms-lint graph`: how the stacks and keys of an app hang together, as text or a picture. */
import { graph } from '../../lint/graph.js';
import { DRAW } from '../../diagram/index.js';
import { svgDrawer } from '../../diagram/svg.js';
import { visible } from '../../core/escape.js';
import { didYouMean } from '../../core/nearest.js';
import { exclusionsOf } from '../../config/join.js';
import { defineCommand, oneOf, UsageError } from '../command.js';
import { CONFIG_OPTIONS, readConfigs } from '../config.js';
import { INPUT_OPTIONS, inputsNamed, readInputs } from '../inputs.js';
import { tellFatal } from '../problems.js';

const FORMATS = ['text', 'mermaid', 'dot', 'svg', 'json'] as const;

export const graphCommand = defineCommand({
  name: 'graph',
  usage: '[paths...]',
  summary: 'how stacks and keys depend on each other, with the cycles and where to break them',
  options: {
    format: { type: 'string', value: 'NAME', choices: FORMATS, help: `${FORMATS.join(', ')} (default: text)` },
    focus: {
      type: 'string',
      value: 'KEY',
      help: 'only what has to do with this key: its construct path, the end of it, or its logical id',
    },
    ...CONFIG_OPTIONS,
    ...INPUT_OPTIONS,
  },
  async run({ values, positionals }, streams) {
    const format = oneOf('format', values.format ?? 'text', FORMATS);
    const { focus } = values;
    const configs = await readConfigs(values, streams, inputsNamed(positionals, streams.cwd));
    const exclusions = configs.flatMap(({ layers }) => exclusionsOf(layers));
    const { drawing, keys, focused, problems } = graph({
      ...readInputs(positionals, values, streams, exclusions),
      ...(focus === undefined ? {} : { focus }),
    });
    const exit = tellFatal(problems, streams);
    if (focus !== undefined && focused !== 1 && exit === 0) throw new UsageError(visible(whichKey(focus, focused, keys)));
    streams.out(format === 'svg' ? (await svgDrawer())(drawing) : DRAW[format](drawing));
    return exit;
  },
});

function whichKey(focus: string, focused: number, keys: readonly string[]): string {
  if (focused > 1) return `--focus ${focus} is the name of ${focused} keys: ${keys.join(', ')}`;
  return `there is no key ${focus}${didYouMean(focus, keys) || `; the keys are ${keys.join(', ') || 'none'}`}`;
}
