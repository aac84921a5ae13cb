/**
 * `replint/policy`: the AWS policy language on its own. Parse documents, decide a request over all policy types for one
 * resource or for every resource a pattern stands for, and compare policies.
 */
export { assumedRoleArn } from './arn.js';
export { decide, judge } from './decide.js';
export { and, or, type Extent } from './extent.js';
export { noAuthorities } from './no-authorities.js';
export { allowsNothingBeyond, type Inclusion, type InclusionWitness } from './inclusion.js';
export type * from './model.js';
export { parsePolicy, parsePolicyText, PolicySyntaxError, type PolicyInput } from './parse/index.js';
export { isPublicBucketPolicy, type PublicAccess } from './public-access.js';
export { reachOf, type ReachOptions } from './reach.js';
export * from './strings/index.js';
