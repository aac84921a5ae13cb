/** Queries through the SDK. This client makes one call and no other. */
import { ConfigServiceClient, SelectAggregateResourceConfigCommand } from '@aws-sdk/client-config-service';
import { ExpectedError } from '../../../basics/expected-error.js';
import type { CollectOptions } from '../../model.js';
import { findRegion } from '../../accounts/region.js';
import { addMiddleware } from '../sdk/sdk-middleware.js';
import { type FromAggregator, readAggregator } from './read-aggregator.js';

/** Rows of a page; without it Config gives 25. */
const mostRows = 100;

export interface AggregatorOptions extends Pick<CollectOptions, 'region' | 'profile' | 'environment'> {
  readonly name: string;
  /** Accounts whose buckets are of interest; empty = all. */
  readonly accounts?: readonly string[];
}

/**
 * @throws ExpectedError where the aggregator does not answer
 */
export async function fromAggregator({
  name,
  accounts = [],
  environment,
  ...where
}: AggregatorOptions): Promise<FromAggregator> {
  const region = await findRegion(where);
  const endpoint = process.env['AWS_ENDPOINT_URL_CONFIG_SERVICE'] ?? environment?.endpoint ?? null;
  const config: ConstructorParameters<typeof ConfigServiceClient>[0] = {
    region,
    maxAttempts: 8,
    ...(where.profile === undefined ? {} : { profile: where.profile }),
    ...(endpoint === null ? {} : { endpoint }),
    ...(environment?.credentials === undefined || environment.credentials === null
      ? {}
      : { credentials: environment.credentials }),
  };
  const client = guarded(new ConfigServiceClient(config));
  try {
    return await readAggregator(
      (Expression, NextToken) =>
        client.send(
          new SelectAggregateResourceConfigCommand({
            ConfigurationAggregatorName: name,
            Expression,
            Limit: mostRows,
            MaxResults: mostRows,
            ...(NextToken === undefined ? {} : { NextToken }),
          }),
        ),
      accounts,
    );
  } catch (error) {
    const { name: code, message } = error as Error;
    throw new ExpectedError(
      `The aggregator ${JSON.stringify(name.slice(0, 100))} in ${region} does not answer: ${code}: ${message.slice(0, 300)}.`,
      'Name an aggregator of this account and Region (--region), and allow config:SelectAggregateResourceConfig on it.',
      { cause: error },
    );
  } finally {
    client.destroy();
  }
}

/** Whatever else is sent with this client is a bug of ours. */
function guarded(client: ConfigServiceClient): ConfigServiceClient {
  addMiddleware(
    client,
    (next, { commandName }) =>
      async (args) => {
        if (commandName === 'SelectAggregateResourceConfigCommand') return next(args);
        throw new TypeError(`This client may not make the call ${commandName ?? 'without a name'}.`);
      },
    { step: 'initialize', priority: 'high', name: 'replintOneQuery' },
  );
  return client;
}
