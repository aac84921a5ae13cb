import { rule } from '../case-parts.mjs';

/** @type {import('../cases.mjs').RuleCase} */
export const ruleCase = {
  correct: { kms: true },
  broken: {
    'the ARN of an alias': (s) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = 'arn:aws:kms:us-west-2:111122223333:alias/orders';
      const [, key] = s.accounts[0].keys;
      key.ListAliases = {
        Aliases: [
          {
            AliasName: 'alias/orders',
            AliasArn: 'arn:aws:kms:us-west-2:111122223333:alias/orders',
            TargetKeyId: key.DescribeKey.KeyMetadata.KeyId,
          },
        ],
      };
    },
    'the name of an alias': (s) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = 'alias/orders';
    },
    'the alias of an AWS managed key': (s) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = 'arn:aws:kms:us-west-2:111122223333:alias/aws/s3';
    },
  },
  silent: {
    'the id of a key': (s, names) => {
      rule(s).Destination.EncryptionConfiguration.ReplicaKmsKeyID = names.replicaKey.split('/')[1];
    },
  },
};
