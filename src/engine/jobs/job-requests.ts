/** What a Batch Replication job asks for, by its settings. Source: rows of the request table. */
import { bucketArn, bucketOfArn, partitionOfArn } from '../../estate/arn.js';
import type { BatchJob } from '../../estate/model.js';
import type { Text } from '../../policy/model.js';

export type JobRule =
  | 'batch/initiate-not-allowed'
  | 'batch/manifest-not-readable'
  | 'batch/manifest-not-writable'
  | 'batch/report-not-writable';

export interface JobRequest {
  /** Of the request table. */
  readonly row: string;
  readonly rule: JobRule;
  readonly action: string;
  /** Bucket that is asked; null = a key. */
  readonly bucket: string | null;
  readonly resource: Text;
  /** With `*` for what is not known of the key. */
  readonly resourceText: string;
}

/** In the order in which a job runs. */
export function requestsOf(job: BatchJob): readonly JobRequest[] {
  const partition = partitionOfArn(job.roleArn) ?? 'aws';
  const arn = (name: string): string => bucketArn({ partition, name });
  const below = (bucket: string, prefix: string): Pick<JobRequest, 'bucket' | 'resource' | 'resourceText'> => {
    const start = `${arn(bucket)}/${prefix}`;
    return { bucket, resource: { prefix: start }, resourceText: `${start}*` };
  };
  return [...ofSource(job, arn, below), ...ofManifest(job), ...ofOutputs(job, below)];
}

type Below = (bucket: string, prefix: string) => Pick<JobRequest, 'bucket' | 'resource' | 'resourceText'>;

function ofSource({ source, manifest }: BatchJob, arn: (name: string) => string, below: Below): readonly JobRequest[] {
  if (source === null) return [];
  const bucket = { bucket: source, resource: arn(source), resourceText: arn(source) };
  const generated = (['s3:GetReplicationConfiguration', 's3:PutInventoryConfiguration'] as const).map(
    (action, index) => ({
      row: index === 0 ? 'A-62' : 'A-62b',
      rule: 'batch/manifest-not-readable' as const,
      action,
      ...bucket,
    }),
  );
  return [
    ...(manifest === null ? generated : []),
    { row: 'A-61', rule: 'batch/initiate-not-allowed', action: 's3:InitiateReplication', ...below(source, '') },
  ];
}

function ofManifest({ manifest }: BatchJob): readonly JobRequest[] {
  const bucket = manifest === null ? undefined : bucketOfArn(manifest.arn)?.name;
  if (manifest === null || bucket === undefined) return [];
  return [
    {
      row: manifest.hasVersion ? 'A-63b' : 'A-63',
      rule: 'batch/manifest-not-readable',
      action: manifest.hasVersion ? 's3:GetObjectVersion' : 's3:GetObject',
      bucket,
      resource: manifest.arn,
      resourceText: manifest.arn,
    },
  ];
}

function ofOutputs({ manifestOutput, report, id }: BatchJob, below: Below): readonly JobRequest[] {
  const joined = (prefix: string, more: string): string =>
    (prefix === '' || prefix.endsWith('/') ? prefix : `${prefix}/`) + more;
  const kept =
    manifestOutput === null
      ? []
      : [
          {
            row: 'A-64',
            rule: 'batch/manifest-not-writable' as const,
            action: 's3:PutObject',
            ...below(manifestOutput.bucket, joined(manifestOutput.prefix, '')),
          },
          ...(manifestOutput.key === null || !manifestOutput.key.startsWith('arn:')
            ? []
            : [
                {
                  row: 'A-65b',
                  rule: 'batch/manifest-not-writable' as const,
                  action: 'kms:GenerateDataKey',
                  bucket: null,
                  resource: manifestOutput.key,
                  resourceText: manifestOutput.key,
                },
              ]),
        ];
  const written =
    report === null
      ? []
      : [
          {
            row: 'A-64',
            rule: 'batch/report-not-writable' as const,
            action: 's3:PutObject',
            ...below(report.bucket, joined(report.prefix, id === '' ? 'job-' : `job-${id}/`)),
          },
        ];
  return [...kept, ...written];
}
