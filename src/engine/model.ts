/** One of the two doors of this room: what a rule is, what it looks at and what it gives back. The other is `audit.ts`. */
export { defineRule } from './shapes/model.js';
export type * from './shapes/model.js';

// What rules are made of, beside their own facts: words, patches, and what a role needs.
export { grantedActions, isOfBucket, matchesArn } from './documents/granted-actions.js';
export { conflictProblems } from './findings/conflict-problems.js';
export { missingPermissions } from './findings/missing-permissions.js';
export { permissionHelp, permissionMessages } from './words/permission-messages.js';
export { isExplicitDeny, policyNameText, reasonText } from './words/permission-words.js';
export {
  atDestination,
  atRole,
  atSource,
  type PairWords,
  pairWords,
  placeText,
  regionOf,
  roleOrigin,
} from './words/words.js';
export { byDanger, exampleOf, grantedBy, otherAccountsText, reachText } from './least-privilege/access-words.js';
export { type Admitted, admittedBeside, isTiedToSource } from './least-privilege/admitted.js';
export { batchRoleOf, grantToRole, servesBatch } from './least-privilege/batch-role.js';
export { bucketsBeyondNeed, keysWithin } from './least-privilege/estate-reach.js';
export { insteadOf } from './least-privilege/least-privilege-policy.js';
export { narrowedStatement } from './least-privilege/narrow-statement.js';
export { foreignActionPatterns, type ReachedAction, reachedActions } from './least-privilege/reached-actions.js';
export { bucketStatements, keyStatements, trustPolicyPatch } from './least-privilege/resource-policies-to-use.js';
export { mustReplicate } from './pairs/must-replicate.js';
export { isMultiRegionId, relatedIn, siblings } from './pairs/related-keys.js';
export {
  changeReplicaKey,
  correctPartition,
  ofRule,
  selectKmsObjects,
  setDestinationAccount,
  setRole,
} from './remedy/configuration-patches.js';
export {
  beforeTheOther,
  deleteMarkersOff,
  destinationThatIsOne,
  inOneSchema,
  metricsThatFit,
  priorityOfItsOwn,
} from './remedy/conflict-patches.js';
export { narrowingText, pasted } from './remedy/narrowing-text.js';
export { createRole } from './remedy/permission-patches.js';
export {
  enableKey,
  enableObjectLock,
  enableVersioning,
  enforceOwnership,
  letOwnerPay,
} from './remedy/setting-patches.js';
export { spellEffect } from './remedy/spelling-patches.js';
export { oneOrMore } from './remedy/statements.js';
export type { PatchDraft } from './shapes/patch-draft.js';
export { keyCondition } from './verdict/key-condition.js';
export { countsForObjects } from './verdict/verdicts.js';
