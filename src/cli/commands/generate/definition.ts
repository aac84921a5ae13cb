import { defineCommand } from '../../parser/define-command.js';

const text = { type: 'string', requiresArg: true } as const;
const flag = { type: 'boolean', group: 'What is replicated:' } as const;
const place = { ...text, group: 'Accounts and Regions:' } as const;
const key = { ...text, group: 'Encryption:' } as const;

export const generateCommand = defineCommand({
  words: 'generate [source] [destination]',
  summary: 'Print a new replication set-up with exactly the permissions that it needs, audited before it is printed',
  positionals: {
    source: { type: 'string', describe: 's3://BUCKET, or s3://BUCKET/PREFIX' },
    destination: { type: 'string', describe: 's3://BUCKET' },
  },
  options: {
    'source-account': { ...place, describe: 'Account ID of the source bucket' },
    'destination-account': { ...place, describe: 'Account ID of the destination bucket (default: that of the source)' },
    'source-region': { ...place, describe: 'Region of the source bucket' },
    'destination-region': { ...place, describe: 'Region of the destination bucket' },
    'source-key': {
      ...key,
      describe: 'Key of the source bucket: its ARN, new, or new-multi-region (default: no key, SSE-S3)',
    },
    'replica-key': {
      ...key,
      describe: 'Key for replicas: its ARN, or new (default: the related multi-Region key)',
    },
    'bucket-key': { ...flag, group: 'Encryption:', describe: 'S3 Bucket Keys on both buckets' },
    'use-source-multi-region-key': {
      ...flag,
      group: 'Encryption:',
      describe: 'Encrypt replicas with the multi-Region key that is related to the source key',
    },
    role: { ...text, group: 'What is replicated:', describe: 'Name of the replication role' },
    'delete-markers': { ...flag, describe: 'Replicate delete markers too' },
    'owner-override': { ...flag, describe: 'The destination account owns the replicas' },
    'object-lock': { ...flag, describe: 'Object Lock on both buckets' },
    'two-way': { ...flag, describe: 'Also replicate from the destination back, with metadata changes' },
    'replication-time-control': { ...flag, describe: 'Replication Time Control' },
    batch: { ...flag, describe: 'Add a role for Batch Replication of existing objects' },
    from: { ...text, group: 'What is replicated:', describe: 'File (YAML or JSON) that describes many replications' },
    format: {
      ...text,
      alias: 'f',
      choices: ['terraform', 'cloudformation', 'aws-cli', 'json'],
      default: 'terraform',
      group: 'Output:',
      describe: 'Code, a script, or the set-up as a snapshot (json)',
    },
    output: { ...text, alias: 'o', group: 'Output:', describe: 'Folder for the files (default: standard output)' },
  },
  examples: [
    [
      '$0 generate s3://reports s3://reports-replica --source-account 111122223333 --source-region us-east-1 --destination-region us-west-2 --source-key new-multi-region',
      'With a multi-Region key, to another Region',
    ],
    ['$0 generate --from replication.yaml -o infrastructure', 'Many, from a file'],
  ],
  epilogue: 'Writes nothing to AWS. Exit codes: 0 printed, 2 something is missing, or cannot replicate.',
  run: async (args) => {
    const { showSetup } = await import('./run.js');
    return showSetup(args);
  },
});
