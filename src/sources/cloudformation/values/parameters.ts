/** Values of parameters: given, then the default, else anything. */
import { hasStandIn, openText } from '../../../basics/stand-in.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { memberOf, type Node, scalarText } from '../template/node.js';
import type { Scope, Stack } from './scope.js';
import { flagOf } from '../resources/spelling.js';

/** Null = there is no such parameter. */
export function parameterValue(name: string, { stack, notes }: Scope): Value | null {
  const declared = stack.template.parameters.get(name);
  if (declared === undefined) return null;
  const address = `${stack.prefix}${name}`;
  const type = scalarText(memberOf(declared, 'Type')) ?? 'String';
  const isList = /^(?:List<|CommaDelimitedList)/u.test(type) || /<List</u.test(type);
  const given = stack.given.get(name);
  // What is not to be printed stays out of everything, also where a template around it says the value. A value that is open is no secret.
  if (flagOf(scalarText(memberOf(declared, 'NoEcho')) ?? undefined) === true && !isOpen(given))
    return openText(`${address} (NoEcho)`);
  if (given instanceof Unknown) return isList ? given : openText(given.address);
  if (given !== undefined) return isList && typeof given === 'string' ? listOf(given) : given;
  const initial = defaultOf(declared);
  // What stands there is the name of an SSM parameter, not its value.
  if (initial === null || type.startsWith('AWS::SSM::Parameter::Value')) {
    const open = new Unknown(address, 'no value of this parameter was given');
    return isList ? open : openText(address);
  }
  if (!stack.isNested) notes.defaultTaken(stack, name);
  return isList ? listOf(initial) : initial;
}

function isOpen(given: Value | undefined): boolean {
  return given instanceof Unknown || (typeof given === 'string' && hasStandIn(given));
}

export function defaultOf(declared: Node): string | null {
  const node = memberOf(declared, 'Default');
  if (node?.kind === 'scalar' && node.value === null) return '';
  return scalarText(node);
}

function listOf(text: string): readonly string[] {
  return text === '' ? [] : text.split(',').map((each) => each.trim());
}

/** Null = anything. */
export function allowedValues(name: string, stack: Stack): readonly string[] | null {
  const allowed = memberOf(stack.template.parameters.get(name), 'AllowedValues');
  return allowed?.kind === 'list' ? allowed.items.flatMap((each) => scalarText(each) ?? []) : null;
}
