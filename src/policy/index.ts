/**
 * `replint/policy`: the AWS policy language on its own. Parse documents, decide a request over all policy types for one
 * resource or for every resource a pattern stands for, and compare policies.
 */
export { assumedRoleArn } from './arn.js';
export { decide } from './decide/decide.js';
export { judge } from './decide/judge.js';
export { and, or, type Extent } from './extent.js';
export { unresolvedQuestion } from './explain/unresolved.js';
export { sameText } from './stand-ins/match.js';
export { noAuthorities } from './decide/no-authorities.js';
export { allowsNothingBeyond, type Inclusion, type InclusionWitness } from './compare/inclusion.js';
export type * from './model.js';
export { parsePolicy, parsePolicyText, PolicySyntaxError, type PolicyInput } from './parse/index.js';
export { isPublicBucketPolicy, type PublicAccess } from './decide/public-access.js';
export { reachOf, type ReachOptions } from './compare/reach.js';
export * from './strings/index.js';
