import type { Authorities } from '../model.js';

const none = { state: 'absent' } as const;

/** Nothing that has a say: to be spread under what there is. A request under it is denied, for want of an Allow. */
export const noAuthorities: Authorities = {
  identity: none,
  permissionsBoundary: none,
  session: none,
  serviceControl: none,
  resourceControl: none,
  resource: none,
  grants: none,
  restrictPublicBuckets: none,
};
