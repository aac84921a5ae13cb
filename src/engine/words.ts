/** Recurring words of messages: how a bucket, a replication rule, an account is called. */
import type { Bucket } from '../estate/model.js';
import { valueOf } from '../estate/fact.js';
import type { Destination, Pair, Problem } from './model.js';

/** `account 111122223333, us-east-1`; says so where something is not known. */
export const placeText = (account: string | null, region: string | null): string =>
  `${account === null ? 'account not known' : `account ${account}`}, ${region ?? 'Region not known'}`;

export const bucketArn = (partition: string, name: string): string => `arn:${partition}:s3:::${name}`;

/** `replication rule "everything"`, or its place where it has no ID. */
export const replicationRuleText = (pair: Pair): string =>
  pair.id === null ? `replication rule number ${pair.index + 1}` : `replication rule "${pair.id}"`;

export const regionOf = (bucket: Bucket): string | null => valueOf(bucket.region) ?? null;

export const sourcePlace = (pair: Pair): string => placeText(pair.source.account, regionOf(pair.source));
export const destinationPlace = ({ account, region }: Destination): string => placeText(account, region);

/** Data that most messages about a pair use. */
export const pairWords = (pair: Pair): Record<string, string> => ({
  sourceBucket: pair.source.name,
  sourcePlace: sourcePlace(pair),
  destinationBucket: pair.destination.name,
  destinationPlace: destinationPlace(pair.destination),
  replicationRule: replicationRuleText(pair),
  /** At the beginning of a sentence. */
  ReplicationRule: capitalised(replicationRuleText(pair)),
  role: pair.role.arn ?? 'no role',
});

const capitalised = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

type Where = Pick<Problem, 'resource' | 'account' | 'region'>;

export const atSource = (pair: Pair): Where => ({
  resource: bucketArn(pair.source.partition, pair.source.name),
  account: pair.source.account,
  region: regionOf(pair.source),
});

export const atDestination = (pair: Pair): Where => ({
  resource: bucketArn(pair.destination.partition, pair.destination.name),
  account: pair.destination.account,
  region: pair.destination.region,
});

export const atRole = (pair: Pair): Where => ({
  resource: pair.role.arn ?? atSource(pair).resource,
  account: pair.role.account,
  region: null,
});
