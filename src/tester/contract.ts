/** The contract that every rule keeps: its examples are its tests, and its findings survive what changes nothing. */
import type * as ajv from 'ajv/dist/2020.js';
import { AJV_OPTIONS } from '../config/schema.js';
import { load } from '../core/lazy.js';
import type { AnyRule, Example } from '../types/rule.js';
import type { JsonObject } from '../types/files.js';
import type { LintResult } from '../types/report.js';
import { fixExample, runRule } from './example.js';
import { blurred, doubled, shuffled, split } from './variations.js';

/** What a rule promises, and a function that tells how a rule breaks it: empty where it keeps it. */
export const CONTRACT: Readonly<Record<string, (rule: AnyRule) => readonly string[]>> = {
  'is documented': documented,
  'speaks on its bad examples': speaks,
  'is silent on its good examples': silent,
  'describes its options': describesOptions,
  'fixes its bad examples where it says so': fixes,
  'leaves its input as it was': leavesInput,
  'tells its findings apart': tellsApart,
  'blur: an unknown value adds no certain finding': blur,
  'split: a bystander in a stack of its own changes nothing': (rule) => unchanged(rule, split),
  'shuffle: order and formatting change nothing': (rule) => unchanged(rule, shuffled, 0),
};

/** How a rule breaks the contract, one sentence each; empty where it keeps it. */
export function breachesOf(rule: AnyRule): readonly string[] {
  return Object.entries(CONTRACT).flatMap(([promise, check]) => check(rule).map((breach) => `${promise}: ${breach}`));
}

const results = new WeakMap<AnyRule, WeakMap<Example, LintResult>>();

/** An example as it is written, linted once: most promises begin with it. */
function plainly(rule: AnyRule, example: Example): LintResult {
  const ofRule = results.get(rule) ?? new WeakMap<Example, LintResult>();
  results.set(rule, ofRule);
  const result = ofRule.get(example) ?? runRule(rule, example);
  ofRule.set(example, result);
  return result;
}

const TEXTS = ['title', 'why', 'remedy'] as const;

function documented(rule: AnyRule): readonly string[] {
  const texts = TEXTS.filter((name) => rule[name].trim().length <= 10);
  return [
    ...(/^[a-z]+(-[a-z]+)*$/.test(rule.id) ? [] : [`the id ${rule.id} is not in kebab-case`]),
    ...texts.map((name) => `\`${name}\` says too little`),
    ...TEXTS.filter((name) => rule[name].startsWith('TODO')).map((name) => `\`${name}\` is still to be written`),
    ...(rule.title.length < 80 ? [] : ['`title` has 80 characters or more']),
    ...rule.references.filter((url) => !url.startsWith('https://')).map((url) => `the reference ${url} is no https address`),
    ...(rule.examples.bad.length > 0 ? [] : ['there is no bad example']),
    ...(rule.examples.good.length > 0 ? [] : ['there is no good example']),
  ];
}

function speaks(rule: AnyRule): readonly string[] {
  const levels = [rule.level, ...(rule.levels ?? []), ...Object.values(rule.presets ?? {})];
  return each(labelled(rule, 'bad'), (example) => {
    const result = plainly(rule, example);
    return [
      ...faultsOf(result),
      ...(certain(result).length > 0 ? [] : ['nothing is reported']),
      ...result.findings.flatMap(({ level, message, template, source }) => [
        ...(levels.includes(level) ? [] : [`the level ${level} is not among its levels`]),
        ...(/^[^\n\u27e6]+\.$/.test(message) ? [] : [`the message is not one sentence with a full stop: ${message}`]),
        ...((template ?? source) ? [] : ['a finding has no place']),
      ]),
    ];
  });
}

function silent(rule: AnyRule): readonly string[] {
  return each(labelled(rule, 'good'), (example) => {
    const result = plainly(rule, example);
    return [
      ...faultsOf(result),
      ...result.findings.filter(({ confidence }) => confidence === 'certain').map(({ message }) => `this is reported: ${message}`),
    ];
  });
}

function describesOptions({ options, examples }: AnyRule): readonly string[] {
  if (!options) return [];
  const { schema, defaults } = options;
  const { Ajv2020 } = load('ajv/dist/2020.js') as typeof ajv;
  const valid = new Ajv2020(AJV_OPTIONS).compile(schema);
  const described = Object.entries((schema['properties'] ?? {}) as Readonly<Record<string, JsonObject>>);
  const names = described.map(([name]) => name);
  const given = [defaults, ...[...examples.bad, ...examples.good].flatMap((example) => example.options ?? [])];
  return [
    ...(schema['type'] === 'object' && schema['additionalProperties'] === false
      ? []
      : ['its schema must say type: object and additionalProperties: false']),
    ...described
      .filter(([, { description }]) => typeof description !== 'string' || description.length <= 10)
      .map(([name, { description }]) =>
        typeof description !== 'string' ? `${name} has no description` : `the description of ${name} says too little`,
      ),
    ...names.filter((name) => !(name in defaults)).map((name) => `${name} has no default`),
    ...Object.keys(defaults).flatMap((name) => (names.includes(name) ? [] : [`the default ${name} is not in the schema`])),
    ...given.filter((value) => !valid(value)).map((value) => `${JSON.stringify(value)} does not keep to the schema`),
  ];
}

/** A fix leaves its example without the finding, and a second run finds nothing to do. */
function fixes(rule: AnyRule): readonly string[] {
  return each(labelled(rule, 'bad'), (example) => {
    const fixable = plainly(rule, example).findings.filter(
      ({ confidence, fix }) => confidence === 'certain' && fix && fix.edits.length > 0,
    );
    if (fixable.length === 0) return [];
    const { first, again } = fixExample(rule, example);
    const details = new Set(fixable.map(({ detail }) => detail));
    return [
      ...first.left.filter(({ finding }) => finding.fix?.edits.length).map(({ finding, why }) => `${finding.detail} is left: ${why}`),
      ...(again.changes.length > 0 ? ['a second run of the fix changes something'] : []),
      ...certain(again.before.result)
        .filter((detail) => details.has(detail))
        .map((detail) => `${detail} is still there after the fix`),
      ...faultsOf(again.before.result),
    ];
  });
}

/** Writing to what it is given throws, and a rule that throws is a fatal Problem. */
function leavesInput(rule: AnyRule): readonly string[] {
  const check = rule.check.bind(rule) as (subject: object, program: object, options: object) => Iterable<never>;
  const frozen = {
    ...rule,
    check: (subject: object, program: object, options: object) => check(freeze(subject), freeze(program), freeze(options)),
  };
  return each(labelled(rule, 'bad', 'good'), (example) => faultsOf(runRule(frozen, example)));
}

function freeze<T extends object>(value: T): T {
  if (Object.isFrozen(value)) return value;
  Object.freeze(value);
  for (const inner of Object.values(value) as unknown[]) if (typeof inner === 'object' && inner !== null) freeze(inner);
  return value;
}

/** By the number that the engine gives to what shares subject and detail. A second stack of the same kind must not make such, either. */
function tellsApart(rule: AnyRule): readonly string[] {
  return each(labelled(rule, 'bad', 'good'), (example) => {
    const subjectsOf = (one: Example): readonly string[] => {
      const { findings } = plainly(rule, one);
      const known = new Set(findings.map(({ subject, detail }) => `${subject}|${detail}`));
      return findings.flatMap(({ subject, detail }) => {
        const [, shared = ''] = /^(.*)#\d+$/s.exec(detail) ?? [];
        return known.has(`${subject}|${shared}`) ? [`two findings on ${subject} have the detail "${shared}"`] : [];
      });
    };
    const here = subjectsOf(example);
    const [copied = []] = here.length > 0 ? [] : [...doubled(example)].map(subjectsOf).filter(({ length }) => length > 0);
    return [...new Set([...here, ...copied.map((breach) => `with a copy of a stack, ${breach}`)])].map(
      (breach) =>
        `${breach}: one hides the other from baseline and suppression unless it differs, by detailOf(resource, program) for example`,
    );
  });
}

function blur(rule: AnyRule): readonly string[] {
  return each(labelled(rule, 'bad', 'good'), (example) => {
    const before = certain(plainly(rule, example)).length;
    const worse = [...blurred(example)].find((variation) => certain(runRule(rule, variation)).length > before);
    return worse ? [`more is certain where a value is unknown: ${JSON.stringify(worse.stacks)}`] : [];
  });
}

/** @param indent of the templates' text */
function unchanged(rule: AnyRule, vary: (example: Example) => Example, indent?: number): readonly string[] {
  return each(labelled(rule, 'bad', 'good'), (example) => {
    const before = certain(plainly(rule, example));
    const after = certain(runRule(rule, vary(example), indent));
    return JSON.stringify(before) === JSON.stringify(after) ? [] : [`${list(before)} became ${list(after)}`];
  });
}

const list = (details: readonly string[]): string => (details.length === 0 ? 'nothing' : details.join(', '));

const certain = ({ findings }: LintResult): readonly string[] =>
  findings
    .filter(({ confidence }) => confidence === 'certain')
    .map(({ detail }) => detail)
    .sort();

const faultsOf = ({ problems }: LintResult): readonly string[] =>
  problems.filter(({ weight }) => weight === 'fatal').map(({ message }) => message);

interface Labelled {
  readonly label: string;
  readonly example: Example;
}

function labelled({ examples }: AnyRule, ...kinds: readonly ('bad' | 'good')[]): readonly Labelled[] {
  return kinds.flatMap((kind) =>
    examples[kind].map((example, index) => ({
      label: example.title === undefined ? `${kind} example ${index + 1}` : `"${example.title}"`,
      example,
    })),
  );
}

function each(examples: readonly Labelled[], breaches: (example: Example) => readonly string[]): readonly string[] {
  return examples.flatMap(({ label, example }) => breaches(example).map((breach) => `${label}: ${breach}`));
}
