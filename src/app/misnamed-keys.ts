/** What stands where a key must: another resource of the app, an alias behind an alias, an id where IAM takes only an ARN. */
import { literal, onlySymbol } from '../core/text.js';
import { items, stringOf, textOf } from '../core/value.js';
import { consumingProperties } from '../reference/consumers.js';
import type { Resource, TemplateFacts } from '../types/facts.js';
import type { MisnamedKey, Program } from '../types/program.js';
import type { Text } from '../types/values.js';
import { documentsIn, saysKms } from './iam-allows.js';
import { isKey } from './key-names.js';
import { rootOf, valuesAt } from './paths.js';
import { iamPolicyIn } from './policy-scope.js';
import { inScenarios, propertiesIn } from './scenarios.js';

type Linked = Pick<Program, 'stacks' | 'fold' | 'resource' | 'resolve'>;

/** Only what each scenario of a template has. */
export function misnamedKeysIn({ resources, consumers }: TemplateFacts, program: Linked): readonly MisnamedKey[] {
  return [
    ...consumers.flatMap((consumer) => inProperties(consumer, program)),
    ...resources.filter(({ type }) => type === 'AWS::KMS::Alias').flatMap((alias) => inTarget(alias, program)),
    ...resources.filter(({ type }) => type.startsWith('AWS::IAM::')).flatMap((policy) => inPolicy(policy, program)),
  ];
}

/** Custom resources, nested stacks and products may give out a key; so may a resource of the app whose attribute is no ARN of its own. */
const MAY_GIVE_KEYS = /^(?!AWS::)|^AWS::(?:KMS|CloudFormation|ServiceCatalog)::/;

function inProperties(consumer: Resource, program: Linked): readonly MisnamedKey[] {
  const scenarios = inScenarios(consumer, program),
    found = new Map<string, { readonly misnamed: MisnamedKey; times: number }>();
  for (const { properties } of scenarios)
    for (const { path } of consumingProperties(consumer.type))
      for (const { value } of valuesAt(rootOf(properties, consumer.at), path)) {
        const written = textOf(value),
          names = written && program.resolve(written),
          symbol = names && onlySymbol(names);
        if (!names || (symbol?.of !== 'ref' && !(symbol?.of === 'attribute' && /^\w+\.Arn$/.test(symbol.name)))) continue;
        const [logicalId = ''] = symbol.name.split('.'),
          type = program.stacks.get(symbol.scope)?.types[logicalId];
        if (type === undefined || MAY_GIVE_KEYS.test(type)) continue;
        const resource = { id: `${symbol.scope}#${logicalId}`, type };
        const before = found.get(value.at.pointer);
        if (before) before.times += 1;
        else
          found.set(value.at.pointer, {
            misnamed: { is: 'another-resource', by: consumer.id, path, at: value.at, names, resource },
            times: 1,
          });
      }
  return [...found.values()].flatMap(({ misnamed, times }) => (times === scenarios.length ? [misnamed] : []));
}

function inTarget(alias: Resource, program: Linked): readonly MisnamedKey[] {
  const targets = inScenarios(alias, program).map(({ properties }) => properties['TargetKeyId']),
    named = targets.map((target) => program.resolve(textOf(target) ?? []));
  const isAlias = (text: Text): boolean =>
    program.resource(text)?.type === 'AWS::KMS::Alias' || /^(?:alias\/|arn:[^:]*:kms:[^:]*:[^:]*:alias\/)/.test(literal(text) ?? '');
  const [target] = targets,
    [names] = named;
  return target && names && named.every(isAlias)
    ? [{ is: 'alias', by: alias.id, path: 'TargetKeyId', at: target.at, names, resource: program.resource(names) }]
    : [];
}

function inPolicy(policy: Resource, program: Linked): readonly MisnamedKey[] {
  const env = program.stacks.get(policy.stack)?.env;
  if (!env || policy.condition !== undefined || !saysKms(policy)) return [];
  return documentsIn(propertiesIn(policy, {}, program))
    .flatMap((document) => iamPolicyIn(document, env, program).statements)
    .flatMap(({ actions, resources }) => {
      const isOfKms = items(actions?.value).some((action) => /^kms:/i.test(stringOf(action) ?? ''));
      if (!isOfKms || !resources) return [];
      return resources.texts.flatMap((text): readonly MisnamedKey[] => {
        const names = program.resolve(text ?? []),
          resource = onlySymbol(names)?.of === 'ref' ? program.resource(names) : undefined;
        return resource && isKey(resource) ? [{ is: 'id', by: policy.id, path: 'Resource', at: resources.at, names, resource }] : [];
      });
    });
}
