/** The SDK's clients of one account: one a service and Region, made when first used, all guarded. */
import { IAMClient } from '@aws-sdk/client-iam';
import { KMSClient } from '@aws-sdk/client-kms';
import { OrganizationsClient } from '@aws-sdk/client-organizations';
import { S3Client } from '@aws-sdk/client-s3';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { STSClient } from '@aws-sdk/client-sts';
import type { CollectEnvironment, CredentialSource } from '../../model.js';
import type { Service } from '../../../sources/read-operations.js';
import type { MakeAgents } from './agents.js';
import { readOnly } from './read-only.js';
import { bareHostOf, wholeAnswers, withHostName } from './transport.js';

const makers = {
  s3: S3Client,
  s3control: S3ControlClient,
  iam: IAMClient,
  kms: KMSClient,
  organizations: OrganizationsClient,
  sts: STSClient,
} as const satisfies Readonly<Record<Service, unknown>>;

export type ClientOf<S extends Service> = InstanceType<(typeof makers)[S]>;

export interface ConnectionSettings {
  /** Most of one client. */
  readonly connections: number;
  readonly agents: MakeAgents;
}

export interface ClientSettings extends ConnectionSettings {
  readonly credentials: CredentialSource;
  readonly environment: Pick<CollectEnvironment, 'endpoint' | 'timeout'>;
}

/** Each SDK client writes a warning about old versions of Node.js to standard error, which is for our own messages. */
process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

const endpointVariables = { s3: 'AWS_ENDPOINT_URL_S3', s3control: 'AWS_ENDPOINT_URL_S3_CONTROL' } as const;

/** The endpoint that was set for a service, as far as it decides on the form of host names. */
function customEndpoint(service: 's3' | 's3control', given: string | null): string | null {
  return given ?? process.env[endpointVariables[service]] ?? process.env['AWS_ENDPOINT_URL'] ?? null;
}

/** No object is read and nothing written: checksums and the sessions of directory buckets would only cost time and calls. */
const s3Settings = {
  followRegionRedirects: true,
  requestChecksumCalculation: 'WHEN_REQUIRED',
  responseChecksumValidation: 'WHEN_REQUIRED',
  disableS3ExpressSessionAuth: true,
} as const;

export class Clients {
  readonly #settings: ClientSettings;
  readonly #made = new Map<string, { destroy(): void }>();

  constructor(settings: ClientSettings) {
    this.#settings = settings;
  }

  get<S extends Service>(service: S, region: string): ClientOf<S> {
    const name = `${service} ${region}`;
    const before = this.#made.get(name);
    if (before !== undefined) return before as ClientOf<S>;
    const client = this.#make(service, region);
    this.#made.set(name, client);
    return client;
  }

  #make<S extends Service>(service: S, region: string): ClientOf<S> {
    const { credentials, connections, agents, environment } = this.#settings;
    const custom = service === 's3' || service === 's3control' ? customEndpoint(service, environment.endpoint) : null;
    const bareHost = bareHostOf(custom);
    const endpoint = service === 's3control' && bareHost !== null ? withHostName(custom ?? '') : environment.endpoint;
    const client = new makers[service]({
      region,
      credentials,
      // Attempts are made, paced and counted by `Calls`.
      maxAttempts: 1,
      requestHandler: {
        connectionTimeout: Math.min(5_000, environment.timeout),
        requestTimeout: environment.timeout,
        socketTimeout: environment.timeout,
        throwOnRequestTimeout: true,
        ...agents(connections),
      },
      ...(endpoint === null ? {} : { endpoint }),
      ...(service === 's3' ? { ...s3Settings, forcePathStyle: bareHost !== null } : {}),
    });
    wholeAnswers(client, service === 's3control' ? bareHost : null);
    return readOnly(client) as ClientOf<S>;
  }

  destroy(): void {
    for (const client of this.#made.values()) client.destroy();
    this.#made.clear();
  }
}
