/** Two aliases of one name in one account and Region. */
import {
  defineRule,
  inScenarios,
  literal,
  nameOf,
  or,
  printText,
  sameText,
  say,
  textOf,
  whileBothExist,
  type Answer,
  type JsonObject,
  type Program,
  type Resource,
  type Text,
} from '../src/rule-kit.js';
import { answered, quote, sameDeployment, textKey } from '../src/rule-kit/built-in.js';

const ENV = ['111122223333', 'eu-west-1'] as const;
const alias = (name: string, more: JsonObject = {}): JsonObject => ({
  Type: 'AWS::KMS::Alias',
  Properties: { AliasName: name, TargetKeyId: { Ref: 'Key' } },
  ...more,
});
const template = (aliases: JsonObject, more: JsonObject = {}): JsonObject => ({
  ...more,
  Resources: { Key: { Type: 'AWS::KMS::Key' }, ...aliases },
});

/** What the rule says. */
const messages = {
  twice: '{second} and {first} are both called {name} in the same account and Region, so the one that is deployed second fails{refusal}.',
  twiceInOne: '{second} and {first} are both called {name} in one stack, so its deployment fails{refusal}.',
  keepOne: 'Remove one of the two, or give it another name. If they are for different keys, decide first for which key the name is meant.',
  other: 'the other alias, {first}',
} as const;

export default defineRule({
  id: 'duplicate-alias',
  title: 'Two aliases have one name in one account and Region',
  level: 'error',
  on: 'program',
  why: 'An alias exists once in an account and Region. Where two stacks define it, or one stack defines it twice, the first deployment takes the name, and every other fails with AlreadyExistsException.',
  messages,
  remedy: 'Give one of them another name, or define the alias in one stack and let the others import it.',
  references: ['https://docs.aws.amazon.com/kms/latest/developerguide/kms-alias.html'],
  *check(program) {
    for (const named of byName(program).values()) {
      const seen = new Map<string, Named[]>();
      for (const second of named) {
        const worst = strongest(mayClash(seen, second, program), second, program);
        if (!worst) continue;
        const { first, when } = worst;
        const [name, other] = [printText(second.name), nameOf(first.resource.id)];
        yield {
          at: second.at,
          stack: second.resource.stack,
          when,
          detail: name,
          ...(first.resource.stack === second.resource.stack ? { remedy: messages.keepOne } : {}),
          message: say(first.resource.stack === second.resource.stack ? messages.twiceInOne : messages.twice, {
            second: nameOf(second.resource.id),
            first: other,
            name,
            refusal: answered(quote('aliasExists', { alias: name })),
          }),
          related: [{ at: first.at, message: say(messages.other, { first: other }) }],
        };
      }
    }
  },
  examples: {
    bad: [
      {
        title: 'in two stacks of one environment',
        stacks: {
          One: { template: template({ Alias: alias('alias/app') }), env: ENV },
          Two: { template: template({ Alias: alias('alias/app') }), env: ENV },
        },
      },
      { title: 'twice in one template', stacks: { App: template({ One: alias('alias/app'), Two: alias('alias/app') }) } },
    ],
    good: [
      {
        title: 'in two Regions',
        stacks: {
          One: { template: template({ Alias: alias('alias/app') }), env: ENV },
          Two: { template: template({ Alias: alias('alias/app') }), env: ['111122223333', 'us-east-1'] },
        },
      },
      {
        title: 'in two stacks that say no environment: they may be deployed to two, or one of them only',
        stacks: { One: template({ Alias: alias('alias/app') }), Two: template({ Alias: alias('alias/app') }) },
      },
      {
        title: 'never at the same time',
        stacks: {
          App: template(
            { One: alias('alias/app', { Condition: 'Prod' }), Two: alias('alias/app', { Condition: 'Dev' }) },
            {
              Parameters: { Stage: { Type: 'String' } },
              Conditions: { Prod: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] }, Dev: { 'Fn::Not': [{ Condition: 'Prod' }] } },
            },
          ),
        },
      },
    ],
  },
});

interface Named {
  readonly resource: Resource;
  readonly name: Text;
  readonly at: Resource['at'];
}

/** The aliases of the app by name, each once, in the order of their stacks. */
function byName(program: Program): ReadonlyMap<string, readonly Named[]> {
  const names = new Map<string, Named[]>();
  const aliases = [...program.stacks.values()]
    .flatMap(({ resources }) => resources.filter(({ type }) => type === 'AWS::KMS::Alias'))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  for (const resource of aliases)
    for (const { properties } of inScenarios(resource, program)) {
      const value = properties['AliasName'];
      const name = textOf(value);
      if (!name || !value) continue;
      const key = textKey(program.resolve(name));
      const list = names.get(key) ?? [];
      if (!list.some((other) => other.resource === resource)) list.push({ resource, name, at: value.at });
      names.set(key, list);
    }
  return names;
}

/** With more aliases of one name in one place than this, none is compared. */
const MOST_COMPARED = 64;

/**
 * Those of the aliases before it that this one may clash with: of its stack, of its place, and of places that only the deployment knows. Many
 * apps give one name to an alias, each in an account of its own.
 * @param seen what came before, by what it is looked up by; this one is added
 */
function mayClash(seen: Map<string, Named[]>, second: Named, program: Program): readonly Named[] {
  const { account = [], region = [] } = program.stacks.get(second.resource.stack)?.env ?? {},
    place = literal(account) === undefined || literal(region) === undefined ? undefined : `place ${textKey(account)} ${textKey(region)}`,
    stack = `stack ${second.resource.stack}`;
  const found = (place === undefined ? [stack, 'all'] : [stack, place, 'open']).flatMap((key) => seen.get(key) ?? []);
  for (const key of [stack, 'all', place ?? 'open']) {
    const list = seen.get(key) ?? [];
    if (list.length < MOST_COMPARED) seen.set(key, [...list, second]);
  }
  return [...new Set(found)].sort((a, b) => (a.resource.id < b.resource.id ? -1 : 1));
}

/** The alias before it that this one clashes with: one of which it is certain, if there is one. */
function strongest(
  before: readonly Named[],
  second: Named,
  program: Program,
): { readonly first: Named; readonly when: 'yes' | 'unknown' } | undefined {
  let perhaps: Named | undefined;
  for (const first of before) {
    if (first.resource === second.resource) continue;
    const when = clash(first.resource, second.resource, program);
    if (when === 'yes') return { first, when };
    if (when === 'unknown') perhaps ??= first;
  }
  return perhaps && { first: perhaps, when: 'unknown' };
}

function clash(first: Resource, second: Resource, program: Program): Answer {
  const one = program.stacks.get(first.stack);
  const other = program.stacks.get(second.stack);
  if (!one || !other) return 'no';
  const env = sameDeployment(one, other);
  if (env === 'no') return 'no';
  const same = (a: Resource, b: Resource): Answer =>
    whileBothExist(a, b, program, (left, right) => sameText(textOf(left['AliasName']) ?? [], textOf(right['AliasName']) ?? []) === 'yes');
  const both = or(same(first, second), same(second, first));
  return both === 'no' ? 'no' : both === 'yes' && env === 'yes' ? 'yes' : 'unknown';
}
