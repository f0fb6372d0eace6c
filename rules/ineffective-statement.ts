/** A statement of a key policy that can never have an effect. */
import {
  defineRule,
  enumerated,
  items,
  literal,
  nameOf,
  removeStatement,
  say,
  statementName,
  textOf,
  type Address,
  type Edit,
  type Fix,
  type IneffectiveStatement,
  type Json,
  type JsonObject,
  type Key,
  type Program,
  type Report,
  type Statement,
  type Value,
} from '../src/rule-kit.js';
import {
  contextsInstead,
  editAt,
  ineffectiveClause,
  isAction,
  kindFaultFix,
  meantActions,
  meanThisKey,
  meantKey,
  move,
  whomOf,
  writtenActions,
  type Test,
} from '../src/rule-kit/built-in.js';

const key = (statement: JsonObject, properties: JsonObject = {}): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        ...properties,
        KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: root, Action: 'kms:*', Resource: '*' }, statement] },
      },
    },
  },
});
const root = { AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } };
const service = { Service: 'sns.amazonaws.com' };

/** What the rule says. */
const messages = {
  never: '{statement} of the key policy of {key} never has an effect ({why}), {then}.',
  thenItWorks: '{fix}: the statement then has an effect.',
  viaService: 'Write the service with its Region, as s3.REGION.amazonaws.com: kms:ViaService is nothing else.',
  inRegion: 'Write {services}: kms:ViaService names a service in its Region.',
  regional: 'Write {services} with Fn::Sub: kms:ViaService names a service in its Region.',
  testInstead: 'Test {to} in place of {key}: {values} is not what {key} names.',
  testPaths:
    'Test aws:{whose}OrgPaths with ForAnyValue:StringLike and the path of the unit, as o-…/r-…/ou-…/*: {key} is the id of a whole organization.',
  organization: 'Write the id of the organization, o- and ten or more characters: {key} is nothing else.',
  principalType: 'Write Account, User, FederatedUser or AssumedRole (for a role): aws:PrincipalType is nothing else.',
  kindFirst: 'Correct the {properties} of the key first: the statement is for a key of another kind.',
  misspelt:
    '{statement} of the key policy of {key} names {actions} among others, which KMS does not know, so that part of it has no effect.',
} as const;

const OR_DELETE = 'or delete the statement';

/** What is to be done about a statement: in words, and as an edit where the template shows what was meant. */
interface Cure {
  readonly remedy: string;
  readonly fix?: Fix | undefined;
}
const unsafe = (title: string, edits: readonly Edit[] | undefined): Fix | undefined =>
  edits && edits.length > 0 ? { title, safety: 'unsafe', edits } : undefined;

/** Deleting takes an intent away with the mistake: never safe, and only where nothing nearer is known. */
function deletion(subject: Key, statement: Statement): Fix | undefined {
  const edit = statement.effect === 'Allow' ? removeStatement(subject, statement) : undefined;
  return edit && unsafe('Delete the statement', [edit]);
}

/** A Deny that never applies does no harm, and a change of it might lock somebody out. */
function ofDeny({ conditionKey }: IneffectiveStatement): Cure {
  return {
    remedy:
      conditionKey?.toLowerCase() === 'aws:securetransport'
        ? 'KMS is reached over TLS only, so this Deny never applies. It is harmless.'
        : 'This Deny never applies. It is harmless.',
  };
}

/** Who goes without: `so it gives nothing to sns.amazonaws.com`. */
function consequence({ statement }: IneffectiveStatement): string {
  const whom = whomOf(statement);
  const to = whom === 'everybody' || whom === 'nobody' ? '' : ` to ${whom}`;
  if (statement.effect === 'unknown') return 'so it does nothing';
  return `so it ${statement.effect === 'Allow' ? 'gives' : 'denies'} ${to === '' ? 'nobody anything' : `nothing${to}`}`;
}

/** Condition keys of a principal, and what a service's own request carries in their place (IAM User Guide, global condition keys). */
const OF_SERVICES: Readonly<Record<string, string>> = {
  'aws:principalaccount': 'aws:SourceAccount',
  'aws:principalarn': 'aws:SourceArn, or aws:SourceAccount,',
  'aws:principalorgid': 'aws:SourceOrgID, or aws:SourceAccount,',
  'aws:principalorgpaths': 'aws:SourceOrgPaths, or aws:SourceAccount,',
};
/** The other way round: what only services send, and what a role or user has. */
const OF_PRINCIPALS: Readonly<Record<string, string>> = {
  'aws:sourceaccount': 'aws:PrincipalAccount',
  'aws:sourcearn': 'aws:PrincipalArn',
  'aws:sourceorgid': 'aws:PrincipalOrgID',
  'aws:sourceorgpaths': 'aws:PrincipalOrgPaths',
};

function cureOf(subject: Key, dead: IneffectiveStatement, program: Program): Cure {
  const { statement, fault, byResource } = dead;
  const byDeletion = (remedy: string): Cure => ({ remedy, fix: deletion(subject, statement) });
  if (statement.effect === 'Deny') return ofDeny(dead);
  switch (fault) {
    case 'no resource':
    case 'another resource': {
      const remedy = `Let its Resource be "*", which in a key policy means the key itself, ${OR_DELETE}.`;
      const revived = byResource ? meanThisKey(subject, statement) : undefined;
      return revived ? { remedy, fix: unsafe('Let the statement mean this key (Resource "*")', [revived]) } : byDeletion(remedy);
    }
    case 'no such action':
      return actionsCure(subject, statement);
    case 'not across accounts':
      return byDeletion(
        `Name principals of the key's own account, ${OR_DELETE}: those of another account can be let use a key, but not manage it.`,
      );
    case 'no such principal':
      return byDeletion(`Name an account, a role, a user or a service, ${OR_DELETE}.`);
    case 'not for this kind of key':
      return kindCure(subject, program, dead) ?? byDeletion(`Name actions that this kind of key can do, ${OR_DELETE}.`);
    case 'key never carried':
      return keyCure(subject, dead);
    case 'value never carried':
      return valueCure(subject, dead);
    case 'conditions never hold':
      return { remedy: 'Give each action a statement of its own, with a condition that its requests can fulfil.' };
    case 'no action':
      return byDeletion(`Name the actions that it is meant for, ${OR_DELETE}.`);
  }
}

/** Where the kind of the key is what is wrong, the statement is right: it works when the kind is mended. */
function kindCure(subject: Key, program: Program, dead: IneffectiveStatement): Cure | undefined {
  const fault = kindFaultFix(subject, program, dead);
  if (!fault) return undefined;
  const named = dead.keyFacts.map(([property]) => property).filter((property) => fault.properties.includes(property));
  if (!fault.fix) return { remedy: say(messages.kindFirst, { properties: enumerated(named) }) };
  return { remedy: say(messages.thenItWorks, { fix: fault.fix.title }), fix: fault.fix };
}

/** A condition key that no such request carries: the one that was meant, as far as that can be told. */
function keyCure(subject: Key, dead: IneffectiveStatement): Cure {
  const { statement, conditionKey: key = '', at } = dead;
  const isOfServices = statement.principals.length > 0 && statement.principals.every(({ is }) => is === 'service');
  const meant = meantKey(key);
  if (meant !== undefined) {
    const value = valueOf(testOf(dead));
    return {
      remedy: `Write ${meant} in place of ${key}: KMS has no condition key ${key}.`,
      fix: unsafe(`Test ${meant} in place of ${key}`, value === undefined ? undefined : move(subject, at, meant, value)),
    };
  }
  const [, context] = /^kms:EncryptionContext:(.+)$/i.exec(key) ?? [],
    sent = context === undefined ? undefined : contextsInstead(context);
  if (sent)
    return {
      remedy: `Test kms:EncryptionContext:${sent.join(' or kms:EncryptionContext:')} in its place: that is what the service sends.`,
    };
  if (isOfServices && key.toLowerCase() === 'kms:viaservice')
    return {
      remedy: `Take the condition on ${key} away, and test aws:SourceAccount or aws:SourceArn in its place: ${whomOf(statement)} calls KMS itself.`,
    };
  const instead = isOfServices ? OF_SERVICES[key.toLowerCase()] : OF_PRINCIPALS[key.toLowerCase()];
  if (instead === undefined) return { remedy: `Take the condition on ${key} away, ${OR_DELETE}.`, fix: deletion(subject, statement) };
  return {
    remedy: isOfServices
      ? `Test ${instead} in place of ${key}, as far as ${whomOf(statement)} sends it: a service calls in its own name, not as a principal of an account.`
      : `Test ${instead} in place of ${key}: only a service that calls in its own name sends ${key}.`,
  };
}

/** A value that the condition key never has: the one that was meant, as far as that can be told. */
function valueCure(subject: Key, dead: IneffectiveStatement): Cure {
  const { conditionKey: key = '', at } = dead;
  const test = testOf(dead),
    written = test?.values.map((value) => literal(value)) ?? [],
    known = written.filter((value) => value !== undefined);
  if (test && /^StringEquals$/i.test(test.operator) && known.some((value) => /[*?]/.test(value)) && !/\$\{/.test(known.join(''))) {
    const isAlone = dead.statement.conditions.every((one) => one === test || !/^String(Equals|Like)$/i.test(one.operator)),
      value = valueOf(test),
      operator = { ...at, pointer: at.pointer.slice(0, at.pointer.lastIndexOf('/')) };
    return {
      remedy: `Write StringLike in place of ${test.operator}, which takes * and ? for characters.`,
      fix: unsafe(
        `Test ${key} with StringLike`,
        isAlone && value !== undefined ? move(subject, operator, 'StringLike', { [test.name]: value }) : undefined,
      ),
    };
  }
  const account = known.map((value) => /^arn:[^:]*:iam::(\d{12}):/.exec(value)?.[1]);
  if (/^(kms:CallerAccount|aws:(Principal|Source|Resource)Account)$/i.test(key)) {
    const ids = account.filter((id) => id !== undefined),
      isWhole = ids.length > 0 && ids.length === written.length,
      [first, ...more] = ids;
    return {
      remedy: isWhole ? `Write ${ids.join(', ')}: ${key} is an account id.` : `Write an account id, twelve digits: ${key} is nothing else.`,
      fix: replaced(subject, at, isWhole && first !== undefined ? (more.length === 0 ? first : ids) : undefined),
    };
  }
  if (/^kms:ViaService$/i.test(key)) {
    const region = literal(subject.env.region),
      names = known.flatMap((value) => /^([a-z0-9-]+)(?:\.amazonaws\.com)?$/.exec(value)?.[1] ?? []);
    if (names.length === 0 || names.length < written.length || region?.startsWith('cn-')) return { remedy: messages.viaService };
    const values = names.map((name): Json =>
      region === undefined ? { 'Fn::Sub': `${name}.\${AWS::Region}.amazonaws.com` } : `${name}.${region}.amazonaws.com`,
    );
    const [only = '', ...more] = values;
    return {
      remedy: say(region === undefined ? messages.regional : messages.inRegion, {
        services: names.map((name) => `${name}.${region ?? '${AWS::Region}'}.amazonaws.com`).join(', '),
      }),
      fix: replaced(subject, at, more.length === 0 ? only : values),
    };
  }
  const meant = test && ofAnotherKey(subject, dead, test, known.length === written.length ? known : []);
  if (meant) return meant;
  return { remedy: `Correct what ${key} is compared with, ${OR_DELETE}.` };
}

/** Account, organization and network ids under the condition key of another of them, and types of principals by other names. */
function ofAnotherKey(subject: Key, { at }: IneffectiveStatement, test: Test, values: readonly string[]): Cure | undefined {
  const key = test.name.toLowerCase(),
    whose = key.startsWith('aws:source') ? 'Source' : key.startsWith('aws:resource') ? 'Resource' : 'Principal',
    all = (form: RegExp): boolean => values.length > 0 && values.every((value) => form.test(value));
  const moved = (to: string): Cure => {
    const value = valueOf(test);
    return {
      remedy: say(messages.testInstead, { to, key: test.name, values: values.join(', ') }),
      fix: unsafe(`Test ${to} in place of ${test.name}`, value === undefined ? undefined : move(subject, at, to, value)),
    };
  };
  if (/^aws:(principal|source|resource)orgid$/.test(key)) {
    if (all(/^\d{12}$/)) return moved(`aws:${whose}Account`);
    return {
      remedy: all(/^(ou|r)-/) ? say(messages.testPaths, { key: test.name, whose }) : say(messages.organization, { key: test.name }),
    };
  }
  if (key === 'aws:sourcevpce' && all(/^vpc-/)) return moved('aws:SourceVpc');
  if (key === 'aws:sourcevpc' && all(/^vpce-/)) return moved('aws:SourceVpce');
  if (key !== 'aws:principaltype') return undefined;
  const types = values.map((value) => PRINCIPAL_TYPES[value.toLowerCase()]).filter((type) => type !== undefined);
  return types.length === 0 || types.length < values.length
    ? { remedy: messages.principalType }
    : {
        remedy: `Write ${types.join(', ')}: so aws:PrincipalType calls it.`,
        fix: replaced(subject, at, types.length === 1 ? types[0] : types),
      };
}

/** What people call a principal, and its aws:PrincipalType (IAM User Guide, global condition keys, table of principal key values). */
const PRINCIPAL_TYPES: Readonly<Record<string, string>> = {
  role: 'AssumedRole',
  'assumed-role': 'AssumedRole',
  assumedrole: 'AssumedRole',
  root: 'Account',
  account: 'Account',
  user: 'User',
  federateduser: 'FederatedUser',
  'federated-user': 'FederatedUser',
};

const replaced = (subject: Key, at: Address, value: Json | undefined): Fix | undefined => {
  const edit = value === undefined ? undefined : editAt(subject, at, { value });
  return edit && unsafe(`Write ${JSON.stringify(value)}`, [edit]);
};

const testOf = ({ statement, conditionKey, at }: IneffectiveStatement): Test | undefined =>
  statement.conditions.find(({ name, at: { pointer } }) => name === conditionKey && pointer === at.pointer);

/** What a test compares with, as JSON; undefined where a part of it is not plain. */
function valueOf(test: Test | undefined): Json | undefined {
  const values = test?.values.flatMap((value) => literal(value) ?? []) ?? [];
  if (!test || test.open || values.length === 0 || values.length !== test.values.length) return undefined;
  return values.length === 1 ? (values[0] ?? '') : values;
}

/** An action that does not exist: the one that was meant. */
function actionsCure(subject: Key, statement: Statement): Cure {
  const written = writtenActions(statement.actions);
  if (statement.actions?.negated !== true && statement.actions?.answers.includes('yes') === true)
    return {
      remedy: `Delete the statement, and let an IAM policy grant ${written.join(', ')} to those who need it.`,
      fix: deletion(subject, statement),
    };
  const meant = written.map(meantActions),
    known = meant.flat();
  if (known.length === 0 || meant.some((actions) => actions.length === 0) || statement.actions?.negated === true)
    return {
      remedy: 'Name the actions of KMS that are meant, as kms:Decrypt, or delete the statement.',
      fix: deletion(subject, statement),
    };
  return { remedy: `Write ${enumerated(known)}.`, fix: renamed(subject, statement, known) };
}

/** Why, with the actions that were meant. */
function whyOf(dead: IneffectiveStatement): string {
  const meant = dead.fault === 'no such action' ? writtenActions(dead.statement.actions).flatMap(meantActions) : [];
  const clause = ineffectiveClause(dead);
  return meant.length === 0 ? clause : `${clause}; did you mean ${enumerated(meant)}?`;
}

/** Writes other actions into a statement. */
function renamed(subject: Key, { actions }: Statement, names: readonly string[]): Fix | undefined {
  const [first = '', ...more] = [...new Set(names)],
    edit = actions?.value && editAt(subject, actions.value.at, { value: more.length === 0 ? first : [first, ...more] });
  return edit && unsafe(`Write ${enumerated([first, ...more])}`, [edit]);
}

/** Actions of KMS that do not exist, in a statement that has an effect by its others. */
function* misspelt(subject: Key, statement: Statement): Iterable<Report> {
  const { actions } = statement;
  if (!actions || actions.negated || statement.opaque || !isPlain(actions.value)) return;
  const written = writtenActions(actions),
    wrong = written.filter((action) => /^kms:/i.test(action) && !isAction(action));
  if (wrong.length === 0) return;
  const meant = wrong.flatMap(meantActions),
    all = written.flatMap((action) => (wrong.includes(action) ? meantActions(action) : action));
  const isMeant = wrong.every((action) => meantActions(action).length > 0),
    isDeny = statement.effect === 'Deny';
  const fix = isMeant && !isDeny ? renamed(subject, statement, all) : undefined;
  yield {
    at: subject.policy.place(actions.value?.at ?? statement.at),
    when: 'yes',
    level: 'note',
    detail: `misspelt:${[...wrong].sort().join(' ')}`,
    message: say(messages.misspelt, {
      statement: capitalized(statementName(statement)),
      key: nameOf(subject.id),
      actions: enumerated(wrong),
    }),
    remedy: isDeny
      ? 'This part of the Deny never applies. It is harmless.'
      : isMeant
        ? `Write ${enumerated(meant)} in place of ${enumerated(wrong)}.`
        : `Name the actions of KMS that are meant in place of ${enumerated(wrong)}.`,
    ...(fix ? { fix } : {}),
  };
}

/** Whether all actions are written out, so that they can be read one by one. */
const isPlain = (value: Value | undefined): boolean =>
  items(value).length > 0 && items(value).every((item) => literal(textOf(item) ?? []) !== undefined);

const capitalized = (clause: string): string => clause.charAt(0).toUpperCase() + clause.slice(1);

export default defineRule({
  id: 'ineffective-statement',
  title: 'A statement of the key policy can never have an effect',
  level: 'warning',
  levels: ['note'],
  on: 'key',
  why: 'KMS takes statements that can never match: without an Action or Resource, on another key, for actions that this kind of key cannot do, or under a condition that no such request fulfils. What the statement was written for is missing, and nothing says so.',
  messages,
  remedy: 'Correct the part that is named, or delete the statement.',
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-overview.html',
    'https://docs.aws.amazon.com/kms/latest/developerguide/policy-conditions.html',
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html',
  ],
  *check(subject, program) {
    const { ineffective, statements, readable } = subject.policy;
    for (const dead of ineffective) {
      const { statement, fault, at, name } = dead;
      const { remedy, fix } = cureOf(subject, dead, program);
      yield {
        at: subject.policy.place(at),
        when: 'yes',
        level: statement.effect === 'Deny' ? 'note' : 'warning',
        detail: `${fault}:${name}`,
        message: say(messages.never, {
          statement: capitalized(statementName(statement)),
          key: nameOf(subject.id),
          why: whyOf(dead),
          then: consequence(dead),
        }),
        remedy,
        ...(fix ? { fix } : {}),
      };
    }
    if (!readable) return;
    const without = new Set(ineffective.map(({ statement }) => statement));
    for (const statement of statements) if (!without.has(statement)) yield* misspelt(subject, statement);
  },
  examples: {
    bad: [
      { title: 'no such action', stacks: { Keys: key({ Effect: 'Allow', Principal: service, Action: 'kms:ReEncrypt', Resource: '*' }) } },
      {
        title: 'another key as Resource',
        stacks: {
          Keys: {
            template: key({
              Effect: 'Allow',
              Principal: service,
              Action: 'kms:Decrypt',
              Resource: 'arn:aws:kms:eu-west-1:111122223333:key/9f8e7d6c-5b4a-4321-8765-0123456789ab',
            }),
            env: ['111122223333', 'eu-west-1'],
          },
        },
      },
      {
        title: 'no Resource',
        stacks: { Keys: key({ Sid: 'Allow use by queues', Effect: 'Allow', Principal: service, Action: 'kms:Decrypt' }) },
      },
      {
        title: 'what only a principal of an account has, and a service has not',
        stacks: {
          Keys: key({
            Effect: 'Allow',
            Principal: service,
            Action: 'kms:Decrypt',
            Resource: '*',
            Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-abcd123456' } },
          }),
        },
      },
      {
        title: 'signing with a key that encrypts',
        stacks: { Keys: key({ Effect: 'Allow', Principal: service, Action: 'kms:Sign', Resource: '*' }) },
      },
    ],
    good: [
      {
        title: 'the usual statement for a service',
        stacks: {
          Keys: key({
            Effect: 'Allow',
            Principal: service,
            Action: ['kms:Decrypt', 'kms:GenerateDataKey*', 'kms:DescribeKey'],
            Resource: '*',
            Condition: { StringEquals: { 'aws:SourceAccount': '111122223333' } },
          }),
        },
      },
      {
        title: 'one action of several works',
        stacks: { Keys: key({ Effect: 'Allow', Principal: service, Action: ['kms:Decrypt', 'kms:Sign'], Resource: '*' }) },
      },
    ],
  },
});
