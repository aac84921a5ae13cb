/** Whether what came back is the operation's own answer, before anything is believed of it. */
import { type ReadOperation, type Service, readOperations } from '../../../sources/read-operations.js';
import { serviceOfClient } from './read-only.js';
import type { MiddlewareContext } from './sdk-middleware.js';

export interface RawAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/** Enough for the root element and what may stand before it. */
const startLength = 2_000;

function rootOf(text: string): string | null {
  const start = text.slice(0, startLength).replace(/^\uFEFF?\s*(?:<\?[^>]*\?>\s*)?/, '');
  return /^<(?:[\w-]+:)?([\w.-]+)[\s/>]/.exec(start)?.[1] ?? null;
}

function jsonObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}

function speaksJson(service: Service): boolean {
  return service === 'kms' || service === 'organizations';
}

/** An error in the service's own words has a code. */
function isOwnError(service: Service, { headers, body }: RawAnswer): boolean {
  const text = Buffer.from(body).toString('utf8');
  if (speaksJson(service)) {
    const { __type: type, code, Code } = jsonObject(text) ?? {};
    const named = [headers['x-amzn-errortype'], type, code, Code];
    return named.some((name) => typeof name === 'string' && name !== '');
  }
  return ['Error', 'ErrorResponse'].includes(rootOf(text) ?? '') && /<(?:[\w-]+:)?Code>\s*[^<\s]/.test(text);
}

function isOwnSuccess({ service, command, body: expected }: ReadOperation, { body }: RawAnswer): boolean {
  const text = Buffer.from(body).toString('utf8');
  // A bucket policy is the body itself.
  if (expected === null) return jsonObject(text)?.['Statement'] !== undefined;
  if (speaksJson(service)) {
    const answer = jsonObject(text);
    return answer !== null && (answer[expected] ?? null) !== null;
  }
  // Servers that speak S3's language name the root after the operation's output.
  const own = ['Output', 'Result', 'Response'].map((ending) => `${command}${ending}`);
  const root = rootOf(text) ?? '';
  return (
    root === expected ||
    own.includes(root) ||
    own.includes(root.replace('BucketNotification', 'BucketNotificationConfiguration'))
  );
}

const operations = Object.values(readOperations);

/** What is odd about an answer; null where nothing is. Redirects, and failures that the status alone explains, are not looked into. */
export function oddnessOf({ clientName, commandName }: MiddlewareContext, answer: RawAnswer): string | null {
  const service = serviceOfClient(clientName);
  const operation = operations.find((one) => one.service === service && `${one.command}Command` === commandName);
  const { status } = answer;
  if (service === null || operation === undefined || status < 200) return null;
  if (status < 300)
    return isOwnSuccess(operation, answer)
      ? null
      : `The answer with status ${status} is not one of ${operation.command}: something between here and AWS may have written it.`;
  if (status < 400 || status === 403 || status === 429 || status >= 500 || isOwnError(service, answer)) return null;
  return `The answer has status ${status} and no error code: it says nothing about what is configured.`;
}
