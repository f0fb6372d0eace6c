/** An IAM policy of the app grants what the key policy does not let IAM grant: the grant has no effect. */
import {
  and,
  defineRule,
  denying,
  enumerated,
  iamAllowsBeside,
  keyActionsOf,
  logicalIdOf,
  nameOf,
  not,
  or,
  rootTrustFix,
  sameText,
  say,
  spareThem,
  stackIdOf,
  statementName,
  type Answer,
  type Fix,
  type IamAllow,
  type JsonObject,
  type Key,
  type Program,
  type Statement,
} from '../src/rule-kit.js';
import {
  causeOf,
  conditionalRoots,
  grantFix,
  isWrittenByHand,
  letsIamGrant,
  orLetIamDecide,
  removeConditions,
  variableOf,
} from '../src/rule-kit/built-in.js';

const stack = (principal: JsonObject, action = 'kms:*'): JsonObject => ({
  Resources: {
    Key: {
      Type: 'AWS::KMS::Key',
      Properties: {
        KeyPolicy: { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: principal, Action: action, Resource: '*' }] },
      },
    },
    Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} } },
    Grant: {
      Type: 'AWS::IAM::Policy',
      Properties: {
        PolicyName: 'grant',
        Roles: [{ Ref: 'Role' }],
        PolicyDocument: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: { 'Fn::GetAtt': ['Key', 'Arn'] } }],
        },
      },
    },
  },
});

/**
 * Whether an action of the grant is a dead letter: none of the KMS actions that it stands for can come through, for any role or user that
 * has the policy.
 */
function dead(key: Key, grant: IamAllow, action: string): Answer {
  const actions = keyActionsOf(action);
  if (actions.length === 0) return 'no';
  if (!grant.owners) {
    // Whoever has the policy may be named in the key policy: without IAM's say the grant may still not be needed.
    const delegated = or(...actions.map((one) => letsIamGrant(key, one)));
    return delegated === 'no' ? 'unknown' : 'no';
  }
  return and(...grant.owners.flatMap((holder) => actions.map((one) => not(letsIamGrant(key, one, holder)))));
}

/** What of one grant is a dead letter, for certain or perhaps. */
interface Lost {
  readonly grant: IamAllow;
  readonly certain: boolean;
  readonly actions: readonly string[];
  /** It grants others that come through. */
  readonly partly: boolean;
}

/** The actions of a grant that are dead letters for certain; where there are none, those that may be. */
function lostOf(grant: IamAllow, key: Key, program: Program): Lost | undefined {
  // The other side of another account's grant is a matter of its own.
  const inAccount = sameAccount(grant, key, program);
  if (inAccount === 'no') return undefined;
  const judged = grant.actions.map((action) => [action, dead(key, grant, action)] as const);
  const those = (wanted: Answer): readonly string[] => judged.filter(([, answer]) => answer === wanted).map(([action]) => action);
  const sure = those('yes'),
    actions = sure.length > 0 ? sure : those('unknown');
  const certain = sure.length > 0 && inAccount === 'yes';
  return actions.length > 0 ? { grant, certain, actions, partly: actions.length < grant.actions.length } : undefined;
}

/** Each policy once, with all that is lost of it; where something of it is lost for certain, that alone. */
function byPolicy(lost: readonly Lost[]): readonly Lost[] {
  const found = new Map<string, Lost>();
  for (const one of lost) {
    const before = found.get(one.grant.policy);
    if (before?.certain === true && !one.certain) continue;
    const sum = !before || (one.certain && !before.certain) ? [] : before.actions;
    const partly = one.partly || (before !== undefined && before.certain === one.certain && before.partly);
    found.set(one.grant.policy, { ...one, grant: before?.grant ?? one.grant, actions: [...new Set([...sum, ...one.actions])], partly });
  }
  return [...found.values()];
}

function sameAccount({ policy }: IamAllow, key: Key, { stacks }: Program): Answer {
  const owner = stacks.get(stackIdOf(policy));
  return owner ? sameText(owner.env.account, key.env.account) : 'unknown';
}

function messageOf(key: Key, lost: readonly Lost[]): string {
  const [first] = lost,
    actions = enumerated([...new Set(lost.flatMap((one) => one.actions))].sort());
  const why = causeOf(conditionalRoots(key)),
    denies = deniesOf(key, lost);
  const cause =
    denies.length > 0
      ? say(messages.denied, { statements: enumerated(denies.map(statementName)), denies: denies.length === 1 ? 'denies' : 'deny' })
      : why === undefined
        ? ''
        : say(messages.cause, { why });
  if (lost.length > 1 || !first) return say(messages.several, { count: lost.length, actions, key: nameOf(key.id), cause });
  return say(first.partly ? messages.part : messages.one, { policy: nameOf(first.grant.policy), actions, key: nameOf(key.id), cause });
}

/** Another policy, or of a single one another action, makes it another finding: who has accepted some has not accepted all. */
function detailOf(lost: readonly Lost[]): string {
  const [first] = lost;
  if (lost.length === 1 && first) return `${logicalIdOf(first.grant.policy)}:${[...first.actions].sort().join(',')}`;
  return lost
    .map(({ grant }) => logicalIdOf(grant.policy))
    .sort()
    .join(' ');
}

/** What the rule says. */
const messages = {
  one: '{policy} grants {actions} on {key}, but the key policy does not let IAM policies grant that{cause}. The grant has no effect, and the call is refused.',
  part: '{policy} grants {actions} on {key}, but the key policy does not let IAM policies grant that{cause}. This part of the grant has no effect, and the call is refused.',
  several:
    '{count} IAM policies of the app grant {actions} on {key}, but the key policy does not let IAM policies grant that{cause}. The grants have no effect, and the calls are refused.',
  cause: ': {why} keeps them out',
  denied: ': {statements} {denies} it',
  related: '{policy} grants {actions} without effect',
  granted: 'the roles and users of the grant',
  nameRoles: 'Name the roles in the key policy with {key}.addToResourcePolicy().',
  nameRolesBeside:
    "Name each role in the key policy: {key}.addToResourcePolicy(new iam.PolicyStatement({ actions: [{actions}], principals: [new iam.ArnPrincipal(role.roleArn)], resources: ['*'] })).",
  nameRolesByHand: 'Name the roles in a statement of the key policy.',
} as const;

export default defineRule({
  id: 'grant-without-root-trust',
  title: 'An IAM policy grants what the key policy does not delegate',
  level: 'error',
  securitySeverity: '5.0',
  on: 'key',
  why: "An IAM policy can allow the use of a key only if the key policy delegates to the account (a statement for its root principal). CDK's key.grantDecrypt(role) writes only the role's IAM policy, because CDK assumes that the key policy trusts the account. If a custom key policy names only some roles, the grant has no effect, and KMS refuses the role at run time.",
  messages,
  remedy:
    "Name the role in the key policy with key.addToResourcePolicy(). Or let the account's IAM policies decide: add new iam.PolicyStatement({ actions: ['kms:*'], principals: [new iam.AccountRootPrincipal()], resources: ['*'] }) to the key policy.",
  references: [
    'https://docs.aws.amazon.com/kms/latest/developerguide/key-policy-default.html#key-policy-default-allow-root-enable-iam',
    'https://docs.aws.amazon.com/kms/latest/developerguide/iam-policies.html',
  ],
  *check(subject, program) {
    // Nothing can be lost, as on most keys: spares reading all IAM policies of the app. Of what KMS refuses, invalid-key-policy speaks.
    if (!subject.policy.accepted || subject.policy.fullRootTrust.answer === 'yes') return;
    const lost = byPolicy(iamAllowsBeside(subject, program).flatMap((grant) => lostOf(grant, subject, program) ?? []));
    if (lost.length === 0) return;
    for (const certain of [true, false]) {
      const those = lost.filter((one) => one.certain === certain);
      if (those.length === 0) continue;
      // Of a Deny nobody but its author knows whom it is to spare.
      const denies = deniesOf(subject, those),
        fix = denies.length > 0 ? undefined : (grantFix(subject, those, program) ?? rootFixOf(subject, program));
      yield {
        at: subject.policy.document.is === 'known' ? subject.policy.document.at : subject.policy.at,
        when: certain ? 'yes' : 'unknown',
        detail: detailOf(those),
        message: messageOf(subject, those),
        remedy: remedyOf(subject, program, denies, those),
        related: those.map(({ grant, actions }) => ({
          at: grant.at,
          message: say(messages.related, { policy: nameOf(grant.policy), actions: enumerated(actions) }),
        })),
        ...(fix ? { fix } : {}),
      };
    }
  },
  examples: {
    bad: [
      {
        title: 'the key policy names only an administrator',
        stacks: { App: stack({ AWS: { 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/KeyAdmin' } }) },
      },
    ],
    good: [
      {
        title: 'the account decides by IAM',
        stacks: { App: stack({ AWS: { 'Fn::Sub': 'arn:${AWS::Partition}:iam::${AWS::AccountId}:root' } }) },
      },
      {
        title: 'the role is named in the key policy itself',
        stacks: { App: stack({ AWS: { 'Fn::GetAtt': ['Role', 'Arn'] } }, 'kms:Decrypt') },
      },
    ],
  },
});

/** To name who is granted is the least; what lets IAM decide opens the key to more. */
function remedyOf(key: Key, program: Program, denies: readonly Statement[], lost: readonly Lost[]): string {
  // Another Allow is of no use where the account is let in already.
  const spared = denies.length > 0 ? spareThem(denies, messages.granted) : '';
  if (denies.length > 0 && letsRootIn(key)) return spared;
  return `${allowed(key, program, lost)}${spared === '' ? '' : ` ${spared}`}`;
}

/** Whether a statement for the account's root is there, whatever a Deny takes back. */
const letsRootIn = ({ env, policy }: Key): boolean =>
  policy.statements.some(
    ({ effect, principals, notPrincipal, conditions, actions }) =>
      effect === 'Allow' &&
      !notPrincipal &&
      conditions.length === 0 &&
      actions?.answers.includes('yes') === true &&
      principals.some((who) => who.is === 'account' && sameText(who.account, env.account) === 'yes'),
  );

/** The statements that deny what is lost. */
function deniesOf({ policy }: Key, lost: readonly Lost[]): readonly Statement[] {
  const actions = new Set(lost.flatMap((one) => one.actions.flatMap((action) => keyActionsOf(action))));
  const all = [...actions].flatMap((action) => denying(policy.delegatesToIam(action)));
  return [...new Set(all)].sort((a, b) => a.index - b.index);
}

function allowed(key: Key, program: Program, lost: readonly Lost[]): string {
  const name = isWrittenByHand(key, program) ? messages.nameRolesByHand : inCdk(key, lost);
  const conditional = conditionalRoots(key);
  return `${name} ${conditional.length > 0 ? removeConditions(conditional, '').trim() : orLetIamDecide(key, program)}`;
}

/** A role of another stack in the key policy may make the stacks depend on each other: no code is proposed for that. */
function inCdk(key: Key, lost: readonly Lost[]): string {
  const isBeside = lost.every(({ grant: { owners } }) => owners?.every(({ resource }) => stackIdOf(resource.id) === key.stack) === true),
    actions = [...new Set(lost.flatMap((one) => one.actions))].sort().map((action) => `'${action}'`);
  const called = variableOf(key.id, 'key');
  return isBeside ? say(messages.nameRolesBeside, { key: called, actions: actions.join(', ') }) : say(messages.nameRoles, { key: called });
}

function rootFixOf(key: Key, program: Program): Fix | undefined {
  const fix = rootTrustFix(key, program, 'fullRootTrust');
  return fix && { ...fix, safety: 'unsafe' };
}
