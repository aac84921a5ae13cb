/** From the answer of an API operation to a fact: known, absent, unreadable or not collected. */
import { type Fact, type Origin, absent, afterDeployment, known, outside, unreadable } from '../../estate/fact.js';
import { afterDeploymentHint, notCollected, outsideHint, refusedHint } from './words.js';
import { escapeStep } from '../json/json-pointer.js';
import type { AnswerError, Failed } from '../snapshot/snapshot-shape.js';

/** Error codes that mean "there is none", whatever the operation. Every other error means that nobody could look. */
const absenceCodes = new Set([
  'ReplicationConfigurationNotFoundError',
  'NoSuchBucketPolicy',
  'ServerSideEncryptionConfigurationNotFoundError',
  'ObjectLockConfigurationNotFoundError',
  'OwnershipControlsNotFoundError',
  'NoSuchPublicAccessBlockConfiguration',
  'NoSuchLifecycleConfiguration',
  'NoSuchTagSet',
  'NoSuchEntity',
  'NotFoundException',
  'NoSuchBucket',
  'NotFound',
  '404',
  'AWSOrganizationsNotInUseException',
]);

/** Codes of ours, in facts that an adapter made from code: see `fill-outside.ts`. */
export const missingCodes = { afterDeployment: 'KnownAfterDeployment', outside: 'OutsideOfInput' } as const;

export function meansAbsence(code: string): boolean {
  return absenceCodes.has(code);
}

/** The place of a member or element. */
export function at(origin: Origin, ...steps: readonly (string | number)[]): Origin {
  let { pointer } = origin;
  for (const step of steps) pointer += `/${typeof step === 'number' ? step : escapeStep(step)}`;
  return { source: origin.source, pointer };
}

export function isFailed(answer: object): answer is Failed {
  return Object.hasOwn(answer, 'Error') || Object.hasOwn(answer, 'Unresolved');
}

/** As an error, also where the answer is known only after deployment. */
export function errorOf(failed: Failed): AnswerError {
  if (!('Unresolved' in failed)) return failed.Error;
  const { address, why, how } = failed.Unresolved;
  return {
    Code: missingCodes.afterDeployment,
    Address: address,
    ...(why === undefined ? {} : { Message: why }),
    ...(how === undefined ? {} : { Hint: how }),
  };
}

/** An error that does not say "there is none", which is an answer. */
export function isUnreadable(answer: object): answer is Failed {
  return isFailed(answer) && !meansAbsence(errorOf(answer).Code);
}

export function factOfError(operation: string, failed: Failed, origin: Origin): Fact<never> {
  const { Code, Message, Address, Hint } = errorOf(failed);
  if (meansAbsence(Code)) return absent(Code, origin);
  if (Code === missingCodes.afterDeployment) {
    const address = Address ?? 'the deployment';
    return afterDeployment({
      operation,
      address,
      hint: afterDeploymentHint(operation, { address, why: Message, how: Hint }),
      origin,
    });
  }
  if (Code === missingCodes.outside) return outside(operation, outsideHint(operation, Hint ?? 'Supply it as input.'));
  return { ...unreadable(operation, Code, Message ?? '', origin), hint: refusedHint(operation, Code) };
}

/**
 * @param origin - of the answer
 * @param read - only called for an answer that is not an error
 */
export function factOf<A extends object, T>(
  operation: string,
  answer: A | Failed | undefined,
  origin: Origin,
  read: (answer: A, origin: Origin) => Fact<T>,
): Fact<T> {
  if (answer === undefined) return notCollected(operation);
  if (isFailed(answer)) return factOfError(operation, answer, origin);
  return read(answer as A, origin);
}

/** For an answer that stands under its operation's name, as nearly all do. */
export function factAt<A extends object, T>(
  operation: string,
  answer: A | Failed | undefined,
  parent: Origin,
  read: (answer: A, origin: Origin) => Fact<T>,
): Fact<T> {
  return answer === undefined ? notCollected(operation) : factOf(operation, answer, at(parent, operation), read);
}

interface PageMarks {
  readonly IsTruncated?: boolean;
  readonly Truncated?: boolean;
  readonly NextToken?: string | null;
}

function hasMore({ IsTruncated, Truncated, NextToken }: PageMarks): boolean {
  return IsTruncated === true || Truncated === true || (NextToken ?? '') !== '';
}

/** One page, or several: each with its place. */
export function pagesWithOrigin<P extends object>(
  pages: P | readonly P[],
  origin: Origin,
): readonly (readonly [P, Origin])[] {
  return Array.isArray(pages)
    ? (pages as readonly P[]).map((page, index) => [page, at(origin, index)] as const)
    : [[pages as P, origin] as const];
}

/**
 * A list that AWS gives in pages. An error on one page, or a last page that says that more follows, leaves the list unread: half a
 * list of grants or policies is not a list.
 */
export function factOfPages<P extends PageMarks, T>(
  operation: string,
  pages: P | Failed | readonly (P | Failed)[] | undefined,
  origin: Origin,
  read: (page: P, origin: Origin) => readonly T[],
): Fact<readonly T[]> {
  if (pages === undefined) return notCollected(operation);
  const items: T[] = [];
  let isComplete = false;
  for (const [page, place] of pagesWithOrigin<P | Failed>(pages, origin)) {
    if (isFailed(page)) return factOfError(operation, page, place);
    for (const each of read(page, place)) items.push(each);
    if (!hasMore(page)) isComplete = true;
  }
  return isComplete ? known(items, origin) : notCollected(operation);
}
