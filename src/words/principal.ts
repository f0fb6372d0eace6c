/** What those who ask are called. */
import { printText } from '../core/text.js';
import { FRESH, STRANGER } from '../policy/scope.js';
import type { RequestPrincipal } from '../types/statement.js';

/** `the root user`, `the account's IAM policies` (whoever has only these), an ARN, `the account 444455556666`, the name of a service. */
export function principalName(principal: RequestPrincipal): string {
  switch (principal.is) {
    case 'own':
      return principal.who === 'root' ? 'the root user' : "the account's IAM policies";
    case 'named':
      return printText(principal.text);
    case 'service':
      return principal.name === FRESH ? 'a service' : printText(principal.name);
    case 'foreign': {
      const { account, root, every } = principal;
      if (account === STRANGER) return every ? 'any AWS account' : 'principals of other accounts';
      return `${root ? 'the root user of ' : ''}the account ${printText(account)}`;
    }
  }
}
