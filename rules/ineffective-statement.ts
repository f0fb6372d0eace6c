/** A statement of a key policy that can never have an effect. */
import {
  defineRule,
  enumerated,
  items,
  literal,
  member,
  nameOf,
  printText,
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
  contextsOf,
  editAt,
  ineffectiveClause,
  isAction,
  keyProperties,
  kindFaultFix,
  meantActions,
  meanThisKey,
  meantValues,
  mistakeIn,
  mistakesIn,
  mistakeSentence,
  ofPrincipalsInstead,
  OWN_ACCOUNT,
  move,
  whomOf,
  writtenActions,
  type Mistake,
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
  kindFirst: 'Correct the {properties} of the key first: the statement is for a key of another kind.',
  guard: 'Until then the Deny guards nothing. Make sure first that it does not then keep out those who manage the key.',
  everybody: 'Name the principals that are meant, too: the statement is for everybody.',
  untested:
    '{statement} of the key policy of {key} tests {conditionKey}. No such condition key exists, so this condition holds for every request.',
  unmet:
    '{statement} of the key policy of {key} tests {conditionKey}. No such condition key exists, so this condition holds for no request, and the statement {then}.',
  misspelt:
    '{statement} of the key policy of {key} also names {actions}. KMS does not know {them}, so this part of the statement has no effect.',
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

/**
 * A Deny that never applies. Where a mistake shows in it, it guards nothing, and the mistake is named.
 * No fix changes a Deny: it might lock somebody out.
 */
function ofDeny(subject: Key, dead: IneffectiveStatement): Cure {
  if (dead.conditionKey?.toLowerCase() === 'aws:securetransport')
    return { remedy: 'KMS is reached over TLS only, so this Deny never applies. It is harmless.' };
  const meant = meantBy(subject, dead);
  return { remedy: meant === undefined ? 'This Deny never applies. It is harmless.' : `${meant} ${messages.guard}` };
}

/** What was meant by a statement with a mistake in it, as a sentence; undefined where none shows. */
function meantBy({ env }: Key, { statement, fault, byResource }: IneffectiveStatement): string | undefined {
  if (fault === 'no resource' || (fault === 'another resource' && byResource))
    return 'Let its Resource be "*", which in a key policy means the key itself.';
  if (fault === 'no such action') {
    const written = writtenActions(statement.actions),
      meant = written.flatMap(meantActions);
    return meant.length > 0 && !statement.actions?.negated ? `Write ${enumerated(meant)} in place of ${enumerated(written)}.` : undefined;
  }
  const [mistake] = mistakesIn(statement);
  return mistake && mistakeSentence(mistake, env);
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
function cureOf(subject: Key, dead: IneffectiveStatement, program: Program): Cure {
  const { statement, fault, byResource } = dead;
  const byDeletion = (remedy: string): Cure => ({ remedy, fix: deletion(subject, statement) });
  if (statement.effect === 'Deny') return ofDeny(subject, dead);
  switch (fault) {
    case 'no resource':
    case 'another resource': {
      const remedy = 'Let its Resource be "*", which in a key policy means the key itself';
      const revived = byResource ? meanThisKey(subject, statement) : undefined;
      return revived
        ? { remedy: `${remedy}.`, fix: unsafe('Let the statement mean this key (Resource "*")', [revived]) }
        : byDeletion(`${remedy}, ${OR_DELETE}.`);
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
  const { name } = keyProperties(subject, program);
  if (!fault.fix) return { remedy: say(messages.kindFirst, { properties: enumerated(named.map(name)) }) };
  return { remedy: say(messages.thenItWorks, { fix: fault.fix.title }), fix: fault.fix };
}

/** A condition key that no such request carries: the one that was meant, as far as that can be told. */
function keyCure(subject: Key, dead: IneffectiveStatement): Cure {
  const { statement, conditionKey: key = '' } = dead;
  const isOfServices = statement.principals.length > 0 && statement.principals.every(({ is }) => is === 'service');
  const test = testOf(dead),
    mistake = test && mistakeIn(test);
  if (mistake) return mistakeCure(subject, dead, mistake);
  const [, context] = /^kms:EncryptionContext:(.+)$/i.exec(key) ?? [],
    sent = context === undefined ? undefined : (contextsInstead(context) ?? contextsOfAll(statement));
  if (sent)
    return {
      remedy: `Test kms:EncryptionContext:${sent.join(' or kms:EncryptionContext:')} in its place: that is what the service sends.`,
    };
  if (isOfServices && key.toLowerCase() === 'kms:viaservice')
    return {
      remedy: `Take the condition on ${key} away, and test aws:SourceAccount or aws:SourceArn in its place: ${whomOf(statement)} calls KMS itself.`,
    };
  const instead = isOfServices ? OF_SERVICES[key.toLowerCase()] : ofPrincipalsInstead(key);
  if (instead === undefined) return { remedy: `Take the condition on ${key} away, ${OR_DELETE}.`, fix: deletion(subject, statement) };
  return {
    remedy: isOfServices
      ? `Test ${instead} in place of ${key}, as far as ${whomOf(statement)} sends it: a service calls in its own name, not as a principal of an account.`
      : instead,
  };
}

/** The encryption contexts that services send whom a statement names, where they send the same. */
function contextsOfAll({ principals }: Statement): readonly string[] | undefined {
  const [first, ...others] = principals.map(({ text }) => contextsOf(printText(text)));
  return others.every((one) => one === first) ? first : undefined;
}

/** A value that the condition key never has: the one that was meant, as far as that can be told. */
function valueCure(subject: Key, dead: IneffectiveStatement): Cure {
  const test = testOf(dead),
    mistake = test && mistakeIn(test);
  return mistake
    ? mistakeCure(subject, dead, mistake)
    : { remedy: `Correct what ${dead.conditionKey ?? ''} is compared with, ${OR_DELETE}.` };
}

/** A mistake that the text of the condition shows: what to write, and the edit that writes it. */
function mistakeCure(subject: Key, { statement, at }: IneffectiveStatement, mistake: Mistake): Cure {
  const { test } = mistake,
    remedy = mistakeSentence(mistake, subject.env),
    value = valueOf(test);
  switch (mistake.is) {
    case 'no-such-key':
      return {
        remedy,
        fix: unsafe(
          `Test ${mistake.meant} in place of ${test.name}`,
          value === undefined ? undefined : move(subject, at, mistake.meant, value),
        ),
      };
    case 'wildcard': {
      if (opensToAll(subject, statement, mistake)) return { remedy: `${remedy} ${messages.everybody}` };
      const isAlone = statement.conditions.every((one) => one === test || ![test.operator, mistake.operator].includes(one.operator)),
        operator = { ...at, pointer: at.pointer.slice(0, at.pointer.lastIndexOf('/')) };
      return {
        remedy,
        fix: unsafe(
          `Test ${test.name} with ${mistake.operator}`,
          isAlone && value !== undefined ? move(subject, operator, mistake.operator, { [test.name]: value }) : undefined,
        ),
      };
    }
    case 'form': {
      const meant = meantValues(mistake, subject.env),
        isWhole = meant.length > 0 && mistake.written.length === test.values.length,
        isOfStack = mistake.form === 'via' && literal(subject.env.region) === undefined,
        values = meant.map((one): Json =>
          one === OWN_ACCOUNT
            ? { Ref: 'AWS::AccountId' }
            : isOfStack && one.includes('.REGION.')
              ? { 'Fn::Sub': one.replace('.REGION.', '.${AWS::Region}.') }
              : one,
        );
      return { remedy, fix: replaced(subject, at, isWhole ? (values.length === 1 ? values[0] : values) : undefined) };
    }
    default:
      return { remedy };
  }
}

/** Whether the statement, once its condition holds, would let every account in: who is meant must be named first. */
function opensToAll({ policy }: Key, { index, principals }: Statement, { test, operator }: Mistake & { is: 'wildcard' }): boolean {
  const { document } = policy;
  if (!principals.some(({ is }) => is === 'everyone') || document.is !== 'known' || document.value.is !== 'map') return false;
  const statements = items(member(document.value, 'Statement')),
    now = statements[index],
    conditions = member(now, 'Condition');
  if (now?.is !== 'map' || conditions?.is !== 'map') return true;
  const { [test.operator]: tests, ...others } = conditions.entries;
  const revived: Value = { ...conditions, entries: { ...others, ...(tests ? { [operator]: tests } : {}) } };
  const changed: Value = { ...now, entries: { ...now.entries, Condition: revived } };
  const list: Value = { is: 'list', items: statements.map((one, i) => (i === index ? changed : one)), at: now.at };
  return policy.with({ ...document.value, entries: { ...document.value.entries, Statement: list } }).public.answer !== 'no';
}

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
  const known = written.flatMap(meantActions);
  if (known.length === 0 || statement.actions?.negated === true)
    return {
      remedy: 'Name the actions of KMS that are meant, such as kms:Decrypt, or delete the statement.',
      fix: deletion(subject, statement),
    };
  // What is meant by some of them shows that the statement is meant.
  if (written.some((action) => meantActions(action).length === 0))
    return { remedy: `Write ${enumerated(known)}, and correct or leave out the others.` };
  return { remedy: `Write ${enumerated(known)} in place of ${enumerated(written)}.`, fix: renamed(subject, statement, known) };
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
      them: wrong.length === 1 ? 'this action' : 'these actions',
    }),
    remedy: isDeny
      ? isMeant
        ? `Write ${enumerated(meant)} in place of ${enumerated(wrong)}. ${messages.guard}`
        : 'This part of the Deny never applies. It is harmless.'
      : isMeant
        ? `Write ${enumerated(meant)} in place of ${enumerated(wrong)}.`
        : `Name the actions of KMS that are meant in place of ${enumerated(wrong)}.`,
    ...(fix ? { fix } : {}),
  };
}

/** Whether all actions are written out, so that they can be read one by one. */
const isPlain = (value: Value | undefined): boolean =>
  items(value).length > 0 && items(value).every((item) => literal(textOf(item) ?? []) !== undefined);

/**
 * Condition keys that do not exist: under an operator that holds for a request without the key the statement has another effect than is
 * meant, else none.
 */
function* untested(subject: Key, statement: Statement): Iterable<Report> {
  for (const test of statement.conditions) {
    const mistake = test.base === 'null' ? undefined : mistakeIn(test),
      holds = test.negated || test.ifExists || test.set === 'all';
    if (mistake?.is !== 'no-such-key' && mistake?.is !== 'partial-key') continue;
    const named = { statement: capitalized(statementName(statement)), key: nameOf(subject.id), conditionKey: test.name };
    const value = valueOf(test),
      moved = mistake.is === 'no-such-key' && statement.effect === 'Allow' && !holds && value !== undefined;
    const fix = moved
      ? unsafe(`Test ${mistake.meant} in place of ${test.name}`, move(subject, subject.policy.place(test.at), mistake.meant, value))
      : undefined;
    yield {
      at: subject.policy.place(test.at),
      when: 'yes',
      level: holds || statement.effect === 'Allow' ? 'warning' : 'note',
      detail: `untested:${test.name}`,
      message: holds
        ? say(messages.untested, named)
        : say(messages.unmet, { ...named, then: statement.effect === 'Allow' ? 'gives nothing' : 'denies nothing' }),
      remedy: mistakeSentence(mistake, subject.env),
      ...(fix ? { fix } : {}),
    };
  }
}

const capitalized = (clause: string): string => clause.charAt(0).toUpperCase() + clause.slice(1);

export default defineRule({
  id: 'ineffective-statement',
  title: 'A statement of the key policy can never have an effect',
  level: 'warning',
  levels: ['note'],
  on: 'key',
  why: 'KMS takes statements that can never match: without an Action or Resource, on another key, for actions that this kind of key cannot do, or under a condition that no such request fulfils. What the statement was written for is missing, and nothing says so.',
  messages,
  remedy: 'Correct the part that is named: the statement was written for something. Delete it only where nothing shows for what.',
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
    for (const statement of statements)
      if (!without.has(statement)) {
        yield* misspelt(subject, statement);
        yield* untested(subject, statement);
      }
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
