/** Answers of the AWS CLI about deployed stacks, by what they hold. */
import type { InputFile } from '../../input-file.js';
import { isObject } from '../../shape.js';
import { looksLikeTemplate } from '../template/looks-like-template.js';

/** `get-template`: the template as an object where it is JSON, as text where it is YAML. */
export function isTemplateAnswer({ name, json }: InputFile): boolean {
  const body = isObject(json?.value) ? json.value['TemplateBody'] : undefined;
  if (typeof body === 'string') return looksLikeTemplate({ name, text: body, json: jsonOf(body) });
  return isObject(body) && looksLikeTemplate({ name, text: null, json: { value: body } });
}

function jsonOf(text: string): { readonly value: unknown } | null {
  if (!/^\s*\{/u.test(text)) return null;
  try {
    return { value: JSON.parse(text) };
  } catch (error) {
    if (error instanceof SyntaxError) return null;
    throw error;
  }
}

/** `describe-stacks`, `describe-stack-resources`, `list-stack-resources`, `list-exports`. */
export function isStackAnswer({ json }: InputFile): boolean {
  const value = json?.value;
  if (!isObject(value)) return false;
  return (
    isListOf(value['Stacks'], 'StackName') ||
    isListOf(value['StackResources'], 'LogicalResourceId') ||
    isListOf(value['StackResourceSummaries'], 'LogicalResourceId') ||
    isListOf(value['Exports'], 'ExportingStackId')
  );
}

function isListOf(value: unknown, member: string): boolean {
  const first: unknown = Array.isArray(value) ? value[0] : undefined;
  return isObject(first) && typeof first[member] === 'string';
}
