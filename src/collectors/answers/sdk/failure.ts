/** What an error of the SDK means for the run. */
export interface Failure {
  /**
   * `refused` = an answer like any other; `throttled`, `transient` = worth another try; `odd` = not an answer of the service, worth another
   * look; `unreachable` = no such endpoint;
   * `credentials` = no call of this account will work any more. A token that is invalid ends nothing: so answers a Region that the account
   * has not switched on.
   */
  readonly kind: 'refused' | 'throttled' | 'transient' | 'odd' | 'unreachable' | 'credentials';
  readonly code: string;
  readonly message: string;
  /** Of `x-amz-bucket-region`: S3 names a bucket's Region also where it refuses to answer. */
  readonly bucketRegion: string | null;
}

const throttlingCodes = new Set([
  'BandwidthLimitExceeded',
  'EC2ThrottledException',
  'LimitExceededException',
  'PriorRequestNotComplete',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
  'RequestThrottled',
  'RequestThrottledException',
  'SlowDown',
  'ThrottledException',
  'Throttling',
  'ThrottlingException',
  'TooManyRequestsException',
  'TransactionInProgressException',
]);

const transientCodes = new Set([
  'DependencyTimeoutException',
  'IncompleteAnswer',
  'InternalError',
  'InternalFailure',
  'InternalServerError',
  'InternalServiceErrorException',
  'KMSInternalException',
  'RequestTimeout',
  'RequestTimeoutException',
  'ServiceException',
  'ServiceFailure',
  'ServiceFailureException',
  'ServiceUnavailable',
  'ServiceUnavailableException',
  'TimeoutError',
]);

const networkCodes = new Set(['ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ESOCKETTIMEDOUT', 'ERR_STREAM_PREMATURE_CLOSE']);
const unreachableCodes = new Set([
  'ECONNREFUSED',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'ENOTFOUND',
  'ERR_INVALID_URL',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
]);

const expiredCodes = new Set(['ExpiredToken', 'ExpiredTokenException', 'RequestExpired', 'TokenRefreshRequired']);
const invalidCodes = new Set([
  'AuthFailure',
  'IncompleteSignature',
  'InvalidAccessKeyId',
  'InvalidClientTokenId',
  'InvalidSignatureException',
  'InvalidToken',
  'RequestTimeTooSkewed',
  'SignatureDoesNotMatch',
  'UnrecognizedClientException',
]);

export function meansExpired(code: string): boolean {
  return expiredCodes.has(code);
}
/** By a policy, and not for what the credentials are. */
export function meansDenied(code: string): boolean {
  return /^(?:AccessDenied(?:Exception)?|403)$/.test(code);
}
export function meansInvalid(code: string): boolean {
  return invalidCodes.has(code);
}

const longestMessage = 500;

interface SdkError {
  readonly name?: unknown;
  /** The code as it stood in the answer; IAM's differ from the SDK's names (`NoSuchEntity`, `NoSuchEntityException`). */
  readonly Code?: unknown;
  readonly code?: unknown;
  readonly message?: unknown;
  readonly cause?: unknown;
  readonly $metadata?: { readonly httpStatusCode?: unknown; readonly clockSkewCorrected?: unknown };
  readonly $response?: { readonly headers?: Readonly<Record<string, unknown>>; readonly statusCode?: unknown };
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}

function statusOf({ $metadata, $response }: SdkError): number {
  const status = $metadata?.httpStatusCode ?? $response?.statusCode;
  return typeof status === 'number' ? status : 0;
}

/** Names that say nothing: the SDK's stand-ins where the answer had no code of its own. */
function saysNothing(name: string): boolean {
  return name === '' || name === 'Error' || name === 'Unknown' || name === 'UnknownError';
}

/** An answer that breaks off, or is none of the service's: XML or JSON that cannot be read although the status is 200. */
function isBroken(error: SdkError, status: number): boolean {
  return (
    status >= 200 &&
    status < 300 &&
    (error.name === 'SyntaxError' || /parse error|Deserialization error/i.test(textOf(error.message)))
  );
}

/** The code of the operating system, also where the SDK wrapped the error that has it. */
function systemCodeOf(error: SdkError, depth = 0): string {
  const own = textOf(error.code);
  if (own !== '' || depth > 3 || typeof error.cause !== 'object' || error.cause === null) return own;
  return systemCodeOf(error.cause, depth + 1);
}

/**
 * Error codes by status where the answer has none: S3 answers HEAD without a body, and not every endpoint speaks the service's own
 * dialect. A 403 is a denial, unless its code speaks of the credentials.
 */
function codeOf(error: SdkError, status: number): string {
  if (status === 0) return systemCodeOf(error) || textOf(error.name) || 'Error';
  const name = textOf(error.Code) || textOf(error.name);
  if (isBroken(error, status)) return 'IncompleteAnswer';
  if (saysNothing(name)) return String(status);
  return name;
}

/** The SDK has set the clock that it signs with by the answer: the same call may do now. */
function isSkewCorrected({ $metadata }: SdkError): boolean {
  return $metadata?.clockSkewCorrected === true;
}

/** Nobody took the connection: a closed network, or a Region that is none. */
function isUnanswered(error: SdkError, code: string): boolean {
  return code === 'TimeoutError' && /did not establish a connection/i.test(textOf(error.message));
}

function kindOf(error: SdkError, code: string, status: number): Failure['kind'] {
  if (isSkewCorrected(error)) return 'transient';
  if (code === 'UnexpectedAnswer') return 'odd';
  if (isUnanswered(error, code)) return 'unreachable';
  if (meansExpired(code) || code === 'CredentialsProviderError') return 'credentials';
  if (throttlingCodes.has(code) || status === 429) return 'throttled';
  if (status === 503) return 'throttled';
  if (transientCodes.has(code) || networkCodes.has(code) || status >= 500) return 'transient';
  if (unreachableCodes.has(code)) return 'unreachable';
  if (status !== 0) return 'refused';
  // Without an answer nothing was refused. A broken protocol may mend; what has no name is given a few tries.
  return code.startsWith('HPE_') ? 'transient' : 'unreachable';
}

/** @throws what was thrown, where it is no answer and no trouble on the way but a bug */
export function failureOf(thrown: unknown): Failure {
  if (
    (thrown instanceof TypeError && !('code' in thrown)) ||
    thrown instanceof RangeError ||
    thrown instanceof ReferenceError
  )
    throw thrown;
  const error: SdkError = typeof thrown === 'object' && thrown !== null ? thrown : { message: String(thrown) };
  const status = statusOf(error);
  const code = codeOf(error, status);
  const region = error.$response?.headers?.['x-amz-bucket-region'];
  return {
    kind: kindOf(error, code, status),
    code,
    message: textOf(error.message).split('\n', 1)[0]?.slice(0, longestMessage) ?? '',
    bucketRegion: typeof region === 'string' && region !== '' ? region : null,
  };
}

/** Denials that come without AWS's own word for one, under the one word that people know. HEAD answers keep their bare status. */
export function deniedCode(code: string, operation: string): string {
  return code === '403' && operation !== 'HeadBucket' ? 'AccessDenied' : code;
}
