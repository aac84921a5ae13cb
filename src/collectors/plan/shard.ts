import { createHash } from 'node:crypto';
import { InvalidCollectOption } from '../errors.js';
import type { Shard } from '../model.js';

/** The shard, from 1 to `count`, that a bucket belongs to: the same in every run and on every machine. */
export function shardOf(bucket: string, count: number): number {
  return (createHash('sha256').update(bucket).digest().readUInt32BE(0) % count) + 1;
}

/** Reads `2/5`. */
export function parseShard(text: string): Shard {
  const [, index, count] = /^(\d{1,6})\/(\d{1,6})$/.exec(text) ?? [];
  const shard = { index: Number(index), count: Number(count) };
  if (!(shard.index >= 1 && shard.index <= shard.count)) {
    throw new InvalidCollectOption(
      `\`${text}\` is not a shard.`,
      'Write it as 1/4, 2/4, …: the number of the shard and how many there are.',
    );
  }
  return shard;
}
