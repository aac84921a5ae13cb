/**
 * The order in which nothing breaks: the role before documents that name it, versioning of the destination before that of the source,
 * the replication configuration last. Source: S3 User Guide, "Setting up replication".
 */
import type { FixPatch } from './model.js';

const order: readonly ((patch: FixPatch) => boolean)[] = [
  ({ target: { kind } }) => kind === 'service-control-policy' || kind === 'resource-control-policy',
  ({ target: { kind } }) => kind === 'trust-policy',
  ({ target: { kind, name }, owner }) => kind === 'setting' && name === 'versioning' && owner === 'destination',
  ({ target: { kind, name } }) => kind === 'setting' && name === 'versioning',
  ({ target: { kind, name } }) => kind === 'key-policy' || (kind === 'setting' && name === 'key-state'),
  ({ target: { kind } }) => kind === 'setting',
  ({ target: { kind } }) => kind === 'bucket-policy',
  ({ target: { kind } }) => kind === 'permissions-boundary',
  ({ target: { kind } }) => kind === 'role-policy',
];

export function stepOf(patch: FixPatch): number {
  const found = order.findIndex((belongs) => belongs(patch));
  return found < 0 ? order.length : found;
}

/**
 * What has to be in place before: S3 checks versioning of both buckets when a configuration is put, and Object Lock needs versioning.
 * @param bucketsOf source buckets that a patch serves
 */
export function withWaiting(
  patches: readonly FixPatch[],
  bucketsOf: (patch: FixPatch) => readonly string[],
): readonly FixPatch[] {
  return patches.map((patch) => {
    const { kind, name, resource } = patch.target;
    const own = new Set(bucketsOf(patch));
    const isBefore = (other: FixPatch): boolean => {
      if (other.step >= patch.step) return false;
      if (kind === 'replication-configuration') return bucketsOf(other).some((bucket) => own.has(bucket));
      if (kind === 'setting' && name === 'object-lock')
        return other.target.resource === resource && other.target.name === 'versioning';
      return false;
    };
    const waitsFor = patches.filter(isBefore).map(({ id }) => id);
    return waitsFor.length === 0 ? patch : { ...patch, waitsFor };
  });
}
