/** What formats without a layout of their own say of a finding beside its headline. */
import { listed } from '../../basics/counted.js';
import type { Joined, What } from '../../report/joined.js';

/** `s3:GetObjectVersionAcl and s3:GetObjectVersionTagging on arn:aws:s3:::orders/*` */
export function whatText({ actions, resource }: What): string {
  return `${listed(actions.map(({ action }) => action))} on ${resource}`;
}

/** S3's own codes, each of which it may give; null where none is predicted. */
export function reasonsText({ failureReasons, worst }: Joined): string | null {
  return worst.kind === 'unknown' || failureReasons.length === 0 ? null : listed(failureReasons, 'or');
}

/** Null where the headline says all of it. */
export function whyBeyondHeadline({ headline, why }: Joined): string | null {
  return why.replace(/\.$/u, '') === headline ? null : why;
}
