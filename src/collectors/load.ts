import type { CollectOptions, CollectResult } from './model.js';

/** Loads the AWS SDK, and what is built on it, when an account is to be read: commands that read files start without it. */
export async function collectLive(options: CollectOptions): Promise<CollectResult> {
  if (options.configAggregator !== undefined) {
    const { collectWithConfig } = await import('./collect-with-config.js');
    return collectWithConfig(options.configAggregator, options);
  }
  const { collect } = await import('./collect.js');
  return collect(options);
}

/** What AWS Config records, without a look at the accounts themselves. */
export async function loadAggregator() {
  const [{ fromAggregator }, { passedOver }] = await Promise.all([
    import('./answers/config-aggregator/ask-config.js'),
    import('./collect-with-config.js'),
  ]);
  return { fromAggregator, passedOver };
}
