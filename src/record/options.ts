/** What the processes that an app starts inherit of the recorder. */

const OURS = /((?:^|\s)(?:--require|-r)[ =])(?:kms-lint\/record|"kms-lint\/record")(?=\s|$)/;

/**
 * A child process may run in a folder where `kms-lint/record` is not found, and Node would refuse to start it: from here on the option
 * names the file.
 */
export function forChildren(environment: NodeJS.ProcessEnv = process.env, file: string = __filename): void {
  const options = environment['NODE_OPTIONS'];
  if (options !== undefined && OURS.test(options))
    environment['NODE_OPTIONS'] = options.replace(OURS, (_, require: string) => require + quoted(file));
}

/** Node takes quotes, and a backslash before what must stay as it is. */
const quoted = (file: string): string => (/[\s"\\]/.test(file) ? `"${file.replace(/["\\]/g, '\\$&')}"` : file);
