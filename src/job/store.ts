/**
 * The job's own bucket: where snapshots and reports are kept. The only place that writes to AWS, with a client of its own that
 * refuses every operation but these three, and every bucket but this one. Accounts that are audited are never reached through it.
 */
import {
  GetObjectCommand,
  ListObjectsV2Command,
  NoSuchKey,
  PutObjectCommand,
  S3Client,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';

export interface Store {
  /** Name of the bucket, for people. */
  readonly bucket: string;
  /** null = there is no such object. */
  get(key: string): Promise<Uint8Array | null>;
  /** The object is there whole, or not at all. */
  put(key: string, body: string | Uint8Array, contentType: string): Promise<void>;
  /** Keys under a prefix, sorted. */
  list(prefix: string): Promise<readonly string[]>;
}

/** Prefixes that are the job's to write; what an administrator put elsewhere in the bucket stays as it is. */
export const writtenPrefixes = ['runs/', 'reports/', 'latest/', 'state/'] as const;

/** A call that is not the store's was about to be made: a bug of ours, stopped here. */
export class StoreRefusal extends TypeError {
  override readonly name = 'StoreRefusal';
}

const operations = ['GetObjectCommand', 'ListObjectsV2Command', 'PutObjectCommand'];

function refusalOf(bucket: string, command: string | undefined, input: object): string | null {
  const { Bucket, Key } = input as { Bucket?: unknown; Key?: unknown };
  if (command === undefined || !operations.includes(command)) return `The store makes no call ${command ?? ''}.`;
  if (Bucket !== bucket) return 'The store has one bucket only.';
  if (command !== 'PutObjectCommand') return null;
  return writtenPrefixes.some((prefix) => String(Key).startsWith(prefix)) ? null : `The store does not write ${Key}.`;
}

/** Puts the guard on a client, and gives it back. */
export function guarded(client: S3Client, bucket: string): S3Client {
  client.middlewareStack.add(
    (next, { commandName }) =>
      async (args) => {
        const refusal = refusalOf(bucket, commandName, args.input);
        if (refusal !== null) throw new StoreRefusal(refusal);
        return next(args);
      },
    { step: 'initialize', priority: 'high', name: 'replintStore' },
  );
  return client;
}

export function openStore(bucket: string, config: S3ClientConfig = {}): Store {
  const client = guarded(new S3Client(config), bucket);
  return {
    bucket,
    get: async (Key) => {
      try {
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
        return (await Body?.transformToByteArray()) ?? null;
      } catch (error) {
        if (error instanceof NoSuchKey) return null;
        throw error;
      }
    },
    put: async (Key, Body, ContentType) => {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType }));
    },
    list: async (Prefix) => {
      const keys: string[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await client.send(new ListObjectsV2Command({ Bucket: bucket, Prefix, ContinuationToken }));
        for (const each of (page.Contents ?? []).flatMap(({ Key }) => Key ?? [])) keys.push(each);
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      return keys.sort();
    },
  };
}
