/** Stacks that stacks make: the templates that they name. */
import { Unknown } from '../terraform/model.js';
import { textOf } from '../terraform/values.js';
import { templateProperty } from './template/nesting-types.js';
import { callSpeaksOfReplication } from './template/sets-up-replication.js';
import type { Resource, Template } from './template/template.js';
import { addressOf, property } from './values/names.js';
import type { Scope, Stack } from './values/scope.js';

/** The template of a nested stack; null where the input does not hold it. */
export type FindNested = (stack: Stack, resource: Resource, url: string | null) => Template | null;

/** The template that its TemplateURL names; null = not in the input. */
export function namedTemplate(stack: Stack, resource: Resource, scope: Scope, find: FindNested): Template | null {
  const url = property(templateProperty(resource), resource, scope);
  return find(stack, resource, url === undefined || url instanceof Unknown ? null : textOf(url));
}

/** A stack whose template is not in the input: where it may set up replication, that is no mere note. */
export function sayMissing({ stack, notes }: Scope, resource: Resource, note: string): void {
  const address = addressOf(stack, resource);
  const spot = { text: stack.template.text, offset: resource.keyOffset, address };
  if (callSpeaksOfReplication(resource)) notes.unseen({ kind: 'code', address, why: 'it is not in the input', spot });
  else notes.say(note);
}

/** A template that holds itself has no end. */
export function isNestedTooDeeply({ prefix }: Stack): boolean {
  return prefix.split('/').length > 20;
}
