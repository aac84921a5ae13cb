import { destinationBucket, sourceBucket, without } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'a key policy was refused': (s) => {
      s.accounts[0].keys[1].GetKeyPolicy = { Error: { Code: 'AccessDeniedException', Message: 'not authorized' } };
    },
    'the default encryption of the source was not read': (s) => {
      delete sourceBucket(s).GetBucketEncryption;
    },
    'the replication configuration was refused': (s) => {
      sourceBucket(s).GetBucketReplication = { Error: { Code: 'AccessDenied', Message: '' } };
    },
    'no role was listed': (s) => {
      delete s.accounts[0].roles;
      s.accounts[0].GetAccountAuthorizationDetails = { Error: { Code: 'AccessDenied', Message: '' } };
    },
    'organization policies were not read': (s) => {
      delete s.accounts[0].organization;
    },
    'code makes nobody knows what': (s) => {
      const code = 'aws_s3_bucket_replication_configuration.logs';
      s.collection = { problems: [{ kind: 'instances', code, message: 'for_each depends on var.buckets' }] };
    },
    'a change makes nobody knows how many policies': (s) => {
      const code = 'aws_iam_role_policy.limits';
      s.collection = { problems: [{ kind: 'settings', code, message: 'count depends on var.limited' }] };
    },
    'code that is called is not in the input': (s) => {
      const message = 'it is not in the input';
      s.collection = { problems: [{ kind: 'code', code: 'module.replica', message }] };
    },
    'a setting that a requirement depends on was refused': {
      correct: { crossAccount: true, ownerOverride: true },
      change: (s) => {
        without('WriteReplicas', 's3:ObjectOwnerOverrideToBucketOwner')(s);
        destinationBucket(s).GetBucketOwnershipControls = { Error: { Code: 'AccessDenied', Message: '' } };
      },
    },
  },
  silent: {
    'a collection had a problem that hides nothing': (s) => {
      s.collection = { problems: [{ kind: 'unreachable', code: 'code', message: 'for_each depends on var.buckets' }] };
    },
    'what nothing depends on was not read': (s) => {
      delete sourceBucket(s).GetBucketTagging;
      delete sourceBucket(s).GetBucketLifecycleConfiguration;
    },
  },
};
