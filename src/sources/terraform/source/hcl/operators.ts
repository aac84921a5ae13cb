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
  return number instanceof Unknown ? number : -number;
}

export function arithmetic(operator: string, a: number | Unknown, b: number | Unknown): Value {
  if (a instanceof Unknown) return a;
  if (b instanceof Unknown) return b;
  switch (operator) {
    case '+':
      return a + b;
    case '-':
      return a - b;
    case '*':
      return a * b;
    case '/':
      if (b === 0) throw new HclError('a number is divided by zero');
      return a / b;
    case '%':
      return b === 0 ? new Unknown('%', 'what is left of a division by zero is not known') : a % b;
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
