/** What operators make of values: which branch is taken, which conditions hold, which texts come together. */
import type * as t from '@babel/types';
import { and, not, or } from '../../core/answer.js';
import type { Answer } from '../../types/values.js';
import { isInstanceOf } from './library.js';
import { ABSENT, answerValue, isAbsent, literalValue, maybe, UNKNOWN, type CallContext, type CodeValue, type Values } from './value.js';

/** Whether a condition holds. */
export function truthOf(node: t.Node, at: CallContext, values: Values): Answer {
  if (node.type === 'LogicalExpression' && node.operator !== '??') {
    const answers = [truthOf(node.left, at, values), truthOf(node.right, at, values)];
    return node.operator === '&&' ? and(...answers) : or(...answers);
  }
  return agreed(values.of(node, at).map(isTrue));
}

export function conditional(
  { test, consequent, alternate }: t.ConditionalExpression,
  at: CallContext,
  values: Values,
): readonly CodeValue[] {
  const which = values.truth(test, at);
  if (which === 'yes') return values.of(consequent, at);
  return which === 'no' ? values.of(alternate, at) : maybe([...values.of(consequent, at), ...values.of(alternate, at)]);
}

export function logical({ left, right, operator }: t.LogicalExpression, at: CallContext, values: Values): readonly CodeValue[] {
  const first = values.of(left, at);
  const goesOn = first.map((value) => (operator === '??' ? isMissing(value) : operator === '||' ? not(isTrue(value)) : isTrue(value)));
  if (goesOn.every((answer) => answer === 'no')) return first;
  if (goesOn.every((answer) => answer === 'yes')) return values.of(right, at);
  return maybe([...first.filter((_, i) => goesOn[i] !== 'yes'), ...values.of(right, at)]);
}

export function unary({ operator, argument }: t.UnaryExpression, at: CallContext, values: Values): readonly CodeValue[] {
  if (operator === '!') return answerValue(not(values.truth(argument, at)));
  return operator === 'void' ? ABSENT : UNKNOWN;
}

export function binary({ operator, left, right }: t.BinaryExpression, at: CallContext, values: Values): readonly CodeValue[] {
  switch (operator) {
    case '+':
      return joined([textOf(left, at, values), textOf(right, at, values)]);
    case '===':
    case '==':
      return answerValue(same(left, right, at, values, operator === '=='));
    case '!==':
    case '!=':
      return answerValue(not(same(left, right, at, values, operator === '!=')));
    case 'instanceof': {
      const classes = values.of(right, at);
      return answerValue(agreed(values.of(left, at).map((value) => isInstanceOf(value, classes))));
    }
    default:
      return UNKNOWN;
  }
}

export function template({ quasis, expressions }: t.TemplateLiteral, at: CallContext, values: Values): readonly CodeValue[] {
  return joined(
    quasis.flatMap((quasi, i) => {
      const expression = expressions[i];
      return [quasi.value.cooked ?? undefined, ...(expression ? [textOf(expression, at, values)] : [])];
    }),
  );
}
const joined = (parts: readonly (string | undefined)[]): readonly CodeValue[] =>
  parts.includes(undefined) ? UNKNOWN : literalValue(parts.join(''));
function textOf(node: t.Node, at: CallContext, values: Values): string | undefined {
  const [value, more] = values.of(node, at);
  return value?.is === 'literal' && !more && !value.maybe ? String(value.value) : undefined;
}

/** Whether two expressions have the same value, where both are plain. */
export function same(left: t.Node, right: t.Node, at: CallContext, values: Values, loosely = false): Answer {
  const rights = values.of(right, at);
  return agreed(values.of(left, at).flatMap((one) => rights.map((other) => isSame(one, other, loosely))));
}

function isSame(one: CodeValue, other: CodeValue, loosely: boolean): Answer {
  if (loosely && isAbsent(one) && isAbsent(other)) return 'yes';
  if (one.is === 'literal' && other.is === 'literal') return one.value === other.value ? 'yes' : 'no';
  const object = one.is === 'literal' ? other : one;
  // An object is no literal, but what a library gives back may be anything.
  return (one.is === 'literal' || other.is === 'literal') && OBJECT.test(object.is) ? 'no' : 'unknown';
}
const OBJECT = /^(imported|key|object|list|each|function|class|instance)$/;

/** Whether a value is undefined or null. */
export function isMissing(value: CodeValue): Answer {
  if (value.is === 'literal') return isAbsent(value) ? 'yes' : 'no';
  return isTrue(value) === 'yes' ? 'no' : 'unknown';
}

/** What a library gives back may be nothing; what is imported or made with `new` is there. */
function isTrue(value: CodeValue): Answer {
  if (value.is === 'literal') return value.value ? 'yes' : 'no';
  if (value.is === 'unknown' || value.is === 'library' || value.is === 'attribute') return 'unknown';
  if (value.is === 'made') return /^aws_\w+\.\w+(\.from\w*)?$/.test(value.name) ? 'yes' : 'unknown';
  return 'yes';
}

export function agreed(answers: readonly Answer[]): Answer {
  const [first = 'unknown'] = answers;
  return answers.every((answer) => answer === first) ? first : 'unknown';
}
