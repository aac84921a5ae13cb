/** What all kinds of resources share on their way into the facts. */
import { Unknown, type Value, type ValueMap } from '../../terraform/model.js';
import type { Drafts } from '../../terraform/resources/drafts.js';
import { openAnswer } from '../../terraform/resources/answers.js';
import { isMap } from '../../terraform/values.js';
import type { Failed } from '../../snapshot/snapshot-shape.js';
import { evaluate } from '../values/evaluate.js';
import { addressOf, isThere, spotOf } from '../values/names.js';
import { openLoop, resourcesIn, type LoopedResource } from '../template/resources-of.js';
import type { Scope } from '../values/scope.js';

export interface Facts {
  readonly drafts: Drafts;
  readonly scope: Scope;
}

export interface Declared {
  readonly resource: LoopedResource;
  readonly address: string;
  readonly properties: ValueMap;
  readonly scope: Scope;
  /** Why nothing that it says is certain: its condition, or a macro. */
  readonly open: Unknown | null;
}

/** The resources of some types that are there, or may be. */
export function declared({ scope }: Facts, types: readonly string[]): readonly Declared[] {
  return [...resourcesIn(scope).values()]
    .filter(({ type }) => types.includes(type))
    .flatMap((resource): readonly Declared[] => {
      const there = isThere(resource, scope);
      if (there === false) return [];
      const address = addressOf(scope.stack, resource);
      const inner =
        resource.locals === undefined ? scope : { ...scope, locals: new Map([...scope.locals, ...resource.locals]) };
      const value =
        resource.properties === undefined ? {} : evaluate(resource.properties, inner, address, resource.keyOffset);
      const properties = isMap(value) ? value : {};
      const open =
        value instanceof Unknown
          ? value
          : there === null
            ? undecided(resource, scope)
            : (byMacro(scope) ?? openLoop(scope));
      return [{ resource, address, properties, scope: inner, open }];
    });
}

function undecided({ condition }: LoopedResource, { stack }: Scope): Unknown {
  return new Unknown(`${stack.prefix}${condition ?? ''}`, 'nobody knows whether this condition holds');
}

function byMacro({ stack: { template, prefix } }: Scope): Unknown | null {
  const [macro] = template.macros;
  return macro === undefined
    ? null
    : new Unknown(
        `${prefix}${macro}`,
        'this macro may change anything in the template. Give the processed template instead (aws cloudformation get-template --template-stage Processed)',
      );
}

/** The answer, marked as standing where the resource, or the property, stands; open where nothing is certain. */
export function answerOf<T extends object>(one: Declared, value: T | Unknown, from?: Value | string): T | Failed {
  const { open } = one;
  const answer = open !== null ? openAnswer(open) : value instanceof Unknown ? openAnswer(value) : value;
  mark(one, answer, from);
  return answer;
}

/** @param from a property's name */
export function mark({ resource, scope, properties }: Declared, value: object, from?: Value | string): void {
  const own = typeof from === 'string' ? scope.marks.spotOfMember(properties, from) : null;
  const spot = own ?? spotOf(scope.stack, resource);
  scope.marks.set(value, spot);
}
