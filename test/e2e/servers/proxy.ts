/**
 * Stands between the SDK and moto: gives the answers that moto gets wrong (replication configurations verbatim, paged ListBuckets with
 * Regions), and does to calls what AWS does to them on a bad day.
 */
import { type IncomingMessage, type Server, type ServerResponse, createServer, request as send } from 'node:http';
import { jobsReply, type WireJob } from './jobs.js';
import { type WireCall, type WireRequest, type WireService, wireActionOf, wireCallOf } from './wire.js';

export interface Faults {
  /** Milliseconds that every answer waits. */
  latency: number;
  /** IAM actions that are granted; null = all. */
  allowed: ReadonlySet<string> | null;
  /** IAM actions, or `Operation subject`, that are denied whatever is granted. */
  denied: ReadonlySet<string>;
  /** Shares of calls, from 0 to 1. */
  throttled: number;
  failing: number;
  truncated: number;
  /** Calls whose answer stops halfway and never goes on. */
  stalled: number;
  /** Operations that get no answer at all. */
  unanswered: ReadonlySet<string>;
  /** Operations whose answer comes byte by byte, and takes longer than anybody waits. */
  dripping: ReadonlySet<string>;
  /** The credentials have run out. */
  expired: boolean;
  /** `BucketRegion` is left out of ListBuckets. */
  hidesRegions: boolean;
}

const calm: Faults = {
  latency: 0,
  allowed: null,
  denied: new Set(),
  throttled: 0,
  failing: 0,
  truncated: 0,
  stalled: 0,
  unanswered: new Set(),
  dripping: new Set(),
  expired: false,
  hidesRegions: false,
};

export interface LoggedCall extends WireCall {
  /** Access key id: one for each identity. */
  readonly identity: string;
  /** Of the signature. */
  readonly region: string;
  readonly status: number;
  /** Turned down by the proxy, whatever moto would have said. */
  readonly isRefused: boolean;
}

/** Subresources that moto does not give back as they were put. */
const verbatim = ['replication', 'notification', 'requestPayment', 'encryption', 'abac'] as const;

function verbatimOf(url: URL): string | null {
  return verbatim.find((name) => url.searchParams.has(name)) ?? null;
}

/** A sequence that looks random and is the same in every run. */
function sequence(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

interface Reply {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string;
}

function xmlError(code: string, message: string): string {
  return `<Error><Code>${code}</Code><Message>${message}</Message></Error>`;
}

function errorOf(service: WireService, status: number, code: string, message: string): Reply {
  if (service === 'kms' || service === 'organizations') {
    return {
      status: status === 403 ? 400 : status,
      headers: { 'content-type': 'application/x-amz-json-1.1' },
      body: JSON.stringify({ __type: code, message }),
    };
  }
  const body =
    service === 'iam' || service === 'sts'
      ? `<ErrorResponse>${`<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`}<RequestId>1</RequestId></ErrorResponse>`
      : xmlError(code, message);
  return { status, headers: { 'content-type': 'text/xml' }, body };
}

function denial(call: WireCall): Reply {
  const action = wireActionOf(call);
  const code = call.service === 'kms' || call.service === 'organizations' ? 'AccessDeniedException' : 'AccessDenied';
  const reply = errorOf(call.service, 403, code, `User is not authorized to perform: ${action}`);
  return call.operation.startsWith('Head') ? { status: 403, headers: {}, body: '' } : reply;
}

const throttlings: Readonly<Record<WireService, readonly [number, string]>> = {
  s3: [503, 'SlowDown'],
  s3control: [503, 'SlowDown'],
  iam: [400, 'Throttling'],
  sts: [400, 'Throttling'],
  kms: [400, 'ThrottlingException'],
  organizations: [400, 'TooManyRequestsException'],
};

const expiryCodes: Readonly<Record<WireService, string>> = {
  s3: 'ExpiredToken',
  s3control: 'ExpiredToken',
  iam: 'ExpiredToken',
  sts: 'ExpiredToken',
  kms: 'ExpiredTokenException',
  organizations: 'ExpiredTokenException',
};

/** Lists that are given in pages, by operation. */
const lists: Readonly<Record<string, string>> = {
  ListGrants: 'Grants',
  ListAliases: 'Aliases',
  ListResourceTags: 'Tags',
  ListAccounts: 'Accounts',
  ListRoots: 'Roots',
  ListParents: 'Parents',
  ListPoliciesForTarget: 'Policies',
};

export class Proxy {
  faults: Faults = { ...calm };
  /** Buckets, and the lists of KMS and Organizations, come one element a page. */
  pagesOfOne = false;
  /** Of buckets, whatever is asked for. */
  largestPage = 10_000;
  readonly calls: LoggedCall[] = [];
  /** Told each call before it is answered. */
  onCall: (call: WireCall) => void = () => {};
  /** What `DescribeKey` says about keys beyond what moto knows, by key ARN. */
  readonly keyMetadata = new Map<string, Readonly<Record<string, unknown>>>();
  /** Replication status of objects, by `bucket/key`: moto replicates nothing. */
  readonly replicationStatus = new Map<string, string>();
  /** Jobs of S3 Batch Operations: moto has none. */
  readonly jobs: WireJob[] = [];
  /** Buckets that replicate although versioning was never switched on: moto does not let that come about. */
  readonly neverVersioned = new Set<string>();
  /** Policies that moto refuses and IAM does not: it holds a stand-in, whose number this is. */
  readonly #standIns: string[] = [];
  /** AWS's own aliases that have a key, by ARN: moto lists all of them, AWS those whose key was used once. */
  readonly awsAliases = new Map<string, string>();
  readonly #moto: URL;
  readonly #server: Server;
  readonly #stored = new Map<string, string>();
  readonly #regions = new Map<string, string>();
  #random = sequence(1);

  private constructor(moto: string) {
    this.#moto = new URL(moto);
    this.#server = createServer((request, response) => {
      this.#handle(request, response).catch((error: unknown) => {
        response.writeHead(500).end(String(error));
      });
    });
  }

  static async start(moto: string): Promise<Proxy> {
    const proxy = new Proxy(moto);
    await new Promise<void>((resolve) => proxy.#server.listen(0, '127.0.0.1', resolve));
    return proxy;
  }

  get endpoint(): string {
    const address = this.#server.address();
    if (typeof address !== 'object' || address === null) throw new Error('The proxy is not listening.');
    return `http://127.0.0.1:${address.port}`;
  }

  /** Forgets everything, faults too. */
  reset(): void {
    this.calm();
    this.calls.length = 0;
    this.pagesOfOne = false;
    this.largestPage = 10_000;
    this.onCall = () => {};
    this.keyMetadata.clear();
    this.replicationStatus.clear();
    this.jobs.length = 0;
    this.neverVersioned.clear();
    this.awsAliases.clear();
    this.#standIns.length = 0;
    this.#stored.clear();
    this.#regions.clear();
  }

  calm(): void {
    this.faults = { ...calm };
  }

  /** From here on the same calls meet the same faults. */
  misbehave(faults: Partial<Faults>, seed = 1): void {
    this.faults = { ...calm, ...faults };
    this.#random = sequence(seed);
  }

  async stop(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  async #handle(incoming: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of incoming) chunks.push(chunk as Buffer);
    const request: WireRequest = {
      method: incoming.method ?? 'GET',
      url: incoming.url ?? '/',
      headers: incoming.headers,
      body: Buffer.concat(chunks).toString('utf8'),
    };
    const call = wireCallOf(request);
    this.onCall(call);
    const { latency, truncated, stalled, unanswered } = this.faults;
    if (unanswered.has(call.operation)) return;
    if (latency > 0) await new Promise((resolve) => setTimeout(resolve, latency));
    const refusal = this.#refusal(call, request);
    const isPaged = this.pagesOfOne && lists[call.operation] !== undefined;
    const reply = refusal ?? (await (isPaged ? this.#page(call, request) : this.#answer(call, request)));
    const [, identity = ''] = /Credential=([^/]+)\//.exec(String(request.headers['authorization'] ?? '')) ?? [];
    this.calls.push({
      ...call,
      identity,
      region: regionOfCall(request),
      status: reply.status,
      isRefused: refusal !== null,
    });
    const isCut = reply.body !== '' && this.#random() < truncated;
    const isStalled = reply.body !== '' && this.#random() < stalled;
    const {
      'content-length': _length,
      'transfer-encoding': _encoding,
      connection: _connection,
      ...headers
    } = reply.headers ?? {};
    response.writeHead(reply.status, {
      ...headers,
      ...(request.method === 'HEAD' ? {} : { 'content-length': Buffer.byteLength(reply.body) }),
    });
    if (this.faults.dripping.has(call.operation)) {
      drip(response, reply.body);
      return;
    }
    if (!isCut && !isStalled) {
      response.end(reply.body);
      return;
    }
    response.write(reply.body.slice(0, Math.floor(reply.body.length / 2)));
    if (isCut) setTimeout(() => response.destroy(), 5);
  }

  #refusal(call: WireCall, request: WireRequest): Reply | null {
    if (call.isWrite) return null;
    if (this.faults.expired)
      return errorOf(
        call.service,
        403,
        expiryCodes[call.service],
        'The security token included in the request is expired',
      );
    const { allowed, denied, throttled, failing } = this.faults;
    const action = wireActionOf(call);
    const isGranted =
      allowed === null || allowed.has(action) || action === 'sts:GetCallerIdentity' || action === 'sts:AssumeRole';
    if (!isGranted || denied.has(action) || denied.has(`${call.operation} ${call.subject}`)) {
      const region = this.#regions.get(call.subject);
      const reply = denial(call);
      return call.operation === 'HeadBucket' && region !== undefined
        ? { ...reply, headers: { 'x-amz-bucket-region': region } }
        : reply;
    }
    if (throttled === 0 && failing === 0) return null;
    const lot = this.#random();
    const isHead = request.method === 'HEAD';
    if (lot < throttled) {
      const [status, code] = throttlings[call.service];
      return isHead ? { status: 503, body: '' } : errorOf(call.service, status, code, 'Rate exceeded');
    }
    if (lot < throttled + failing) {
      return isHead
        ? { status: 500, body: '' }
        : errorOf(call.service, 500, 'InternalError', 'We encountered an internal error.');
    }
    return null;
  }

  async #page(call: WireCall, request: WireRequest): Promise<Reply> {
    const { Marker, NextToken, ...asked } = JSON.parse(request.body || '{}') as Record<string, unknown>;
    const reply = await this.#answer(call, { ...request, body: JSON.stringify(asked) });
    if (reply.status !== 200) return reply;
    const answer = JSON.parse(reply.body) as Record<string, unknown>;
    const name = lists[call.operation] ?? '';
    const list = (answer[name] ?? []) as readonly unknown[];
    const index = Number(Marker ?? NextToken ?? 0);
    const next = String(index + 1);
    const more = call.service === 'kms' ? { Truncated: true, NextMarker: next } : { NextToken: next };
    const page = { ...answer, [name]: list.slice(index, index + 1), ...(index + 1 < list.length ? more : {}) };
    return { ...reply, body: JSON.stringify(page) };
  }

  async #answer(call: WireCall, request: WireRequest): Promise<Reply> {
    const url = new URL(request.url, 'http://localhost');
    if (call.service === 's3control' && call.operation.includes('Job')) {
      const account = String(request.headers['x-amz-account-id'] ?? '');
      return jobsReply(this.jobs, { account, region: regionOfCall(request) }, url);
    }
    if (call.service === 's3') {
      if (call.operation === 'ListBuckets') return this.#listBuckets(request, url);
      if (call.operation === 'PutBucket') this.#regions.set(call.subject, regionOf(request));
      const name = verbatimOf(url);
      if (name !== null) return this.#subresource(name, call, request);
    }
    if (call.operation === 'GetBucketVersioning' && this.neverVersioned.has(call.subject))
      return { status: 200, body: '<VersioningConfiguration/>' };
    const reply = this.#withPolicies(await this.#forward(request));
    if (call.operation === 'PutRolePolicy' && reply.body.includes('MalformedPolicyDocument'))
      return this.#forward(this.#withStandIn(request));
    if (call.operation === 'HeadObject' && reply.status === 200) {
      const status = this.replicationStatus.get(call.subject.split(' ')[0] ?? '');
      return status === undefined
        ? reply
        : { ...reply, headers: { ...reply.headers, 'x-amz-replication-status': status } };
    }
    if (call.operation === 'DescribeKey' && reply.status === 200) return this.#describeKey(reply);
    if (call.operation === 'ListAliases' && reply.status === 200) return this.#listAliases(reply);
    return reply;
  }

  #withStandIn(request: WireRequest): WireRequest {
    const form = new URLSearchParams(request.body);
    const Sid = `standin${this.#standIns.push(form.get('PolicyDocument') ?? '') - 1}`;
    const statement = { Sid, Effect: 'Allow', Action: 's3:GetObject', Resource: '*' };
    form.set('PolicyDocument', JSON.stringify({ Version: '2012-10-17', Statement: [statement] }));
    return { ...request, body: form.toString() };
  }

  #withPolicies(reply: Reply): Reply {
    if (this.#standIns.length === 0) return reply;
    const body = reply.body.replaceAll(
      /<PolicyDocument>[^<]*standin(\d+)[^<]*<\/PolicyDocument>/g,
      (_stands, index: string) =>
        `<PolicyDocument>${encodeURIComponent(this.#standIns[Number(index)] ?? '')}</PolicyDocument>`,
    );
    return { ...reply, body };
  }

  async #subresource(name: string, call: WireCall, request: WireRequest): Promise<Reply> {
    const place = `${call.subject} ${name}`;
    const isForwarded = name === 'replication' || name === 'encryption' || request.method === 'DELETE';
    if (request.method === 'PUT') {
      const reply = isForwarded ? await this.#forward(request) : { status: 200, body: '' };
      if (reply.status < 300) this.#stored.set(place, request.body);
      return reply;
    }
    if (request.method === 'DELETE') {
      this.#stored.delete(place);
      return this.#forward(request);
    }
    const body = this.#stored.get(place);
    if (body !== undefined) return { status: 200, headers: { 'content-type': 'application/xml' }, body };
    if (name === 'requestPayment') {
      return {
        status: 200,
        body: '<RequestPaymentConfiguration><Payer>BucketOwner</Payer></RequestPaymentConfiguration>',
      };
    }
    if (name === 'abac') return { status: 200, body: '<AbacStatus><Status>Disabled</Status></AbacStatus>' };
    return this.#forward(request);
  }

  async #listBuckets(request: WireRequest, url: URL): Promise<Reply> {
    const reply = await this.#forward({ ...request, url: '/' });
    if (reply.status !== 200) return reply;
    const names = [...reply.body.matchAll(/<Name>([^<]+)<\/Name>/g)].map(([, name = '']) => name).sort();
    const size = this.pagesOfOne
      ? 1
      : Math.min(this.largestPage, Number(url.searchParams.get('max-buckets') ?? '10000'));
    const from = Number(url.searchParams.get('continuation-token') ?? '0');
    const page = names.slice(from, from + size);
    const isParameterized = url.searchParams.has('max-buckets') && !this.faults.hidesRegions;
    const buckets = page.map((name) => {
      const region = isParameterized ? `<BucketRegion>${this.#regions.get(name) ?? 'us-east-1'}</BucketRegion>` : '';
      return `<Bucket><Name>${name}</Name>${region}<CreationDate>2026-01-01T00:00:00.000Z</CreationDate></Bucket>`;
    });
    const more = from + size < names.length ? `<ContinuationToken>${from + size}</ContinuationToken>` : '';
    return {
      status: 200,
      headers: { 'content-type': 'application/xml' },
      body: `<ListAllMyBucketsResult><Owner><ID>owner</ID></Owner><Buckets>${buckets.join('')}</Buckets>${more}</ListAllMyBucketsResult>`,
    };
  }

  #listAliases(reply: Reply): Reply {
    const answer = JSON.parse(reply.body) as {
      readonly Aliases: readonly { readonly AliasName: string; readonly AliasArn: string }[];
    };
    const Aliases = answer.Aliases.flatMap((alias) => {
      if (!alias.AliasName.startsWith('alias/aws/')) return [alias];
      const TargetKeyId = this.awsAliases.get(alias.AliasArn);
      return TargetKeyId === undefined ? [] : [{ ...alias, TargetKeyId }];
    });
    return { ...reply, body: JSON.stringify({ ...answer, Aliases }) };
  }

  #describeKey(reply: Reply): Reply {
    const answer = JSON.parse(reply.body) as { KeyMetadata: { Arn: string } };
    const more = this.keyMetadata.get(answer.KeyMetadata.Arn);
    return more === undefined
      ? reply
      : { ...reply, body: JSON.stringify({ KeyMetadata: { ...answer.KeyMetadata, ...more } }) };
  }

  #forward({ method, url, headers, body }: WireRequest): Promise<Reply> {
    return new Promise((resolve, reject) => {
      const { 'content-length': _length, 'transfer-encoding': _encoding, connection: _connection, ...kept } = headers;
      const forwarded = send(
        {
          host: this.#moto.hostname,
          port: this.#moto.port,
          method,
          path: url,
          headers: { ...kept, ...(body === '' ? {} : { 'content-length': Buffer.byteLength(body) }) },
        },
        (answer) => {
          const chunks: Buffer[] = [];
          answer.on('data', (chunk: Buffer) => chunks.push(chunk));
          answer.on('error', reject);
          answer.on('end', () => {
            const given = Object.entries(answer.headers).map(([name, value]) => [
              name,
              Array.isArray(value) ? value.join(',') : (value ?? ''),
            ]);
            resolve({
              status: answer.statusCode ?? 500,
              headers: Object.fromEntries(given),
              body: Buffer.concat(chunks).toString('utf8'),
            });
          });
        },
      );
      forwarded.on('error', reject);
      forwarded.end(body);
    });
  }
}

/** A byte at a time, until nobody listens. */
function regionOfCall({ headers }: WireRequest): string {
  return /Credential=[^/]+\/\d+\/([^/]+)\//.exec(String(headers['authorization'] ?? ''))?.[1] ?? '';
}

function drip(response: ServerResponse, body: string): void {
  let sent = 0;
  const timer = setInterval(() => {
    if (response.destroyed || sent >= body.length - 1) clearInterval(timer);
    else response.write(body[sent++]);
  }, 50);
  response.on('close', () => clearInterval(timer));
}

/** Of a CreateBucket: named in the body, else that of the signature. */
function regionOf({ body, headers }: WireRequest): string {
  return (
    /<LocationConstraint>([^<]+)</.exec(body)?.[1] ??
    /Credential=[^/]+\/\d+\/([^/]+)\//.exec(String(headers['authorization'] ?? ''))?.[1] ??
    'us-east-1'
  );
}
