/** What AWS takes of a policy: how long it may be, and which prefixes it can name. */
import { bucketLimit, charactersOf, inlineLimit, keyLimit } from '../fix/limits.js';
import { withPrincipal } from '../fix/change/statement-place.js';
import { unspellableNotices } from '../fix/unspellable.js';
import { ExpectedError } from '../basics/expected-error.js';
import { visible } from '../reporters/escape/visible.js';
import type { Estate } from '../estate/model.js';
import { document, keyPolicyOf } from './facts.js';
import type { JsonObject, Setup } from './setup.js';

/** A document would be longer than AWS takes. */
export class TooLong extends ExpectedError {
  override readonly name = 'TooLong';
}

/** Policies of buckets and keys as they are, or with principals of equal statements joined where they would be too long. */
export function fitting(setup: Setup): Setup {
  return {
    ...setup,
    buckets: setup.buckets.map((bucket) =>
      bytesOf(document(bucket.statements)) <= bucketLimit
        ? bucket
        : { ...bucket, statements: joined(bucket.statements) },
    ),
    keys: setup.keys.map((key) =>
      bytesOf(keyPolicyOf(key)) <= keyLimit ? key : { ...key, statements: joined(key.statements) },
    ),
  };
}

function bytesOf(policy: JsonObject): number {
  return Buffer.byteLength(JSON.stringify(policy));
}

function joined(statements: readonly JsonObject[]): readonly JsonObject[] {
  const all = statements.reduce<JsonObject>(
    (before, statement) =>
      withPrincipal(before, statement) ?? document([...(before['Statement'] as JsonObject[]), statement]),
    document([]),
  );
  return all['Statement'] as readonly JsonObject[];
}

/** @throws TooLong with every document that AWS would reject */
export function ensureFits({ roles, buckets, keys }: Setup): void {
  const faults = [
    ...roles.map(({ name, policy }) =>
      fault(`The policy of role ${name}`, charactersOf(policy), inlineLimit, 'characters'),
    ),
    ...buckets.map(({ name, statements }) =>
      fault(`The policy of bucket ${name}`, bytesOf(document(statements)), bucketLimit, 'bytes'),
    ),
    ...keys.map((key) => fault(`The policy of key ${key.label}`, bytesOf(keyPolicyOf(key)), keyLimit, 'bytes')),
  ].filter((text) => text !== null);
  if (faults.length === 0) return;
  throw new TooLong(
    faults.join(' '),
    'Replicate to fewer destinations from one bucket, or from fewer sources to one: a bucket has one role, and a role one set-up.',
  );
}

function fault(what: string, is: number, limit: number, unit: string): string | null {
  const count = (number: number): string => number.toLocaleString('en-US');
  return is <= limit ? null : `${what} would have ${count(is)} ${unit}, and AWS takes ${count(limit)}.`;
}

/** What the reader has to know of prefixes: sentences. */
export function prefixNotices(estate: Estate, prefixes: readonly string[]): readonly string[] {
  const escaped = [...new Set(prefixes)].flatMap((prefix) => {
    const signs = [...new Set(prefix.match(/[*?$]/gu))];
    return signs.length === 0
      ? []
      : [
          `Prefix "${visible(prefix)}" holds ${signs.join(' and ')}: policies say ${signs.map((sign) => `\${${sign}}`).join(' and ')} for it, which takes Version 2012-10-17.`,
        ];
  });
  return [...unspellableNotices(estate), ...escaped];
}
