/** `kms-lint link`: what is wrong between apps, from their facts alone; the last job of a pipeline of many apps. */
import { examine } from '../../lint/lint.js';
import { appGraph } from '../../lint/app-graph.js';
import { relativeDrawing } from '../../lint/relative.js';
import { merge } from '../../config/merge.js';
import { FAIL_ON } from '../../config/schema.js';
import { DRAW } from '../../diagram/index.js';
import { TOOL } from '../../core/version.js';
import { writtenAt } from '../../config/join.js';
import { CONFIG_OPTIONS, readConfig } from '../config.js';
import { defineCommand, oneOf, UsageError } from '../command.js';
import { matching, INPUT_OPTIONS, readInputs } from '../inputs.js';
import { readReports, REPORT_OPTIONS, writeReports } from '../reports.js';
import { wrote } from '../wrote.js';

const GRAPHS = ['text', 'mermaid', 'dot', 'json'] as const;

export const linkCommand = defineCommand({
  name: 'link',
  usage: 'FILES...',
  summary: 'what is wrong between apps, from the facts that each wrote with --facts: files or globs',
  options: {
    ...REPORT_OPTIONS,
    'fail-on': {
      type: 'string',
      value: 'LEVEL',
      choices: FAIL_ON,
      help: 'exit 1 on findings from this level up: error, warning, note, never (default: error)',
    },
    pedantic: { type: 'boolean', help: 'show also what is only possible, because a value is not known before deployment' },
    graph: { type: 'string', value: 'NAME=FILE', help: `write the graph of the apps, too: ${GRAPHS.join(', ')}` },
    ...CONFIG_OPTIONS,
    root: INPUT_OPTIONS.root,
  },
  async run({ values, positionals }, streams) {
    if (positionals.length === 0) throw new UsageError('link needs the facts of the apps: kms-lint link facts/*.json');
    const wanted = await readReports(values, streams),
      drawing = graphWanted(values.graph);
    const { config: given, rules, layers } = await readConfig(values, streams);
    const config = merge(given, {
      ...(values.pedantic === undefined ? {} : { pedantic: values.pedantic }),
      ...(values['fail-on'] === undefined ? {} : { failOn: oneOf('fail-on', values['fail-on'], FAIL_ON) }),
    });
    const inputs = { ...readInputs(['.'], values, streams), paths: [] };
    const examined = examine({
      ...inputs,
      facts: positionals.flatMap((pattern) => matching(pattern, streams.cwd)),
      between: true,
      rules,
      config,
      configAt: (pointer) => writtenAt(layers, pointer),
      today: new Date().toISOString().slice(0, 10),
      tool: TOOL,
    });
    const exit = writeReports(examined, inputs, wanted, values, streams);
    if (drawing && !wrote(drawing.file, DRAW[drawing.format](relativeDrawing(inputs.root, appGraph(examined.loaded))), streams)) return 2;
    return exit;
  },
});

function graphWanted(given: string | undefined): { readonly format: (typeof GRAPHS)[number]; readonly file: string } | undefined {
  if (given === undefined) return undefined;
  const [format = '', ...rest] = given.split('=');
  const file = rest.join('=');
  if (file === '') throw new UsageError('--graph takes NAME=FILE, as in --graph mermaid=apps.mmd');
  return { format: oneOf('graph', format, GRAPHS), file };
}
