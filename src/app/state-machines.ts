/** What the definition of a state machine names: the targets of its tasks, readers and writers (https://states-language.net/spec.html). */
import { literal } from '../core/text.js';
import { member, textOf } from '../core/value.js';
import type { WithinDefinition } from '../reference/role-deliveries.js';
import { like } from '../policy/match.js';
import { jsonIn } from '../core/json-text.js';
import type { Value } from '../types/values.js';
import { valuesAt } from './paths.js';

/** The values that states of a kind give as the target. What a state takes from its input is known only when it runs, and left out. */
export function targetsWithin(root: Value, { kind, resource, argument }: WithinDefinition): readonly Value[] {
  const written = member(root, 'DefinitionString') ?? member(root, 'Definition'),
    definition = written && jsonIn(written);
  return statesOf(typeof definition === 'string' ? undefined : definition).flatMap((state) => {
    const acting = kind === 'itemReader' ? member(state, 'ItemReader') : kind === 'resultWriter' ? member(state, 'ResultWriter') : state;
    const named = member(acting, 'Resource'),
      text = textOf(named);
    if (!named || !text) return [];
    // An activity is named by a reference: what kind of resource that is, the target tells.
    if (argument === null) return like([resource], text, true) === 'no' ? [] : [named];
    if (like([resource], text, true) !== 'yes') return [];
    const given = member(acting, 'Arguments') ?? member(acting, 'Parameters');
    return valuesAt(given, argument)
      .map(({ value }) => value)
      .filter((value) => !/^(?:\$|\{%)/.test(literal(textOf(value) ?? []) ?? ''));
  });
}

function statesOf(machine: Value | undefined): readonly Value[] {
  const states = member(machine, 'States');
  if (states?.is !== 'map') return [];
  return Object.values(states.entries).flatMap((state) => {
    const branches = member(state, 'Branches'),
      inner = [member(state, 'Iterator'), member(state, 'ItemProcessor'), ...(branches?.is === 'list' ? branches.items : [])];
    return [state, ...inner.flatMap(statesOf)];
  });
}
