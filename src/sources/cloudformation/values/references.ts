/** What `Ref` and `Fn::GetAtt` name: pseudo parameters, bound names, parameters, resources. */
import { hasStandIn } from '../../../basics/stand-in.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { parameterValue } from './parameters.js';
import { pseudoParameter } from './pseudo-parameters.js';
import { areAllKnown, resourcesIn } from '../template/resources-of.js';
import type { Scope } from './scope.js';

export function nameValue(name: string, scope: Scope): Value | undefined {
  if (name === 'AWS::NoValue') return undefined;
  const bound = scope.locals.get(name);
  if (bound !== undefined) return bound;
  const pseudo = pseudoParameter(name, scope);
  if (pseudo !== null) return pseudo;
  const parameter = parameterValue(name, scope);
  if (parameter !== null) return parameter;
  const found = resourcesIn(scope).get(name);
  if (found === undefined) return nothingOf(name, scope, name);
  return guarded(`Ref ${scope.stack.prefix}${name}`, scope, () => scope.names.ref(scope.stack, found));
}

export function attributeValue(id: string, attribute: string, scope: Scope): Value {
  const found = resourcesIn(scope).get(id);
  if (found === undefined) return nothingOf(id, scope, `${id}.${attribute}`);
  return guarded(`GetAtt ${scope.stack.prefix}${id}.${attribute}`, scope, () =>
    scope.names.attribute(scope.stack, found, attribute),
  );
}

/** CloudFormation refuses the template, unless something adds the resource before. */
function nothingOf(name: string, scope: Scope, address: string): Unknown {
  const { stack, notes } = scope;
  const { isWhole, text } = stack.template;
  const called = JSON.stringify(name.slice(0, 80));
  if (isWhole && areAllKnown(scope) && !hasStandIn(name))
    notes.say(
      `${text.name} refers to ${called}, and nothing in it has this name: CloudFormation refuses the template.${
        /^[a-z0-9]+:/u.test(name)
          ? ` In Fn::Sub, a variable of an IAM policy is written \${!${name.slice(0, 80)}}.`
          : ''
      }`,
    );
  return new Unknown(`${stack.prefix}${address}`, 'nothing in the template has this name');
}

/** References that depend on each other. */
const mostInARow = 400;

/** A circle cannot be deployed, and must not be walked for ever. */
function guarded(name: string, { open }: Scope, work: () => Value): Value {
  if (open.has(name) || open.size > mostInARow) return new Unknown(name.replace(/^\S+ /u, ''), 'it refers to itself');
  open.add(name);
  try {
    return work();
  } finally {
    open.delete(name);
  }
}
