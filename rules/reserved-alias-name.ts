/** The name of an alias is one that KMS refuses. */
import { defineRule, inScenarios, nameOf, printText, say, textOf, type JsonObject, type Text } from '../src/rule-kit.js';
import { answered, LIMITS, quote } from '../src/rule-kit/built-in.js';

const alias = (name: string | JsonObject): JsonObject => ({
  Resources: {
    Key: { Type: 'AWS::KMS::Key' },
    Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: name, TargetKeyId: { Ref: 'Key' } } },
  },
});

/** What the rule says. */
const messages = {
  refused: '{alias} cannot be created: its name {name} {fault}.',
  reserved: 'begins with {prefix}, which is reserved for the keys that AWS manages',
  prefix: 'does not begin with {prefix}{refusal}',
  characters: 'has a character that KMS does not take: only letters, digits, /, _ and - are allowed',
  empty: 'has nothing after {prefix}',
  length: 'has {length} characters, and {longest} is the most',
} as const;

export default defineRule({
  id: 'reserved-alias-name',
  title: 'The name of an alias is one that KMS refuses',
  level: 'error',
  on: 'resource',
  types: ['AWS::KMS::Alias'],
  why: 'alias/aws/ belongs to the keys that AWS manages; nobody else can create such an alias, and the deployment fails. The same is true of a name without alias/ before it, of more than 256 characters, and of any character but letters, digits, /, _ and -.',
  messages,
  remedy: 'Choose another name: alias/ and then letters, digits, /, _ and -, but not alias/aws/.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/APIReference/API_CreateAlias.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-kms-alias.html',
  ],
  *check(resource, program) {
    const names = inScenarios(resource, program).map(({ properties }) => properties['AliasName']);
    const faults = names.map((name) => faultOf(textOf(name) ?? []));
    const [found] = faults.filter((fault) => fault !== undefined);
    if (!found) return;
    yield {
      at: names[faults.indexOf(found)]?.at ?? resource.at,
      when: faults.includes(undefined) ? 'unknown' : 'yes',
      detail: found.detail,
      message: say(messages.refused, { alias: nameOf(resource.id), name: found.name, fault: found.says }),
      ...(found.validator ? { validator: [found.validator] } : {}),
    };
  },
  examples: {
    bad: [
      { title: "AWS's own prefix", stacks: { Keys: alias('alias/aws/app') } },
      { title: "AWS's own prefix, whatever follows", stacks: { Keys: alias({ 'Fn::Sub': 'alias/aws/${AWS::StackName}' }) } },
      { title: 'no prefix', stacks: { Keys: alias('app') } },
      { title: 'a character that KMS does not take', stacks: { Keys: alias('alias/app.prod') } },
    ],
    good: [
      { title: 'a path', stacks: { Keys: alias('alias/app/prod') } },
      { title: 'the stack decides the rest', stacks: { Keys: alias({ 'Fn::Sub': 'alias/${AWS::StackName}-key' }) } },
      { title: 'a placeholder that a tool fills in before CloudFormation', stacks: { Keys: alias('alias/${self:custom.keyAlias}') } },
      { title: 'no slash after aws', stacks: { Keys: alias('alias/aws-app') } },
    ],
  },
});

interface Fault {
  readonly name: string;
  readonly says: string;
  readonly detail: string;
  /** The rule of CloudFormation's own schema that finds the same. */
  readonly validator?: string;
}

/** What is wrong with a name, by those pieces of it that are known. */
function faultOf(text: Text): Fault | undefined {
  const { aliasReserved: reserved, aliasPrefix: prefix, aliasCharacters: characters, aliasLength: longest } = LIMITS;
  const name = printText(text);
  const head = typeof text[0] === 'string' ? text[0] : '';
  const fault = (detail: string, says: string, validator?: string): Fault => ({ name, says, detail, ...(validator ? { validator } : {}) });
  if (text.length === 0) return undefined;
  if (head.startsWith(reserved)) return fault('reserved', say(messages.reserved, { prefix: reserved }));
  const known = text.length === 1 && head !== '';
  if (head !== '' && !head.startsWith(prefix) && (known || !prefix.startsWith(head)))
    return fault('prefix', say(messages.prefix, { prefix, refusal: answered(quote('aliasPrefix')) }), 'F3031');
  const strange = text.filter((piece) => typeof piece === 'string').find((piece) => !characters.test(piece));
  if (strange !== undefined) return fault('characters', messages.characters, 'F3031');
  if (known && head === prefix) return fault('empty', say(messages.empty, { prefix }), 'F3031');
  if (known && head.length > longest) return fault('length', say(messages.length, { length: head.length, longest }), 'F3033');
  return undefined;
}
