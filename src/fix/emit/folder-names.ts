/** Names of files for documents. */
import { capital } from '../../basics/capital.js';
import { nameStandIns } from '../../basics/stand-in.js';
import type { FixPatch } from '../model.js';

/** Letters, digits, dots and dashes only; the id keeps two of one name apart. */
export function documentFileName({ target, id }: FixPatch): string {
  const resource = nameStandIns(target.resource);
  const last = resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1);
  const name = `${last}-${nameStandIns(target.name ?? '')}`
    .replace(/[^\w.-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/gu, '')
    .slice(0, 80);
  return `${target.kind}-${name === '' ? '' : `${name}-`}${id.slice(0, 8)}`;
}

/** A logical id for CloudFormation: letters and digits only. */
export function resourceName(patch: FixPatch): string {
  return documentFileName(patch)
    .split(/[^A-Za-z0-9]+/u)
    .map(capital)
    .join('');
}
