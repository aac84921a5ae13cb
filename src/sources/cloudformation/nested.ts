/** Stacks that stacks make: the templates that they name. */
import { Unknown } from '../terraform/model.js';
import { textOf } from '../terraform/values.js';
import { templateProperty } from './template/nesting-types.js';
import type { Resource, Template } from './template/template.js';
import { property } from './values/names.js';
import type { Scope, Stack } from './values/scope.js';

/** The template of a nested stack; null where the input does not hold it. */
export type FindNested = (stack: Stack, resource: Resource, url: string | null) => Template | null;

/** The template that its TemplateURL names; null = not in the input. */
export function namedTemplate(stack: Stack, resource: Resource, scope: Scope, find: FindNested): Template | null {
  const url = property(templateProperty(resource), resource, scope);
  return find(stack, resource, url === undefined || url instanceof Unknown ? null : textOf(url));
}

/** A template that holds itself has no end. */
export function isNestedTooDeeply({ prefix }: Stack): boolean {
  return prefix.split('/').length > 20;
}
