/** What people call the principals of a policy: by construct path, parameter, import or ARN. */
import { logicalIdOf, stackIdOf } from '../core/ids.js';
import { arnOf, literal, onlySymbol, printText, sayText } from '../core/text.js';
import type { AccessRow } from '../types/access.js';
import type { Answer, ResourceId, Text } from '../types/values.js';
import type { Program } from '../types/program.js';
import type { Unknown } from '../types/statement.js';
import { originOf } from './reasons.js';

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

/** What is known of a principal that is not written out: the parameter, or the function that makes it. */
function unwritten(why: Unknown): string {
  if (why.of === 'folded' && why.why.of === 'parameter') return `parameter ${why.why.name}`;
  return why.of === 'value' && onlySymbol(why.text)?.of === 'parameter' ? sayText(why.text) : `(unknown: ${originOf(why)})`;
}

/** A row as its policy writes it: of all but some these. */
export const writtenAccessRow = ({ kind, text, but }: AccessRow): string =>
  kind === 'others'
    ? `everyone but ${but.map((one) => printText(one.text)).join(', ')}`
    : text.length === 0
      ? '(unknown)'
      : printText(text);
