/**
 * For tests: a second judge of key policies, which knows nothing of this room. One policy, one request of which every value is known: allowed or not.
 * It follows AWS's pages, which stand beside each rule (IAM: the IAM User Guide, KMS: the KMS Developer Guide). What they leave open, a Reading decides.
 */
import { actionNamed } from '../reference/actions.js';
import { list, type One, type PlainStatement } from './plain.testing.js';

export interface PlainPolicy {
  readonly Version?: string;
  readonly Statement: One<PlainStatement>;
}
/** Who calls: a session of a role goes by two ARNs, a service by its name. */
export interface Caller {
  readonly kind: 'root' | 'user' | 'role' | 'federated-user' | 'service';
  /** Of a service: its name. */
  readonly account: string;
  /** Every ARN by which a policy can name it, the one of aws:PrincipalArn first. */
  readonly arns: readonly string[];
  /** The unique id by which KMS stores it. */
  readonly id: string;
  /** Whether its own IAM policies allow everything, or nothing. */
  readonly iam: boolean;
}
export interface ConcreteRequest {
  readonly by: Caller;
  /** As ACTIONS has it: `kms:Decrypt`. */
  readonly action: string;
  readonly key: string;
  /** By condition key in lower case; a key that is not there is absent. */
  readonly carries: Readonly<Record<string, readonly string[] | undefined>>;
}
/** How to read what AWS's pages do not say. */
export interface Reading {
  /** A Deny with NotPrincipal leaves a role alone that is listed without its session and its account. */
  readonly lenientNotPrincipal: boolean;
  /** An ARN operator takes a pattern that is no ARN, such as a bare `*`, for a plain pattern; else nothing matches it. */
  readonly loosePatterns: boolean;
  /** ForAnyValue with IfExists holds for a request without the key. */
  readonly anyIfExists: boolean;
  /** A key with several values under no set operator: one of them is enough. */
  readonly oneOfSeveral: boolean;
}

/** A Principal names one at least (IAM, reference_policies_grammar.html): KMS takes no policy with another. */
export const isRefused = ({ Principal, NotPrincipal }: PlainStatement): boolean => {
  const names = NotPrincipal ?? Principal;
  return names !== '*' && Object.values(names ?? {}).every((list) => list.length === 0);
};

/** KMS, "Determining access": a key policy decides first; a Deny anywhere wins (IAM, reference_policies_evaluation-logic.html). */
export function allows(policy: PlainPolicy, request: ConcreteRequest, reading: Reading): boolean {
  const { by, key, action } = request,
    statements = list(policy.Statement);
  if (statements.some(isRefused)) return false;
  if (statements.some((one) => one.Effect === 'Deny' && matches(one, policy, request, reading))) return false;
  const isOwn = by.kind !== 'service' && by.account === accountOf(key);
  return statements.some((one) => {
    if (one.Effect !== 'Allow' || !matches(one, policy, request, reading)) return false;
    // Another account's principal needs both sides, and only some operations work (KMS, key-policy-modifying-external-accounts.html).
    if (by.kind !== 'service' && !isOwn) return by.iam && actionNamed(action)?.crossAccount === 'yes';
    // Naming the account only lets its IAM policies decide (KMS, key-policy-default.html#key-policy-default-allow-root-enable-iam).
    return by.kind === 'root' || by.iam || one.NotPrincipal !== undefined || namedItself(one.Principal, by);
  });
}

/** Whether all elements of the statement match the request. */
export function matches(statement: PlainStatement, policy: PlainPolicy, request: ConcreteRequest, reading: Reading): boolean {
  const { Resource, NotResource, Condition } = statement;
  // "If the Resource element is omitted … the statement has no effect" (KMS, key-policy-overview.html).
  if ((Resource ?? NotResource) === undefined || !concerns(statement, request.by, request.action, reading)) return false;
  const meant = list(Resource ?? NotResource).some((resource) => textMatches(resource, request.key, true, policy, request));
  if (meant === (Resource === undefined)) return false;
  // All operators and all keys must hold (IAM, reference_policies_condition-logic-multiple-context-keys-or-values.html).
  return Object.entries(Condition ?? {}).every(([operator, keys]) =>
    Object.entries(keys).every(([key, values]) => conditionHolds(operator, key.toLowerCase(), list(values), policy, request, reading)),
  );
}

/** Whether the statement is about the caller and the action, whatever the request carries. */
export function concerns(statement: PlainStatement, by: Caller, action: string, reading: Reading): boolean {
  const { Action, NotAction } = statement;
  const asked = list(Action ?? NotAction).some((name) => actionPattern(name).test(action));
  return (Action ?? NotAction) !== undefined && asked === (Action !== undefined) && principalMatches(statement, by, reading);
}

type Names = PlainStatement['Principal'];
const namesOf = (names: Names, kind: string): readonly string[] => (names === '*' ? ['*'] : list(names?.[kind]));
const isEverybody = (names: Names): boolean => namesOf(names, 'AWS').includes('*');
/** IAM, reference_policies_elements_principal.html: account ids and root ARNs name an account, which must be one of twelve digits in the key's partition. */
const namesAccount = (names: Names, { account }: Caller): boolean =>
  /^\d{12}$/.test(account) && namesOf(names, 'AWS').some((name) => name === account || name === `arn:aws:iam::${account}:root`);
const namesIdentity = (names: Names, { arns, id }: Caller): boolean =>
  namesOf(names, 'AWS').some((name) => name !== '*' && (name === id || (arns.includes(name) && !name.endsWith(':root'))));
const namedItself = (names: Names, by: Caller): boolean => isEverybody(names) || namesIdentity(names, by);

function principalMatches({ Effect, Principal, NotPrincipal }: PlainStatement, by: Caller, reading: Reading): boolean {
  const names = NotPrincipal ?? Principal;
  const listed =
    by.kind === 'service'
      ? isEverybody(names) || namesOf(names, 'Service').some((name) => name.toLowerCase() === by.account.toLowerCase())
      : isEverybody(names) || namesAccount(names, by) || namesIdentity(names, by);
  if (NotPrincipal === undefined) return listed;
  if (Effect === 'Allow' || by.kind === 'service' || isEverybody(names)) return !listed;
  if (by.kind === 'root') return !namesAccount(names, by);
  // The account and each identity must be listed (IAM, reference_policies_elements_notprincipal.html); what one of them alone does is told by examples only.
  const complete = namesAccount(names, by) && by.arns.every((arn) => namesOf(names, 'AWS').includes(arn));
  return !(complete || (reading.lenientNotPrincipal && namesIdentity(names, by)));
}

/** IAM, reference_policies_elements_condition_operators.html, and for several values reference_policies_condition-single-vs-multi-valued-context-keys.html. */
function conditionHolds(
  operator: string,
  key: string,
  wanted: readonly string[],
  policy: PlainPolicy,
  request: ConcreteRequest,
  reading: Reading,
): boolean {
  const [, set, name = '', ifExists] = /^(?:(ForAllValues|ForAnyValue):)?(\w+?)(IfExists)?$/.exec(operator) ?? [],
    carried = request.carries[key];
  if (name === 'Null') return wanted.some((one) => (one.toLowerCase() === 'true') === (carried === undefined));
  const negated = /Not/.test(name),
    base = name.replace('Not', '');
  // "If the key … is not present … the values do not match"; a negated operator, IfExists and ForAllValues hold; ForAnyValue does not.
  if (carried === undefined)
    return set === 'ForAnyValue' ? ifExists !== undefined && reading.anyIfExists : set !== undefined || ifExists !== undefined || negated;
  const holdsFor = (value: string): boolean => wanted.some((one) => valueMatches(base, one, value, policy, request, reading)) !== negated;
  return set === 'ForAnyValue' || (set === undefined && reading.oneOfSeveral) ? carried.some(holdsFor) : carried.every(holdsFor);
}

function valueMatches(
  base: string,
  wanted: string,
  value: string,
  policy: PlainPolicy,
  request: ConcreteRequest,
  reading: Reading,
): boolean {
  const order = (a: number, b: number): boolean =>
    /LessThanEquals$/.test(base)
      ? a <= b
      : /LessThan$/.test(base)
        ? a < b
        : /GreaterThanEquals$/.test(base)
          ? a >= b
          : /GreaterThan$/.test(base)
            ? a > b
            : a === b;
  if (base.startsWith('Numeric')) return order(Number(value), Number(wanted));
  if (base.startsWith('Date')) return order(Date.parse(value), Date.parse(wanted));
  if (base === 'IpAddress') return inBlock(wanted, value);
  if (base === 'Bool' || base === 'StringEqualsIgnoreCase') return textMatches(wanted, value, false, policy, request, true);
  if (!base.startsWith('Arn')) return textMatches(wanted, value, base === 'StringLike', policy, request);
  // "Each of the six colon-delimited components of the ARN is checked separately".
  const [fields, own] = [fieldsOf(wanted), fieldsOf(value)];
  if (!fields || !own) return reading.loosePatterns && textMatches(wanted, value, true, policy, request);
  return fields.every((field, i) => textMatches(field, own[i] ?? '', true, policy, request));
}

/** The six fields of an ARN; policy variables hold colons of their own. */
function fieldsOf(arn: string): readonly string[] | undefined {
  const fields = arn.match(/(?:\$\{[^}]*\}|[^:])*(?::|$)/g)?.map((field) => field.replace(/:$/, '')) ?? [];
  return fields.length >= 6 && fields[0] === 'arn' ? [...fields.slice(0, 5), fields.slice(5).join(':').replace(/:$/, '')] : undefined;
}

/** IAM, reference_policies_variables.html: variables are replaced in policies of Version 2012-10-17; without a value or a default nothing matches. */
function textMatches(
  pattern: string,
  value: string,
  wildcards: boolean,
  policy: PlainPolicy,
  { carries }: ConcreteRequest,
  ignoreCase = false,
): boolean {
  if (!ignoreCase && !pattern.includes('${')) return wildcards ? plainPattern(pattern).test(value) : pattern === value;
  const pieces = policy.Version === '2012-10-17' ? pattern.split(/\$\{([^}]*)\}/) : [pattern];
  let source = '';
  for (const [i, piece] of pieces.entries()) {
    if (i % 2 === 0) source += wildcards ? wild(piece) : escaped(piece);
    else if (/^[*?$]$/.test(piece)) source += escaped(piece);
    else {
      const [, name = piece, otherwise] = /^(.*?), '(.*)'$/.exec(piece) ?? [],
        filled = carries[name.toLowerCase()] ?? (otherwise === undefined ? [] : [otherwise]);
      if (filled.length !== 1) return false;
      source += escaped(filled[0] ?? '');
    }
  }
  return (ignoreCase ? inAnyCase : exactly)(source).test(value);
}
const escaped = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&');
const wild = (pattern: string): string => escaped(pattern).replaceAll('\\*', '[^]*').replaceAll('\\?', '[^]');
const memo = <T>(make: (text: string) => T): ((text: string) => T) => {
  const known = new Map<string, T>();
  return (text) => {
    const found = known.get(text) ?? make(text);
    if (known.size < 10_000) known.set(text, found);
    return found;
  };
};
const accountOf = memo((arn) => arn.split(':')[4] ?? ''),
  exactly = memo((source) => new RegExp(`^${source}$`)),
  inAnyCase = memo((source) => new RegExp(`^${source}$`, 'i')),
  plainPattern = memo((pattern) => exactly(wild(pattern))),
  actionPattern = memo((pattern) => inAnyCase(wild(pattern)));

function inBlock(block: string, address: string): boolean {
  const [start = '', bits = '32'] = block.split('/'),
    number = (ip: string): number => ip.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0),
    size = 2 ** (32 - Number(bits));
  return Math.floor(number(start) / size) === Math.floor(number(address) / size);
}
