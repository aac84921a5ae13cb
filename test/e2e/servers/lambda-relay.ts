/**
 * Stands where moto's Step Functions look for other services: invocations of functions are answered by functions of the test, everything
 * else is moto's. What is published to topics is noted.
 */
import { type Server, createServer } from 'node:http';

export type LambdaFunction = (event: unknown, context: { getRemainingTimeInMillis(): number }) => Promise<unknown>;

export interface Invocation {
  readonly name: string;
  readonly event: unknown;
  readonly result: unknown;
}

export interface Published {
  readonly subject: string;
  readonly message: string;
}

const quarterHour = 900_000;

export class LambdaRelay {
  functions: Readonly<Record<string, LambdaFunction>> = {};
  readonly invocations: Invocation[] = [];
  readonly published: Published[] = [];
  moto = '';
  readonly #server: Server;

  constructor() {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        this.#answer(request.method ?? 'GET', request.url ?? '/', request.headers, Buffer.concat(chunks))
          .then(({ status, headers, body }) => response.writeHead(status, headers).end(body))
          .catch((error: unknown) => response.writeHead(500).end(String(error)));
      });
    });
  }

  async start(): Promise<number> {
    await new Promise<void>((resolve) => this.#server.listen(0, 'localhost', resolve));
    const address = this.#server.address();
    return typeof address === 'object' && address !== null ? address.port : 0;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  async #answer(method: string, url: string, given: NodeJS.Dict<string | string[]>, body: Buffer) {
    const invoked = /^\/2015-03-31\/functions\/([^/]+)\/invocations/.exec(url)?.[1];
    if (invoked !== undefined) return this.#invoke(decodeURIComponent(invoked).split(':').at(-1) ?? '', body);
    const form = new URLSearchParams(body.toString('utf8'));
    if (form.get('Action') === 'Publish')
      this.published.push({ subject: form.get('Subject') ?? '', message: form.get('Message') ?? '' });
    const { host: _host, connection: _connection, 'content-length': _length, expect: _expect, ...headers } = given;
    const reply = await fetch(`${this.moto}${url}`, {
      method,
      headers: headers as Record<string, string>,
      ...(method === 'GET' || method === 'HEAD' ? {} : { body: new Uint8Array(body) }),
    });
    return {
      status: reply.status,
      headers: Object.fromEntries(
        [...reply.headers].filter(([name]) => name.startsWith('content-type') || name.startsWith('x-')),
      ),
      body: Buffer.from(await reply.arrayBuffer()),
    };
  }

  /** As Lambda answers: an error is a payload, and a header says so. */
  async #invoke(name: string, body: Buffer) {
    const event: unknown = JSON.parse(body.toString('utf8'));
    const run = this.functions[name];
    if (run === undefined) return { status: 404, headers: {}, body: Buffer.from('{"Message":"Function not found"}') };
    const answer = (result: unknown, headers: Record<string, string> = {}) => {
      this.invocations.push({ name, event, result });
      return {
        status: 200,
        headers: { 'content-type': 'application/json', ...headers },
        body: Buffer.from(JSON.stringify(result ?? null)),
      };
    };
    try {
      return answer(await run(event, { getRemainingTimeInMillis: () => quarterHour }));
    } catch (error) {
      const { name: errorType, message: errorMessage } = error instanceof Error ? error : new Error(String(error));
      return answer({ errorType, errorMessage, trace: [] }, { 'x-amz-function-error': 'Unhandled' });
    }
  }
}
