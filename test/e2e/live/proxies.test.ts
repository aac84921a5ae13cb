/** HTTP_PROXY, HTTPS_PROXY and NO_PROXY: whether calls take the way that they name. */
import { afterAll, beforeAll, beforeEach, expect, test } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { createServer, request as send, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from '../../cli/replint.js';
import { LiveCommand, rolesOf } from '../servers/live-command.js';
import { describeOnTheWire, fixture } from '../servers/wire-test.js';

build();

/** Passes requests on, and tunnels, and notes what it was asked for. */
class ForwardProxy {
  readonly requests: string[] = [];
  readonly tunnels: string[] = [];
  readonly #server: Server;

  constructor() {
    this.#server = createServer((incoming, response) => {
      this.requests.push(incoming.url ?? '');
      const forwarded = send(incoming.url ?? '', { method: incoming.method, headers: incoming.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      forwarded.on('error', () => response.writeHead(502).end());
      incoming.pipe(forwarded);
    });
    this.#server.on('connect', (incoming, socket) => {
      this.tunnels.push(incoming.url ?? '');
      const [host = '', port = '443'] = (incoming.url ?? '').split(':');
      const upstream = connect(Number(port), host, () => {
        socket.write('HTTP/1.1 200 Connection established\r\n\r\n');
        upstream.pipe(socket).pipe(upstream);
      });
      upstream.on('error', () => socket.destroy());
      socket.on('error', () => upstream.destroy());
    });
  }

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  stop(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}

const canMakeCertificates = spawnSync('openssl', ['version']).status === 0;

describeOnTheWire('calls', (wire) => {
  const proxy = new ForwardProxy();
  const command = new LiveCommand(wire);
  beforeAll(() => proxy.start());
  afterAll(() => proxy.stop());
  beforeEach(() => {
    proxy.requests.length = 0;
    proxy.tunnels.length = 0;
  });

  const audit = async (environment: Readonly<Record<string, string>>) => {
    await wire.reset();
    const { accounts } = await wire.seed(fixture('article-good'));
    wire.proxy.calls.length = 0;
    const ended = await command.run(['audit', ...rolesOf(accounts), '--format', 'json'], environment);
    return { ...ended, calls: wire.proxy.calls.length };
  };

  test.each(['HTTP_PROXY', 'http_proxy'])('go through %s, all of them', async (name) => {
    const { status, stderr, calls } = await audit({ [name]: proxy.address });
    expect([status, stderr, proxy.requests.length]).toEqual([0, '', calls]);
    expect(proxy.requests.every((url) => url.startsWith(`${wire.proxy.endpoint}/`))).toBe(true);
  });

  test.each([
    ['NO_PROXY', '127.0.0.1'],
    ['no_proxy', '*'],
  ])('go past it with %s=%s', async (name, list) => {
    const { status, calls } = await audit({ HTTP_PROXY: proxy.address, [name]: list });
    expect([status, proxy.requests, calls > 0]).toEqual([0, [], true]);
  });

  test('to plain http do not go through HTTPS_PROXY', async () => {
    const { status } = await audit({ HTTPS_PROXY: proxy.address });
    expect([status, proxy.requests, proxy.tunnels]).toEqual([0, [], []]);
  });

  test('of credentials that a profile gets by a role go through it, too', async () => {
    const { accounts } = await wire.seed(fixture('article-good'));
    wire.proxy.calls.length = 0;
    const config = command.path('config');
    writeFileSync(
      config,
      `[profile base]\naws_access_key_id = x\naws_secret_access_key = y\n[profile audit]\nrole_arn = arn:aws:iam::${accounts[0]}:role/auditor\nsource_profile = base\nregion = us-east-1\n`,
    );
    const { status } = await command.run(['audit', '--profile', 'audit'], {
      HTTP_PROXY: proxy.address,
      AWS_CONFIG_FILE: config,
      AWS_ACCESS_KEY_ID: '',
      AWS_SECRET_ACCESS_KEY: '',
    });
    const names = wire.proxy.calls.map(({ operation }) => operation);
    expect(names).toContain('AssumeRole');
    expect([status, proxy.requests.length]).toEqual([0, names.length]);
  });

  test('a proxy that nobody listens on is told as the way to AWS that does not work', async () => {
    const { status, stderr } = await audit({ HTTP_PROXY: 'http://127.0.0.1:9' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('AWS cannot be reached')]);
    expect(stderr).toContain('proxy');
  });

  test('a variable that names no proxy is told', async () => {
    const { status, stderr } = await audit({ HTTP_PROXY: 'socks5://127.0.0.1:1' });
    expect([status, stderr]).toEqual([2, expect.stringContaining('HTTP_PROXY does not name an HTTP proxy.')]);
  });

  (canMakeCertificates ? test : test.skip)('to https go through a tunnel of HTTPS_PROXY', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'replint-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-keyout', key, '-out', cert];
    execFileSync('openssl', [...made, '-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1'], {
      stdio: 'ignore',
    });
    const server = createTlsServer({ key: readFileSync(key), cert: readFileSync(cert) }, (incoming, response) => {
      const target = `${wire.proxy.endpoint}${incoming.url}`;
      const forwarded = send(target, { method: incoming.method, headers: incoming.headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers);
        answer.pipe(response);
      });
      incoming.pipe(forwarded);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as AddressInfo;
    const tls = { AWS_ENDPOINT_URL: `https://127.0.0.1:${port}`, NODE_EXTRA_CA_CERTS: cert };
    try {
      const through = await audit({ ...tls, HTTPS_PROXY: proxy.address });
      expect([through.status, through.stderr, through.calls > 0]).toEqual([0, '', true]);
      expect(new Set(proxy.tunnels)).toEqual(new Set([`127.0.0.1:${port}`]));
      // Connections are kept: fewer tunnels than calls.
      expect(proxy.tunnels.length).toBeLessThan(through.calls);
      proxy.tunnels.length = 0;
      const past = await audit({ ...tls, HTTPS_PROXY: proxy.address, NO_PROXY: '127.0.0.1' });
      expect([past.status, proxy.tunnels]).toEqual([0, []]);
    } finally {
      server.closeAllConnections();
      server.close();
    }
  });
});
