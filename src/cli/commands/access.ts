/** `kms-lint access`: who manages, administers, uses and delegates each key. */
import path from 'node:path';
import { access } from '../../lint/access.js';
import { partsOf, vouchedKeys } from '../../lint/by-app.js';
import { isExcluded } from '../../lint/excluded.js';
import { ACCESS_FORMATS, accessReport } from '../../report/access.js';
import { defineCommand, oneOf } from '../command.js';
import { CONFIG_OPTIONS, readConfigs } from '../config.js';
import { INPUT_OPTIONS, inputsNamed, readInputs } from '../inputs.js';
import { lintSettings } from '../lint-settings.js';
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
    ...CONFIG_OPTIONS,
    ...INPUT_OPTIONS,
  },
  async run({ values, positionals }, streams) {
    const format = oneOf('format', values.format ?? 'text', ACCESS_FORMATS);
    // Of each app its own configuration tells what the keys of others allow, and what is left out.
    const configs = await readConfigs(values, streams, inputsNamed(positionals, streams.cwd));
    const settings = lintSettings(configs, { flags: {}, values: { 'no-baseline': true }, streams }).input;
    const { exclusions = [] } = settings;
    const inputs = readInputs(positionals, values, streams, exclusions);
    const {
      problems,
      keys: all,
      importedKeys,
    } = access({
      ...inputs,
      externalKeys: (stacks) => vouchedKeys(partsOf(settings, settings.apps ?? [], [...stacks.values()])),
    });
    const keys = all.filter(({ file }) => !isExcluded(exclusions, path.resolve(inputs.root, file), inputs.paths));
    const exit = tellFatal(problems, streams);
    const isEmpty = keys.length + importedKeys.length === 0;
    if (!isEmpty || exit === 0 || format === 'json') streams.out(accessReport(format, { keys, importedKeys }, streams.width));
    return exit;
  },
});
