/** Policy statements written down for the place where the key lives: as JSON, as CDK code, and as a command of the AWS CLI. */
import type { Json, JsonObject } from '../types/files.js';

/** What stands for the key where it is not known which it is. */
const SOME_KEY = 'KEY_ARN';
/** What is left to be filled in stands in angle brackets; CloudFormation's own values only its templates can tell. */
const OPEN = /<[^<>]+>|\$\{|"(?:Ref|Fn::\w+)":/;

/**
 * @param statements one or more of a key policy; what is not known of them stands in angle brackets
 * @param key the ARN, id or alias of the key, if one is known
 * @returns the texts by what they are: `json` (several in a list), `cdk` (for the app that owns the key, which is `key` there) and, of
 * statements without gaps, `cli`
 */
export function statementSnippets(statements: readonly Json[], key: string | undefined): Readonly<Record<string, string>> {
  const list = JSON.stringify(statements);
  const texts = {
    json: statements.length === 1 ? list.slice(1, -1) : list,
    cdk: statements.map((statement) => cdkCode(membersOf(statement))).join('\n'),
  };
  return OPEN.test(list) ? texts : { ...texts, cli: cliCommand(list, key ?? SOME_KEY) };
}

/** The call that adds a statement in the app that makes the key; pseudo parameters, `${AWS::AccountId}`, are those of the stack. */
export function cdkStatement(statement: JsonObject): string {
  const own: Readonly<Record<string, string>> = { AccountId: 'account', Region: 'region', Partition: 'partition' };
  const inStack = (text: string): string => text.replace(/\$\{AWS::(\w+)\}/g, (_, name: string) => `\${this.${own[name] ?? name}}`);
  return cdkCode(statement)
    .replace(/'\$\{AWS::(\w+)\}'/g, (_, name: string) => `this.${own[name] ?? name}`)
    .replace(/'([^']*\$\{AWS::[^']*)'/g, (_, text: string) => `\`${inStack(text)}\``);
}

/**
 * KMS only takes whole policies: the command reads the one in force, adds the statements with jq, and puts it back. It wants the key's id
 * or ARN, not an alias.
 * https://docs.aws.amazon.com/cli/latest/reference/kms/get-key-policy.html
 */
function cliCommand(statements: string, key: string): string {
  const [, region] = /^arn:[\w-]+:kms:([\w-]+):\d{12}:key\/[\w-]+$/.exec(key) ?? [];
  const id = region !== undefined || /^[\w-]+$/.test(key) ? key : SOME_KEY;
  const where = region === undefined ? '' : ` --region ${region}`;
  const which = `--key-id ${id} --policy-name default${where}`;
  const find = /^alias\/[\w/-]+$/.test(key)
    ? `${SOME_KEY}=$(aws kms describe-key --key-id ${key} --query KeyMetadata.Arn --output text) && `
    : '';
  // One statement may stand without a list around it.
  const add = shellQuoted(`.Statement |= ([.] | flatten) + ${statements}`);
  const named = find === '' ? which : which.replace(id, `"$${SOME_KEY}"`);
  return `${find}aws kms get-key-policy ${named} --query Policy --output text | jq ${add} > policy.json && aws kms put-key-policy ${named} --policy file://policy.json`;
}

const shellQuoted = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;

/** The call on the real key. A statement that CDK's properties cannot say is handed on as it is. */
function cdkCode(statement: JsonObject): string {
  const principals = principalsOf(statement['Principal']);
  const plain = Object.keys(statement).every((part) => PARTS.includes(part) || part === 'Principal');
  if (!principals || !plain) return `key.addToResourcePolicy(iam.PolicyStatement.fromJson(${code(statement)}));`;
  const props = [
    ...(statement['Sid'] === undefined ? [] : [`sid: ${code(statement['Sid'])}`]),
    ...(statement['Effect'] === 'Deny' ? ['effect: iam.Effect.DENY'] : []),
    `principals: [${principals.join(', ')}]`,
    `actions: ${code(listOf(statement['Action']))}`,
    `resources: ${code(listOf(statement['Resource'] ?? '*'))}`,
    ...(statement['Condition'] === undefined ? [] : [`conditions: ${code(statement['Condition'])}`]),
  ];
  return `key.addToResourcePolicy(new iam.PolicyStatement({ ${props.join(', ')} }));`;
}

const PARTS: readonly string[] = ['Sid', 'Effect', 'Action', 'Resource', 'Condition'];

const listOf = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? (value as readonly Json[]) : value === undefined ? [] : [value];

/** The principals as constructors of aws-iam; undefined where one is of another kind. */
function principalsOf(principal: Json | undefined): readonly string[] | undefined {
  if (principal === '*') return ['new iam.StarPrincipal()'];
  const made = Object.entries(membersOf(principal)).flatMap(([kind, names]) => listOf(names).map((name) => constructorOf(kind, name)));
  return made.length > 0 && !made.includes(undefined) ? (made as readonly string[]) : undefined;
}

function constructorOf(kind: string, name: Json): string | undefined {
  if (typeof name !== 'string') return undefined;
  if (kind === 'Service') return `new iam.ServicePrincipal(${code(name)})`;
  if (kind !== 'AWS') return undefined;
  if (name === '*') return 'new iam.AnyPrincipal()';
  const [, account] = /^(?:arn:[^:]+:iam::)?(\d{12})(?::root)?$/.exec(name) ?? [];
  return account === undefined ? `new iam.ArnPrincipal(${code(name)})` : `new iam.AccountPrincipal(${code(account)})`;
}

const membersOf = (json: Json | undefined): JsonObject =>
  typeof json === 'object' && !Array.isArray(json) ? ((json ?? {}) as JsonObject) : {};

/** JSON as it is written in TypeScript: single quotes, bare names where they can be. */
function code(json: Json): string {
  if (typeof json === 'string') return `'${json.replace(/[\\']/g, '\\$&').replaceAll('\n', '\\n')}'`;
  if (Array.isArray(json)) return `[${(json as readonly Json[]).map(code).join(', ')}]`;
  if (typeof json !== 'object' || json === null) return String(json);
  const members = Object.entries(json).map(([name, value]) => `${/^[A-Za-z_$][\w$]*$/.test(name) ? name : code(name)}: ${code(value)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
