/** What to do where a key policy does not let somebody in, in words: for an app of CDK, and for a template that was written by hand. */
import { capital } from '../core/first-letter.js';
import { stackIdOf } from '../core/ids.js';
import { printText } from '../core/text.js';
import { sameAccount } from '../policy/scope.js';
import type { Decision } from '../types/policy.js';
import type { Key, Program } from '../types/program.js';
import type { PrincipalElement, Statement } from '../types/statement.js';
import type { TemplateFacts } from '../types/facts.js';
import { mistakesIn } from '../policy/mistakes.js';
import { enumerated } from './list.js';
import { mistakeSentence, ofPrincipalsInstead } from './mistakes.js';
import { statementName } from './statement.js';

/** `statement 2 and statement 3 ("Freeze")` */
export const namesOfStatements = (statements: readonly Statement[]): string => statements.map(statementName).join(' and ');

/**
 * The remedy of a Deny that keeps somebody out: no Allow helps against it.
 * @param whom whom it is to spare
 * @example remedy: spareThem(denying(key.policy.manageable), 'the administrators of the key')
 */
export function spareThem(denies: readonly Statement[], whom: string): string {
  const deny = overrides(denies),
    [mistake] = denies.flatMap(mistakesIn),
    conditional = denies.filter(({ conditions }) => conditions.length > 0);
  if (mistake) return `${deny} The condition is written wrongly, so that it denies more than is meant. ${mistakeSentence(mistake)}`;
  if (denies.some(deniesAllTls))
    return `${deny} Every request to KMS uses TLS, so the Deny hits all of them. To deny requests without TLS, test aws:SecureTransport for "false".`;
  const listed =
    denies.length === 1 && conditional.some(({ conditions }) => conditions.some((test) => test.negated && test.key === BY_ARN));
  if (listed) return `${deny} If ${whom} should have access, add the ARN to the values of aws:PrincipalArn in its condition.`;
  if (denies.some(({ notPrincipal }) => notPrincipal))
    return `${deny} NotPrincipal spares a role only together with its account and its sessions. If ${whom} should have access, write Principal "*" in place of NotPrincipal, with ${EXCEPTION}.`;
  const holding = conditional.length === denies.length ? ` The condition on ${conditionKeysOfAll(denies)} holds for these requests.` : '';
  return `${deny}${holding} If ${whom} should have access, ${holding === '' ? '' : 'correct that condition, or '}give the Deny ${EXCEPTION}.`;
}

/** The same of a service, which has no ARN of a principal. @param service `logs.amazonaws.com` */
export function spareService(denies: readonly Statement[], service: string): string {
  const [mistake] = denies.flatMap(mistakesIn);
  return `${overrides(denies)} ${mistake ? mistakeSentence(mistake) : `If ${service} should have access, exempt AWS services: add "BoolIfExists": { "aws:PrincipalIsAWSService": "false" } to the condition of ${namesOfStatements(denies)}.`}`;
}

const BY_ARN = 'aws:principalarn',
  EXCEPTION = 'an exception: a condition with ArnNotLike on aws:PrincipalArn';

const overrides = (denies: readonly Statement[]): string =>
  `${capital(namesOfStatements(denies))} ${denies.length === 1 ? 'denies' : 'deny'} this. A Deny overrides every Allow, so another Allow does not help.`;

/** A Deny of requests without TLS, with the wrong value. */
const deniesAllTls = ({ conditions }: Statement): boolean =>
  conditions.some(
    ({ base, key, negated, values }) =>
      base === 'bool' && !negated && key === 'aws:securetransport' && values.some((one) => printText(one) === 'true'),
  );

const conditionKeysOfAll = (statements: readonly Statement[]): string =>
  enumerated([...new Set(statements.flatMap(({ conditions }) => conditions.map(({ name }) => name)))]);

/**
 * `the condition on aws:PrincipalType in statement 1 ("RootUser")`: what keeps IAM policies out though the account's root is named.
 * Undefined of none.
 */
export function causeOf(conditional: readonly Statement[]): string | undefined {
  if (conditional.length === 0) return undefined;
  const each = conditional.map((one) => `the condition on ${conditionKeysOf(one)} in ${statementName(one)}`);
  return enumerated(each);
}

/** A condition may be there on purpose: both ways are told. @param otherwise what helps where it is to stay, as a sentence */
export function removeConditions(conditional: readonly Statement[], otherwise: string): string {
  const [mistake] = conditional.flatMap(mistakesIn);
  if (mistake) return mistakeSentence(mistake);
  const [instead] = conditional.flatMap(({ conditions }) => conditions.flatMap(({ name }) => ofPrincipalsInstead(name) ?? []));
  if (instead !== undefined) return instead;
  const what = conditional.map((one) => `the condition on ${conditionKeysOf(one)} from ${statementName(one)}`);
  return `If the account's IAM policies are meant to decide, remove ${enumerated(what)}. ${otherwise}`;
}

const conditionKeysOf = ({ conditions }: Statement): string => enumerated([...new Set(conditions.map(({ name }) => name))]);

/**
 * The remedy of a key about which the account's IAM policies are to decide, in the words of CDK, or of a template that was written by hand.
 * @param besides what else helps, in CDK and in a template, after a comma or a full stop
 * @example remedy: letIamDecide(key, program)
 */
export function letIamDecide(key: Key, program: Program, besides: { readonly cdk?: string; readonly template?: string } = {}): string {
  return `To let the account's IAM policies decide, ${addRootStatement(key, program)}${(isWrittenByHand(key, program) ? besides.template : besides.cdk) ?? ''}.`;
}

/** The same as the second of two ways. */
export const orLetIamDecide = (key: Key, program: Program): string =>
  `Or let the account's IAM policies decide: ${addRootStatement(key, program)}.`;

function addRootStatement(key: Key, program: Program): string {
  const statement = rootStatementIn(key, program);
  return isWrittenByHand(key, program) ? `add to KeyPolicy ${statement}` : `add ${statement} to the policy`;
}

/** The principals of which it is not known whether they are of the key's account, though that decides an answer. */
export function perhapsOwn({ env, policy }: Key, { reasons }: Decision): readonly string[] {
  const isDoubtful = (who: PrincipalElement): boolean =>
    who.is === 'id' || ('account' in who && sameAccount(who.account, env.account) === 'unknown');
  const principals = policy.statements
    .filter(({ effect, at }) => effect === 'Allow' && reasons.some((one) => one.at.pointer === at.pointer))
    .flatMap((statement) => statement.principals);
  return [...new Set(principals.filter(isDoubtful).map(({ text }) => printText(text)))];
}

/** The statement by which the account's IAM policies decide about the key, as it is written where the key is: in CDK, or in a template. */
export function rootStatementIn(key: Key, program: Program): string {
  return isWrittenByHand(key, program)
    ? 'a statement with Effect Allow, Action kms:*, Resource "*" and the account\'s root as Principal (AWS: arn:${AWS::Partition}:iam::${AWS::AccountId}:root, with Fn::Sub)'
    : "new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] })";
}

/** Whether the key stands in a template by itself that CDK did not write: no manifest lists it, and CDK left no construct path. */
export function isWrittenByHand({ stack, resource }: Pick<Key, 'stack' | 'resource'>, { stacks }: Pick<Program, 'stacks'>): boolean {
  const metadata = resource.metadata;
  if (typeof metadata === 'object' && metadata !== null && 'aws:cdk:path' in metadata) return false;
  let facts: TemplateFacts | undefined = stacks.get(stack);
  while (facts?.parent !== undefined) facts = stacks.get(stackIdOf(facts.parent));
  return facts !== undefined && facts.stage === facts.file;
}
