/** A remedy in words: the fix that a finding shows. */
import { capital } from '../core/first-letter.js';
import type { Remedy, RemedyPart } from '../remedies/remedy.js';
import type { Fix } from '../types/rule.js';
import { AS_IN_TEMPLATE, type KeyProperties } from './key-property.js';
import { enumerated } from './list.js';
import { statementName } from './statement.js';
import { namesOfStatements } from './trust.js';

/**
 * The public fix of a remedy, with what it does as its title; undefined of none.
 * @param write how the app writes the properties of the key; as a template does where that is left out
 */
export function fixOf(remedy: Remedy, write?: KeyProperties): Fix;
export function fixOf(remedy: Remedy | undefined, write?: KeyProperties): Fix | undefined;
export function fixOf(remedy: Remedy | undefined, write: KeyProperties = AS_IN_TEMPLATE): Fix | undefined {
  return remedy && { title: capital(titleOf(remedy, write)), safety: remedy.safety, edits: remedy.edits };
}

function titleOf({ kind, parts }: Remedy, write: KeyProperties): string {
  const said = parts.map((part, i) => saidOf(part, i > 0, write));
  if (kind === 'root-trust') return said.join(', and ');
  if (kind === 'reference' || kind === 'grant') return said.join(', ');
  const [first = '', ...others] = new Set(said);
  return others.length === 0 ? first : 'change the statements of the key policy that refer to another stack';
}

/** @param isLater it is said after another part, which speaks of a statement */
function saidOf(part: RemedyPart, isLater: boolean, write: KeyProperties): string {
  switch (part.kind) {
    case 'add-root-statement':
      return `add the ${isLater ? 'one' : 'statement'} by which the account's IAM policies manage the key`;
    case 'let-root-statement-mean-key':
      return 'let the statement for the account\'s root mean this key (Resource "*")';
    case 'widen-root-statement':
      return "let the statement for the account's root allow kms:*";
    case 'remove-root-condition':
      return "remove the condition from the statement for the account's root";
    case 'name-granted':
      return `allow ${enumerated(part.actions)} to the role or user in the key policy`;
    case 'delete-denies': {
      const { statements, of } = part;
      const what = of === 'all' ? "actions to the account's IAM policies" : of;
      return `delete ${namesOfStatements(statements)}, which ${statements.length === 1 ? 'denies' : 'deny'} ${what}`;
    }
    case 'leave-lockout-bypass-out':
      return `remove ${write.name('BypassPolicyLockoutSafetyCheck')}`;
    case 'leave-principal-out':
      return part.granted
        ? 'leave the principal out of the key policy: its IAM policy gives it the same'
        : 'leave the principal out of the key policy; its own IAM policy must then allow it to use the key';
    case 'name-account-instead':
      return `name the account ${part.account} instead of its role, and let its IAM policies decide`;
    case 'write-resource-star':
      return 'write Resource "*", which in a key policy means this key';
    case 'name-source-account':
      return 'let the condition name the account of the source (aws:SourceAccount), not the source';
    case 'let-service-use-key':
      return `add the statement by which ${part.service} may use the key`;
    case 'allow-service-more':
      return `let ${statementName(part.statement)} allow ${enumerated(part.actions)} as well`;
    case 'fit-condition':
      return `give ${statementName(part.statement)} a condition that requests of ${part.service} fulfil`;
    case 'let-role-use-key':
      return `allow the role ${enumerated(part.actions)} on the key`;
    case 'set-property':
      return part.to === undefined
        ? `remove ${write.name(part.property)}`
        : `set ${write.name(part.property)} to ${write.value(part.property, String(part.to))}`;
  }
}
