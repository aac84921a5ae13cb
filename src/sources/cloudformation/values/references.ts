/** What `Ref` and `Fn::GetAtt` name: pseudo parameters, bound names, parameters, resources. */
import { openText, standIn } from '../../../basics/stand-in.js';
import { Unknown, type Value } from '../../terraform/model.js';
import { parameterValue } from './parameters.js';
import { resourcesIn } from '../template/resources-of.js';
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
  if (found === undefined) return new Unknown(`${scope.stack.prefix}${name}`, 'nothing in the template has this name');
  return guarded(`Ref ${scope.stack.prefix}${name}`, scope, () => scope.names.ref(scope.stack, found));
}

export function attributeValue(id: string, attribute: string, scope: Scope): Value {
  const found = resourcesIn(scope).get(id);
  if (found === undefined)
    return new Unknown(`${scope.stack.prefix}${id}.${attribute}`, 'nothing in the template has this name');
  return guarded(`GetAtt ${scope.stack.prefix}${id}.${attribute}`, scope, () =>
    scope.names.attribute(scope.stack, found, attribute),
  );
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

function pseudoParameter(name: string, { stack: { placement, prefix } }: Scope): Value | null {
  switch (name) {
    case 'AWS::AccountId':
      return placement.account;
    case 'AWS::Region':
      return placement.region;
    case 'AWS::Partition':
      return placement.partition;
    case 'AWS::URLSuffix':
      return placement.partition === 'aws-cn' ? 'amazonaws.com.cn' : 'amazonaws.com';
    case 'AWS::StackName':
      return placement.stackName ?? openText(`${prefix}AWS::StackName`);
    case 'AWS::StackId':
      return standIn('text', `${prefix}AWS::StackId`);
    case 'AWS::NotificationARNs':
      return new Unknown(`${prefix}AWS::NotificationARNs`, 'it is given when the stack is deployed');
    default:
      return null;
  }
}
