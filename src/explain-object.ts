/** What `explain` does, for the command and for the library: the walk, placed, or why there is nothing to walk. */
import { ExpectedError } from './basics/expected-error.js';
import { didYouMean } from './basics/nearest-name.js';
import type { ObjectName } from './basics/aws-names.js';
import { defaultSettings, locateExplanation } from './engine/audit.js';
import type { EngineSettings } from './engine/model.js';
import type { Config } from './config/model.js';
import { bucketNamed } from './estate/bucket-named.js';
import type { Estate } from './estate/model.js';
import { audit, explain } from './judge.js';
import { versionIn, withStory } from './live-object.js';
import { destinationOf } from './replication/configuration/destination-of.js';
import { withNames } from './report/named.js';
import type { S3Evidence } from './report/evidence.js';
import type { Explanation } from './report/explanation.js';
import type { ObjectClass } from './report/model.js';
import type { Joined } from './sources/join-readings.js';

export interface ExplainObjectOptions {
  readonly config: Config;
  /** Encryption of the object; null = what the bucket does by default. */
  readonly objectClass: ObjectClass | null;
  /** What if Bucket Keys were on, or off? Null = as they are. */
  readonly bucketKey: boolean | null;
  /** Only the replication rule with this ID; null = all. */
  readonly replicationRule: string | null;
  readonly requireOrganization: boolean;
  /** What S3 said itself. */
  readonly evidence?: S3Evidence | null;
  /** `YYYY-MM-DD`, for policies that hold from or until a date. */
  readonly today: string;
}

export interface ExplainedObject {
  readonly explanation: Explanation;
  /** The bucket's replication configuration could not be read: what it says, and whether it replicates, is unknown. */
  readonly unreadable: ExpectedError | null;
}

/** The bucket has no replication configuration: that is an answer, as `audit` gives it about a bucket that is asked for. */
export class NothingReplicates extends ExpectedError {
  override readonly name = 'NothingReplicates';
}

/** Whether the bucket replicates is not in the inputs. */
export class NotCollected extends ExpectedError {
  override readonly name = 'NotCollected';
}

/** The inputs hold nothing about the bucket. */
export class NoSuchBucket extends ExpectedError {
  override readonly name = 'NoSuchBucket';
}

/**
 * @throws NothingReplicates where the bucket has no replication configuration
 * @throws NoSuchBucket where the inputs hold nothing about it
 * @throws NotCollected where they do not say whether it replicates
 * @throws ExpectedError where it has no such rule, or is a destination alone
 */
export function explainObject(
  { estate, locators, facts }: Joined,
  { bucket: name, key }: ObjectName,
  options: ExplainObjectOptions,
): ExplainedObject {
  const { config, replicationRule } = options;
  const bucket = bucketNamed(estate, name);
  const version = key === null ? null : versionIn(facts, bucket, key);
  const { objectClass, bucketKey, sourceKeys } = asItIs(estate, bucket, version, options);
  const unreadable = unreadableConfiguration(estate, bucket);
  if (unreadable === null) refuseUnanswerable(estate, bucket, replicationRule);
  const settings = {
    ...defaultSettings,
    trustedAccounts: config.trustedAccounts,
    trustedOrganizations: config.trustedOrganizations,
    requireOrganization: options.requireOrganization,
    sourceKeys,
    settled: config.settled,
    now: `${options.today}T00:00:00Z`,
  };
  const explanation = explain(estate, {
    bucket,
    key,
    objectClass,
    bucketKey,
    replicationRule,
    settings,
  });
  const located = withNames(locateExplanation(explanation, locators));
  const said = withSaid(estate, located, settings, options.evidence ?? null);
  return { explanation: withStory(said, version), unreadable };
}

/** The object's own encryption stands for the bucket's, where it was looked at and nothing else is asked for. */
function asItIs(
  estate: Estate,
  bucket: string,
  version: ReturnType<typeof versionIn>,
  { config, objectClass, bucketKey }: ExplainObjectOptions,
): Pick<ExplainObjectOptions, 'objectClass' | 'bucketKey'> & Pick<Config, 'sourceKeys'> {
  const asAsked = { objectClass, bucketKey, sourceKeys: config.sourceKeys };
  if (version === null || objectClass !== null) return asAsked;
  const encryption = estate.buckets.get(bucket)?.encryption;
  const today = encryption?.state === 'known' ? encryption.value.bucketKeyEnabled : null;
  const own = version.bucketKey !== null && version.bucketKey !== today ? version.bucketKey : null;
  return {
    objectClass: version.objectClass,
    bucketKey: bucketKey ?? own,
    sourceKeys:
      version.kmsKey === null ? config.sourceKeys : new Map([...config.sourceKeys, [bucket, [version.kmsKey]]]),
  };
}

/** What S3 said about each replication rule, as the audit sums it up. */
function withSaid(
  estate: Estate,
  explanation: Explanation,
  settings: EngineSettings,
  evidence: S3Evidence | null,
): Explanation {
  if (evidence === null) return explanation;
  const { replication } = audit(estate, { buckets: [explanation.bucket], settings, evidence, rules: [] });
  const said = new Map(replication.map(({ replicationRule, evidence: own }) => [replicationRule?.index, own?.message]));
  return {
    ...explanation,
    replicationRules: explanation.replicationRules.map((rule) => {
      const message = said.get(rule.replicationRule.index);
      return message === undefined ? rule : { ...rule, said: message };
    }),
  };
}

/** As for `audit`, that is no failure of the job: whether the bucket replicates is unknown. */
function unreadableConfiguration(estate: Estate, name: string): ExpectedError | null {
  const replication = estate.buckets.get(name)?.replication;
  const quoted = JSON.stringify(name.slice(0, 80));
  if (replication?.state === 'unreadable')
    return new ExpectedError(
      `The replication configuration of bucket ${quoted} could not be read: ${replication.code}.`,
      'Allow the auditor to call GetBucketReplication (permission s3:GetReplicationConfiguration) on it.',
    );
  if (replication?.state === 'after-deployment')
    return new ExpectedError(
      `The replication configuration of bucket ${quoted} is known only after deployment: it depends on ${replication.address.slice(0, 200)}.`,
      'Give what it depends on a value, or explain the live account after the deployment.',
    );
  return null;
}

/** @throws as `explainObject` */
function refuseUnanswerable(estate: Estate, name: string, rule: string | null): void {
  const quoted = JSON.stringify(name.slice(0, 80));
  const bucket = estate.buckets.get(name);
  if (bucket?.replication.state === 'known') {
    const ids = bucket.replication.value.Rules.map(({ ID }) => ID ?? '').filter((id) => id !== '');
    if (rule === null || ids.includes(rule)) return;
    throw new ExpectedError(
      `Bucket ${quoted} has no replication rule with the ID ${JSON.stringify(rule.slice(0, 80))}.${didYouMean(rule, ids)}`,
      ids.length === 0
        ? 'Its replication rules have no IDs: leave out --rule.'
        : `Its replication rules: ${ids
            .slice(0, 5)
            .map((id) => JSON.stringify(id.slice(0, 80)))
            .join(', ')}${ids.length > 5 ? ', …' : ''}.`,
    );
  }
  const sources = sourcesOf(estate, name);
  const isAbsent = bucket?.replication.state === 'absent';
  const Refusal = isAbsent ? ExpectedError : NotCollected;
  if (sources.length > 0)
    throw new Refusal(
      `Bucket ${quoted} is a destination of replication here, and has no replication rules of its own.`,
      `Ask about the source: \`replint explain s3://${sources[0]}\`.`,
    );
  const help = 'Ask about a bucket that replicates; `replint audit` lists them.';
  if (isAbsent)
    throw new NothingReplicates(
      `Bucket ${quoted} has no replication configuration: nothing is replicated from it.`,
      help,
    );
  if (bucket !== undefined)
    throw new NotCollected(`The replication configuration of bucket ${quoted} was not collected.`, help);
  throw new NoSuchBucket(
    `The inputs hold no bucket ${quoted}.${didYouMean(name, estate.buckets.keys())}`,
    'Name a source bucket that was collected; `replint audit` lists them.',
  );
}

function sourcesOf(estate: Estate, destination: string): readonly string[] {
  return [...estate.buckets.values()]
    .filter(
      ({ replication }) =>
        replication.state === 'known' &&
        replication.value.Rules.some((each) => destinationOf(each)?.name === destination),
    )
    .map(({ name }) => name)
    .sort();
}
