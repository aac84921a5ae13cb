/** Where the first calls go. */
import { STSClient } from '@aws-sdk/client-sts';
import { readOnly } from '../answers/sdk/read-only.js';
import { NoRegion, UnknownRegion } from '../errors.js';
import type { CollectOptions } from '../model.js';

/** The Region of the first calls, from the option or from where every AWS tool looks. */
export async function findRegion({ region, profile }: Pick<CollectOptions, 'region' | 'profile'>): Promise<string> {
  const found = region ?? (await configuredRegion(profile)) ?? process.env['AWS_DEFAULT_REGION'] ?? '';
  if (found === '') throw new NoRegion();
  if (!/^[a-z]{2,4}(?:-[a-z]+)+-\d{1,2}$/.test(found)) throw new UnknownRegion(found);
  return found;
}

async function configuredRegion(profile: string | undefined): Promise<string | undefined> {
  const client = readOnly(new STSClient(profile === undefined ? {} : { profile }));
  try {
    return await client.config.region();
  } catch {
    return undefined;
  } finally {
    client.destroy();
  }
}
