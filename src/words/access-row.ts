/** What people call the principals of a policy: by construct path, parameter, import or ARN. */
import { logicalIdOf, stackIdOf } from '../core/ids.js';
import { arnOf, literal, printText, sayText } from '../core/text.js';
import type { AccessRow } from '../policy/table/whom.js';
import type { Answer, ResourceId, Text } from '../types/values.js';
import type { Program } from '../types/program.js';

interface Known {
  readonly program: Pick<Program, 'stacks'>;
  readonly pathOf: (resource: ResourceId) => string | undefined;
}

/** @param own whether it is of the key's own account */
export function nameOfAccessRow(whom: AccessRow, own: Answer, known: Known): string {
  const { kind, text, why, account, resource, but } = whom;
  if (kind === 'root') return 'the root user';
  if (kind === 'others') return `everyone but ${but.map((one) => nameOfAccessRow(one, 'unknown', known)).join(' and ')}`;
  if (kind === 'account' && account) return own === 'yes' ? 'the account by IAM policies' : nameOfAccount(account);
  if (resource !== undefined) return nameOfResource(resource, known);
  // A service is called by its name, which is no word for everyone.
  if (kind === 'service' && literal(text) === '*') return 'service *';
  if (text.length === 0) return why === undefined ? '(unknown)' : unwritten(why);
  // In the key's own account the name is enough.
  const arn = own === 'yes' ? arnOf(text) : undefined;
  return arn ? printText(arn.resource) : sayText(text);
}

const nameOfAccount = (account: Text): string => `the account ${literal(account) === undefined ? 'in ' : ''}${sayText(account)}`;

function nameOfResource(id: ResourceId, { program, pathOf }: Known): string {
  const path = pathOf(id)?.replace(/\/Resource$/, '');
  return path ?? `${program.stacks.get(stackIdOf(id))?.name ?? ''}/${logicalIdOf(id)}`;
}

/** What is known of a principal that is not written out: `it is the parameter Admins`, `Fn::Transform`. */
function unwritten(why: string): string {
  const [, parameter] = /^it is (?:the )?(parameter .+)$/.exec(why) ?? [];
  if (parameter !== undefined) return parameter;
  return `(unknown: ${/^Fn::\S+$/.test(why) ? `${why} makes it` : why})`;
}
