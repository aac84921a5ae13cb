/** A replication rule of a set-up, as S3 takes it. */
import type { BucketIntent, Intent } from './intent.js';

type JsonObject = Readonly<Record<string, unknown>>;

type Key = { readonly arn: string };

export interface RuleFacts {
  readonly id: string;
  readonly priority: number;
  readonly arn: string;
  readonly key: Key | null;
  readonly isReverse: boolean;
}

const quarter = { Minutes: 15 };

export function ruleOf(to: BucketIntent, intent: Intent, { id, priority, arn, key, isReverse }: RuleFacts): JsonObject {
  const override = intent.ownerOverride
    ? { Account: to.account, AccessControlTranslation: { Owner: 'Destination' } }
    : {};
  const time = intent.replicationTimeControl
    ? {
        ReplicationTime: { Status: 'Enabled', Time: quarter },
        Metrics: { Status: 'Enabled', EventThreshold: quarter },
      }
    : // Without metrics S3 sends no events of failures.
      { Metrics: { Status: 'Enabled' } };
  const encryption = encryptionOf(intent, key, isReverse);
  const selection = {
    ...(encryption === null ? {} : { SseKmsEncryptedObjects: { Status: 'Enabled' } }),
    ...(intent.twoWay ? { ReplicaModifications: { Status: 'Enabled' } } : {}),
  };
  return {
    ID: id.slice(0, 255),
    Priority: priority,
    Status: 'Enabled',
    Filter: { Prefix: intent.prefix },
    DeleteMarkerReplication: { Status: intent.deleteMarkers ? 'Enabled' : 'Disabled' },
    ...(Object.keys(selection).length === 0 ? {} : { SourceSelectionCriteria: selection }),
    Destination: {
      Bucket: arn,
      ...override,
      ...(encryption === null ? {} : { EncryptionConfiguration: encryption }),
      ...time,
    },
  };
}

/** Null where the source has no KMS key. */
function encryptionOf(intent: Intent, key: Key | null, isReverse: boolean): JsonObject | null {
  if (intent.source.key === null) return null;
  if (intent.useSourceMultiRegionKey && !isReverse) return { UseSourceMultiRegionKey: { Status: 'Enabled' } };
  return { ReplicaKmsKeyID: key?.arn ?? '' };
}
