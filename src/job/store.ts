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
  S3ServiceException,
  type S3ClientConfig,
} from '@aws-sdk/client-s3';

export interface Store {
  /** Name of the bucket, for people. */
  readonly bucket: string;
  /** null = there is no such object. */
  get(key: string): Promise<Uint8Array | null>;
  /** The object is there whole, or not at all. */
  put(key: string, body: string | Uint8Array, contentType: string): Promise<void>;
  /**
   * For what is written once: the object is there whole, and nothing that was there before is replaced.
   * @returns `other`: something else is there already, and stays
   */
  keep(key: string, body: string | Uint8Array, contentType: string, lock: Lock | null): Promise<'kept' | 'other'>;
  /** Keys under a prefix, sorted. */
  list(prefix: string): Promise<readonly string[]>;
}

/** Retention of Object Lock. */
export interface Lock {
  readonly mode: 'GOVERNANCE' | 'COMPLIANCE';
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Where nothing is ever replaced. */
export const keptPrefix = 'reports/';

/** Prefixes that are the job's to write; what an administrator put elsewhere in the bucket stays as it is. */
export const writtenPrefixes = ['runs/', 'reports/', 'latest/', 'state/'] as const;

/** A call that is not the store's was about to be made: a bug of ours, stopped here. */
export class StoreRefusal extends TypeError {
  override readonly name = 'StoreRefusal';
}

const operations = ['GetObjectCommand', 'ListObjectsV2Command', 'PutObjectCommand'];

function refusalOf(bucket: string, command: string | undefined, input: object): string | null {
  const { Bucket, Key, IfNoneMatch } = input as { Bucket?: unknown; Key?: unknown; IfNoneMatch?: unknown };
  if (command === undefined || !operations.includes(command)) return `The store makes no call ${command ?? ''}.`;
  if (Bucket !== bucket) return 'The store has one bucket only.';
  if (command !== 'PutObjectCommand') return null;
  if (String(Key).startsWith(keptPrefix) && IfNoneMatch !== '*') return `The store does not replace ${String(Key)}.`;
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
  const get = async (Key: string): Promise<Uint8Array | null> => {
    try {
      const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key }));
      return (await Body?.transformToByteArray()) ?? null;
    } catch (error) {
      if (error instanceof NoSuchKey) return null;
      throw error;
    }
  };
  return {
    bucket,
    get,
    keep: async (Key, Body, ContentType, lock) => {
      const retention =
        lock === null ? {} : { ObjectLockMode: lock.mode, ObjectLockRetainUntilDate: new Date(lock.until) };
      const put = new PutObjectCommand({ Bucket: bucket, Key, Body, ContentType, IfNoneMatch: '*', ...retention });
      try {
        await client.send(put);
        return 'kept';
      } catch (error) {
        if (!(error instanceof S3ServiceException) || error.name !== 'PreconditionFailed') throw error;
        // An earlier attempt at the same run.
        return isSame(await get(Key), Body) ? 'kept' : 'other';
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

function isSame(there: Uint8Array | null, body: string | Uint8Array): boolean {
  const wanted = typeof body === 'string' ? new TextEncoder().encode(body) : body;
  return there?.length === wanted.length && there.every((byte, index) => byte === wanted[index]);
}
