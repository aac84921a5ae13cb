/** Operators on values that are worked out already. */
import { Unknown, type Value } from '../../model.js';
import { HclError } from './hcl-error.js';
import { toBool, toNumber } from './values.js';

export function unaryOf(operator: string, operand: Value): Value {
  if (operator === '!') {
    const state = toBool(operand);
    return state instanceof Unknown ? state : !state;
  }
  const number = toNumber(operand);
  return number instanceof Unknown ? number : plain(-number);
}

export function arithmetic(operator: string, a: number | Unknown, b: number | Unknown): Value {
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  switch (operator) {
    case '+':
      return plain(a + b);
    case '-':
      return plain(a - b);
    case '*':
      return plain(a * b);
    case '/':
      return b === 0 ? new Unknown('/', 'a division by zero has no number') : plain(a / b);
    case '%':
      return b === 0 ? new Unknown('%', 'what is left of a division by zero is not known') : plain(a % b);
    case '<':
      return a < b;
    case '<=':
      return a <= b;
    case '>':
      return a > b;
    case '>=':
      return a >= b;
    default:
      throw new HclError(`the operator ${operator} is not known`);
  }
}

/** Terraform writes a zero with its sign, which counts nowhere else. */
function plain(number: number): Value {
  if (!Number.isFinite(number)) return new Unknown('a number', 'it is too large to be worked out');
  return Object.is(number, -0) ? new Unknown('-0', 'a zero with a sign is not worked out') : number;
}
