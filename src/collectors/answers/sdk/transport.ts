/** What is added to the SDK's transport: answers are read whole before they count, and host names suit endpoints on this machine. */
import { type SdkClient, addMiddleware } from './sdk-middleware.js';

/** An answer that is no whole answer. Its name is what the snapshot says. */
class IncompleteAnswer extends Error {
  override readonly name = 'IncompleteAnswer';
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(message: string, httpStatusCode: number) {
    super(message);
    this.$metadata = { httpStatusCode };
  }
}

/** Far beyond every answer of the operations in use. */
const longestAnswer = 64 * 1024 * 1024;

interface HttpRequest {
  hostname?: string;
  readonly method?: string;
}

interface HttpResponse {
  readonly statusCode?: number;
  body?: unknown;
}

interface Passing {
  readonly request?: HttpRequest;
  readonly response?: HttpResponse;
}

function isByteStream(body: unknown): body is AsyncIterable<Uint8Array> {
  return typeof body === 'object' && body !== null && Symbol.asyncIterator in body;
}

async function readWhole(body: AsyncIterable<Uint8Array>, status: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of body) {
    length += chunk.length;
    if (length > longestAnswer) throw new IncompleteAnswer('The answer is too long to be read.', status);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, length);
}

/**
 * Reads each body whole, next to the wire. An empty body of a successful GET or POST is refused: the SDK reads it as an answer in which nothing
 * is configured, which S3 never says that way.
 * @param bareHost - host of the endpoint, where it takes no account id before it; else null
 */
export function wholeAnswers(client: SdkClient, bareHost: string | null): void {
  addMiddleware(
    client,
    (next) => async (args) => {
      const { request } = args as Passing;
      if (bareHost !== null && request?.hostname?.endsWith(`.${standIn}`) === true) {
        request.hostname = bareHost;
      }
      const result = await next(args);
      const { response } = result as Passing;
      if (response === undefined || request?.method === 'HEAD' || !isByteStream(response.body)) return result;
      const status = response.statusCode ?? 0;
      const body = await readWhole(response.body, status);
      if (status >= 200 && status < 300 && body.length === 0)
        throw new IncompleteAnswer('The answer is empty.', status);
      response.body = body;
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'replintWholeAnswers' },
  );
}

/** The host of an endpoint that takes no names before its own (`localhost`, an address), else null. */
export function bareHostOf(endpoint: string | null): string | null {
  if (endpoint === null || !URL.canParse(endpoint)) return null;
  const { hostname } = new URL(endpoint);
  return hostname === 'localhost' || hostname.startsWith('[') || /^\d+\.\d+\.\d+\.\d+$/.test(hostname)
    ? hostname
    : null;
}

/** Stands for an address while the SDK puts an account id before it. */
const standIn = 'endpoint.invalid';

export function withHostName(endpoint: string): string {
  const url = new URL(endpoint);
  url.hostname = standIn;
  return url.href;
}
