/**
 * CloudTrail events: what the role of a replication was denied or did, and when something that decides was changed.
 * Source: AWS CloudTrail User Guide, record contents; recorded events of replication (session name `s3-replication`).
 */
import type { ChangeEvent } from '../report/evidence.js';
import { denialOf } from './denial-text.js';
import type { Statement } from './tallies.js';
import { bucketNameOf, isObject, objectAt, textAt, timeAt, type Json } from './values.js';

/** Whether the text of a record can be of interest: most of a log is not, and need not be parsed. */
export const mayConcern =
  /s3-replication|"AssumeRole"|Bucket(?:Replication|Policy|Versioning|Encryption)|RolePolicy|PolicyVersion|RolePermissionsBoundary|AssumeRolePolicy|"DeleteRole"|KeyPolicy|"(?:CreateGrant|RevokeGrant|DisableKey|EnableKey|ScheduleKeyDeletion)"/u;

export function isCloudTrail(record: Json): boolean {
  return (
    typeof record['eventSource'] === 'string' &&
    typeof record['eventName'] === 'string' &&
    typeof record['eventTime'] === 'string'
  );
}

/** What a replication role did or was denied; null where the event is about something else. */
export function statementOf(event: Json): Statement | null {
  const source = textAt(event, 'eventSource');
  if (source === 'sts.amazonaws.com') return assumeRoleOf(event);
  const identity = objectAt(event, 'userIdentity');
  const principal = textAt(identity, 'principalId') ?? '';
  const arn = textAt(identity, 'arn') ?? '';
  if (!principal.endsWith(':s3-replication') && !arn.endsWith('/s3-replication')) return null;
  const role =
    textAt(objectAt(identity, 'sessionContext', 'sessionIssuer'), 'arn') ?? (principal.split(':')[0] || null);
  const failed = textAt(event, 'errorCode');
  const isWrite = /^(?:PutObject|CompleteMultipartUpload|DeleteObject)$/u.test(textAt(event, 'eventName') ?? '');
  // Delete markers have no head.
  if (failed === null ? !isWrite : !/AccessDenied|Forbidden|KMS/u.test(failed)) return null;
  const text = textAt(event, 'errorMessage') ?? '';
  return {
    ...placeOf(event),
    replicationRule: null,
    role,
    time: timeAt(event, 'eventTime'),
    outcome: failed === null ? 'completed' : 'failed',
    reason: failed === null ? null : 'AccessDenied',
    denial: failed === null ? null : denialOf(text),
  };
}

/** S3 events name the bucket; KMS events name it in the encryption context. */
function placeOf(event: Json): Pick<Statement, 'bucket' | 'destination' | 'key'> {
  const parameters = objectAt(event, 'requestParameters');
  const context = textAt(objectAt(parameters, 'encryptionContext'), 'aws:s3:arn');
  const object = context === null ? null : context.slice(context.indexOf(':::') + 3);
  const name = textAt(parameters, 'bucketName') ?? bucketNameOf(context);
  const key =
    textAt(parameters, 'key') ?? (object?.includes('/') === true ? object.slice(object.indexOf('/') + 1) : null);
  const reads = /^(?:Get|Head|List|Decrypt)/u.test(textAt(event, 'eventName') ?? '');
  return reads ? { bucket: name, destination: null, key } : { bucket: null, destination: name, key };
}

function assumeRoleOf(event: Json): Statement | null {
  const identity = objectAt(event, 'userIdentity');
  if (textAt(event, 'eventName') !== 'AssumeRole' || textAt(identity, 'invokedBy') !== 's3.amazonaws.com') return null;
  if (textAt(event, 'errorCode') === null) return null;
  return {
    bucket: null,
    destination: null,
    replicationRule: null,
    role: textAt(objectAt(event, 'requestParameters'), 'roleArn'),
    key: null,
    time: timeAt(event, 'eventTime'),
    outcome: 'failed',
    reason: 'AssumeRoleNotPermitted',
    denial: denialOf(textAt(event, 'errorMessage') ?? ''),
  };
}

const changing =
  /^(?:PutBucket(?:Replication|Policy|Versioning|Encryption)|DeleteBucket(?:Replication|Policy|Encryption)|(?:Put|Delete|Attach|Detach)RolePolicy|(?:Create|Delete|SetDefault)PolicyVersion|SetDefaultPolicyVersion|(?:Put|Delete)RolePermissionsBoundary|UpdateAssumeRolePolicy|DeleteRole|PutKeyPolicy|CreateGrant|RevokeGrant|DisableKey|EnableKey|ScheduleKeyDeletion)$/u;

/** What was changed, and when; empty where the event changed nothing that decides. */
export function changesOf(event: Json): readonly ChangeEvent[] {
  const operation = textAt(event, 'eventName') ?? '';
  const time = timeAt(event, 'eventTime');
  if (!changing.test(operation) || time === null || textAt(event, 'errorCode') !== null) return [];
  const parameters = objectAt(event, 'requestParameters');
  const resources = Array.isArray(event['resources']) ? (event['resources'] as readonly unknown[]) : [];
  const subjects = new Set([
    textAt(parameters, 'bucketName'),
    textAt(parameters, 'roleName'),
    textAt(parameters, 'policyArn'),
    textAt(parameters, 'keyId'),
    ...resources.slice(0, 10).map((resource) => (isObject(resource) ? textAt(resource, 'ARN', 'arn') : null)),
  ]);
  return [...subjects].flatMap((subject) =>
    subject === null ? [] : [{ subject: subject.slice(0, 2048), operation, time }],
  );
}
