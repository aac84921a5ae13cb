/** What is added to the SDK's transport: answers are read whole before they count, and host names suit endpoints on this machine. */
import { oddnessOf } from './own-answer.js';
import { type SdkClient, addMiddleware } from './sdk-middleware.js';

/** An answer that is not a whole answer. Its name is what the snapshot says. */
class IncompleteAnswer extends Error {
  override readonly name = 'IncompleteAnswer';
  readonly $metadata: { readonly httpStatusCode: number };

  constructor(message: string, httpStatusCode: number) {
    super(message);
    this.$metadata = { httpStatusCode };
  }
}

/** An answer that is not the operation's own: a page of HTML from something in between, another document, an error without a code. */
class UnexpectedAnswer extends Error {
  override readonly name = 'UnexpectedAnswer';
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
  readonly headers?: Readonly<Record<string, string>>;
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
 * Reads each body whole, next to the wire, and refuses what is not an answer of the operation. The SDK reads an empty body, a page of HTML
 * and a document of another kind as an answer in which nothing is configured, and a bare 404 as the word that there is none.
 * @param bareHost - host of the endpoint, where it takes no account id before it; else null
 */
export function wholeAnswers(client: SdkClient, bareHost: string | null): void {
  addMiddleware(
    client,
    (next, context) => async (args) => {
      const { request } = args as Passing;
      if (bareHost !== null && request?.hostname?.endsWith(`.${standIn}`) === true) {
        request.hostname = bareHost;
      }
      const result = await next(args);
      const { response } = result as Passing;
      if (response === undefined || request?.method === 'HEAD' || !isByteStream(response.body)) return result;
      const status = response.statusCode ?? 0;
      const body = await readWhole(response.body, status);
      const oddness = oddnessOf(context, { status, headers: response.headers ?? {}, body });
      if (oddness !== null) throw new UnexpectedAnswer(oddness, status);
      response.body = body;
      if (context.commandName === bodyWanted) bodies.set(context, Buffer.from(body).toString('utf8'));
      return result;
    },
    { step: 'deserialize', priority: 'low', name: 'replintWholeAnswers' },
  );
  addMiddleware(
    client,
    (next, context) => async (args) => {
      const result = await next(args);
      const body = bodies.get(context);
      const { output } = result as { readonly output?: unknown };
      if (body !== undefined && typeof output === 'object' && output !== null) bodyOf.set(output, body);
      return result;
    },
    { step: 'deserialize', priority: 'high', name: 'replintBody' },
  );
}

/** Its members grow, and the SDK drops those that its model does not know. */
const bodyWanted = 'GetBucketReplicationCommand';
/** While a call is under way. */
const bodies = new WeakMap<object, string>();
const bodyOf = new WeakMap<object, string>();

/** What the service sent, where it is needed beside what the SDK made of it. */
export function sentBody(output: object): string | null {
  return bodyOf.get(output) ?? null;
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
