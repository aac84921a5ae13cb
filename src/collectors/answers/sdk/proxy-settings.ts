/**
 * Which proxy the environment names for an address, as the AWS CLI reads it: `HTTP_PROXY` for http, `HTTPS_PROXY` for https, in lower
 * case or upper case (lower case first), and `NO_PROXY` with names that stand for all hosts below them. `ALL_PROXY` counts for neither.
 * Source: AWS CLI User Guide, "Using an HTTP proxy for the AWS CLI"; Python's `urllib.request.getproxies` and `proxy_bypass_environment`,
 * which botocore asks.
 */
import { ExpectedError } from '../../../basics/expected-error.js';

type Environment = Readonly<Record<string, string | undefined>>;

function variable(environment: Environment, name: string): string {
  return environment[name] ?? environment[name.toUpperCase()] ?? '';
}

/** Whether any proxy is named at all. */
export function namesProxy(environment: Environment): boolean {
  return variable(environment, 'http_proxy') !== '' || variable(environment, 'https_proxy') !== '';
}

/**
 * @param protocol - `http:` or `https:`
 * @param host - name or address, with the port where it is not the usual one
 * @throws ExpectedError where what is named is not a proxy
 */
export function proxyFor(environment: Environment, protocol: string, host: string): URL | null {
  const name = protocol === 'https:' ? 'https_proxy' : 'http_proxy';
  const value = variable(environment, name);
  if (value === '' || isBypassed(variable(environment, 'no_proxy'), host)) return null;
  const text = value.includes('://') ? value : `http://${value}`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url !== null && (url.protocol === 'http:' || url.protocol === 'https:') && url.hostname !== '') return url;
  throw new ExpectedError(
    `${name.toUpperCase()} does not name an HTTP proxy.`,
    'Write http://HOST:PORT or https://HOST:PORT, or unset the variable.',
  );
}

function isBypassed(list: string, host: string): boolean {
  const withPort = host.toLowerCase();
  const alone = withPort.replace(/:\d+$/u, '').replace(/^\[(.*)\]$/u, '$1');
  return list
    .toLowerCase()
    .split(',')
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
    .some((entry) => {
      if (entry === '*') return true;
      const bare = entry.replace(/^\.+/u, '');
      return [alone, withPort].some((name) => name === bare || name.endsWith(`.${bare}`));
    });
}
