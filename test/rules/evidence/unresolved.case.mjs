import { sourceBucket } from '../case-parts.mjs';

function unresolved(address) {
  return { Unresolved: { address, how: 'Audit again after the deployment.' } };
}

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the policy of a key that does not exist yet': (s) => {
      s.accounts[0].keys[1].GetKeyPolicy = unresolved('aws_kms_key.replica.policy');
    },
    'versioning that a variable decides': (s) => {
      sourceBucket(s).GetBucketVersioning = unresolved('var.versioning');
    },
    'a replication configuration that a custom resource writes': (s) => {
      sourceBucket(s).GetBucketReplication = unresolved('Stack.ReplicationWriter');
    },
  },
  silent: {
    'what nothing depends on': (s) => {
      sourceBucket(s).GetBucketTagging = unresolved('var.tags');
    },
    'what AWS refused': (s) => {
      s.accounts[0].keys[1].GetKeyPolicy = { Error: { Code: 'AccessDeniedException', Message: 'not authorized' } };
    },
  },
};
