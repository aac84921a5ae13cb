import type { RequestNote, RequestRow } from '../model.js';
import { assumeRoleRows } from './assume-role.js';
import { baselineRows } from './baseline.js';
import { batchNotes, batchRows } from './batch.js';
import { kmsNotes, kmsRows } from './kms.js';
import { optionalNotes, optionalRows } from './optional.js';

/**
 * S3's request table, in the order of an object's way: S3 takes the role, reads the configuration, reads the object and what depends
 * on it, decrypts, encrypts, writes. Rows that are not derived come last. AWS does not say in which order S3 asks: nothing but the order of
 * reading depends on it.
 */
export const requestRows: readonly RequestRow[] = [
  ...assumeRoleRows,
  ...baselineRows,
  ...optionalRows,
  ...kmsRows,
  ...batchRows,
].sort((a, b) => a.order - b.order);

/** Numbers that bring no request of their own. */
export const requestNotes: readonly RequestNote[] = [...optionalNotes, ...kmsNotes, ...batchNotes];
