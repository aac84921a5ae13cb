/** An aggregator of AWS Config on the loopback: the one query that is asked for, over items that a test gives it. */
import { type Server, createServer } from 'node:http';

type Item = Readonly<Record<string, unknown>>;

export class FakeAggregator {
  readonly expressions: string[] = [];
  readonly #byType = new Map<string, Item[]>();
  /** By type, member and value. */
  readonly #byValue = new Map<string, Item[]>();
  #last: { readonly expression: string; readonly rows: readonly Item[] } | null = null;
  #server: Server | null = null;
  endpoint = '';
  /** Calls that are answered with a throttling first. */
  throttled = 0;

  constructor(items: readonly Item[]) {
    for (const item of items) {
      const type = String(item['resourceType']);
      push(this.#byType, type, item);
      for (const member of ['resourceId', 'arn'])
        push(this.#byValue, `${type} ${member} ${String(item[member])}`, item);
    }
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
    const expression = Expression ?? '';
    const last = this.#last;
    const rows = last !== null && last.expression === expression ? last.rows : this.#rowsOf(expression);
    this.#last = { expression, rows };
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

  /** Of the language, as much as is used. */
  #rowsOf(expression: string): readonly Item[] {
    const type = /resourceType = '([^']+)'/u.exec(expression)?.[1] ?? '';
    const [, member = '', list] = /AND (\w+) IN \(([^)]*)\)/u.exec(expression) ?? [];
    if (list !== undefined && member !== 'accountId')
      return list.split(',').flatMap((value) => this.#byValue.get(`${type} ${member} ${value.slice(1, -1)}`) ?? []);
    const all = this.#byType.get(type) ?? [];
    const accounts = list === undefined ? null : new Set(list.split(',').map((id) => id.slice(1, -1)));
    if (accounts !== null) return all.filter(({ accountId }) => accounts.has(String(accountId)));
    return expression.includes('LIKE') ? all.filter(replicates) : all;
  }
}

function push(map: Map<string, Item[]>, name: string, item: Item): void {
  const list = map.get(name);
  if (list === undefined) map.set(name, [item]);
  else list.push(item);
}

function replicates(item: Item): boolean {
  const supplementary = item['supplementaryConfiguration'] as Item | undefined;
  return supplementary?.['BucketReplicationConfiguration'] !== undefined;
}
