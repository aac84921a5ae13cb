/** Recurring words of messages: how a bucket, a replication rule, an account is called. */
import { capital } from '../../basics/capital.js';
import { regionName } from '../pairs/region-name.js';
import { replicationRuleName } from '../pairs/unclear.js';
import { bucketArn } from '../../estate/arn.js';
import type { Origin } from '../../estate/fact.js';
import type { Destination, Pair, Problem } from '../shapes/model.js';

/** `account 111122223333, us-east-1`; says so where something is not known. */
export function placeText(account: string | null, region: string | null): string {
  return `${account === null ? 'account not known' : `account ${account}`}, ${region ?? 'Region not known'}`;
}

export { replicationRuleName as replicationRuleText };

export { regionName as regionOf };

export function sourcePlace(pair: Pair): string {
  return placeText(pair.source.account, regionName(pair.source));
}
export function destinationPlace({ account, region }: Destination): string {
  return placeText(account, region);
}

/** Placeholders that most messages about a pair use. */
export type PairWords = Readonly<
  Record<
    | 'sourceBucket'
    | 'sourcePlace'
    | 'destinationBucket'
    | 'destinationPlace'
    | 'replicationRule'
    | 'ReplicationRule'
    | 'role',
    string
  >
>;

export function pairWords(pair: Pair): PairWords {
  return {
    sourceBucket: pair.source.name,
    sourcePlace: sourcePlace(pair),
    destinationBucket: pair.destination.name,
    destinationPlace: destinationPlace(pair.destination),
    replicationRule: replicationRuleName(pair),
    /** At the beginning of a sentence. */
    ReplicationRule: capital(replicationRuleName(pair)),
    role: pair.role.arn ?? 'no role',
  };
}

/** Where the configuration names its role. */
export function roleOrigin({ origin }: Pair): Origin {
  return { ...origin, pointer: origin.pointer.replace(/\/Rules\/\d+$/u, '/Role') };
}

type Where = Pick<Problem, 'resource' | 'account' | 'region'>;

export function atSource(pair: Pair): Where {
  return {
    resource: bucketArn(pair.source),
    account: pair.source.account,
    region: regionName(pair.source),
  };
}

export function atDestination(pair: Pair): Where {
  return {
    resource: bucketArn(pair.destination),
    account: pair.destination.account,
    region: pair.destination.region,
  };
}

export function atRole(pair: Pair): Where {
  return {
    resource: pair.role.arn ?? atSource(pair).resource,
    account: pair.role.account,
    region: null,
  };
}
