/** Typed hands on the estates that `buildEstate` makes: the source and the destination, their keys and the role, changed one answer at a time. */
import { buildEstate } from '../scripts/fixtures/estate.mjs';
import type { RawAccount, RawBucket, RawKmsKey, RawRole, RawSnapshot } from '../src/sources/snapshot/snapshot-shape.js';

/** Every member can be set; what was read stays typed. */
type Open<T> = { -readonly [K in keyof T]: T[K] };

export interface BuiltEstate {
  readonly snapshot: RawSnapshot;
  readonly home: Open<RawAccount>;
  /** Of the destination; `home` where both are of one account. */
  readonly there: Open<RawAccount>;
  readonly source: Open<RawBucket>;
  readonly destination: Open<RawBucket>;
  readonly role: Open<RawRole>;
  /** Null without KMS. */
  readonly sourceKey: Open<RawKmsKey> | null;
  readonly replicaKey: Open<RawKmsKey> | null;
}

export interface Choices {
  readonly kms?: boolean;
  readonly crossAccount?: boolean;
  readonly objectLock?: boolean;
  readonly ownerOverride?: boolean;
  readonly deleteMarkers?: boolean;
}

function needed<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`The estate has no ${what}.`);
  return value;
}

export function estateOf(choices: Choices = {}): BuiltEstate {
  const { snapshot } = buildEstate({ ...choices }) as { readonly snapshot: RawSnapshot };
  const home = needed(snapshot.accounts[0], 'account');
  const there = needed(snapshot.accounts.at(-1), 'account');
  return {
    snapshot,
    home,
    there,
    source: needed(home.buckets?.[0], 'source bucket'),
    destination: needed(there.buckets?.at(-1), 'destination bucket'),
    role: needed(home.roles?.[0], 'role'),
    sourceKey: home.keys?.[0] ?? null,
    replicaKey: there.keys?.at(-1) ?? null,
  };
}

/** Of an operation that was refused, or that says there is nothing. */
export function failed(Code: string): { readonly Error: { readonly Code: string; readonly Message: string } } {
  return { Error: { Code, Message: '' } };
}
