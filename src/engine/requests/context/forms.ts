/** KMS requests whose encryption context may have either form: how the two decisions stand to each other. */
import { bucketArn } from '../../../estate/arn.js';
import { isMissing } from '../../../estate/fact.js';
import type { Unanswered } from '../../../policy/model.js';
import type { DecidedRequest, Pair } from '../../shapes/model.js';
import { missingEvidence } from '../../documents/missing-evidence.js';

/** The same request with the other form of the encryption context. */
export function otherForms(request: DecidedRequest, requests: readonly DecidedRequest[]): readonly DecidedRequest[] {
  return requests.filter(
    (other) =>
      other.contextForm !== request.contextForm &&
      other.row === request.row &&
      other.objectClass === request.objectClass &&
      other.key === request.key,
  );
}

/** Settings imply both forms, this one is refused, and the other is allowed: what becomes of it depends on which one S3 sends. */
export function dependsOnForm(request: DecidedRequest, requests: readonly DecidedRequest[]): boolean {
  return (
    request.contextForm?.expected === true &&
    (request.decision.outcome === 'denied' || request.decision.outcome === 'partly') &&
    otherForms(request, requests).some(
      ({ contextForm, decision }) => contextForm?.expected === true && decision.outcome === 'allowed',
    )
  );
}

/** Why both forms are possible: a setting that was not read, or, where all are known, what AWS does not document. */
export function formQuestion({ source, destination }: Pair): Unanswered {
  if (isMissing(source.encryption)) return missingEvidence(source.encryption, source.name);
  const encryption = destination.bucket?.encryption;
  if (encryption !== undefined && isMissing(encryption)) return missingEvidence(encryption, destination.name);
  const replicas = bucketArn(destination);
  return {
    cause: 'undocumented',
    id: `encryption-context:${destination.name}`,
    what: `Whether a replica in ${destination.name} carries the bucket ARN or its own as encryption context is not clear: the bucket uses a Bucket Key, source bucket ${source.name} does not, and AWS pages give both answers.`,
    how: `Allow both forms of kms:EncryptionContext:aws:s3:arn, ${replicas} and ${replicas}/*, or use the same Bucket Key setting on both buckets.`,
  };
}
