/** What the processes that an app starts inherit of the recorder. */
import { pathToFileURL } from 'node:url';

const OURS = /((?:^|\s)(?:--require|-r|--import)[ =])(?:kms-lint\/record|"kms-lint\/record")(?=\s|$)/g;

/**
 * A child process may run in a folder where `kms-lint/record` is not found, and Node would refuse to start it: from here on the option
 * names the file.
 */
export function forChildren(environment: NodeJS.ProcessEnv = process.env, file: string = __filename): void {
  const options = environment['NODE_OPTIONS'];
  if (options === undefined) return;
  const absolute = options.replace(
    OURS,
    (_, option: string) => option + (option.includes('import') ? pathToFileURL(file).href : quoted(file)),
  );
  if (absolute !== options) environment['NODE_OPTIONS'] = absolute;
}

/** Node takes quotes, and a backslash before what must stay as it is. */
const quoted = (file: string): string => (/[\s"\\]/.test(file) ? `"${file.replace(/["\\]/g, '\\$&')}"` : file);
