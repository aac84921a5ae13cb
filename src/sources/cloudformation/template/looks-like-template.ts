/** What a template is recognised by, without reading it whole. */
import type { InputFile } from '../../input-file.js';

/** Whether the file's JSON, or its YAML, is a template: it has resources, of which one has a type with `::`. */
export function looksLikeTemplate(file: Pick<InputFile, 'name' | 'text' | 'json'>): boolean {
  const { json, text } = file;
  if (json !== null) return isTemplateJson(json.value);
  if (text === null || /^\s*[[<]/u.test(text)) return false;
  if (inBraces.test(text))
    // In double quotes it would be JSON, which is broken somewhere: that is said instead.
    return (
      /[{,]\s*'?Resources'?\s*:/u.test(text) && (flowType.test(text) || /[{,]\s*'?AWSTemplateFormatVersion/u.test(text))
    );
  if (!/^["']?Resources["']?\s*:/mu.test(text)) return false;
  return (
    /^\s+["']?Type["']?\s*:\s*["']?[\w-]+::/mu.test(text) ||
    flowType.test(text) ||
    /^\s*["']?AWSTemplateFormatVersion/mu.test(text)
  );
}

/** YAML in flow style: behind comments and the mark of a document, all of it stands in braces. */
const inBraces = /^(?:\s|#[^\n]*\n|---(?=\s))*\{/u;
const flowType = /[{,]\s*["']?Type["']?\s*:\s*["']?[\w-]+::/u;

function isTemplateJson(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || !('Resources' in value)) return false;
  const { Resources: resources } = value;
  if (typeof resources !== 'object' || resources === null || Array.isArray(resources)) return false;
  if ('AWSTemplateFormatVersion' in value) return true;
  return Object.values(resources).some(
    (each: unknown) =>
      typeof each === 'object' &&
      each !== null &&
      'Type' in each &&
      typeof each.Type === 'string' &&
      each.Type.includes('::'),
  );
}
