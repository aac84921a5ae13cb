import { type JsonObject } from '../json.js';
import { Entry } from './entry.js';

/** What was read about a bucket. */
export class BucketEntry {
  readonly name: string;
  readonly entry: Entry;
  /** Null = not known yet. */
  region: string | null;

  constructor(name: string, region: string | null, kept: JsonObject = {}, keptAt = '') {
    this.name = name;
    const { Name: _name, BucketRegion, ...answers } = kept;
    this.region = region ?? (typeof BucketRegion === 'string' ? BucketRegion : null);
    this.entry = new Entry(answers, keptAt);
  }

  /** @param asOf - time of the snapshot */
  toJson(asOf: string): JsonObject {
    return this.entry.toJson({ Name: this.name, ...(this.region === null ? {} : { BucketRegion: this.region }) }, asOf);
  }
}
