import { destinationBucket, rule, sourceBucket } from '../case-parts.mjs';

function lifecycle(...Rules) {
  return (s) => {
    sourceBucket(s).GetBucketLifecycleConfiguration = { Rules };
  };
}

const expiry = { ID: 'tidy', Status: 'Enabled', Filter: {}, Expiration: { Days: 90 } };
const archive = {
  ID: 'cold',
  Status: 'Enabled',
  Filter: { Prefix: 'logs/' },
  Transitions: [{ Days: 1, StorageClass: 'DEEP_ARCHIVE' }],
};

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: {},
  broken: {
    'the destination encrypts with KMS, the source does not': (s) => {
      destinationBucket(s).GetBucketEncryption.ServerSideEncryptionConfiguration.Rules = [
        { ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms' } },
      ];
    },
    'lifecycle expires objects': lifecycle(expiry),
    'lifecycle archives objects': lifecycle(archive),
    'several rules, one without a name, one on a date': lifecycle(expiry, archive, {
      Status: 'Enabled',
      Prefix: '',
      Expiration: { Date: '2027-01-01' },
    }),
    'two replication rules: one note': (s) => {
      const { Rules } = sourceBucket(s).GetBucketReplication.ReplicationConfiguration;
      rule(s).Filter = { Prefix: 'a/' };
      Rules.push({ ...rule(s), ID: 'second', Priority: 2, Filter: { Prefix: 'b/' } });
      lifecycle(expiry)(s);
    },
  },
  silent: {
    'the lifecycle rule is disabled': lifecycle({ ...expiry, Status: 'Disabled' }),
    'it moves objects to a class that replicates': lifecycle({
      ...archive,
      Transitions: [
        { Days: 30, StorageClass: 'STANDARD_IA' },
        { Days: 90, StorageClass: 'GLACIER_IR' },
      ],
    }),
    'it only takes lone delete markers away': lifecycle({ ...expiry, Expiration: { ExpiredObjectDeleteMarker: true } }),
    'it only expires noncurrent versions': lifecycle({
      ...expiry,
      Expiration: undefined,
      NoncurrentVersionExpiration: { NoncurrentDays: 30 },
    }),
    'it is about objects that do not replicate': (s) => {
      rule(s).Filter = { Prefix: 'data/' };
      lifecycle(archive)(s);
    },
    'there is no lifecycle configuration': (s) => {
      sourceBucket(s).GetBucketLifecycleConfiguration = {
        Error: { Code: 'NoSuchLifecycleConfiguration', Message: '' },
      };
    },
    'it could not be read': (s) => {
      sourceBucket(s).GetBucketLifecycleConfiguration = { Error: { Code: 'AccessDenied', Message: '' } };
    },
    'the replication rule is disabled': (s) => {
      rule(s).Status = 'Disabled';
      lifecycle(expiry)(s);
    },
  },
};
