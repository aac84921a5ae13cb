/** An aggregator of AWS Config on the loopback: the one query that is asked for, over items that a test gives it. */
import { type Server, createServer } from 'node:http';

type Item = Readonly<Record<string, unknown>>;

export class FakeAggregator {
  readonly expressions: string[] = [];
  readonly #items: readonly Item[];
  #server: Server | null = null;
  endpoint = '';
  /** Calls that are answered with a throttling first. */
  throttled = 0;

  constructor(items: readonly Item[]) {
    this.#items = items;
  }

  async start(): Promise<this> {
    this.#server = createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        const { status, body } = this.#answer(
          String(request.headers['x-amz-target']),
          Buffer.concat(chunks).toString(),
        );
        response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
        response.end(JSON.stringify(body));
      });
    });
    await new Promise<void>((resolve) => this.#server?.listen(0, '127.0.0.1', resolve));
    const address = this.#server.address();
    this.endpoint = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
    return this;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server?.close(resolve));
  }

  #answer(target: string, text: string): { status: number; body: object } {
    if (target !== 'StarlingDoveService.SelectAggregateResourceConfig')
      return { status: 400, body: { __type: 'UnknownOperationException', message: target } };
    const {
      Expression,
      Limit = 25,
      NextToken = '0',
      ConfigurationAggregatorName,
    } = JSON.parse(text) as Record<string, string> & { Limit?: number };
    if (ConfigurationAggregatorName !== 'org')
      return { status: 400, body: { __type: 'NoSuchConfigurationAggregatorException', message: 'There is none.' } };
    if (this.throttled > 0) {
      this.throttled -= 1;
      return { status: 400, body: { __type: 'ThrottlingException', message: 'Rate exceeded' } };
    }
    if ((Expression ?? '').length > 4096)
      return { status: 400, body: { __type: 'InvalidExpressionException', message: 'too long' } };
    this.expressions.push(`${Expression} ${NextToken}`);
    const rows = this.#items.filter((item) => fits(item, Expression ?? ''));
    const start = Number(NextToken);
    const page = rows.slice(start, start + Limit);
    const isMore = start + Limit < rows.length;
    return {
      status: 200,
      body: {
        Results: page.map((row) => JSON.stringify(row)),
        ...(isMore ? { NextToken: String(start + Limit) } : {}),
      },
    };
  }
}

/** Of the language, as much as is used. */
function fits(item: Item, expression: string): boolean {
  const type = /resourceType = '([^']+)'/u.exec(expression)?.[1];
  if (item['resourceType'] !== type) return false;
  const [, member = '', list] = /AND (\w+) IN \(([^)]*)\)/u.exec(expression) ?? [];
  if (list !== undefined) return list.split(',').includes(`'${String(item[member])}'`);
  if (!expression.includes('LIKE')) return true;
  const replication = (item['supplementaryConfiguration'] as Item | undefined)?.['BucketReplicationConfiguration'];
  return replication !== undefined;
}
