/** The statements that let a service use a key: exactly the actions, under the narrowest condition that its requests satisfy. */

/**
 * The Condition element of a statement: operator → condition key → values. Pseudo parameters stand in them as for Fn::Sub:
 * `${AWS::AccountId}`.
 */
export type Condition = Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;

/** What a statement of a key policy says beside Effect, Principal and Resource. No condition: an empty object. */
export interface KeyStatement {
  readonly actions: readonly string[];
  readonly condition: Condition;
}

/** Actions whose requests carry no encryption context: a condition on it would keep them out. */
const WITHOUT_CONTEXT: ReadonlySet<string> = new Set(['kms:DescribeKey', 'kms:Describe*', 'kms:GetPublicKey']);

/**
 * The statements for a scope: words with a space between them, all of which the requests of the service satisfy.
 * `account`: aws:SourceAccount is the account of the stack. `arn:…`: aws:SourceArn is like it. `via:s3`: kms:ViaService is that service.
 * `name=value`: the encryption context has it. In an ARN, and as a value, P, R and A stand for partition, Region and account of the stack.
 * besides: conditions of single actions, on top of the scope. Actions whose requests have no encryption context get a statement without
 * it; they are left out where nothing else would bound them.
 */
export function keyStatements(
  actions: readonly string[],
  scope: string,
  besides: Readonly<Record<string, Condition>> = {},
): readonly KeyStatement[] {
  const words = scope.split(' ').filter((word) => word !== ''),
    bare = words.filter((word) => !isContext(word));
  const apart = bare.length < words.length ? actions.filter((action) => WITHOUT_CONTEXT.has(action)) : [],
    alone = actions.filter((action) => Object.hasOwn(besides, action)),
    rest = actions.filter((action) => !apart.includes(action) && !alone.includes(action));
  return [
    ...(rest.length > 0 ? [{ actions: rest, condition: conditionOf(words) }] : []),
    ...(apart.length > 0 && bare.length > 0 ? [{ actions: apart, condition: conditionOf(bare) }] : []),
    ...alone.map((action) => ({ actions: [action], condition: merged(conditionOf(words), besides[action] ?? {}) })),
  ];
}

/** Conditions of single actions as the tables write them, without `kms:` before each: `CreateGrant`. */
export const besidesOf = (written: Readonly<Record<string, Condition>> = {}): Readonly<Record<string, Condition>> =>
  Object.fromEntries(Object.entries(written).map(([name, condition]) => [`kms:${name}`, condition]));

/** The global condition keys that a scope names: what the requests of the service are known to carry. */
export function scopeKeys(scope: string): readonly string[] {
  return [...new Set(Object.values(conditionOf(scope.split(' '))).flatMap(Object.keys))];
}

const isContext = (word: string): boolean => /^[^=*?]+=/.test(word);

function conditionOf(words: readonly string[]): Condition {
  return words.reduce<Condition>((condition, word) => merged(condition, oneOf(word)), {});
}

function oneOf(word: string): Condition {
  if (word === '') return {};
  if (word === 'account') return { StringEquals: { 'aws:SourceAccount': '${AWS::AccountId}' } };
  if (word.startsWith('via:')) return { StringEquals: { 'kms:ViaService': `${word.slice(4)}.\${AWS::Region}.amazonaws.com` } };
  if (!isContext(word)) return { ArnLike: { 'aws:SourceArn': spelt(word) } };
  const end = word.indexOf('='),
    value = spelt(word.slice(end + 1));
  return { [value.startsWith('arn:') ? 'ArnLike' : 'StringEquals']: { [`kms:EncryptionContext:${word.slice(0, end)}`]: value } };
}

/** With the pseudo parameters for P, R and A where they are a whole part of an ARN, or the whole value. */
function spelt(text: string): string {
  if (text === 'A') return '${AWS::AccountId}';
  const [arn, partition, service, region, account, ...resource] = text.split(':');
  return [
    arn,
    partition === 'P' ? '${AWS::Partition}' : partition,
    service,
    region === 'R' ? '${AWS::Region}' : region,
    account === 'A' ? '${AWS::AccountId}' : account,
    ...resource,
  ].join(':');
}

function merged(left: Condition, right: Condition): Condition {
  const operators = new Set([...Object.keys(left), ...Object.keys(right)]);
  return Object.fromEntries([...operators].map((operator) => [operator, { ...left[operator], ...right[operator] }]));
}
