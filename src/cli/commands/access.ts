/** `kms-lint access`: who manages, administers, uses and delegates each key. */
import { access } from '../../engine/access.js';
import { ACCESS_FORMATS, accessReport } from '../../report/access.js';
import { defineCommand, oneOf } from '../command.js';
import { INPUT_OPTIONS, readInputs } from '../inputs.js';

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
    streams.out(accessReport(format, keys));
    const fatal = problems.filter(({ weight }) => weight === 'fatal');
    for (const { message } of fatal) streams.error(`kms-lint: ${message}\n`);
    return fatal.length > 0 ? 2 : 0;
  },
});
