/** A finding as a result of SARIF: message, places, steps, fingerprints, and the reason where it is suppressed. */
import type { Result, Suppression, ThreadFlowLocation } from 'sarif';
import type { Finding, Related, Suppressed } from '../../types/report.js';
import type { Position } from '../../types/files.js';
import { visible } from '../../core/escape.js';
import { nameOfCopy, nameOfTemplate, type Group } from '../group.js';
import { capital } from '../../core/first-letter.js';
import { sentenceOf, snippetsOf } from '../summary.js';
import type { fingerprinter } from './fingerprints.js';
import { fixesOf } from './fixes.js';
import { escaped, sentence } from './message.js';
import { locationOf, primaryLocationOf } from './places.js';

export type Fingerprint = ReturnType<typeof fingerprinter>;

/** GitHub keeps so many related places and steps of a result. */
const MOST_RELATED = 100;
const MOST_STEPS = 1000;
/** The finding has no place at all, but GitHub refuses a result without one: the app as a whole stands for it. */
export const APP: Position = { file: 'cdk.json', line: 1, column: 1, endLine: 1, endColumn: 1 };

export function resultOf(group: Group, ruleIndex: number | undefined, fingerprint: Fingerprint): Result {
  const { shown, others } = group;
  const copies = [shown, ...others];
  const primary = shown.source ?? shown.template ?? shown.flow[0]?.at ?? shown.related[0]?.at ?? APP;
  const { text, linked } = messageOf(group);
  const constructs = [...new Set(copies.flatMap(({ constructPath }) => (constructPath === null ? [] : [visible(constructPath)])))];
  const steps = shown.flow.slice(0, MOST_STEPS).map(stepOf);
  return {
    ruleId: shown.ruleId,
    ...(ruleIndex === undefined ? {} : { ruleIndex }),
    level: shown.level,
    ...baselineStateOf(copies),
    message: { text },
    locations: [
      {
        ...primaryLocationOf(primary),
        logicalLocations: constructs.map((fullyQualifiedName) => ({ fullyQualifiedName, kind: 'resource' })),
      },
    ],
    ...(linked.length > 0
      ? { relatedLocations: linked.map(({ at, message }, id) => ({ id, ...locationOf(at), message: { text: message } })) }
      : {}),
    ...(steps.length > 0 ? { codeFlows: [{ threadFlows: [{ locations: steps }] }] } : {}),
    ...fixesOf(shown),
    ...(shown.suppressed ? { suppressions: [suppressionOf(shown.suppressed)] } : {}),
    partialFingerprints: { primaryLocationLineHash: fingerprint(shown, primary), 'kmsLint/v1': shown.fingerprint },
    properties: {
      confidence: shown.confidence,
      stacks: [...new Set(copies.flatMap(({ stackName }) => (stackName === null ? [] : [visible(stackName)])))],
    },
  };
}

/** New where one of the copies is; none without a baseline. */
function baselineStateOf(copies: readonly Finding[]): Pick<Result, 'baselineState'> {
  const states = copies.flatMap(({ baselineState }) => baselineState ?? []);
  if (states.length === 0) return {};
  return { baselineState: states.includes('new') ? 'new' : 'unchanged' };
}

/** The message, with links to the related places: GitHub shows only those that the message links to. */
function messageOf({ shown, others }: Group): { readonly text: string; readonly linked: readonly Related[] } {
  const linked: Related[] = [];
  const link = (label: string, at: Position | null, message: string): string => {
    if (!at || linked.length === MOST_RELATED) return escaped(label);
    return `[${escaped(label)}](${linked.push({ at, message: visible(message) }) - 1})`;
  };
  const sentences = [sentence(escaped(sentenceOf(shown)))];
  sentences.push(sentence(`What to do: ${escaped(shown.remedy)}`));
  for (const { name, heading, text } of snippetsOf(shown.fix))
    if (name !== 'json') sentences.push(sentence(capital(`${heading}: ${escaped(text)}`)));
  if (shown.source && shown.template) {
    const name = nameOfTemplate(shown.template);
    sentences.push(`See ${link(`the ${name}`, shown.template, `the synthesized ${name}`)}.`);
  }
  for (const { at, message } of shown.related) sentences.push(sentence(`Related: ${link(message, at, message)}`));
  const copies = others.map((copy) => {
    const name = nameOfCopy(shown, copy);
    return link(name, copy.template ?? copy.source, `the copy in ${name}`);
  });
  if (copies.length > 0) sentences.push(`Also in ${[...new Set(copies)].join(', ')}.`);
  return { text: sentences.join(' '), linked };
}

const stepOf = ({ at, message }: Related): ThreadFlowLocation => ({ location: { ...locationOf(at), message: { text: visible(message) } } });

/** What stands in the source or in the template is inSource; a configuration and a baseline are external. */
export function suppressionOf({ by, reason }: Suppressed): Suppression {
  return { kind: by === 'configuration' ? 'external' : 'inSource', status: 'accepted', justification: visible(reason) };
}
