import type { RequestNote, RequestRow } from '../model.js';
import { assumeRoleRows } from './assume-role.js';
import { baselineRows } from './baseline.js';
import { batchNotes, batchRows } from './batch.js';
import { kmsNotes, kmsRows } from './kms.js';
import { optionalNotes, optionalRows } from './optional.js';

/**
 * The way of an object: S3 takes the role, reads the configuration, reads the object and what depends on it, decrypts, encrypts, writes.
 * AWS does not say in which order S3 asks; nothing but the order of reading depends on it.
 */
const wayOfAnObject = [
  'A-01', 'A-10', 'A-11', 'A-12', 'A-13', 'A-14', 'A-23', 'A-24', 'A-26', 'A-40', 'A-48', 'A-45',
  'A-15', 'A-22', 'A-41', 'A-48b', 'A-42', 'A-42b', 'A-44', 'A-46', 'A-46b', 'A-43',
  'A-21', 'A-20', 'A-25', 'A-25b', 'A-27', 'A-31', 'A-30', 'A-30b', 'A-30c', 'A-30d', 'A-30e', 'A-30f',
]; // prettier-ignore

const place = new Map(wayOfAnObject.map((id, index) => [id, index]));
function placeOf(row: RequestRow): number {
  return place.get(row.id) ?? wayOfAnObject.length;
}

/** S3's request table, in the order of an object's way. Rows of jobs come last. */
export const requestRows: readonly RequestRow[] = [
  ...assumeRoleRows,
  ...baselineRows,
  ...optionalRows,
  ...kmsRows,
  ...batchRows,
].sort((a, b) => placeOf(a) - placeOf(b));

/** Numbers that bring no request of their own. */
export const requestNotes: readonly RequestNote[] = [...optionalNotes, ...kmsNotes, ...batchNotes];
