/** A pair as it would be if its replication rule selected KMS objects: what stands in their way shows before somebody selects them. */
import { valueOf } from '../../estate/fact.js';
import { isKms } from '../../report/model.js';
import type { KeyReference } from '../shapes/model.js';
import { resolveKey } from './keys.js';
import type { PairBase } from '../shapes/subjects.js';

/** Whether the rule passes over what the source bucket's default encryption produces. */
export function isKmsPassedOver({ enabled, defaultClass, selected: { selectsClass } }: PairBase): boolean {
  return enabled && defaultClass !== null && isKms(defaultClass) && !selectsClass(defaultClass);
}

export function withKmsSelected(base: PairBase): PairBase {
  const isNamed = base.kms.replicaKey !== null || base.kms.relatedKeys !== null;
  const replicaKey = isNamed ? base.kms.replicaKey : defaultKeyOf(base);
  return {
    ...base,
    selected: { ...base.selected, selectsClass: () => true },
    kms: {
      ...base.kms,
      replicaKey,
      replicaKeys: isNamed || replicaKey === null ? base.kms.replicaKeys : [replicaKey],
    },
    facts: {
      ...base.facts,
      replicatesKms: true,
      replicaKeyConfigured: isNamed || replicaKey !== null,
      replicaKeyIsAwsManaged: replicaKey?.isAwsManaged ?? null,
    },
  };
}

/** The key that the destination bucket encrypts with by itself: the first that one would name. */
function defaultKeyOf({ estate, destination }: PairBase): KeyReference | null {
  const encryption = destination.bucket === null ? undefined : valueOf(destination.bucket.encryption);
  if (encryption === undefined || !isKmsAlgorithm(encryption.algorithm)) return null;
  const { partition, account, region } = destination;
  return resolveKey(estate, encryption.kmsKeyId, { partition, account, region });
}

function isKmsAlgorithm(algorithm: string): boolean {
  return algorithm === 'aws:kms' || algorithm === 'aws:kms:dsse';
}
