/** Sends each call through the proxy that the environment names for its host, or straight where it names none. */
import { Agent as HttpAgent, type ClientRequest } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { HttpProxyAgent } from 'http-proxy-agent';
import { HttpsProxyAgent } from 'https-proxy-agent';
import { proxyFor } from './proxy-settings.js';

interface AgentOptions {
  readonly keepAlive: boolean;
  readonly maxSockets: number;
}

interface Place {
  readonly host?: string;
  readonly port?: number | string;
}

/** The method by which every request comes to its agent; Node.js declares it nowhere. */
interface TakesRequests {
  addRequest(request: ClientRequest, options: object): void;
}

/** Of one protocol. The request goes on to another agent before anything of it is written, since a proxy is asked for whole addresses. */
export class EnvironmentProxyAgent extends HttpAgent {
  readonly protocol: 'http:' | 'https:';
  readonly defaultPort: number;
  readonly #options: AgentOptions;
  readonly #agents = new Map<string, HttpAgent>();

  constructor(protocol: 'http:' | 'https:', options: AgentOptions) {
    super(options);
    this.protocol = protocol;
    this.defaultPort = protocol === 'https:' ? 443 : 80;
    this.#options = options;
  }

  addRequest(request: ClientRequest, options: Place): void {
    const { host = '', port } = options;
    const name = host.includes(':') ? `[${host}]` : host;
    const address = Number(port) === this.defaultPort ? name : `${name}:${port}`;
    const proxy = proxyFor(process.env, this.protocol, address);
    // The proxy is asked for what the header names, which may be a stand-in for an endpoint on this machine.
    if (proxy !== null && this.protocol === 'http:') request.setHeader('host', address);
    const way = proxy?.href ?? '';
    let agent = this.#agents.get(way);
    if (agent === undefined) this.#agents.set(way, (agent = this.#make(proxy)));
    const { protocol } = this;
    const known = { ...options, protocol, secureEndpoint: protocol === 'https:' };
    (agent as HttpAgent & TakesRequests).addRequest(request, known);
  }

  #make(proxy: URL | null): HttpAgent {
    const isSecure = this.protocol === 'https:';
    if (proxy === null) return isSecure ? new HttpsAgent(this.#options) : new HttpAgent(this.#options);
    return isSecure ? new HttpsProxyAgent(proxy, this.#options) : new HttpProxyAgent(proxy, this.#options);
  }

  override destroy(): void {
    for (const agent of this.#agents.values()) agent.destroy();
    super.destroy();
  }
}
