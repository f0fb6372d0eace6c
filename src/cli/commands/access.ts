/** `kms-lint access`: who manages, administers, uses and delegates each key. */
import { access } from '../../lint/access.js';
import { ACCESS_FORMATS, accessReport } from '../../report/access.js';
import { defineCommand, oneOf } from '../command.js';
import { INPUT_OPTIONS, readInputs } from '../inputs.js';
import { tellFatal } from '../problems.js';

const DETAILS = `What it says of each key, where that differs from what every key has by default:
  IAM may manage it       IAM policies are enough to change the key policy, for a principal of the account that the policy does not name
  IAM may grant anything  the same for every action on the key
  manageable              somebody in the account can change the key policy
  durable                 somebody can, and that does not hang on one role or user that may be deleted
  public                  any AWS account can do something with the key
  cross-account           somebody in another account can; AWS services do not count
  managed by ...          who can do at least one thing of the sort: whom the policy names, and who can do what others of the account cannot
  by IAM policies         only those whose own IAM policies allow it, too
  let in by IAM           the roles and users that IAM policies of the app allow something on the key
  encrypts                the resources that name the key
  needed, and allowed to  the services and roles that must use the key, and for what; refused to: those that may not
  (?), (if ...)           what only the deployment or the request decides; the condition keys of the statements
`;

export const accessCommand = defineCommand({
  name: 'access',
  usage: '[paths...]',
  summary: 'who manages, administers, uses and delegates each key',
  details: DETAILS,
  options: {
    format: { type: 'string', value: 'NAME', choices: ACCESS_FORMATS, help: `${ACCESS_FORMATS.join(', ')} (default: text)` },
    ...INPUT_OPTIONS,
  },
  run({ values, positionals }, streams) {
    const format = oneOf('format', values.format ?? 'text', ACCESS_FORMATS);
    const { problems, ...tables } = access(readInputs(positionals, values, streams));
    const exit = tellFatal(problems, streams);
    const isEmpty = tables.keys.length + tables.importedKeys.length === 0;
    if (!isEmpty || exit === 0 || format === 'json') streams.out(accessReport(format, tables, streams.width));
    return exit;
  },
});
