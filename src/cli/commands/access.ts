/** `kms-lint access`: who manages, administers, uses and delegates each key. */
import { access } from '../../engine/access.js';
import { ACCESS_FORMATS, accessReport } from '../../report/access.js';
import { defineCommand, oneOf } from '../command.js';
import { INPUT_OPTIONS, readInputs } from '../inputs.js';
import { tellFatal } from '../problems.js';

export const accessCommand = defineCommand({
  name: 'access',
  usage: '[paths...]',
  summary: 'who manages, administers, uses and delegates each key',
  options: {
    format: { type: 'string', value: 'NAME', choices: ACCESS_FORMATS, help: `${ACCESS_FORMATS.join(', ')} (default: text)` },
    ...INPUT_OPTIONS,
  },
  run({ values, positionals }, streams) {
    const format = oneOf('format', values.format ?? 'text', ACCESS_FORMATS);
    const { keys, problems } = access(readInputs(positionals, values, streams));
    const exit = tellFatal(problems, streams);
    if (keys.length > 0 || exit === 0 || format === 'json') streams.out(accessReport(format, keys, streams.width));
    return exit;
  },
});
