/** Names of files for documents. */
import type { FixPatch } from '../model.js';

/** Letters, digits, dots and dashes only; the id keeps two of one name apart. */
export function documentFileName({ target, id }: FixPatch): string {
  const last = target.resource.slice(Math.max(target.resource.lastIndexOf('/'), target.resource.lastIndexOf(':')) + 1);
  const name = `${last}-${target.name ?? ''}`
    .replace(/[^\w.-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/gu, '')
    .slice(0, 80);
  return `${target.kind}-${name === '' ? '' : `${name}-`}${id.slice(0, 8)}`;
}
