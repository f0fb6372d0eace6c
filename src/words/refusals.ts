/** The sentences of what KMS refuses in a policy. */
import type { Refusal } from '../types/policy.js';
import type { ArnKind, PrincipalFault } from '../types/statement.js';
import { statementName, writtenPrincipal } from './statement.js';

/** Follows "KMS refuses the policy: ", or of what is odd, "In the key policy ". */
export function refusalSentence(refusal: Refusal): string {
  switch (refusal.fault) {
    case 'not-json':
      return 'the policy is not JSON';
    case 'not-an-object':
      return 'the policy is not an object';
    case 'no-statements':
      return 'the policy has no Statement';
    case 'bad-version':
      return `its Version is ${refusal.version}, and only 2012-10-17 and 2008-10-17 exist`;
    case 'unknown-element': {
      const { element, statement } = refusal;
      return statement === undefined
        ? `a policy has no element ${element}`
        : `statement ${statement + 1} has an element ${element}, which does not exist`;
    }
    case 'both-elements':
      return `statement ${refusal.statement + 1} has both ${refusal.elements.join(' and ')}`;
    case 'statement-not-an-object':
      return `statement ${refusal.statement + 1} is not an object`;
    case 'no-effect':
      return `statement ${refusal.statement + 1} has no Effect`;
    case 'no-principal':
      return `statement ${refusal.statement + 1} has no Principal`;
    case 'names-nobody':
      return `statement ${refusal.statement + 1} names no principal`;
    case 'bad-effect':
      return `statement ${refusal.statement + 1} has the Effect ${refusal.effect ?? 'of another type'}, and only Allow and Deny exist`;
    case 'bad-operator':
      return `statement ${refusal.statement + 1} has a condition operator ${refusal.operator}, which does not exist`;
    case 'set-operator':
      return `statement ${refusal.statement + 1} has ForAllValues on ${refusal.conditionKey}, which has one value at most, so that it would hold for every request without it`;
    case 'bad-principal': {
      const { of, principal } = refusal;
      const why = principal.is === 'nobody' ? principalFault(principal.fault) : SHORT_ACCOUNT;
      return `${statementName(of)} names ${writtenPrincipal(principal) ?? 'an empty string'} as principal: ${why}`;
    }
    case 'too-large':
      return `it has at least ${refusal.bytes} bytes, and ${refusal.most} are the most`;
    case 'bad-character':
      return `"${refusal.character}" is not in Latin-1`;
    case 'duplicate-sid':
      return `two statements have the Sid "${refusal.sid}"`;
  }
}

const SHORT_ACCOUNT = 'an account id has twelve digits';

const CALLED: Readonly<Record<ArnKind, string>> = {
  root: 'an account',
  role: 'a role',
  user: 'a user',
  'assumed-role': 'a session',
  'federated-user': 'a federated user',
};

/** Why KMS takes a principal for nobody: `a group cannot be a principal`. */
export function principalFault(fault: PrincipalFault): string {
  switch (fault.is) {
    case 'group':
      return 'a group cannot be a principal';
    case 'short-account':
      return SHORT_ACCOUNT;
    case 'no-form':
      return 'it is neither *, an account id nor an ARN';
    case 'no-account':
      return 'the ARN names no account';
    case 'region':
      return 'the ARN of a principal has no Region';
    case 'wildcard':
      return 'a wildcard stands for a whole principal only, not for a part of an ARN';
    case 'no-such-arn':
      return 'the ARN is not that of an account, a role, a user or a session';
    case 'variable':
      return 'a principal has no policy variables; for a value of the app, write Fn::Sub';
    case 'no-text':
      return 'a principal is a text';
    case 'no-kind':
      return 'a Principal that is not * names its kind: AWS or Service';
    case 'ref':
      return `Ref gives the name of a ${fault.kind}, and a principal is an ARN`;
    case 'other-partition':
      return `the key is in the partition ${fault.own}, not ${fault.written}`;
    case 'other-service':
      return `a principal is an ARN of IAM or STS, not of ${fault.written}`;
    case 'wrong-service':
      return `the ARN of ${CALLED[fault.kind]} is one of ${fault.service.toUpperCase()}, not of ${fault.written.toUpperCase()}`;
    case 'bad-name':
      return `${fault.written} is not the name of ${CALLED[fault.kind]}`;
    case 'unknown-kind':
      return `KMS does not know principals of the kind ${fault.written}`;
    case 'no-such-kind':
      return `there is no kind of principal called ${fault.written}`;
  }
}
