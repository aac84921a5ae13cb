/** What the context of a request is about: the pair, and what is asked for it. */
import { bucketArn } from '../../../estate/arn.js';
import type { Text } from '../../../policy/model.js';
import type { EncryptionContextForm, RequestRow } from '../../../replication/model.js';
import { targets } from '../../../replication/targets.js';
import type { ObjectClass } from '../../../report/model.js';
import type { PairBase } from '../../shapes/subjects.js';
import type { AskedAction } from '../asked-rows.js';
import type { ContextSubject } from './values.js';
import type { Place } from '../places.js';

export interface Asked {
  readonly asked: AskedAction;
  readonly objectClass: ObjectClass;
  readonly place: Place;
  readonly form: EncryptionContextForm | null;
}

export function subjectOf(pair: PairBase, { asked: { row, action }, objectClass, place, form }: Asked): ContextSubject {
  const { source, destination, role } = pair;
  const isSource = isAtSource(row);
  const arn = bucketArn(isSource ? source : destination);
  const encryptionContext: Text | null = form === null ? null : form === 'bucket-arn' ? arn : { prefix: `${arn}/` };
  return {
    estate: pair.estate,
    settings: pair.settings,
    callKind: row.callKind,
    action,
    roleArn: role.arn ?? '',
    role: role.role,
    roleAccount: role.account,
    source,
    destinationName: pair.destination.name,
    bucket: row.callKind === 's3' ? (isSource ? source : destination.bucket) : null,
    key: place.key,
    resourceAccount: place.account,
    region: place.region,
    encryptionContext,
    objectClass,
    // With several keys which one a replica gets depends on its source object.
    replicaKey: pair.kms.replicaKeys.length === 1 ? (pair.kms.replicaKeys[0] ?? null) : null,
    tags: isSource ? pair.selected.selection.tags : [],
  };
}

export function isAtSource({ target }: Pick<RequestRow, 'target'>): boolean {
  return targets[target].place === 'source';
}
