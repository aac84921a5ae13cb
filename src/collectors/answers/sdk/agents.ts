/** The connections that calls are made with. */
import { Agent as HttpAgent } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { namesProxy, proxyFor } from './proxy-settings.js';

export interface Agents {
  readonly httpAgent: HttpAgent;
  readonly httpsAgent: HttpsAgent;
}

/** @param connections - most of one client */
export type MakeAgents = (connections: number) => Agents;

/** Without a proxy. */
export function straightAgents(maxSockets: number): Agents {
  const options = { keepAlive: true, maxSockets };
  return { httpAgent: new HttpAgent(options), httpsAgent: new HttpsAgent(options) };
}

/**
 * What proxies take is loaded only where the environment names one.
 * @throws ExpectedError where what it names is not a proxy
 */
export async function findAgents(): Promise<MakeAgents> {
  if (!namesProxy(process.env)) return straightAgents;
  // A variable that names no proxy is told before the first call.
  for (const protocol of ['http:', 'https:']) proxyFor(process.env, protocol, '');
  const { EnvironmentProxyAgent } = await import('./proxy-agent.js');
  return (maxSockets) => {
    const options = { keepAlive: true, maxSockets };
    return {
      httpAgent: new EnvironmentProxyAgent('http:', options),
      httpsAgent: new EnvironmentProxyAgent('https:', options) as HttpAgent as HttpsAgent,
    };
  };
}
